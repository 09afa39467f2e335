// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A frame around what somebody is pointed at, for a moment: it pulses, or just stands there where
// the desktop wants no animations. Window thread.
#pragma once

#include <QElapsedTimer>
#include <QPointer>
#include <QWidget>

namespace contrastlab {

class Flash : public QWidget {
    Q_OBJECT

public:
    /// Around `target` as soon as it is in sight; in place of the one that its window still shows.
    static void at(QWidget& target);

    [[nodiscard]] const QWidget* target() const { return m_target; }
    /// How long it stays, of which all but the last third at full strength.
    static constexpr int durationMs = 1800;

protected:
    void paintEvent(QPaintEvent* event) override;
    void timerEvent(QTimerEvent* event) override;

private:
    explicit Flash(QWidget& target);
    void follow();
    [[nodiscard]] double strength() const;

    QPointer<QWidget> m_target;
    QElapsedTimer m_clock;
};

} // namespace contrastlab
