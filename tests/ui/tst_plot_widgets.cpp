// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pictures as a person meets them: mouse, legend, zoom, lasso, themes, files.
#include "plot/arm_chart.h"
#include "plot/chart_markers.h"
#include "plot/chart_stack.h"
#include "plot/cloud_backdrop.h"
#include "plot/heat_map.h"
#include "plot/heat_map_layout.h"
#include "plot/histogram_chart.h"
#include "plot/line_chart.h"
#include "plot/plot_text.h"
#include "plot/point_cloud.h"
#include "plot/sparkline.h"

#include <QApplication>
#include <QBuffer>
#include <QMouseEvent>
#include <QPainter>
#include <QSignalSpy>
#include <QSvgGenerator>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

#include <cmath>
#include <iterator>
#include <map>
#include <optional>
#include <random>
#include <set>

using namespace contrastlab;

namespace {

QPalette plotPalette(bool dark)
{
    QPalette palette;
    palette.setColor(QPalette::Base, dark ? QColor(0x1e1f22) : Qt::white);
    palette.setColor(QPalette::Text, dark ? QColor(0xdfe1e5) : QColor(0x1b1b1b));
    return palette;
}

void shown(QWidget& widget, QSize size)
{
    widget.resize(size);
    widget.show();
    QVERIFY(QTest::qWaitForWindowExposed(&widget));
    QApplication::processEvents();
}

void drag(QWidget* widget, const QList<QPointF>& way, Qt::KeyboardModifiers modifiers = {})
{
    const auto send = [&](QEvent::Type type, QPointF at, Qt::MouseButton button,
                          Qt::MouseButtons held) {
        QMouseEvent event(type, at, widget->mapToGlobal(at), button, held, modifiers);
        QApplication::sendEvent(widget, &event);
    };
    send(QEvent::MouseButtonPress, way.first(), Qt::LeftButton, Qt::LeftButton);
    for (const QPointF& at : way)
        send(QEvent::MouseMove, at, Qt::NoButton, Qt::LeftButton);
    send(QEvent::MouseButtonRelease, way.last(), Qt::LeftButton, Qt::NoButton);
}

void hover(QWidget* widget, QPointF at)
{
    QMouseEvent event(
        QEvent::MouseMove, at, widget->mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
    QApplication::sendEvent(widget, &event);
}

void wheel(QWidget* widget, QPointF at, int steps)
{
    QWheelEvent event(at, widget->mapToGlobal(at), {}, QPoint(0, 120 * steps), Qt::NoButton, {},
        Qt::NoScrollPhase, false);
    QApplication::sendEvent(widget, &event);
}

int colorsIn(const QImage& image)
{
    std::set<QRgb> colors;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            colors.insert(image.pixel(x, y));
    return static_cast<int>(colors.size());
}

/// True if some pixel is close to `color`.
bool contains(const QImage& image, const QColor& color)
{
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            if (std::abs(pixel.red() - color.red()) + std::abs(pixel.green() - color.green())
                    + std::abs(pixel.blue() - color.blue())
                < 12)
                return true;
        }
    return false;
}

void fill(LineChart& chart)
{
    chart.setAxisTitles("Step", "Loss", "Recall");
    chart.setSeries("a", { "A", 0 });
    chart.setSeries("b", { "B", 1, true, false });
    for (int i = 0; i <= 100; ++i) {
        chart.append("a", i, 4 - 0.03 * i + 0.2 * (i % 2));
        chart.append("b", i, 0.01 * i);
    }
}

void fillStack(ChartStack& stack)
{
    for (LineChart* chart : { &stack.upper(), &stack.lower() }) {
        chart->setAxisTitles("step", "value");
        chart->setSeries("a", { .label = "A", .color = 0, .endLabel = "a" });
    }
    stack.upper().setSeries("b", { .label = "B", .color = 1, .endLabel = "a longer name" });
    for (int i = 0; i <= 100; ++i) {
        stack.upper().append("a", i, 4 - 0.03 * i);
        stack.upper().append("b", i, 4 - 0.02 * i);
        if (i % 10 == 0 && i < 60) stack.lower().append("a", i, i);
    }
    stack.upper().setMarkers({ { 20, "one" }, { 70, "two" } });
    stack.arrange();
}

void fill(HeatMap& map)
{
    map.setAxisTitles("Images", "Texts");
    map.setMatrix({ -1, 0, 1, NAN }, 2, 2);
}

void fill(PointCloud& cloud)
{
    cloud.setAxisTitles("PC 1", "PC 2");
    cloud.setColorLegend({ "red", "blue" });
    cloud.setShapeLegend({ "image", "text" });
    cloud.setPoints(
        { { 0, 0, 0, 0 }, { 1, 0, 1, 1 }, { 0, 1, 0, 0 }, { 1, 1, 1, 1 }, { NAN, 0, 0, 0 } });
    cloud.setPairs({ { 0, 1 }, { 2, 3 } });
}

void fill(HistogramChart& chart)
{
    chart.setAxisTitles("Cosine", "Share");
    chart.setDistributions(
        { { "positive", 0, { 0, 1, 4, 2 } }, { "negative", 1, { 3, 2, 0, 0 } } });
}

void fill(Sparkline& line)
{
    line.setTitle("Gap");
    line.setReferences({ { 0.5, "half" } });
    line.setBand(std::pair(0.1, 0.3));
    for (int i = 0; i < 50; ++i)
        line.append(i, std::sin(0.2 * i));
}

} // namespace

class TestPlotWidgets : public QObject {
    Q_OBJECT

private:
    template <typename Widget> void checkFigure()
    {
        QTemporaryDir folder;
        for (const bool dark : { false, true }) {
            Widget empty;
            empty.setPalette(plotPalette(dark));
            shown(empty, { 300, 200 });
            QCOMPARE(empty.toImage().size(), QSize(300, 200)); // nothing to draw is no trouble

            Widget widget;
            fill(widget);
            shown(widget, { 320, 240 });
            widget.setPalette(plotPalette(dark));
            QApplication::processEvents();
            QCOMPARE(widget.theme().dark, dark);
            widget.setCaption("seed 7");
            const QImage image = widget.toImage({ 400, 300 }, 2);
            QCOMPARE(image.size(), QSize(800, 600));
            QVERIFY(colorsIn(image) > 20);
            QVERIFY(contains(image, widget.theme().background));
            QVERIFY(colorsIn(widget.grab().toImage()) > 20);
        }
        Widget widget;
        fill(widget);
        shown(widget, { 320, 240 });
        const QString png = folder.filePath("p.png"), svg = folder.filePath("p.SVG"),
                      pdf = folder.filePath("p.pdf");
        QVERIFY(widget.saveAs(png, { 200, 150 }));
        QCOMPARE(QImage(png).size(), QSize(400, 300));
        QVERIFY(widget.saveAs(svg));
        QSvgRenderer renderer(svg);
        QVERIFY(renderer.isValid());
        QCOMPARE(renderer.viewBox(), QRect(0, 0, 320, 240));
        QVERIFY(widget.saveAs(pdf));
        QFile file(pdf);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        QVERIFY(content.startsWith("%PDF-") && content.trimmed().endsWith("%%EOF"));
        QVERIFY(!widget.saveAs(folder.filePath("p.docx")));
        QVERIFY(!widget.saveAs(folder.filePath("no/such/folder/p.png")));
    }

    static QWidget* canvasOf(LineChart& chart)
    {
        return chart.findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly).first();
    }

private slots:
    void longNamesTakeTwoLines()
    {
        QImage image(300, 100, QImage::Format_RGB32);
        const double line = QFontMetricsF(QApplication::font()).height();
        const auto inked = [&](QSizeF room) { // from the first to the last row with ink
            image.fill(Qt::white);
            QPainter painter(&image);
            painter.setFont(QApplication::font());
            drawWrappedText(painter, { {}, room }, Qt::AlignRight | Qt::AlignVCenter,
                QStringLiteral("Animals & Nature"));
            painter.end();
            int first = image.height(), last = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    if (image.pixel(x, y) != qRgb(255, 255, 255)) {
                        first = std::min(first, y);
                        last = y;
                    }
            return last - first + 1;
        };
        const double word = QFontMetricsF(QApplication::font()).horizontalAdvance("Animals & ");
        QVERIFY(inked({ 290, 3 * line }) <= line);
        QVERIFY(inked({ word, 3 * line }) > 1.4 * line);
        QVERIFY(inked({ word, 1.5 * line }) <= line); // no room below
        QVERIFY(inked({ word / 3, 3 * line }) <= line); // a word does not fit
    }

    // A cut name says nothing; the rows' names say it, in the same colours.
    void columnsAreNamedWhereAllNamesFit()
    {
        HeatMapModel model;
        model.rows = model.columns = 60;
        model.rowGroups = model.columnGroups = { { 0, 30, QStringLiteral("Animals and nature"), 0 },
            { 30, 30, QStringLiteral("Food and drink"), 1 } };
        const QFont font = QApplication::font();
        const double name =
            QFontMetricsF(font).horizontalAdvance(QStringLiteral("Animals and nature"));
        const QSizeF all(60, 60);
        const QSize wide(int(6 * name), 600), narrow(int(2.6 * name), 600);
        const HeatMapLayout named(model, all, wide, font), unnamed(model, all, narrow, font);
        QVERIFY(!named.columnNames.isEmpty() && !named.rowNames.isEmpty());
        QVERIFY(unnamed.columnNames.isEmpty() && !unnamed.rowNames.isEmpty());
        QVERIFY(!unnamed.columnBars.isEmpty());
        model.rowGroups.clear(); // then a cut name is better than none
        QVERIFY(!HeatMapLayout(model, all, narrow, font).columnNames.isEmpty());
    }

    // Between a change and the repaint that follows, the old places name markers that are gone.
    void markersThatAreGoneAreNotHit()
    {
        LineChart chart;
        chart.setSeries(QStringLiteral("a"), { .label = QStringLiteral("a") });
        for (int i = 0; i < 100; ++i)
            chart.append(QStringLiteral("a"), i, i);
        chart.setMarkers({ { 20, QStringLiteral("one") }, { 70, QStringLiteral("two") } });
        shown(chart, { 700, 400 });
        QWidget* canvas = chart.findChild<QWidget*>(QString(), Qt::FindDirectChildrenOnly);
        QSignalSpy clicked(&chart, &LineChart::markerClicked);
        QPoint place(0, canvas->height() / 2);
        while (clicked.isEmpty() && place.x() < canvas->width()) {
            place.rx() += 2;
            QTest::mouseClick(canvas, Qt::LeftButton, {}, place);
        }
        QCOMPARE(clicked.size(), 1);
        chart.clearAll();
        QTest::mouseClick(canvas, Qt::LeftButton, {}, place);
        hover(canvas, place);
        QCOMPARE(clicked.size(), 1);
        chart.setMarkers({ { 50, QStringLiteral("three") } });
        chart.setMarkers({});
        QTest::mouseClick(canvas, Qt::LeftButton, {}, place);
        QCOMPARE(clicked.size(), 1);
    }

    // Each with its own colour, and a name that takes its room from the cells.
    void cellsCanBeOfKinds()
    {
        HeatMapModel model;
        model.rows = model.columns = 2;
        model.values = { 0, 1, 2, NAN };
        model.kinds = { { QStringLiteral("far"), [](const PlotTheme&) { return QColor(Qt::red); } },
            { QStringLiteral("near"), [](const PlotTheme& theme) { return theme.good; } } };
        const PlotTheme theme = PlotTheme::fromPalette(QApplication::palette());
        const QImage image = model.colored({ 0, 0, 2, 2 }, 1, theme);
        QCOMPARE(image.pixelColor(0, 0), QColor(Qt::red));
        QCOMPARE(image.pixelColor(1, 0), theme.good);
        QCOMPARE(image.pixelColor(0, 1), theme.missing); // of no kind
        QCOMPARE(image.pixelColor(1, 1), theme.missing);
        const auto cells = [&] {
            return HeatMapLayout(model, { 2, 2 }, { 300, 300 }, QApplication::font()).cells;
        };
        const double before = cells().width();
        model.kinds[1].name = QStringLiteral("what is taken for a pair");
        QVERIFY(cells().width() < before);
    }

    void theDiagonalOfSmallCellsIsOutlined()
    {
        HeatMap map;
        map.resize(400, 400);
        constexpr int side = 200;
        map.setMatrix(std::vector<float>(side * side, 0.2f), side, side);
        const auto drawn = [&](bool outlined) {
            map.setDiagonalOutlined(outlined);
            return map.toImage(map.size());
        };
        const QImage plain = drawn(false), outlined = drawn(true);
        const auto at = [&](int row) { // the left edge of its diagonal cell
            for (int y = 0; y < plain.height(); ++y)
                for (int x = 0; x < plain.width(); ++x)
                    if (map.cellAt(QPointF(x, y) / plain.devicePixelRatio()) == QPoint(row, row))
                        return QPoint(x, y);
            return QPoint();
        };
        for (const int row : { 10, 60, 120, 190 }) {
            const QPoint cell = at(row);
            QVERIFY(!cell.isNull());
            QCOMPARE(outlined.pixel(cell), plain.pixel(cell)); // it is not hidden
            int marks = 0;
            for (int x = cell.x() - 3; x <= cell.x() + 4; ++x)
                marks += outlined.pixel(x, cell.y()) != plain.pixel(x, cell.y());
            QVERIFY2(marks >= 2, qPrintable(QString::number(row)));
        }
    }

    void twoChartsShareTheirKeys()
    {
        ChartStack stack;
        fillStack(stack);
        shown(stack, { 700, 640 });
        LineChart &upper = stack.upper(), &lower = stack.lower();
        QVERIFY(!stack.isSideBySide());
        QCOMPARE(lower.keyRange(), upper.keyRange()); // both reach as far as the longer one
        QVERIFY(lower.keyRange().upper >= 100);
        QCOMPARE(lower.frame().plot.left(), upper.frame().plot.left());
        QCOMPARE(lower.frame().plot.right(), upper.frame().plot.right());
        const QPointF at = lower.frame().plot.center();
        wheel(&lower, at, 4);
        QApplication::processEvents();
        QVERIFY(!upper.isFollowing() && upper.keyRange().extent() < 60);
        QCOMPARE(lower.keyRange(), upper.keyRange());
        const AxisRange before = upper.keyRange();
        drag(&upper, { at, at + QPointF(20, 0), at + QPointF(80, 0) }, Qt::ShiftModifier);
        QVERIFY(upper.keyRange().lower < before.lower);
        QCOMPARE(lower.keyRange(), upper.keyRange());
        lower.resetView();
        QApplication::processEvents();
        QVERIFY(upper.isFollowing() && upper.keyRange().upper >= 100);
        const QImage plain = lower.grab().toImage();
        hover(canvasOf(upper), upper.frame().plot.center());
        QVERIFY(lower.grab().toImage() != plain); // the crosshair stands in both
    }

    void curvesKeepTheirHeight()
    {
        ChartStack stack;
        fillStack(stack);
        shown(stack, { 700, 640 });
        for (const int height : { 640, 420, 380, 330, 260, stack.minimumSizeHint().height() }) {
            stack.resize(700, height);
            QApplication::processEvents();
            for (const LineChart* chart : { &stack.upper(), &stack.lower() }) {
                const double plot = chart->frame().plot.height();
                QVERIFY2(plot >= ChartStack::leastPlot,
                    qPrintable(QStringLiteral("%1: %2").arg(height).arg(plot)));
            }
        }
        QVERIFY(stack.isSideBySide());
    }

    void chartStackDrawsAndSaves()
    {
        ChartStack stack;
        fillStack(stack);
        shown(stack, { 700, 640 });
        const QImage image = stack.toImage();
        for (const LineChart* chart : { &stack.upper(), &stack.lower() }) {
            const QRect plot = chart->frame().plot.toRect().translated(chart->pos());
            QVERIFY(contains(image.copy(plot), stack.theme().seriesColor(0)));
        }
        QVERIFY(!stack.isSideBySide());
        QVERIFY(stack.toImage({ 900, 230 }).height() == 230);
        QVERIFY(stack.lower().geometry().top() > 100); // an export moves nothing
    }

    void lineChartDrawsAndSaves() { checkFigure<LineChart>(); }
    void heatMapDrawsAndSaves() { checkFigure<HeatMap>(); }
    void pointCloudDrawsAndSaves() { checkFigure<PointCloud>(); }
    // Nothing of them over the names beneath, however they spread.
    void barsOfArmsStayInTheirPlot()
    {
        ArmChart chart;
        chart.setArms({ QStringLiteral("one") }, {});
        chart.setSeries({ { QStringLiteral("loss"), { { 0.66, 0.66, 0.66, 0.7 } } } });
        chart.resize(320, 200);
        const QImage image = chart.toImage(chart.size());
        const QRgb color = chart.theme().seriesColor(0).rgb();
        const int names = int(1.7 * chart.fontMetrics().height());
        int drawn = 0, below = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (image.pixel(x, y) == color) ++(y >= image.height() - names ? below : drawn);
        QVERIFY(drawn > 50);
        QCOMPARE(below, 0);
    }
    void armsAreHoveredAndClicked()
    {
        ArmChart chart;
        QStringList names;
        std::vector<std::vector<double>> values;
        for (int arm = 0; arm < 40; ++arm) {
            names << QString::number(arm);
            values.push_back({ double(arm) });
        }
        std::vector<std::optional<int>> hovered;
        std::vector<int> clicked;
        connect(&chart, &ArmChart::armHovered, &chart,
            [&](std::optional<int> arm) { hovered.push_back(arm); });
        connect(&chart, &ArmChart::armClicked, &chart, [&](int arm) { clicked.push_back(arm); });
        shown(chart, { 400, 200 });
        QTest::mouseMove(&chart, { 200, 100 });
        QVERIFY(hovered.empty() && !chart.armAt({ 200, 100 })); // nothing is there
        chart.setArms(names, QStringLiteral("value"));
        chart.setSeries({ { QStringLiteral("loss"), values } });
        chart.grab();
        int last = -1;
        for (int x = 0; x < chart.width(); ++x)
            if (const auto arm = chart.armAt(QPointF(x, 100))) {
                QVERIFY(*arm == last || *arm == last + 1); // in their order, none left out
                last = *arm;
            }
        QCOMPARE(last, 39);
        QTest::mouseMove(&chart, { 210, 90 });
        QCOMPARE(hovered, std::vector { chart.armAt({ 210, 90 }) });
        QTest::mouseClick(&chart, Qt::LeftButton, {}, { 210, 90 });
        QCOMPARE(clicked, std::vector { *chart.armAt({ 210, 90 }) });
        const QImage before = chart.grab().toImage();
        chart.setMarked(20);
        QVERIFY(chart.grab().toImage() != before);
    }
    void histogramDrawsAndSaves() { checkFigure<HistogramChart>(); }
    void sparklineDrawsAndSaves() { checkFigure<Sparkline>(); }

    // How many there are follows from the plot's height, which the row of flags takes some of.
    void ticksAreAsManyAtOnceAsLater()
    {
        for (int height = 180; height < 260; height += 4) {
            LineChart chart;
            fill(chart);
            shown(chart, { 600, height });
            chart.setMarkers({ { 20, QStringLiteral("one") } });
            QApplication::processEvents();
            const QImage first = chart.grab().toImage();
            chart.resetView(); // drawn anew
            QApplication::processEvents();
            QVERIFY2(chart.grab().toImage() == first, qPrintable(QString::number(height)));
        }
    }

    void chartFollowsUntilZoomed()
    {
        LineChart chart;
        fill(chart);
        shown(chart, { 600, 300 });
        QVERIFY(chart.isFollowing());
        chart.append("a", 200, 1);
        QApplication::processEvents();
        QVERIFY(chart.keyRange().upper >= 200);

        QSignalSpy following(&chart, &LineChart::followingChanged);
        QWidget* canvas = canvasOf(chart);
        const QPointF middle(canvas->width() / 2.0, canvas->height() / 2.0);
        drag(canvas, { middle - QPointF(50, 40), middle, middle + QPointF(50, 40) });
        QApplication::processEvents();
        QCOMPARE(following.takeFirst().first().toBool(), false);
        const AxisRange zoomed = chart.keyRange();
        QVERIFY(zoomed.upper - zoomed.lower < 60 && zoomed.lower > 50);
        chart.append("a", 300, 1);
        QApplication::processEvents();
        QCOMPARE(chart.keyRange().upper, zoomed.upper);

        QTest::mouseDClick(canvas, Qt::LeftButton, {}, middle.toPoint());
        QApplication::processEvents();
        QVERIFY(chart.isFollowing() && chart.keyRange().upper >= 300);
    }

    void wheelZoomsAtTheCursor()
    {
        LineChart chart;
        fill(chart);
        shown(chart, { 600, 300 });
        QSignalSpy moved(&chart, &LineChart::crosshairMoved);
        QWidget* canvas = canvasOf(chart);
        const QPointF at(canvas->width() * 0.4, canvas->height() * 0.4);
        hover(canvas, at);
        const double before = moved.takeFirst().first().toDouble();
        wheel(&chart, at, 3);
        QApplication::processEvents();
        QVERIFY(!chart.isFollowing());
        hover(canvas, at);
        QVERIFY(std::abs(moved.takeFirst().first().toDouble() - before) < 1e-6);
    }

    void chartPans()
    {
        LineChart chart;
        fill(chart);
        shown(chart, { 600, 300 });
        const AxesFrame before = chart.frame();
        const QPointF middle = before.plot.center();
        drag(&chart, { middle, middle + QPointF(20, 5), middle + QPointF(60, 20) },
            Qt::ShiftModifier);
        const AxesFrame after = chart.frame();
        QVERIFY(!chart.isFollowing());
        QVERIFY(std::abs(after.x.toPixel(50) - before.x.toPixel(50) - 60) < 1e-6);
        QVERIFY(std::abs(after.left.toPixel(2) - before.left.toPixel(2) - 20) < 1e-6);
        QVERIFY(std::abs(after.right.toPixel(0.5) - before.right.toPixel(0.5) - 20) < 1e-6);
        chart.resetView();
        QApplication::processEvents();
        QCOMPARE(chart.frame().ranges(), before.ranges());
    }

    void arrowsWalkOverSamples()
    {
        LineChart chart;
        fill(chart);
        shown(chart, { 600, 300 });
        QSignalSpy moved(&chart, &LineChart::crosshairMoved);
        chart.setCrosshair(10.2);
        QTest::keyClick(&chart, Qt::Key_Right);
        QTest::keyClick(&chart, Qt::Key_Right);
        QTest::keyClick(&chart, Qt::Key_Left);
        QCOMPARE(moved.size(), 3);
        QCOMPARE(moved[0][0].toDouble(), 11.0);
        QCOMPARE(moved[1][0].toDouble(), 12.0);
        QCOMPARE(moved[2][0].toDouble(), 11.0);
        chart.setCrosshair(100);
        QTest::keyClick(&chart, Qt::Key_Right); // the end
        QCOMPARE(moved.size(), 3);
    }

    // What follows the mouse is on the screen only.
    void exportsHaveNoCrosshair()
    {
        LineChart chart;
        fill(chart);
        shown(chart, { 600, 300 });
        const QImage plain = chart.toImage();
        const QImage screen = chart.grab().toImage();
        hover(&chart, chart.frame().plot.center());
        QVERIFY(chart.grab().toImage() != screen);
        QCOMPARE(chart.toImage(), plain);
    }

    // Nothing is drawn while nobody sees it, and all is there when it is seen.
    void hiddenCanvasesCatchUp()
    {
        HeatMap map;
        map.setPalette(plotPalette(false));
        map.setMatrix({ -1, -1, -1, -1 }, 2, 2);
        shown(map, { 300, 260 });
        map.hide();
        map.setMatrix({ 1, 1, 1, 1 }, 2, 2);
        QApplication::processEvents();
        map.show();
        QApplication::processEvents();
        const QPoint middle = map.frame().plot.center().toPoint();
        QCOMPARE(map.grab().toImage().pixel(middle), colorTable(ColorMap::Diverging, false).back());
    }

    void clicksNameAKey()
    {
        LineChart chart;
        fill(chart);
        chart.addMarker({ 50, "batch size 128 → 256" });
        shown(chart, { 600, 300 });
        QSignalSpy clicked(&chart, &LineChart::clicked), marker(&chart, &LineChart::markerClicked);
        QWidget* canvas = canvasOf(chart);
        QTest::mouseClick(
            canvas, Qt::LeftButton, {}, QPoint(canvas->width() / 4, canvas->height() / 2));
        QCOMPARE(clicked.size(), 1);
        QVERIFY(clicked[0][0].toDouble() > 5 && clicked[0][0].toDouble() < 40);
        for (int x = canvas->width() / 4; x < canvas->width() * 3 / 4 && marker.isEmpty(); x += 2)
            QTest::mouseClick(canvas, Qt::LeftButton, {}, QPoint(x, canvas->height() / 2));
        QCOMPARE(marker.size(), 1);
        QCOMPARE(marker[0][0].toInt(), 0);
    }

    void bandsAreMarkedWithControlAndOverTheNumbers()
    {
        LineChart chart;
        fill(chart);
        shown(chart, { 600, 300 });
        QWidget* canvas = canvasOf(chart);
        const QRectF plot = chart.frame().plot;
        const AxisScale x = chart.frame().x;
        const QPointF from(plot.left() + 50, plot.center().y()), to(from.x() + 150, from.y() - 20);
        QSignalSpy dragged(&chart, &LineChart::bandDragged);
        drag(canvas, { from, to }, Qt::ControlModifier); // where nothing can be marked it zooms
        QVERIFY(dragged.isEmpty() && !chart.isFollowing());
        chart.resetView();
        QApplication::processEvents(); // all of it is drawn
        chart.setBandsMarked(true);
        const QPointF below(0, plot.bottom() + 8 - from.y());
        for (const QPointF offset : { QPointF(), below }) {
            dragged.clear();
            drag(canvas, { from + offset, to + offset },
                offset.isNull() ? Qt::ControlModifier : Qt::NoModifier);
            QCOMPARE(dragged.size(), 2);
            for (const int place : { 0, 1 }) {
                QCOMPARE(dragged[place][0].toDouble(), x.toValue(from.x()));
                QCOMPARE(dragged[place][1].toDouble(), x.toValue(to.x()));
                QCOMPARE(dragged[place][2].toBool(), place == 1);
            }
            QVERIFY(chart.isFollowing());
        }
        const QPoint inside = ((from + to) / 2).toPoint();
        const QColor before = chart.grab().toImage().pixelColor(inside);
        chart.setBands({ { x.toValue(to.x()), x.toValue(from.x()), QStringLiteral("warm-up") } });
        QVERIFY(chart.grab().toImage().pixelColor(inside) != before);
        drag(canvas, { from, to }); // zooms as ever
        QVERIFY(!chart.isFollowing());
    }

    // Curves to compare with: under the others, in no legend, and no picture by themselves.
    void curvesAsideAreListedAndStandOut()
    {
        LineChart chart;
        chart.resize(600, 400);
        chart.setSeries("a", { "A", 0 });
        chart.setEmptyText("nothing yet");
        for (int i = 0; i < 30; ++i) {
            const QString id = QStringLiteral("other %1").arg(i);
            chart.setSeries(id, { .label = id, .color = 7, .smoothed = false, .aside = true });
            const double keys[] { 0, 200 }, values[] { 1.0 + i, 1.0 + i };
            chart.append(id, keys, values);
        }
        const QColor their = chart.theme().seriesColor(7);
        QVERIFY(!contains(chart.grab().toImage(), their)); // the text stands there
        const double keys[] { 0, 100 }, values[] { 10, 20 };
        chart.append("a", keys, values);
        QCOMPARE(chart.keyRange().lower, 0.0);
        const QImage thin = chart.grab().toImage();
        QVERIFY(chart.keyRange().upper > 200); // all of them are in sight
        QVERIFY(contains(thin, their));
        QCOMPARE(chart.readingsAt(50).size(), std::size_t(31));
        chart.soloSeries("a"); // alone in the legend, so that nothing is hidden
        QVERIFY(chart.isSeriesVisible("other 3"));
        chart.setStandsOut("other 3");
        QVERIFY(chart.grab().toImage() != thin);
        chart.setStandsOut({});
        QCOMPARE(chart.grab().toImage(), thin);
        QSignalSpy hovered(&chart, &LineChart::asideHovered);
        QWidget* canvas = chart.findChild<QWidget*>();
        for (int y = 0; y < canvas->height(); ++y)
            hover(canvas, { canvas->width() / 2.0, double(y) });
        QVERIFY(hovered.size() >= 30); // each by itself
        QCOMPARE(hovered.first().first().toString(), QStringLiteral("other 29"));
    }

    void legendHidesAndSolosSeries()
    {
        LineChart chart;
        fill(chart);
        shown(chart, { 600, 300 });
        const QColor red = chart.theme().seriesColor(1);
        QVERIFY(contains(chart.toImage(), red));
        QSignalSpy visibility(&chart, &LineChart::seriesVisibilityChanged);
        const int em = chart.fontMetrics().height();
        QTest::mouseClick(&chart, Qt::LeftButton, {}, QPoint(2 * em, em)); // the first entry
        QCOMPARE(visibility.size(), 1);
        QVERIFY(!chart.isSeriesVisible("a") && chart.isSeriesVisible("b"));
        QTest::mouseClick(&chart, Qt::LeftButton, Qt::AltModifier, QPoint(2 * em, em));
        QVERIFY(chart.isSeriesVisible("a") && !chart.isSeriesVisible("b"));
        QVERIFY(!contains(chart.toImage(), red));
        chart.soloSeries("a");
        QVERIFY(chart.isSeriesVisible("a") && chart.isSeriesVisible("b"));
        QCOMPARE(chart.readingsAt(50).size(), std::size_t(2));
    }

    void chartTakesAnything()
    {
        LineChart chart;
        chart.setSeries("x", { "X" });
        shown(chart, { 400, 200 });
        const std::vector<std::vector<double>> cases { {}, { 1 }, { NAN }, { 0, 0, 0 },
            { INFINITY, 1, -INFINITY }, { 1e300, -1e300, 0 } };
        for (const bool logarithmic : { false, true })
            for (const auto& values : cases) {
                chart.setLogY(logarithmic);
                chart.setIgnoreOutliers(logarithmic);
                chart.setSmoothing(0.9);
                std::vector<double> keys;
                for (std::size_t i = 0; i < values.size(); ++i)
                    keys.push_back(static_cast<double>(i));
                chart.setData("x", keys, values);
                chart.setPlayhead(0.5);
                QVERIFY(!chart.grab().isNull());
                QVERIFY(chart.valueRange(false).upper > chart.valueRange(false).lower);
            }
        chart.append("unknown", 1, 1); // no such series: nothing happens
        chart.clearAll();
        QCOMPARE(chart.seriesIds(), QStringList { "x" });
    }

    void heatMapPaintsItsRange()
    {
        HeatMap map;
        map.setPalette(plotPalette(false));
        fill(map);
        shown(map, { 300, 260 });
        const QImage image = map.grab().toImage();
        const ColorTable& colors = colorTable(ColorMap::Diverging, false);
        const auto centerOf = [&](int row, int column) {
            double x = 0, y = 0, n = 0;
            for (int py = 0; py < 260; ++py)
                for (int px = 0; px < 300; ++px)
                    if (map.cellAt(QPointF(px, py)) == QPoint(column, row)) x += px, y += py, ++n;
            return QPointF(x / n, y / n).toPoint();
        };
        QCOMPARE(image.pixel(centerOf(0, 0)), colors.front());
        QCOMPARE(image.pixel(centerOf(0, 1)), colors[colorLevels / 2]);
        QCOMPARE(image.pixel(centerOf(1, 0)), colors.back());
        QCOMPARE(image.pixel(centerOf(1, 1)), map.theme().missing.rgb());

        QSignalSpy hovered(&map, &HeatMap::cellHovered), left(&map, &HeatMap::cellLeft),
            clicked(&map, &HeatMap::cellClicked);
        hover(&map, centerOf(1, 0));
        hover(&map, centerOf(1, 0) + QPoint(1, 1));
        QCOMPARE(hovered.size(), 1); // once a cell
        QCOMPARE(hovered[0][0].toInt(), 1);
        QCOMPARE(hovered[0][1].toInt(), 0);
        QTest::mouseClick(&map, Qt::LeftButton, {}, centerOf(0, 1));
        QCOMPARE(clicked[0][1].toInt(), 1);
        hover(&map, QPointF(1, 1));
        QCOMPARE(left.size(), 1);
    }

    void heatMapUsesTheWholePanel()
    {
        HeatMap map;
        map.setMatrix(std::vector<float>(64 * 64, 0.5f), 64, 64);
        const std::vector<AxisGroup> groups { { 0, 30, "Animals", 0 }, { 30, 34, "Objects", 1 } };
        map.setGroups(groups, groups);
        map.setAxisTitles("image", "text");
        shown(map, { 470, 300 });
        for (const QSize size : { QSize(470, 300), QSize(900, 300), QSize(300, 700),
                 QSize(1200, 900), QSize(240, 200) }) {
            map.resize(size);
            QApplication::processEvents();
            const QRectF cells = map.frame().plot;
            const double across = cells.width() / size.width(),
                         down = cells.height() / size.height();
            const bool oblong =
                cells.width() > 2.9 * cells.height() || cells.height() > 2.9 * cells.width();
            QVERIFY2(down > 0.6 || oblong, qPrintable(QString::number(down)));
            QVERIFY2(across > 0.4 || oblong, qPrintable(QString::number(across)));
            QVERIFY(QRectF(map.rect()).contains(cells));
        }
    }

    void heatMapLabelsItsEdgesWhereCellsAreLarge()
    {
        HeatMap map;
        map.setMatrix(std::vector<float>(64 * 64, 0.5f), 64, 64);
        std::set<int> rows, columns;
        QImage picture(40, 40, QImage::Format_RGB32);
        picture.fill(Qt::magenta);
        map.setEdges({ {}, [&](int row, int) { return rows.insert(row), picture; } },
            { [&](int column) { return columns.insert(column), QString("word"); }, {} });
        shown(map, { 500, 400 });
        map.grab();
        QVERIFY(rows.empty() && columns.empty()); // too small for either
        wheel(&map, map.frame().plot.center(), 9);
        QApplication::processEvents();
        const QImage image = map.grab().toImage();
        const AxesFrame frame = map.frame();
        QVERIFY(frame.plot.height() / (frame.left.upper - frame.left.lower) >= 12);
        QVERIFY(!rows.empty() && !columns.empty());
        QVERIFY(*rows.begin() >= int(frame.left.lower) && *rows.rbegin() <= frame.left.upper);
        QVERIFY(contains(image.copy(0, 0, int(frame.plot.left()), image.height()), Qt::magenta));
    }

    // Values along an axis: every so many where they would stand on one another.
    void heatMapThinsItsEdges()
    {
        HeatMap map;
        map.setMatrix(std::vector<float>(64 * 64, 0.5f), 64, 64);
        std::set<int> rows, columns;
        const auto edge = [](std::set<int>& asked) {
            return HeatMapEdge { [&](int place) { return asked.insert(place), QString("0.1"); }, {},
                true };
        };
        map.setEdges(edge(rows), edge(columns));
        shown(map, { 500, 400 });
        map.grab();
        for (const std::set<int>& asked : { rows, columns }) {
            QVERIFY(asked.size() > 5 && asked.size() < 64);
            QCOMPARE(*asked.begin(), 0);
            const double cell = map.frame().plot.height() / 64;
            QVERIFY(cell * (*std::next(asked.begin()) - *asked.begin()) >= 12);
        }
    }

    void heatMapDrawsOverTheCellsInSight()
    {
        HeatMap map;
        map.setMatrix(std::vector<float>(8 * 4, 0.5f), 4, 8);
        std::map<std::pair<int, int>, QRectF> drawn;
        map.setCellDrawing([&](QPainter&, const AxesFrame&, QPoint cell, const QRectF& place) {
            drawn[{ cell.x(), cell.y() }] = place;
        });
        shown(map, { 500, 400 });
        map.grab();
        QCOMPARE(drawn.size(), std::size_t(32));
        for (const auto& [cell, place] : drawn)
            QCOMPARE(map.cellAt(place.center()), QPoint(cell.first, cell.second));
        wheel(&map, map.frame().plot.center(), 9);
        drawn.clear();
        QApplication::processEvents();
        map.grab();
        QVERIFY(!drawn.empty() && drawn.size() < 32);
    }

    void heatMapMarksWinners()
    {
        HeatMap map;
        map.setPalette(plotPalette(false));
        fill(map);
        shown(map, { 300, 260 });
        QVERIFY(!contains(map.grab().toImage(), map.theme().error));
        map.setWinners({ 0, 0 }); // the first row is right, the second is not
        const QImage image = map.grab().toImage();
        const QRect plot = map.frame().plot.toRect();
        const QRect upper(plot.left(), plot.top(), plot.width(), plot.height() / 2);
        const QRect lower = upper.translated(0, plot.height() / 2);
        QVERIFY(contains(image.copy(upper), map.theme().good));
        QVERIFY(!contains(image.copy(upper), map.theme().error));
        QVERIFY(contains(image.copy(lower), map.theme().error));
    }

    void groupsOfTheMatrixHaveBars()
    {
        HeatMap map;
        map.setPalette(plotPalette(false));
        map.setMatrix(std::vector<float>(16, 0.f), 4, 4);
        map.setGroups({ { 0, 2, "a", 0 }, { 2, 2, "b", 2 } }, { { 0, 4, "c", 3 } });
        shown(map, { 300, 260 });
        const QImage image = map.grab().toImage();
        for (const int color : { 0, 2, 3 })
            QVERIFY(contains(image, map.theme().seriesColor(color)));
    }

    void heatMapZoomsAndPansWithinItself()
    {
        HeatMap map;
        map.setMatrix(std::vector<float>(512 * 512, 0.5f), 512, 512);
        shown(map, { 400, 360 });
        QCOMPARE(map.blockSide(), 2);
        const QPointF at(150, 120);
        const auto cell = map.cellAt(at);
        wheel(&map, at, 8);
        QVERIFY(!map.isFollowing());
        QCOMPARE(map.cellAt(at), cell); // what is under the mouse stays
        QCOMPARE(map.blockSide(), 1); // and single cells can be told now
        const AxesRanges before = map.frame().ranges();
        QCOMPARE(before.x.extent(), before.left.extent()); // cells stay square
        drag(&map, { at, at + QPointF(20, 5), at + QPointF(40, 10) });
        const AxesRanges after = map.frame().ranges();
        QVERIFY(after.x.lower < before.x.lower && after.left.lower < before.left.lower);
        drag(&map, { at, at + QPointF(200, 200) });
        drag(&map, { at, at + QPointF(200, 200) });
        QCOMPARE(map.frame().x.lower, 0.0); // and never beyond the matrix
        QCOMPARE(map.frame().left.lower, 0.0);
        QVERIFY(!map.grab().isNull());
        wheel(&map, at, -20);
        QVERIFY(map.isFollowing());

        QSignalSpy clicked(&map, &HeatMap::cellClicked);
        const auto middle = map.cellAt(at + QPointF(15, 45));
        drag(&map, { at, at + QPointF(10, 60), at + QPointF(30, 90) }, Qt::ShiftModifier);
        QVERIFY(!map.isFollowing() && clicked.isEmpty());
        const AxisScale x = map.frame().x;
        QVERIFY(std::abs(0.5 * (x.lower + x.upper) - middle->x()) < 2);
        QVERIFY(qFuzzyCompare(map.frame().ranges().x.extent(), map.frame().ranges().left.extent()));
        QTest::mouseDClick(&map, Qt::LeftButton, {}, at.toPoint());
        QVERIFY(map.isFollowing());
        wheel(&map, at, 200);
        QVERIFY(map.frame().ranges().x.extent() >= 1);
        map.setMatrix(std::vector<float>(9, 1.0f), 3, 3); // another shape is shown whole
        QVERIFY(map.isFollowing());
        QCOMPARE(map.frame().x.upper, 3.0);
    }

    void heatMapFollowsTheArrows()
    {
        HeatMap map;
        fill(map);
        shown(map, { 300, 260 });
        QSignalSpy hovered(&map, &HeatMap::cellHovered), clicked(&map, &HeatMap::cellClicked);
        map.setHighlightedCell(QPoint(0, 0));
        QTest::keyClick(&map, Qt::Key_Right);
        QTest::keyClick(&map, Qt::Key_Down);
        QTest::keyClick(&map, Qt::Key_Down); // the last row
        QCOMPARE(hovered.size(), 2);
        QCOMPARE(hovered[1][0].toInt(), 1);
        QCOMPARE(hovered[1][1].toInt(), 1);
        QTest::keyClick(&map, Qt::Key_Return);
        QCOMPARE(clicked.size(), 1);
    }

    void heatMapAveragesLargeMatrices()
    {
        HeatMap map;
        map.setPalette(plotPalette(false));
        std::vector<float> values(500 * 500, 0.0f);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = i % 2 ? 1.0f : -1.0f; // every block has mean zero
        map.setMatrix(values, 500, 500);
        shown(map, { 400, 360 });
        QCOMPARE(map.blockSide(), 2);
        const QImage image = map.grab().toImage();
        const auto cell = map.cellAt({ 150, 150 });
        QVERIFY(cell && cell->x() < 500);
        QCOMPARE(image.pixel(150, 150), colorTable(ColorMap::Diverging, false)[colorLevels / 2]);
        map.setMatrix(std::vector<float>(256 * 256, 0.5f), 256, 256);
        QCOMPARE(map.blockSide(), 1);
    }

    void cloudFindsAndSelects()
    {
        PointCloud cloud;
        fill(cloud);
        shown(cloud, { 400, 400 });
        QSignalSpy changed(&cloud, &PointCloud::selectionChanged);
        const QPointF p0 = cloud.positionOf(0);
        QCOMPARE(cloud.pointAt(p0 + QPointF(5, 5)), 0);
        QCOMPARE(cloud.pointAt(p0 + QPointF(15, 0)), -1);
        QTest::mouseClick(&cloud, Qt::LeftButton, {}, p0.toPoint());
        QCOMPARE(cloud.selection(), std::vector<int>({ 0 }));
        QTest::mouseClick(&cloud, Qt::LeftButton, Qt::ShiftModifier, cloud.positionOf(3).toPoint());
        QCOMPARE(cloud.selection(), std::vector<int>({ 0, 3 }));
        QTest::mouseClick(&cloud, Qt::LeftButton, Qt::ShiftModifier, p0.toPoint());
        QCOMPARE(cloud.selection(), std::vector<int>({ 3 }));
        QCOMPARE(changed.size(), 3);

        const float moved[] { 0, 0.1f, 1, 0, 0, 1, 1, 0.9f, NAN, 0 };
        cloud.setFrame(moved);
        QCOMPARE(cloud.selection(), std::vector<int>({ 3 })); // new frame, same selection
        QTest::keyClick(&cloud, Qt::Key_Escape);
        QVERIFY(cloud.selection().empty());
    }

    void lassoSelectsInside()
    {
        PointCloud cloud;
        fill(cloud);
        shown(cloud, { 400, 400 });
        const QPointF a = cloud.positionOf(0), b = cloud.positionOf(1);
        drag(&cloud,
            { a + QPointF(-9, -20), b + QPointF(9, -20), b + QPointF(9, 9), a + QPointF(-9, 9) },
            Qt::ShiftModifier);
        QCOMPARE(cloud.selection(), std::vector<int>({ 0, 1 }));
        cloud.setColorShown(1, false);
        cloud.clearSelection();
        drag(&cloud,
            { a + QPointF(-9, -20), b + QPointF(9, -20), b + QPointF(9, 9), a + QPointF(-9, 9) },
            Qt::ShiftModifier);
        QCOMPARE(cloud.selection(), std::vector<int>({ 0 })); // filtered points stay out
        QCOMPARE(cloud.pointAt(b), -1);
        // but they do not vanish
        cloud.clearSelection();
        QVERIFY(contains(cloud.grab().toImage(), cloud.theme().unselected));
    }

    void cloudZoomsPansAndGlides()
    {
        PointCloud cloud;
        fill(cloud);
        shown(cloud, { 400, 400 });
        const QPointF anchor = cloud.positionOf(2);
        wheel(&cloud, anchor, 2);
        QVERIFY(!cloud.isFollowing());
        QVERIFY((cloud.positionOf(2) - anchor).manhattanLength() < 1e-6);
        const QPointF from(200, 200);
        drag(&cloud, { from, from + QPointF(20, 0), from + QPointF(40, 10) });
        QVERIFY((cloud.positionOf(2) - anchor - QPointF(40, 10)).manhattanLength() < 1e-6);
        QTest::keyClick(&cloud, Qt::Key_F);
        QVERIFY(cloud.isFollowing());
        cloud.finishGlide();
        QVERIFY(cloud.visibleArea().contains(QRectF(0, 0, 1, 1)));

        const QRectF before = cloud.visibleArea();
        const float far[] { 0, 0, 10, 0, 0, 10, 10, 10, NAN, 0 };
        cloud.setFrame(far);
        QCOMPARE(cloud.visibleArea(), before); // no jump
        QTRY_VERIFY(cloud.visibleArea().contains(QRectF(0, 0, 10, 10)));
    }

    void hoverIsReportedOnce()
    {
        PointCloud cloud;
        fill(cloud);
        shown(cloud, { 400, 400 });
        QSignalSpy hovered(&cloud, &PointCloud::pointHovered), left(&cloud, &PointCloud::pointLeft);
        hover(&cloud, cloud.positionOf(1));
        hover(&cloud, cloud.positionOf(1) + QPointF(2, 2));
        QTRY_COMPARE(hovered.size(), 1);
        QCOMPARE(hovered[0][0].toInt(), 1);
        hover(&cloud, { 200, 200 });
        QTRY_COMPARE(left.size(), 1);
        QCOMPARE(hovered.size(), 1);
    }

    // A partner without a place gets no line, wherever not-a-number would lead it.
    void partnersWithoutAPlaceGetNoLine()
    {
        CloudModel model;
        model.setPoints({ { 0.5f, 0.5f, 0, 0 }, { NAN, 1, 0, 1 } });
        model.setPairs({ { 0, 1 } });
        const int first = 0;
        model.select(std::span(&first, 1));
        const AxesFrame frame {
            .plot = QRectF(0, 0, 100, 100), .x = { 0, 1, 0, 100 }, .left = { 0, 1, 100, 0 }
        };
        QBuffer file;
        QSvgGenerator generator;
        generator.setOutputDevice(&file);
        QPainter painter(&generator);
        const auto places = CloudPlaces(model, frame);
        CloudPainter().drawForFile(painter, model, frame, places, true);
        drawSelection(painter, model, frame, places);
        drawHovered(painter, model, frame, places, 0);
        painter.end();
        QVERIFY(file.data().contains("50") && !file.data().contains("nan"));
    }

    // Dragged and by the keyboard; hovering, lasso and zoom go by the points as they are turned.
    void cloudInSpaceTurns()
    {
        PointCloud cloud;
        cloud.setAxisTitles("first", "second", "third");
        cloud.setColorLegend({ "red", "blue" });
        cloud.setSpatial(true);
        cloud.setPoints({ { 1, 0, 0, 0, 0 }, { -1, 0, 1, 0, 0 }, { 0, 0, 0, 0, 1 },
            { 0, 0, 1, 0, -1 }, { NAN, 0, 0, 0, 0 } });
        shown(cloud, { 400, 400 });
        cloud.setTurn(Turn(QQuaternion()));
        QVERIFY((cloud.positionOf(2) - cloud.positionOf(3)).manhattanLength() < 1e-3); // in line
        QVERIFY(cloud.positionOf(0).x() > cloud.positionOf(1).x() + 200);
        const QPointF middle = cloud.positionOf(2);
        const double half = cloud.positionOf(0).x() - middle.x();
        // A quarter turn to the right brings what was nearest to the right.
        const double plot = std::min(cloud.frame().plot.width(), cloud.frame().plot.height());
        const QPointF from = middle + QPointF(-plot / 4, 40);
        drag(&cloud, { from, from + QPointF(plot / 4, 0), from + QPointF(plot / 2, 0) });
        QVERIFY((cloud.positionOf(2) - middle - QPointF(half, 0)).manhattanLength() < 0.5);
        QVERIFY((cloud.positionOf(0) - middle).manhattanLength() < 0.5);
        QVERIFY(cloud.isFollowing()); // it was turned, not moved
        QCOMPARE(cloud.pointAt(cloud.positionOf(2) + QPointF(3, 3)), 2);
        const QPointF at = cloud.positionOf(2);
        drag(&cloud,
            { at + QPointF(-20, -20), at + QPointF(20, -20), at + QPointF(20, 20),
                at + QPointF(-20, 20) },
            Qt::ShiftModifier);
        QCOMPARE(cloud.selection(), std::vector<int>({ 2 }));
        cloud.clearSelection();
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(&cloud, Qt::Key_Up);
        QVERIFY(std::abs(cloud.positionOf(2).y() - at.y()) < 0.5); // about the horizontal
        QTest::keyClick(&cloud, Qt::Key_Left);
        QVERIFY(cloud.positionOf(2).x() < at.x() - 0.5);
        cloud.setHovered(0);
        QTest::keyClick(&cloud, Qt::Key_Right, Qt::ControlModifier);
        QCOMPARE(cloud.hovered(), 2);
        QTemporaryDir dir;
        QVERIFY(cloud.saveAs(dir.filePath("space.svg")));
        // What was turned is flat again, as it was.
        cloud.setSpatial(false);
        QVERIFY((cloud.positionOf(0) - cloud.positionOf(1)).x() > 200);
        QVERIFY(std::abs((cloud.positionOf(0) - cloud.positionOf(1)).y()) < 1e-9);
    }

    void cloudInSpaceTurnsByItself()
    {
        PointCloud cloud;
        cloud.setPoints({ { 1, 0, 0, 0, 0 }, { -1, 0, 1, 0, 0 }, { 0, 1, 0, 0, 1 } });
        shown(cloud, { 400, 400 });
        cloud.setTurning(true);
        const QPointF flat = cloud.positionOf(0);
        QTest::qWait(120);
        QCOMPARE(cloud.positionOf(0), flat); // in the plane nothing turns
        cloud.setSpatial(true);
        const QPointF before = cloud.positionOf(0);
        QTRY_VERIFY((cloud.positionOf(0) - before).manhattanLength() > 3);
        hover(&cloud, { 200, 200 });
        const QPointF held = cloud.positionOf(0);
        QTest::qWait(120);
        QCOMPARE(cloud.positionOf(0), held); // so that it can be pointed at
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(&cloud, &leave);
        QTRY_VERIFY(cloud.positionOf(0) != held);
        cloud.setTurning(false);
        const QPointF still = cloud.positionOf(0);
        QTest::qWait(120);
        QCOMPARE(cloud.positionOf(0), still);
    }

    // What is nearer is larger, and lies over what is farther.
    void cloudInSpaceShowsDepth()
    {
        CloudModel model;
        model.setSpatial(true);
        model.setTurn(Turn(QQuaternion()));
        model.setPoints(
            { { 0, 0, 1, 0, 1 }, { 0, 0, 0, 0, -1 }, { 0, 1, 0, 0, 0 }, { 0, -1, 0, 0, 0 } });
        QCOMPARE(model.placeOf(2), QPointF(0, 1));
        QVERIFY(model.nearnessOf(0) > 0.99f && model.nearnessOf(1) < 0.01f);
        QVERIFY(std::abs(model.nearnessOf(2) - 0.5f) < 1e-6f);
        QVERIFY(model.levelOf(0) == PointSprites::levelCount - 1 && model.levelOf(1) == 1);
        const float reach = model.reach();
        for (int i = 0; i < 20; ++i) { // however it is turned, it stays inside
            model.setTurn(model.turn().by({ 0.3 * i, 0.2 }));
            for (std::size_t point = 0; point < 3; ++point)
                QVERIFY(model.bounds()
                            .adjusted(-1e-5, -1e-5, 1e-5, 1e-5)
                            .contains(model.placeOf(point)));
        }
        QCOMPARE(model.reach(), reach);
        model.setTurn(Turn(QQuaternion()));
        QImage image(100, 100, QImage::Format_RGB32);
        image.fill(Qt::white);
        const PlotTheme theme = PlotTheme::fromPalette(plotPalette(false));
        QPainter painter(&image);
        const AxesFrame frame { { 0, 0, 100, 100 }, { -2, 2, 0, 100 }, { -2, 2, 100, 0 }, {}, theme,
            {}, {} };
        CloudPainter().draw(painter, model, frame, CloudPlaces(model, frame), true);
        painter.end();
        QCOMPARE(image.pixelColor(50, 50), theme.seriesColor(1)); // the second point is behind it
    }

    // The circle and the sphere are drawn where the points of length 1 are.
    void cloudOnTheUnitSphere()
    {
        for (int latitude = -90; latitude <= 90; latitude += 30)
            for (int longitude = 0; longitude < 360; longitude += 30)
                QVERIFY(std::abs(onUnitSphere(longitude, latitude).length() - 1) < 1e-6f);
        QVERIFY((onUnitSphere(90, 0) - QVector3D(1, 0, 0)).length() < 1e-6f);
        QVERIFY((onUnitSphere(200, 90) - QVector3D(0, 1, 0)).length() < 1e-6f);
        for (const bool spatial : { false, true }) {
            PointCloud cloud;
            cloud.setSpatial(spatial);
            cloud.setUnit(true);
            cloud.setTurn(Turn(QQuaternion()));
            cloud.setPoints({ { 0, 1, 0, 0 }, { 0.6f, 0.8f, 0, 0 } });
            shown(cloud, { 400, 400 });
            const QPointF top = cloud.positionOf(0);
            const QPointF bottom = cloud.frame().toPixel({ 0, -1 });
            QVERIFY(cloud.frame().plot.contains(bottom)); // whole, though no point is there
            QVERIFY(std::abs(top.x() - bottom.x()) < 1e-6 && bottom.y() > top.y() + 200);
            const QImage image = cloud.grab().toImage();
            bool drawn = false;
            for (int y = -2; y <= 2; ++y)
                drawn |= image.pixelColor(bottom.toPoint() + QPoint(0, y)).lightness()
                    < cloud.theme().background.lightness() - 20;
            QVERIFY(drawn);
        }
    }

    // Lines from where points were lead to where they are, of what is marked or selected or of all.
    void cloudLeavesTrails()
    {
        PointCloud cloud;
        cloud.setPoints({ { 0, 0, 0, 0 }, { 1, 1, 1, 0 }, { NAN, 0, 0, 0 } });
        shown(cloud, { 400, 400 });
        cloud.addToTrails(std::vector<float> { 0, 0, 1, 1, NAN, 0 });
        QCOMPARE(cloud.trails().pictures(), std::size_t(0)); // not asked for
        cloud.setTrailsShown(true);
        const std::vector<float> first { 0.03f, 0, 1, 1, 0, 0 }, second { 0.03f, 1, 1, 1, 0, 0 };
        cloud.addToTrails(first);
        cloud.addToTrails(first); // the same picture
        QCOMPARE(cloud.trails().pictures(), std::size_t(1));
        cloud.addToTrails(second);
        cloud.setFrame(second);
        QApplication::processEvents();
        const QPointF middle = cloud.frame().toPixel({ 0.03, 0.47 }); // beside the grid
        const auto isDrawn = [&] {
            return cloud.grab().toImage().pixelColor(middle.toPoint()) != cloud.theme().background;
        };
        QVERIFY(isDrawn());
        cloud.setSelection(std::vector<int> { 1 }); // of that alone
        QVERIFY(!isDrawn());
        cloud.setMarked(std::vector<int> { 0 });
        QVERIFY(isDrawn());
        for (int i = 0; i < 100; ++i)
            cloud.addToTrails(std::vector<float> { 0, float(i), 1, 1, 0, 0 });
        QCOMPARE(cloud.trails().pictures(), CloudTrails::mostPictures);
        cloud.setPoints({ { 0, 0, 0, 0 } });
        QCOMPARE(cloud.trails().pictures(), std::size_t(0));
    }

    void cloudFollowsTheArrows()
    {
        PointCloud cloud;
        fill(cloud);
        shown(cloud, { 400, 400 });
        QSignalSpy hovered(&cloud, &PointCloud::pointHovered);
        cloud.setHovered(0);
        QTest::keyClick(&cloud, Qt::Key_Right);
        QCOMPARE(cloud.hovered(), 1);
        QTest::keyClick(&cloud, Qt::Key_Up);
        QCOMPARE(cloud.hovered(), 3);
        QTest::keyClick(&cloud, Qt::Key_Up); // nothing lies there
        QCOMPARE(cloud.hovered(), 3);
        QCOMPARE(hovered.size(), 2);
        QTest::keyClick(&cloud, Qt::Key_Return);
        QCOMPARE(cloud.selection(), std::vector<int>({ 3 }));
        const QPointF place = cloud.positionOf(3);
        QTest::keyClick(&cloud, Qt::Key_Plus);
        QVERIFY(!cloud.isFollowing());
        QVERIFY((cloud.positionOf(3) - place).manhattanLength() < 1e-6);
    }

    void cloudShowsPicturesWhereFewAreInSight()
    {
        PointCloud cloud;
        cloud.setPalette(plotPalette(false));
        fill(cloud);
        QImage picture(24, 24, QImage::Format_RGB32);
        picture.fill(Qt::magenta);
        double room = 0;
        cloud.setPictures([&](int point, double each) {
            room = each;
            return point == 0 && each > 100 ? picture : QImage();
        });
        shown(cloud, { 400, 400 });
        QVERIFY(contains(cloud.grab().toImage(), Qt::magenta));
        QVERIFY(room > 100 && room < 400);
        cloud.setColorShown(0, false); // muted points stay points
        QVERIFY(!contains(cloud.grab().toImage(), Qt::magenta));
        std::vector<CloudPoint> many;
        for (int i = 0; i < 1000; ++i)
            many.push_back({ float(i % 40), float(i / 40), 0, 0 });
        room = 0;
        cloud.setPoints(many);
        cloud.grab();
        QCOMPARE(room, 0.0); // nobody is asked
    }

    void groupNamesStandAtTheirPoints()
    {
        PointCloud cloud;
        cloud.setPalette(plotPalette(false));
        std::vector<CloudPoint> points;
        for (int i = 0; i < 8; ++i)
            points.push_back(
                { float(i % 2) + (i < 4 ? 0.f : 10.f), float(i % 3), i < 4 ? 0 : 1, 0 });
        cloud.setPoints(points);
        cloud.setColorLegend({ "left", "others" }, 1);
        shown(cloud, { 400, 300 });
        const QImage plain = cloud.grab().toImage();
        cloud.setGroupNamesShown(true);
        const QImage named = cloud.grab().toImage();
        const int middle = int(0.5 * (cloud.positionOf(0).x() + cloud.positionOf(7).x()));
        const auto half = [&](const QImage& image, bool right) {
            const QRect plot = cloud.frame().plot.toRect();
            return image.copy(right ? middle : plot.left(), plot.top(),
                right ? plot.right() - middle : middle - plot.left(), plot.height());
        };
        QVERIFY(half(named, false) != half(plain, false));
        QCOMPARE(half(named, true), half(plain, true)); // what is no group has no name
        QVERIFY(contains(half(named, true), cloud.theme().axis)); // and is grey
        QVERIFY(!contains(half(named, true), cloud.theme().seriesColor(1)));
    }

    // Two heaps of one group: its name stands on the higher, not between them, and stays there
    // until the other is clearly higher.
    void groupNamesStayOnTheirPeak()
    {
        CloudModel model;
        model.setColorLegend({ "M" });
        const QRectF plot(0, 0, 400, 300);
        const PlotTheme theme = PlotTheme::fromPalette(plotPalette(false));
        const AxesFrame frame { plot, { 0, 400, 0, 400 }, { 0, 300, 300, 0 }, {}, theme, {}, {} };
        GroupNames names;
        const auto inkAt = [&](int first, int second) {
            std::vector<CloudPoint> points;
            for (int i = 0; i < first; ++i)
                points.push_back({ 100, 100, 0, 0 });
            for (int i = 0; i < second; ++i)
                points.push_back({ 300, 200, 0, 0 });
            model.setPoints(points);
            QImage image(400, 300, QImage::Format_RGB32);
            image.fill(theme.background);
            QPainter painter(&image);
            names.draw(painter, model, frame, CloudPlaces(model, frame));
            painter.end();
            QPointF sum;
            int count = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    if (image.pixelColor(x, y) != theme.background) {
                        sum += QPointF(x, y);
                        ++count;
                    }
            return sum / std::max(count, 1);
        };
        QVERIFY(QLineF(inkAt(10, 8), { 100, 200 }).length() < 6);
        QVERIFY(QLineF(inkAt(10, 11), { 100, 200 }).length() < 6);
        QVERIFY(QLineF(inkAt(10, 20), { 300, 100 }).length() < 6);
    }

    // Crowded, the points have contours; few have none.
    void contoursOfACrowd()
    {
        PointCloud cloud;
        cloud.setPalette(plotPalette(false));
        std::vector<CloudPoint> points;
        for (int i = 0; i < 40000; ++i)
            points.push_back({ float(i % 200), float(i / 200), 0, 0 });
        cloud.setPoints(points);
        shown(cloud, { 300, 300 });
        const auto drawn = [&](bool contours) {
            cloud.setContoursShown(contours);
            return cloud.grab().toImage();
        };
        QVERIFY(drawn(true) != drawn(false));
        points.resize(400);
        cloud.setPoints(points);
        QCOMPARE(drawn(true), drawn(false));
    }

    // A picture that was shifted, and drawn at its edges alone, is the one that is drawn anew.
    void aShiftedCrowdIsAsDrawnAnew_data()
    {
        QTest::addColumn<bool>("indexed");
        QTest::addColumn<QPoint>("by");
        for (const bool indexed : { false, true })
            for (const QPoint by : { QPoint(7, -5), QPoint(-11, 0), QPoint(0, 3), QPoint(-2, -9) })
                QTest::addRow("%d %d %d", indexed, by.x(), by.y()) << indexed << by;
    }
    void aShiftedCrowdIsAsDrawnAnew()
    {
        QFETCH(bool, indexed);
        QFETCH(QPoint, by);
        CloudModel model;
        std::vector<CloudPoint> points;
        std::mt19937 random(3);
        std::normal_distribution<float> normal;
        for (int i = 0; i < 30000; ++i)
            points.push_back({ normal(random), normal(random), i % 5, i % 3 });
        points[17].x = NAN;
        model.setPoints(points);
        model.setShapeShown(2, false);
        PointIndex index;
        std::vector<QPointF> plane;
        for (std::size_t i = 0; i < points.size(); ++i)
            plane.push_back(model.placeOf(i));
        index.build(plane, model.bounds());
        const PlotTheme theme = PlotTheme::fromPalette(plotPalette(false));
        const QRectF plot(20, 10, 300, 200);
        const auto view = [&](QPointF moved) {
            return CloudView { QPointF(-moved.x(), moved.y()) * 0.01, 0.01 };
        };
        const auto drawn = [&](CloudRaster& raster, QPointF moved) {
            const AxesFrame frame { plot, {}, {}, {}, theme, {}, {} };
            return raster
                .drawn(model, CloudPlaces(model, view(moved), plot), frame, 1,
                    indexed ? &index : nullptr)
                .copy();
        };
        CloudRaster raster, anew;
        drawn(raster, {});
        QVERIFY(raster.drawnLast() > 15000);
        const QImage shifted = drawn(raster, by);
        QVERIFY2(raster.drawnLast() < 3000, qPrintable(QString::number(raster.drawnLast())));
        QCOMPARE(shifted, drawn(anew, by));
        drawn(raster, by + QPointF(0.5, 0)); // between pixels: anew
        QVERIFY(raster.drawnLast() > 15000);
    }

    // As pixels, too, colours and shapes are told, what is filtered is grey, and lies below.
    void aCrowdHasColoursAndGreys()
    {
        PointCloud cloud;
        cloud.setPalette(plotPalette(false));
        cloud.setContoursShown(false);
        std::vector<CloudPoint> points { { 5, 5, 1, 1 } };
        for (int i = 0; i < 30000; ++i)
            points.push_back({ float(i % 100) * 0.01f, float(i / 300) * 0.01f, 0, 0 });
        points.push_back({ 5, 0, 2, 0 });
        cloud.setPoints(points);
        shown(cloud, { 400, 400 });
        const auto colorAt = [&](int point) {
            return cloud.grab().toImage().pixelColor(cloud.positionOf(point).toPoint());
        };
        QCOMPARE(colorAt(0), cloud.theme().seriesColor(1));
        QCOMPARE(colorAt(30001), cloud.theme().seriesColor(2));
        QCOMPARE(colorAt(15000), cloud.theme().seriesColor(0));
        QCOMPARE(cloud.pointAt(cloud.positionOf(0) + QPointF(3, 2)), 0);
        QCOMPARE(cloud.pointAt(cloud.positionOf(0) + QPointF(3, 2)), 0); // by its index, too
        cloud.setColorShown(1, false);
        QCOMPARE(colorAt(0), cloud.theme().unselected);
        QCOMPARE(cloud.pointAt(cloud.positionOf(0)), -1);
        cloud.setColorShown(1, true);
        cloud.setSelection(std::vector<int> { 30001 });
        QCOMPARE(colorAt(30001), cloud.theme().seriesColor(2));
        QCOMPARE(colorAt(0), cloud.theme().unselected);
        cloud.clearSelection();
        QTemporaryDir dir;
        QVERIFY(cloud.saveAs(dir.filePath("crowd.svg")));
        QVERIFY(cloud.saveAs(dir.filePath("crowd.png")));
        // In space, what is nearest is seen.
        cloud.setSpatial(true);
        for (CloudPoint& point : points)
            point.z = 1;
        points.back() = { 5, 5, 3, 0, 0 }; // behind the first
        cloud.setPoints(points);
        CloudModel model;
        model.setSpatial(true);
        model.setPoints(points);
        for (const auto& [turn, nearest] : { std::pair(Turn(QQuaternion()), std::size_t(0)),
                 { Turn(QQuaternion::fromAxisAndAngle(0, 1, 0, 180)), points.size() - 1 } }) {
            cloud.setTurn(turn);
            model.setTurn(turn);
            QCOMPARE(colorAt(0),
                cloud.theme().faint(cloud.theme().seriesColor(points[nearest].color),
                    lookAt(model.levelOf(nearest)).shade));
        }
    }

    // Arrows are the window's shortcuts, too: a canvas with the focus keeps them.
    void canvasesShowTheirFocusAndKeepTheArrows()
    {
        HeatMap map;
        LineChart chart;
        PointCloud cloud;
        fill(map);
        fill(chart);
        cloud.setPoints({ { 0, 0, 0, 0 }, { 1, 0, 0, 0 }, { -1, 0, 0, 0 } });
        for (AxesCanvas* canvas : { static_cast<AxesCanvas*>(&map),
                 static_cast<AxesCanvas*>(&chart), static_cast<AxesCanvas*>(&cloud) }) {
            shown(*canvas, { 400, 300 });
            QVERIFY(canvas->focusPolicy() & Qt::TabFocus);
            canvas->activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(canvas));
            canvas->clearFocus();
            QApplication::processEvents();
            const QImage without = canvas->grab().toImage();
            canvas->setFocus(Qt::TabFocusReason);
            QApplication::processEvents();
            const QImage with = canvas->grab().toImage();
            QVERIFY(with != without);
            QKeyEvent arrow(QEvent::ShortcutOverride, Qt::Key_Right, Qt::NoModifier);
            arrow.ignore();
            QApplication::sendEvent(canvas, &arrow);
            QVERIFY(arrow.isAccepted());
            QTest::keyClick(canvas, Qt::Key_Right);
            QApplication::processEvents();
            QVERIFY2(canvas->grab().toImage() != with, // the cursor
                canvas->metaObject()->className());
        }
    }

    void cloudTakesNoneAndOne()
    {
        PointCloud cloud;
        shown(cloud, { 200, 200 });
        cloud.setPoints({});
        cloud.setFrame({});
        QCOMPARE(cloud.pointAt({ 100, 100 }), -1);
        cloud.setPoints({ { 5, 5, 0, 0 } });
        QVERIFY(QRectF(cloud.rect()).contains(cloud.positionOf(0)));
        QCOMPARE(cloud.pointAt(cloud.positionOf(0)), 0);
        QVERIFY(!cloud.grab().isNull());
    }

    void histogramLegendHides()
    {
        HistogramChart chart;
        fill(chart);
        shown(chart, { 300, 200 });
        const int em = chart.fontMetrics().height();
        QTest::mouseClick(&chart, Qt::LeftButton, {}, QPoint(2 * em, em));
        QVERIFY(!chart.isShown(0) && chart.isShown(1));
    }

    void fontsInPixelsScaleToo()
    {
        QFont points, pixels;
        points.setPointSizeF(10);
        pixels.setPixelSize(20);
        QCOMPARE(scaledFont(points, 0.9).pointSizeF(), 9.0);
        QCOMPARE(scaledFont(pixels, 0.9).pixelSize(), 18);
        QVERIFY(markerRowHeight(pixels) < 1.25 * QFontMetricsF(pixels).height());
    }

    // It stands in what scrolls: the wheel alone is not its own.
    void histogramZoomsWithControl()
    {
        HistogramChart chart;
        fill(chart);
        shown(chart, { 300, 200 });
        const QPointF at = chart.frame().plot.center();
        const AxesRanges whole = chart.frame().ranges();
        const auto turned = [&](int steps, Qt::KeyboardModifiers modifiers) {
            QWheelEvent event(at, chart.mapToGlobal(at), {}, QPoint(0, 120 * steps), Qt::NoButton,
                modifiers, Qt::NoScrollPhase, false);
            event.ignore();
            QApplication::sendEvent(&chart, &event);
            return event.isAccepted();
        };
        QVERIFY(!turned(2, {}));
        QCOMPARE(chart.frame().ranges(), whole);
        QVERIFY(turned(2, Qt::ControlModifier));
        QVERIFY(chart.frame().ranges().x.extent() < 0.8 * whole.x.extent());
        QVERIFY(chart.frame().left.upper < 0.8 * whole.left.upper);
        QCOMPARE(chart.frame().left.lower, 0.0);
        QVERIFY(colorsIn(chart.grab().toImage()) > 20);
        QVERIFY(turned(-9, Qt::ControlModifier));
        QVERIFY(chart.isFollowing());
        QCOMPARE(chart.frame().ranges(), whole);
        const QImage plain = chart.grab().toImage();
        hover(&chart, at);
        QVERIFY(chart.grab().toImage() != plain); // the crosshair
        QTest::keyClick(&chart, Qt::Key_Right);
        QVERIFY(chart.grab().toImage() != plain);
    }

    void largerFontsStayLegible()
    {
        LineChart chart;
        fill(chart);
        shown(chart, { 700, 400 });
        QFont large = chart.font();
        large.setPointSize(22);
        const int before = chart.minimumSizeHint().height();
        chart.setFont(large);
        QApplication::processEvents();
        QVERIFY(chart.minimumSizeHint().height() > 1.8 * before);
        QVERIFY(
            chart.frame().plot.top() > 1.2 * chart.fontMetrics().height()); // the legend has room
    }
};

QTEST_MAIN(TestPlotWidgets)
#include "tst_plot_widgets.moc"
