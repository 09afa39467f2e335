// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Plays one sound at a time, and says in words why nothing is heard. Nothing here waits for the
// sound system: it is spoken to in the background. Window thread.
#pragma once

#include "base/newest_task.h"
#include "sound/sound_output.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

namespace contrastlab {

class SoundPlayer : public QObject {
    Q_OBJECT

public:
    explicit SoundPlayer(QObject* parent = nullptr);
    ~SoundPlayer() override;

    /// From its beginning; what plays stops.
    void play(const SoundSamples& sound);
    void stop();
    /// From play() until the end, stop() or a failure.
    [[nodiscard]] bool isPlaying() const { return m_playing; }
    /// The share that was heard, 0 to 1.
    [[nodiscard]] double progress() const { return m_progress; }
    /// Why the last sound was not heard; none where it was.
    [[nodiscard]] SoundProblem problem() const { return m_problem; }
    /// In the reader's language; empty for none.
    [[nodiscard]] QString problemText() const;

signals:
    void changed(); ///< begun, heard further, ended
    void failed();

private:
    void look();
    void end();
    void fail(SoundProblem problem);

    std::shared_ptr<SoundOutput> m_output = std::make_shared<SoundOutput>();
    std::unique_ptr<NewestTask> m_task = std::make_unique<NewestTask>();
    std::uint64_t m_ticket = 0;
    bool m_playing = false;
    double m_progress = 0;
    SoundProblem m_problem = SoundProblem::none;
    QTimer m_look, m_rest;
    QElapsedTimer m_sincePlay;
};

} // namespace contrastlab
