// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tiled objectives as shares of the machine's peak, which is Eigen's single-precision
// product of 1024 x 1024. Every measurement stands between two of the peak, and a share is the
// median over repetitions, so that a busy machine slows both. Then what bfloat16 makes of them.
// Arguments: [threads] [name to look for].
#include "analysis/machine_peak.h"
#include "benchmarks/timing.h"
#include "objective/objective.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <sys/resource.h>

using namespace contrastlab;

namespace {

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

// Of both gradients, in norm.
double errorOf(const PairResult<float>& result, const PairResult<double>& exact)
{
    const auto squared = [](const Matrix<float>& g, const Matrix<double>& e) {
        return (g.cast<double>() - e).squaredNorm();
    };
    return std::sqrt((squared(result.gradA, exact.gradA) + squared(result.gradB, exact.gradB))
        / (exact.gradA.squaredNorm() + exact.gradB.squaredNorm()));
}

// bfloat16 against single precision in turn, by the time of the processor, and both against double
// where that takes no minutes.
void comparePrecisions(ThreadPool& pool, const ObjectiveCase& c)
{
    const Matrix<float> a = normalNumbers(c.n, c.d, 1);
    const Matrix<float> b = a + normalNumbers(c.n, c.d, 2);
    PairInput<float> input;
    pointAt(input.a, a);
    pointAt(input.b, b);
    input.logScale = -std::log(c.temperature);
    ObjectiveSettings settings[2];
    settings[1].precision = Precision::bfloat16;
    std::unique_ptr<PairObjective<float>> objectives[2];
    PairResult<float> results[2];
    std::vector<double> ratios;
    for (int repetition = 0; repetition <= 5; ++repetition) {
        double seconds[2];
        for (int k : { 0, 1 }) {
            if (repetition == 0) objectives[k] = makeObjective<float>(c.name);
            const std::clock_t began = std::clock();
            objectives[k]->evaluate(pool, input, settings[k], Want::gradients, results[k]);
            seconds[k] = static_cast<double>(std::clock() - began);
        }
        if (repetition > 0) ratios.push_back(seconds[0] / seconds[1]);
    }
    std::printf("%s N=%ld d=%ld temperature=%g: bfloat16 %.2f times as fast", c.name,
        static_cast<long>(c.n), static_cast<long>(c.d), c.temperature, medianOf(ratios));
    if (c.n <= 4096) {
        const Matrix<double> exactA = a.cast<double>(), exactB = b.cast<double>();
        PairInput<double> exactInput;
        pointAt(exactInput.a, exactA);
        pointAt(exactInput.b, exactB);
        exactInput.logScale = input.logScale;
        PairResult<double> exact;
        makeObjective<double>(c.name)->evaluate(pool, exactInput, {}, Want::gradients, exact);
        std::printf(", gradients off by %.2g %%, in single precision %.2g %%",
            100 * errorOf(results[1], exact), 100 * errorOf(results[0], exact));
    }
    std::printf("\n");
    std::fflush(stdout);
}

constexpr ObjectiveCase objectiveCases[] = {
    { "clip", 128, 16, 0.07 },
    { "clip", 1024, 128, 0.07 },
    { "clip", 4096, 128, 0.07 },
    { "clip", 16384, 128, 0.07 },
    { "clip", 16384, 128, 0.01 },
    { "clip", 32768, 64, 0.07 },
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
        for (const ObjectiveCase& c : objectiveCases)
            if (std::strstr(c.name, wanted)) benchObjective(pool, c);
        for (const ObjectiveCase& c : objectiveCases)
            if (hasBfloat16Unit() && std::strstr(c.name, wanted)) comparePrecisions(pool, c);
    }
}
