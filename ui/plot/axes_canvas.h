// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What line chart, heat map, point cloud and histogram stand on: axes, grid, legend, layers,
// zoom, pan, crosshair, the cursor of the keyboard, and export. A picture says what it shows and
// draws it; all else is here. Window thread.
#pragma once

#include "plot/axes_frame.h"
#include "plot/axes_look.h"
#include "plot/figure.h"
#include "plot/legend.h"

#include <QPolygonF>

#include <functional>
#include <memory>
#include <optional>

namespace contrastlab {

class AxesPlot;
struct Navigated;

class AxesCanvas : public Figure {
    Q_OBJECT

public:
    explicit AxesCanvas(QWidget* parent = nullptr);
    ~AxesCanvas() override;

    void setEmptyText(const QString& text) override;
    /// Shows all that there is and follows it again.
    virtual void resetView();
    /// False once the user zoomed or panned.
    bool isFollowing() const { return m_followsKeys && m_followsValues; }
    /// Axes and mapping for the widget's size, with ranges as of the last drawing.
    AxesFrame frame() const;
    /// Is zoomed, panned and turned as another of its kind.
    virtual void takeView(const AxesCanvas& other);
    std::shared_ptr<QPainter> exportPainter() const override;

    /// Of the legend, where one is shown.
    [[nodiscard]] std::vector<LegendEntry> legendEntries() const;
    /// As a click on an entry does.
    void toggleLegendEntry(int entry) { takeLegendClick(entry, false); }

signals:
    void followingChanged(bool following);
    void viewChanged(); ///< the user zoomed, panned or turned

protected:
    using Drawing = std::function<void(QPainter&, const AxesFrame&)>;
    enum class Drag { none, undecided, pan, zoom, lasso, turn, span };
    /// What dragging with the left button does; the middle one always pans.
    struct Gestures {
        Drag plain = Drag::zoom;
        Drag shifted = Drag::pan;
        bool locked = false; ///< one scale both ways
        bool wheelNeedsControl = false; ///< inside what scrolls
        bool marksSpans = false; ///< with Ctrl, or over the numbers below the plot
    };

    void setLook(const AxesLook& look);
    void setGestures(const Gestures& gestures) { m_gestures = gestures; }
    const AxesLook& look() const;
    void setTitles(const QString& x, const QString& left, const QString& right = {});
    void setLegend(std::vector<LegendEntry> entries);
    void setLegendShown(bool shown);
    void setLeftLogarithmic(bool logarithmic);
    /// Values of the left axis grow downwards, as rows do.
    void setLeftDownwards(bool downwards) { m_leftDownwards = downwards; }
    void setRightVisible(bool visible);

    /// Drawn with the axes, below their lines.
    void addDrawing(Drawing drawing);
    /// Drawn above the axes and those before it into a buffer of its own, so that it can be drawn
    /// anew alone. Returns its number.
    int addLayer(Drawing drawing);

    /// Everything is drawn anew before the next paint, or one layer. Many calls cost one; what is
    /// hidden costs nothing.
    void refresh();
    void refreshLayer(int layer);
    void refreshOverlay() { refreshLayer(0); }

    // What the content says of itself.
    bool isEmpty() const override = 0;
    /// Shows by setRanges what is to be seen of the content in `plot`; called before each drawing.
    virtual void fitRanges(const QRectF& plot) = 0;
    /// Where the plot is in a figure of `size`; nothing: as much as the labels of the axes leave.
    virtual std::optional<QRectF> plotIn(QSize size, double legendHeight) const;
    /// Whether axes have titles in a figure of that height.
    [[nodiscard]] bool showsTitles(int height) const;
    /// That the legend would take in a figure of this width.
    double legendHeightAt(int width) const;
    /// Room that the content wants above the plot.
    virtual double roomAbove() const { return 0; }
    /// Room that the content wants right of the plot, where there is no right axis.
    virtual double roomRight() const { return 0; }
    /// Hair, hover marks, lasso: on the screen only, above all layers.
    virtual void drawOverlay(QPainter&, const AxesFrame&) { }

    // What the user does.
    /// The mouse is at a place without a drag, or gone.
    virtual void takePointer(std::optional<QPointF> at);
    virtual void takeClick(QPointF at, Qt::KeyboardModifiers modifiers);
    virtual void takeLegendClick(int entry, bool alone);
    virtual void takeLasso(const QPolygonF& polygon);
    /// The user zoomed or panned; ranges() are new and may be set to others.
    virtual void takeNavigation() { }
    /// A drag that turns has gone on by so many pixels.
    virtual void takeTurn(QPointF) { }
    /// A drag marks from one key to another; `done`: it has come to its end.
    virtual void takeSpan(double, double, bool) { }
    /// Moves the keyboard's cursor by one to the right, down (1) or back (-1); false where there is
    /// nothing to move to.
    virtual bool moveCursor(QPoint direction);
    /// Where the keyboard's cursor is: Return clicks there, plus and minus zoom there.
    virtual std::optional<QPointF> cursorPosition() const { return {}; }

    const AxesRanges& ranges() const { return m_view.ranges; }
    void setRanges(const AxesRanges& ranges) { m_view.ranges = ranges; }
    bool followsKeys() const { return m_followsKeys; }
    bool followsValues() const { return m_followsValues; }
    void setFollowing(bool keys, bool values);
    const QPolygonF& lasso() const { return m_lasso; }
    std::optional<QPointF> pointer() const { return m_pointer; }
    /// Of the figure that is being drawn: the widget's, or that of an export.
    QSize drawnSize() const { return m_drawnSize; }
    bool isDragging() const { return m_drag != Drag::none && m_drag != Drag::undecided; }
    /// The plot for the widget's size, whether it was painted or not.
    QRectF plotRect() const;

    void drawFigure(QPainter& painter, QSize size) override;
    void themeChanged() override;
    void paintEvent(QPaintEvent*) override { }
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Layers;
    struct View {
        QRectF plot { 0, 0, 1, 1 };
        AxesRanges ranges;
    };

    double layoutLegend(QSize size);
    double layOut(Legend& legend, int width) const;
    AxesFrame frameOf(const QRectF& plot) const;
    void prepare(QSize size);
    void flush();
    void flushSoon();
    void drawWithAxes(QPainter& painter);
    void drawGesture(QPainter& painter) const;
    void drawFocus(QPainter& painter) const;
    bool reserveRoom(); ///< whether it is another than before
    QRectF zoomRect() const;
    void hoverLegend(QPointF at);
    [[nodiscard]] Drag dragFrom(QPointF pressed, Qt::KeyboardModifiers modifiers) const;
    void startDrag(QPointF at, Qt::KeyboardModifiers modifiers);
    void markSpan(QPointF at, bool done);
    void dragTo(QPointF at);
    void apply(const Navigated& navigated);
    void zoom(QPointF at, double factor, bool keysOnly);

    AxesPlot* m_axes;
    std::unique_ptr<Layers> m_layers;
    bool m_axesStale = true, m_flushQueued = false, m_plotIsFixed = false;
    QSize m_laidOutFor, m_drawnSize;

    View m_view;
    bool m_followsKeys = true, m_followsValues = true;
    bool m_leftLogarithmic = false, m_leftDownwards = false;

    Legend m_legend;
    double m_legendHeight = 0;
    bool m_legendShown = true;
    int m_hoveredEntry = -1;

    Gestures m_gestures;
    Drag m_drag = Drag::none;
    std::optional<QPointF> m_pointer, m_pressed;
    QPointF m_turnedTo; ///< where the drag that turns was last
    AxesFrame m_frameAtPress;
    QPolygonF m_lasso;
};

} // namespace contrastlab
