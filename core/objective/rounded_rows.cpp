// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Strides are odd numbers of cache lines, against rows that fall on few sets of the cache.
#include "objective/rounded_rows.h"

#include "base/micro_kernel.h"
#include "objective/tiled_similarity.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

constexpr Index lanesALine = 64 / sizeof(Bfloat16Pair);
constexpr Index panelColumns = kernelColumns<float>;

constexpr Index oddLines(Index lanes)
{
    return ((lanes + lanesALine - 1) / lanesALine | 1) * lanesALine;
}

// Of a block of slopes.
constexpr Index mostSlopes = LogitBlock<float>::most;
constexpr Index alongStride = oddLines(mostSlopes / 2);
constexpr Index belowStride = oddLines(mostSlopes);

void enlarge(std::vector<Bfloat16Pair>& pairs, Index size)
{
    pairs.resize(std::max(pairs.size(), static_cast<std::size_t>(size)));
}

// A factor is off by 0.0016 of itself, RMS, and so is each of d products of a similarity by 0.0023.
constexpr double errorOfProduct = 0.0023;
constexpr double mostErrorOfLogit = 0.005;

} // namespace

Rounding roundingFor(Precision precision, double scale, Index width)
{
    if (precision == Precision::float32) return {};
    const double error = errorOfProduct * scale / std::sqrt(static_cast<double>(width));
    return { error <= mostErrorOfLogit, true };
}

void RoundedRows::reserve(Index count, Index width, Rounding rounding, bool isRight)
{
    m_width = width;
    m_forLogits = rounding.logits;
    m_isRight = isRight;
    m_alongStride = oddLines(depth());
    m_belowStride = oddLines(width);
    enlarge(m_below, (count + 1) / 2 * m_belowStride);
    if (!m_forLogits) return;
    enlarge(m_along, count * m_alongStride);
    if (isRight)
        enlarge(m_panels, (count + panelColumns - 1) / panelColumns * panelColumns * depth());
}

void RoundedRows::load(
    const float* rows, Index stride, const float* common, Index first, Index count)
{
    thread_local std::vector<float> two;
    two.resize(std::max(two.size(), static_cast<std::size_t>(2 * m_width)));
    const auto without = [&](Index i, float* to) {
        mapVectors<float>(
            m_width, to, [](Vec<float> a, Vec<float> b) { return a - b; }, rows + i * stride,
            common);
        return to;
    };
    for (Index i = 0; i < count; i += 2)
        toPairs(without(i, two.data()),
            i + 1 < count ? without(i + 1, two.data() + m_width) : nullptr, m_width,
            m_below.data() + (first + i) / 2 * m_belowStride);
    if (!m_forLogits) return;
    for (Index i = 0; i < count; ++i)
        toPairs(rows + i * stride, m_width, m_along.data() + (first + i) * m_alongStride);
    for (Index panel = 0; m_isRight && panel < count; panel += panelColumns)
        packPanel(first + panel, std::min(panelColumns, count - panel));
}

void RoundedRows::packPanel(Index first, Index count)
{
    Bfloat16Pair* to = m_panels.data() + first * depth();
    if (count < panelColumns) std::fill_n(to, panelColumns * depth(), 0);
    for (Index j = 0; j < count; ++j)
        for (Index p = 0; p < depth(); ++p)
            to[p * panelColumns + j] = along(first + j).data[p];
}

LeftPairs RoundedRows::along(Index first) const
{
    return { m_along.data() + first * m_alongStride, m_alongStride, 1 };
}

RightPairs RoundedRows::panel(Index first) const
{
    return { m_panels.data() + first * depth(), panelColumns };
}

RightPairs RoundedRows::below(Index first, Index column) const
{
    return { m_below.data() + first / 2 * m_belowStride + column, m_belowStride };
}

void RoundedSlopes::round(const float* slopes, Index stride, Index rows, Index columns)
{
    enlarge(m_along, mostSlopes * alongStride);
    enlarge(m_below, mostSlopes / 2 * belowStride);
    for (Index i = 0; i < rows; ++i)
        toPairs(slopes + i * stride, columns, m_along.data() + i * alongStride);
    for (Index i = 0; i < rows; i += 2)
        toPairs(slopes + i * stride, i + 1 < rows ? slopes + (i + 1) * stride : nullptr, columns,
            m_below.data() + i / 2 * belowStride);
}

LeftPairs RoundedSlopes::rows() const
{
    return { m_along.data(), alongStride, 1 };
}

LeftPairs RoundedSlopes::columns() const
{
    return { m_below.data(), 1, belowStride };
}

} // namespace contrastlab
