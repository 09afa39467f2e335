// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every run of the window goes into a file while it trains, and one that was cut off goes on.
// Window thread.
#include "panels/run_list.h"
#include "panels/sweep_panel.h"
#include "run/run_opener.h"
#include "run/run_recording.h"
#include "run/run_resumption.h"
#include "shell/main_window.h"
#include "shell/recording_banner.h"
#include "shell/recording_sheet.h"
#include "shell/run_files.h"
#include "shell/status_strip.h"

#include <QDateTime>
#include <QDockWidget>
#include <QFileInfo>
#include <QStandardPaths>
#include <QToolBar>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace contrastlab {

void MainWindow::makeRecording()
{
    m_recordingBanner = new RecordingBanner(*m_recording, this);
    QToolBar* place = addBannerPlace("recording", m_recordingBanner);
    connect(m_recordingBanner, &RecordingBanner::shownChanged, place, &QWidget::setVisible);
    m_resumption = new RunResumption(m_session, *m_opener, this);
    connect(m_recordingBanner, &RecordingBanner::goOnRequested, m_resumption, &RunResumption::goOn);
    connect(m_recordingBanner, &RecordingBanner::lookRequested, m_opener, &RunOpener::open);
    const auto tell = [this](const QString& what) { m_status->showMessage(what, 15000); };
    connect(m_resumption, &RunResumption::failed, this, tell);
    RunRecording* recording = m_recording.get();
    connect(recording, &RunRecording::resumed, this,
        [tell] { tell(tr("Recording goes on: all is in its file again.")); });
    connect(recording, &RunRecording::noticed, this,
        [tell](const QString& what) { tell(tr("Recording: %1").arg(what)); });
    m_runFiles->setIsRecorded([recording](const Run& run) { return recording->holds(run); });
    connect(
        m_actions[ActionId::recording], &QAction::triggered, this, &MainWindow::askForRecording);
    connect(recording, &RunRecording::elsewhereChanged, m_runs,
        [this, recording] { m_runs->setElsewhere(recording->elsewhere()); });
    connect(
        m_docks["runs"], &QDockWidget::visibilityChanged, recording, &RunRecording::setWatching);
    connect(m_runs, &RunList::followRequested, m_opener, &RunOpener::open);
    recording->follow(m_session.library());
    applyRecording();
}

QString MainWindow::usualRecordings()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
        + QStringLiteral("/runs");
}

// A window that remembers nothing records where it is told to.
void MainWindow::applyRecording()
{
    const Settings& settings = m_setup.settings;
    const QString& chosen = settings.folders.recordings;
    const bool isUsual = m_setup.rememberSettings && m_setup.settingsFile.isEmpty();
    const QString folder = chosen.isEmpty() ? usualRecordings() : chosen;
    const bool isToldWhere = isUsual || !chosen.isEmpty();
    m_recording->setChoice(
        { settings.recordsRuns && isToldWhere, folder, settings.recordedMegabytes });
    m_sweep->setFolder(folder, isToldWhere);
}

void MainWindow::askForRecording()
{
    auto* sheet = new RecordingSheet(m_recording->choice(), m_recording->found(), this);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    connect(sheet, &QDialog::accepted, this, [this, sheet] {
        const RunRecording::Choice choice = sheet->choice();
        Settings& settings = m_setup.settings;
        settings.recordsRuns = choice.on;
        settings.recordedMegabytes = choice.megabytes;
        if (choice.folder != m_recording->choice().folder)
            settings.folders.recordings = choice.folder;
        applyRecording();
    });
    sheet->open();
}

// Those that were opened or saved, and those that were recorded; the newest first.
QStringList MainWindow::recentRuns() const
{
    constexpr qsizetype most = 10;
    QStringList runs = m_setup.settings.recentRuns + m_recording->files();
    for (const Recording& recording : m_recording->found())
        runs.append(QString::fromStdString(recording.path));
    runs.removeDuplicates();
    std::vector<std::pair<QDateTime, QString>> there;
    for (const QString& path : runs)
        if (const QFileInfo file(path); file.exists())
            there.emplace_back(file.lastModified(), path);
    std::ranges::stable_sort(there, std::greater(), &std::pair<QDateTime, QString>::first);
    runs.clear();
    for (const auto& [changed, path] : there)
        if (runs.size() < most) runs.append(path);
    return runs;
}

} // namespace contrastlab
