// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two linear towers A and B, d x m, on data whose cross-covariance G has the singular values s_k:
// gradient flow of |I - A G B'|^2 from a small beginning. A balanced mode c = s a b follows
// dc/dt = 4 s c (1 - c), so it is half learnt at ln(1 / c0 - 1) / (4 s): one after the other.
#include "lesson/experiment_list.h"

#include "base/decomposition.h"
#include "base/random.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace contrastlab {

namespace {

using ModeNumbers = std::map<std::string, double>;

constexpr double unlearnt = std::numeric_limits<double>::quiet_NaN();

Matrix<double> randomMatrix(Index rows, Index columns, RandomStream& stream)
{
    Matrix<double> m(rows, columns);
    for (Index i = 0; i < m.size(); ++i)
        m.data()[i] = stream.normal();
    return m;
}

Matrix<double> randomRotation(Index size, RandomStream& stream)
{
    return nearestOrthogonal(randomMatrix(size, size, stream));
}

class ModeTraining {
public:
    ModeTraining(const ModeNumbers& settings, std::uint64_t seed)
        : m_width(Index(settings.at("width")))
        , m_start(settings.at("start"))
        , m_strengths(m_width)
        , m_halfRises(Vector<double>::Constant(m_width, -1))
    {
        for (Index k = 0; k < m_width; ++k)
            m_strengths[k] = std::pow(settings.at("ratio"), double(k));
        RandomStream stream(seed, Purpose::noise);
        const Matrix<double> left = randomRotation(m_width, stream),
                             right = randomRotation(m_width, stream);
        m_data = left * m_strengths.asDiagonal() * right.transpose();
        if (settings.at("aligned") > 0) { // along the modes, all as long as each other
            const Matrix<double> embedding = randomRotation(m_width, stream);
            m_a = m_start * embedding * left.transpose();
            m_b = m_start * embedding * right.transpose();
        } else {
            m_a = m_start * randomMatrix(m_width, m_width, stream);
            m_b = m_start * randomMatrix(m_width, m_width, stream);
        }
    }

    ModeNumbers run()
    {
        // Until the slowest mode has had twice its time; a step is a hundredth of the fastest
        // mode's time scale.
        const double end = 2 * halfRiseOf(m_width - 1) + 1 / m_strengths[m_width - 1];
        constexpr double step = 0.01;
        for (double time = 0; time < end; time += step) {
            const Matrix<double> product = m_a * m_data * m_b.transpose();
            const Matrix<double> rest = Matrix<double>::Identity(m_width, m_width) - product;
            watch(time, product, rest.squaredNorm());
            const Matrix<double> towardsA = rest * m_b * m_data.transpose();
            m_b += 2 * step * rest.transpose() * m_a * m_data;
            m_a += 2 * step * towardsA;
        }
        return numbers();
    }

private:
    // Of the closed form.
    [[nodiscard]] double halfRiseOf(Index mode) const
    {
        const double least = std::min(0.25, m_strengths[mode] * m_start * m_start);
        return std::log(1 / least - 1) / (4 * m_strengths[mode]);
    }

    void watch(double time, const Matrix<double>& product, double loss)
    {
        const Vector<double> learnt = singularValues(product);
        for (Index k = 0; k < m_width; ++k)
            if (m_halfRises[k] < 0 && learnt[k] >= 0.5) m_halfRises[k] = time;
        const auto rank = (learnt.array() >= 0.5).count();
        if (rank == 0 || rank == m_width) return;
        ++m_between;
        m_onSteps += std::abs(loss - double(m_width - rank)) < 0.1;
    }

    [[nodiscard]] ModeNumbers numbers() const
    {
        const auto learnt = (m_halfRises.array() >= 0).count();
        const Vector<double> products = m_halfRises.cwiseProduct(m_strengths);
        double error = 0;
        for (Index k = 0; k < m_width; ++k)
            error = std::max(error, std::abs(m_halfRises[k] / halfRiseOf(k) - 1));
        const bool all = learnt == m_width;
        return { { "rank", double(learnt) },
            { "flat_share", m_between > 0 ? m_onSteps / m_between : 0 },
            { "first_time", all ? m_halfRises[0] : unlearnt },
            { "last_time", all ? m_halfRises[m_width - 1] : unlearnt },
            { "times_spread", all ? products.maxCoeff() / products.minCoeff() - 1 : unlearnt },
            { "closed_form_error", all ? error : unlearnt } };
    }

    Index m_width;
    double m_start;
    Vector<double> m_strengths, m_halfRises;
    Matrix<double> m_data, m_a, m_b;
    double m_between = 0, m_onSteps = 0;
};

ModeNumbers learnModes(ThreadPool&, const ModeNumbers& settings, std::uint64_t seed)
{
    return ModeTraining(settings, seed).run();
}

} // namespace

Experiment linearModes()
{
    return { "linear-modes",
        "Two linear towers learn one mode of the data after the other (Simon et al. 2023, "
        "arXiv 2303.15438)",
        { { "width", 4, 2, 16 }, { "start", 0.001, 1e-12, 1 }, { "ratio", 0.5, 0.25, 0.95 },
            { "aligned", 0, 0, 1 } },
        { "rank", "flat_share", "first_time", "last_time", "times_spread", "closed_form_error" },
        &learnModes };
}

} // namespace contrastlab
