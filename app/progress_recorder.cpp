// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One line that rewrites itself on a terminal, a line now and then elsewhere.
#include "progress_recorder.h"

#include <cstdio>
#include <unistd.h>

namespace contrastlab {

namespace {

constexpr std::size_t stepsHeld = 4096; ///< in memory, where a file has the others

} // namespace

ProgressRecorder::ProgressRecorder(
    Run& run, Evaluator evaluator, RunStore* store, MetricsFile* metrics)
    : RunRecorder(run, nullptr, std::move(evaluator))
    , m_run(run)
    , m_store(store)
    , m_metrics(metrics)
    , m_terminal(isatty(STDERR_FILENO) != 0)
{
}

void ProgressRecorder::onStep(const StepMetrics& metrics, Trainer& trainer)
{
    RunRecorder::onStep(metrics, trainer);
    if (metrics.lineSearchFailed) m_searchFailures = { m_searchFailures.count + 1, metrics.step };
    if (m_metrics) {
        const auto evaluation = m_run.evaluations.last();
        const bool judged = evaluation && evaluation->step == metrics.step;
        m_metrics->add(*m_run.steps.last(), judged ? &*evaluation : nullptr);
    }
    letGo();
    const auto now = std::chrono::steady_clock::now();
    const auto least =
        m_terminal ? std::chrono::milliseconds(100) : std::chrono::milliseconds(5000);
    if (now - m_shown < least && !trainer.finished()) return;
    m_shown = now;
    show(metrics, trainer.spec().integer("steps"));
    tellOfStore();
}

void ProgressRecorder::onFinish(const RunOutcome& outcome, const Trainer& trainer)
{
    RunRecorder::onFinish(outcome, trainer);
    if (m_terminal) std::fputc('\n', stderr);
}

// The digest goes on without them.
void ProgressRecorder::letGo()
{
    const std::size_t size = m_run.steps.size();
    if (size < m_run.steps.gone() + 2 * stepsHeld) return;
    const std::size_t written = m_store ? m_store->stepsWritten() : size;
    m_run.forgetSteps(std::min(written, size - stepsHeld));
}

void ProgressRecorder::tellOfStore()
{
    if (!m_store) return;
    for (const std::string& line : m_store->takeNotices())
        tell(line);
    const auto trouble = m_toldOfTrouble ? std::nullopt : m_store->trouble();
    if (!trouble) return;
    m_toldOfTrouble = true; // the store goes on trying
    tell(*trouble);
}

void ProgressRecorder::tell(const std::string& line) const
{
    std::fprintf(stderr, "%scontrastlab-cli: %s\n", m_terminal ? "\n" : "", line.c_str());
}

void ProgressRecorder::show(const StepMetrics& metrics, std::int64_t steps) const
{
    const double seconds = m_run.steps.last()->seconds;
    const auto evaluation = m_run.evaluations.last();
    const std::string end = steps > 0 ? "/" + std::to_string(steps) : ""; // 0: there is none
    std::fprintf(stderr, "%sstep %lld%s  loss %.4f (chance %.4f)  R@1 %.3f  %.1f steps/s%s",
        m_terminal ? "\r\033[K" : "", static_cast<long long>(metrics.step), end.c_str(),
        metrics.loss, metrics.chance, evaluation ? evaluation->aToB.recallAt1 : 0.0,
        static_cast<double>(metrics.step) / std::max(1e-9, seconds), m_terminal ? "" : "\n");
    std::fflush(stderr);
}

} // namespace contrastlab
