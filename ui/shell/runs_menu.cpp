// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Filled when it is opened: what runs have come to changes all the time.
#include "shell/runs_menu.h"

#include "run/table_text.h"

#include <QLocale>

#include <ranges>

namespace contrastlab {

RunsMenu::RunsMenu(RunSession& session, ParameterEdits& edits, QWidget* parent)
    : QMenu(parent)
    , m_session(session)
    , m_edits(edits)
{
    setObjectName(QStringLiteral("runsMenu"));
    setToolTipsVisible(true);
    connect(this, &QMenu::aboutToShow, this, &RunsMenu::refill);
    refill();
}

QString RunsMenu::describe(const Run& run, const RunSetup& setup)
{
    const QLocale locale;
    RunSpec spec = run.spec();
    for (const RunEvent& event : run.events.all())
        if (event.kind == RunEvent::Kind::change) assign(spec, event.key, event.after);
    const auto step = run.steps.last();
    QStringList parts { QString::fromStdString(setup.dataset().name), learntText(spec) };
    parts << tr("step %1").arg(locale.toString(qlonglong(step ? step->step : 0)));
    if (const auto judged = run.evaluations.last()) {
        const double recall = 50 * (judged->aToB.recallAt1 + judged->bToA.recallAt1);
        parts << tr("recall@1 %1 %").arg(locale.toString(recall, 'f', 0));
    }
    return parts.join(QStringLiteral(" · "));
}

// The newest first; the one in front is not there.
void RunsMenu::refill()
{
    clear();
    const RunLibrary& library = m_session.library();
    for (const LibraryRun& left : std::views::reverse(library.runs())) {
        const std::string id = left.run->identity().id;
        if (id == library.front() || !left.ready) continue;
        QAction* action = addAction(describe(*left.run, *left.ready->setup));
        action->setToolTip(tr("Back to this run, paused at its last checkpoint; the present one "
                              "stays in this menu"));
        connect(action, &QAction::triggered, this, [this, id] { m_edits.bringForward(id); });
    }
    if (isEmpty())
        addAction(tr("None yet: runs that another takes the place of stay here"))
            ->setEnabled(false);
}

} // namespace contrastlab
