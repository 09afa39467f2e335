// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "shell/run_copies.h"

#include "report/run_texts.h"
#include "run/message_text.h"
#include "run/run_moment.h"
#include "shell/actions.h"

#include <QClipboard>
#include <QGuiApplication>

namespace contrastlab {

namespace {

RunTextSource sourceFrom(const RunMoment& moment)
{
    const auto run = moment.run();
    RunTextSource source { run->spec(), run->events.all(), run->identity().name, {} };
    const auto setup = moment.setup();
    for (int t = 0; setup && t < setup->towers(); ++t)
        source.kinds.push_back(setup->modality(t).kind);
    return source;
}

} // namespace

RunCopies::RunCopies(const RunMoment& moment, const Actions& actions, QObject* parent)
    : QObject(parent)
    , m_moment(moment)
    , m_actions(actions)
{
    connect(actions[ActionId::copyCommand], &QAction::triggered, this,
        [this] { copy(asCommand(sourceFrom(m_moment)), tr("The command is on the clipboard.")); });
    connect(actions[ActionId::copySpec], &QAction::triggered, this,
        [this] { copy(toJson(m_moment.newestSpec()), tr("The spec is on the clipboard.")); });
    connect(actions[ActionId::copyPython], &QAction::triggered, this, &RunCopies::copyPython);
    connect(&moment, &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.run != MomentChange::Run::same) refresh();
    });
    refresh();
}

void RunCopies::copy(const std::string& text, const QString& what)
{
    QGuiApplication::clipboard()->setText(QString::fromStdString(text));
    emit told(what);
}

void RunCopies::copyPython()
{
    const RunTextSource source = sourceFrom(m_moment);
    const Message obstacle = pythonObstacle(source.spec);
    if (obstacle.empty()) return copy(asPython(source), tr("The script is on the clipboard."));
    emit told(tr("Nothing was copied: %1.").arg(messageText(obstacle)));
}

void RunCopies::refresh()
{
    for (const ActionId id : { ActionId::copyCommand, ActionId::copySpec, ActionId::copyPython })
        m_actions[id]->setEnabled(m_moment.run() != nullptr);
}

} // namespace contrastlab
