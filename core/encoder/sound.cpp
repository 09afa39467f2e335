// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The transform is Eigen's (kissfft), in double, as the libraries that models were trained with
// compute it.
#include "encoder/sound.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <complex>
#include <cstdio>
#include <numbers>
#include <numeric>

#include <unsupported/Eigen/FFT>

namespace contrastlab {

namespace {

constexpr double kaldiFloor = 1.1920928955078125e-7; // the spacing of single precision at 1
constexpr double powerFloor = 1e-10;
constexpr double preemphasis = 0.97;

// Hz to mel: logarithmic throughout, or straight below 1,000 Hz (Slaney's).
double melOf(double frequency, MelKind kind)
{
    if (kind == MelKind::kaldi) return 1127 * std::log1p(frequency / 700);
    constexpr double bend = 1000;
    return frequency < bend ? 3 * frequency / 200
                            : 15 + std::log(frequency / bend) * 27 / std::log(6.4);
}

double frequencyOf(double mel, MelKind kind)
{
    if (kind == MelKind::kaldi) return 700 * std::expm1(mel / 1127);
    return mel < 15 ? 200 * mel / 3 : 1000 * std::exp((mel - 15) * std::log(6.4) / 27);
}

/// Weights of one band on the bins from `first`.
struct BandFilter {
    std::size_t first = 0;
    std::vector<double> weights;
};

// Kaldi's triangles are straight in mel and of height 1, the others straight in Hz and of area 1.
std::vector<BandFilter> bandFilters(const SoundPreparation& preparation, std::size_t transform)
{
    const MelKind kind = preparation.mel;
    const double low = melOf(preparation.low, kind);
    const double step = (melOf(preparation.high, kind) - low) / (preparation.bands + 1);
    const auto place = [&](double mel) {
        return kind == MelKind::kaldi ? mel : frequencyOf(mel, kind);
    };
    std::vector<BandFilter> filters(static_cast<std::size_t>(preparation.bands));
    for (std::size_t band = 0; band < filters.size(); ++band) {
        const double begin = low + static_cast<double>(band) * step;
        const double left = place(begin), peak = place(begin + step),
                     right = place(begin + 2 * step);
        const double height = kind == MelKind::kaldi ? 1 : 2 / (right - left);
        BandFilter& filter = filters[band];
        for (std::size_t k = 0; k <= transform / 2; ++k) {
            const double frequency =
                static_cast<double>(k) * preparation.rate / static_cast<double>(transform);
            const double at = kind == MelKind::kaldi ? melOf(frequency, kind) : frequency;
            const double weight =
                std::min((at - left) / (peak - left), (right - at) / (right - peak));
            if (weight <= 0) continue;
            if (filter.weights.empty()) filter.first = k;
            filter.weights.push_back(height * weight);
        }
    }
    return filters;
}

std::vector<double> hannWindow(std::size_t length, bool periodic)
{
    std::vector<double> window(length);
    const double period = static_cast<double>(length) - (periodic ? 0 : 1);
    for (std::size_t n = 0; n < length; ++n)
        window[n] = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * static_cast<double>(n) / period);
    return window;
}

// Half a window more at either end, as in a mirror that stands at the first and last sample.
std::vector<double> mirroredAtEnds(const SoundClip& clip, std::size_t margin)
{
    std::vector<double> samples(clip.begin(), clip.end());
    samples.resize(std::max(samples.size(), margin + 1));
    std::vector<double> wide(samples.size() + 2 * margin);
    std::copy(samples.begin(), samples.end(), wide.begin() + static_cast<std::ptrdiff_t>(margin));
    for (std::size_t i = 1; i <= margin; ++i) {
        wide[margin - i] = samples[i];
        wide[margin + samples.size() - 1 + i] = samples[samples.size() - 1 - i];
    }
    return wide;
}

void flatten(std::span<double> frame)
{
    const double mean =
        std::accumulate(frame.begin(), frame.end(), 0.0) / static_cast<double>(frame.size());
    for (double& value : frame)
        value -= mean;
    for (std::size_t n = frame.size(); n-- > 1;)
        frame[n] -= preemphasis * frame[n - 1];
    frame[0] -= preemphasis * frame[0];
}

double logarithmOf(double power, MelKind kind)
{
    if (kind == MelKind::kaldi) return std::log(std::max(power, kaldiFloor));
    const double decades = std::log10(std::max(power, powerFloor));
    return kind == MelKind::clap ? 10 * decades : decades;
}

// By the loudest of the clip.
void limitAsWhisper(Matrix<float>& values)
{
    constexpr float range = 8;
    const float least = values.maxCoeff() - range;
    values = ((values.array().max(least) + 4) / 4).matrix().eval();
}

} // namespace

std::string describe(const SoundPreparation& preparation)
{
    constexpr std::array fills { "", ", filled up with zeros", ", filled up by repeating" };
    constexpr std::array mels { "", "Kaldi's", "Whisper's", "CLAP's" };
    std::array<char, 400> text {};
    std::snprintf(text.data(), text.size(), "%d Hz, %.9g to %.9g s%s%s, times %.9g",
        preparation.rate, preparation.least, preparation.seconds,
        fills[static_cast<std::size_t>(preparation.fill)],
        preparation.unitVariance ? ", mean 0 and variance 1" : "",
        static_cast<double>(preparation.gain));
    std::string line = text.data();
    if (preparation.mel == MelKind::none) return line;
    std::snprintf(text.data(), text.size(),
        "; %s log-mel, %d bands of %.9g to %.9g Hz, window %d, hop %d, less %.9g, divided by %.9g, "
        "%s",
        mels[static_cast<std::size_t>(preparation.mel)], preparation.bands, preparation.low,
        preparation.high, preparation.window, preparation.hop,
        static_cast<double>(preparation.offset), static_cast<double>(preparation.divisor),
        preparation.bandsFirst ? "bands x frames" : "frames x bands");
    line += text.data();
    return preparation.frames > 0 ? line + ", " + std::to_string(preparation.frames) + " frames"
                                  : line;
}

int leastHop(const SoundPreparation& preparation)
{
    return preparation.window / clipLimits::hopsAWindow + 1;
}

std::size_t samplesIn(double seconds, const SoundPreparation& preparation)
{
    return static_cast<std::size_t>(std::max(1LL, std::llround(seconds * preparation.rate)));
}

bool hasOneLength(const SoundPreparation& preparation)
{
    return preparation.fill != SoundFill::none || preparation.least >= preparation.seconds
        || (preparation.mel != MelKind::none && preparation.frames > 0);
}

Index framesOf(std::size_t samples, const SoundPreparation& preparation)
{
    if (preparation.frames > 0) return preparation.frames;
    const auto count = static_cast<Index>(samples);
    if (preparation.mel == MelKind::kaldi)
        return 1 + std::max<Index>(0, count - preparation.window) / preparation.hop;
    const Index margin = preparation.window / 2; // what is shorter cannot be mirrored
    const Index hops =
        (std::max(count, margin + 1) + 2 * margin - preparation.window) / preparation.hop;
    return preparation.mel == MelKind::whisper ? std::max<Index>(1, hops) : hops + 1;
}

SoundClip prepared(const SoundClip& clip, const SoundPreparation& preparation)
{
    const std::size_t most = samplesIn(preparation.seconds, preparation);
    SoundClip samples(
        clip.begin(), clip.begin() + static_cast<std::ptrdiff_t>(std::min(most, clip.size())));
    const auto own = static_cast<double>(samples.size());
    if (preparation.unitVariance && own > 0) {
        const double mean = std::accumulate(samples.begin(), samples.end(), 0.0) / own;
        double squares = 0;
        for (const float value : samples)
            squares += (value - mean) * (value - mean);
        const double deviation = std::sqrt(squares / own + 1e-7);
        for (float& value : samples)
            value = static_cast<float>((value - mean) / deviation);
    }
    for (float& value : samples)
        value *= preparation.gain;
    if (preparation.fill == SoundFill::repeated && !samples.empty()) {
        const std::size_t length = samples.size();
        for (std::size_t times = most / length; times > 1; --times)
            samples.insert(samples.end(), samples.begin(),
                samples.begin() + static_cast<std::ptrdiff_t>(length));
    }
    const std::size_t least = std::min(most, samplesIn(preparation.least, preparation));
    samples.resize(preparation.fill == SoundFill::none ? std::max(least, samples.size()) : most);
    return samples;
}

Matrix<float> logMelOf(const SoundClip& clip, const SoundPreparation& preparation)
{
    const bool kaldi = preparation.mel == MelKind::kaldi;
    const auto window = static_cast<std::size_t>(preparation.window);
    const std::size_t transform = kaldi ? std::bit_ceil(window) : window;
    std::vector<double> samples =
        kaldi ? std::vector<double>(clip.begin(), clip.end()) : mirroredAtEnds(clip, window / 2);
    samples.resize(std::max(samples.size(), window));
    const std::vector<double> hann = hannWindow(window, !kaldi);
    const std::vector<BandFilter> filters = bandFilters(preparation, transform);
    SoundPreparation whole = preparation;
    whole.frames = 0;
    const Index own = framesOf(clip.size(), whole);
    const Index frames = preparation.frames > 0 ? preparation.frames : own;
    Matrix<float> values = Matrix<float>::Zero(frames, preparation.bands);
    Eigen::FFT<double> fft;
    fft.SetFlag(Eigen::FFT<double>::HalfSpectrum);
    std::vector<double> frame(transform);
    std::vector<std::complex<double>> spectrum(transform / 2 + 1);
    for (Index t = 0; t < std::min(own, frames); ++t) {
        const auto begin = samples.begin() + static_cast<std::ptrdiff_t>(t) * preparation.hop;
        std::copy(begin, begin + preparation.window, frame.begin());
        if (kaldi) flatten(std::span(frame).first(window));
        for (std::size_t n = 0; n < window; ++n)
            frame[n] *= hann[n];
        fft.fwd(spectrum.data(), frame.data(), static_cast<Index>(transform));
        for (std::size_t band = 0; band < filters.size(); ++band) {
            double power = 0;
            for (std::size_t i = 0; i < filters[band].weights.size(); ++i)
                power += filters[band].weights[i] * std::norm(spectrum[filters[band].first + i]);
            values(t, static_cast<Index>(band)) =
                static_cast<float>(logarithmOf(power, preparation.mel));
        }
    }
    if (preparation.mel == MelKind::whisper) limitAsWhisper(values);
    return ((values.array() - preparation.offset) / preparation.divisor).matrix();
}

} // namespace contrastlab
