// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the embeddings of a run that another program recorded say (diagnostics, and through them the
// doctor), worked out here as for a run that trains here: in the background, the oldest first, in
// strides that become shorter towards the newest. While the other program trains it takes about a
// seventh of one core. Window thread, but for the work.
#pragma once

#include "base/newest_task.h"
#include "run/run_loader.h"
#include "run/run_moment.h"

#include <QObject>
#include <QTimer>

#include <vector>

namespace contrastlab {

class ForeignAnalyst : public QObject {
    Q_OBJECT

public:
    explicit ForeignAnalyst(RunMoment& moment, QObject* parent = nullptr);
    ~ForeignAnalyst() override;

    /// A run in front, once its data are there; of one of our own, or none, there is nothing to do.
    void begin(std::shared_ptr<Run> run, std::shared_ptr<const PreparedRun> data);
    /// Ascending steps of which the run has embeddings now.
    void look(std::vector<std::int64_t> steps);

private:
    void goOn();
    [[nodiscard]] std::int64_t next() const;
    void take(int tookMs);

    RunMoment& m_moment;
    std::shared_ptr<Run> m_run; ///< null: nothing to do
    std::shared_ptr<const PreparedRun> m_data;
    std::vector<std::int64_t> m_steps;
    std::int64_t m_asked = -1;
    int m_generation = 0;
    bool m_busy = false;
    QTimer m_rest;
    NewestTask m_task { NewestTask::Urgency::background }; ///< last: ends before what it uses goes
};

} // namespace contrastlab
