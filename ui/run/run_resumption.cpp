// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/run_resumption.h"

#include "base/problem.h"
#include "base/thread_pool.h"
#include "run/message_text.h"
#include "run/replay.h"
#include "store/run_header.h"

#include <QFileInfo>

#include <utility>

namespace contrastlab {

RunResumption::RunResumption(RunSession& session, RunOpener& opener, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_opener(opener)
{
    connect(&opener, &RunOpener::opened, this, &RunResumption::take);
    connect(&opener, &RunOpener::failed, this, &RunResumption::forget);
    connect(&session, &RunSession::ticked, this, &RunResumption::look);
}

RunResumption::~RunResumption()
{
    m_task.cancel();
}

// The log that the killed program left is folded into the file before anyone reads it: it is to be
// replaced by one that goes on.
void RunResumption::goOn(const QString& path)
{
    forget();
    m_path = QFileInfo(path).absoluteFilePath();
    m_task.submit([this, file = m_path] {
        QString why;
        try {
            requireReplaceable(file.toStdString());
        } catch (const InputError& error) {
            why = messageText(error.file(), error.placeMessage(), error.message());
        }
        const auto then = [this, file, why] {
            if (file != m_path) return;
            if (why.isEmpty()) return m_opener.open(file);
            forget();
            emit failed(why);
        };
        QMetaObject::invokeMethod(this, then, Qt::QueuedConnection);
    });
}

void RunResumption::forget()
{
    m_path.clear();
    m_run = nullptr;
}

void RunResumption::take(const QString& path)
{
    if (path == std::exchange(m_path, {})) m_run = m_session.run();
}

void RunResumption::look()
{
    if (!m_run) return;
    if (m_session.run() != m_run || m_session.loadFailure()) return forget();
    if (m_session.isRecorded() && m_session.setup()) compute();
}

void RunResumption::compute()
{
    m_task.submit([this, run = std::exchange(m_run, nullptr), setup = m_session.setup()](
                      const std::stop_token& stop) {
        std::shared_ptr<const Checkpoint> state;
        try {
            ThreadPool pool(0); // nothing trains meanwhile
            state = resumptionOf(*run, setup, pool, stop);
        } catch (const std::exception&) {
            // As where the file has no state to go on from.
        }
        const auto then = [this, run, state] {
            if (m_session.run() != run) return;
            if (state) return m_session.goOnFrom(state);
            emit failed(tr("The run cannot go on: its file has no state to go on from."));
        };
        QMetaObject::invokeMethod(this, then, Qt::QueuedConnection);
    });
}

} // namespace contrastlab
