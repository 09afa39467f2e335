// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is worked out of the playhead's frame in the background, of one pair of towers: anew with
// each frame, but not faster than people can read. Window thread, but for the work.
#pragma once

#include "base/newest_task.h"
#include "run/pair_choice.h"

#include <QElapsedTimer>
#include <QTimer>

#include <functional>

namespace contrastlab {

class FrameAnalysis : public QObject {
    Q_OBJECT

public:
    /// `rest`: between two, in milliseconds, or six times as long as the work takes.
    FrameAnalysis(RunMoment& moment, PairChoice& choice, int rest, QObject* parent = nullptr);

    /// Of the frame of now, at once.
    void ask();
    /// Works only while someone looks.
    void setActive(bool active);

signals:
    void changed();

protected:
    /// What takes over the result, on the window's thread.
    using Keep = std::function<void()>;
    /// On any thread; it holds all that it needs, and nothing of this object.
    using Work = std::function<Keep()>;

    /// Null where there is nothing to work out.
    [[nodiscard]] virtual Work work(
        std::shared_ptr<const ProbeFrame> frame, std::shared_ptr<const RunSetup> setup) = 0;
    /// True where there was something to forget.
    virtual bool forget() = 0;

    [[nodiscard]] RunMoment& moment() const { return m_moment; }
    [[nodiscard]] PairChoice& choice() const { return m_choice; }

private:
    void follow(const MomentChange& change);
    void askSoon();

    RunMoment& m_moment;
    PairChoice& m_choice;
    int m_rest;
    qint64 m_took = 0; ///< ms, the last
    bool m_active = true;
    bool m_missed = false; ///< something, while nobody looked
    int m_generation = 0; ///< of the data: what was asked of others is of no use
    QElapsedTimer m_sinceAsked;
    QTimer m_soon;

    NewestTask m_task { NewestTask::Urgency::background }; ///< last: ends before what it uses goes
};

} // namespace contrastlab
