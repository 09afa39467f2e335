// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/target_recall.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace contrastlab {

namespace {

constexpr const char* targetKey = "target_recall";

// That the target was set, or ended the run; null: it stands as the run began.
const RunEvent* lastWordOfTarget(std::span<const RunEvent> events)
{
    const auto found = std::find_if(events.rbegin(), events.rend(),
        [](const RunEvent& event) { return event.key == targetKey; });
    return found == events.rend() ? nullptr : &*found;
}

// To the digits that are shown.
double rounded(double recall)
{
    return std::round(recall * 1000) / 1000;
}

} // namespace

double targetedRecall(const EvaluationMetrics& evaluation)
{
    return (evaluation.aToB.recallAt10 + evaluation.bToA.recallAt10) / 2;
}

std::optional<RunEvent> reachedTarget(const Run& run, const RunSpec& spec, std::int64_t step)
{
    const double target = spec.real(targetKey);
    if (target <= 0) return std::nullopt;
    const auto judged = run.evaluations.last();
    const bool reaches = judged && judged->step == step
        && judged->items >= std::int64_t(leastTargetItems) && targetedRecall(*judged) >= target;
    if (!reaches) return std::nullopt;
    // A target that was set after this judgement waits for the next.
    const bool isBehind = run.events.with([&](std::span<const RunEvent> events) {
        const RunEvent* last = lastWordOfTarget(events);
        return last && (last->kind == RunEvent::Kind::note || last->step >= judged->step);
    });
    if (isBehind) return std::nullopt;
    return RunEvent { RunEvent::Kind::note, step, targetKey, toText(target),
        toText(rounded(targetedRecall(*judged))) };
}

} // namespace contrastlab
