// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Success is told in the status bar, failure in a box that does not hold training up.
#include "shell/run_files.h"

#include "shell/actions.h"
#include "shell/export_sheet.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMainWindow>
#include <QMessageBox>
#include <QStatusBar>

namespace contrastlab {

namespace {

constexpr int messageMs = 8000;

} // namespace

RunFiles::RunFiles(QMainWindow& window, const RunSession& session, const Actions& actions)
    : QObject(&window)
    , m_window(window)
    , m_session(session)
    , m_actions(actions)
    , m_folder(QDir::home().filePath(QStringLiteral("contrastlab-export")))
    , m_exporter(session)
{
    connect(actions[ActionId::saveRun], &QAction::triggered, this, &RunFiles::askAndSave);
    connect(
        actions[ActionId::exportEmbeddings], &QAction::triggered, this, &RunFiles::askAndExport);
    connect(actions[ActionId::exportMetrics], &QAction::triggered, this,
        &RunFiles::askAndExportMetrics);
    connect(&session.moment(), &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.data) refresh();
    });
    connect(&m_exporter, &RunExporter::busyChanged, this, &RunFiles::refresh);
    connect(&m_exporter, &RunExporter::failed, this, &RunFiles::tellFailure);
    connect(
        &m_exporter, &RunExporter::succeeded, this, [this](const QString& place, qsizetype files) {
            m_window.statusBar()->showMessage(tr("Wrote %n file(s): %1", nullptr, int(files))
                                                  .arg(QDir::toNativeSeparators(place)),
                messageMs);
        });
    refresh();
}

void RunFiles::refresh()
{
    const bool possible = m_session.setup() != nullptr && !m_exporter.isBusy();
    m_actions[ActionId::saveRun]->setEnabled(possible);
    m_actions[ActionId::exportEmbeddings]->setEnabled(possible);
    m_actions[ActionId::exportMetrics]->setEnabled(possible);
    m_actions[ActionId::savePicture]->setEnabled(!m_exporter.isBusy());
}

void RunFiles::askAndSave()
{
    QString path = QFileDialog::getSaveFileName(&m_window, tr("Save run"),
        QDir::home().filePath(QStringLiteral("run.clab")), tr("Runs (*.clab)"));
    if (path.isEmpty()) return;
    if (QFileInfo(path).suffix().isEmpty()) path += QStringLiteral(".clab");
    m_exporter.saveRun(path);
}

void RunFiles::askAndExportMetrics()
{
    const QString path = QFileDialog::getSaveFileName(
        &m_window, tr("Export metrics"), QStringLiteral("metrics.csv"), tr("Tables (*.csv)"));
    if (!path.isEmpty()) m_exporter.exportMetrics(path);
}

void RunFiles::askAndExport()
{
    auto* sheet = new ExportSheet(m_folder, &m_window);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    connect(sheet, &QDialog::accepted, this, [this, sheet] {
        const ExportChoice choice = sheet->choice();
        m_folder = QString::fromStdString(choice.folder);
        m_exporter.exportRun(choice);
    });
    sheet->open();
}

void RunFiles::tellFailure(const QString& place, const QString& reason)
{
    auto* box = new QMessageBox(QMessageBox::Warning, tr("ContrastLab"),
        tr("%1 was not written.").arg(QDir::toNativeSeparators(place)), QMessageBox::Ok, &m_window);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(reason);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace contrastlab
