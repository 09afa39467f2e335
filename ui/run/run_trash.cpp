// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/run_trash.h"

#include "base/problem.h"
#include "run/message_text.h"
#include "store/run_header.h"
#include "store/sweep_folder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>
#include <chrono>
#include <utility>

namespace contrastlab {

// What was asked for is done, also where the window closes right after it.
RunTrash::~RunTrash()
{
    m_task.waitUntilIdle(std::chrono::hours(1));
    for (std::size_t job = 1; job < m_jobs.size(); ++job)
        m_jobs[job].move();
}

void RunTrash::add(Job job)
{
    m_jobs.push_back(std::move(job));
    if (m_jobs.size() > 1) return;
    begin();
    emit busyChanged(true);
}

void RunTrash::begin()
{
    m_task.submit([this, move = m_jobs.front().move] {
        const auto then = [this, why = move()] { end(why); };
        QMetaObject::invokeMethod(this, then, Qt::QueuedConnection);
    });
}

void RunTrash::end(const QString& why)
{
    const QString path = m_jobs.front().path;
    m_jobs.pop_front();
    if (m_jobs.empty())
        emit busyChanged(false);
    else
        begin();
    if (why.isEmpty())
        emit moved(path);
    else
        emit failed(path, why);
}

QString RunTrash::whyItStays(const QString& path)
{
    const std::string place = path.toStdString();
    if (isSweep(place)) return isSweptNow(place) ? tr("Its runs are being trained.") : QString();
    try {
        requireReplaceable(place);
    } catch (const InputError& error) {
        return messageText(error.file(), error.placeMessage(), error.message());
    }
    return {};
}

// The log that a killed program left is folded into the file first: the file alone is moved.
void RunTrash::discard(const QString& path)
{
    const auto move = [this, path] {
        if (QString why = whyItStays(path); !why.isEmpty()) return why;
        // Without that folder Qt 6.4 moves the file to where the program was started.
        const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
        QString place;
        if (!QDir().mkpath(data) || !QFile::moveToTrash(path, &place))
            return tr("It could not be moved to the bin.");
        const std::scoped_lock lock(m_mutex);
        m_places[path] = place;
        return QString();
    };
    add({ path, move });
}

void RunTrash::restore(const QString& path)
{
    const auto move = [this, path] {
        QString place;
        {
            const std::scoped_lock lock(m_mutex);
            place = m_places.take(path);
        }
        return place.isEmpty() || QFile::rename(place, path)
            ? QString()
            : tr("It could not be brought back from the bin: %1").arg(place);
    };
    add({ path, move });
}

bool RunTrash::willMove(const QString& path) const
{
    return std::ranges::any_of(m_jobs, [&](const Job& job) { return job.path == path; });
}

bool RunTrash::canRestore(const QString& path) const
{
    const std::scoped_lock lock(m_mutex);
    const auto place = m_places.constFind(path);
    return place == m_places.constEnd() || QFileInfo::exists(*place);
}

} // namespace contrastlab
