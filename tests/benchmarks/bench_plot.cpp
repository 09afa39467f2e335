// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Prints what the pictures cost a frame, in processor time, and what QCustomPlot's own plottables
// cost for the same data. Run with QT_QPA_PLATFORM=offscreen; "crowds": clouds of up to ten million
// points alone.
#include "analysis/similarity_pyramid.h"
#include "benchmarks/timing.h"
#include "plot/heat_map.h"
#include "plot/line_chart.h"
#include "plot/matrix_map.h"
#include "plot/point_cloud.h"
#include "plot/sparkline.h"

#include <qcustomplot.h>

#include <QApplication>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>
#include <numeric>
#include <random>
#include <string_view>

using namespace contrastlab;

namespace {

std::mt19937 engine(1);
float gauss()
{
    return std::normal_distribution<float>()(engine);
}

using Frame = std::function<void()>;

/// Mean milliseconds of processor time for `frame` and the painting that follows it.
double cost(int frames, const Frame& frame)
{
    QApplication::processEvents();
    const std::clock_t start = std::clock();
    for (int i = 0; i < frames; ++i) {
        frame();
        QApplication::processEvents();
    }
    return 1e3 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / frames;
}

void report(const char* what, int frames, const Frame& frame)
{
    std::printf("%-64s %8.2f ms\n", what, cost(frames, frame));
}

/// The two in turn, five times; the least of each, because whatever else the machine does only
/// adds.
void compare(const QString& what, int frames, const Frame& ours, const Frame& theirs)
{
    double our = INFINITY, their = INFINITY;
    for (int round = 0; round < 5; ++round) {
        our = std::min(our, cost(frames, ours));
        their = std::min(their, cost(frames, theirs));
    }
    std::printf("%-52s ours %8.2f ms, QCustomPlot %8.2f ms, theirs / ours %6.2f\n",
        qPrintable(what), our, their, their / our);
}

void prepare(QCustomPlot& plot, QSize size)
{
    plot.resize(size);
    plot.setPlottingHints(QCP::phCacheLabels | QCP::phFastPolylines);
    plot.show();
}

void compareCurves()
{
    for (const int count : { 100000, 1000000 }) {
        std::vector<double> keys, values;
        for (int i = 0; i < count; ++i) {
            keys.push_back(i);
            values.push_back(std::exp(-i / 2e4) + 0.3 * gauss());
        }
        LineChart chart;
        chart.resize(900, 300);
        chart.setSeries("s", { "s", 0 });
        chart.append("s", keys, values);
        chart.show();
        QCustomPlot plot;
        prepare(plot, { 900, 300 });
        QCPGraph* graph = plot.addGraph();
        graph->setPen(QPen(Qt::blue, 1.8));
        graph->setData(QVector<double>(keys.begin(), keys.end()),
            QVector<double>(values.begin(), values.end()), true);
        double ourStep = count, theirStep = count;
        compare(
            QStringLiteral("curve of %1 samples, append 10").arg(count), 20,
            [&] {
                for (int i = 0; i < 10; ++i)
                    chart.append("s", ourStep++, 0.3 * gauss());
            },
            [&] {
                for (int i = 0; i < 10; ++i)
                    graph->addData(theirStep++, 0.3 * gauss());
                plot.rescaleAxes();
                plot.replot(QCustomPlot::rpQueuedRefresh);
            });
    }
}

void compareMatrices()
{
    for (const int side : { 64, 512, 2048 }) {
        std::vector<float> values(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
        for (float& value : values)
            value = 0.3f * gauss();
        HeatMap map;
        map.resize(560, 520);
        map.show();
        QCustomPlot plot;
        prepare(plot, { 560, 520 });
        auto* colors = new QCPColorMap(plot.xAxis, plot.yAxis);
        colors->data()->setSize(side, side);
        colors->data()->setRange({ 0, side - 1.0 }, { 0, side - 1.0 });
        colors->setInterpolate(false);
        colors->setGradient(QCPColorGradient::gpPolar);
        colors->setDataRange({ -1, 1 });
        plot.rescaleAxes();
        const Frame theirs = [&] {
            for (int row = 0; row < side; ++row)
                for (int column = 0; column < side; ++column)
                    colors->data()->setCell(column, row,
                        static_cast<double>(
                            values[static_cast<std::size_t>(row) * static_cast<std::size_t>(side)
                                + static_cast<std::size_t>(column)]));
            plot.replot(QCustomPlot::rpQueuedRefresh);
        };
        const int frames = side > 1000 ? 5 : 30;
        compare(
            QStringLiteral("new matrix of %1 x %1").arg(side), frames,
            [&] { map.setMatrix(values, side, side); }, theirs);
        if (side > 64) continue;
        auto* scale = new QCPColorScale(&plot);
        plot.plotLayout()->addElement(0, 1, scale);
        colors->setColorScale(scale);
        const QString title = QStringLiteral("cosine");
        scale->axis()->setLabel(title);
        compare(
            QStringLiteral("the same, with all labels and the bar of colours"), frames,
            [&] {
                map.setMatrix(values, side, side);
                map.setColorBarTitle(title);
            },
            theirs);
    }
}

void compareClouds()
{
    for (const int count : { 10000, 100000 }) {
        std::vector<CloudPoint> points;
        std::vector<float> frame;
        QVector<double> x, y;
        for (int i = 0; i < count; ++i) {
            points.push_back({ gauss(), gauss(), i % 8, i % 2 });
            frame.insert(frame.end(), { points.back().x, points.back().y });
            x << double(points.back().x);
            y << double(points.back().y);
        }
        PointCloud cloud;
        cloud.resize(600, 560);
        cloud.setPoints(points);
        cloud.show();
        QCustomPlot plot;
        prepare(plot, { 600, 560 });
        auto* curve = new QCPCurve(plot.xAxis, plot.yAxis);
        curve->setLineStyle(QCPCurve::lsNone);
        curve->setPen(QPen(Qt::white, 1));
        curve->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, Qt::white, Qt::blue, 5));
        const QVector<double> order = [&] {
            QVector<double> t(count);
            std::iota(t.begin(), t.end(), 0.0);
            return t;
        }();
        compare(
            QStringLiteral("cloud of %1 points, new places").arg(count), count > 50000 ? 3 : 10,
            [&] { cloud.setFrame(frame); },
            [&] {
                curve->setData(order, x, y, true);
                plot.rescaleAxes();
                plot.replot(QCustomPlot::rpQueuedRefresh);
            });
    }
}

void benchLineChart()
{
    constexpr int points = 100000;
    LineChart chart;
    chart.resize(900, 300);
    chart.setAxisTitles("Step", "Loss", "");
    std::vector<double> keys(points), values(points);
    for (int s = 0; s < 4; ++s) {
        chart.setSeries(QString::number(s), { QString::number(s), s });
        for (int i = 0; i < points; ++i) {
            keys[static_cast<std::size_t>(i)] = i;
            values[static_cast<std::size_t>(i)] = s + std::exp(-i / 2e4) + 0.3 * gauss();
        }
        chart.append(QString::number(s), keys, values);
    }
    chart.show();
    int step = points;
    const auto appendTen = [&] {
        for (int i = 0; i < 10; ++i, ++step)
            for (int s = 0; s < 4; ++s)
                chart.append(QString::number(s), step, s + 0.3 * gauss());
    };
    report("line chart 900x300, 4 x 100,000 points, append 10, smoothing 0", 100, appendTen);
    chart.setSmoothing(0.9);
    report("the same, smoothing 0.9 over faint raw lines", 100, appendTen);
    chart.setIgnoreOutliers(true);
    chart.setLogY(true);
    report("the same, logarithmic, without outliers", 100, appendTen);
    double playhead = 0;
    report("move the playhead", 300, [&] { chart.setPlayhead(playhead += 100); });
    double weight = 0.5;
    report("change the smoothing (all 400,000 points)", 20,
        [&] { chart.setSmoothing(weight += 0.01); });
}

void benchHeatMap()
{
    for (const int side : { 64, 256, 1024 }) {
        HeatMap map;
        map.resize(560, 520);
        map.setDiagonalOutlined(true);
        map.show();
        std::vector<float> values(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
        for (float& value : values)
            value = 0.3f * gauss();
        report(qPrintable(QStringLiteral("heat map, new %1 x %1 matrix").arg(side)), 50,
            [&] { map.setMatrix(values, side, side); });
    }
}

// Of 100,000 items, each frame another zoom.
void benchMatrixMap()
{
    constexpr Index items = 100000, width = 64;
    ThreadPool pool;
    const Matrix<float> rows = normalNumbers(items, width, 1).rowwise().normalized();
    const SimilarityPyramid pyramid(pool, rows, rows);
    MatrixMap map;
    map.resize(1500, 1000);
    map.setSource({ int(items),
        [&](int level, const QRect& blocks) {
            const Matrix<float> means = pyramid.means(
                level, { blocks.top(), blocks.height() }, { blocks.left(), blocks.width() });
            return std::vector<float>(means.data(), means.data() + means.size());
        },
        [&](int level, int block) { return pyramid.pairMean(level, block); },
        [&](int level, int block) { return pyramid.leastPair(level, block); } });
    map.show();
    QCoreApplication::processEvents();
    const QPointF at = map.frame().plot.center();
    for (const bool automatic : { false, true }) {
        if (automatic) map.setRangeAutomatic();
        map.resetView();
        report(automatic ? "matrix map, zoomed, colours as needed" : "matrix map, zoomed", 60, [&] {
            QWheelEvent event(at, map.mapToGlobal(at), {}, QPoint(0, 120), Qt::NoButton,
                Qt::NoModifier, Qt::NoScrollPhase, false);
            QApplication::sendEvent(&map, &event);
        });
    }
}

void benchPointCloud()
{
    for (const int count : { 1000, 10000, 100000 }) {
        PointCloud cloud;
        cloud.resize(600, 560);
        std::vector<CloudPoint> points;
        std::vector<std::pair<int, int>> pairs;
        for (int i = 0; i < count; ++i) {
            points.push_back({ gauss(), gauss(), i % 8, i % 2 });
            if (i % 2) pairs.emplace_back(i - 1, i);
        }
        cloud.setPoints(points);
        cloud.show();
        std::vector<float> frame(2 * points.size());
        const auto next = [&] {
            for (std::size_t i = 0; i < frame.size(); ++i)
                frame[i] = 0.999f * (i % 2 ? points[i / 2].y : points[i / 2].x);
            cloud.setFrame(frame);
        };
        report(
            qPrintable(QStringLiteral("point cloud, new frame of %1 points").arg(count)), 30, next);
        cloud.setPairs(pairs);
        report(qPrintable(QStringLiteral("the same with %1 pair lines").arg(count / 2)), 30, next);
        report("hit test with a fresh index", 30, [&] {
            cloud.setFrame(frame);
            cloud.pointAt({ 300, 250 });
        });
        int hovered = 0;
        report("move the hover mark", 100, [&] { cloud.setHovered(hovered++); });
    }
}

void benchSparklines()
{
    QWidget dock;
    std::vector<Sparkline*> lines;
    for (int i = 0; i < 20; ++i) {
        lines.push_back(new Sparkline(&dock));
        lines.back()->setGeometry(i % 2 * 160, i / 2 * 60, 160, 60);
        for (int k = 0; k < 10000; ++k)
            lines.back()->append(k, gauss());
    }
    dock.resize(320, 600);
    dock.show();
    double step = 10000;
    report("20 sparklines of 10,000 points, append 1 each", 100, [&] {
        ++step;
        for (Sparkline* line : lines)
            line->append(step, gauss());
    });
}

/// A million points that move and ten million that are panned: milliseconds of processor time a
/// frame, and what a hit test takes once its index is there.
void benchCrowds()
{
    for (const int count : { 100000, 1000000, 10000000 }) {
        PointCloud cloud;
        cloud.resize(1000, 700);
        std::vector<CloudPoint> points;
        points.reserve(static_cast<std::size_t>(count));
        for (int i = 0; i < count; ++i)
            points.push_back({ gauss(), gauss(), i % 8, i % 2 });
        std::vector<float> frame(2 * points.size());
        for (std::size_t i = 0; i < frame.size(); ++i)
            frame[i] = i % 2 ? points[i / 2].y : points[i / 2].x;
        cloud.setPoints(std::move(points));
        cloud.setGroupNamesShown(true);
        cloud.show();
        QApplication::processEvents();
        const auto text = [&](const char* what) {
            return QStringLiteral("%1 points, %2").arg(QLocale().toString(count), what);
        };
        if (count <= 1000000)
            report(qPrintable(text("moving")), 20, [&] {
                for (float& value : frame)
                    value *= 0.999f;
                cloud.setFrame(frame);
            });
        const QPointF from = cloud.frame().plot.center();
        const auto mouse = [&](QEvent::Type type, QPointF at, Qt::MouseButtons held) {
            QMouseEvent event(type, at, cloud.mapToGlobal(at), Qt::LeftButton, held, {});
            QApplication::sendEvent(&cloud, &event);
        };
        mouse(QEvent::MouseButtonPress, from, Qt::LeftButton);
        double way = 0;
        const auto pan = [&] {
            way += 3;
            mouse(QEvent::MouseMove, from + QPointF(way, way / 3), Qt::LeftButton);
        };
        report(qPrintable(text("panned for the first time, with the index")), 2, pan);
        report(qPrintable(text("panned on by 3 pixels")), 60, pan);
        mouse(QEvent::MouseButtonRelease, from + QPointF(way, way / 3), {});
        report(qPrintable(text("first hit test")), 1, [&] { cloud.pointAt(from); });
        int found = 0;
        report(qPrintable(text("hit tests, 1,000 of them")), 10, [&] {
            for (int i = 0; i < 1000; ++i)
                found += cloud.pointAt(from + QPointF(i % 100, i / 10)) >= 0;
        });
    }
}

} // namespace

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    if (argc > 1 && argv[1] == std::string_view("crowds")) {
        benchCrowds();
        return 0;
    }
    benchLineChart();
    benchHeatMap();
    benchMatrixMap();
    benchPointCloud();
    benchCrowds();
    benchSparklines();
    compareCurves();
    compareMatrices();
    compareClouds();
    return 0;
}
