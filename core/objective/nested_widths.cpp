// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Nothing is copied but keys of a queue: a part is a view of the first columns.
#include "objective/nested_widths.h"

#include "objective/unit_rows.h"

#include <algorithm>

namespace contrastlab {

namespace {

template <class S> void cut(ConstMatrixView<S>& rows, Index width)
{
    if (rows.rows() == 0) return;
    pointAt(rows,
        ConstMatrixView<S>(
            rows.data(), rows.rows(), width, Eigen::OuterStride<>(rows.outerStride())));
}

template <class S> void add(const PairResult<S>& part, Want want, PairResult<S>& sum)
{
    sum.loss += part.loss;
    sum.lossAToB += part.lossAToB;
    sum.lossBToA += part.lossBToA;
    if (want == Want::loss) return;
    sum.gradA.leftCols(part.gradA.cols()) += part.gradA;
    sum.gradB.leftCols(part.gradB.cols()) += part.gradB;
    sum.gradLogScale += part.gradLogScale;
    sum.gradBias += part.gradBias;
}

template <class S> void scale(double by, Want want, PairResult<S>& sum)
{
    sum.loss *= by;
    sum.lossAToB *= by;
    sum.lossBToA *= by;
    if (want == Want::loss) return;
    sum.gradA *= static_cast<S>(by);
    sum.gradB *= static_cast<S>(by);
    sum.gradLogScale *= by;
    sum.gradBias *= by;
}

} // namespace

int nestedCount(Index width, int wanted)
{
    int count = 1;
    while (count < wanted && nestedWidth(width, count) > 0)
        ++count;
    return count;
}

template <class S>
NestedObjective<S>::NestedObjective(Maker maker) : m_maker(maker)
                                                 , m_whole(maker())
{
}

template <class S>
void NestedObjective<S>::evaluate(ThreadPool& pool, const PairInput<S>& input,
    const ObjectiveSettings& settings, Want want, PairResult<S>& result)
{
    const int count = nestedCount(input.a.cols(), settings.nestedWidths);
    while (std::ssize(m_parts) < count - 1)
        m_parts.emplace_back().objective = m_maker();
    // An objective without directions leaves them as they are.
    for (Part& part : m_parts) {
        part.result.lossAToB = result.lossAToB;
        part.result.lossBToA = result.lossBToA;
    }
    m_whole->evaluate(pool, input, settings, want, result);
    if (count == 1) return;
    for (int k = 1; k < count; ++k) {
        Part& part = m_parts[static_cast<std::size_t>(k - 1)];
        evaluatePart(pool, part, input, nestedWidth(input.a.cols(), k), settings, want);
        add(part.result, want, result);
    }
    scale(1.0 / count, want, result);
}

template <class S>
void NestedObjective<S>::evaluatePart(ThreadPool& pool, Part& part, const PairInput<S>& input,
    Index width, const ObjectiveSettings& settings, Want want)
{
    PairInput<S> first = input;
    for (ConstMatrixView<S>* rows :
        { &first.a, &first.b, &first.keysA, &first.keysB, &first.queueA, &first.queueB })
        cut(*rows, width);
    const auto normalise = [&](ConstMatrixView<S>& queue, Matrix<S>& unit) {
        if (queue.rows() == 0) return;
        normalizeRows(pool, queue, unit, m_inverseNorms);
        pointAt(queue, unit);
    };
    normalise(first.queueA, part.queueA);
    normalise(first.queueB, part.queueB);
    part.objective->evaluate(pool, first, settings, want, part.result);
}

template class NestedObjective<float>;
template class NestedObjective<double>;

} // namespace contrastlab
