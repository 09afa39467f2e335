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

double temperatureOf(const Vector<double>& temperatures, double ofFirst, const PairChoice& choice)
{
    const bool isKept = choice.isTrained(choice.index()) && choice.index() < temperatures.size();
    return isKept ? temperatures[choice.index()] : ofFirst;
}

// All but what is measured of the embeddings.
MatrixItems itemsAlone(
    const RunMoment& moment, const PairChoice& choice, const std::vector<Index>& items)
{
    const auto setup = moment.setup();
    MatrixItems matrix;
    if (const auto& labels = setup->dataset().labels; !labels.empty())
        for (const Index item : items)
            matrix.labels.push_back(labels[std::size_t(item)]);
    matrix.partners = setup->partners(choice.pair(), items);
    const TrainedObjective trained = trainedObjectiveOf(moment.spec());
    if (isContrast(moment.spec()) && choice.isTrained(choice.index()))
        matrix.objective = &judgedBy(trained.info());
    matrix.settings = trained.settings;
    return matrix;
}

} // namespace

MatrixItems matrixItemsOf(const RunMoment& moment, const PairChoice& choice,
    const ProbeFrame& frame, const std::vector<Index>& items, ItemSource source)
{
    const TrainedPair pair = choice.pair();
    const auto shown = std::size_t(choice.index());
    const ProbeSet& probes = moment.probes();
    const bool training = source == ItemSource::training;
    const auto& embeddings = training ? frame.trainingEmbeddings : frame.embeddings;
    const auto& cosines = training ? frame.trainingSimilarities : frame.similarities;
    const std::vector<Index> places =
        placesOf(items, training ? probes.trainingItems : probes.projectionItems);
    MatrixItems matrix = itemsAlone(moment, choice, items);
    if (places.size() == items.size()) {
        matrix.a = rowsAt(embeddings, pair.a, places);
        matrix.b = rowsAt(embeddings, pair.b, places);
    }
    if (source == ItemSource::gathered)
        matrix.cosines = matrix.a * matrix.b.transpose();
    else if (shown < cosines.size())
        matrix.cosines = cosines[shown];
    matrix.temperature = temperatureOf(frame.temperatures, frame.temperature, choice);
    matrix.bias = std::isnan(frame.bias) ? moment.spec().real("bias") : frame.bias;
    return matrix;
}

MatrixItems matrixItemsOf(
    const RunMoment& moment, const PairChoice& choice, const EmbeddedBatch& batch)
{
    MatrixItems matrix = itemsAlone(moment, choice, batch.items);
    if (batch.items.empty()) return matrix;
    matrix.a = batch.embeddings[std::size_t(choice.pair().a)];
    matrix.b = batch.embeddings[std::size_t(choice.pair().b)];
    matrix.cosines = matrix.a * matrix.b.transpose();
    matrix.temperature = temperatureOf(batch.temperatures, batch.temperatures[0], choice);
    matrix.bias = batch.bias;
    return matrix;
}

} // namespace contrastlab
