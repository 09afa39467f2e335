// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Log-mel spectrograms. One object a thread.
//
// Exactly: mono at 16,000 Hz, values in [-1, 1]. Frame t takes samples 160 t .. 160 t + 399 (25 ms
// every 10 ms, no padding; a sound of fewer than 400 samples is filled up with zeros to one frame)
// times the periodic Hann window 0.5 - 0.5 cos(2 pi n / 400), padded with zeros to 512. P_k =
// |DFT_k|^2, k = 0 .. 256. Band b of 40: triangle of height 1 over the frequencies f_b, f_b+1,
// f_b+2, where f_0 .. f_41 lie evenly between 20 and 8,000 Hz on the mel scale m(f) = 1127 ln(1 + f
// / 700), and the slopes are straight in mel (as Kaldi's compute-fbank-feats has them). Value:
// ln(max(sum_k w_bk P_k, 1e-6)).
#pragma once

#include "base/matrix.h"

#include <memory>
#include <span>

namespace contrastlab {

class LogMel {
public:
    static constexpr int rate = 16000;
    static constexpr int bands = 40;
    static constexpr int window = 400;
    static constexpr int hop = 160;
    static constexpr double floorPower = 1e-6;

    LogMel();
    ~LogMel();
    LogMel(const LogMel&) = delete;
    LogMel& operator=(const LogMel&) = delete;

    /// Frames of a sound of so many samples; at least 1.
    static Index frames(std::size_t samples);

    /// frames x bands of a sound at 16,000 Hz.
    Matrix<float> operator()(std::span<const float> samples);

private:
    struct Plan;
    std::unique_ptr<Plan> m_plan;
};

} // namespace contrastlab
