// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Nothing escapes the thread: what is thrown inside becomes the run's outcome.
#include "run/training_thread.h"

#include "run/memory_need.h"

#include <utility>

namespace contrastlab {

class TrainingThread::Observer final : public RunRecorder {
public:
    Observer(TrainingThread& owner)
        : RunRecorder(*owner.m_start.run, &owner.m_checkpoints, owner.m_start.evaluator)
        , m_owner(owner)
    {
    }
    void onProgress(double share, const Trainer&) override
    {
        m_owner.m_stepShare.store(share, std::memory_order_relaxed);
    }
    void onStep(const StepMetrics& metrics, Trainer& trainer) override
    {
        m_owner.m_stepShare.store(0, std::memory_order_relaxed);
        RunRecorder::onStep(metrics, trainer);
    }
    void onRefused(const Problem& problem) override
    {
        const std::scoped_lock lock(m_owner.m_refusalMutex);
        m_owner.m_refusals.push_back(problem);
    }
    void onPauseChanged(bool paused, const Trainer& trainer) override
    {
        RunRecorder::onPauseChanged(paused, trainer);
        m_owner.m_paused.store(paused, std::memory_order_relaxed);
    }

private:
    TrainingThread& m_owner;
};

TrainingThread::TrainingThread(Start start)
    : m_start(std::move(start))
    , m_paused(m_start.paused)
    , m_thread([this](std::stop_token stop) { work(stop); })
{
}

TrainingThread::~TrainingThread()
{
    m_thread.request_stop();
    m_abandon.request_stop();
}

void TrainingThread::work(std::stop_token stop)
{
    try {
        const std::shared_ptr<const RunSetup> setup = m_start.prepare();
        requireMemory(*setup);
        ThreadPool pool(m_start.threads);
        auto trainer = m_start.from ? std::make_unique<Trainer>(setup, pool, *m_start.from)
                                    : std::make_unique<Trainer>(setup, pool);
        m_setup.publish(setup);
        Observer observer(*this);
        drive(*trainer, observer, &m_commands, stop, m_start.paused, m_abandon.get_token());
    } catch (const std::exception& error) {
        const auto last = m_start.run->steps.last();
        m_start.run->finish({ RunOutcome::Kind::failed, last ? last->step : 0, {}, error.what() });
    }
}

std::vector<Problem> TrainingThread::takeRefusals()
{
    const std::scoped_lock lock(m_refusalMutex);
    return std::exchange(m_refusals, {});
}

} // namespace contrastlab
