// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Opens the data of a run on its training thread: how far it is, why it could not, and the run to
// come back to where it is cancelled. Window thread, but for the function that it hands out.
#pragma once

#include "analysis/duplicates.h"
#include "media/load_failure.h"
#include "media/open_run_data.h"
#include "run/frame.h"
#include "run/latest_value.h"
#include "run/run.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace contrastlab {

/// The data of a run and what is looked at of them.
struct PreparedRun {
    std::shared_ptr<const RunSetup> setup;
    OpenedData data;
    ProbeSet probes;
    std::vector<Duplicates> duplicates; ///< of the first pair's two towers
};

class RunLoader {
public:
    /// Throws where the data cannot be opened.
    using Prepare = std::function<std::shared_ptr<const RunSetup>()>;
    /// A run that made way for one whose data are not there yet.
    struct Before {
        std::shared_ptr<Run> run;
        std::shared_ptr<const PreparedRun> ready;
        bool paused = false;
    };

    RunLoader() = default;
    ~RunLoader() { cancel(); }
    RunLoader(const RunLoader&) = delete;
    RunLoader& operator=(const RunLoader&) = delete;

    /// What a run file says of the data; the data must still be those.
    struct Recorded {
        std::shared_ptr<const RunFile> file;
        std::string path;
    };
    /// What opens the data of the spec, for another thread. Data that are open and serve are taken.
    Prepare begin(const RunSpec& spec, const std::optional<Recorded>& recorded = {});
    /// What begin() handed out gives up.
    void cancel() { m_stop.request_stop(); }
    /// True once: the data have come.
    bool poll();

    /// Null until the data are there.
    [[nodiscard]] std::shared_ptr<const PreparedRun> ready() const { return m_ready; }
    /// Nothing once they are.
    [[nodiscard]] std::optional<LoadProgress> progress() const;
    /// Why they could not be opened; null while that is not known.
    [[nodiscard]] std::shared_ptr<const LoadFailure> failure() const;

    void remember(Before before) { m_before = std::move(before); }
    [[nodiscard]] const Before* before() const { return m_before ? &*m_before : nullptr; }
    /// Its data are those that are ready again.
    Before returnToBefore();
    /// Data that were ready before are so again; what begin() handed out gives up.
    void adopt(std::shared_ptr<const PreparedRun> ready);

private:
    std::shared_ptr<LatestValue<PreparedRun>> m_prepared;
    std::shared_ptr<LatestValue<LoadProgress>> m_progress;
    std::shared_ptr<LatestValue<LoadFailure>> m_failure;
    std::shared_ptr<const PreparedRun> m_ready;
    std::stop_source m_stop;
    std::optional<Before> m_before;
};

} // namespace contrastlab
