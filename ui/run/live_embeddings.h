// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Items as the checkpoint at the playhead sees them, of which a frame holds only some. They are
// embedded in the background, again once the playhead has moved on and the work has rested six
// times as long as it took, so that it takes about a seventh of one core. Window thread.
#pragma once

#include "base/newest_task.h"
#include "run/map_drawing.h"
#include "run/run_moment.h"

#include <QElapsedTimer>
#include <QTimer>

#include <functional>

namespace contrastlab {

class LiveEmbeddings : public QObject {
    Q_OBJECT

public:
    explicit LiveEmbeddings(RunMoment& moment, QObject* parent = nullptr);

    /// Those that are wanted, all of them complete; with none, as after each change of the data,
    /// nothing is held and nothing done.
    void setItems(std::vector<Index> items);
    /// Works only while someone looks.
    void setActive(bool active);

    /// Null while there are none.
    [[nodiscard]] const MapRows& rows() const { return m_rows; }
    [[nodiscard]] std::int64_t step() const { return m_step; }
    /// How far the first embedding is, or what went wrong; in the language of now.
    [[nodiscard]] QString state() const { return m_state ? m_state() : QString(); }

signals:
    void changed();

private:
    void forget();
    void ask();
    void submit(const std::shared_ptr<const Checkpoint>& checkpoint);
    void keep(const MapRows& rows, std::int64_t step, double seconds);
    void say(std::function<QString()> state);

    RunMoment& m_moment;
    std::vector<Index> m_items;
    bool m_active = true;
    MapRows m_rows;
    std::int64_t m_step = 0;
    std::function<QString()> m_state;

    std::shared_ptr<const Checkpoint> m_asked; ///< the last that was taken up
    bool m_busy = false;
    int m_generation = 0; ///< of what was asked: what was asked before is of no use
    double m_seconds = 0; ///< that the last took
    QElapsedTimer m_sinceMade;
    QTimer m_soon;

    NewestTask m_task { NewestTask::Urgency::background }; ///< last: ends before what it uses goes
};

} // namespace contrastlab
