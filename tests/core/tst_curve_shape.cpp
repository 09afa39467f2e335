// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Shapes of drawn curves, with a hand that trembles.
#include "lesson/curve_shape.h"

#include <QTest>

#include <cmath>
#include <vector>

using namespace contrastlab;

class TestCurveShape : public QObject {
    Q_OBJECT

private slots:
    void shapes_data()
    {
        QTest::addColumn<std::vector<double>>("values");
        QTest::addColumn<int>("shape");
        const auto row = [](const char* name, std::vector<double> values, CurveShape shape) {
            QTest::newRow(name) << std::move(values) << int(shape);
        };
        using enum CurveShape;
        row("up", { 0.1, 0.3, 0.5, 0.9 }, rises);
        row("up, with a hand that trembles", { 0.1, 0.3, 0.27, 0.9 }, rises);
        row("up at once, then level", { 0.1, 0.8, 0.8, 0.79 }, rises);
        row("two places", { 0.2, 0.7 }, rises);
        row("down", { 0.9, 0.5, 0.2 }, falls);
        row("down, trembling", { 0.9, 0.5, 0.53, 0.2 }, falls);
        row("a hill", { 0.2, 0.8, 0.3 }, peaks);
        row("a hill that ends low", { 0.5, 0.8, 0.1 }, peaks);
        row("a hill at the second place", { 0.6, 0.8, 0.5, 0.2, 0.1 }, peaks);
        row("a valley", { 0.8, 0.2, 0.7 }, dips);
        row("level", { 0.5, 0.52, 0.49, 0.5 }, none);
        row("up and down and up", { 0.5, 0.9, 0.1, 0.5 }, none);
        row("one", { 0.5 }, none);
        row("nothing", {}, none);
        row("half drawn", { 0.1, std::nan(""), 0.9 }, none);
    }
    void shapes()
    {
        QFETCH(std::vector<double>, values);
        QFETCH(int, shape);
        QCOMPARE(int(shapeOf(values, 0.05)), shape);
        // Upside down it is the other one.
        const CurveShape turned[] { CurveShape::falls, CurveShape::rises, CurveShape::dips,
            CurveShape::peaks, CurveShape::none };
        for (double& value : values)
            value = 1 - value;
        QCOMPARE(int(shapeOf(values, 0.05)), int(turned[shape]));
    }

    // Where nothing trembles any step counts.
    void withoutTrembling()
    {
        const std::vector<double> values { 0.1, 0.10001, 0.2 }, back { 0.1, 0.09999, 0.2 };
        QCOMPARE(int(shapeOf(values, 0)), int(CurveShape::rises));
        QCOMPARE(int(shapeOf(back, 0)), int(CurveShape::dips));
    }
};

QTEST_APPLESS_MAIN(TestCurveShape)
#include "tst_curve_shape.moc"
