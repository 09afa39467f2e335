// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Documents and a query for every two of them, all free to lie anywhere on the sphere, trained so
// that each query finds its two: what training finds of what the dimension could hold.
#include "lesson/experiment_list.h"

#include "lesson/free_embeddings.h"
#include "lesson/moment_curve.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace contrastlab {

namespace {

using SetNumbers = std::map<std::string, double>;

class FreeSets {
public:
    FreeSets(Index documents, Index width, double temperature)
        : m_documents(documents)
        , m_width(width)
        , m_temperature(temperature)
    {
        for (Index a = 0; a < documents; ++a)
            for (Index b = a + 1; b < documents; ++b)
                m_sets.emplace_back(a, b);
    }

    [[nodiscard]] Index rows() const { return m_documents + queries(); }

    // Mean over the queries of the cross entropy between the softmax over the documents and a half
    // on each of the two; of unit rows.
    double evaluate(const Vector<float>& at, Vector<float>& gradient)
    {
        normalise(at);
        Matrix<float> forces = m_queries * m_places.transpose() / float(m_temperature);
        double loss = 0;
        for (Index q = 0; q < queries(); ++q) {
            const auto [a, b] = m_sets[std::size_t(q)];
            auto row = forces.row(q);
            const float most = row.maxCoeff();
            loss -= double(row[a] + row[b]) / 2 - double(most);
            row = (row.array() - most).exp().matrix();
            const float sum = row.sum();
            loss += std::log(double(sum));
            row /= sum;
            row[a] -= 0.5F;
            row[b] -= 0.5F;
        }
        forces /= float(m_temperature) * float(queries());
        const Matrix<float> ofPlaces = forces.transpose() * m_queries,
                            ofQueries = forces * m_places;
        auto slopes = viewOf(gradient.data(), rows(), m_width);
        for (Index i = 0; i < rows(); ++i) {
            const bool document = i < m_documents;
            const auto unit = document ? m_places.row(i) : m_queries.row(i - m_documents);
            const auto slope = document ? ofPlaces.row(i) : ofQueries.row(i - m_documents);
            slopes.row(i) = (slope - slope.dot(unit) * unit) / m_lengths[i];
        }
        return loss / double(queries());
    }

    // Where the first four coordinates hold every set: the others are 0.
    void placeOnCurve(Vector<float>& places) const
    {
        const double apart = 2 * std::numbers::pi / double(m_documents);
        const Index four = std::min<Index>(4, m_width);
        places.setZero();
        auto rows = viewOf(places.data(), this->rows(), m_width);
        for (Index i = 0; i < m_documents; ++i)
            rows.row(i).head(four) =
                momentPoint(apart * double(i)).transpose().head(four).cast<float>();
        for (Index q = 0; q < queries(); ++q) {
            const auto [a, b] = m_sets[std::size_t(q)];
            rows.row(m_documents + q).head(four) = momentQuery(apart * double(a), apart * double(b))
                                                       .transpose()
                                                       .head(four)
                                                       .cast<float>();
        }
    }

    // Share of the queries whose two come before all others.
    double right(const Vector<float>& at)
    {
        normalise(at);
        const Matrix<float> scores = m_queries * m_places.transpose();
        double count = 0;
        for (Index q = 0; q < queries(); ++q) {
            const auto [a, b] = m_sets[std::size_t(q)];
            const float least = std::min(scores(q, a), scores(q, b));
            count += (scores.row(q).array() >= least).count() == 2;
        }
        return count / double(queries());
    }

private:
    [[nodiscard]] Index queries() const { return Index(m_sets.size()); }

    void normalise(const Vector<float>& at)
    {
        const auto all = viewOf(at.data(), rows(), m_width);
        m_lengths = all.rowwise().norm().cwiseMax(1e-12F);
        m_places = all.topRows(m_documents).rowwise().normalized();
        m_queries = all.bottomRows(queries()).rowwise().normalized();
    }

    Index m_documents, m_width;
    double m_temperature;
    std::vector<std::pair<Index, Index>> m_sets;
    Matrix<float> m_places, m_queries;
    Vector<float> m_lengths;
};

SetNumbers trainSets(ThreadPool& pool, const SetNumbers& settings, std::uint64_t seed)
{
    const auto width = Index(settings.at("width"));
    FreeSets sets(Index(settings.at("documents")), width, settings.at("temperature"));
    Vector<float> places(sets.rows() * width);
    RandomStream stream(seed, Purpose::initialWeights);
    for (float& place : places)
        place = float(stream.normal());
    if (settings.at("on_curve") > 0) sets.placeOnCurve(places);
    Vector<float> slope(places.size());
    descend(pool, places, { { .name = "places", .rows = sets.rows(), .columns = width } },
        int(settings.at("steps")), 0.03,
        [&](const Vector<float>& at, Vector<float>& to) { return sets.evaluate(at, to); });
    return { { "right", sets.right(places) }, { "loss", sets.evaluate(places, slope) } };
}

} // namespace

Experiment freeSets()
{
    return { "free-sets",
        "Free embeddings trained so that every two documents are the nearest of a query (Weller "
        "et al. 2025, arXiv 2508.21038)",
        { { "documents", 10, 3, 60 }, { "width", 4, 2, 64 }, { "steps", 2000, 0, 20000 },
            { "temperature", 0.05, 0.001, 10 }, { "on_curve", 0, 0, 1 } },
        { "right", "loss" }, &trainSets };
}

} // namespace contrastlab
