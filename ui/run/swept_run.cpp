// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A hundred thousand of them have to fit into memory.
#include "run/swept_run.h"

#include "analysis/probe_frame.h"
#include "analysis/projection.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace contrastlab {

std::vector<float> lossCurve(const Run& run, std::size_t most)
{
    std::vector<float> curve;
    run.steps.with([&](std::span<const StepMetrics> steps) {
        const std::size_t stretches = std::min(most, steps.size());
        for (std::size_t i = 0; i < stretches; ++i) {
            const std::size_t first = i * steps.size() / stretches,
                              last = (i + 1) * steps.size() / stretches;
            double sum = 0;
            std::size_t count = 0;
            for (const StepMetrics& step : steps.subspan(first, last - first))
                if (std::isfinite(step.loss)) {
                    sum += step.loss;
                    ++count;
                }
            if (count > 0) curve.push_back(float(sum / double(count)));
        }
    });
    return curve;
}

std::vector<Matrix<float>> smallMap(ThreadPool& pool, const EndedRun& ended, std::size_t most)
{
    const RunSetup& setup = *ended.setup;
    const std::vector<Index> items = evenlySpread(setup.split().heldOut, most);
    if (!ended.last || items.size() < 2) return {};
    const auto count = Index(items.size());
    const int towers = setup.towers();
    Matrix<float> rows(count * towers, setup.embeddingWidth());
    for (int tower = 0; tower < towers; ++tower)
        rows.middleRows(tower * count, count) =
            setup.embed(pool, ended.last->judged(), tower, items, 0).rowwise().normalized();
    const PcaBasis basis = fitPca<float>(pool, view(std::as_const(rows)), 2);
    Matrix<float> points = projectOn<float>(basis, view(std::as_const(rows)));
    if (const float largest = points.cwiseAbs().maxCoeff(); largest > 0) points /= largest;
    std::vector<Matrix<float>> parts;
    for (int tower = 0; tower < towers; ++tower)
        parts.emplace_back(points.middleRows(tower * count, count));
    return parts;
}

} // namespace contrastlab
