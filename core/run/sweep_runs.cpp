// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Small runs gain little from threads and much from company, so each has one thread.
#include "run/sweep_runs.h"

#include "run/drive.h"

#include <limits>
#include <mutex>

namespace contrastlab {

namespace {

class SweepRecorder final : public RunRecorder {
public:
    SweepRecorder(Run& run, const SweepWork& work, const std::stop_token& stop)
        : RunRecorder(run, nullptr, work.evaluator)
        , m_pause(work.pause)
        , m_stop(stop)
    {
    }
    void onStep(const StepMetrics& metrics, Trainer& trainer) override
    {
        RunRecorder::onStep(metrics, trainer);
        if (m_pause) m_pause->wait(m_stop);
    }

private:
    PauseSwitch* m_pause;
    const std::stop_token& m_stop;
};

// As the run ended, and no numbers yet.
SweepResult withoutNumbers(const SweepWork& work, std::size_t cell)
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    SweepResult result;
    result.cell = cell;
    result.values.assign(work.measures, none);
    return result;
}

SweepResult failed(const SweepWork& work, std::size_t cell, std::int64_t step, const char* what)
{
    SweepResult result = withoutNumbers(work, cell);
    result.outcome = { RunOutcome::Kind::failed, step, {}, what };
    return result;
}

// Its numbers are there whatever becomes of its file.
std::string troubleKeeping(const SweepWork& work, const EndedRun& ended)
{
    try {
        work.keep(ended);
        return {};
    } catch (const std::exception& error) {
        return error.what();
    }
}

// Nothing where it was given up.
std::optional<SweepResult> train(
    const Sweep& sweep, const SweepWork& work, std::size_t cell, const std::stop_token& stop)
{
    std::int64_t step = 0;
    try {
        const auto setup = sweep.setupOf(cell);
        ThreadPool alone(1);
        Trainer trainer(setup, alone);
        const auto run = std::make_shared<Run>(setup->spec());
        run->rename(sweep.nameOf(cell));
        SweepRecorder recorder(*run, work, stop);
        const RunOutcome outcome = drive(trainer, recorder, nullptr, stop, false, stop);
        if (outcome.kind == RunOutcome::Kind::stopped) return std::nullopt;
        step = outcome.step;
        const EndedRun ended { cell, setup, run, run->checkpointAtOrBefore(step) };
        SweepResult result = resultOf(alone, work, ended);
        result.unkept = troubleKeeping(work, ended);
        return result;
    } catch (const std::bad_alloc&) {
        return failed(work, cell, step, "there is not enough memory");
    } catch (const std::exception& error) {
        return failed(work, cell, step, error.what());
    }
}

} // namespace

SweepResult resultOf(ThreadPool& pool, const SweepWork& work, const EndedRun& ended)
{
    SweepResult result = withoutNumbers(work, ended.cell);
    result.outcome = ended.run->outcome();
    result.digest = ended.run->digest();
    result.run = ended.run;
    if (const auto last = ended.run->steps.last()) result.seconds = last->seconds;
    if (result.outcome.kind == RunOutcome::Kind::completed && work.measure)
        result.values = work.measure(pool, ended);
    return result;
}

void runSweep(const Sweep& sweep, const SweepWork& work, const std::stop_token& stop)
{
    std::mutex oneAtATime;
    ThreadPool jobs(sweep.jobs());
    jobs.run(static_cast<Index>(work.cells.size()), [&](Index place) {
        if (work.pause) work.pause->wait(stop);
        if (stop.stop_requested()) return;
        const auto result = train(sweep, work, work.cells[static_cast<std::size_t>(place)], stop);
        if (!result) return;
        const std::scoped_lock lock(oneAtATime);
        work.onResult(*result);
    });
}

} // namespace contrastlab
