// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/matrix_items.h"

#include "run/item_focus.h"
#include "run/spec_settings.h"

#include <cmath>

namespace contrastlab {

namespace {

// Nothing where a frame does not have all of them.
Matrix<float> rowsAt(
    const std::vector<Matrix<float>>& embeddings, int tower, const std::vector<Index>& places)
{
    if (std::size_t(tower) >= embeddings.size()) return {};
    const Matrix<float>& all = embeddings[std::size_t(tower)];
    return all(places, Eigen::all);
}

std::vector<Index> placesOf(const std::vector<Index>& items, const std::vector<Index>& all)
{
    std::vector<Index> places;
    for (const Index item : items)
        if (const int place = placeOf(all, item); place >= 0) places.push_back(place);
    return places;
}

double temperatureOf(const ProbeFrame& frame, const PairChoice& choice)
{
    const bool isKept =
        choice.isTrained(choice.index()) && choice.index() < frame.temperatures.size();
    return isKept ? frame.temperatures[choice.index()] : frame.temperature;
}

} // namespace

MatrixItems matrixItemsOf(const RunMoment& moment, const PairChoice& choice,
    const ProbeFrame& frame, const std::vector<Index>& items, ItemSource source)
{
    const auto setup = moment.setup();
    const TrainedPair pair = choice.pair();
    const auto shown = std::size_t(choice.index());
    const ProbeSet& probes = moment.probes();
    const bool training = source == ItemSource::training;
    const auto& embeddings = training ? frame.trainingEmbeddings : frame.embeddings;
    const auto& cosines = training ? frame.trainingSimilarities : frame.similarities;
    const std::vector<Index> places =
        placesOf(items, training ? probes.trainingItems : probes.projectionItems);
    MatrixItems matrix;
    if (places.size() == items.size()) {
        matrix.a = rowsAt(embeddings, pair.a, places);
        matrix.b = rowsAt(embeddings, pair.b, places);
    }
    if (source == ItemSource::gathered)
        matrix.cosines = matrix.a * matrix.b.transpose();
    else if (shown < cosines.size())
        matrix.cosines = cosines[shown];
    matrix.temperature = temperatureOf(frame, choice);
    matrix.bias = std::isnan(frame.bias) ? moment.spec().real("bias") : frame.bias;
    if (const auto& labels = setup->dataset().labels; !labels.empty())
        for (const Index item : items)
            matrix.labels.push_back(labels[std::size_t(item)]);
    matrix.partners = setup->partners(pair, items);
    if (choice.isTrained(choice.index()))
        matrix.objective = &judgedBy(*findObjective(moment.spec().text("objective")));
    matrix.settings = objectiveSettingsOf(moment.spec());
    return matrix;
}

} // namespace contrastlab
