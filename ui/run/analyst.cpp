// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread, but for the functions that are submitted: they own copies of all they touch.
#include "run/analyst.h"

#include "analysis/probe_frame.h"
#include "analysis/training_diagnostics.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace contrastlab {

namespace {

// Waiting this many times as long as an analysis takes keeps its share small.
constexpr double restAfterFrame = 6;
constexpr double restAfterDiagnostics = 12;
constexpr double leastFrameSeconds = 1.0 / 25;
constexpr double leastDiagnosticsSeconds = 0.1;
// Spaced out as the run grows long: a few thousand entries whatever its length.
constexpr double diagnosticsPerRun = 2000;

double secondsOf(const QElapsedTimer& timer)
{
    return 1e-3 * double(timer.elapsed());
}

class Stopwatch {
public:
    explicit Stopwatch(std::atomic<double>& seconds) : m_seconds(seconds) { }
    ~Stopwatch()
    {
        m_seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - m_began).count();
    }
    Stopwatch(const Stopwatch&) = delete;
    Stopwatch& operator=(const Stopwatch&) = delete;

private:
    std::atomic<double>& m_seconds;
    std::chrono::steady_clock::time_point m_began = std::chrono::steady_clock::now();
};

} // namespace

Analyst::~Analyst()
{
    for (NewestTask& task : m_tasks) // each is told before one is waited for
        task.cancel();
}

void Analyst::begin(std::shared_ptr<Run> run, std::shared_ptr<const PreparedRun> data)
{
    end();
    m_run = std::move(run);
    m_data = std::move(data);
    m_pace = std::make_shared<Pace>();
    m_sinceBegin.start();
}

void Analyst::end()
{
    task(Kind::frame).cancel();
    task(Kind::diagnostics).cancel();
    m_run = nullptr;
    m_data = nullptr;
    m_framed = m_diagnosed = nullptr;
    m_sinceFrame.invalidate();
    m_sinceDiagnostics.invalidate();
}

std::optional<std::string> Analyst::takeFailure()
{
    std::optional<std::string> failure;
    for (NewestTask& task : m_tasks)
        if (auto one = task.takeFailure()) failure = std::move(one);
    return failure;
}

bool Analyst::frameIsDue(bool atRest) const
{
    if (!m_sinceFrame.isValid() || atRest) return true;
    return secondsOf(m_sinceFrame)
        >= std::max(leastFrameSeconds, restAfterFrame * m_pace->frameSeconds);
}

bool Analyst::diagnosticsAreDue(bool atRest) const
{
    if (!m_sinceDiagnostics.isValid() || atRest) return true;
    return secondsOf(m_sinceDiagnostics)
        >= std::max({ leastDiagnosticsSeconds, restAfterDiagnostics * m_pace->diagnosticsSeconds,
            secondsOf(m_sinceBegin) / diagnosticsPerRun });
}

bool Analyst::look(const std::shared_ptr<const Checkpoint>& newest, bool atRest)
{
    if (!m_data) return false;
    if (!isIdle(Kind::frame)) return false;
    const auto frame = m_framed ? m_run->frames.newest() : nullptr;
    const bool framed = frame && frame->step == m_framed->step;
    if (framed && m_diagnosed != m_framed && isIdle(Kind::diagnostics) && diagnosticsAreDue(atRest))
        diagnose(frame);
    if (newest && newest != m_framed) {
        makeFrame(newest);
        return false;
    }
    return frameIsDue(atRest);
}

bool Analyst::isDoneWith(const std::shared_ptr<const Checkpoint>& newest) const
{
    const bool idle = std::ranges::all_of(m_tasks, [](const NewestTask& t) { return t.idle(); });
    return idle && (!m_data || !newest || (m_framed == newest && m_diagnosed == newest));
}

void Analyst::makeFrame(const std::shared_ptr<const Checkpoint>& checkpoint)
{
    m_framed = checkpoint;
    m_sinceFrame.start();
    submit(Kind::frame,
        [run = m_run, data = m_data, pace = m_pace, checkpoint](const std::stop_token& stop) {
            const Stopwatch stopwatch(pace->frameSeconds);
            ThreadPool pool(1);
            const InterruptedBy interrupted(pool, stop);
            const auto before = run->frames.newest(); // the projection is aligned to it
            ProbeFrame frame =
                analyseProbes(pool, *data->setup, data->probes, *checkpoint, before.get());
            if (!stop.stop_requested()) run->frames.append(std::move(frame));
        });
}

void Analyst::diagnose(const std::shared_ptr<const ProbeFrame>& frame)
{
    m_diagnosed = m_framed;
    m_sinceDiagnostics.start();
    submit(Kind::diagnostics,
        [run = m_run, data = m_data, pace = m_pace, checkpoint = m_framed, frame](
            const std::stop_token& stop) {
            const Stopwatch stopwatch(pace->diagnosticsSeconds);
            ThreadPool pool(1);
            const InterruptedBy interrupted(pool, stop);
            TrainingDiagnostics entry = diagnoseTraining(pool, *data->setup, data->probes,
                *checkpoint, *frame, stepsUpTo(*run, checkpoint->step), data->duplicates);
            if (!stop.stop_requested()) run->diagnostics.append(std::move(entry));
        });
}

} // namespace contrastlab
