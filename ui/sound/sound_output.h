// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The computer's sound device, by OpenAL: opened when something is to be heard. start() and close()
// take their time and belong to one background thread; the rest never waits and belongs to the
// window.
#pragma once

#include "media/decode/item_media.h"

#include <AL/al.h>
#include <AL/alc.h>

#include <atomic>
#include <mutex>

namespace contrastlab {

enum class SoundProblem {
    none,
    noDevice, ///< the computer has none, or nothing that could reach it
    refused, ///< the device did not take the sound
    noAnswer, ///< the sound system keeps one waiting
};

class SoundOutput {
public:
    enum class State { idle, starting, playing, failed };

    SoundOutput() = default;
    ~SoundOutput();
    SoundOutput(const SoundOutput&) = delete;
    SoundOutput& operator=(const SoundOutput&) = delete;

    /// Announces start(ticket); an earlier one that has not begun yet will be silent.
    void announce(std::uint64_t ticket);
    /// Opens the device where it is not open and plays, unless a later ticket was announced.
    void start(const SoundSamples& sound, std::uint64_t ticket);
    /// Lets the device go: others may want it, and the next sound goes to what is the default then.
    void close();

    [[nodiscard]] State state() const;
    [[nodiscard]] SoundProblem problem() const;
    /// While playing: the share that was heard, 1 at the end.
    [[nodiscard]] double played() const;
    /// Silence at once, also for what is about to start.
    void stop();

private:
    [[nodiscard]] bool open();
    [[nodiscard]] bool isLost() const;
    [[nodiscard]] bool fill(const SoundSamples& sound);
    [[nodiscard]] bool isWanted(std::uint64_t ticket) const;
    /// False where another sound is wanted by now.
    bool finish(std::uint64_t ticket, State state, SoundProblem problem = SoundProblem::none);
    void emptySource();

    mutable std::mutex m_mutex; ///< never held while the device is waited for
    State m_state = State::idle;
    SoundProblem m_problem = SoundProblem::none;
    std::uint64_t m_wanted = 0;
    std::atomic<int> m_samples { 0 };

    ALCdevice* m_device = nullptr;
    ALCcontext* m_context = nullptr;
    ALuint m_source = 0;
    ALuint m_buffer = 0;
};

} // namespace contrastlab
