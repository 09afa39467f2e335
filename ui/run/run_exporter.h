// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes the open run, and pictures of it, to files off the window's thread, and tells the window
// when it is done. Window thread.
#pragma once

#include "base/message.h"
#include "base/newest_task.h"
#include "media/run_export.h"
#include "run/run_session.h"

#include <QByteArray>
#include <QObject>
#include <QString>

#include <deque>
#include <functional>

namespace contrastlab {

class RunExporter : public QObject {
    Q_OBJECT

public:
    explicit RunExporter(const RunSession& session, QObject* parent = nullptr);
    /// All that was asked for is written.
    ~RunExporter() override;

    /// The run so far as a run file, with the newest checkpoint.
    void saveRun(const QString& path);
    /// The same before it returns; false before there is a run, and where it could not be written,
    /// which standard error says.
    bool saveRunNow(const QString& path);
    /// One row a step as a table.
    void exportMetrics(const QString& path);
    /// The newest checkpoint; nothing happens before there is one.
    void exportRun(const ExportChoice& choice);
    /// The run so far as a page for browsers.
    void exportReport(const QString& path);
    /// Of a picture or a table; `make` makes them on another thread, none where it cannot.
    void saveBytes(const QString& path, std::function<QByteArray()> make);
    /// At work: what is asked for now waits its turn.
    [[nodiscard]] bool isBusy() const { return m_pending > 0; }

signals:
    void busyChanged();
    void succeeded(const QString& place, qsizetype files);
    void failed(const QString& place, const QString& reason);

private:
    /// None before there is a run.
    [[nodiscard]] std::function<std::size_t()> runWriter(const QString& path) const;
    void submit(const QString& place, std::function<std::size_t()> write);
    void writeNext();
    void report(const QString& place, std::size_t files, const Message& reason);

    const RunSession& m_session;
    int m_pending = 0;
    std::deque<std::function<void()>> m_waiting; ///< writes that have not begun
    NewestTask m_writer; ///< of one write at a time
};

} // namespace contrastlab
