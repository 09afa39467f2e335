// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The timeline along the bottom of the window, with what plays a recording, branches from it and
// goes back to the newest step. Window thread.
#pragma once

#include "shell/actions.h"
#include "views/timeline.h"

#include <QToolBar>

class QToolButton;

namespace contrastlab {

class TimelineBar : public QToolBar {
    Q_OBJECT

public:
    TimelineBar(RunMoment& moment, const Actions& actions, QWidget* parent = nullptr);

    [[nodiscard]] Timeline& timeline() { return *m_timeline; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void retranslate();

    RunMoment& m_moment;
    Timeline* m_timeline;
    QToolButton* m_play;
    QToolButton* m_live;
    QList<QAction*> m_speeds;
    double m_times = 4;
};

} // namespace contrastlab
