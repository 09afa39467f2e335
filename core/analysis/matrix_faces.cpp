// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/matrix_faces.h"

#include <cmath>

namespace contrastlab {

namespace {

// Each row to softmax(row / temperature); shifted by the row's largest, so that nothing overflows.
Matrix<float> rowSoftmax(const Matrix<float>& cosines, double temperature)
{
    Matrix<float> shares(cosines.rows(), cosines.cols());
    for (Index row = 0; row < cosines.rows(); ++row) {
        const Vector<double> logits = cosines.row(row).transpose().cast<double>() / temperature;
        const Vector<double> weights = (logits.array() - logits.maxCoeff()).exp();
        shares.row(row) = (weights / weights.sum()).cast<float>().transpose();
    }
    return shares;
}

// Of one value among a list.
double shareOf(const Vector<float>& cosines, double temperature, Index place)
{
    const Vector<double> logits = cosines.cast<double>() / temperature;
    const Vector<double> weights = (logits.array() - logits.maxCoeff()).exp();
    return weights[place] / weights.sum();
}

} // namespace

Matrix<float> faceOf(MatrixFace face, const Matrix<float>& cosines, double temperature)
{
    switch (face) {
    case MatrixFace::cosine:
        break;
    case MatrixFace::logit:
        return cosines / static_cast<float>(temperature);
    case MatrixFace::rowSoftmax:
        return rowSoftmax(cosines, temperature);
    case MatrixFace::columnSoftmax:
        return rowSoftmax(cosines.transpose(), temperature).transpose();
    case MatrixFace::gradient: {
        Matrix<float> gradient = (rowSoftmax(cosines, temperature)
                                     + rowSoftmax(cosines.transpose(), temperature).transpose())
            / 2;
        gradient.diagonal().array() -= 1;
        return gradient;
    }
    }
    return cosines;
}

CellNumbers cellNumbers(const Matrix<float>& cosines, double temperature, Index row, Index column)
{
    CellNumbers numbers;
    numbers.cosine = static_cast<double>(cosines(row, column));
    numbers.logit = numbers.cosine / temperature;
    numbers.rowShare = shareOf(cosines.row(row).transpose(), temperature, column);
    numbers.columnShare = shareOf(cosines.col(column), temperature, row);
    numbers.gradient = (numbers.rowShare + numbers.columnShare) / 2 - (row == column ? 1.0 : 0.0);
    return numbers;
}

} // namespace contrastlab
