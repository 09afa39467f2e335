// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One line that rewrites itself on a terminal, a line now and then elsewhere.
#include "progress_recorder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <unistd.h>
#include <utility>

namespace contrastlab {

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
    if (m_store) m_store->requireRoom();
    if (!isDue() && !trainer.finished()) return;
    show(metrics, trainer.spec().integer("steps"));
    tellOfFiles();
}

void ProgressRecorder::onProgress(double share, const Trainer& trainer)
{
    if (!isDue()) return;
    std::fprintf(stderr, "%sstep %lld: %.0f %%%s", m_terminal ? "\r\033[K" : "",
        static_cast<long long>(trainer.steps() + 1), 100 * share, m_terminal ? "" : "\n");
    std::fflush(stderr);
}

bool ProgressRecorder::isDue()
{
    const auto now = std::chrono::steady_clock::now();
    const auto least =
        m_terminal ? std::chrono::milliseconds(100) : std::chrono::milliseconds(5000);
    if (now - m_shown < least) return false;
    m_shown = now;
    return true;
}

void ProgressRecorder::onFinish(const RunOutcome& outcome, Trainer& trainer)
{
    RunRecorder::onFinish(outcome, trainer);
    if (m_terminal) std::fputc('\n', stderr);
}

void ProgressRecorder::tellOfFiles()
{
    if (m_metrics) tellOnce(m_metrics->trouble(), m_toldOfMetrics);
    if (!m_store) return;
    for (const Message& notice : m_store->takeNotices())
        tell(withoutControls(english(notice)));
    if (const auto trouble = m_store->trouble())
        tellOnce(withoutControls(english(*trouble)), m_toldOfStore);
}

// What cannot be written is tried again and again.
void ProgressRecorder::tellOnce(const std::optional<std::string>& trouble, bool& told) const
{
    if (trouble && !std::exchange(told, true)) tell(*trouble);
}

void ProgressRecorder::tell(const std::string& line) const
{
    std::fprintf(stderr, "%scontrastlab-cli: %s\n", m_terminal ? "\n" : "", line.c_str());
}

void ProgressRecorder::show(const StepMetrics& metrics, std::int64_t steps) const
{
    const double seconds = m_run.steps.last()->seconds;
    const std::string end = steps > 0 ? "/" + std::to_string(steps) : ""; // 0: there is none
    std::fprintf(stderr, "%sstep %lld%s  loss %.4f (chance %.4f)  %s  %.1f steps/s%s",
        m_terminal ? "\r\033[K" : "", static_cast<long long>(metrics.step), end.c_str(),
        metrics.loss, metrics.chance, judgement().c_str(),
        static_cast<double>(metrics.step) / std::max(1e-9, seconds), m_terminal ? "" : "\n");
    std::fflush(stderr);
}

std::string ProgressRecorder::judgement() const
{
    const auto evaluation = m_run.evaluations.last();
    if (!evaluation || evaluation->pairs.size() == 0) return "R@1 -";
    std::array<char, 80> text {};
    std::snprintf(text.data(), text.size(), "R@1 %.3f (chance %.3f)", evaluation->aToB.recallAt1,
        evaluation->pairs[0].chanceAToB.recallAt1);
    std::string line = text.data();
    if (std::isnan(evaluation->classAccuracy)) return line;
    std::snprintf(text.data(), text.size(), "  class accuracy %.3f (chance %.3f)",
        evaluation->classAccuracy, evaluation->classChance);
    return line + text.data();
}

} // namespace contrastlab
