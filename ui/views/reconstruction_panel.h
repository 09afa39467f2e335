// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The dock of what a task's decoders tell of items, beside the originals. Under a task without
// decoders it says what would be here, and shows where to choose one. Window thread.
#pragma once

#include "run/live_reconstructions.h"

#include <QWidget>

class QComboBox;
class QToolButton;

namespace contrastlab {

class ReconstructionFigure;
class ViewHint;

class ReconstructionPanel : public QWidget {
    Q_OBJECT

public:
    ReconstructionPanel(RunMoment& moment, ItemFocus& focus, QWidget* parent = nullptr);

    [[nodiscard]] LiveReconstructions& live() { return m_live; }
    [[nodiscard]] ReconstructionFigure& figure() const { return *m_figure; }
    [[nodiscard]] QComboBox& sourceBox() const { return *m_source; }
    [[nodiscard]] QToolButton& othersButton() const { return *m_others; }
    [[nodiscard]] QToolButton& taskButton() const { return *m_task; }
    /// Of which step.
    [[nodiscard]] QString header() const;
    /// One line an item and way it is told, with titles.
    [[nodiscard]] QList<QStringList> table() const;

    /// Works only while it can be seen; a dock behind another one cannot.
    void setInSight(bool inSight);
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void taskRequested(); ///< a person wants to choose the task that tells items again

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeControls();
    void showTold();
    void retranslate();
    [[nodiscard]] QStringList names() const;
    [[nodiscard]] QString emptyText() const;

    RunMoment& m_moment;
    ItemFocus& m_focus;
    LiveReconstructions m_live;
    ViewHint* m_hint;
    QComboBox* m_source;
    QToolButton *m_others, *m_task;
    ReconstructionFigure* m_figure;
};

} // namespace contrastlab
