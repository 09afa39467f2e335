// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Items as the checkpoint at the playhead sees them, of which a frame holds only some: embedded in
// the background, as CheckpointTask has it. Window thread.
#pragma once

#include "run/checkpoint_task.h"
#include "run/map_drawing.h"

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
    [[nodiscard]] CheckpointTask::Work work(const std::shared_ptr<const Checkpoint>& checkpoint);
    void say(std::function<QString()> state);

    RunMoment& m_moment;
    std::vector<Index> m_items;
    bool m_active = true;
    MapRows m_rows;
    std::int64_t m_step = 0;
    std::function<QString()> m_state;
    CheckpointTask m_task; ///< last: ends before what it uses goes
};

} // namespace contrastlab
