// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What was done, in its order: a click goes back to there, or forward again. A sheet beside the
// window, since nobody needs it all the time. Window thread.
#pragma once

#include "run/undo_list.h"

#include <QDialog>

class QLabel;
class QListWidget;
class QPushButton;

namespace contrastlab {

class UndoSheet : public QDialog {
    Q_OBJECT

public:
    explicit UndoSheet(UndoList& undo, QWidget* parent = nullptr);

    /// First how it was at the start, then a row an entry; the current one is where one stands.
    [[nodiscard]] QListWidget& list() const { return *m_list; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void retranslate();

    UndoList& m_undo;
    QLabel* m_hint;
    QListWidget* m_list;
    QLabel* m_told; ///< what could not be done
    QPushButton *m_back, *m_again, *m_close;
};

} // namespace contrastlab
