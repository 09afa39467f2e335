// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// dy/dx of a row is V diag(m) W with m = 1 where a unit is active, so its squared norm is
// mᵀ(VᵀV ∘ WWᵀ)m, and the mean is the sum of VᵀV ∘ WWᵀ ∘ C with C = the mean of mmᵀ.
#include "task/gradient_penalty.h"

#include "base/product.h"

#include <utility>

namespace contrastlab {

template <class S>
double GradientPenalty<S>::evaluate(ThreadPool& pool, ConstMatrixView<S> v, ConstMatrixView<S> w,
    ConstMatrixView<S> hidden, double weight, MatrixView<S> gradV, MatrixView<S> gradW)
{
    const Index units = hidden.cols();
    m_active = (hidden.array() > S(0)).template cast<S>();
    for (Matrix<S>* square : { &m_both, &m_insides, &m_outsides })
        square->resize(units, units);
    const ConstMatrixView<S> active = view(std::as_const(m_active));
    productTransposedLeft<S>(pool, active, active, view(m_both));
    m_both /= static_cast<S>(hidden.rows());
    productTransposedLeft<S>(pool, v, v, view(m_insides));
    productTransposedRight<S>(pool, w, w, view(m_outsides));
    m_insides.array() *= m_both.array(); // C ∘ VᵀV
    const double penalty =
        (m_insides.template cast<double>().array() * m_outsides.template cast<double>().array())
            .sum();
    if (weight == 0) return penalty;
    m_outsides.array() *= static_cast<S>(2 * weight) * m_both.array();
    m_insides *= static_cast<S>(2 * weight);
    product<S>(pool, v, view(std::as_const(m_outsides)), gradV, Write::add);
    product<S>(pool, view(std::as_const(m_insides)), w, gradW, Write::add);
    return penalty;
}

template class GradientPenalty<float>;
template class GradientPenalty<double>;

} // namespace contrastlab
