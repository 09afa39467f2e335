// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// QCustomPlot as the canvas uses it: axes, grid and buffered layers. Ranges, mouse and content are
// the canvas's. Internal to this room, included by axes_canvas.cpp only. Window thread.
#pragma once

#include "plot/axes_frame.h"
#include "plot/axes_look.h"

#include <qcustomplot.h>

#include <functional>
#include <optional>

namespace contrastlab {

class AxesPlot : public QCustomPlot {
public:
    using Drawing = std::function<void(QPainter&)>;

    /// `flush` is called before a paint: it replots what is stale.
    AxesPlot(QWidget* parent, std::function<void()> flush);

    void setLook(const AxesLook& look);
    const AxesLook& look() const { return m_look; }
    void setTitles(const QString& x, const QString& left, const QString& right);
    /// See AxesLook::linesForTitles.
    [[nodiscard]] bool showsTitles(int height) const;
    void setTheme(const PlotTheme& theme, const QFont& font, const QLocale& locale);
    /// About as many ticks as have room in a plot of `size`, and of the titles as much.
    void setRanges(const AxesRanges& ranges, QSizeF size);
    void setLeftLogarithmic(bool logarithmic);
    void setRightVisible(bool visible);

    /// The axes around `plot` in a figure of `size`.
    void fix(const QRectF& plot, QSize size);
    /// Axes with the room that their labels need, and at least these margins; the top one exactly.
    /// Whether they are others than before.
    bool reserve(const QMargins& margins);

    /// Drawn with the axes, below their lines.
    void addDrawing(Drawing drawing);
    /// A layer with a buffer of its own, above those before it.
    QCPLayer* addDrawnLayer(const QString& name, Drawing drawing);
    /// Whether there are buffers that a layer could be drawn to alone.
    bool isBuffered() { return !hasInvalidatedPaintBuffers(); }
    /// Whether there is anything to draw to.
    bool hasRoom() const { return !size().isEmpty(); }
    /// Gives the axes the room that they take in a figure of `size`.
    void layOut(QSize size);
    /// Draws everything into 0,0..size of an active painter.
    void drawInto(QCPPainter& painter, QSize size);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override { event->ignore(); }
    void mouseMoveEvent(QMouseEvent* event) override { event->ignore(); }
    void mouseReleaseEvent(QMouseEvent* event) override { event->ignore(); }
    void mouseDoubleClickEvent(QMouseEvent* event) override { event->ignore(); }
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }

private:
    void style(QCPAxis* axis, const PlotTheme& theme, const QFont& font);
    void showTitles(QSizeF size);

    std::function<void()> m_flush;
    AxesLook m_look;
    QString m_keyTitle, m_leftTitle, m_rightTitle;
    bool m_rightVisible = false;
};

} // namespace contrastlab
