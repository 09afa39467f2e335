// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The run is paused at the very step, so that the picture does not depend on the machine's speed.
#include "screenshot.h"

#include "shell/export.h"
#include "views/projection_view.h"

#include <QApplication>
#include <QFileInfo>
#include <QImage>
#include <QPixmap>
#include <QSaveFile>
#include <QTimer>

#include <cstdio>

namespace contrastlab {

namespace {

constexpr int settleMs = 400; ///< for what glides into its place

} // namespace

Screenshot::Screenshot(MainWindow& window, QString file, std::int64_t afterSteps,
    const std::string& view, double scale)
    : QObject(&window)
    , m_window(window)
    , m_file(std::move(file))
    , m_step(afterSteps)
    , m_view(view.empty() ? nullptr : window.docks().bringForward(view))
    , m_scale(scale)
{
    RunSession& session = window.session();
    connect(&session, &RunSession::ticked, this, &Screenshot::look);
    connect(&session, &RunSession::outcomeChanged, this, &Screenshot::look);
    // Of a recorded run nothing ticks: its pictures come when its data are there.
    connect(&session.moment(), &RunMoment::changed, this, &Screenshot::look);
    if (afterSteps > 0) session.advance(afterSteps);
}

void Screenshot::look()
{
    RunSession& session = m_window.session();
    const RunOutcome::Kind outcome = session.outcome().kind;
    if (m_taken) return;
    if (outcome == RunOutcome::Kind::failed)
        return leave(2, QString::fromStdString(session.outcome().message));
    const std::int64_t step = session.moment().newestStep();
    const bool there = step >= m_step || outcome != RunOutcome::Kind::running;
    const bool shown = session.moment().frame()
        && (session.moment().frame()->step >= step || outcome == RunOutcome::Kind::diverged);
    const bool waits = m_view && m_view->property("waits").toBool();
    if (!there || !shown || waits) return;
    m_taken = true;
    QTimer::singleShot(settleMs, this, &Screenshot::take);
}

// As the window saves its pictures, with the run beneath.
bool Screenshot::write()
{
    if (!m_view) return m_window.grab().save(m_file);
    const auto encode =
        pictureOf(*m_view, QFileInfo(m_file).suffix(), m_window.session().moment(), m_scale);
    if (!encode) return false;
    QSaveFile file(m_file);
    return file.open(QIODevice::WriteOnly) && file.write(encode()) >= 0 && file.commit();
}

void Screenshot::take()
{
    m_window.projectionView().finishGlide();
    if (!write()) return leave(2, tr("%1 could not be written").arg(m_file));
    const bool diverged = m_window.session().outcome().kind == RunOutcome::Kind::diverged;
    leave(diverged ? 3 : 0);
}

void Screenshot::leave(int status, const QString& message)
{
    m_taken = true;
    if (!message.isEmpty()) std::fprintf(stderr, "contrastlab: %s\n", qPrintable(message));
    QApplication::exit(status);
}

} // namespace contrastlab
