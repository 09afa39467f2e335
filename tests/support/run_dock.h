// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run that has ended, and the panel of a dock that shows it.
#pragma once

#include "run/item_focus.h"
#include "run/pair_choice.h"
#include "support/class_run.h"

#include <memory>
#include <type_traits>

namespace contrastlab {

template <class Panel> struct RunDock {
    ClassRun run;
    RunMoment moment;
    PairChoice choice { moment };
    ItemFocus focus { moment };
    std::unique_ptr<Panel> panel = make();

    explicit RunDock(std::initializer_list<std::pair<const char*, std::string>> changes = {})
        : run(changes)
    {
        panel->resize(700, 600);
        panel->show();
        panel->setInSight(true);
    }
    void open()
    {
        moment.show(run.run, run.data);
        moment.catchUp();
    }

private:
    std::unique_ptr<Panel> make()
    {
        if constexpr (std::is_constructible_v<Panel, RunMoment&, ItemFocus&, PairChoice&>)
            return std::make_unique<Panel>(moment, focus, choice);
        else
            return std::make_unique<Panel>(moment, focus);
    }
};

} // namespace contrastlab
