// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Run files that a person deletes go into the desktop's bin, from which the last can be brought
// back. Window thread, but for the moving; one at a time.
#pragma once

#include "base/newest_task.h"

#include <QMap>
#include <QObject>
#include <QString>

#include <functional>

namespace contrastlab {

class RunTrash : public QObject {
    Q_OBJECT

public:
    explicit RunTrash(QObject* parent = nullptr) : QObject(parent) { }
    ~RunTrash() override;

    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    /// Into the bin, unless somebody is writing it. Not while it is busy.
    void discard(const QString& path);
    /// Where it lay, unless something else lies there. Not while it is busy.
    void restore(const QString& path);

signals:
    void busyChanged(bool busy);
    /// The file stays where it is.
    void failed(const QString& path, const QString& why);

private:
    /// `move` tells why it could not; empty: it could.
    void work(const QString& path, std::function<QString()> move);
    void setBusy(bool busy);

    QMap<QString, QString> m_places; ///< in the bin, by where they lay
    bool m_isBusy = false;
    NewestTask m_task; ///< last: ends before what it uses goes
};

} // namespace contrastlab
