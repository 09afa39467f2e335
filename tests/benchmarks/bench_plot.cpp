// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Prints what the pictures cost a frame, in processor time. Run with QT_QPA_PLATFORM=offscreen.
#include "plot/heat_map.h"
#include "plot/line_chart.h"
#include "plot/point_cloud.h"
#include "plot/sparkline.h"

#include <QApplication>

#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>
#include <random>

using namespace contrastlab;

namespace {

std::mt19937 engine(1);
float gauss()
{
    return std::normal_distribution<float>()(engine);
}

/// Mean milliseconds of processor time for `frame` and the painting that follows it.
void report(const char* what, int frames, const std::function<void()>& frame)
{
    QApplication::processEvents();
    const std::clock_t start = std::clock();
    for (int i = 0; i < frames; ++i) {
        frame();
        QApplication::processEvents();
    }
    std::printf("%-64s %8.2f ms\n", what,
        1e3 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / frames);
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

} // namespace

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    benchLineChart();
    benchHeatMap();
    benchPointCloud();
    benchSparklines();
    return 0;
}
