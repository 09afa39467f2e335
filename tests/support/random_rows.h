// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Random matrices for tests, the same on every machine.
#pragma once

#include "base/matrix.h"
#include "base/random.h"

namespace contrastlab::test {

/// Standard normal values.
template <class S> Matrix<S> normalRows(Index rows, Index columns, std::uint64_t seed)
{
    RandomStream stream(seed, Purpose::noise);
    Matrix<S> m(rows, columns);
    for (Index i = 0; i < m.size(); ++i)
        m.data()[i] = static_cast<S>(stream.normal());
    return m;
}

/// Normal rows divided by their lengths: even over the sphere.
template <class S> Matrix<S> unitNormalRows(Index rows, Index columns, std::uint64_t seed)
{
    Matrix<double> m = normalRows<double>(rows, columns, seed);
    m.rowwise().normalize();
    return m.template cast<S>();
}

/// Unit rows that differ from the given ones by noise: partners of varying quality.
template <class S> Matrix<S> noisyCopy(const Matrix<S>& rows, double noise, std::uint64_t seed)
{
    Matrix<double> m =
        rows.template cast<double>() + noise * normalRows<double>(rows.rows(), rows.cols(), seed);
    m.rowwise().normalize();
    return m.template cast<S>();
}

} // namespace contrastlab::test
