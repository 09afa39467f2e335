// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An empty chart over the things that a claim compares, on which a person draws the curve that he
// expects: with the pointer, or with the arrows. Window thread.
#pragma once

#include "plot/figure.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace contrastlab {

class PredictionPad : public Figure {
    Q_OBJECT

public:
    explicit PredictionPad(QWidget* parent = nullptr);

    /// Names of the things along the bottom, at least two. What was drawn stays where their number
    /// does.
    void setArms(const QStringList& names, const QString& title);
    /// One a thing, 0 (bottom) .. 1 (top); NaN where nothing is drawn yet.
    [[nodiscard]] const std::vector<double>& values() const { return m_values; }
    [[nodiscard]] bool isComplete() const;
    void clear();
    /// Where a value of a thing is drawn.
    [[nodiscard]] QPointF placeOf(int arm, double value) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void changed(); ///< a value is drawn, and a stroke is at its end

protected:
    void drawFigure(QPainter& painter, QSize size) override;
    QString reading() const override;
    bool event(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QRectF plot(QSize size) const;
    [[nodiscard]] double xOf(const QRectF& plot, int arm) const;
    void strokeTo(QPointF at);
    void moveValue(double by);

    QStringList m_arms;
    QString m_title;
    std::vector<double> m_values;
    std::optional<QPointF> m_last; ///< of the stroke that is drawn
    int m_arm = 0; ///< that the arrows move
};

} // namespace contrastlab
