// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the chosen axes of a map run from and to: texts to type, or items that were pinned or
// gathered. Window thread.
#pragma once

#include "run/live_map.h"

#include <QWidget>

#include <array>

class QAction;
class QLabel;
class QLineEdit;
class QToolButton;

namespace contrastlab {

class AxisEnds : public QWidget {
    Q_OBJECT

public:
    AxisEnds(RunMoment& moment, ItemFocus& focus, LiveMap& map, QWidget* parent = nullptr);

    /// Of an axis (0 to the right, 1 up) and an end (0 from, 1 to).
    [[nodiscard]] QLineEdit& edit(int axis, int end) const
    {
        return *m_sides[std::size_t(axis)].edits[std::size_t(end)];
    }
    /// Takes two items for an axis.
    [[nodiscard]] QAction& itemsAction(int axis) const { return *m_sides[std::size_t(axis)].items; }

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Side {
        QLabel* name;
        std::array<QLineEdit*, 2> edits;
        QAction* items;
    };

    void takeWords(int axis, int end);
    void takeItems(int axis);
    [[nodiscard]] ItemFocus::Items twoItems() const;
    void showAxes();
    void retranslate();

    RunMoment& m_moment;
    ItemFocus& m_focus;
    LiveMap& m_map;
    std::array<Side, 2> m_sides;
    QToolButton* m_take;
};

} // namespace contrastlab
