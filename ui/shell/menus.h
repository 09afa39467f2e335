// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The menu bar: which action stands in which menu, and which choice is marked. Window thread.
#pragma once

#include "shell/actions.h"

#include <vector>

class QMenu;
class QMenuBar;

namespace contrastlab {

struct Settings;

class Menus {
public:
    /// `panels` show and hide the parts of the window.
    Menus(QMenuBar& bar, const Actions& actions, const std::vector<QAction*>& panels);

    void retranslate();
    /// Marks the theme and the language that were chosen.
    void check(const Settings& settings);
    /// English title of the menu that an action stands in, in the context Menus; null for none.
    [[nodiscard]] const char* titleAround(const QAction& action) const;

private:
    struct Menu {
        QMenu* menu;
        const char* title;
    };

    QMenu* add(QMenu* menu, const char* title);
    /// `count` stands for a line between two groups.
    void fill(QMenu* menu, std::initializer_list<ActionId> ids);

    const Actions& m_actions;
    std::vector<Menu> m_menus;
};

} // namespace contrastlab
