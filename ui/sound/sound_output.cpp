// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window looks at the source only while the state says playing, and the background thread
// touches it only while it does not.
#include "sound/sound_output.h"

#include "media/decode/sound_decoder.h"

#include <AL/alext.h>

#include <algorithm>
#include <cstring>
#include <exception>

namespace contrastlab {

namespace {

// What OpenAL opens where there is nothing to be heard through.
constexpr const char* silentDevice = "No Output";

bool isSilent(ALCdevice* device)
{
    const char* name = alcGetString(device, ALC_ALL_DEVICES_SPECIFIER);
    return name && std::strcmp(name, silentDevice) == 0;
}

} // namespace

SoundOutput::~SoundOutput()
{
    close();
}

SoundOutput::State SoundOutput::state() const
{
    const std::scoped_lock lock(m_mutex);
    return m_state;
}

SoundProblem SoundOutput::problem() const
{
    const std::scoped_lock lock(m_mutex);
    return m_problem;
}

void SoundOutput::announce(std::uint64_t ticket)
{
    const std::scoped_lock lock(m_mutex);
    m_wanted = ticket;
    m_state = State::starting;
}

bool SoundOutput::isWanted(std::uint64_t ticket) const
{
    const std::scoped_lock lock(m_mutex);
    return m_wanted == ticket;
}

bool SoundOutput::finish(std::uint64_t ticket, State state, SoundProblem problem)
{
    const std::scoped_lock lock(m_mutex);
    if (m_wanted != ticket) return false;
    m_state = state;
    m_problem = problem;
    return true;
}

void SoundOutput::stop()
{
    const std::scoped_lock lock(m_mutex);
    m_wanted = 0;
    if (m_state == State::playing) alSourceStop(m_source);
    m_state = State::idle;
}

bool SoundOutput::isLost() const
{
    ALCint connected = ALC_TRUE;
    if (alcIsExtensionPresent(m_device, "ALC_EXT_disconnect"))
        alcGetIntegerv(m_device, ALC_CONNECTED, 1, &connected);
    return connected == ALC_FALSE;
}

bool SoundOutput::open()
{
    if (m_device && isLost()) close();
    if (m_device) return true;
    m_device = alcOpenDevice(nullptr);
    if (!m_device) return false;
    if (!isSilent(m_device)) m_context = alcCreateContext(m_device, nullptr);
    if (!m_context || !alcMakeContextCurrent(m_context)) {
        close();
        return false;
    }
    alGenSources(1, &m_source);
    alGenBuffers(1, &m_buffer);
    alSourcei(m_source, AL_SOURCE_RELATIVE, AL_TRUE);
    return alGetError() == AL_NO_ERROR;
}

// At the device's own rate: OpenAL would interpolate linearly, which is heard at 16,000 Hz.
bool SoundOutput::fill(const SoundSamples& sound)
{
    ALCint rate = sound.rate;
    alcGetIntegerv(m_device, ALC_FREQUENCY, 1, &rate);
    const std::vector<float> values = resampled(sound, rate);
    std::vector<ALshort> samples(values.size());
    std::ranges::transform(values, samples.begin(),
        [](float value) { return static_cast<ALshort>(32767 * std::clamp(value, -1.f, 1.f)); });
    emptySource();
    alBufferData(m_buffer, AL_FORMAT_MONO16, samples.data(),
        static_cast<ALsizei>(samples.size() * sizeof(ALshort)), rate);
    alSourcei(m_source, AL_BUFFER, static_cast<ALint>(m_buffer));
    m_samples = static_cast<int>(samples.size());
    return alGetError() == AL_NO_ERROR;
}

void SoundOutput::emptySource()
{
    alSourceStop(m_source);
    alSourcei(m_source, AL_BUFFER, 0);
}

void SoundOutput::start(const SoundSamples& sound, std::uint64_t ticket)
{
    if (!isWanted(ticket)) return;
    SoundProblem problem = SoundProblem::refused;
    try {
        if (!open())
            problem = SoundProblem::noDevice;
        else if (fill(sound))
            problem = SoundProblem::none;
    } catch (const std::exception&) { // no memory, or soxr's refusal
    }
    if (problem != SoundProblem::none) {
        finish(ticket, State::failed, problem);
        return;
    }
    alSourcePlay(m_source);
    if (!finish(ticket, State::playing)) alSourceStop(m_source);
}

double SoundOutput::played() const
{
    ALint state = AL_STOPPED, offset = 0;
    alGetSourcei(m_source, AL_SOURCE_STATE, &state);
    if (state != AL_PLAYING) return 1;
    alGetSourcei(m_source, AL_SAMPLE_OFFSET, &offset);
    return std::clamp(double(offset) / std::max(1, m_samples.load()), 0.0, 1.0);
}

void SoundOutput::close()
{
    if (m_context) {
        emptySource();
        alDeleteSources(1, &m_source);
        alDeleteBuffers(1, &m_buffer);
        alcMakeContextCurrent(nullptr);
        alcDestroyContext(m_context);
    }
    if (m_device) alcCloseDevice(m_device);
    m_context = nullptr;
    m_device = nullptr;
}

} // namespace contrastlab
