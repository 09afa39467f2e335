// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A claim that is tried in the background, one at a time. Window thread, but for the work.
#pragma once

#include "base/newest_task.h"
#include "lesson/claim_trial.h"

#include <QObject>

#include <memory>

namespace contrastlab {

class ClaimTask : public QObject {
    Q_OBJECT

public:
    explicit ClaimTask(QObject* parent = nullptr);

    /// What went on before is given up.
    void start(const Claim& claim);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_running; }

signals:
    void progressed(int done, int total);
    void finished(std::shared_ptr<const contrastlab::ClaimResult> result);

private:
    bool m_running = false;
    int m_generation = 0;
    NewestTask m_task; ///< last: ends before what it uses goes
};

} // namespace contrastlab
