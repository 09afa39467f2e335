// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A sweep as a picture that fills while its runs end: over two parameters a phase diagram, whose
// cells show a number, a small curve and a small map where they are large enough; over one a dot a
// run with their means. Window thread.
#pragma once

#include "run/live_sweep.h"
#include "run/sweep_metrics.h"

#include <QStackedWidget>

#include <optional>

namespace contrastlab {

class ArmChart;
struct AxesFrame;
class Figure;
class HeatMap;
class HoverCard;

class SweepDiagram : public QStackedWidget {
    Q_OBJECT

public:
    using Place = LiveSweep::Place;

    explicit SweepDiagram(LiveSweep& sweep, QWidget* parent = nullptr);

    /// By its place in sweepMetrics().
    void setMetric(std::size_t metric);
    [[nodiscard]] const SweepMetric& shownMetric() const { return sweepMetrics()[m_metric]; }
    /// Whether one of the settings has the number that is shown.
    [[nodiscard]] bool hasNumbers() const;
    /// In front while there is nothing to draw.
    void setEmptyText(const QString& text);

    [[nodiscard]] HeatMap& heatMap() const { return *m_map; }
    [[nodiscard]] ArmChart& armChart() const { return *m_chart; }
    /// What is in front.
    [[nodiscard]] Figure& figure() const;

    /// What was clicked.
    [[nodiscard]] const std::optional<Place>& chosen() const { return m_chosen; }
    void choose(std::optional<Place> place);
    /// "temperature τ 0.1, batch size N 32"
    [[nodiscard]] QString nameOf(const Place& place) const;
    /// The numbers of a place: "held-out recall@10 41 % ± 2 %, 3 seeds"
    [[nodiscard]] QString numbersOf(const Place& place) const;
    /// The same with each run, a line each.
    [[nodiscard]] QString linesOf(const Place& place) const;
    /// One line a setting, with titles.
    [[nodiscard]] QList<QStringList> table() const;

signals:
    void chosenChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] Spread spreadAt(const Place& place) const;
    [[nodiscard]] std::size_t across() const;
    [[nodiscard]] std::size_t down() const;
    [[nodiscard]] QString valueText(std::size_t axis, std::size_t place) const;
    [[nodiscard]] QString axisTitle(std::size_t axis) const;
    void showSweep();
    void showRuns(const std::vector<std::size_t>& cells);
    void look(const Place& place);
    void showAll();
    void showMap();
    void showChart();
    void hover(std::optional<Place> place, const QPoint& globalPosition);
    void drawCell(
        QPainter& painter, const AxesFrame& frame, QPoint columnRow, const QRectF& place) const;

    LiveSweep& m_sweep;
    HeatMap* m_map;
    ArmChart* m_chart;
    HoverCard* m_card;
    const Sweep* m_shown = nullptr; ///< whose axes stand there
    std::vector<float> m_values; ///< of all settings, as the map has them
    std::size_t m_metric = 0;
    std::optional<Place> m_chosen;
};

} // namespace contrastlab
