// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Success is told in the status bar, failure in a box that does not hold training up.
#include "shell/run_files.h"

#include "shell/actions.h"
#include "shell/export.h"
#include "shell/export_sheet.h"
#include "shell/settings.h"

#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>
#include <QStatusBar>

#include <algorithm>
#include <iostream>
#include <utility>

namespace contrastlab {

namespace {

constexpr int messageMs = 8000;

} // namespace

RunFiles::RunFiles(
    QMainWindow& window, const RunSession& session, const Actions& actions, Folders& folders)
    : QObject(&window)
    , m_window(window)
    , m_session(session)
    , m_actions(actions)
    , m_folders(folders)
    , m_exporter(session)
{
    connect(actions[ActionId::saveRun], &QAction::triggered, this, &RunFiles::askAndSave);
    connect(
        actions[ActionId::exportEmbeddings], &QAction::triggered, this, &RunFiles::askAndExport);
    connect(actions[ActionId::exportMetrics], &QAction::triggered, this,
        &RunFiles::askAndExportMetrics);
    connect(
        actions[ActionId::exportReport], &QAction::triggered, this, &RunFiles::askAndExportReport);
    connect(&session.moment(), &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.data) refresh();
    });
    connect(&m_exporter, &RunExporter::busyChanged, this, &RunFiles::refresh);
    connect(&m_exporter, &RunExporter::failed, this, &RunFiles::tellFailure);
    connect(
        &m_exporter, &RunExporter::succeeded, this, [this](const QString& place, qsizetype files) {
            remember(place);
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
    m_actions[ActionId::exportReport]->setEnabled(possible);
    m_actions[ActionId::savePicture]->setEnabled(!m_exporter.isBusy());
}

QString RunFiles::askForFile(
    const QString& title, QString& folder, const QString& name, const QString& kinds, QString* kind)
{
    const QFileInfo proposed(Folders::placeIn(folder, name));
    QFileDialog dialog(&m_window, title, proposed.path(), kinds);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    // The dialog itself appends it, so that it asks about the file that will be written.
    dialog.setDefaultSuffix(proposed.suffix());
    dialog.selectFile(proposed.fileName());
    const bool accepted = dialog.exec() == QDialog::Accepted;
    const QString path = accepted ? dialog.selectedFiles().value(0) : QString();
    if (!path.isEmpty()) folder = QFileInfo(path).absolutePath();
    if (kind) *kind = dialog.selectedNameFilter();
    return path;
}

bool RunFiles::askAndSave()
{
    const QString path =
        askForFile(tr("Save run"), m_folders.runs, QStringLiteral("run.clab"), tr("Runs (*.clab)"));
    const auto run = m_session.run();
    if (path.isEmpty() || !run) return false;
    const auto last = run->steps.last();
    m_saving = { run->identity().id, last ? last->seconds : 0, path };
    m_exporter.saveRun(path);
    return true;
}

double RunFiles::unsavedSeconds() const
{
    const auto run = m_session.run();
    const auto last = run ? run->steps.last() : std::nullopt;
    if (!last || (m_isRecorded && m_isRecorded(*run))) return 0;
    return last->seconds - (m_saved.id == run->identity().id ? m_saved.seconds : 0);
}

void RunFiles::remember(const QString& place)
{
    if (place != m_saving.place || m_saving.id.empty()) return;
    m_saved = std::exchange(m_saving, {});
    emit runWritten(place);
    if (std::exchange(m_closesWhenSaved, false)) closeWindow();
}

void RunFiles::closeWindow()
{
    m_window.setProperty("closesUnasked", true);
    m_window.close();
}

void RunFiles::askBeforeClosing()
{
    const QString name = QStringLiteral("unsavedRun");
    if (m_window.findChild<QMessageBox*>(name)) return;
    auto* box = new QMessageBox(QMessageBox::Question, tr("ContrastLab"),
        tr("Save the run before closing?"), QMessageBox::NoButton, &m_window);
    box->setObjectName(name);
    box->setInformativeText(tr("It has trained for %n minute(s) that are in no file.", nullptr,
        std::max(1, int(unsavedSeconds() / 60))));
    const QPushButton* save = box->addButton(tr("Save run as…"), QMessageBox::AcceptRole);
    const QPushButton* discard =
        box->addButton(tr("Close without saving"), QMessageBox::DestructiveRole);
    box->setEscapeButton(box->addButton(tr("Stay"), QMessageBox::RejectRole));
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::buttonClicked, this, [=, this](const QAbstractButton* button) {
        if (button == discard) return closeWindow();
        if (button == save) m_closesWhenSaved = askAndSave();
    });
    box->open();
}

void RunFiles::keepUnsaved()
{
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
        + QStringLiteral("/unsaved"));
    const QString now = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd hhmmss"));
    // Who ends a session closes several windows in one second.
    const QString id = QString::fromStdString(m_session.run()->identity().id);
    const QString path = folder.filePath(QStringLiteral("run %1 %2.clab").arg(now, id));
    if (m_exporter.saveRunNow(path))
        std::cerr << "contrastlab: the run was in no file, and is now in " << path.toStdString()
                  << std::endl;
}

void RunFiles::askAndExportMetrics()
{
    const QString path = askForFile(tr("Export metrics"), m_folders.metrics,
        QStringLiteral("metrics.csv"), tr("Tables (*.csv)"));
    if (!path.isEmpty()) m_exporter.exportMetrics(path);
}

void RunFiles::askAndExportReport()
{
    const QString path = askForFile(
        tr("Export report"), m_folders.runs, QStringLiteral("run.html"), tr("Pages (*.html)"));
    if (!path.isEmpty()) m_exporter.exportReport(path);
}

void RunFiles::askAndExport()
{
    const QString folder = m_folders.exports.isEmpty()
        ? QDir::home().filePath(QStringLiteral("contrastlab-export"))
        : m_folders.exports;
    auto* sheet = new ExportSheet(folder, &m_window);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    connect(sheet, &QDialog::accepted, this, [this, sheet] {
        const ExportChoice choice = sheet->choice();
        m_folders.exports = QString::fromStdString(choice.folder);
        m_exporter.exportRun(choice);
    });
    sheet->open();
}

void RunFiles::askAndSavePicture(const std::vector<std::pair<QString, QWidget*>>& pictures)
{
    QMenu menu(&m_window);
    const QAction* whole = menu.addAction(tr("Whole window"));
    for (const auto& [title, widget] : pictures)
        menu.addAction(title)->setData(QVariant::fromValue(widget));
    const QAction* chosen =
        menu.exec(m_window.mapToGlobal(QPoint(12, m_window.menuBar()->height())));
    if (!chosen) return;
    if (chosen == whole) return savePicture(m_window, tr("ContrastLab"));
    savePicture(*chosen->data().value<QWidget*>(), chosen->text());
}

void RunFiles::savePicture(QWidget& widget, const QString& title)
{
    constexpr int scales[] { 2, 1, 3, 4, 8 }; // the usual one first
    QStringList kinds { tr("Pictures (*.png *.svg *.pdf)") };
    for (const int scale : scales)
        kinds << tr("PNG of %1 × %2 pixels (*.png)")
                     .arg(scale * widget.width())
                     .arg(scale * widget.height());
    QString kind;
    const QString path = askForFile(tr("Save picture"), m_folders.pictures, named(title, ".png"),
        kinds.join(QStringLiteral(";;")), &kind);
    if (path.isEmpty()) return;
    const qsizetype chosen = kinds.indexOf(kind);
    const qreal scale = scales[std::max<qsizetype>(0, chosen - 1)];
    const auto encode = pictureOf(widget, QFileInfo(path).suffix(), m_session.moment(), scale);
    if (encode) return m_exporter.saveBytes(path, encode);
    QMessageBox::warning(
        &m_window, tr("Save picture"), tr("%1 could not be written as PNG, SVG or PDF.").arg(path));
}

void RunFiles::saveTable(const QString& title, std::function<QByteArray()> make)
{
    const QString path = askForFile(
        tr("Export data"), m_folders.metrics, named(title, ".csv"), tr("Tables (*.csv)"));
    if (!path.isEmpty()) m_exporter.saveBytes(path, std::move(make));
}

void RunFiles::savePdf(const QString& title, std::function<QByteArray()> make)
{
    const QString path = askForFile(
        tr("Lesson as PDF"), m_folders.pictures, named(title, ".pdf"), tr("Pages (*.pdf)"));
    if (!path.isEmpty()) m_exporter.saveBytes(path, std::move(make));
}

QString RunFiles::named(const QString& title, const char* suffix)
{
    QString name = title;
    return name.remove(u'/').remove(u'&') + QLatin1String(suffix);
}

void RunFiles::tellFailure(const QString& place, const QString& reason)
{
    m_closesWhenSaved = false;
    auto* box = new QMessageBox(QMessageBox::Warning, tr("ContrastLab"),
        tr("%1 was not written.").arg(QDir::toNativeSeparators(place)), QMessageBox::Ok, &m_window);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(reason);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace contrastlab
