// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A slider on a linear or logarithmic scale with numbered ticks, a mark at the default and named
// landmarks. A click jumps there; the wheel turns it only while it has the focus. Window thread.
#pragma once

#include "panels/slider_scale.h"
#include "theme/spoken.h"

#include <QAbstractSlider>

namespace contrastlab {

/// A value worth knowing on a slider.
struct Landmark {
    double value = 0;
    QString text;
    Qt::Alignment side = Qt::AlignHCenter; ///< of the text; AlignLeft: it begins at the mark
};

class TickSlider : public QAbstractSlider, public Spoken {
    Q_OBJECT

public:
    explicit TickSlider(SliderScale scale, QWidget* parent = nullptr);

    /// Moves the handle; emits nothing.
    void showValue(double value);
    void setStandard(double value);
    [[nodiscard]] const SliderScale& scale() const { return m_scale; }
    void setLandmarks(std::vector<Landmark> landmarks);
    /// Behind the number where it is spoken; empty: none.
    void setUnit(const QString& unit) { m_unit = unit; }
    [[nodiscard]] double scaleValue() const { return m_scale.valueAt(double(value()) / steps); }

    [[nodiscard]] QString spokenText() const override;
    [[nodiscard]] std::optional<Number> spokenNumber() const override;
    void takeSpokenNumber(double value) override;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void moved(double value); ///< by hand

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;
    void sliderChange(SliderChange change) override;

private:
    static constexpr int steps = 1000;

    [[nodiscard]] QRectF groove() const;
    [[nodiscard]] double xOf(double value) const;
    void jumpTo(double x);
    [[nodiscard]] QFont smallFont() const;
    void drawTicks(QPainter& painter) const;
    void drawLandmarks(QPainter& painter) const;

    SliderScale m_scale;
    double m_standard = 0;
    std::vector<Landmark> m_landmarks;
    bool m_byProgram = false;
    double m_exact = 0; ///< what it stands at, between two of its own steps, too
    QString m_unit;
};

} // namespace contrastlab
