// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Chunks are summed on any thread and added in order.
#include "optimizer/sums.h"

#include "optimizer/parameter_walk.h"

namespace contrastlab {

namespace {

// Eight running sums: short dependency chains, and a fixed order.
double dotChunk(const float* a, const float* b, Index count)
{
    using Eight = Eigen::Array<double, 8, 1>;
    using EightFloats = Eigen::Map<const Eigen::Array<float, 8, 1>>;
    Eight sums = Eight::Zero();
    Index i = 0;
    for (; i + 8 <= count; i += 8)
        sums += EightFloats(a + i).cast<double>() * EightFloats(b + i).cast<double>();
    double sum = sums.sum();
    for (; i < count; ++i)
        sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    return sum;
}

} // namespace

double dot(
    ThreadPool& pool, const Vector<float>& a, const Vector<float>& b, Index offset, Index count)
{
    const float* const x = a.data() + offset;
    const float* const y = b.data() + offset;
    if (count <= parameterChunk) return dotChunk(x, y, count);
    std::vector<double> parts(
        static_cast<std::size_t>((count + parameterChunk - 1) / parameterChunk));
    pool.run(static_cast<Index>(parts.size()), [&](Index chunk) {
        const Index begin = chunk * parameterChunk;
        parts[static_cast<std::size_t>(chunk)] =
            dotChunk(x + begin, y + begin, std::min(parameterChunk, count - begin));
    });
    double sum = 0;
    for (const double part : parts)
        sum += part;
    return sum;
}

double dot(ThreadPool& pool, const Vector<float>& a, const Vector<float>& b)
{
    return dot(pool, a, b, 0, a.size());
}

} // namespace contrastlab
