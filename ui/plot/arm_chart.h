// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Numbers of things that are compared: one place a thing along the bottom, a dot a trial, and their
// mean with its deviation. All texts come from the caller, already translated. Window thread.
#pragma once

#include "plot/figure.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace contrastlab {

class ArmChart : public Figure {
    Q_OBJECT

public:
    struct Series {
        QString name;
        std::vector<std::vector<double>> values; ///< [arm][trial]; NaN is not drawn
    };

    explicit ArmChart(QWidget* parent = nullptr);

    /// Names of the things, and what sets them apart beneath them (may be empty).
    void setArms(const QStringList& names, const QString& title);
    void setSeries(std::vector<Series> series);
    const std::vector<Series>& series() const { return m_series; }
    /// A dashed line to compare with, such as that of a guess.
    struct Reference {
        double value = 0;
        QString name;
    };
    void setReference(std::optional<Reference> reference);
    /// A curve that somebody drew: one height a thing, 0 (bottom of the plot) .. 1 (top).
    struct Sketch {
        QString name;
        std::vector<double> heights;
    };
    void setSketch(Sketch sketch);
    const Sketch& sketch() const { return m_sketch; }

    /// The thing whose place along the bottom a position in the widget is in.
    [[nodiscard]] std::optional<int> armAt(QPointF position) const;
    /// Marks a thing: what is told of elsewhere.
    void setMarked(std::optional<int> arm);
    /// The thing that the keyboard's cursor is at; arrows move it, Return clicks there.
    [[nodiscard]] std::optional<int> cursor() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    /// The pointer is over another thing than before; nothing: over none.
    void armHovered(std::optional<int> arm, const QPoint& globalPosition);
    void armClicked(int arm);

protected:
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;
    bool isEmpty() const override { return m_series.empty() || m_arms.isEmpty(); }
    QString reading() const override;
    void drawFigure(QPainter& painter, QSize size) override;

private:
    struct Layout;

    std::pair<double, double> valueRange() const;
    void hover(std::optional<int> arm, const QPoint& globalPosition);
    void drawMarked(QPainter& painter, const Layout& layout) const;
    void drawFocus(QPainter& painter, const Layout& layout) const;
    /// Names of the series from the left, in as many lines as they need; the height of those.
    double drawLegend(QPainter& painter, const QRectF& rect) const;
    void drawSketch(QPainter& painter, const Layout& layout) const;
    void drawReference(QPainter& painter, const Layout& layout) const;
    void drawAxes(QPainter& painter, const Layout& layout) const;
    void drawSeries(QPainter& painter, const Layout& layout, std::size_t place) const;

    QStringList m_arms;
    QString m_title;
    std::vector<Series> m_series;
    std::optional<Reference> m_reference;
    Sketch m_sketch;
    std::optional<int> m_hovered, m_marked;
    int m_cursor = -1; ///< of the keyboard; -1: it was not there yet
    QRectF m_plot; ///< as it was drawn last
};

} // namespace contrastlab
