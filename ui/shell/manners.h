// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Training at a quarter of its pace while nobody looks, or while the computer is on battery, where
// a person wants that. Window thread.
#pragma once

#include "run/run_session.h"

#include <QObject>
#include <QString>
#include <QTimer>

namespace contrastlab {

/// A battery of the computer is being emptied; `root` in place of "/", for tests.
bool isOnBattery(const QString& root = QStringLiteral("/"));

class Manners : public QObject {
    Q_OBJECT

public:
    Manners(RunSession& session, QWidget& window);

    struct Wish {
        bool whenHidden = false, onBattery = false;
    };
    void setWish(const Wish& wish);
    [[nodiscard]] bool isSlow() const { return m_slowed > 0; }
    /// Looks now; else every two seconds.
    void look();
    /// For tests.
    void setRoot(const QString& root) { m_root = root; }

signals:
    void told(const QString& what);

private:
    [[nodiscard]] bool isHidden() const;

    RunSession& m_session;
    QWidget& m_window;
    Wish m_wish;
    QString m_root = QStringLiteral("/");
    double m_before = 0; ///< the limit that a person had set
    double m_slowed = 0; ///< the limit that this has set; 0: none
    QTimer m_timer;
};

} // namespace contrastlab
