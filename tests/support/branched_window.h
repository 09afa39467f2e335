// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A window with two runs, the second a branch of the first at step 20 with another temperature:
// what tests of several runs begin with.
#pragma once

#include "support/open_window.h"
#include "support/window_run.h"

#include <memory>
#include <string>

namespace contrastlab {

class BranchedWindow : public QObject {
protected:
    std::unique_ptr<MainWindow> m_window;
    std::string m_first, m_second; ///< the second branched off the first at step 20

    RunSession& session() { return m_window->session(); }
    RunLibrary& library() { return session().library(); }

    void advanceTo(std::int64_t step)
    {
        session().advance(step - session().moment().newestStep());
        QTRY_COMPARE(session().moment().newestStep(), step);
        QTRY_COMPARE(session().state(), RunSession::State::paused);
    }
    /// The first run is left at step `first`, the second pauses at step 60, in front.
    void openBranched(std::int64_t first)
    {
        m_window = openActive(smallWindowSpec(), true);
        advanceTo(first);
        m_first = library().front();
        QTRY_VERIFY(session().moment().checkpoint());
        session().moment().park(20);
        QTRY_VERIFY(session().moment().checkpoint() && session().moment().checkpoint()->step == 20);
        m_window->actions()[ActionId::branchHere]->trigger();
        QTRY_VERIFY(library().front() != m_first);
        m_second = library().front();
        session().moment().follow();
        m_window->edits().edit(*findParameter("temperature"), 0.5);
        QTRY_COMPARE(session().moment().newestStep(), std::int64_t(20));
        advanceTo(60);
        QTRY_VERIFY(library().find(m_first)->run->outcome().kind != RunOutcome::Kind::running);
    }
};

} // namespace contrastlab
