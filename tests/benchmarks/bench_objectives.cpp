// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tiled objectives and products as shares of the machine's peak, which is Eigen's single-precision
// product of 1024 x 1024. Every measurement stands between two of the peak, and a share is the
// median over repetitions, so that a busy machine slows both. Arguments: [threads] [name to look
// for].
#include "analysis/machine_peak.h"
#include "base/product.h"
#include "base/random.h"
#include "objective/objective.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include <sys/resource.h>

using namespace contrastlab;

namespace {

Matrix<float> normalNumbers(Index rows, Index columns, std::uint64_t seed)
{
    RandomStream stream(seed, Purpose::noise);
    Matrix<float> values(rows, columns);
    for (Index i = 0; i < values.size(); ++i)
        values.data()[i] = static_cast<float>(stream.normal());
    return values;
}

double secondsOf(const std::function<void()>& work)
{
    const auto began = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

double medianOf(std::vector<double> values)
{
    std::ranges::nth_element(values, values.begin() + values.size() / 2);
    return values[values.size() / 2];
}

double residentMegabytes()
{
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

void report(
    ThreadPool& pool, const std::string& name, double operations, const std::function<void()>& work)
{
    work(); // allocates and warms up
    const int calls = static_cast<int>(std::clamp(1e9 / operations, 1.0, 2000.0));
    const int repetitions = operations > 1e11 ? 3 : 9;
    std::vector<double> rates;
    std::vector<double> shares;
    double before = measurePeakGflops(pool, 3);
    for (int repetition = 0; repetition < repetitions; ++repetition) {
        const double seconds = secondsOf([&] {
            for (int call = 0; call < calls; ++call)
                work();
        });
        const double after = measurePeakGflops(pool, 3);
        rates.push_back(operations * calls / seconds * 1e-9);
        shares.push_back(rates.back() / (0.5 * (before + after)));
        before = after;
    }
    std::printf("%-46s %10.1f us %8.1f GFLOP/s  share of peak %.2f\n", name.c_str(),
        operations / medianOf(rates) * 1e-3, medianOf(rates), medianOf(shares));
    std::fflush(stdout);
}

struct ObjectiveCase {
    const char* name;
    Index n, d;
    double temperature;
};

// 8 N^2 d for a symmetric softmax: similarities twice and two gradients; siglip needs them once, so
// 6; nt-xent has 2 N^2 unordered pairs of its 2N rows, so 16.
double operationsOf(const ObjectiveCase& c)
{
    const std::string_view name = c.name;
    const double passes = name == "siglip"             ? 6
        : name == "nt-xent" || name == "hard-negative" ? 16
                                                       : 8;
    return passes * static_cast<double>(c.n) * static_cast<double>(c.n) * static_cast<double>(c.d);
}

void benchObjective(ThreadPool& pool, const ObjectiveCase& c)
{
    const Matrix<float> a = normalNumbers(c.n, c.d, 1);
    const Matrix<float> b = normalNumbers(c.n, c.d, 2);
    PairInput<float> input;
    new (&input.a) ConstMatrixView<float>(view(a));
    new (&input.b) ConstMatrixView<float>(view(b));
    input.logScale = -std::log(c.temperature);
    input.bias = -10;
    const auto objective = makeObjective<float>(c.name);
    PairResult<float> result;
    const double before = residentMegabytes();
    char label[96];
    std::snprintf(label, sizeof label, "%s N=%ld d=%ld temperature=%g", c.name,
        static_cast<long>(c.n), static_cast<long>(c.d), c.temperature);
    report(pool, label, operationsOf(c),
        [&] { objective->evaluate(pool, input, {}, Want::gradients, result); });
    if (c.n >= 16384)
        std::printf(
            "%-46s %10.1f MB over inputs (gradients included)\n", "", residentMegabytes() - before);
}

struct ProductCase {
    const char* what;
    char kind; // n: A B, r: A Bt, l: At B
    Index m, k, n;
};

void benchProduct(ThreadPool& pool, const ProductCase& p)
{
    const bool turnsLeft = p.kind == 'l';
    const bool turnsRight = p.kind == 'r';
    const Matrix<float> a = normalNumbers(turnsLeft ? p.k : p.m, turnsLeft ? p.m : p.k, 1);
    const Matrix<float> b = normalNumbers(turnsRight ? p.n : p.k, turnsRight ? p.k : p.n, 2);
    Matrix<float> c(p.m, p.n);
    char label[96];
    std::snprintf(label, sizeof label, "%s %ld x %ld x %ld", p.what, static_cast<long>(p.m),
        static_cast<long>(p.k), static_cast<long>(p.n));
    const double operations =
        2.0 * static_cast<double>(p.m) * static_cast<double>(p.k) * static_cast<double>(p.n);
    report(pool, label, operations, [&] {
        if (turnsLeft)
            productTransposedLeft<float>(pool, view(a), view(b), view(c));
        else if (turnsRight)
            productTransposedRight<float>(pool, view(a), view(b), view(c));
        else
            product<float>(pool, view(a), view(b), view(c));
    });
}

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

constexpr ObjectiveCase objectiveCases[] = {
    { "clip", 128, 16, 0.07 },
    { "clip", 1024, 128, 0.07 },
    { "clip", 4096, 128, 0.07 },
    { "clip", 16384, 128, 0.07 },
    { "clip", 16384, 128, 0.01 },
    { "infonce", 4096, 128, 0.07 },
    { "siglip", 4096, 128, 0.1 },
    { "nt-xent", 4096, 128, 0.1 },
    { "dcl", 4096, 128, 0.1 },
    { "hard-negative", 2048, 128, 0.5 },
    { "align-uniform", 4096, 128, 1 },
};

} // namespace

int main(int argc, char** argv)
{
    const char* wanted = argc > 2 ? argv[2] : "";
    for (int threads : { 1, 2 }) {
        if (argc > 1 && std::atoi(argv[1]) != threads) continue;
        ThreadPool pool(threads);
        std::printf("threads %d, peak %.1f GFLOP/s\n", threads, measurePeakGflops(pool, 9));
        for (const ProductCase& c : productCases)
            if (std::strstr(c.what, wanted)) benchProduct(pool, c);
        for (const ObjectiveCase& c : objectiveCases)
            if (std::strstr(c.name, wanted)) benchObjective(pool, c);
    }
}
