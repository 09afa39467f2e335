// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Order: a step is appended before the evaluation and the checkpoint that speak of it.
#include "run/run_recorder.h"

#include "run/target_recall.h"

#include <algorithm>

namespace contrastlab {

RunRecorder::RunRecorder(Run& run, LatestValue<Checkpoint>* mailbox, Evaluator evaluator)
    : m_run(run)
    , m_mailbox(mailbox)
    , m_evaluator(std::move(evaluator))
{
    if (const auto last = run.steps.last()) m_secondsBefore = last->seconds;
}

double RunRecorder::seconds() const
{
    return m_secondsBefore
        + std::chrono::duration<double>(std::chrono::steady_clock::now() - m_began).count();
}

void RunRecorder::onStart(const Trainer& trainer)
{
    m_began = std::chrono::steady_clock::now();
    if (m_run.keptCheckpoints().empty())
        m_run.keep(std::make_shared<Checkpoint>(trainer.checkpoint()));
    publish(trainer);
}

void RunRecorder::evaluate(Trainer& trainer)
{
    m_evaluated = false;
    EvaluationMetrics evaluation = m_evaluator(trainer, trainer.setup().split().heldOut);
    m_evaluated = true;
    evaluation.step = trainer.steps();
    evaluation.seconds = seconds();
    m_run.evaluations.append(evaluation);
    ++m_sinceBest;
    if (!(evaluation.loss < m_run.best().loss)) return;
    m_sinceBest = 0;
    m_run.keepBest({ evaluation.loss, std::make_shared<Checkpoint>(trainer.checkpoint()) });
}

void RunRecorder::onStep(const StepMetrics& metrics, Trainer& trainer)
{
    StepMetrics timed = metrics;
    timed.seconds = seconds();
    m_run.steps.append(timed);
    if (!trainer.healthy()) return;
    const bool due = metrics.step % trainer.spec().integer("evaluate_every") == 0
        || trainer.finished() || metrics.step == 1;
    if (due && m_evaluator) evaluate(trainer);
    if (metrics.step % m_run.checkpointSpacing() == 0)
        m_run.keep(std::make_shared<Checkpoint>(trainer.checkpoint()));
    if (m_mailbox && m_mailbox->claimRequest()) publish(trainer);
}

void RunRecorder::onEvent(const RunEvent& event, const Trainer& trainer)
{
    m_run.events.append(event);
    // Where a change was made is where one wants to come back to. It replaces one of the same step,
    // so that what a checkpoint says of its step holds all events of it.
    if (event.kind == RunEvent::Kind::change)
        m_run.keep(std::make_shared<Checkpoint>(trainer.checkpoint()));
}

void RunRecorder::onPauseChanged(bool paused, const Trainer& trainer)
{
    if (paused) publish(trainer);
}

std::optional<RunEvent> RunRecorder::wantsEnd(const Trainer& trainer) const
{
    const RunSpec& spec = trainer.spec();
    if (auto reached = reachedTarget(m_run, spec, trainer.steps())) return reached;
    const std::int64_t patience = spec.integer("patience");
    if (patience == 0 || m_sinceBest < patience) return std::nullopt;
    return RunEvent { RunEvent::Kind::note, trainer.steps(), "patience", toText(patience),
        std::to_string(m_sinceBest) };
}

void RunRecorder::onFinish(const RunOutcome& outcome, Trainer& trainer)
{
    const auto& test = trainer.setup().split().test;
    if (outcome.kind == RunOutcome::Kind::completed && m_evaluator && !test.empty()) {
        EvaluationMetrics judged = m_evaluator(trainer, test);
        judged.step = trainer.steps();
        judged.seconds = seconds();
        m_run.keepTest(judged);
    }
    // Who goes on from a checkpoint has its evaluation behind them.
    if (outcome.kind != RunOutcome::Kind::diverged && trainer.isWhole() && m_evaluated) {
        keepTheBest(trainer.steps());
        m_run.keep(std::make_shared<Checkpoint>(trainer.checkpoint()));
        publish(trainer);
    }
    m_run.finish(outcome);
}

// Before the last one, which is where a run goes on.
void RunRecorder::keepTheBest(std::int64_t lastStep)
{
    const auto best = m_run.best().checkpoint;
    const auto kept = m_run.keptCheckpoints();
    const bool isThere = best && std::ranges::any_of(kept, [&](const auto& checkpoint) {
        return checkpoint->step() == best->step;
    });
    if (best && !isThere && best->step < lastStep) m_run.keep(best);
}

void RunRecorder::publish(const Trainer& trainer)
{
    if (m_mailbox) m_mailbox->publish(std::make_shared<Checkpoint>(trainer.checkpoint()));
}

} // namespace contrastlab
