// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run is made of before its first step: modalities, split, towers, layout of the parameters.
#include "run/trainer.h"

#include "base/random.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <sstream>
#include <string_view>
#include <unordered_map>

namespace contrastlab {

namespace {

constexpr Index leastItems = 3; // one to train on, two to judge

std::vector<std::string> namesIn(const std::string& list)
{
    std::vector<std::string> names;
    std::istringstream stream(list);
    for (std::string name; std::getline(stream, name, ',');)
        if (!name.empty()) names.push_back(name);
    return names;
}

std::string modalityNames(const Dataset& dataset)
{
    std::string names;
    for (const ModalityData& modality : dataset.modalities)
        names += (names.empty() ? "" : ", ") + modality.name;
    return names;
}

std::vector<int> chooseModalities(const RunSpec& spec, const Dataset& dataset)
{
    const std::vector<std::string> names = namesIn(spec.text("modalities"));
    std::vector<int> chosen;
    for (const std::string& name : names) {
        const ModalityData* found = dataset.find(name);
        const int index = found ? static_cast<int>(found - dataset.modalities.data()) : -1;
        if (index >= 0 && std::find(chosen.begin(), chosen.end(), index) == chosen.end())
            chosen.push_back(index);
    }
    if (names.empty() && dataset.modalities.size() >= 2) chosen = { 0, 1 };
    const bool fits = chosen.size() >= 2 && chosen.size() <= mostModalities;
    if (!fits || (!names.empty() && chosen.size() != names.size()))
        throw SpecError({ { "modalities", spec.text("modalities"),
            "two or three different of " + modalityNames(dataset) } });
    return chosen;
}

std::vector<TrainedPair> choosePairs(const RunSpec& spec, int towers)
{
    std::vector<TrainedPair> pairs;
    for (int a = 0; a < towers; ++a)
        for (int b = a + 1; b < towers; ++b)
            if (a == 0 || spec.text("pairs") == "all") pairs.push_back({ a, b });
    return pairs;
}

TowerKind towerKindOf(const std::string& name)
{
    if (name == "convolution") return TowerKind::convolution;
    return name == "mlp" ? TowerKind::mlp : TowerKind::linear;
}

Activation activationOf(const std::string& name)
{
    if (name == "gelu") return Activation::gelu;
    return name == "tanh" ? Activation::tanh : Activation::relu;
}

TowerSpec towerSpecOf(const RunSpec& spec, ModalityKind kind)
{
    TowerSpec tower;
    const char* key = kind == ModalityKind::image ? "image_tower"
        : kind == ModalityKind::text              ? "text_tower"
        : kind == ModalityKind::sound             ? "sound_tower"
                                                  : "feature_tower";
    tower.kind = towerKindOf(spec.text(key));
    tower.hiddenWidth = spec.integer("hidden_width");
    tower.hiddenLayers = static_cast<int>(spec.integer("hidden_layers"));
    tower.activation = activationOf(spec.text("activation"));
    tower.tokenWidth = spec.integer("token_width");
    tower.embeddingWidth = spec.integer("embedding_width");
    return tower;
}

// Known words begin at their vectors, scaled to a root mean square of 0.1; the rest keep their
// small random numbers. The token table is the first block of a text tower.
void placeWordVectors(const WordVectors& source, const Vocabulary& vocabulary, float* table)
{
    const Index width = source.vectors.cols();
    const float size = source.vectors.norm() / std::sqrt(static_cast<float>(source.vectors.size()));
    const float scale = size > 0 ? 0.1f / size : 1.0f;
    std::unordered_map<std::string_view, Index> rows;
    for (std::size_t i = source.words.size(); i-- > 0;)
        rows[source.words[i]] = static_cast<Index>(i);
    for (Index id = 0; id < vocabulary.words(); ++id)
        if (const auto found = rows.find(vocabulary.token(static_cast<int>(id)));
            found != rows.end())
            viewOf(table, vocabulary.size(), width).row(id) =
                scale * source.vectors.row(found->second);
}

bool isStandard(const RunSpec& spec, std::string_view key)
{
    return spec.value(key) == findParameter(key)->standard;
}

// Somebody's first fifty pictures have to train as they come: what stands at its default gives way
// to them. What was chosen stays, and is a problem where it does not fit.
void holdOutAFifth(RunSpec& spec, const Dataset& dataset)
{
    const std::int64_t fifth = std::max<std::int64_t>(2, dataset.items / 5);
    if (dataset.parts.empty() && isStandard(spec, "held_out") && spec.integer("held_out") > fifth)
        spec.set("held_out", fifth);
}

void fitBatch(RunSpec& spec, std::int64_t trainingItems)
{
    if (isStandard(spec, "batch_size") && spec.integer("batch_size") > trainingItems)
        spec.set("batch_size", trainingItems);
}

} // namespace

RunSetup::RunSetup(const RunSpec& given, std::shared_ptr<const Dataset> dataset)
    : m_spec(given)
    , m_dataset(std::move(dataset))
{
    RunSpec& spec = m_spec;
    if (auto problems = validate(spec); !problems.empty()) throw SpecError(problems);
    m_modalities = chooseModalities(spec, *m_dataset);
    if (m_dataset->items < leastItems)
        throw SpecError({ { "dataset", spec.text("dataset"),
            "data of at least " + std::to_string(leastItems) + " items, found "
                + std::to_string(m_dataset->items) } });
    holdOutAFifth(spec, *m_dataset);
    m_split = splitItems(
        *m_dataset, spec.integer("held_out"), static_cast<std::uint64_t>(spec.integer("seed")));
    if (m_split.training.empty() || m_split.heldOut.size() < 2)
        throw SpecError({ { "held_out", toText(spec.value("held_out")),
            "at least 2 and fewer than the " + std::to_string(m_dataset->items) + " items" } });
    if (const std::size_t judged = complete(m_split.heldOut).size(); judged < 2)
        throw SpecError({ { "held_out", toText(spec.value("held_out")),
            "at least 2 held-out items with every trained modality, found "
                + std::to_string(judged) } });
    fitBatch(spec, static_cast<std::int64_t>(m_split.training.size()));
    if (auto problems = validate(spec, facts()); !problems.empty()) throw SpecError(problems);

    m_batches = std::make_unique<BatchMaker>(
        m_dataset, m_modalities, m_split.training, spec.flag("standardise"));
    m_pairs = choosePairs(spec, static_cast<int>(m_modalities.size()));
    for (int t = 0; t < static_cast<int>(m_modalities.size()); ++t) {
        const InputShape shape = m_batches->shape(t);
        TowerSpec towerSpec = towerSpecOf(spec, shape.kind);
        if (const auto& vectors = modality(t).wordVectors)
            towerSpec.tokenWidth = vectors->vectors.cols();
        const Tower<float>& tower = m_towers.emplace_back(towerSpec, shape);
        m_offsets.push_back(m_parameters);
        for (const TowerBlock& block : tower.blocks())
            m_blocks.push_back({ modality(t).name + "." + block.name, m_parameters + block.offset,
                block.rows, block.columns, t, block.decays });
        m_parameters += tower.parameters();
    }
    m_scaleOffset = m_parameters;
    for (std::size_t pair = 0; pair < m_pairs.size(); ++pair)
        m_blocks.push_back({ "log_scale" + (m_pairs.size() > 1 ? std::to_string(pair + 1) : ""),
            m_parameters++, 1, 1, -1, false });
    m_blocks.push_back({ "bias", m_parameters++, 1, 1, -1, false });
}

const ModalityData& RunSetup::modality(int tower) const
{
    return m_dataset
        ->modalities[static_cast<std::size_t>(m_modalities[static_cast<std::size_t>(tower)])];
}

std::vector<Index> RunSetup::complete(const std::vector<Index>& items) const
{
    std::vector<Index> found;
    std::ranges::copy_if(items, std::back_inserter(found), [&](Index item) {
        return std::ranges::all_of(m_modalities, [&](int modality) {
            return m_dataset->modalities[static_cast<std::size_t>(modality)].has(item);
        });
    });
    return found;
}

std::vector<TrainedPair> RunSetup::everyPair() const
{
    std::vector<TrainedPair> pairs = m_pairs;
    for (int a = 0; a < towers(); ++a)
        for (int b = a + 1; b < towers(); ++b)
            if (std::find(m_pairs.begin(), m_pairs.end(), TrainedPair { a, b }) == m_pairs.end())
                pairs.push_back({ a, b });
    return pairs;
}

DataFacts RunSetup::facts() const
{
    return { static_cast<std::int64_t>(m_split.training.size()),
        static_cast<int>(m_modalities.size()), !m_dataset->labels.empty() };
}

Vector<float> RunSetup::initialParameters() const
{
    Vector<float> parameters = Vector<float>::Zero(m_parameters);
    const auto seed = static_cast<std::uint64_t>(m_spec.integer("seed"));
    for (int t = 0; t < towers(); ++t) {
        RandomStream stream(seed, Purpose::initialWeights, static_cast<std::uint64_t>(t));
        tower(t).initialise(parameters.data() + towerOffset(t), stream);
        if (const auto& vectors = modality(t).wordVectors)
            placeWordVectors(
                *vectors, *m_batches->vocabulary(t), parameters.data() + towerOffset(t));
    }
    const auto logScale = static_cast<float>(-std::log(m_spec.real("temperature")));
    for (int pair = 0; pair < static_cast<int>(m_pairs.size()); ++pair)
        parameters[scaleOffset(pair)] = logScale;
    parameters[biasOffset()] = static_cast<float>(m_spec.real("bias"));
    return parameters;
}

Matrix<float> RunSetup::embed(ThreadPool& pool, const Vector<float>& parameters, int tower,
    std::span<const Index> items, int variant) const
{
    constexpr std::size_t chunk = 256; // bounds the memory of a pass
    Matrix<float> embeddings(static_cast<Index>(items.size()), embeddingWidth());
    ModalityBatch<float> batch;
    TowerTape<float> tape;
    for (std::size_t first = 0; first < items.size(); first += chunk) {
        const auto part = items.subspan(first, std::min(chunk, items.size() - first));
        m_batches->makePlain(pool, part, tower, variant, batch);
        embeddings.middleRows(static_cast<Index>(first), static_cast<Index>(part.size())) =
            this->tower(tower).forward(pool, parameters.data() + towerOffset(tower), batch, tape);
    }
    return embeddings;
}

} // namespace contrastlab
