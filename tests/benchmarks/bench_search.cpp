// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a key stroke in the search takes: one pass over all candidates, beside Eigen's product of
// the same matrix with a vector and a plain read of the same bytes, in the same run. After it what
// holds hubs down, which is made once a model. Arguments: [items [width [threads]]].
#include "analysis/query_search.h"
#include "benchmarks/timing.h"

#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <span>

using namespace contrastlab;

namespace {

Matrix<float> unitRows(Index items, Index width, std::uint64_t seed)
{
    Matrix<float> rows = normalNumbers(items, width, seed);
    rows.rowwise().normalize();
    return rows;
}

double medianSeconds(const std::function<void()>& work)
{
    std::vector<double> seconds;
    for (int pass = 0; pass < 21; ++pass)
        seconds.push_back(secondsOf(work));
    return medianOf(seconds);
}

/// Reads every number once, on as many threads.
double readSeconds(ThreadPool& pool, const Matrix<float>& values)
{
    constexpr Index tile = 1 << 20;
    std::vector<float> sums(std::size_t((values.size() + tile - 1) / tile));
    return medianSeconds([&] {
        pool.run(Index(sums.size()), [&](Index i) {
            const Index count = std::min(tile, values.size() - i * tile);
            sums[std::size_t(i)] =
                Eigen::Map<const Vector<float>>(values.data() + i * tile, count).sum();
        });
        if (!(std::accumulate(sums.begin(), sums.end(), 0.0f) < 1e30f)) std::abort();
    });
}

} // namespace

int main(int argc, char** argv)
{
    const Index items = argc > 1 ? std::atol(argv[1]) : 1000000;
    const Index width = argc > 2 ? std::atol(argv[2]) : 64;
    ThreadPool pool(argc > 3 ? std::atoi(argv[3]) : 1);
    const Matrix<float> candidates = unitRows(items, width, 1);
    const Matrix<float> queries = unitRows(std::min<Index>(items, 5000), width, 2);
    const Vector<float> query = queries.row(0).transpose();
    Vector<float> product(items);
    const double eigen = medianSeconds([&] { product.noalias() = candidates * query; });
    const double read = readSeconds(pool, candidates);
    const double bytes = 4.0 * double(items) * double(width);
    std::printf("%ld x %ld, %d threads\n", long(items), long(width), pool.threads());
    std::printf("Eigen, product alone, one thread  %7.2f ms\n", 1e3 * eigen);
    std::printf(
        "read of the same bytes            %7.2f ms, %.1f GB/s\n", 1e3 * read, 1e-9 * bytes / read);
    for (const RankBy by : { RankBy::cosine, RankBy::csls, RankBy::sinkhorn }) {
        if (!canRankBy(by, items)) continue;
        HubTable hubs;
        const double made =
            secondsOf([&] { hubs = hubTable(pool, view(queries), view(candidates), 0.1, by); });
        float asked = 0.5f;
        const double took = medianSeconds([&] {
            const auto found =
                nearestCandidates(pool, query, view(candidates), hubs.penalty, 13, asked);
            asked = found.best.back().score;
        });
        const char* names[] { "cosine", "CSLS", "Sinkhorn" };
        std::printf("%-8s a key stroke %7.2f ms, %.2f of Eigen's, %.2f of the read; hubs of %ld "
                    "queries %.2f s\n",
            names[int(by)], 1e3 * took, took / eigen, took / read, long(hubs.queries), made);
    }
}
