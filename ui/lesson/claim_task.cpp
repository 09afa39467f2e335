// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread, but for what start() hands over.
#include "lesson/claim_task.h"

#include "media/open_data.h"

#include <utility>

namespace contrastlab {

ClaimTask::ClaimTask(QObject* parent) : QObject(parent) { }

void ClaimTask::start(const Claim& claim)
{
    cancel();
    m_running = true;
    m_task.submit([this, claim, generation = m_generation](const std::stop_token& stop) {
        const auto tell = [this, generation](auto&& act) {
            QMetaObject::invokeMethod(
                this,
                [this, generation, act = std::forward<decltype(act)>(act)] {
                    if (generation == m_generation) act();
                },
                Qt::QueuedConnection);
        };
        ClaimLab lab;
        lab.open = [stop](const RunSpec& spec) { return openData(spec, {}, stop).dataset; };
        lab.onProgress = [&](int done, int total) {
            tell([this, done, total] { emit progressed(done, total); });
        };
        auto result = std::make_shared<const ClaimResult>(tryClaim(claim, lab, stop));
        tell([this, result = std::move(result)] {
            m_running = false;
            emit finished(result);
        });
    });
}

void ClaimTask::cancel()
{
    ++m_generation;
    m_running = false;
    m_task.cancel();
}

} // namespace contrastlab
