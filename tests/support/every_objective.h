// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tests that are run for every objective of the table: a row each, and a batch in which any of them
// finds what it asks for.
#pragma once

#include "objective/objective.h"
#include "support/gradient_check.h"

#include <QTest>

#include <cmath>
#include <string>
#include <vector>

namespace contrastlab {

/// The rows of a test's data: one an objective.
inline void objectiveRows()
{
    QTest::addColumn<QString>("name");
    for (const ObjectiveInfo& info : objectiveTable())
        QTest::newRow(info.name.data()) << QString::fromUtf8(info.name.data());
}

inline std::string objectiveOfRow()
{
    QFETCH(QString, name);
    return name.toStdString();
}

/// What an objective takes of a batch with a, b, keysA, keysB, queueA, queueB and labels.
template <class S, class Rows> PairInput<S> inputOf(const Rows& batch, double temperature)
{
    PairInput<S> in;
    in.logScale = -std::log(temperature);
    in.bias = -2;
    in.labels = batch.labels;
    pointAt(in.a, batch.a);
    pointAt(in.b, batch.b);
    pointAt(in.keysA, batch.keysA);
    pointAt(in.keysB, batch.keysB);
    pointAt(in.queueA, batch.queueA);
    pointAt(in.queueB, batch.queueB);
    return in;
}

/// n pairs of width d, with labels, keys and queues of 2 n.
template <class S> struct FullBatch {
    Matrix<S> a, b, keysA, keysB, queueA, queueB;
    std::vector<int> labels;
    double temperature = 0.2;

    FullBatch(Index n, Index d)
        : a(normalMatrix<S>(n, d, 1))
        , b(a + normalMatrix<S>(n, d, 2))
        , keysA(a + S(0.3) * normalMatrix<S>(n, d, 3))
        , keysB(b + S(0.3) * normalMatrix<S>(n, d, 4))
        , queueA(normalMatrix<S>(2 * n, d, 5).rowwise().normalized())
        , queueB(normalMatrix<S>(2 * n, d, 6).rowwise().normalized())
    {
        for (Index i = 0; i < n; ++i)
            labels.push_back(i % 5 == 4 ? -1 : int(i % 3));
    }
    /// The listing needs products above zero.
    void fit(const std::string& name)
    {
        if (name != "article-naive") return;
        a = a.cwiseAbs();
        b = b.cwiseAbs();
    }
    [[nodiscard]] PairInput<S> input() const { return inputOf<S>(*this, temperature); }
    std::vector<Matrix<S>*> all() { return { &a, &b, &keysA, &keysB, &queueA, &queueB }; }
};

} // namespace contrastlab
