// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// File > Save run as, Export embeddings and Export metrics: asks where to, and tells how it went.
// Window thread.
#pragma once

#include "run/run_exporter.h"

class QMainWindow;

namespace contrastlab {

class Actions;

class RunFiles : public QObject {
    Q_OBJECT

public:
    RunFiles(QMainWindow& window, const RunSession& session, const Actions& actions);

    [[nodiscard]] RunExporter& exporter() { return m_exporter; }

private:
    void askAndSave();
    void askAndExport();
    void askAndExportMetrics();
    void refresh();
    void tellFailure(const QString& place, const QString& reason);

    QMainWindow& m_window;
    const RunSession& m_session;
    const Actions& m_actions;
    QString m_folder; ///< of the last export
    RunExporter m_exporter;
};

} // namespace contrastlab
