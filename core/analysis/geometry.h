// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where embeddings lie on the sphere: alignment, uniformity, modality gap, spectrum, collapse. Pure
// functions; the result is the same on any number of threads.
#pragma once

#include "base/matrix.h"
#include "base/thread_pool.h"
#include "run/training_diagnostics.h"

#include <span>

namespace contrastlab {

/// Mean of |a_i - b_i|^power over pairs of unit rows (Wang and Isola 2020); 0 is perfect.
template <class S> double alignment(ConstMatrixView<S> a, ConstMatrixView<S> b, double power = 2);

/// ln of the mean over i < j of e^(-scale |x_i - x_j|^2) over unit rows (Wang and Isola 2020): 0
/// where all are equal, sphereUniformity() at best. NaN for fewer than two rows.
template <class S> double uniformity(ThreadPool& pool, ConstMatrixView<S> rows, double scale = 2);
/// The same for points spread evenly over the sphere in `dimension` dimensions:
/// -2 t + ln 0F1(; dimension / 2; t^2) with t = scale.
double sphereUniformity(Index dimension, double scale = 2);

/// |mean of a - mean of b| over unit rows (Liang et al. 2022), from 0 to 2.
template <class S> double modalityGap(ConstMatrixView<S> a, ConstMatrixView<S> b);

/// Mean cosine of pairs of rows that differ and have the same label (Wang and Liu 2021). Unit rows;
/// labels below 0 belong to no class. NaN where no class has two rows.
template <class S> double tolerance(ConstMatrixView<S> rows, std::span<const int> labels);

template <class S> Spectrum spectrum(ConstMatrixView<S> rows);
/// The RankMe of given singular values.
double rankMe(const Vector<double>& singularValues);

/// For the spectrum of N x d unit rows: complete where the mean deviation is under a tenth of 1 /
/// sqrt(d), its value on the whole sphere; dimensional where RankMe is under 0.3 min(N, d).
Collapse collapse(const Spectrum& spectrum, Index dimension);
/// "none", "dimensional", "complete".
const char* nameOf(Collapse collapse);

} // namespace contrastlab
