// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How many of all pairs the moment curve holds, and with what precision.
#include "lesson/experiment_list.h"

#include "base/random.h"
#include "lesson/moment_curve.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace contrastlab {

namespace {

using CurveNumbers = std::map<std::string, double>;

constexpr Index mostQueries = 20'000; // of more, so many are drawn

// By how much the two come before all others; not above 0 where they do not.
template <class S>
double marginOf(const Matrix<S>& points, const Eigen::Vector4d& query, Index a, Index b)
{
    const Vector<S> scores = points * query.cast<S>();
    S others = -std::numeric_limits<S>::infinity();
    for (Index i = 0; i < scores.size(); ++i)
        if (i != a && i != b) others = std::max(others, scores[i]);
    return double(std::min(scores[a], scores[b])) - double(others);
}

template <class S> CurveNumbers holdPairs(Index points, std::uint64_t seed)
{
    const double apart = 2 * std::numbers::pi / double(points);
    Matrix<S> places(points, 4);
    for (Index i = 0; i < points; ++i)
        places.row(i) = momentPoint(apart * double(i)).transpose().cast<S>();
    double right = 0, queries = 0, least = std::numeric_limits<double>::infinity();
    const auto ask = [&](Index a, Index b) {
        const double margin =
            marginOf(places, momentQuery(apart * double(a), apart * double(b)), a, b);
        right += margin > 0;
        least = std::min(least, margin);
        ++queries;
    };
    if (points * (points - 1) / 2 <= mostQueries) {
        for (Index a = 0; a < points; ++a)
            for (Index b = a + 1; b < points; ++b)
                ask(a, b);
    } else {
        RandomStream stream(seed, Purpose::noise);
        for (Index i = 0; i < mostQueries; ++i) {
            const auto a = Index(stream.below(std::uint64_t(points)));
            const Index further = 1 + Index(stream.below(std::uint64_t(points - 1)));
            ask(a, (a + further) % points);
        }
    }
    return { { "right", right / queries }, { "least_margin", least } };
}

CurveNumbers holdPairsIn(ThreadPool&, const CurveNumbers& settings, std::uint64_t seed)
{
    const auto points = Index(settings.at("points"));
    return settings.at("single") > 0 ? holdPairs<float>(points, seed)
                                     : holdPairs<double>(points, seed);
}

} // namespace

Experiment momentCurve()
{
    return { "moment-curve",
        "Points in four dimensions of which any two are the nearest of some query (Gale 1963; "
        "arXiv 2601.20844)",
        { { "points", 20, 4, 2000 }, { "single", 0, 0, 1 } }, { "right", "least_margin" },
        &holdPairsIn };
}

} // namespace contrastlab
