// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run is made of before its first step: towers and the layout of the parameters.
#include "run/run_setup.h"

#include "base/random.h"
#include "run/spec_settings.h"
#include "task/adversarial_task.h"
#include "task/contrastive_task.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <string_view>
#include <unordered_map>

namespace contrastlab {

namespace {

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

// Decoders are linear where every tower is, else perceptrons.
DecoderSpec decoderSpecOf(const RunSpec& spec, const std::vector<InputShape>& shapes)
{
    const TowerSpec tower = towerSpecOf(spec, shapes.front().kind);
    const bool linear = std::ranges::all_of(shapes, [&](const InputShape& shape) {
        return towerSpecOf(spec, shape.kind).kind == TowerKind::linear;
    });
    return { .hiddenWidth = tower.hiddenWidth,
        .hiddenLayers = linear ? 0 : tower.hiddenLayers,
        .activation = tower.activation };
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

} // namespace

RunSetup::RunSetup(const RunSpec& spec, std::shared_ptr<const Dataset> dataset)
    : RunSetup(spec, std::make_shared<const PreparedData>(spec, std::move(dataset)))
{
}

RunSetup::RunSetup(const RunSpec& given, std::shared_ptr<const PreparedData> data)
    : m_data(std::move(data))
{
    assert(m_data->serves(given));
    SpecFitting fitting = fitSpec(given, m_data->fitting());
    if (!fitting.problems.empty()) throw SpecError(fitting.problems);
    m_spec = std::move(fitting.spec);
    for (int t = 0; t < static_cast<int>(modalities().size()); ++t) {
        const InputShape shape = batches().shape(t);
        TowerSpec towerSpec = towerSpecOf(m_spec, shape.kind);
        if (const auto& vectors = modality(t).wordVectors)
            towerSpec.tokenWidth = vectors->vectors.cols();
        const Tower<float>& tower = m_towers.emplace_back(towerSpec, shape);
        m_offsets.push_back(m_parameters);
        for (const TowerBlock& block : tower.blocks())
            m_blocks.push_back({ modality(t).name + "." + block.name, m_parameters + block.offset,
                block.rows, block.columns, t, block.decays });
        m_parameters += tower.parameters();
    }
    m_taskOffset = m_parameters;
    if (const auto room = makeRoom()) addTask(*room, "task.");
    m_scaleOffset = m_parameters;
    addTask(*makeContrast(), "");
    measureTasks();
}

void RunSetup::measureTasks()
{
    RunSpec named = m_spec;
    for (const Choice& choice : findParameter("task")->choices) {
        named.set("task", std::string(choice.value));
        m_taskSizes[std::string(choice.value)] = makeTaskOf(named)->parameters();
    }
}

void RunSetup::addTask(const LearningTask<float>& task, const char* prefix)
{
    for (const TowerBlock& block : task.blocks())
        m_blocks.push_back({ .name = prefix + block.name,
            .offset = m_parameters + block.offset,
            .rows = block.rows,
            .columns = block.columns,
            .decays = block.decays,
            .group = block.name.starts_with("discriminator.") });
    m_parameters += task.parameters();
}

// What the parameters between towers and scales belong to; null where there are none. The adversary
// has the autoencoder's first, so the larger holds both.
std::unique_ptr<LearningTask<float>> RunSetup::makeRoom() const
{
    if (isContrast(m_spec) && !m_spec.flag("task_room")) return nullptr;
    RunSpec largest = m_spec;
    if (m_spec.flag("task_room")) largest.set("task", std::string("adversarial"));
    return makeTaskOf(largest);
}

bool RunSetup::hasRoomFor(const RunSpec& spec) const
{
    if (isContrast(spec)) return true;
    const auto size = m_taskSizes.find(spec.text("task"));
    return size != m_taskSizes.end() && size->second <= m_scaleOffset - m_taskOffset;
}

std::unique_ptr<LearningTask<float>> RunSetup::makeContrast() const
{
    return std::make_unique<ContrastiveTask<float>>(
        pairs(), model(), static_cast<std::uint64_t>(m_spec.integer("seed")));
}

std::unique_ptr<LearningTask<float>> RunSetup::makeTask(const RunSpec& spec) const
{
    auto task = makeTaskOf(spec);
    task->apply(taskSettingsOf(spec));
    return task;
}

std::unique_ptr<LearningTask<float>> RunSetup::makeTaskOf(const RunSpec& named) const
{
    enum class Kind { contrast, autoencoder, adversarial };
    const auto kind = chosen<Kind>(named, "task",
        { { "contrast", Kind::contrast }, { "autoencoder", Kind::autoencoder },
            { "adversarial", Kind::adversarial } });
    if (kind == Kind::contrast) return makeContrast();
    std::vector<InputShape> shapes;
    for (int t = 0; t < towers(); ++t)
        shapes.push_back(batches().shape(t));
    const DecoderSpec decoder = decoderSpecOf(m_spec, shapes);
    if (kind == Kind::autoencoder)
        return std::make_unique<AutoencoderTask<float>>(shapes, embeddingWidth(), decoder);
    return std::make_unique<AdversarialTask<float>>(
        shapes, embeddingWidth(), decoder, m_spec.integer("discriminator_width"));
}

const ModalityData& RunSetup::modality(int tower) const
{
    const int place = modalities()[static_cast<std::size_t>(tower)];
    return dataset().modalities[static_cast<std::size_t>(place)];
}

std::vector<Index> RunSetup::complete(const std::vector<Index>& items) const
{
    return itemsWith(dataset(), modalities(), items);
}

PartnerNumbers RunSetup::partners(const TrainedPair& pair, std::span<const Index> items) const
{
    PartnerNumbers numbers;
    for (const Index item : items) {
        numbers.a.push_back(contents(pair.a)[static_cast<std::size_t>(item)]);
        numbers.b.push_back(contents(pair.b)[static_cast<std::size_t>(item)]);
    }
    return numbers;
}

std::vector<TrainedPair> RunSetup::everyPair() const
{
    std::vector<TrainedPair> every = pairs();
    for (int a = 0; a < towers(); ++a)
        for (int b = a + 1; b < towers(); ++b)
            if (std::ranges::find(pairs(), TrainedPair { a, b }) == pairs().end())
                every.push_back({ a, b });
    return every;
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
                *vectors, *batches().vocabulary(t), parameters.data() + towerOffset(t));
    }
    if (const auto room = makeRoom()) {
        RandomStream stream(seed, Purpose::initialWeights, static_cast<std::uint64_t>(towers()));
        room->initialise(parameters.data() + m_taskOffset, stream);
    }
    const auto logScale = static_cast<float>(-std::log(m_spec.real("temperature")));
    for (int pair = 0; pair < static_cast<int>(pairs().size()); ++pair)
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
        batches().makePlain(pool, part, tower, variant, batch);
        embeddings.middleRows(static_cast<Index>(first), static_cast<Index>(part.size())) =
            this->tower(tower).forward(pool, parameters.data() + towerOffset(tower), batch, tape);
    }
    return embeddings;
}

std::optional<Matrix<float>> RunSetup::embedText(
    ThreadPool& pool, const Vector<float>& parameters, int tower, std::string_view text) const
{
    ModalityBatch<float> batch;
    if (!batches().makeText(tower, text, batch)) return std::nullopt;
    return embedBatch(pool, parameters, tower, batch);
}

Matrix<float> RunSetup::embedImage(ThreadPool& pool, const Vector<float>& parameters, int tower,
    std::span<const std::uint8_t> pixels) const
{
    ModalityBatch<float> batch;
    batches().makeImage(tower, pixels, batch);
    return embedBatch(pool, parameters, tower, batch);
}

Matrix<float> RunSetup::embedSound(ThreadPool& pool, const Vector<float>& parameters, int tower,
    ConstMatrixView<float> logMel) const
{
    ModalityBatch<float> batch;
    batches().makeSound(tower, logMel, batch);
    return embedBatch(pool, parameters, tower, batch);
}

Matrix<float> RunSetup::embedBatch(ThreadPool& pool, const Vector<float>& parameters, int tower,
    const ModalityBatch<float>& batch) const
{
    TowerTape<float> tape;
    return this->tower(tower).forward(pool, parameters.data() + towerOffset(tower), batch, tape);
}

} // namespace contrastlab
