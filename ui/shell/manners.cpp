// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asked every two seconds: no desktop tells of batteries and of windows out of sight alike.
#include "shell/manners.h"

#include <QDir>
#include <QFile>
#include <QWidget>
#include <QWindow>

#include <algorithm>
#include <utility>

namespace contrastlab {

namespace {

constexpr int lookMs = 2000;
constexpr double slowShare = 0.25; ///< of the pace that it had

QByteArray lineIn(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readLine(64).trimmed() : QByteArray();
}

} // namespace

bool isOnBattery(const QString& root)
{
    const QDir supplies(root + QStringLiteral("/sys/class/power_supply"));
    const QStringList names = supplies.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    return std::ranges::any_of(names, [&](const QString& name) {
        const auto says = [&](const char* file) {
            return lineIn(supplies.filePath(name + u'/' + QLatin1String(file)));
        };
        // That of a mouse has the scope of a device.
        return says("type") == "Battery" && says("scope") != "Device"
            && says("status") == "Discharging";
    });
}

Manners::Manners(RunSession& session, QWidget& window)
    : QObject(&window)
    , m_session(session)
    , m_window(window)
{
    m_timer.setInterval(lookMs);
    connect(&m_timer, &QTimer::timeout, this, &Manners::look);
}

void Manners::setWish(const Wish& wish)
{
    m_wish = wish;
    if (wish.whenHidden || wish.onBattery)
        m_timer.start();
    else
        m_timer.stop();
    look();
}

bool Manners::isHidden() const
{
    const QWindow* handle = m_window.windowHandle();
    return m_window.isMinimized() || !m_window.isVisible() || !handle || !handle->isExposed();
}

// A limit that a person sets meanwhile stays.
void Manners::look()
{
    const bool hidden = m_wish.whenHidden && isHidden();
    const bool wanted = hidden || (m_wish.onBattery && isOnBattery(m_root));
    if (isSlow() && !wanted) {
        if (m_session.speedLimit() == m_slowed) m_session.setSpeedLimit(m_before);
        m_slowed = 0;
        emit told(tr("Training goes on at its full pace."));
    } else if (!isSlow() && wanted && m_session.stepsPerSecond() > 0) {
        m_before = m_session.speedLimit();
        m_slowed = std::max(1.0, slowShare * m_session.stepsPerSecond());
        m_session.setSpeedLimit(m_slowed);
        if (!hidden) emit told(tr("On battery: training goes on at a quarter of its pace."));
    }
}

} // namespace contrastlab
