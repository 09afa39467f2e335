// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// File > Save run as, Export embeddings, Export metrics and Save picture: asks where to, and tells
// how it went. Window thread.
#pragma once

#include "run/run_exporter.h"

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
    /// Asks where to.
    void savePicture(QWidget& widget);

private:
    void askAndSave();
    void askAndExport();
    void askAndExportMetrics();
    /// The file that a person chooses, in `folder`, which becomes its own; empty: none.
    [[nodiscard]] QString askForFile(
        const QString& title, QString& folder, const QString& name, const QString& kinds);
    void refresh();
    void tellFailure(const QString& place, const QString& reason);

    QMainWindow& m_window;
    const RunSession& m_session;
    const Actions& m_actions;
    Folders& m_folders;
    RunExporter m_exporter;
};

} // namespace contrastlab
