// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread, except for the functions handed to the writer: they own all that they touch.
#include "run/run_exporter.h"

#include "base/engine_level.h"
#include "base/problem.h"
#include "media/run_report.h"
#include "run/message_text.h"
#include "store/atomic_file.h"
#include "store/run_file.h"
#include "store/run_store.h"
#include "store/run_tables.h"

#include <QFileInfo>

#include <chrono>
#include <iostream>
#include <utility>

namespace contrastlab {

RunExporter::RunExporter(const RunSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
}

RunExporter::~RunExporter()
{
    m_writer.waitUntilIdle(std::chrono::hours(1));
    for (const auto& write : m_waiting)
        write();
}

std::function<std::size_t()> RunExporter::runWriter(const QString& path) const
{
    const auto run = m_session.run();
    const auto setup = m_session.setup();
    if (!run || !setup) return {};
    return [run, setup, newest = m_session.newestCheckpoint(), file = path.toStdString()] {
        contrastlab::saveRun(*run, file, recordOf(setup->dataset(), setup->spec()), newest);
        return std::size_t(1);
    };
}

void RunExporter::saveRun(const QString& path)
{
    const auto write = runWriter(path);
    if (write) submit(path, write);
}

bool RunExporter::saveRunNow(const QString& path)
{
    const auto write = runWriter(path);
    if (!write) return false;
    try {
        makeFolder(QFileInfo(path).path().toStdString());
        write();
        return true;
    } catch (const std::exception& error) {
        std::cerr << "contrastlab: " << error.what() << std::endl;
        return false;
    }
}

void RunExporter::exportMetrics(const QString& path)
{
    const auto run = m_session.run();
    if (!run) return;
    submit(path, [run, file = path.toStdString()] {
        writeMetricsTable(file, logsOf(run));
        return std::size_t(1);
    });
}

void RunExporter::exportRun(const ExportChoice& choice)
{
    const ExportSource source { logsOf(m_session.run()), m_session.newestCheckpoint(),
        m_session.setup(), m_session.moment().media() };
    if (!source.setup || !source.checkpoint) return;
    submit(QString::fromStdString(choice.folder), [source, choice] {
        ThreadPool pool(1); // training goes on beside it
        return contrastlab::exportRun(pool, source, choice).size();
    });
}

void RunExporter::exportReport(const QString& path)
{
    const LibraryRun* front = m_session.library().find(m_session.library().front());
    const RunFile* file = front ? front->file.get() : nullptr;
    ReportedRun reported { { .run = m_session.run(),
                               .program = file ? file->program() : programName(),
                               .engineLevel =
                                   file ? file->engineLevel() : std::string(engineLevel()),
                               .setup = m_session.setup() },
        m_session.moment().media() };
    if (!reported.source.run || !reported.source.setup) return;
    submit(path, [reported, file = path.toStdString()]() mutable {
        const RunSetup& setup = *reported.source.setup;
        reported.source.data = recordOf(setup.dataset(), setup.spec());
        ThreadPool pool(1); // training goes on beside it
        writeRunReport(pool, std::move(reported), file);
        return std::size_t(1);
    });
}

void RunExporter::saveBytes(const QString& path, std::function<QByteArray()> make)
{
    submit(path, [file = path.toStdString(), make = std::move(make)] {
        const QByteArray bytes = make();
        if (bytes.isEmpty())
            throw InputError(
                file, {}, QT_TRANSLATE_NOOP("Message", "cannot be drawn in this format"));
        writeAtomically(file, { bytes.constData(), std::size_t(bytes.size()) });
        return std::size_t(1);
    });
}

void RunExporter::submit(const QString& place, std::function<std::size_t()> write)
{
    ++m_pending;
    emit busyChanged();
    m_waiting.emplace_back([this, place, write = std::move(write)] {
        std::size_t files = 0;
        Message reason;
        try {
            files = write();
        } catch (const InputError& error) {
            reason = error.message();
        } catch (const std::exception& error) {
            reason = std::string(error.what());
        }
        QMetaObject::invokeMethod(
            this, [=, this] { report(place, files, reason); }, Qt::QueuedConnection);
    });
    if (m_pending == 1) writeNext();
}

void RunExporter::writeNext()
{
    if (m_waiting.empty()) return;
    m_writer.submit(std::move(m_waiting.front()));
    m_waiting.pop_front();
}

void RunExporter::report(const QString& place, std::size_t files, const Message& reason)
{
    --m_pending;
    writeNext();
    emit busyChanged();
    if (reason.empty())
        emit succeeded(place, qsizetype(files));
    else
        emit failed(place, messageText(reason));
}

} // namespace contrastlab
