// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The transform is Eigen's (kissfft), real to half spectrum. One thread an object.
#include "media/decode/log_mel.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

#include <unsupported/Eigen/FFT>

namespace contrastlab {

namespace {

constexpr int fftLength = 512;
constexpr int spectrumLength = fftLength / 2 + 1;
constexpr double lowestFrequency = 20;
constexpr double highestFrequency = 8000;

double melOf(double frequency)
{
    return 1127 * std::log(1 + frequency / 700);
}

} // namespace

struct LogMel::Plan {
    /// Weights of one band on the bins from `first`.
    struct Band {
        int first = 0;
        std::vector<float> weights;
    };

    Eigen::FFT<float> fft;
    std::vector<float> hann = std::vector<float>(window);
    std::vector<Band> filters;
    std::vector<float> frame = std::vector<float>(fftLength, 0.f);
    std::vector<std::complex<float>> spectrum = std::vector<std::complex<float>>(spectrumLength);
    std::vector<float> power = std::vector<float>(spectrumLength);

    Plan()
    {
        fft.SetFlag(Eigen::FFT<float>::HalfSpectrum);
        for (int n = 0; n < window; ++n)
            hann[n] = static_cast<float>(0.5 - 0.5 * std::cos(2 * std::numbers::pi * n / window));
        for (int b = 0; b < bands; ++b)
            filters.push_back(bandFilter(b));
    }

    static Band bandFilter(int b)
    {
        const double low = melOf(lowestFrequency);
        const double step = (melOf(highestFrequency) - low) / (bands + 1);
        const double left = low + b * step, right = left + 2 * step;
        Band filter;
        for (int k = 0; k < spectrumLength; ++k) {
            const double mel = melOf(double(k) * rate / fftLength);
            const double weight = std::min(mel - left, right - mel) / step;
            if (weight <= 0) continue;
            if (filter.weights.empty()) filter.first = k;
            filter.weights.push_back(static_cast<float>(weight));
        }
        return filter;
    }

    void transform(std::span<const float> samples)
    {
        for (std::size_t n = 0; n < samples.size(); ++n)
            frame[n] = samples[n] * hann[n];
        std::fill(frame.begin() + static_cast<std::ptrdiff_t>(samples.size()),
            frame.begin() + window, 0.f);
        fft.fwd(spectrum.data(), frame.data(), fftLength);
        for (int k = 0; k < spectrumLength; ++k)
            power[k] = std::norm(spectrum[k]);
    }

    [[nodiscard]] float value(const Band& band) const
    {
        float sum = 0;
        for (std::size_t i = 0; i < band.weights.size(); ++i)
            sum += band.weights[i] * power[static_cast<std::size_t>(band.first) + i];
        return std::log(std::max(sum, static_cast<float>(floorPower)));
    }
};

LogMel::LogMel() : m_plan(std::make_unique<Plan>()) { }

LogMel::~LogMel() = default;

Index LogMel::frames(std::size_t samples)
{
    if (samples < window) return 1;
    return 1 + (static_cast<Index>(samples) - window) / hop;
}

Matrix<float> LogMel::operator()(std::span<const float> samples)
{
    Matrix<float> values(frames(samples.size()), bands);
    for (Index t = 0; t < values.rows(); ++t) {
        const auto start = static_cast<std::size_t>(t * hop);
        m_plan->transform(
            samples.subspan(start, std::min<std::size_t>(window, samples.size() - start)));
        for (int b = 0; b < bands; ++b)
            values(t, b) = m_plan->value(m_plan->filters[static_cast<std::size_t>(b)]);
    }
    return values;
}

} // namespace contrastlab
