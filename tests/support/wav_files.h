// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sounds as files, for tests: mono WAV of 32-bit floating point numbers, which read back as they
// are.
#pragma once

#include <QFile>
#include <QString>

#include <bit>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <span>
#include <vector>

namespace contrastlab::test {

inline void writeWav(const QString& path, int rate, std::span<const float> samples)
{
    QByteArray bytes;
    const auto add = [&](std::uint64_t value, int count) {
        for (int i = 0; i < count; ++i)
            bytes.append(static_cast<char>(value >> (8 * i)));
    };
    const auto size = static_cast<std::uint64_t>(samples.size()) * 4;
    bytes.append("RIFF");
    add(36 + size, 4);
    bytes.append("WAVEfmt ");
    add(16, 4);
    add(3, 2); // floating point
    add(1, 2); // channels
    add(static_cast<std::uint64_t>(rate), 4);
    add(static_cast<std::uint64_t>(rate) * 4, 4);
    add(4, 2);
    add(32, 2);
    bytes.append("data");
    add(size, 4);
    for (const float value : samples)
        add(std::bit_cast<std::uint32_t>(value), 4);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("not writable: %s", qPrintable(path));
}

/// A steady tone.
inline std::vector<float> toneOf(int rate, double seconds, double hertz, double loudness)
{
    std::vector<float> samples(static_cast<std::size_t>(std::lround(seconds * rate)));
    for (std::size_t n = 0; n < samples.size(); ++n)
        samples[n] = static_cast<float>(
            loudness * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(n) / rate));
    return samples;
}

} // namespace contrastlab::test
