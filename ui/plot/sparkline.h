// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A very small curve with its title and latest value, for a dock of many. Reference lines say what
// to compare with, a band what is healthy. All texts come from the caller, already translated.
// Window thread.
#pragma once

#include "plot/curve_data.h"
#include "plot/figure.h"

#include <optional>
#include <utility>

namespace contrastlab {

class Sparkline : public Figure {
    Q_OBJECT

public:
    struct Reference {
        double value = 0;
        QString label; ///< written at the line where there is room; may be empty
    };

    explicit Sparkline(QWidget* parent = nullptr);

    void setTitle(const QString& title);
    /// The text in the place of the latest value, with its unit; empty: the number itself.
    void setValueText(const QString& text);
    void setColor(int seriesColor);
    /// Fixed ends of the value axis; without, the curve and its references fill the height.
    void setRange(std::optional<std::pair<double, double>> range);
    void setReferences(std::vector<Reference> references);
    void setBand(std::optional<std::pair<double, double>> band);

    void append(double key, double value);
    void setData(std::span<const double> keys, std::span<const double> values);
    void clear();
    const CurveData& curve() const { return m_data; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void clicked();

protected:
    void drawFigure(QPainter& painter, QSize size) override;
    QString reading() const override { return valueText(); }
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    std::pair<double, double> valueRange() const;
    QString valueText() const;
    void drawHeader(QPainter& painter, const QRectF& header) const;
    void drawReferences(QPainter& painter, const QRectF& plot, double lower, double upper) const;
    void drawCurve(QPainter& painter, const QRectF& plot, double lower, double upper) const;

    QString m_title, m_valueText;
    int m_color = 0;
    std::optional<std::pair<double, double>> m_range, m_band;
    std::vector<Reference> m_references;
    CurveData m_data;
};

} // namespace contrastlab
