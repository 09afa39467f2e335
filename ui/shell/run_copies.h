// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Edit > Copy as command line, as spec, as Python: the run shown as a text that does it again, on
// the clipboard. Window thread.
#pragma once

#include <QObject>

namespace contrastlab {

class Actions;
class RunMoment;

class RunCopies : public QObject {
    Q_OBJECT

public:
    RunCopies(const RunMoment& moment, const Actions& actions, QObject* parent);

signals:
    /// What was copied, or why nothing was.
    void told(const QString& text);

private:
    void copy(const std::string& text, const QString& what);
    void copyPython();
    void refresh();

    const RunMoment& m_moment;
    const Actions& m_actions;
};

} // namespace contrastlab
