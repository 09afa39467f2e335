// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Run > Runs of this window: those that were left for another, each of which can be gone back to.
// Window thread.
#pragma once

#include "run/parameter_edits.h"

#include <QMenu>

namespace contrastlab {

class RunsMenu : public QMenu {
    Q_OBJECT

public:
    RunsMenu(RunSession& session, ParameterEdits& edits, QWidget* parent = nullptr);

    /// "emoji · CLIP (symmetric InfoNCE) · step 800 · recall@1 31 %"
    static QString describe(const Run& run, const RunSetup& setup);

private:
    void refill();

    RunSession& m_session;
    ParameterEdits& m_edits;
};

} // namespace contrastlab
