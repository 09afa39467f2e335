// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An application that times its events and counts its repaints. Window thread.
#pragma once

#include "benchmarks/timing.h"

#include <QApplication>
#include <QByteArray>
#include <QElapsedTimer>
#include <QEvent>
#include <QMetaObject>
#include <QWidget>

#include <algorithm>
#include <cstdio>
#include <map>
#include <vector>

namespace contrastlab {

/// Times each event from its delivery to the end of its handler, nested ones within the outer.
class EventProbe final : public QApplication {
public:
    using QApplication::QApplication;
    bool notify(QObject* receiver, QEvent* event) override
    {
        if (m_watching && event->type() == QEvent::Paint) ++m_paints[receiver];
        if (!m_watching || m_depth > 0) return QApplication::notify(receiver, event);
        ++m_depth;
        QElapsedTimer timer;
        timer.start();
        const auto type = event->type();
        const QByteArray name = receiver->metaObject()->className();
        bool result = false;
        const double worked =
            1e3 * processorSecondsOf([&] { result = QApplication::notify(receiver, event); });
        const double ms = 1e-6 * double(timer.nsecsElapsed());
        --m_depth;
        m_hardest = std::max(m_hardest, worked);
        m_times.push_back(ms);
        if (ms > m_longest) {
            m_longest = ms;
            m_culprit = name + " event " + QByteArray::number(int(type));
        }
        return result;
    }
    void watch() { m_watching = true; }
    void report(double seconds)
    {
        std::sort(m_times.begin(), m_times.end());
        double busy = 0;
        for (const double time : m_times)
            busy += time;
        const auto at = [&](double share) {
            return m_times[std::size_t(share * double(m_times.size() - 1))];
        };
        std::printf("handlers   %zu events, median %.2f ms, 99 %% %.2f ms, longest %.2f ms (%s), "
                    "of processor time %.2f ms, busy %.0f %% of the time\n",
            m_times.size(), at(0.5), at(0.99), m_longest, m_culprit.constData(), m_hardest,
            busy / seconds / 10);
    }
    [[nodiscard]] int paintsOf(const QWidget& widget) const
    {
        int most = 0;
        const auto count = [&](const QObject* object) {
            const auto found = m_paints.find(object);
            if (found != m_paints.end()) most = std::max(most, found->second);
        };
        count(&widget);
        for (const auto* child : widget.findChildren<QWidget*>())
            count(child);
        return most;
    }

private:
    bool m_watching = false;
    int m_depth = 0;
    std::vector<double> m_times;
    double m_longest = 0, m_hardest = 0; ///< ms, the latter of processor time
    QByteArray m_culprit;
    std::map<const QObject*, int> m_paints;
};

} // namespace contrastlab
