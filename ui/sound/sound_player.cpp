// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "sound/sound_player.h"

namespace contrastlab {

namespace {

constexpr int lookMs = 33;
constexpr qint64 longestWaitMs = 4000; ///< for a device to open
constexpr std::chrono::milliseconds longestFarewell { 500 };
constexpr int restMs = 3000; ///< of silence, then the device is let go

} // namespace

SoundPlayer::SoundPlayer(QObject* parent) : QObject(parent)
{
    m_look.setInterval(lookMs);
    m_rest.setInterval(restMs);
    m_rest.setSingleShot(true);
    connect(&m_look, &QTimer::timeout, this, &SoundPlayer::look);
    connect(&m_rest, &QTimer::timeout, this, [this] {
        if (!m_playing) m_task->submit([output = m_output] { output->close(); });
    });
}

SoundPlayer::~SoundPlayer()
{
    m_output->stop();
    // A sound system that hangs must not hold the window: its thread is left behind.
    if (!m_task->waitUntilIdle(longestFarewell)) static_cast<void>(m_task.release());
}

void SoundPlayer::play(const SoundSamples& sound)
{
    if (sound.empty()) return;
    m_output->stop();
    if (m_problem == SoundProblem::noAnswer && !m_task->idle()) return fail(m_problem);
    m_output->announce(++m_ticket);
    m_task->submit([output = m_output, sound, ticket = m_ticket] { output->start(sound, ticket); });
    m_rest.stop();
    m_sincePlay.start();
    m_look.start();
    m_playing = true;
    m_progress = 0;
    emit changed();
}

void SoundPlayer::stop()
{
    m_output->stop();
    if (m_playing) end();
}

void SoundPlayer::look()
{
    switch (m_output->state()) {
    case SoundOutput::State::starting:
        if (m_sincePlay.elapsed() > longestWaitMs) fail(SoundProblem::noAnswer);
        return;
    case SoundOutput::State::failed:
        return fail(m_output->problem());
    case SoundOutput::State::playing:
        m_problem = SoundProblem::none;
        m_progress = m_output->played();
        if (m_progress < 1) return emit changed();
        break;
    case SoundOutput::State::idle:
        break;
    }
    stop();
}

void SoundPlayer::end()
{
    m_look.stop();
    m_rest.start();
    m_playing = false;
    m_progress = 0;
    emit changed();
}

void SoundPlayer::fail(SoundProblem problem)
{
    m_output->stop();
    m_problem = problem;
    end();
    emit failed();
}

QString SoundPlayer::problemText() const
{
    switch (m_problem) {
    case SoundProblem::none:
        return {};
    case SoundProblem::noDevice:
        return tr("No sound: this computer has no sound device that can be reached.");
    case SoundProblem::refused:
        return tr("No sound: the sound device did not take it.");
    case SoundProblem::noAnswer:
        return tr("No sound: the sound system does not answer.");
    }
    return {};
}

} // namespace contrastlab
