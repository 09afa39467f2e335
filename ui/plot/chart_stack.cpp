// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/chart_stack.h"

#include <QPainter>

#include <algorithm>

namespace contrastlab {

namespace {

constexpr double shareOfUpper = 0.55; // of what is left for plots
constexpr double generous = 1.4; // times the least height that legends leave a plot

} // namespace

ChartStack::ChartStack(QWidget* parent)
    : Figure(parent)
    , m_upper(new LineChart(this))
    , m_lower(new LineChart(this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_upper->shareKeys(*m_lower);
}

QSize ChartStack::sizeHint() const
{
    return QSize(56, 26) * fontMetrics().height();
}

QSize ChartStack::minimumSizeHint() const
{
    const int beside = m_upper->heightBesidePlot(width(), false, true, true);
    return { 2 * 11 * fontMetrics().height(), beside + leastPlot };
}

std::shared_ptr<QPainter> ChartStack::exportPainter() const
{
    return m_upper->exportPainter();
}

std::pair<int, int> ChartStack::heightsBesidePlots(int width, bool legends) const
{
    return { m_upper->heightBesidePlot(width, legends, true, false),
        m_lower->heightBesidePlot(width, legends, false, true) };
}

// The names at the ends of the curves say what legends say, so these give way first.
ChartStack::Arrangement ChartStack::arrangementIn(QSize size) const
{
    Arrangement found;
    for (const bool legends : { true, false }) {
        const auto [upper, lower] = heightsBesidePlots(size.width(), legends);
        const int forPlots = size.height() - upper - lower;
        const double wanted = (legends ? generous : 1) * leastPlot / (1 - shareOfUpper);
        if (forPlots < std::min<double>(wanted, (legends ? generous : 1) * 2 * leastPlot)) continue;
        const int plot = std::clamp(
            qRound(shareOfUpper * forPlots), leastPlot, std::max(leastPlot, forPlots - leastPlot));
        found.legends = legends;
        found.upper = QRect(0, 0, size.width(), upper + plot);
        found.lower = QRect(0, upper + plot, size.width(), size.height() - upper - plot);
        return found;
    }
    const int half = size.width() / 2;
    found.sideBySide = true;
    found.legends =
        size.height() - m_upper->heightBesidePlot(half, true, true, true) >= generous * leastPlot;
    found.upper = QRect(0, 0, half, size.height());
    found.lower = QRect(half, 0, size.width() - half, size.height());
    return found;
}

void ChartStack::apply(const Arrangement& arrangement)
{
    m_upper->setKeyLabelsShown(arrangement.sideBySide);
    m_lower->setFlagsShown(arrangement.sideBySide);
    for (LineChart* chart : { m_upper, m_lower })
        chart->setLegendShown(arrangement.legends);
}

void ChartStack::arrange()
{
    m_arrangement = arrangementIn(size());
    apply(m_arrangement);
    m_upper->setGeometry(m_arrangement.upper);
    m_lower->setGeometry(m_arrangement.lower);
}

void ChartStack::resizeEvent(QResizeEvent* event)
{
    Figure::resizeEvent(event);
    arrange();
}

void ChartStack::themeChanged()
{
    Figure::themeChanged();
    arrange();
}

void ChartStack::drawFigure(QPainter& painter, QSize size)
{
    if (!isExporting()) return; // the charts paint themselves
    const Arrangement wanted = arrangementIn(size);
    apply(wanted);
    for (const auto& [chart, place] :
        { std::pair(m_upper, wanted.upper), std::pair(m_lower, wanted.lower) }) {
        painter.save();
        painter.translate(place.topLeft());
        chart->drawPart(painter, place.size());
        painter.restore();
    }
    apply(m_arrangement);
}

} // namespace contrastlab
