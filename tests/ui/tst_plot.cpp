// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The mathematics under the pictures: smoothing, down-sampling, ticks, colours, layout,
// hit-testing.
#include "plot/axes_navigation.h"
#include "plot/axis_ticks.h"
#include "plot/chart_model.h"
#include "plot/cloud_view.h"
#include "plot/color_map.h"
#include "plot/density.h"
#include "plot/end_labels.h"
#include "plot/histogram_chart.h"
#include "plot/legend.h"
#include "plot/marker_flags.h"
#include "plot/point_index.h"
#include "plot/polyline.h"
#include "theme/plot_theme.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <cmath>
#include <numeric>
#include <random>

using namespace contrastlab;

namespace {

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
using Line = CurveData::Line;

std::vector<double> countingKeys(std::size_t n)
{
    std::vector<double> keys(n);
    std::iota(keys.begin(), keys.end(), 0.0);
    return keys;
}

CurveData curveOf(const std::vector<double>& values, double smoothing = 0)
{
    CurveData data;
    data.setSmoothing(smoothing);
    data.append(countingKeys(values.size()), values);
    return data;
}

std::vector<double> noise(std::size_t n, unsigned seed)
{
    std::mt19937 engine(seed);
    std::vector<double> values(n);
    for (double& value : values)
        value = static_cast<double>(engine()) / 4294967296.0 - 0.5;
    return values;
}

/// A whole number below `limit`.
double at(std::mt19937& engine, unsigned limit)
{
    return static_cast<double>(engine() % limit);
}

struct Lab {
    double l, a, b;
};

/// OKLab of a colour as seen with the given deficiency (Machado et al. 2009, severity 1).
Lab seen(const QColor& color, const double (&m)[9])
{
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    const double in[3] { linear(color.redF()), linear(color.greenF()), linear(color.blueF()) };
    double c[3];
    for (int i = 0; i < 3; ++i)
        c[i] = std::clamp(m[3 * i] * in[0] + m[3 * i + 1] * in[1] + m[3 * i + 2] * in[2], 0.0, 1.0);
    const double l = std::cbrt(0.4122214708 * c[0] + 0.5363325363 * c[1] + 0.0514459929 * c[2]);
    const double s = std::cbrt(0.2119034982 * c[0] + 0.6806995451 * c[1] + 0.1073969566 * c[2]);
    const double t = std::cbrt(0.0883024619 * c[0] + 0.2817188376 * c[1] + 0.6299787005 * c[2]);
    return { 0.2104542553 * l + 0.7936177850 * s - 0.0040720468 * t,
        1.9779984951 * l - 2.4285922050 * s + 0.4505937099 * t,
        0.0259040371 * l + 0.7827717662 * s - 0.8086757660 * t };
}

QPalette paletteOf(QColor base, QColor text)
{
    QPalette palette;
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::Text, text);
    return palette;
}

} // namespace

class TestPlot : public QObject {
    Q_OBJECT

private slots:
    void averageAgreesWithHandNumbers()
    {
        // w = 1/2: m = 1/2, 5/4, 21/8; divided by 1/2, 3/4, 7/8.
        const CurveData data = curveOf({ 1, 2, 4 }, 0.5);
        const auto smoothed = data.values(Line::Smoothed);
        QCOMPARE(smoothed[0], 1.0);
        QCOMPARE(smoothed[1], 5.0 / 3);
        QCOMPARE(smoothed[2], 3.0);
    }

    void averageKeepsConstantAndShortSeries()
    {
        const CurveData constant = curveOf(std::vector<double>(1000, 0.1), 0.99);
        for (const double value : constant.values(Line::Smoothed))
            QVERIFY(value == 0.1);
        const CurveData two = curveOf({ 3, 7 }, 0.9);
        QCOMPARE(two.values(Line::Smoothed)[1], 7.0);
        // NaN does not count as a point.
        const CurveData twoAndGap = curveOf({ 3, notANumber, 7 }, 0.9);
        QCOMPARE(twoAndGap.values(Line::Smoothed)[2], 7.0);
    }

    void averageIsTheSameInPiecesAndAtOnce()
    {
        const auto values = noise(500, 1);
        const CurveData whole = curveOf(values, 0.8);
        CurveData pieces;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double key = static_cast<double>(i);
            pieces.append(std::span(&key, 1), std::span(&values[i], 1));
            if (i == 250) pieces.setSmoothing(0.8);
        }
        QVERIFY(std::ranges::equal(whole.values(Line::Smoothed), pieces.values(Line::Smoothed)));
        QVERIFY(!std::ranges::equal(whole.values(Line::Raw), pieces.values(Line::Smoothed)));
    }

    void averageSkipsGaps()
    {
        const CurveData data =
            curveOf({ 1, notANumber, 2, std::numeric_limits<double>::infinity(), 4 }, 0.5);
        const auto smoothed = data.values(Line::Smoothed);
        QVERIFY(std::isnan(smoothed[1]) && std::isnan(smoothed[3]));
        QCOMPARE(smoothed[2], 5.0 / 3);
        QCOMPARE(smoothed[4], 3.0);
    }

    void pyramidAgreesWithASearch()
    {
        auto values = noise(5000, 2);
        values[17] = notANumber;
        values[4000] = std::numeric_limits<double>::infinity();
        MinMaxPyramid pyramid;
        for (const double value : values)
            pyramid.append(value);
        std::mt19937 engine(3);
        for (int trial = 0; trial < 500; ++trial) {
            std::size_t first = engine() % values.size();
            std::size_t last = engine() % (values.size() + 1);
            if (first > last) std::swap(first, last);
            ValueBounds expected;
            for (std::size_t i = first; i < last; ++i)
                expected.include(values[i]);
            const ValueBounds found = pyramid.bounds(std::span<const double>(values), first, last);
            QCOMPARE(found.min, expected.min);
            QCOMPARE(found.max, expected.max);
            QCOMPARE(found.minPositive, expected.minPositive);
        }
    }

    void downSamplingKeepsExtremes()
    {
        auto values = noise(100000, 4);
        values[31415] = 9;
        values[27182] = -9;
        const CurveData data = curveOf(values);
        const auto columns = data.columns(Line::Raw, 0, 99999, 900);
        QVERIFY(columns.size() >= 900 && columns.size() <= 903);
        double min = 0, max = 0, key = -1;
        for (const CurveColumn& column : columns) {
            min = std::min(min, column.min);
            max = std::max(max, column.max);
            QVERIFY(column.key > key && column.min <= column.first && column.last <= column.max);
            key = column.key;
        }
        QCOMPARE(min, -9.0);
        QCOMPARE(max, 9.0);
    }

    void downSamplingShowsSparseSamplesAsTheyAre()
    {
        const CurveData data = curveOf({ 5, 1, notANumber, 3, 2, 8 });
        const auto columns = data.columns(Line::Raw, 1, 3, 100);
        QCOMPARE(columns.size(), std::size_t(5)); // one neighbour on either side
        QCOMPARE(columns[0].first, 5.0);
        QVERIFY(std::isnan(columns[2].min));
        QCOMPARE(columns[4].last, 2.0);
    }

    void downSamplingKeepsLongGaps()
    {
        std::vector<double> values(20000, 1.0);
        std::fill(values.begin() + 5000, values.begin() + 10000, notANumber);
        const auto columns = curveOf(values).columns(Line::Raw, 0, 19999, 200);
        const auto gaps =
            std::ranges::count_if(columns, [](const CurveColumn& c) { return std::isnan(c.min); });
        QVERIFY(gaps >= 48 && gaps <= 50);
    }

    void theFarPastIsFolded_data()
    {
        QTest::addColumn<int>("count");
        QTest::newRow("one by one") << 35000;
        QTest::newRow("in pairs") << 75000;
        QTest::newRow("in eights") << 225000;
    }

    // Memory has a bound, extremes are those of all samples, and what can be read was recorded.
    void theFarPastIsFolded()
    {
        QFETCH(int, count);
        auto values = noise(std::size_t(count), 8);
        values[17001] = 9;
        values[17002] = notANumber;
        const CurveData data = curveOf(values, 0.8);
        QVERIFY(data.size() <= CurveData::mostFolded + CurveData::mostRecent);
        QVERIFY(data.folded() > 0);
        std::vector<double> smoothed;
        DebiasedAverage average(0.8);
        for (const double value : values)
            smoothed.push_back(average.next(value));
        const auto keys = data.keys(), raw = data.values(Line::Raw);
        for (std::size_t i = 0; i < data.size(); ++i)
            QVERIFY(raw[i] == values[std::size_t(keys[i])] || std::isnan(raw[i]));
        QCOMPARE(raw.back(), values.back());
        std::mt19937 engine(9);
        for (int trial = 0; trial < 200; ++trial) {
            std::size_t first = engine() % data.size(), last = engine() % data.size();
            if (first > last) std::swap(first, last);
            for (const auto& [line, all] :
                { std::pair(Line::Raw, &values), std::pair(Line::Smoothed, &smoothed) }) {
                ValueBounds expected;
                for (auto i = std::size_t(keys[first]); i < std::size_t(keys[last]); ++i)
                    expected.include((*all)[i]);
                const ValueBounds found = data.bounds(line, first, last);
                QCOMPARE(found.min, expected.min);
                QCOMPARE(found.max, expected.max);
            }
        }
        double highest = 0;
        for (const CurveColumn& column : data.columns(Line::Raw, 0, count, 2000))
            highest = std::max(highest, column.max);
        QCOMPARE(highest, 9.0);
    }

    void aFoldedPastKeepsItsAverage()
    {
        const auto values = noise(50000, 10);
        CurveData data = curveOf(values, 0.8);
        const std::vector<double> before(
            data.values(Line::Smoothed).begin(), data.values(Line::Smoothed).end());
        data.setSmoothing(0.9);
        const auto after = data.values(Line::Smoothed);
        const auto folded = std::ptrdiff_t(data.folded());
        QVERIFY(std::equal(before.begin(), before.begin() + folded, after.begin()));
        const double next =
            0.1 * data.values(Line::Raw)[data.folded()] + 0.9 * before[data.folded() - 1];
        QVERIFY(std::abs(after[data.folded()] - next) < 1e-12);
        // Late samples find their place among those that are kept one by one, or none.
        const double keys[] { 5, 49998.5 }, late[] { 77, 88 };
        const std::size_t size = data.size();
        data.append(keys, late);
        QCOMPARE(data.size(), size + 1);
        QCOMPARE(data.values(Line::Raw)[size - 1], 88.0);
        data.clear();
        QCOMPARE(data.folded(), std::size_t(0));
        QCOMPARE(data.smoothing(), 0.9);
    }

    void unsortedKeysAreSortedIn()
    {
        CurveData data;
        const std::vector<double> keys { 3, 1, notANumber, 2 }, values { 30, 10, 99, 20 };
        data.append(keys, values);
        const double late = 0, value = 5;
        data.append(std::span(&late, 1), std::span(&value, 1));
        const std::vector<double> expected { 5, 10, 20, 30 };
        QVERIFY(std::ranges::equal(data.values(Line::Raw), expected));
        QCOMPARE(data.bounds(Line::Raw, 0, 2).max, 10.0);
    }

    void runsBreakAtGapsAndStepsHold()
    {
        const AxisScale x { 0, 10, 0, 100 }, y { 0, 10, 100, 0 };
        const CurveData data = curveOf({ 1, 2, notANumber, 4 });
        const auto columns = data.columns(Line::Raw, 0, 3, 100);
        const auto lines = polylines(columns, x, y, false);
        QCOMPARE(lines.size(), std::size_t(2));
        QCOMPARE(lines[0], QPolygonF({ { 0, 90 }, { 10, 80 } }));
        QCOMPARE(lines[1], QPolygonF({ QPointF(30, 60) }));
        QCOMPARE(
            polylines(columns, x, y, true)[0], QPolygonF({ { 0, 90 }, { 10, 90 }, { 10, 80 } }));
    }

    void rangesZoomAndPan()
    {
        AxesFrame frame { .plot = QRectF(100, 50, 200, 100) };
        frame.x = { 0, 10, 100, 300 };
        frame.left = { 1, 100, 150, 50, true };
        const Navigated both = wheelZoomed(frame, { 150, 100 }, 0.5, false);
        QVERIFY(both.keys && both.values);
        QCOMPARE(both.ranges.x, (AxisRange { 1.25, 6.25 })); // 2.5 stays at pixel 150
        QVERIFY(std::abs(both.ranges.left.lower - std::sqrt(10)) < 1e-9);
        const Navigated keys = wheelZoomed(frame, { 150, 170 }, 0.5, false); // below the plot
        QVERIFY(keys.keys && !keys.values && keys.ranges.left == frame.ranges().left);
        const Navigated values = wheelZoomed(frame, { 50, 100 }, 0.5, false); // left of it
        QVERIFY(!values.keys && values.values && values.ranges.x == frame.ranges().x);
        QCOMPARE(panned(frame, { 20, 0 }).ranges.x, (AxisRange { -1, 9 }));
        const Navigated flat = zoomedTo(frame, QRectF(120, 80, 40, 3), false);
        QVERIFY(flat.keys && !flat.values);
        QCOMPARE(flat.ranges.x, (AxisRange { 1, 3 }));
        // Numbers cannot be told apart for ever: then the range stays.
        AxesRanges deep = frame.ranges();
        for (int i = 0; i < 1000; ++i) {
            frame.x.lower = deep.x.lower;
            frame.x.upper = deep.x.upper;
            deep = wheelZoomed(frame, { 170, 100 }, 0.5, false).ranges;
        }
        QVERIFY(deep.x.extent() > 0 && std::isfinite(deep.x.lower));
    }

    void rangesStayInside()
    {
        QCOMPARE(inside({ -2, 3 }, { 0, 10 }), (AxisRange { 0, 5 }));
        QCOMPARE(inside({ 8, 12 }, { 0, 10 }), (AxisRange { 6, 10 }));
        QCOMPARE(inside({ -5, 50 }, { 0, 10 }), (AxisRange { 0, 10 }));
        const QRectF plot(0, 0, 200, 100);
        const QRectF grown = inProportion(QRectF(180, 10, 15, 40), plot);
        QCOMPARE(grown, QRectF(120, 10, 80, 40));
        QVERIFY(plot.contains(inProportion(QRectF(-50, 90, 400, 400), plot)));
    }

    void logarithmicScaleTakesZeros()
    {
        const AxisScale y { 0.01, 100, 400, 0, true };
        QCOMPARE(y.toPixel(1), 200.0);
        QCOMPARE(y.toValue(200), 1.0);
        QVERIFY(y.toPixel(0) > 400 && y.toPixel(-3) > 400 && std::isfinite(y.toPixel(0)));
        ChartModel model;
        model.logY = true;
        model.series.push_back(std::make_unique<ChartSeries>());
        model.series[0]->data = curveOf({ 0, 0.5, -2, 8 });
        const AxisRange range = model.valueRange(false, { 0, 3 });
        QVERIFY(range.lower > 0 && range.lower < 0.5 && range.upper > 8 && range.upper < 16);
        model.series[0]->data = curveOf({ 0, -1 });
        QVERIFY(model.valueRange(false, { 0, 1 }).lower > 0);
    }

    void clippingCutsAtTheEdge()
    {
        const QRectF rect(0, 0, 10, 10);
        const auto parts =
            clipped(QPolygonF { { -5, 5 }, { 5, 5 }, { 5, 25 }, { 8, 25 }, { 8, 5 } }, rect);
        QCOMPARE(parts.size(), std::size_t(2));
        QCOMPARE(parts[0], QPolygonF({ { 0, 5 }, { 5, 5 }, { 5, 10 } }));
        QCOMPARE(parts[1], QPolygonF({ { 8, 10 }, { 8, 5 } }));
        QVERIFY(clipped(QPolygonF { { 20, 0 }, { 30, 10 } }, rect).empty());
    }

    void spansCoverTheWholeLine()
    {
        QPolygonF line;
        std::mt19937 engine(5);
        for (int i = 0; i < 4000; ++i)
            line << QPointF(i / 10.0, at(engine, 200));
        const auto spans = columnSpans(line);
        QCOMPARE(spans.size(), std::size_t(400));
        for (const QPointF& point : line) {
            const ColumnSpan& span = spans[static_cast<std::size_t>(point.x())];
            QVERIFY(span.top <= point.y() && point.y() <= span.bottom);
        }
        for (std::size_t i = 1; i < spans.size(); ++i)
            QVERIFY(spans[i].top <= spans[i - 1].bottom && spans[i - 1].top <= spans[i].bottom);
    }

    void dashesReachWhereTheyEnd()
    {
        // However few the points are: none of a dash's ends need be one of them.
        const auto sparse = dashedAlongX({ { 0, 0 }, { 40, 20 } }, 9, 6);
        QCOMPARE(sparse.size(), std::size_t(3));
        QCOMPARE(sparse[1], QPolygonF({ { 15, 7.5 }, { 24, 12 } }));
        QPolygonF dense;
        for (int x = 0; x <= 40; ++x)
            dense << QPointF(x, x % 2);
        const auto dashes = dashedAlongX(dense, 9, 6);
        QCOMPARE(dashes.size(), std::size_t(3));
        for (const QPolygonF& dash : dashes)
            QCOMPARE(dash.last().x() - dash.first().x(), 9.0);
        QCOMPARE(dashedAlongX({ { 3, 1 }, { 3, 5 } }, 9, 6),
            std::vector({ QPolygonF({ { 3, 1 }, { 3, 5 } }) }));
    }

    void spansFillColumnsWithoutAPoint()
    {
        const auto spans = columnSpans(QPolygonF { { 0.5, 10 }, { 4.5, 30 }, { 4.9, 29 } });
        QCOMPARE(spans.size(), std::size_t(5));
        for (std::size_t i = 0; i < spans.size(); ++i) {
            QCOMPARE(spans[i].x, double(i));
            QCOMPARE(spans[i].top, i == 0 ? 10 : 10 + 5 * (double(i) - 0.5));
            QCOMPARE(spans[i].bottom, i == 4 ? 30 : 10 + 5 * (double(i) + 0.5));
        }
    }

    // A dense line is filled column by column; it must look like the stroke of a thin one.
    void denseLinesLookLikeStrokes()
    {
        const auto drawn = [](double spacing) {
            QImage image(200, 100, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::white);
            QPolygonF line;
            for (double x = 10; x < 190; x += spacing)
                line << QPointF(x, 50 + 30 * std::sin(x / 25));
            QPainter painter(&image);
            drawPolyline(painter, line, QPen(QColor(Qt::black), 1.8));
            painter.end();
            double ink = 0;
            for (int y = 0; y < 100; ++y)
                for (int x = 20; x < 180; ++x)
                    ink += 1 - qGray(image.pixel(x, y)) / 255.0;
            return std::pair(ink, qGray(image.pixel(100, int(50 + 30 * std::sin(4.0)))));
        };
        const auto [dense, denseCore] = drawn(1);
        const auto [stroke, strokeCore] = drawn(3);
        QVERIFY2(std::abs(dense / stroke - 1) < 0.1, qPrintable(QString::number(dense / stroke)));
        QVERIFY(denseCore < 80 && strokeCore < 80);
    }

    // Every pixel of a sharp screen has a column of its own: a ramp has a step at each of them.
    void denseLinesAreAsSharpAsTheDevice()
    {
        QImage image(200, 200, QImage::Format_ARGB32_Premultiplied);
        image.setDevicePixelRatio(2);
        image.fill(Qt::white);
        QPolygonF line;
        for (double x = 10; x <= 90; x += 0.25)
            line << QPointF(x, 10 + (x - 10));
        QPainter painter(&image);
        drawPolyline(painter, line, QPen(QColor(Qt::black), 1));
        painter.end();
        const auto top = [&](int x) {
            int y = 0;
            while (y < image.height() - 1 && qGray(image.pixel(x, y)) > 128)
                ++y;
            return y;
        };
        for (int x = 40; x < 160; ++x)
            QCOMPARE(top(x + 1) - top(x), 1);
    }

    void rangesHandleNoneAndOnePoint()
    {
        ChartModel model;
        QVERIFY(model.isEmpty());
        QCOMPARE(model.keyRange().upper, 1.0);
        model.series.push_back(std::make_unique<ChartSeries>());
        QCOMPARE(model.valueRange(false, model.keyRange()).upper, 1.0);
        model.series[0]->data = curveOf({ 7 });
        const AxisRange keys = model.keyRange();
        QVERIFY(keys.lower < 0 && keys.upper > 0);
        const AxisRange values = model.valueRange(false, keys);
        QVERIFY(values.lower < 7 && values.upper > 7);
    }

    void outliersCanBeLeftOut()
    {
        auto values = noise(10000, 6);
        values[5000] = 1e6;
        CurveData data = curveOf(values);
        const ValueBounds bounds = boundsWithoutOutliers(data, 0, data.size());
        QVERIFY(bounds.max < 1 && bounds.max >= 0.49 && bounds.min <= -0.49);
        const ValueBounds few = boundsWithoutOutliers(data, 4999, 5001);
        QCOMPARE(few.max, 1e6);
        // The first steps and a burst at the end do not squash the rest, a lasting change is seen.
        auto run = noise(1000, 7);
        for (std::size_t i = 0; i < 20; ++i)
            run[i] = 50;
        for (std::size_t i = 995; i < 1000; ++i)
            run[i] = 1e20;
        data = curveOf(run);
        QVERIFY(boundsWithoutOutliers(data, 0, data.size()).max < 2);
        for (std::size_t i = 960; i < 1000; ++i)
            run[i] = 2 + 0.001 * double(i - 960);
        data = curveOf(run);
        QVERIFY(boundsWithoutOutliers(data, 0, data.size()).max > 2);
        QVERIFY(boundsWithoutOutliers(data, 0, data.size()).max < 4);
    }

    void readingsAreSortedAndNearest()
    {
        ChartModel model;
        for (int i = 0; i < 3; ++i)
            model.series.push_back(std::make_unique<ChartSeries>());
        model.series[0]->data = curveOf({ 1, 2, 3 });
        model.series[1]->data = curveOf({ 9, 8, 7 });
        model.series[2]->style.stepped = true;
        model.series[2]->data = curveOf({ 5 });
        auto readings = model.readingsAt(1.4, 0.1);
        QCOMPARE(readings.size(), std::size_t(3));
        QCOMPARE(readings[0].value, 8.0);
        QCOMPARE(readings[1].value, 5.0);
        QCOMPARE(readings[2].value, 2.0);
        model.series[1]->visible = false;
        readings = model.readingsAt(50, 0.1); // beyond the curve, but the step holds
        QCOMPARE(readings.size(), std::size_t(1));
        QCOMPARE(readings[0].series, model.series[2].get());
    }

    void flagsDoNotCoverEachOther_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<double>("distance");
        QTest::newRow("far") << 4 << 200.0;
        QTest::newRow("near") << 8 << 12.0;
        QTest::newRow("crowded") << 60 << 6.0;
        QTest::newRow("one place") << 5 << 0.0;
        QTest::newRow("at the edge") << 40 << 20.0;
    }

    void flagsDoNotCoverEachOther()
    {
        QFETCH(int, count);
        QFETCH(double, distance);
        std::vector<double> anchors;
        for (int i = 0; i < count; ++i)
            anchors.push_back(10 + i * distance);
        const auto width = [](std::size_t first, std::size_t last) {
            return first == last ? 16.0 : 40.0;
        };
        const auto flags = layoutFlags(anchors, 800, 2, width);
        QCOMPARE(flags.front().first, std::size_t(0));
        QCOMPARE(flags.back().last, std::size_t(count - 1));
        for (std::size_t i = 0; i < flags.size(); ++i) {
            QCOMPARE(flags[i].width, width(flags[i].first, flags[i].last)); // whole
            QVERIFY(flags[i].left + flags[i].width <= 800);
            if (i == 0) continue;
            QCOMPARE(flags[i].first, flags[i - 1].last + 1); // none is left out
            QVERIFY(flags[i - 1].left + flags[i - 1].width + 2 <= flags[i].left);
        }
        if (distance > 100) QCOMPARE(flags.size(), std::size_t(count));
        QVERIFY(layoutFlags({}, 800, 2, width).empty());
    }

    void namesAtTheEndsDoNotCoverEachOther()
    {
        const std::vector<double> wanted { 50, 52, 10, 199, 198, 51 };
        const auto places = spreadLabels(wanted, 20, 0, 200);
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            QVERIFY(places[i] >= 10 && places[i] <= 190);
            for (std::size_t j = 0; j < i; ++j) {
                QVERIFY(std::abs(places[i] - places[j]) > 20 - 1e-9);
                if (wanted[i] != wanted[j]) QCOMPARE(places[i] < places[j], wanted[i] < wanted[j]);
            }
        }
        QCOMPARE(spreadLabels({ 100 }, 20, 0, 200).front(), 100.0);
        QVERIFY(spreadLabels({}, 20, 0, 200).empty());
    }

    void ticksAreRoundAndInside_data()
    {
        QTest::addColumn<double>("lower");
        QTest::addColumn<double>("upper");
        QTest::addColumn<QStringList>("labels");
        QTest::newRow("unit") << -1.0 << 1.0 << QStringList { "−1.0", "−0.5", "0.0", "0.5", "1.0" };
        QTest::newRow("steps") << 0.0 << 120000.0 << QStringList { "0", "50,000", "100,000" };
        QTest::newRow("narrow") << 4.851 << 4.8535
                                << QStringList { "4.8510", "4.8515", "4.8520", "4.8525", "4.8530",
                                       "4.8535" };
        QTest::newRow("empty") << 1.0 << 1.0 << QStringList {};
    }

    void ticksAreRoundAndInside()
    {
        QFETCH(double, lower);
        QFETCH(double, upper);
        QFETCH(QStringList, labels);
        const AxisTicks ticks = linearTicks(lower, upper, 5, QLocale(QLocale::English));
        QCOMPARE(QStringList(ticks.labels.begin(), ticks.labels.end()), labels);
        QCOMPARE(ticks.major.size(), ticks.labels.size());
    }

    void logarithmicTicksFitTheSpan()
    {
        const QLocale locale(QLocale::English);
        const auto labelsOf = [&](double lower, double upper) {
            const AxisTicks ticks = logarithmicTicks(lower, upper, 6, locale);
            return QStringList(ticks.labels.begin(), ticks.labels.end());
        };
        QCOMPARE(labelsOf(0.04, 6), QStringList({ "0.05", "0.1", "0.2", "0.5", "1", "2", "5" }));
        QCOMPARE(labelsOf(0.001, 2000),
            QStringList({ "0.001", "0.01", "0.1", "1", "10", "100", "1,000" }));
        QVERIFY(labelsOf(1e-9, 1e9).size() <= 10);
        QVERIFY(labelsOf(1, 2).size() >= 4);
        QVERIFY(labelsOf(0, 2).isEmpty());
    }

    void numbersAreShort()
    {
        const QLocale locale(QLocale::English);
        QCOMPARE(shortNumber(12345, locale), QString("12,345"));
        QCOMPARE(shortNumber(0.123456, locale), QString("0.1235"));
        QCOMPARE(shortNumber(-3.14159, locale), QString("−3.142"));
        QCOMPARE(shortNumber(notANumber, locale), QString("NaN"));
        QCOMPARE(shortNumber(-INFINITY, locale), QString("−∞"));
        QCOMPARE(shortNumber(2.5e23, locale), QString("2.5e23"));
        QCOMPARE(shortNumber(-1.2345e-7, locale), QString("-1.23e-7"));
        QCOMPARE(linearTicks(0, 4e23, 2, locale).labels.back(), QString("4e23"));
    }

    void colorsSitOnAFixedRange()
    {
        QCOMPARE(colorLevel(-1, -1, 1), 0);
        QCOMPARE(colorLevel(0, -1, 1), colorLevels / 2);
        QCOMPARE(colorLevel(1, -1, 1), colorLevels - 1);
        QCOMPARE(colorLevel(7, -1, 1), colorLevels - 1);
        QCOMPARE(colorLevel(std::nanf(""), -1, 1), -1);
        const ColorTable& light = colorTable(ColorMap::Diverging, false);
        const ColorTable& dark = colorTable(ColorMap::Diverging, true);
        QVERIFY(qGray(light[colorLevels / 2]) > 235 && qGray(dark[colorLevels / 2]) < 40);
        for (const ColorTable* table : { &light, &dark }) {
            QVERIFY(qBlue(table->back()) > qRed(table->back()) + 60); // positive: blue
            QVERIFY(qRed(table->front()) > qBlue(table->front()) + 60); // negative: orange
        }
        QCOMPARE(colorTable(ColorMap::Sequential, false).front(), qRgb(0x44, 0x01, 0x54));
        QCOMPARE(colorTable(ColorMap::Sequential, true).back(), qRgb(0xfd, 0xe7, 0x25));
    }

    void seriesColorsDifferForEveryEye()
    {
        const double eyes[4][9] { { 1, 0, 0, 0, 1, 0, 0, 0, 1 },
            { 0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116,
                1.051998 },
            { 0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940,
                0.968881 },
            { 1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367,
                0.303900 } };
        for (const auto& [base, text] :
            { std::pair(Qt::white, Qt::black), std::pair(Qt::black, Qt::white) }) {
            const PlotTheme theme = PlotTheme::fromPalette(paletteOf(base, text));
            QCOMPARE(theme.dark, base == Qt::black);
            for (const auto& eye : eyes)
                for (int i = 0; i < PlotTheme::seriesCount; ++i)
                    for (int j = 0; j < i; ++j) {
                        const Lab a = seen(theme.seriesColor(i), eye);
                        const Lab b = seen(theme.seriesColor(j), eye);
                        QVERIFY(std::hypot(a.l - b.l, a.a - b.a, a.b - b.b) > 0.055);
                    }
        }
    }

    // One point: a Gaussian, whose contours are circles of a radius that its value tells.
    void densityOfOnePointIsItsKernel()
    {
        const QRectF area(10, 20, 400, 300);
        const QPointF at(213.3, 158.7);
        constexpr double bandwidth = 20;
        const DensityGrid grid =
            densityOf(std::vector { at, QPointF(NAN, 0), QPointF(-500, 0) }, area, bandwidth);
        const double sum = std::accumulate(grid.values.begin(), grid.values.end(), 0.0);
        QVERIFY(std::abs(sum * grid.spacing * grid.spacing - 1) < 1e-4);
        QVERIFY(QLineF(peakOf(grid).value(), at).length() < 0.5);
        QVERIFY(QLineF(peakAbove(grid, at + QPointF(30, -25)).value(), at).length() < 0.5);
        const double highest = 1 / (2 * M_PI * bandwidth * bandwidth);
        QVERIFY(std::abs(double(densityAt(grid, at)) / highest - 1) < 0.08); // widened a little
        QCOMPARE(densityAt(grid, { 0, 0 }), 0.f);
        for (const double radius : { 15.0, 30.0 }) {
            const float level =
                densityAt(grid, at) * float(std::exp(-0.5 * std::pow(radius / bandwidth, 2)));
            const QVector<QLineF> circle = contourAt(grid, level);
            double length = 0;
            for (const QLineF& piece : circle) {
                QVERIFY(std::abs(QLineF(piece.p1(), at).length() - radius) < 1.5);
                length += piece.length();
            }
            QVERIFY(std::abs(length / (2 * M_PI * radius) - 1) < 0.06); // whole, and once
        }
        // Of a Gaussian, a share p of its mass lies within r, 1 - p = exp(-r² / 2σ²).
        const double within = double(levelAround(grid, 0.5)) / double(densityAt(grid, at));
        QVERIFY(std::abs(within - 0.5) < 0.05);
        QVERIFY(!peakOf(densityOf({}, area, bandwidth)));
    }

    // Two heaps: the higher is the peak; from the slope of the other, that one is found.
    void peaksOfTwoHeaps()
    {
        std::vector<QPointF> points;
        for (int i = 0; i < 30; ++i)
            points.emplace_back(100 + i % 5, 100 + i % 7);
        for (int i = 0; i < 20; ++i)
            points.emplace_back(300 + i % 5, 200 + i % 7);
        const DensityGrid grid = densityOf(points, { 0, 0, 400, 300 }, 20);
        QVERIFY(QLineF(peakOf(grid).value(), { 102, 103 }).length() < 2);
        QVERIFY(QLineF(peakAbove(grid, { 320, 220 }).value(), { 302, 203 }).length() < 2);
        QVERIFY(contourAt(grid, densityAt(grid, { 302, 203 }) * 0.5f).size() > 10);
        // A saddle, by hand: opposite corners high; the middle joins them or not.
        DensityGrid saddle { { 0, 0 }, 1, 2, 2, { 1, 0, 0, 1 } };
        QCOMPARE(contourAt(saddle, 0.4f).size(), 2);
        for (const float level : { 0.4f, 0.6f })
            for (const QLineF& piece : contourAt(saddle, level)) {
                // Joined, the lines cut off the low corners; apart, the high ones.
                const QPointF near = piece.center();
                const bool high = near.x() + near.y() < 0.7 || near.x() + near.y() > 1.3;
                QCOMPARE(high, level > 0.5f);
            }
    }

    void nearestPointAgreesWithASearch()
    {
        std::mt19937 engine(7);
        std::vector<QPointF> points;
        for (int i = 0; i < 3000; ++i)
            points.emplace_back(at(engine, 7000) / 10 - 50, at(engine, 5000) / 10 - 50);
        points[10] = { notANumber, 5 };
        points[11] = points[12] = { 100, 100 };
        const QRectF area(0, 0, 600, 400);
        PointIndex index;
        QCOMPARE(index.nearest({ 1, 1 }, 14), -1);
        index.build(points, area);
        QCOMPARE(index.nearest({ 100, 100 }, 14), 12); // the one on top
        for (int trial = 0; trial < 500; ++trial) {
            const QPointF place(at(engine, 600), at(engine, 400));
            double best = 14 * 14;
            for (std::size_t i = 0; i < points.size(); ++i) {
                const QPointF d = points[i] - place;
                if (i != 10 && area.contains(points[i]))
                    best = std::min(best, QPointF::dotProduct(d, d));
            }
            const int found = index.nearest(place, 14);
            QCOMPARE(found < 0, best == 14 * 14);
            if (found < 0) continue;
            const QPointF d = points[static_cast<std::size_t>(found)] - place;
            QCOMPARE(QPointF::dotProduct(d, d), best);
        }
    }

    void viewsMapBackAndForth()
    {
        const QRectF plot(40, 20, 300, 200);
        const CloudView view = CloudView::fitting(QRectF(-2, -1, 4, 2), plot);
        QVERIFY(view.visible(plot).contains(QRectF(-2, -1, 4, 2)));
        const QPointF pixel(111, 77);
        const QPointF back = view.toPixel(view.toData(pixel, plot), plot);
        QVERIFY(std::abs(back.x() - 111) < 1e-9 && std::abs(back.y() - 77) < 1e-9);
        QVERIFY(view.toPixel({ 0, 1 }, plot).y() < view.toPixel({ 0, 0 }, plot).y()); // up is up
        AxesFrame frame { .plot = plot };
        const AxesRanges all = view.ranges(plot);
        frame.x = { all.x.lower, all.x.upper, plot.left(), plot.right() };
        frame.left = { all.left.lower, all.left.upper, plot.bottom(), plot.top() };
        QVERIFY(CloudView::alike(CloudView::of(all, plot), view, plot));
        const CloudView closer = CloudView::of(wheelZoomed(frame, pixel, 0.5, false).ranges, plot);
        QVERIFY(std::abs(closer.unitsPerPixel / view.unitsPerPixel - 0.5) < 1e-9);
        const QPointF fixed = closer.toPixel(view.toData(pixel, plot), plot);
        QVERIFY(std::abs(fixed.x() - 111) < 1e-9 && std::abs(fixed.y() - 77) < 1e-9);
        QVERIFY(CloudView::alike(CloudView::between(view, closer, 1), closer, plot));
        const CloudView point = CloudView::fitting(QRectF(3, 3, 0, 0), plot);
        QVERIFY(point.unitsPerPixel > 0 && point.visible(plot).contains(QPointF(3, 3)));
    }

    void legendTogglesAndSolos()
    {
        using Shown = std::vector<bool>;
        QCOMPARE(legendClicked({ true, true, true }, 1, false), Shown({ true, false, true }));
        QCOMPARE(legendClicked({ true, true, true }, 1, true), Shown({ false, true, false }));
        QCOMPARE(legendClicked({ false, true, false }, 1, true), Shown({ true, true, true }));
        QCOMPARE(legendClicked({ false, true, false }, 0, true), Shown({ true, false, false }));
    }

    void binsTakeTheirEnds()
    {
        const std::vector<float> values { -1, -0.5f, 0, 0.99f, 1, 1.5f, std::nanf("") };
        QCOMPARE(binCounts(values, -1, 1, 4), std::vector<double>({ 1, 1, 1, 2 }));
    }
};

QTEST_APPLESS_MAIN(TestPlot)
#include "tst_plot.moc"
