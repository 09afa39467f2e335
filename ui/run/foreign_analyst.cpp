// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is submitted owns copies of all it touches.
#include "run/foreign_analyst.h"

#include "analysis/training_diagnostics.h"
#include "run/foreign_run.h"

#include <QElapsedTimer>

#include <algorithm>
#include <utility>

namespace contrastlab {

namespace {

constexpr int restsPerDiagnosis = 6;
constexpr std::ptrdiff_t partsOfBacklog = 32; ///< of what is left, one is passed over at a time

} // namespace

ForeignAnalyst::ForeignAnalyst(RunMoment& moment, QObject* parent)
    : QObject(parent)
    , m_moment(moment)
{
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, &ForeignAnalyst::goOn);
}

ForeignAnalyst::~ForeignAnalyst()
{
    m_task.cancel();
}

void ForeignAnalyst::begin(std::shared_ptr<Run> run, std::shared_ptr<const PreparedRun> data)
{
    const bool isOurs = !run || !isForeign(run->spec());
    if (isOurs || !data) run = nullptr;
    if (run == m_run && data == m_data) return;
    m_task.cancel();
    m_rest.stop();
    ++m_generation;
    m_busy = false;
    m_run = std::move(run);
    m_data = std::move(data);
    m_steps.clear();
    m_asked = -1;
}

void ForeignAnalyst::look(std::vector<std::int64_t> steps)
{
    m_steps = std::move(steps);
    if (!m_rest.isActive()) goOn();
}

// -1 where all are done.
std::int64_t ForeignAnalyst::next() const
{
    const auto newest = m_run->diagnostics.newest();
    const std::int64_t done = std::max(m_asked, newest ? newest->step : -1);
    const auto first = std::ranges::upper_bound(m_steps, done);
    const std::ptrdiff_t left = m_steps.end() - first;
    return left == 0 ? -1 : *(first + std::max<std::ptrdiff_t>(1, left / partsOfBacklog) - 1);
}

void ForeignAnalyst::goOn()
{
    const std::int64_t step = m_run && !m_busy ? next() : -1;
    if (step < 0) return;
    m_busy = true;
    m_asked = step;
    m_task.submit([this, step, run = m_run, data = m_data, spec = m_moment.newestSpec(),
                      generation = m_generation](const std::stop_token& stop) {
        QElapsedTimer timer;
        timer.start();
        try {
            ThreadPool pool(1);
            const InterruptedBy interrupted(pool, stop);
            const auto frame = run->frames.atOrBefore(step);
            if (frame && frame->step == step && fits(*frame, *data->setup, data->probes))
                run->diagnostics.append(diagnoseFrame(pool, *data->setup, data->probes, spec,
                    *frame, stepsUpTo(*run, step), data->duplicates));
        } catch (const std::exception&) {
            // The views keep what they show.
        }
        QMetaObject::invokeMethod(
            this,
            [this, generation, took = int(timer.elapsed())] {
                if (generation == m_generation) take(took);
            },
            Qt::QueuedConnection);
    });
}

void ForeignAnalyst::take(int tookMs)
{
    m_busy = false;
    m_moment.catchUp();
    m_rest.start(m_moment.isAdvancing() ? restsPerDiagnosis * tookMs : 0);
}

} // namespace contrastlab
