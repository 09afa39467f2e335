// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the last two spans of a timeline came to, side by side, over the window's content: means,
// trends, extremes. A span has a name that can be changed. Window thread.
#pragma once

#include "views/timeline.h"

#include <QFrame>

class QGridLayout;
class QLineEdit;

namespace contrastlab {

class SpanCard : public QFrame {
    Q_OBJECT

public:
    /// In the window of the timeline, above it.
    SpanCard(RunMoment& moment, Timeline& timeline);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void refresh();
    void place();
    void addColumn(int column, std::size_t span);
    void addText(int row, int column, const QString& text);

    RunMoment& m_moment;
    Timeline& m_timeline;
    QGridLayout* m_grid;
};

} // namespace contrastlab
