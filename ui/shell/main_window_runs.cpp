// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs from files, and the way through a recording. Window thread.
#include "panels/run_list.h"
#include "panels/sweep_panel.h"
#include "run/compared_run.h"
#include "run/run_opener.h"
#include "shell/file_queue.h"
#include "shell/main_window.h"
#include "shell/outcome_banner.h"
#include "shell/run_files.h"
#include "shell/start_page.h"
#include "shell/status_strip.h"
#include "shell/timeline_bar.h"
#include "shell/undo_offer.h"
#include "store/sweep_folder.h"
#include "views/loss_view.h"
#include "views/sweep_diagram.h"

#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QStackedWidget>
#include <QTimer>

namespace contrastlab {

// Below the curves that it chooses among.
void MainWindow::makeRuns()
{
    m_runs = new RunList(m_session, m_edits, this);
    const QDockWidget* runs = m_docks.add(
        { "runs", QT_TR_NOOP("Runs"), m_runs, DockRow::Place::over, "heatmap", &m_runs->pages() });
    connect(runs, &QDockWidget::visibilityChanged, m_runs, &RunList::setInSight);
    m_loss->compareWith(m_session.library());
    m_loss->markIn(m_timeline->timeline().spans());
    connect(m_loss, &LossView::goBackRequested, &m_session, &RunSession::branchFrom);
    connect(
        &m_timeline->timeline(), &Timeline::goBackRequested, &m_session, &RunSession::branchFrom);
    new UndoOffer(m_session, m_edits, *m_timeline);
    connect(m_loss, &LossView::runHovered, m_runs, &RunList::setHovered);
    connect(m_runs, &RunList::hovered, m_loss, &LossView::setStandsOut);
    connect(m_runs, &RunList::comparisonRequested, m_compared.get(), &ComparedRun::choose);
    connect(m_runs, &RunList::otherValueRequested, this, &MainWindow::askForOtherValue);
}

void MainWindow::makeOpener()
{
    connect(m_opener, &RunOpener::opened, this, [this](const QString& path) {
        m_setup.settings.folders.runs = QFileInfo(path).absolutePath();
        rememberRunFile(path);
    });
    connect(m_opener, &RunOpener::failed, this, [this](const QString& why) {
        m_status->showMessage(why, 15000);
        if (m_session.state() == RunSession::State::idle)
            m_session.start(m_setup.spec, m_setup.paused);
    });
    connect(m_banner, &OutcomeBanner::locateRequested, this, &MainWindow::askForDataOfRun);
}

bool MainWindow::opensRun() const
{
    return !m_setup.runFile.isEmpty() && !isSweep(m_setup.runFile.toStdString());
}

void MainWindow::begin()
{
    if (!opensRun()) m_session.start(m_setup.spec, m_setup.paused);
    if (!opensRun() && !m_setup.runFile.isEmpty()) // once the docks are laid out
        QTimer::singleShot(0, this, [this] { openPath(m_setup.runFile); });
    if (!m_setup.moreFiles.isEmpty())
        new FileQueue(
            m_setup.moreFiles, m_session, *m_opener,
            [this](const QString& path) { openLesson(path); }, opensRun(), this);
}

void MainWindow::askForRun()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Open run"),
        m_setup.settings.folders.runs, tr("Runs and sweeps (*.clab sweep.json)"));
    if (!path.isEmpty()) openPath(path);
}

// A run, or a whole sweep.
void MainWindow::openPath(const QString& path)
{
    if (!isSweep(path.toStdString())) return m_opener->open(path);
    m_docks.bringForward("sweep");
    m_sweep->openSweep(path);
}

void MainWindow::makeSweep()
{
    m_sweep = new SweepPanel(m_session, m_undo, this);
    m_docks.add({ "sweep", QT_TR_NOOP("Sweep"), m_sweep, DockRow::Place::over, "projection",
        &m_sweep->diagram(), DockRow::Shown::byHand });
    connect(m_sweep, &SweepPanel::told, this,
        [this](const QString& text) { m_status->showMessage(text, 8000); });
    connect(m_sweep, &SweepPanel::openRequested, this,
        [this](const QString& path) { m_opener->open(path); });
}

// A folder or a file, whichever the run learns from.
void MainWindow::askForDataOfRun()
{
    const QString before = QString::fromStdString(m_session.spec().text("dataset"));
    const bool isFile = !QFileInfo(before).suffix().isEmpty();
    const QString title = tr("Where is “%1” now?").arg(QFileInfo(before).fileName());
    const QString& folder = m_setup.settings.folders.data;
    const QString place = isFile ? QFileDialog::getOpenFileName(this, title, folder)
                                 : QFileDialog::getExistingDirectory(this, title, folder);
    if (!place.isEmpty()) m_opener->locateData(place);
}

// In a recording to the next recorded step; at its end, and while the views follow, by training.
void MainWindow::stepForward(std::int64_t steps)
{
    RunMoment& moment = m_session.moment();
    if (moment.playhead().following) {
        if (!saysNoWeights()) m_session.advance(steps);
        return;
    }
    moment.parkBy(steps);
}

} // namespace contrastlab
