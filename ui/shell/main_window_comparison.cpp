// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two runs side by side, and two that train along with each other. Window thread.
#include "panels/run_list.h"
#include "run/compared_run.h"
#include "run/lockstep.h"
#include "shell/main_window.h"
#include "shell/status_strip.h"
#include "shell/train_along_sheet.h"
#include "views/projection_panel.h"
#include "views/similarity_panel.h"

#include <utility>

namespace contrastlab {

// Who ends the comparison of two runs that train along with each other ends that, too.
void MainWindow::makeComparison(SimilarityPanel& similarity, ProjectionPanel& projection)
{
    similarity.compareWith(*m_compared, m_pictures, m_sounds);
    projection.compareWith(*m_compared, m_sounds);
    connect(m_lockstep.get(), &Lockstep::began, m_compared.get(), &ComparedRun::choose);
    connect(m_compared.get(), &ComparedRun::changed, m_lockstep.get(),
        [this, compared = std::string()]() mutable {
            const std::string before = std::exchange(compared, m_compared->id());
            if (before.empty() || before == compared || before != m_lockstep->id()) return;
            m_lockstep->end();
        });
    connect(m_lockstep.get(), &Lockstep::ended, this, [this] {
        m_status->showMessage(tr("The runs train along with each other no longer"), 5000);
    });
}

void MainWindow::askForOtherValue()
{
    if (!m_lockstep->canBegin()) return;
    auto* sheet = new TrainAlongSheet(m_session, *m_lockstep, this);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->open();
}

} // namespace contrastlab
