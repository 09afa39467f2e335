// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// File > Save run as, Export report, embeddings and metrics, Save picture: asks where to, tells how
// it went, and knows what of the run stands in no file yet. Window thread.
#pragma once

#include "run/run_exporter.h"

#include <functional>
#include <utility>
#include <vector>

class QMainWindow;
class QWidget;

namespace contrastlab {

class Actions;
struct Folders;

class RunFiles : public QObject {
    Q_OBJECT

public:
    /// `folders`: where the dialogs begin; what is chosen is kept there.
    RunFiles(
        QMainWindow& window, const RunSession& session, const Actions& actions, Folders& folders);

    [[nodiscard]] RunExporter& exporter() { return m_exporter; }
    /// Offers the whole window and each of `pictures`, a title and a widget.
    void askAndSavePicture(const std::vector<std::pair<QString, QWidget*>>& pictures);
    /// Asks where to; `title` is the name that is offered.
    void savePicture(QWidget& widget, const QString& title);
    /// Asks where to; `make` makes the bytes of a CSV on another thread.
    void saveTable(const QString& title, std::function<QByteArray()> make);

    /// Asks where to; `make` makes the bytes of a PDF on another thread.
    void savePdf(const QString& title, std::function<QByteArray()> make);

    /// More of the open run is in no file than anyone would like to lose.
    [[nodiscard]] bool holdsUnsaved() const { return unsavedSeconds() > m_mostUnsaved; }
    void setMostUnsaved(double seconds) { m_mostUnsaved = seconds; }
    /// Whether a run is in a file all the same, as it stands.
    void setIsRecorded(std::function<bool(const Run&)> isRecorded)
    {
        m_isRecorded = std::move(isRecorded);
    }
    /// Of training, since the run began or was saved.
    [[nodiscard]] double unsavedSeconds() const;
    /// Whether to save before the window closes; closes it, unasked, when that is settled.
    void askBeforeClosing();
    /// For a window that somebody closes from outside, when nobody is there to answer: writes what
    /// is in no file to one of its own in the user's data, and says on standard error where.
    void keepUnsaved();

signals:
    /// A run stands in this file now.
    void runWritten(const QString& path);

private:
    /// False where no file was chosen.
    bool askAndSave();
    void closeWindow();
    void remember(const QString& place);
    void askAndExport();
    void askAndExportMetrics();
    void askAndExportReport();
    /// The file that a person chooses, in `folder`, which becomes its own, and by which of the
    /// kinds; empty: none.
    [[nodiscard]] QString askForFile(const QString& title, QString& folder, const QString& name,
        const QString& kinds, QString* kind = nullptr);
    /// The name of a file for what a view of that title shows.
    [[nodiscard]] static QString named(const QString& title, const char* suffix);
    void refresh();
    void tellFailure(const QString& place, const QString& reason);

    QMainWindow& m_window;
    const RunSession& m_session;
    const Actions& m_actions;
    Folders& m_folders;
    RunExporter m_exporter;
    /// What a run file holds: of which run, up to how many seconds of training.
    struct Saved {
        std::string id;
        double seconds = 0;
        QString place;
    };
    Saved m_saving, m_saved;
    bool m_closesWhenSaved = false;
    double m_mostUnsaved = 60; ///< seconds
    std::function<bool(const Run&)> m_isRecorded;
};

} // namespace contrastlab
