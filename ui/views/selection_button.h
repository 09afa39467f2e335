// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A button with what can be done with the chosen items: keep them under a name, choose kept ones
// again, forget them, copy them as a table. Window thread.
#pragma once

#include "run/item_selection.h"

#include <QToolButton>

class QMenu;

namespace contrastlab {

class SelectionButton : public QToolButton {
    Q_OBJECT

public:
    SelectionButton(RunMoment& moment, ItemSelection& selection, QWidget* parent = nullptr);

    /// The menu as it is now.
    void fill(QMenu& menu);
    /// Name, group and the names of the kept choices that hold it, one line an item that is chosen
    /// or in one of those.
    [[nodiscard]] QList<QStringList> table() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void askForName();
    void retranslate();

    RunMoment& m_moment;
    ItemSelection& m_selection;
};

} // namespace contrastlab
