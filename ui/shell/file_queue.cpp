// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/file_queue.h"

namespace contrastlab {

FileQueue::FileQueue(QStringList files, RunSession& session, RunOpener& opener,
    std::function<void(const QString&)> openLesson, bool isFirstOpening, QObject* parent)
    : QObject(parent)
    , m_files(std::move(files))
    , m_session(session)
    , m_opener(opener)
    , m_openLesson(std::move(openLesson))
    , m_opening(isFirstOpening)
{
    const auto opened = [this] {
        m_opening = false;
        goOn();
    };
    connect(&m_opener, &RunOpener::opened, this, opened);
    connect(&m_opener, &RunOpener::failed, this, opened);
    connect(&m_session, &RunSession::stateChanged, this, &FileQueue::goOn);
    connect(&m_session, &RunSession::outcomeChanged, this, &FileQueue::goOn);
    goOn();
}

// With its data, or with the reason why it has none.
bool FileQueue::stands() const
{
    return m_session.setup() || m_session.outcome().kind == RunOutcome::Kind::failed;
}

void FileQueue::goOn()
{
    while (!m_files.isEmpty()) {
        const bool isLesson = m_files.first().endsWith(QLatin1String(".lesson"));
        if (!isLesson && (m_opening || !stands())) return;
        const QString file = m_files.takeFirst();
        m_opening = !isLesson;
        isLesson ? m_openLesson(file) : m_opener.open(file);
    }
    if (!m_opening) deleteLater();
}

} // namespace contrastlab
