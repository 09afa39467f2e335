// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the last two marked spans came to, side by side, over the window's content: means,
// trends, extremes. A span has a name that can be changed. Window thread.
#pragma once

#include "views/step_spans.h"

#include <QFrame>

class QGridLayout;
class QLineEdit;

namespace contrastlab {

class SpanCard : public QFrame {
    Q_OBJECT

public:
    /// In the window of the widget, above it.
    SpanCard(RunMoment& moment, StepSpans& spans, QWidget& above);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void refresh();
    void place();
    void addColumn(int column, std::size_t span);
    void addText(int row, int column, const QString& text);

    RunMoment& m_moment;
    StepSpans& m_spans;
    QWidget& m_above;
    QGridLayout* m_grid;
};

} // namespace contrastlab
