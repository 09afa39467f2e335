// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes of a sound, in any format that libsndfile reads, to mono samples. Pure functions; any
// thread.
#pragma once

#include "media/bytes/file_set.h"
#include "media/decode/item_media.h"

#include <QByteArray>

#include <string>

namespace contrastlab {

/// The first `seconds` at most, channels averaged, at the file's own rate. Throws MediaError: what
/// is no sound, has no samples, more than limits::soundChannels or an unusual rate.
SoundSamples decodeSound(const QByteArray& bytes, double seconds, const std::string& name);

/// `count` samples from sample `first` on, fewer where the sound ends, exactly as decodeSound gives
/// them. Throws as decodeSound does.
SoundSamples decodeSoundRange(
    const QByteArray& bytes, Index first, std::size_t count, const std::string& name);

/// How long the header says it is, in seconds. Throws as decodeSound does.
double soundLength(const QByteArray& bytes, const std::string& name);

/// What decodeSound refuses by a look at the beginning of the file, where that tells; else at the
/// whole. Throws as it does.
void checkSound(const FileSet& files, const std::string& name, const FileEdges& edges);
/// How much of a file checkSound and a fingerprint want to see.
constexpr std::int64_t soundHeadBytes = 64 * 1024;
constexpr std::int64_t soundTailBytes = 4 * 1024;

/// At `rate` samples a second, by soxr's high-quality band-limited interpolation.
std::vector<float> resampled(const SoundSamples& sound, int rate);
/// At the rate of the spectrograms, 16,000 Hz.
std::vector<float> resampledTo16k(const SoundSamples& sound);

} // namespace contrastlab
