// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The engine's product against Eigen's on the shapes of a step, in turn, so that a busy machine
// slows both. Eigen's is cut over the threads by rows of the result, as its own threads would; then
// its sums depend on the number of threads only where its blocking does. Both are the engine's, at
// its level. Argument: [threads].
#include "analysis/machine_peak.h"
#include "base/eigen_product.h"
#include "benchmarks/timing.h"

#include <cstdio>
#include <cstdlib>

using namespace contrastlab;

namespace {

struct ProductCase {
    const char* what;
    char kind; // n: A B, r: A Bt, l: At B
    Index m, k, n;
};

constexpr ProductCase productCases[] = {
    { "features: X Wt", 'r', 1024, 512, 512 },
    { "features: X Wt", 'r', 1024, 768, 512 },
    { "features: H Wt", 'r', 1024, 512, 128 },
    { "features: G W", 'n', 1024, 128, 512 },
    { "features: Gt X", 'l', 512, 1024, 512 },
    { "features: Gt X", 'l', 512, 1024, 768 },
    { "features: Gt H", 'l', 128, 1024, 512 },
    { "large: X Wt", 'r', 16384, 512, 128 },
    { "large: X Wt", 'r', 16384, 768, 128 },
    { "large: Gt X", 'l', 128, 16384, 512 },
    { "large: Gt X", 'l', 128, 16384, 768 },
    { "large: Xt G", 'l', 512, 16384, 128 },
    { "toy: X Wt", 'r', 128, 64, 16 },
    { "toy: Gt X", 'l', 16, 128, 64 },
    { "square", 'n', 1024, 1024, 1024 },
};

struct Operands {
    char kind;
    Matrix<float> a, b, c;
};

void multiplyOurs(ThreadPool& pool, Operands& o)
{
    const ConstMatrixView<float> a = view(std::as_const(o.a)), b = view(std::as_const(o.b));
    if (o.kind == 'l')
        productTransposedLeft<float>(pool, a, b, view(o.c));
    else if (o.kind == 'r')
        productTransposedRight<float>(pool, a, b, view(o.c));
    else
        product<float>(pool, a, b, view(o.c));
}

void multiplyEigens(ThreadPool& pool, Operands& o)
{
    const Index parts = pool.threads();
    pool.run(parts, [&](Index part) {
        const Index first = part * o.c.rows() / parts;
        const Index count = (part + 1) * o.c.rows() / parts - first;
        const ConstMatrixView<float> a = view(std::as_const(o.a)), b = view(std::as_const(o.b));
        const MatrixView<float> c = rowsOf(view(o.c), first, count);
        if (o.kind == 'l')
            eigenProductTransposedLeft<float>(
                { a.data() + first, a.rows(), count, Eigen::OuterStride<>(a.cols()) }, b, c);
        else if (o.kind == 'r')
            eigenProductTransposedRight<float>(rowsOf(a, first, count), b, c);
        else
            eigenProduct<float>(rowsOf(a, first, count), b, c);
    });
}

void compare(ThreadPool& pool, const ProductCase& p)
{
    const bool turnsLeft = p.kind == 'l', turnsRight = p.kind == 'r';
    Operands operands { p.kind, normalNumbers(turnsLeft ? p.k : p.m, turnsLeft ? p.m : p.k, 1),
        normalNumbers(turnsRight ? p.n : p.k, turnsRight ? p.k : p.n, 2), Matrix<float>(p.m, p.n) };
    const double operations =
        2.0 * static_cast<double>(p.m) * static_cast<double>(p.k) * static_cast<double>(p.n);
    const int calls = static_cast<int>(std::clamp(1e9 / operations, 1.0, 2000.0));
    std::vector<double> ours, ratios;
    for (int repetition = 0; repetition <= 9; ++repetition) {
        const double own = secondsOf([&] {
            for (int call = 0; call < calls; ++call)
                multiplyOurs(pool, operands);
        });
        const double eigens = secondsOf([&] {
            for (int call = 0; call < calls; ++call)
                multiplyEigens(pool, operands);
        });
        if (repetition == 0) continue; // warms up
        ours.push_back(operations * calls / own * 1e-9);
        ratios.push_back(eigens / own);
    }
    std::printf("%-16s %5ld x %5ld x %4ld  ours %7.1f GFLOP/s, %.2f times Eigen's\n", p.what,
        static_cast<long>(p.m), static_cast<long>(p.k), static_cast<long>(p.n), medianOf(ours),
        medianOf(ratios));
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv)
{
    for (int threads : { 1, 2 }) {
        if (argc > 1 && std::atoi(argv[1]) != threads) continue;
        ThreadPool pool(threads);
        std::printf("threads %d, peak %.1f GFLOP/s\n", threads, measurePeakGflops(pool, 9));
        for (const ProductCase& c : productCases)
            compare(pool, c);
    }
}
