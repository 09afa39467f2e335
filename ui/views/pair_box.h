// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A small bar above a view: which pair of modalities it shows, and how well its partners are found.
// Only there where three modalities are trained. Window thread.
#pragma once

#include "run/pair_choice.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace contrastlab {

class PairBox : public QWidget {
    Q_OBJECT

public:
    enum class Recall { shown, hidden };
    PairBox(RunMoment& moment, PairChoice& choice, Recall recall, QWidget* parent = nullptr);

    [[nodiscard]] QComboBox& box() { return *m_box; }
    /// "recall@10: → 0.31, ← 0.29, at chance 0.07", of the last evaluation before the playhead.
    [[nodiscard]] QString recallText() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void fill();
    void showRecall();

    RunMoment& m_moment;
    PairChoice& m_choice;
    QLabel* m_label;
    QComboBox* m_box;
    QLabel* m_recall;
};

} // namespace contrastlab
