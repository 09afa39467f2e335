// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The first axis runs along the bottom.
#include "views/sweep_diagram.h"

#include "plot/arm_chart.h"
#include "plot/heat_map.h"
#include "run/table_text.h"
#include "views/hover_card.h"
#include "views/sweep_cell.h"

#include <QEvent>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

constexpr std::size_t mostToldSeeds = 8;
constexpr double leastDrawn = 3; // pixels of a cell that shows more than its colour

/// From the lowest to the highest, but for those far outside of what the middle half spans: one
/// setting that went astray must not take the colours of all others.
ColorRange rangeOf(std::vector<float> values)
{
    constexpr float fence = 3; // times the middle half, beyond it (Tukey 1977)
    std::erase_if(values, [](float value) { return !std::isfinite(value); });
    if (values.empty()) return { 0, 1 };
    std::ranges::sort(values);
    const float low = values[values.size() / 4],
                high = values[values.size() - 1 - values.size() / 4];
    const float reach = fence * (high - low);
    float lower = values.front(), upper = values.back();
    if (reach > 0) {
        lower = std::max(lower, low - reach);
        upper = std::min(upper, high + reach);
    }
    const float least = std::max(1e-6f, 1e-3f * std::max(std::abs(lower), std::abs(upper)));
    if (upper - lower < least) return { lower - least, upper + least };
    return { lower, upper };
}

} // namespace

SweepDiagram::SweepDiagram(LiveSweep& sweep, QWidget* parent)
    : QStackedWidget(parent)
    , m_sweep(sweep)
    , m_map(new HeatMap(this))
    , m_chart(new ArmChart(this))
    , m_card(new HoverCard(this))
{
    addWidget(m_map);
    addWidget(m_chart);
    m_chart->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_map->setColorMap(ColorMap::Sequential);
    m_map->setCellDrawing([this](QPainter& painter, const AxesFrame& frame, QPoint columnRow,
                              const QRectF& place) { drawCell(painter, frame, columnRow, place); });
    const auto at = [](int column, int row) {
        return Place { std::size_t(column), std::size_t(row) };
    };
    const auto reading = [this](const Place& place) {
        return m_shown ? nameOf(place) + QStringLiteral("; ") + numbersOf(place) : QString();
    };
    m_map->setReading([=, this] {
        const auto& cell = m_map->highlightedCell();
        return cell ? reading(at(cell->x(), cell->y())) : QString();
    });
    m_chart->setReading([=, this] {
        const auto arm = m_chart->cursor();
        return arm ? reading(at(*arm, 0)) : QString();
    });
    connect(m_map, &HeatMap::cellHovered, this,
        [=, this](int row, int column, const QPoint& where) { hover(at(column, row), where); });
    connect(m_map, &HeatMap::cellLeft, this, [this] { hover({}, {}); });
    connect(m_map, &HeatMap::cellClicked, this,
        [=, this](int row, int column) { choose(at(column, row)); });
    connect(m_chart, &ArmChart::armHovered, this,
        [=, this](std::optional<int> arm, const QPoint& where) {
            hover(arm ? std::optional(at(*arm, 0)) : std::nullopt, where);
        });
    connect(m_chart, &ArmChart::armClicked, this, [=, this](int arm) { choose(at(arm, 0)); });
    connect(&sweep, &LiveSweep::runsEnded, this, &SweepDiagram::showRuns);
    showSweep();
}

void SweepDiagram::setMetric(std::size_t metric)
{
    m_metric = metric;
    showSweep();
}

bool SweepDiagram::hasNumbers() const
{
    return std::ranges::any_of(m_values, [](float value) { return std::isfinite(value); });
}

void SweepDiagram::setEmptyText(const QString& text)
{
    m_map->setEmptyText(text);
    m_chart->setEmptyText(text);
}

Figure& SweepDiagram::figure() const
{
    return *qobject_cast<Figure*>(currentWidget());
}

std::size_t SweepDiagram::across() const
{
    return m_shown ? m_shown->spec().axes[0].values.size() : 0;
}

std::size_t SweepDiagram::down() const
{
    return m_shown && m_shown->spec().axes.size() > 1 ? m_shown->spec().axes[1].values.size() : 1;
}

QString SweepDiagram::valueText(std::size_t axis, std::size_t place) const
{
    const SweepAxis& swept = m_shown->spec().axes[axis];
    const QString text = QString::fromStdString(swept.values[place]);
    const Parameter* parameter = findParameter(swept.key);
    const auto value = parameter ? parseValue(*parameter, swept.values[place]) : std::nullopt;
    if (!value) return text;
    if (const auto* number = std::get_if<double>(&*value))
        return QLocale().toString(*number, 'g', 3);
    return contrastlab::valueText(*parameter, *value);
}

QString SweepDiagram::axisTitle(std::size_t axis) const
{
    const std::string& key = m_shown->spec().axes[axis].key;
    const Parameter* parameter = findParameter(key);
    return parameter ? labelText(*parameter) : QString::fromStdString(key);
}

Spread SweepDiagram::spreadAt(const Place& place) const
{
    std::vector<double> values;
    for (const SweptRun* run : m_sweep.runsAt(place))
        values.push_back(shownMetric().of(run->values));
    return spreadOf(values);
}

// Another sweep, or another number of it.
void SweepDiagram::showSweep()
{
    m_shown = m_sweep.sweep();
    setCurrentIndex(m_shown && m_shown->spec().axes.size() == 1 ? 1 : 0);
    const QString unit = shownMetric().percent ? QStringLiteral(", %") : QString();
    m_map->setColorBarTitle(shownMetric().label() + unit);
    if (m_shown && m_shown->spec().axes.size() > 1) {
        m_map->setAxisTitles(axisTitle(1), axisTitle(0));
        const auto edge = [this](std::size_t axis) {
            return HeatMapEdge { [this, axis](int place) {
                                    return m_shown ? valueText(axis, std::size_t(place))
                                                   : QString();
                                },
                {}, true };
        };
        m_map->setEdges(edge(1), edge(0));
    }
    for (Figure* figure : std::initializer_list<Figure*> { m_map, m_chart })
        figure->setAccessibleName(tr("Results of the sweep"));
    m_values.assign(m_shown ? across() * down() : 0, std::nanf(""));
    for (std::size_t cell = 0; cell < m_sweep.runs(); ++cell)
        if (m_sweep.run(cell)) look(m_shown->cells()[cell].place);
    showAll();
}

// Only what has changed is worked out again: there may be a hundred thousand.
void SweepDiagram::showRuns(const std::vector<std::size_t>& cells)
{
    if (m_shown != m_sweep.sweep()) {
        m_chosen.reset();
        m_card->hideSoon();
        showSweep();
        emit chosenChanged();
        return;
    }
    for (const std::size_t cell : cells)
        look(m_shown->cells()[cell].place);
    showAll();
}

void SweepDiagram::look(const Place& place)
{
    const double factor = shownMetric().percent ? 100 : 1;
    m_values[place[1] * across() + place[0]] = float(factor * spreadAt(place).mean);
}

void SweepDiagram::showAll()
{
    if (m_shown && m_shown->spec().axes.size() == 1)
        showChart();
    else
        showMap();
}

void SweepDiagram::showMap()
{
    const ColorRange range = rangeOf(m_values);
    if (range.lower != m_map->lower() || range.upper != m_map->upper())
        m_map->setRange(range.lower, range.upper);
    m_map->setMatrix(m_values, m_shown ? int(down()) : 0, m_shown ? int(across()) : 0);
}

void SweepDiagram::showChart()
{
    const double factor = shownMetric().percent ? 100 : 1;
    QStringList names;
    bool anyDiverged = false;
    ArmChart::Series series {
        shownMetric().label() + (shownMetric().percent ? QStringLiteral(", %") : QString()), {}
    };
    for (std::size_t column = 0; column < across(); ++column) {
        auto& values = series.values.emplace_back();
        bool diverged = false;
        for (const SweptRun* run : m_sweep.runsAt({ column, 0 })) {
            values.push_back(factor * shownMetric().of(run->values));
            diverged |= run->outcome.kind != RunOutcome::Kind::completed;
        }
        anyDiverged |= diverged;
        names << (diverged ? tr("%1 ×").arg(valueText(0, column)) : valueText(0, column));
    }
    m_chart->setArms(names,
        anyDiverged ? tr("%1 (×: a run diverged or failed)").arg(axisTitle(0)) : axisTitle(0));
    m_chart->setSeries({ std::move(series) });
}

void SweepDiagram::drawCell(
    QPainter& painter, const AxesFrame& frame, QPoint columnRow, const QRectF& place) const
{
    if (std::min(place.width(), place.height()) < leastDrawn) return;
    const Place at { std::size_t(columnRow.x()), std::size_t(columnRow.y()) };
    const float value = m_map->value(columnRow.y(), columnRow.x());
    SweepCellContent content { m_sweep.runsAt(at), {}, frame.theme.missing, m_chosen == at };
    if (const int level = colorLevel(value, m_map->lower(), m_map->upper()); level >= 0) {
        content.color = colorTable(ColorMap::Sequential, frame.theme.dark)[std::size_t(level)];
        content.number = shownMetric().text(spreadAt(at).mean);
    }
    drawSweepCell(painter, frame, place, content);
}

void SweepDiagram::choose(std::optional<Place> place)
{
    if (std::exchange(m_chosen, place) == place) return;
    m_map->refreshCells();
    m_chart->setMarked(place ? std::optional(int((*place)[0])) : std::nullopt);
    emit chosenChanged();
}

void SweepDiagram::hover(std::optional<Place> place, const QPoint& globalPosition)
{
    if (!place || !m_shown) return m_card->hideSoon();
    m_card->showSoon(globalPosition, [this, at = *place] {
        return CardContent { {}, m_shown ? linesOf(at) : QString() };
    });
}

QString SweepDiagram::nameOf(const Place& place) const
{
    QStringList parts;
    for (std::size_t axis = 0; m_shown && axis < m_shown->spec().axes.size(); ++axis)
        parts << QStringLiteral("%1 %2").arg(axisTitle(axis), valueText(axis, place[axis]));
    return parts.join(tr(", "));
}

QString SweepDiagram::numbersOf(const Place& place) const
{
    const auto runs = m_sweep.runsAt(place);
    if (runs.empty()) return tr("not trained yet");
    const Spread spread = spreadAt(place);
    const auto diverged = std::ranges::count_if(
        runs, [](const SweptRun* run) { return run->outcome.kind == RunOutcome::Kind::diverged; });
    QStringList parts;
    if (std::isfinite(spread.mean)) {
        const QString mean = shownMetric().text(spread.mean);
        parts << QStringLiteral("%1 %2").arg(shownMetric().label(),
            runs.size() > 1 ? tr("%1 ± %2").arg(mean, shownMetric().text(spread.deviation)) : mean);
    }
    if (runs.size() > 1) parts << tr("%n seed(s)", nullptr, int(runs.size()));
    if (diverged > 0) parts << tr("%n diverged", nullptr, int(diverged));
    const auto failed = std::ranges::find_if(
        runs, [](const SweptRun* run) { return run->outcome.kind == RunOutcome::Kind::failed; });
    if (failed != runs.end()) parts << tr("failed: %1").arg((*failed)->trouble);
    return parts.join(tr(", "));
}

QString SweepDiagram::linesOf(const Place& place) const
{
    QStringList lines { nameOf(place), numbersOf(place) };
    const auto runs = m_sweep.runsAt(place);
    for (std::size_t i = 0; i < std::min(runs.size(), mostToldSeeds); ++i) {
        const SweptRun& run = *runs[i];
        if (run.digest.empty()) continue;
        lines << tr("seed %1: %2, step %3, digest %4")
                     .arg(QString::number(m_shown->seed(run.cell)),
                         shownMetric().text(shownMetric().of(run.values)),
                         QLocale().toString(qlonglong(run.outcome.step)),
                         QString::fromStdString(run.digest));
    }
    return lines.join(u'\n');
}

QList<QStringList> SweepDiagram::table() const
{
    QStringList titles;
    for (std::size_t axis = 0; m_shown && axis < m_shown->spec().axes.size(); ++axis)
        titles << QString::fromStdString(m_shown->spec().axes[axis].key);
    titles << tr("runs") << tr("mean of %1").arg(shownMetric().label()) << tr("deviation");
    QList<QStringList> rows { titles };
    for (std::size_t column = 0; column < across(); ++column)
        for (std::size_t row = 0; row < down(); ++row) {
            const Place place { column, row };
            const auto runs = m_sweep.runsAt(place);
            if (runs.empty()) continue;
            const Spread spread = spreadAt(place);
            const auto number = [](double value) {
                return std::isfinite(value) ? QString::number(value, 'g', 6) : QString();
            };
            QStringList cells;
            for (std::size_t axis = 0; axis < m_shown->spec().axes.size(); ++axis)
                cells << QString::fromStdString(m_shown->spec().axes[axis].values[place[axis]]);
            rows << (cells
                + QStringList { QString::number(runs.size()), number(spread.mean),
                    std::isfinite(spread.mean) ? number(spread.deviation) : QString() });
        }
    return rows;
}

void SweepDiagram::changeEvent(QEvent* event)
{
    QStackedWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) showSweep();
}

} // namespace contrastlab
