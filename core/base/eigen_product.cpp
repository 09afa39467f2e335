// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/eigen_product.h"

namespace contrastlab {

namespace {

template <class Product, class S> void write(const Product& product, MatrixView<S>& c, Write write)
{
    if (write == Write::add)
        c.noalias() += product;
    else
        c.noalias() = product;
}

} // namespace

template <class S>
void eigenProduct(ConstMatrixView<S> a, ConstMatrixView<S> b, MatrixView<S> c, Write how, S factor)
{
    write((factor * a) * b, c, how);
}

template <class S>
void eigenProductTransposedRight(
    ConstMatrixView<S> a, ConstMatrixView<S> b, MatrixView<S> c, Write how, S factor)
{
    write((factor * a) * b.transpose(), c, how);
}

template <class S>
void eigenProductTransposedLeft(
    ConstMatrixView<S> a, ConstMatrixView<S> b, MatrixView<S> c, Write how, S factor)
{
    write((factor * a.transpose()) * b, c, how);
}

#define CONTRASTLAB_INSTANTIATE(S)                                                                 \
    template void eigenProduct(ConstMatrixView<S>, ConstMatrixView<S>, MatrixView<S>, Write, S);   \
    template void eigenProductTransposedRight(                                                     \
        ConstMatrixView<S>, ConstMatrixView<S>, MatrixView<S>, Write, S);                          \
    template void eigenProductTransposedLeft(                                                      \
        ConstMatrixView<S>, ConstMatrixView<S>, MatrixView<S>, Write, S);
CONTRASTLAB_INSTANTIATE(float)
CONTRASTLAB_INSTANTIATE(double)
#undef CONTRASTLAB_INSTANTIATE

} // namespace contrastlab
