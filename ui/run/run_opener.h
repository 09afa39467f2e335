// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Run files into the window: reads one in the background, brings it to the front, and follows it
// while another program goes on writing it. Window thread, but for the reading.
#pragma once

#include "base/newest_task.h"
#include "run/parameter_edits.h"

#include <QObject>
#include <QTimer>

namespace contrastlab {

/// By its name.
[[nodiscard]] bool isRunFile(const QString& path);

class RunOpener : public QObject {
    Q_OBJECT

public:
    RunOpener(RunSession& session, ParameterEdits& edits, QObject* parent = nullptr);
    ~RunOpener() override;

    /// One that is open already comes to the front.
    void open(const QString& path);
    /// The data of the run in front, which was read from a file, are here now.
    void locateData(const QString& dataset);

signals:
    void opened(const QString& path);
    void failed(const QString& why);

private:
    struct Read; ///< a run, or why there is none
    void bringForward(const Read& read);
    void follow(int delay);
    void lookAgain();
    [[nodiscard]] const LibraryRun* front() const;
    [[nodiscard]] const LibraryRun* trainedInto(const QString& path) const;

    RunSession& m_session;
    ParameterEdits& m_edits;
    StoredRun m_followed;
    QString m_followedPath;
    QTimer m_soon;
    NewestTask m_reader, m_follower; ///< last: they end before what they use goes
};

} // namespace contrastlab
