// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pyramid of cosines: what it takes to build, in memory and for a frame, and how far its means
// are from those of all cosines summed in double. A frame is a window of so many cells a side, at
// every level in turn. Arguments: [items [width [threads]]].
#include "analysis/block_maxima.h"
#include "analysis/machine_peak.h"
#include "analysis/similarity_pyramid.h"
#include "benchmarks/timing.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>

using namespace contrastlab;

namespace {

Matrix<float> unitRows(Index items, Index width, std::uint64_t seed)
{
    Matrix<float> rows = normalNumbers(items, width, seed);
    rows.rowwise().normalize();
    return rows;
}

double meanOfAll(
    const Matrix<float>& a, const Matrix<float>& b, BlockRange rows, BlockRange columns)
{
    double sum = 0;
    for (Index r = rows.first; r < rows.first + rows.count; ++r)
        for (Index c = columns.first; c < columns.first + columns.count; ++c)
            sum += a.row(r).cast<double>().dot(b.row(c).cast<double>());
    return sum / double(rows.count * columns.count);
}

void frames(const SimilarityPyramid& pyramid, Index width, Index cells, double peak)
{
    std::vector<double> seconds, rates;
    for (int pass = 0; pass < 3; ++pass)
        for (int level = 0; level < pyramid.levels() && pyramid.blocks(level) >= cells; ++level) {
            const Index room = pyramid.blocks(level) - cells;
            const double taken = secondsOf([&] {
                const Matrix<float> means =
                    pyramid.means(level, { room / 3, cells }, { room / 2, cells });
                if (!std::isfinite(means(0, 0))) std::abort();
            });
            seconds.push_back(taken);
            rates.push_back(2e-9 * double(cells * cells * width) / taken);
        }
    if (seconds.empty()) return; // fewer items than cells
    std::printf("frame of %4ld x %4ld cells  median %.2f ms, worst %.2f ms, %.1f GFLOP/s = %.2f of "
                "the peak\n",
        static_cast<long>(cells), static_cast<long>(cells), 1e3 * medianOf(seconds),
        1e3 * *std::ranges::max_element(seconds), medianOf(rates), medianOf(rates) / peak);
}

void errors(const SimilarityPyramid& pyramid, const Matrix<float>& a, const Matrix<float>& b)
{
    double worst = 0;
    for (int level = 0; level <= std::min(11, pyramid.levels() - 1); ++level)
        for (const Index row : { Index(0), pyramid.blocks(level) / 3, pyramid.blocks(level) - 1 }) {
            const Index column = pyramid.blocks(level) - 1;
            const double expected =
                meanOfAll(a, b, pyramid.itemsOf(level, row), pyramid.itemsOf(level, column));
            const Matrix<float> mean = pyramid.means(level, { row, 1 }, { column, 1 });
            worst = std::max(worst, std::abs(double(mean(0, 0)) - expected));
        }
    std::printf("largest error of a mean, blocks of 1 to 2,048 items: %.1e\n", worst);
}

} // namespace

int main(int argc, char** argv)
{
    const Index items = argc > 1 ? std::atol(argv[1]) : 100000;
    const Index width = argc > 2 ? std::atol(argv[2]) : 64;
    ThreadPool pool(argc > 3 ? std::atoi(argv[3]) : 1), one(1);
    const double peak = measurePeakGflops(one);
    std::printf("%ld x %ld items, width %ld, %d threads; peak of one thread %.1f GFLOP/s\n",
        static_cast<long>(items), static_cast<long>(items), static_cast<long>(width),
        pool.threads(), peak);
    Matrix<float> a = unitRows(items, width, 1), b = unitRows(items, width, 2);
    std::optional<SimilarityPyramid> pyramid;
    const double built = secondsOf([&] { pyramid.emplace(pool, std::move(a), std::move(b)); });
    constexpr double unit = 1024 * 1024e-6; // MB of a million bytes, as beside it
    std::printf("built in %.3f s, holds %.0f MB, process at most %.0f MB\n", built,
        1e-6 * double(pyramid->bytes()), unit * peakMemory());
    for (const Index cells : { 500, 1000 })
        frames(*pyramid, width, cells, peak);
    const double nearest = secondsOf([&] {
        if (pyramid->largest(9, { 0, 1 }, { 0, 1 }).empty()) std::abort();
    });
    std::printf("nearest of 512 x 512: %.2f ms\n", 1e3 * nearest);
    if (items <= BlockMaxima::mostItems) {
        const Matrix<float> rows = unitRows(items, width, 1), columns = unitRows(items, width, 2);
        const double searched = secondsOf([&] { const BlockMaxima maxima(pool, rows, columns); });
        std::printf("the largest of every block: %.3f s, %.1f GFLOP/s\n", searched,
            2e-9 * double(items) * double(items) * double(width) / searched);
    }
    errors(*pyramid, unitRows(items, width, 1), unitRows(items, width, 2));
}
