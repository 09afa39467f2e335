// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/run_trash.h"

#include "base/problem.h"
#include "run/message_text.h"
#include "store/run_header.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

#include <chrono>
#include <memory>
#include <utility>

namespace contrastlab {

RunTrash::~RunTrash()
{
    m_task.waitUntilIdle(std::chrono::hours(1));
}

void RunTrash::setBusy(bool busy)
{
    if (std::exchange(m_isBusy, busy) != busy) emit busyChanged(busy);
}

void RunTrash::work(const QString& path, std::function<QString()> move)
{
    setBusy(true);
    m_task.submit([this, path, move = std::move(move)] {
        const auto then = [this, path, why = move()] {
            setBusy(false);
            if (!why.isEmpty()) emit failed(path, why);
        };
        QMetaObject::invokeMethod(this, then, Qt::QueuedConnection);
    });
}

// The log that a killed program left is folded into the file first: the file alone is moved.
void RunTrash::discard(const QString& path)
{
    work(path, [this, path] {
        try {
            requireReplaceable(path.toStdString());
        } catch (const InputError& error) {
            return messageText(error.file(), error.placeMessage(), error.message());
        }
        // Without that folder Qt 6.4 moves the file to where the program was started.
        const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
        QString place;
        if (!QDir().mkpath(data) || !QFile::moveToTrash(path, &place))
            return tr("It could not be moved to the bin.");
        QMetaObject::invokeMethod(
            this, [this, path, place] { m_places[path] = place; }, Qt::QueuedConnection);
        return QString();
    });
}

void RunTrash::restore(const QString& path)
{
    const QString place = m_places.take(path);
    if (place.isEmpty()) return;
    work(path, [place, path] {
        return QFile::rename(place, path)
            ? QString()
            : tr("It could not be brought back from the bin: %1").arg(place);
    });
}

} // namespace contrastlab
