// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What pictures of embeddings take: seconds, and how many of Eigen's products of 1,024 x 1,024
// matrices the machine makes in that time, measured before and after, so that a busy machine slows
// both. Rows are unit vectors in 40 normal clusters. Arguments: [threads] [most rows].
#include "analysis/machine_peak.h"
#include "analysis/map_quality.h"
#include "analysis/neighbours.h"
#include "analysis/projection.h"
#include "benchmarks/timing.h"

#include <cstdio>
#include <cstdlib>

using namespace contrastlab;

namespace {

constexpr int clusters = 40;

Matrix<float> clusteredRows(Index rows, Index columns)
{
    const Matrix<float> centres = normalNumbers(clusters, columns, 1);
    Matrix<float> x = 0.6f * normalNumbers(rows, columns, 2);
    for (Index i = 0; i < rows; ++i)
        x.row(i) += centres.row(i % clusters);
    x.rowwise().normalize();
    return x;
}

void measure(ThreadPool& pool, const char* what, const Matrix<float>& rows,
    const std::function<void()>& work)
{
    constexpr double operations = 2.0 * 1024 * 1024 * 1024;
    const double before = measurePeakGflops(pool, 5);
    const double seconds = secondsOf(work);
    const double peak = (before + measurePeakGflops(pool, 5)) / 2;
    std::printf("%-16s %7ld x %3ld %8.3f s %9.1f products\n", what, static_cast<long>(rows.rows()),
        static_cast<long>(rows.cols()), seconds, seconds * peak * 1e9 / operations);
    std::fflush(stdout);
}

void measureLayouts(ThreadPool& pool, Index count)
{
    const Matrix<float> rows = clusteredRows(count, 64);
    const auto neighbours = [&](Index k) { nearestNeighbours<float>(pool, view(rows), k); };
    measure(pool, "15 neighbours", rows, [&] { neighbours(15); });
    measure(pool, "90 neighbours", rows, [&] { neighbours(90); });
    measure(pool, "t-SNE", rows, [&] { tsne(pool, view(rows), 2, {}); });
    Matrix<float> points;
    measure(pool, "UMAP", rows, [&] { points = umap(pool, view(rows), 2, 0, {}); });
    measure(
        pool, "quality", rows, [&] { mapQuality(pool, view(rows), view(std::as_const(points))); });
    const auto layout = liveTsne(pool, view(rows), 2, { .iterations = 1 }, &points);
    measure(pool, "t-SNE, a follow", rows, [&] { layout->follow(view(rows)); });
    measure(pool, "t-SNE, a step", rows, [&] { layout->step(); });
}

} // namespace

int main(int argc, char** argv)
{
    ThreadPool pool(argc > 1 ? std::atoi(argv[1]) : 2);
    const Index most = argc > 2 ? std::atoi(argv[2]) : 10000;
    std::printf("threads %d\n", pool.threads());
    for (const Index count : { 1000, 5000, 10000, 50000 })
        if (count <= most) measureLayouts(pool, count);
    const Matrix<float> rows = clusteredRows(100000, 128);
    measure(pool, "PCA", rows, [&] {
        const PcaBasis basis = fitPca<float>(pool, view(rows), 2);
        projectOn<float>(basis, view(rows));
    });
}
