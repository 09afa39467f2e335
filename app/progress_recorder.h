// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What `train` does beside the steps: a line of progress and a table that grows. Lives on the
// thread of the loop.
#pragma once

#include "run/run_recorder.h"
#include "store/metrics_file.h"
#include "store/run_store.h"

#include <chrono>
#include <cstdint>

namespace contrastlab {

/// Steps at which the line search has found none that lowers the loss.
struct SearchFailures {
    std::int64_t count = 0;
    std::int64_t last = 0; ///< step
};

class ProgressRecorder final : public RunRecorder {
public:
    /// `store` and `metrics` may be null.
    ProgressRecorder(Run& run, Evaluator evaluator, RunStore* store, MetricsFile* metrics);

    void onStep(const StepMetrics& metrics, Trainer& trainer) override;
    void onProgress(double share, const Trainer& trainer) override;
    void onFinish(const RunOutcome& outcome, Trainer& trainer) override;

    [[nodiscard]] const SearchFailures& searchFailures() const { return m_searchFailures; }
    /// Tells what has happened to the files, each thing once.
    void tellOfFiles();

private:
    void tell(const std::string& line) const;
    void tellOnce(const std::optional<std::string>& trouble, bool& told) const;
    [[nodiscard]] bool isDue();
    void show(const StepMetrics& metrics, std::int64_t steps) const;
    /// How the held-out items were judged last, with what a guess reaches.
    [[nodiscard]] std::string judgement() const;

    Run& m_run;
    RunStore* m_store;
    MetricsFile* m_metrics;
    bool m_terminal;
    bool m_toldOfStore = false, m_toldOfMetrics = false;
    SearchFailures m_searchFailures;
    std::chrono::steady_clock::time_point m_shown;
};

} // namespace contrastlab
