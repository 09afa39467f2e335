// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files that a window was started with beside the first: each is opened when the one before it
// stands, because a run whose data are still on their way would give its place up. Window thread.
#pragma once

#include "run/run_opener.h"

#include <QStringList>

#include <functional>

namespace contrastlab {

class FileQueue : public QObject {
    Q_OBJECT

public:
    /// `isFirstOpening`: the opener is at work already. Runs go to it, lessons to `openLesson`.
    FileQueue(QStringList files, RunSession& session, RunOpener& opener,
        std::function<void(const QString&)> openLesson, bool isFirstOpening, QObject* parent);

private:
    void goOn();
    [[nodiscard]] bool stands() const;

    QStringList m_files;
    RunSession& m_session;
    RunOpener& m_opener;
    std::function<void(const QString&)> m_openLesson;
    bool m_opening;
};

} // namespace contrastlab
