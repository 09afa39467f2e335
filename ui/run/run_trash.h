// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Run files, and folders of sweeps, that a person deletes go into the desktop's bin, from which
// they can be brought back. Window thread, but for the moving; one after the other.
#pragma once

#include "base/newest_task.h"

#include <QMap>
#include <QObject>
#include <QString>

#include <deque>
#include <functional>
#include <mutex>

namespace contrastlab {

class RunTrash : public QObject {
    Q_OBJECT

public:
    explicit RunTrash(QObject* parent = nullptr) : QObject(parent) { }
    ~RunTrash() override;

    [[nodiscard]] bool isBusy() const { return !m_jobs.empty(); }
    /// A file or a sweep's folder into the bin, unless somebody is writing it.
    void discard(const QString& path);
    /// Where it lay, unless something else lies there.
    void restore(const QString& path);
    /// Not so of a file that was emptied out of the bin, or taken from it.
    [[nodiscard]] bool canRestore(const QString& path) const;
    /// Something more was asked for than what was done last.
    [[nodiscard]] bool willMove(const QString& path) const;

signals:
    void busyChanged(bool busy);
    /// It lies where it was asked to.
    void moved(const QString& path);
    /// The file stays where it is.
    void failed(const QString& path, const QString& why);

private:
    struct Job {
        QString path;
        std::function<QString()> move; ///< tells why it could not; empty: it could
    };

    [[nodiscard]] static QString whyItStays(const QString& path);
    void add(Job job);
    void begin();
    void end(const QString& why);

    mutable std::mutex m_mutex;
    QMap<QString, QString> m_places; ///< in the bin, by where they lay; under the mutex
    std::deque<Job> m_jobs; ///< the first is at work
    NewestTask m_task; ///< last: ends before what it uses goes
};

} // namespace contrastlab
