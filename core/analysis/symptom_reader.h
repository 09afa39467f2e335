// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Gathers what the doctor looks at while a run goes on: each look reads only what is new. One
// thread at a time.
#pragma once

#include "analysis/doctor.h"

namespace contrastlab {

/// Of one run.
class SymptomReader {
public:
    /// Of the run as it stood after `until` steps, which must not fall from one call to the next;
    /// the rest as for symptomsOf(). The result holds until the next call.
    const Symptoms& read(const Run& run, const RunSpec& spec, const DataFacts& facts,
        const std::optional<TrainingDiagnostics>& newest, std::int64_t until);

private:
    void readEvents(const Run& run, std::int64_t until);
    void readSteps(const Run& run, std::int64_t until);
    void readBeginning(const Run& run);
    void readEvaluations(const Run& run, std::int64_t until);
    void readOutcome(const Run& run, std::int64_t until);
    void suspect(const Run& run, std::int64_t until);

    Symptoms m_symptoms;
    std::size_t m_eventsRead = 0, m_evaluationsRead = 0;
    std::int64_t m_changed = 0; ///< step of the last change
    std::int64_t m_lostAt = -1; ///< first evaluation after soundAt; -1: none yet
};

} // namespace contrastlab
