// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Kept apart from the engine's own product on purpose: the yardstick is Eigen.
#include "analysis/machine_peak.h"

#include "base/matrix.h"
#include "base/random.h"

#include <algorithm>
#include <chrono>
#include <vector>

namespace contrastlab {

double measurePeakGflops(ThreadPool& pool, int repetitions)
{
    constexpr Index n = 1024;
    Eigen::MatrixXf a(n, n);
    Eigen::MatrixXf b(n, n);
    Eigen::MatrixXf c(n, n);
    RandomStream stream(1, Purpose::noise);
    for (Index i = 0; i < n * n; ++i) {
        a.data()[i] = static_cast<float>(stream.uniform());
        b.data()[i] = static_cast<float>(stream.uniform());
    }
    const Index parts = pool.threads();
    std::vector<double> rates;
    for (int repetition = 0; repetition <= repetitions; ++repetition) {
        const auto began = std::chrono::steady_clock::now();
        pool.run(parts, [&](Index part) {
            const Index first = part * n / parts;
            const Index count = (part + 1) * n / parts - first;
            c.middleCols(first, count).noalias() = a * b.middleCols(first, count);
        });
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - began;
        if (repetition > 0)
            rates.push_back(2.0 * n * n * n / seconds.count() * 1e-9); // the first warms up
    }
    std::nth_element(rates.begin(), rates.begin() + rates.size() / 2, rates.end());
    return rates[rates.size() / 2];
}

} // namespace contrastlab
