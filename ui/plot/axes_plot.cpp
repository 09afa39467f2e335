// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/axes_plot.h"

#include "plot/axis_ticks.h"
#include "plot/plot_text.h"

#include <algorithm>

namespace contrastlab {

namespace {

/// A layer's content drawn by a function, in the place of QCustomPlot's own plottables.
class DrawnLayerable : public QCPLayerable {
public:
    DrawnLayerable(QCustomPlot* plot, const QString& layer, AxesPlot::Drawing drawing)
        : QCPLayerable(plot, layer)
        , m_drawing(std::move(drawing))
    {
    }

protected:
    void applyDefaultAntialiasingHint(QCPPainter*) const override { }
    void draw(QCPPainter* painter) override { m_drawing(*painter); }

private:
    AxesPlot::Drawing m_drawing;
};

/// QCustomPlot's ticks in the place and writing of all other pictures.
class PlainTicker : public QCPAxisTicker {
public:
    PlainTicker(bool logarithmic, QString suffix)
        : m_logarithmic(logarithmic)
        , m_suffix(std::move(suffix))
    {
    }

    void generate(const QCPRange& range, const QLocale& locale, QChar, int, QVector<double>& ticks,
        QVector<double>* subTicks, QVector<QString>* labels) override
    {
        const auto make = m_logarithmic ? logarithmicTicks : linearTicks;
        const AxisTicks made = make(range.lower, range.upper, tickCount(), locale);
        ticks = QVector<double>(made.major.begin(), made.major.end());
        if (subTicks) *subTicks = QVector<double>(made.minor.begin(), made.minor.end());
        if (!labels) return;
        labels->clear();
        for (const QString& label : made.labels)
            *labels << label + m_suffix;
    }

private:
    bool m_logarithmic;
    QString m_suffix;
};

QSharedPointer<QCPAxisTicker> ticker(bool logarithmic = false, const QString& suffix = {})
{
    return QSharedPointer<QCPAxisTicker>(new PlainTicker(logarithmic, suffix));
}

} // namespace

AxesPlot::AxesPlot(QWidget* parent, std::function<void()> flush)
    : QCustomPlot(parent)
    , m_flush(std::move(flush))
{
    setAttribute(Qt::WA_NoMousePropagation, false); // the canvas takes the mouse
    setMouseTracking(true);
    setFocusPolicy(Qt::NoFocus);
    setInteractions({});
    setNoAntialiasingOnDrag(false);
    setPlottingHints(QCP::phCacheLabels);
    axisRect()->setupFullAxesBox(false);
    yAxis2->grid()->setVisible(false);
    yAxis2->setTickLabels(true);
    for (QCPAxis* axis : { xAxis2, yAxis2 })
        axis->setTicks(false);
    xAxis2->setTickLabels(false);
    setLook({});
}

void AxesPlot::setLook(const AxesLook& look)
{
    m_look = look;
    for (QCPAxis* axis : { xAxis, yAxis, xAxis2, yAxis2 }) {
        const bool values = axis == yAxis || axis == yAxis2;
        axis->setVisible(look.visible);
        axis->setTicker(ticker(false, axis == yAxis ? look.leftSuffix : QString()));
        axis->setTickLengthOut((values ? look.valueTicks : look.keyTicks) ? 4 : 0);
        axis->setSubTicks(look.minorTicks);
        axis->setSubTickLengthOut(look.minorTicks ? 2 : 0);
        axis->setTickLengthIn(0);
        axis->setSubTickLengthIn(0);
        axis->setLabelPadding(4);
    }
    showTitles(axisRect()->size());
    xAxis2->setVisible(look.visible && look.topLine);
    xAxis->grid()->setVisible(look.visible && look.keyGrid);
    yAxis->grid()->setVisible(look.visible);
    setRightVisible(m_rightVisible);
}

void AxesPlot::setTitles(const QString& x, const QString& left, const QString& right)
{
    m_keyTitle = x;
    m_leftTitle = left;
    m_rightTitle = right;
    showTitles(axisRect()->size());
}

bool AxesPlot::showsTitles(int height) const
{
    return height >= m_look.linesForTitles * fontMetrics().height();
}

// One that is longer than its axis would run into the legend.
void AxesPlot::showTitles(QSizeF size)
{
    const QFontMetricsF metrics(yAxis->labelFont());
    const auto fitted = [&](const QString& title, double room) {
        return room > 0 ? metrics.elidedText(title, Qt::ElideRight, room) : title;
    };
    const bool shown = showsTitles(viewport().height());
    const bool numbers = shown || !m_look.numbersGiveWay;
    xAxis->setTickLabels(m_look.keyLabels && numbers);
    yAxis->setTickLabels(numbers);
    xAxis->setLabel(m_look.keyLabels && shown ? fitted(m_keyTitle, size.width()) : QString());
    yAxis->setLabel(shown ? fitted(m_leftTitle, size.height()) : QString());
    yAxis2->setLabel(shown ? fitted(m_rightTitle, size.height()) : QString());
}

void AxesPlot::style(QCPAxis* axis, const PlotTheme& theme, const QFont& font)
{
    const QPen line(theme.axis, 1);
    axis->setBasePen(axis == yAxis && !m_look.leftLine ? QPen(Qt::NoPen) : line);
    axis->setTickPen(line);
    axis->setSubTickPen(line);
    axis->setTickLabelColor(theme.mutedText);
    axis->setTickLabelFont(scaledFont(font, 0.92));
    axis->setLabelColor(theme.text);
    axis->setLabelFont(font);
    axis->grid()->setPen(QPen(theme.grid, 1));
    axis->grid()->setZeroLinePen(QPen(theme.grid, 1));
}

void AxesPlot::setTheme(const PlotTheme& theme, const QFont& font, const QLocale& locale)
{
    setFont(font);
    setBackground(theme.background);
    setLocale(locale);
    for (QCPAxis* axis : { xAxis, yAxis, xAxis2, yAxis2 })
        style(axis, theme, font);
}

void AxesPlot::setRanges(const AxesRanges& ranges, QSizeF size)
{
    const auto set = [](QCPAxis* axis, AxisRange range) {
        axis->setRange(range.lower, range.upper);
    };
    set(xAxis, ranges.x);
    set(yAxis, ranges.left);
    set(yAxis2, ranges.right);
    showTitles(size);
    const int em = fontMetrics().height();
    xAxis->ticker()->setTickCount(
        std::clamp(int(size.width() / (m_look.keySpacing * em)), 2, m_look.mostKeyTicks));
    for (QCPAxis* axis : { yAxis, yAxis2 })
        axis->ticker()->setTickCount(
            std::clamp(int(size.height() / (m_look.valueSpacing * em)), 2, m_look.mostValueTicks));
}

void AxesPlot::setLeftLogarithmic(bool logarithmic)
{
    const auto type = logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear;
    if (yAxis->scaleType() == type) return;
    yAxis->setScaleType(type);
    yAxis->setTicker(ticker(logarithmic, m_look.leftSuffix));
}

void AxesPlot::setRightVisible(bool visible)
{
    m_rightVisible = visible;
    yAxis2->setTicks(visible);
    yAxis2->setTickLabels(visible);
    yAxis2->setVisible(m_look.visible && (visible || m_look.rightLine));
}

void AxesPlot::fix(const QRectF& plot, QSize size)
{
    const QRect inside = plot.toRect();
    axisRect()->setAutoMargins(QCP::msNone);
    axisRect()->setMargins(
        QMargins(inside.left(), inside.top(), size.width() - inside.left() - inside.width(),
            size.height() - inside.top() - inside.height()));
}

bool AxesPlot::reserve(const QMargins& margins)
{
    const bool isNew = axisRect()->minimumMargins() != margins;
    axisRect()->setAutoMargins(QCP::msLeft | QCP::msRight | QCP::msBottom);
    axisRect()->setMinimumMargins(margins);
    QMargins now = axisRect()->margins();
    now.setTop(margins.top());
    axisRect()->setMargins(now);
    return isNew;
}

// The plot owns its layerables.
void AxesPlot::addDrawing(Drawing drawing)
{
    new DrawnLayerable(this, QStringLiteral("main"), std::move(drawing));
}

QCPLayer* AxesPlot::addDrawnLayer(const QString& name, Drawing drawing)
{
    const QString topmost = QStringLiteral("overlay"); // QCustomPlot's own, buffered
    if (name != topmost) addLayer(name, layer(topmost), limBelow);
    layer(name)->setMode(QCPLayer::lmBuffered);
    new DrawnLayerable(this, name, std::move(drawing));
    return layer(name);
}

void AxesPlot::layOut(QSize size)
{
    setViewport(QRect(QPoint(), size));
    updateLayout();
}

void AxesPlot::drawInto(QCPPainter& painter, QSize size)
{
    toPainter(&painter, size.width(), size.height());
}

void AxesPlot::paintEvent(QPaintEvent* event)
{
    m_flush();
    QCustomPlot::paintEvent(event);
}

// QCustomPlot would draw at once, and complain where there is nothing to draw to.
void AxesPlot::resizeEvent(QResizeEvent* event)
{
    if (hasRoom()) QCustomPlot::resizeEvent(event);
}

} // namespace contrastlab
