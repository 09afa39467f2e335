// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run is made of before its first step: modalities, split, towers, layout of the parameters.
#include "run/run_setup.h"

#include "base/joined.h"
#include "base/random.h"
#include "base/translation_marks.h"
#include "data/sameness.h"
#include "run/metrics.h"
#include "run/spec_settings.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <set>
#include <string_view>
#include <unordered_map>

namespace contrastlab {

namespace {

constexpr Index leastItems = 3; // one to train on, two to judge
constexpr Index itemsThatDiffer = 10; // of so many, all alike are a mistake
const std::set<std::string> nothingChosen;

std::string modalityNames(const Dataset& dataset)
{
    return joined(dataset.modalities, &ModalityData::name);
}

// Adds a problem where the data have no such modalities.
std::vector<int> chooseModalities(
    const RunSpec& spec, const Dataset& dataset, std::vector<Problem>& problems)
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
        problems.push_back({ "modalities", spec.text("modalities"),
            { QT_TRANSLATE_NOOP("Message", "two or three different of %1"),
                { modalityNames(dataset) } } });
    return chosen;
}

std::vector<TrainedPair> choosePairs(const RunSpec& spec, int towers)
{
    const bool every = chosen<bool>(spec, "pairs", { { "all", true }, { "hub", false } });
    std::vector<TrainedPair> pairs;
    for (int a = 0; a < towers; ++a)
        for (int b = a + 1; b < towers; ++b)
            if (a == 0 || every) pairs.push_back({ a, b });
    return pairs;
}

std::string_view towerKeyOf(ModalityKind kind)
{
    switch (kind) {
    case ModalityKind::image:
        return "image_tower";
    case ModalityKind::text:
        return "text_tower";
    case ModalityKind::sound:
        return "sound_tower";
    case ModalityKind::features:
        break;
    }
    return "feature_tower";
}

TowerSpec towerSpecOf(const RunSpec& spec, ModalityKind kind)
{
    TowerSpec tower;
    tower.kind = chosen<TowerKind>(spec, towerKeyOf(kind),
        { { "convolution", TowerKind::convolution }, { "mlp", TowerKind::mlp },
            { "linear", TowerKind::linear } });
    tower.hiddenWidth = spec.integer("hidden_width");
    tower.hiddenLayers = static_cast<int>(spec.integer("hidden_layers"));
    tower.activation = chosen<Activation>(spec, "activation",
        { { "relu", Activation::relu }, { "gelu", Activation::gelu },
            { "tanh", Activation::tanh } });
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

bool isWithinLimits(const RunSpec& spec, std::string_view key)
{
    return !check(*findParameter(key), spec.value(key));
}

// What spec and data make of each other before there are towers.
struct Fitting {
    RunSpec spec; ///< with defaults that gave way to the data
    const std::set<std::string>& chosen; ///< keys that do not give way
    std::vector<int> modalities;
    Split split;
    std::vector<Problem> problems; ///< all of them

    void add(const std::string& key, Message limit)
    {
        problems.push_back({ key, toText(spec.value(key)), std::move(limit) });
    }
};

// Somebody's first fifty pictures have to train as they come: what stands at its default gives way
// to them. What was chosen stays, and is a problem where it does not fit.
void holdOutAFifth(Fitting& fitting, const Dataset& dataset)
{
    const std::int64_t fifth = std::max<std::int64_t>(2, dataset.items / 5);
    if (!dataset.parts.empty() || !isStandard(fitting.spec, "held_out")
        || fitting.spec.integer("held_out") <= fifth)
        return;
    if (fitting.chosen.contains("held_out"))
        fitting.add("held_out",
            { QT_TRANSLATE_NOOP("Message", "at most %1, a fifth of the %2 items"),
                { std::to_string(fifth), std::to_string(dataset.items) } });
    fitting.spec.set("held_out", fifth);
}

void fitBatch(Fitting& fitting, std::int64_t trainingItems)
{
    if (isStandard(fitting.spec, "batch_size") && !fitting.chosen.contains("batch_size")
        && fitting.spec.integer("batch_size") > trainingItems)
        fitting.spec.set("batch_size", trainingItems);
}

std::vector<Index> completeItems(
    const Dataset& dataset, const std::vector<int>& modalities, const std::vector<Index>& items)
{
    std::vector<Index> found;
    std::ranges::copy_if(items, std::back_inserter(found), [&](Index item) {
        return std::ranges::all_of(modalities, [&](int modality) {
            return dataset.modalities[static_cast<std::size_t>(modality)].has(item);
        });
    });
    return found;
}

// A modality that few items have may be lacking among all that are held out. They are then drawn
// from the complete ones, at most a fifth of them where the number was not chosen. What a run
// stores comes out the same when it is set up again: fewer held-out items hold no more complete
// ones.
void holdOutComplete(Fitting& fitting, const Dataset& dataset)
{
    const std::size_t judged =
        completeItems(dataset, fitting.modalities, fitting.split.heldOut).size();
    if (judged >= 2) return;
    std::vector<Index> all(static_cast<std::size_t>(dataset.items));
    std::iota(all.begin(), all.end(), Index(0));
    const std::vector<Index> complete = completeItems(dataset, fitting.modalities, all);
    const std::int64_t asked = fitting.spec.integer("held_out");
    const std::int64_t number =
        std::min(asked, std::max<std::int64_t>(2, std::ssize(complete) / 5));
    const bool gives = number == asked || !fitting.chosen.contains("held_out");
    if (!dataset.parts.empty() || std::ssize(complete) < leastItems || !gives)
        return fitting.add("held_out",
            { QT_TRANSLATE_NOOP(
                  "Message", "at least 2 held-out items with every trained modality, found %1"),
                { std::to_string(judged) } });
    fitting.spec.set("held_out", number);
    fitting.split = splitItems(
        dataset, number, static_cast<std::uint64_t>(fitting.spec.integer("seed")), complete);
}

// A handful may well share a caption.
void requireDifferences(Fitting& fitting, const Dataset& dataset)
{
    if (dataset.items < itemsThatDiffer) return;
    for (const int index : fitting.modalities) {
        const ModalityData& modality = dataset.modalities[static_cast<std::size_t>(index)];
        if (areAllSame(modality, dataset.items))
            fitting.add("dataset",
                { QT_TRANSLATE_NOOP("Message", "items that differ: in %1 all are the same"),
                    { modality.name } });
    }
}

// The batch is judged by itself where the number of training items is not known.
void fitSplit(Fitting& fitting, const Dataset& dataset, DataFacts& facts)
{
    const RunSpec& spec = fitting.spec;
    if (!isWithinLimits(spec, "held_out") || !isWithinLimits(spec, "seed")) return;
    holdOutAFifth(fitting, dataset);
    fitting.split = splitItems(
        dataset, spec.integer("held_out"), static_cast<std::uint64_t>(spec.integer("seed")));
    if (fitting.split.training.empty() || fitting.split.heldOut.size() < 2)
        return fitting.add("held_out",
            { QT_TRANSLATE_NOOP("Message", "at least 2 and fewer than the %1 items"),
                { std::to_string(dataset.items) } });
    holdOutComplete(fitting, dataset);
    requireDifferences(fitting, dataset);
    facts.trainingItems = static_cast<std::int64_t>(fitting.split.training.size());
    fitBatch(fitting, facts.trainingItems);
}

Fitting fitted(const RunSpec& given, const Dataset& dataset, const std::set<std::string>& chosen)
{
    Fitting fitting { given, chosen, {}, {}, {} };
    fitting.modalities = chooseModalities(given, dataset, fitting.problems);
    DataFacts facts { 0, static_cast<int>(fitting.modalities.size()), !dataset.labels.empty() };
    if (dataset.items < leastItems)
        fitting.add("dataset",
            { QT_TRANSLATE_NOOP("Message", "data of at least %1 items, found %2"),
                { std::to_string(leastItems), std::to_string(dataset.items) } });
    else
        fitSplit(fitting, dataset, facts);
    fitQueue(fitting.spec, chosen);
    for (Problem& problem : validate(fitting.spec, facts))
        fitting.problems.push_back(std::move(problem));
    return fitting;
}

} // namespace

std::vector<Problem> problemsWith(
    const RunSpec& spec, const Dataset& dataset, const std::set<std::string>& chosen)
{
    return fitted(spec, dataset, chosen).problems;
}

RunSetup::RunSetup(const RunSpec& given, std::shared_ptr<const Dataset> dataset)
    : m_spec(given)
    , m_dataset(std::move(dataset))
{
    Fitting fitting = fitted(given, *m_dataset, nothingChosen);
    if (!fitting.problems.empty()) throw SpecError(fitting.problems);
    const RunSpec& spec = m_spec = std::move(fitting.spec);
    m_modalities = std::move(fitting.modalities);
    m_split = std::move(fitting.split);

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
    return completeItems(*m_dataset, m_modalities, items);
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
