// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread: every call opens its own decoder over the bytes.
#include "media/decode/sound_decoder.h"

#include "media/bytes/limits.h"
#include "media/bytes/media_message.h"
#include "media/decode/log_mel.h"

#include <sndfile.h>
#include <soxr.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <span>

namespace contrastlab {

namespace {

constexpr int lowestRate = 8000;
constexpr int highestRate = 384'000;

/// libsndfile's view of bytes in memory.
struct SoundBytes {
    const QByteArray& bytes;
    sf_count_t place = 0;

    static SoundBytes& of(void* self) { return *static_cast<SoundBytes*>(self); }
    static sf_count_t length(void* self) { return of(self).bytes.size(); }
    static sf_count_t tell(void* self) { return of(self).place; }
    static sf_count_t write(const void*, sf_count_t, void*) { return 0; }
    static sf_count_t seek(sf_count_t offset, int whence, void* self)
    {
        SoundBytes& sound = of(self);
        const sf_count_t base = whence == SEEK_SET ? 0
            : whence == SEEK_CUR                   ? sound.place
                                                   : sound.bytes.size();
        sound.place = std::clamp<sf_count_t>(base + offset, 0, sound.bytes.size());
        return sound.place;
    }
    static sf_count_t read(void* to, sf_count_t count, void* self)
    {
        SoundBytes& sound = of(self);
        const sf_count_t taken = std::clamp<sf_count_t>(count, 0, sound.bytes.size() - sound.place);
        std::memcpy(to, sound.bytes.constData() + sound.place, static_cast<std::size_t>(taken));
        sound.place += taken;
        return taken;
    }
};

class SoundReader {
public:
    SoundReader(const QByteArray& bytes, const std::string& name) : m_bytes { bytes }, m_name(name)
    {
        SF_VIRTUAL_IO io { SoundBytes::length, SoundBytes::seek, SoundBytes::read,
            SoundBytes::write, SoundBytes::tell };
        m_file = sf_open_virtual(&io, SFM_READ, &m_info, &m_bytes);
        if (!m_file)
            throw MediaError(name, "", { sentences::soundUnreadable, { sf_strerror(nullptr) } });
        if (m_info.channels >= 1 && m_info.channels <= limits::soundChannels
            && m_info.samplerate >= lowestRate && m_info.samplerate <= highestRate)
            return;
        sf_close(m_file);
        throw MediaError(name, "",
            { sentences::soundShape,
                { std::to_string(m_info.channels), std::to_string(m_info.samplerate),
                    std::to_string(limits::soundChannels) } });
    }
    ~SoundReader() { sf_close(m_file); }
    SoundReader(const SoundReader&) = delete;
    SoundReader& operator=(const SoundReader&) = delete;

    [[nodiscard]] const SF_INFO& info() const { return m_info; }

    void seek(Index frame)
    {
        if (sf_seek(m_file, frame, SEEK_SET) != frame)
            throw MediaError(m_name, "frame " + std::to_string(frame),
                { sentences::soundUnreadable, { sf_strerror(m_file) } });
    }

    /// Reads until `frames` or the end, averaging the channels.
    std::vector<float> mono(std::size_t frames)
    {
        constexpr sf_count_t blockFrames = 4096;
        const auto channels = static_cast<std::size_t>(m_info.channels);
        std::vector<float> block(static_cast<std::size_t>(blockFrames) * channels);
        std::vector<float> values;
        while (values.size() < frames) {
            const sf_count_t count = sf_readf_float(m_file, block.data(), blockFrames);
            if (count <= 0) break;
            for (std::size_t i = 0; i < static_cast<std::size_t>(count) && values.size() < frames;
                 ++i)
                values.push_back(average({ block.data() + i * channels, channels }));
        }
        return values;
    }

private:
    static float average(std::span<const float> channels)
    {
        float sum = 0;
        for (const float value : channels)
            sum += value;
        const float mean = sum / static_cast<float>(channels.size());
        return std::isfinite(mean) ? std::clamp(mean, -1.f, 1.f) : 0.f;
    }

    SoundBytes m_bytes;
    const std::string& m_name;
    SF_INFO m_info {};
    SNDFILE* m_file = nullptr;
};

SoundSamples samplesOf(SoundReader& reader, std::size_t count, const std::string& name)
{
    SoundSamples sound { reader.info().samplerate, reader.mono(count) };
    if (sound.values.empty()) throw MediaError(name, "", { sentences::soundEmpty, {} });
    return sound;
}

} // namespace

SoundSamples decodeSound(const QByteArray& bytes, double seconds, const std::string& name)
{
    SoundReader reader(bytes, name);
    const double count = std::ceil(seconds * reader.info().samplerate);
    return samplesOf(reader, static_cast<std::size_t>(count), name);
}

SoundSamples decodeSoundRange(
    const QByteArray& bytes, Index first, std::size_t count, const std::string& name)
{
    SoundReader reader(bytes, name);
    reader.seek(first);
    return samplesOf(reader, count, name);
}

double soundLength(const QByteArray& bytes, const std::string& name)
{
    const SoundReader reader(bytes, name);
    return static_cast<double>(std::max<sf_count_t>(0, reader.info().frames))
        / reader.info().samplerate;
}

void checkSound(const FileSet& files, const std::string& name, const FileEdges& edges)
{
    if (edges.size == 0) throw MediaError(name, "", { sentences::fileEmpty, {} });
    try {
        const SoundReader reader(edges.head, name);
    } catch (const MediaError&) {
        if (edges.whole()) throw;
        const QByteArray bytes = files.read(name, limits::soundBytes);
        const SoundReader reader(bytes, name);
    }
}

std::vector<float> resampled(const SoundSamples& sound, int rate)
{
    if (sound.rate == rate || sound.empty()) return sound.values;
    const double ratio = double(rate) / sound.rate;
    std::vector<float> values(
        static_cast<std::size_t>(std::ceil(static_cast<double>(sound.values.size()) * ratio)));
    const soxr_quality_spec_t quality = soxr_quality_spec(SOXR_HQ, 0);
    std::size_t made = 0;
    const soxr_error_t error =
        soxr_oneshot(sound.rate, rate, 1, sound.values.data(), sound.values.size(), nullptr,
            values.data(), values.size(), &made, nullptr, &quality, nullptr);
    if (error) throw std::runtime_error(std::string("resampling failed: ") + error);
    values.resize(made);
    return values;
}

std::vector<float> resampledTo16k(const SoundSamples& sound)
{
    return resampled(sound, LogMel::rate);
}

} // namespace contrastlab
