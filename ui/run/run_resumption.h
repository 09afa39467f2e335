// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run that was killed goes on as if it never had been: its file is opened, the last state of
// which everything is recorded is computed in the background, and training goes on from there as
// the same run. Window thread, but for the work.
#pragma once

#include "base/newest_task.h"
#include "run/run_opener.h"

namespace contrastlab {

class RunResumption : public QObject {
    Q_OBJECT

public:
    RunResumption(RunSession& session, RunOpener& opener, QObject* parent = nullptr);
    ~RunResumption() override;

    /// Nobody may be writing the file. Forgotten where another run comes to the front meanwhile.
    void goOn(const QString& path);

signals:
    void failed(const QString& why);

private:
    void take(const QString& path);
    void look();
    void compute();
    void forget();

    RunSession& m_session;
    RunOpener& m_opener;
    QString m_path; ///< that is to be opened; empty: none
    std::shared_ptr<const Run> m_run; ///< whose data are awaited; null: none
    NewestTask m_task; ///< last: ends before what it uses goes
};

} // namespace contrastlab
