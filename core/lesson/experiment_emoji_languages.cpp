// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// English and Chinese names of the emoji, each learnt against the pictures in a run of its own; a
// rotation between them from few words whose translation is known, or from none.
#include "lesson/experiment_embeddings.h"
#include "lesson/retrieval_experiments.h"
#include "lesson/space_alignment.h"
#include "run/run_setup.h"

#include <algorithm>

namespace contrastlab {

namespace {

RunSpec textsAgainstPictures(
    const char* modalities, Index width, std::int64_t steps, std::uint64_t seed)
{
    RunSpec spec = experimentSpec(width, steps, seed);
    spec.set("dataset", std::string("emoji"));
    spec.set("caption_language", std::string("each"));
    spec.set("word_vectors", std::string("none")); // those that there are know English alone
    spec.set("image_tower", std::string("mlp"));
    spec.set("modalities", std::string(modalities));
    return spec;
}

RunSpec eitherLanguage()
{
    return textsAgainstPictures("image,text", 64, 1, 0);
}

// The same items are held out, whatever the seed of the weights.
ExperimentData withSplit(const ExperimentData& data, const RunSpec& spec)
{
    const RunSetup setup(spec, data);
    auto split = std::make_shared<Dataset>(*data);
    split->parts.assign(static_cast<std::size_t>(data->items), Part::training);
    for (const Index item : setup.split().heldOut)
        split->parts[static_cast<std::size_t>(item)] = Part::heldOut;
    return split;
}

// One a training item, in their order.
std::vector<int> trainingLabels(const Dataset& data)
{
    std::vector<int> labels;
    for (std::size_t item = 0; item < data.parts.size(); ++item)
        if (data.parts[item] == Part::training) labels.push_back(data.labels[item]);
    return labels;
}

std::map<std::string, double> alignEmojiNames(ThreadPool& pool, const ExperimentData& data,
    const std::map<std::string, double>& settings, std::uint64_t seed)
{
    constexpr double found = 10; // recall at
    constexpr std::uint64_t otherSeed = 1000; // of the weights: the same would leave spaces alike
    const auto specOf = [&](const char* modalities, std::uint64_t ofWeights) {
        return textsAgainstPictures(
            modalities, Index(settings.at("width")), std::int64_t(settings.at("steps")), ofWeights);
    };
    const RunSpec english = specOf("image,text", seed);
    const ExperimentData split = withSplit(data, english);
    const TrainedSides first = trainedSides(pool, split, english),
                       second =
                           trainedSides(pool, split, specOf("image,chinese", seed + otherSeed));
    const Matrix<double> names = first.trainingB.cast<double>(),
                         others = second.trainingB.cast<double>();
    const auto known = std::min(Index(settings.at("known")), names.rows());
    const Matrix<double> turn = aligningTurn(names, others, known, int(settings.at("rounds")));
    const std::vector<Index> partners = bestPartners(names * turn, others);
    const std::vector<int> labels = trainingLabels(*split);
    double matched = 0, grouped = 0;
    for (std::size_t i = 0; i < partners.size(); ++i) {
        matched += partners[i] == Index(i);
        grouped += labels[i] == labels[std::size_t(partners[i])];
    }
    const auto count = double(partners.size());
    return { { "recall", recallAtTen(pool, first.heldOutB * turn.cast<float>(), second.heldOutB) },
        { "recall_before", recallAtTen(pool, first.heldOutB, second.heldOutB) },
        { "matched", matched / count }, { "same_group", grouped / count },
        { "chance", found / double(first.heldOutB.rows()) } };
}

} // namespace

Experiment emojiLanguagesExperiment()
{
    return { "emoji-languages",
        "English and Chinese names trained apart against the same pictures, aligned from few known "
        "pairs or none (Conneau et al. 2018; Artetxe et al. 2018)",
        { { "width", 64, 2, 256 }, { "known", 50, 0, 1000 }, { "rounds", 0, 0, 20 },
            { "steps", 300, 1, 3000 } },
        { "recall", "recall_before", "matched", "same_group", "chance" }, nullptr, &eitherLanguage,
        &alignEmojiNames };
}

} // namespace contrastlab
