// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What happened before the last change says nothing of the values as they stand, but whether it was
// that change that spoilt the run.
#include "analysis/symptom_reader.h"

#include <algorithm>

namespace contrastlab {

void SymptomReader::readEvents(const Run& run, std::int64_t until)
{
    const std::int64_t before = m_changed;
    run.events.with([&](std::span<const RunEvent> events) {
        for (; m_eventsRead < events.size(); ++m_eventsRead) {
            const RunEvent& event = events[m_eventsRead];
            if (event.step > until) break;
            if (event.kind == RunEvent::Kind::change && event.key != "steps")
                m_changed = event.step;
        }
    });
    if (m_changed != before) m_symptoms.judgements = {}; // all that were read came before it
}

void SymptomReader::readSteps(const Run& run, std::int64_t until)
{
    run.steps.with([&](std::span<const StepMetrics> steps) {
        const auto first = std::ranges::upper_bound(steps, m_changed, {}, &StepMetrics::step);
        const auto end =
            std::ranges::upper_bound(first, steps.end(), until, {}, &StepMetrics::step);
        const auto count = std::min<std::ptrdiff_t>(observedSteps, end - first);
        m_symptoms.steps.assign(end - count, end);
    });
}

void SymptomReader::readEvaluations(const Run& run, std::int64_t until)
{
    run.evaluations.with([&](std::span<const EvaluationMetrics> evaluations) {
        for (; m_evaluationsRead < evaluations.size(); ++m_evaluationsRead) {
            const EvaluationMetrics& evaluation = evaluations[m_evaluationsRead];
            if (evaluation.step > until) break;
            if (evaluation.step > m_changed) m_symptoms.judgements.add(evaluation);
            if (findsPartners(evaluation)) {
                m_symptoms.soundAt = evaluation.step;
                m_lostAt = -1;
            } else if (m_lostAt < 0 && m_symptoms.soundAt >= 0 && guesses(evaluation)) {
                m_lostAt = evaluation.step;
            }
        }
    });
}

void SymptomReader::readBeginning(const Run& run)
{
    if (m_symptoms.beginning.size() < observedSteps)
        m_symptoms.beginning = run.steps.since(0, observedSteps);
}

void SymptomReader::readOutcome(const Run& run, std::int64_t until)
{
    const RunOutcome outcome = run.outcome();
    const bool diverged = outcome.kind == RunOutcome::Kind::diverged && outcome.step <= until;
    m_symptoms.divergedAt = diverged ? std::optional(outcome.step) : std::nullopt;
    m_symptoms.divergedBy = diverged ? outcome.cause : std::string();
}

void SymptomReader::suspect(const Run& run, std::int64_t until)
{
    const auto& diverged = m_symptoms.divergedAt;
    const std::int64_t from = diverged ? *diverged : m_symptoms.soundAt;
    const std::int64_t to = diverged ? *diverged : m_lostAt >= 0 ? m_lostAt : until;
    m_symptoms.suspects = run.events.with([&](std::span<const RunEvent> events) {
        return suspectsAmong(events, std::max<std::int64_t>(0, from - suspectSteps), to);
    });
}

const Symptoms& SymptomReader::read(const Run& run, const RunSpec& spec, const DataFacts& facts,
    const std::optional<TrainingDiagnostics>& newest, std::int64_t until)
{
    m_symptoms.spec = spec;
    m_symptoms.facts = facts;
    readEvents(run, until);
    readSteps(run, until);
    readEvaluations(run, until);
    readBeginning(run);
    readOutcome(run, until);
    suspect(run, until);
    m_symptoms.diagnostics = newest && newest->step >= m_changed ? newest : std::nullopt;
    return m_symptoms;
}

Symptoms symptomsOf(const Run& run, const RunSpec& spec, const DataFacts& facts,
    const std::optional<TrainingDiagnostics>& newest, std::int64_t until)
{
    return SymptomReader().read(run, spec, facts, newest, until);
}

} // namespace contrastlab
