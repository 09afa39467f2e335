// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread, but for the function that is handed over: it owns copies of all it touches.
#include "data/inspection.h"

namespace contrastlab {

namespace {

constexpr int delayMs = 120; ///< while one look is under way, more wishes may follow the next
constexpr int pollMs = 25;

} // namespace

Inspection::Inspection(QObject* parent) : QObject(parent)
{
    m_delay.setSingleShot(true);
    m_poll.setInterval(pollMs);
    connect(&m_delay, &QTimer::timeout, this, &Inspection::submit);
    connect(&m_poll, &QTimer::timeout, this, &Inspection::poll);
}

Inspection::~Inspection()
{
    m_stop.request_stop();
}

void Inspection::begin(const DatasetSpec& spec)
{
    m_delay.start(isRunning() ? delayMs : 0);
    m_stop.request_stop();
    m_stop = {};
    m_spec = spec;
    m_shared = std::make_shared<Shared>();
    emit started();
}

void Inspection::cancel()
{
    m_stop.request_stop();
    m_shared = nullptr;
    m_delay.stop();
    m_poll.stop();
}

void Inspection::submit()
{
    m_task.submit([spec = m_spec, shared = m_shared, stop = m_stop.get_token()] {
        auto result = std::make_shared<InspectionResult>();
        result->spec = spec;
        try {
            inspect(
                result->report, spec,
                [&](const LoadProgress& progress) {
                    shared->progress.publish(std::make_shared<LoadProgress>(progress));
                },
                stop);
        } catch (const LoadCancelled&) {
            return;
        } catch (...) {
            result->failure = failureFrom(std::current_exception());
        }
        shared->result.publish(result);
    });
    m_poll.start();
}

void Inspection::poll()
{
    if (const auto progress = m_shared->progress.latest()) emit progressed(*progress);
    const auto result = m_shared->result.latest();
    if (!result) return;
    m_shared = nullptr;
    m_poll.stop();
    emit finished(result);
}

} // namespace contrastlab
