// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sounds of any length as encoders take them: cut or filled up, brought to a level, and as log-mel
// frames where a model wants those. Pure; any thread.
#pragma once

#include "base/matrix.h"

#include <span>
#include <string>
#include <vector>

namespace contrastlab {

/// Mono samples in [-1, 1], at the rate of the encoder.
using SoundClip = std::vector<float>;

/// What a preparation may be, whoever asks for it.
namespace clipLimits {
constexpr int lowestRate = 1000, highestRate = 192'000;
constexpr double shortest = 0.001, longest = 30; ///< seconds that are heard of a sound
constexpr int bands = 512, frames = 100'000;
constexpr int narrowestWindow = 16, widestWindow = 65536;
constexpr int hopsAWindow = 64; ///< of frames that lie closer there would be too many
} // namespace clipLimits

/// What becomes of a clip that is shorter than `seconds`.
enum class SoundFill {
    none,
    zeros,
    repeated ///< whole, as often as it fits; zeros after that
};

/// How samples become log-mel frames; P_k is |DFT_k|^2 of a windowed frame.
enum class MelKind {
    none, ///< they do not: samples go in
    /// Kaldi's fbank, as torchaudio and AST have it: each frame less its mean, x_n - 0.97 x_(n-1),
    /// symmetric Hann window, filled up to a power of 2; triangles straight in mel = 1127 ln(1 + f
    /// / 700); ln(max(., 2^-23)).
    kaldi,
    /// Whisper's: frames about each hop, mirrored at the ends, periodic Hann window, the last frame
    /// left off; Slaney's mel and triangles of area 1; log10(max(., 1e-10)), at most 8 below the
    /// clip's largest, plus 4, divided by 4.
    whisper,
    clap ///< frames, window and triangles as Whisper's, the last frame kept; 10 log10(max(.,
         ///< 1e-10))
};

/// What happens to a sound before it goes in, from top to bottom.
struct SoundPreparation {
    int rate = 16000; ///< samples a second
    double seconds = 10; ///< what is longer is cut off
    double least = 0.025; ///< seconds; what is shorter gets zeros behind it
    SoundFill fill = SoundFill::none;
    bool unitVariance = false; ///< (x - mean) / sqrt(variance + 1e-7), before it is filled up
    float gain = 1;
    MelKind mel = MelKind::none;
    bool bandsFirst = false; ///< bands x frames, else frames x bands
    int bands = 80;
    int window = 400; ///< samples
    int hop = 160; ///< samples
    double low = 0; ///< Hz, where the lowest band begins
    double high = 8000; ///< Hz, where the highest ends
    int frames = 0; ///< cut, or filled up with zeros, to so many; 0: as many as there are
    float offset = 0; ///< (value - offset) / divisor, of log-mel values
    float divisor = 1;

    friend bool operator==(const SoundPreparation&, const SoundPreparation&) = default;
};

/// One line that names every value: of equal preparations equal, of others not.
std::string describe(const SoundPreparation& preparation);

/// Samples from one frame to the next at least.
int leastHop(const SoundPreparation& preparation);
/// Samples of `seconds`.
std::size_t samplesIn(double seconds, const SoundPreparation& preparation);
/// Whether sounds of any length become tensors of one size.
bool hasOneLength(const SoundPreparation& preparation);
/// Frames that so many samples become; 1 at least.
Index framesOf(std::size_t samples, const SoundPreparation& preparation);

/// Cut, levelled and filled up; never empty.
SoundClip prepared(const SoundClip& clip, const SoundPreparation& preparation);
/// Frames x bands of a prepared clip, in whatever order they go in.
Matrix<float> logMelOf(const SoundClip& clip, const SoundPreparation& preparation);

} // namespace contrastlab
