// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lesson/sparse_atoms.h"

#include "base/random.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace contrastlab {

namespace {

/// Adam (Kingma and Ba 2015) of one block, without weight decay.
class AtomsAdam {
public:
    explicit AtomsAdam(Index size)
        : m_mean(Vector<double>::Zero(size))
        , m_square(Vector<double>::Zero(size))
    {
    }
    void step(double* values, const double* gradient, int number)
    {
        constexpr double rate = 0.003, beta1 = 0.9, beta2 = 0.999, tiny = 1e-8;
        const double first = 1 - std::pow(beta1, number), second = 1 - std::pow(beta2, number);
        for (Index i = 0; i < m_mean.size(); ++i) {
            m_mean[i] += (1 - beta1) * (gradient[i] - m_mean[i]);
            m_square[i] += (1 - beta2) * (gradient[i] * gradient[i] - m_square[i]);
            values[i] -= rate * (m_mean[i] / first) / (std::sqrt(m_square[i] / second) + tiny);
        }
    }

private:
    Vector<double> m_mean, m_square;
};

} // namespace

Matrix<double> SparseAtoms::codes(const Matrix<double>& rows) const
{
    Matrix<double> z = ((rows.rowwise() - mean.transpose()) * encoder).rowwise() + bias.transpose();
    std::vector<Index> order(static_cast<std::size_t>(z.cols()));
    const Index kept = std::min(active, z.cols());
    for (Index i = 0; i < z.rows(); ++i) {
        std::iota(order.begin(), order.end(), Index(0));
        std::nth_element(order.begin(), order.begin() + (kept - 1), order.end(),
            [&](Index a, Index b) { return z(i, a) > z(i, b) || (z(i, a) == z(i, b) && a < b); });
        for (auto silent = order.begin() + kept; silent != order.end(); ++silent)
            z(i, *silent) = 0;
    }
    return z.cwiseMax(0);
}

Matrix<double> SparseAtoms::rebuilt(const Matrix<double>& rows) const
{
    return (codes(rows) * decoder).rowwise() + mean.transpose();
}

AtomsGradient atomsGradient(const SparseAtoms& atoms, const Matrix<double>& rows)
{
    const auto count = double(rows.rows());
    const Matrix<double> z = atoms.codes(rows);
    const Matrix<double> centred = rows.rowwise() - atoms.mean.transpose();
    const Matrix<double> residual = z * atoms.decoder - centred;
    const Matrix<double> slope = (2 / count)
        * (residual * atoms.decoder.transpose())
              .cwiseProduct((z.array() > 0).cast<double>().matrix());
    return { residual.squaredNorm() / count, centred.transpose() * slope,
        slope.colwise().sum().transpose(), (2 / count) * (z.transpose() * residual) };
}

SparseAtoms learnAtoms(
    const Matrix<double>& rows, Index atoms, Index active, int steps, std::uint64_t seed)
{
    constexpr Index batch = 256;
    RandomStream stream(seed, Purpose::initialWeights);
    SparseAtoms learnt { rows.colwise().mean().transpose(), {}, Vector<double>::Zero(atoms),
        Matrix<double>(atoms, rows.cols()), active };
    for (Index i = 0; i < learnt.decoder.size(); ++i)
        learnt.decoder.data()[i] = stream.normal();
    learnt.decoder.rowwise().normalize();
    learnt.encoder = learnt.decoder.transpose();
    AtomsAdam ofEncoder(learnt.encoder.size()), ofBias(atoms), ofDecoder(learnt.decoder.size());
    Matrix<double> some(std::min(batch, rows.rows()), rows.cols());
    for (int step = 1; step <= steps; ++step) {
        for (Index i = 0; i < some.rows(); ++i)
            some.row(i) = rows.row(Index(stream.below(std::uint64_t(rows.rows()))));
        const AtomsGradient gradient = atomsGradient(learnt, some);
        ofEncoder.step(learnt.encoder.data(), gradient.encoder.data(), step);
        ofBias.step(learnt.bias.data(), gradient.bias.data(), step);
        ofDecoder.step(learnt.decoder.data(), gradient.decoder.data(), step);
        learnt.decoder.rowwise().normalize();
    }
    return learnt;
}

Vector<double> shareOfA(const SparseAtoms& atoms, const Matrix<double>& a, const Matrix<double>& b)
{
    const Vector<double> ofA = atoms.codes(a).colwise().mean().transpose(),
                         ofB = atoms.codes(b).colwise().mean().transpose();
    return ofA.cwiseQuotient(ofA + ofB); // 0 / 0 is NaN
}

Matrix<double> withoutUnimodal(const SparseAtoms& atoms, const Vector<double>& shares, double least,
    const Matrix<double>& rows)
{
    Matrix<double> z = atoms.codes(rows);
    for (Index atom = 0; atom < z.cols(); ++atom)
        if (shares[atom] >= least && shares[atom] <= 1 - least) z.col(atom).setZero();
    return rows - z * atoms.decoder;
}

} // namespace contrastlab
