// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The mouse and the keys of a canvas. Window thread.
#include "plot/axes_canvas.h"
#include "plot/axes_navigation.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <cmath>
#include <utility>

namespace contrastlab {

namespace {

constexpr double smallestDrag = 6; // pixels; below it a drag is a click
constexpr double zoomOfAStep = 0.85;

} // namespace

void AxesCanvas::takePointer(std::optional<QPointF>) { }
void AxesCanvas::takeClick(QPointF, Qt::KeyboardModifiers) { }
void AxesCanvas::takeLegendClick(int, bool) { }
void AxesCanvas::takeLasso(const QPolygonF&) { }

bool AxesCanvas::moveCursor(QPoint)
{
    return false;
}

void AxesCanvas::apply(const Navigated& navigated)
{
    setRanges(navigated.ranges);
    setFollowing(m_followsKeys && !navigated.keys, m_followsValues && !navigated.values);
    takeNavigation();
    refresh();
    emit viewChanged();
}

void AxesCanvas::takeView(const AxesCanvas& other)
{
    if (other.isFollowing()) {
        if (!isFollowing()) resetView();
        return;
    }
    setRanges(other.ranges());
    setFollowing(other.m_followsKeys, other.m_followsValues);
    takeNavigation();
    refresh();
}

void AxesCanvas::zoom(QPointF at, double factor, bool keysOnly)
{
    apply(wheelZoomed(frame(), at, factor, keysOnly && !m_gestures.locked));
}

void AxesCanvas::hoverLegend(QPointF at)
{
    const int entry = m_legend.entryAt(at);
    if (entry == std::exchange(m_hoveredEntry, entry)) return;
    setCursor(entry >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    refresh();
}

void AxesCanvas::mousePressEvent(QMouseEvent* event)
{
    const QPointF at = event->position();
    const bool middle = event->button() == Qt::MiddleButton;
    if (event->button() != Qt::LeftButton && !middle) return;
    if (const int entry = m_legend.entryAt(at); entry >= 0 && !middle)
        return takeLegendClick(entry, event->modifiers() & (Qt::AltModifier | Qt::ControlModifier));
    m_pressed = at;
    m_frameAtPress = frame();
    m_drag = middle && m_frameAtPress.plot.contains(at) ? Drag::pan : Drag::undecided;
}

AxesCanvas::Drag AxesCanvas::dragFrom(QPointF pressed, Qt::KeyboardModifiers modifiers) const
{
    const QRectF& plot = m_frameAtPress.plot;
    const bool below =
        pressed.y() > plot.bottom() && pressed.x() >= plot.left() && pressed.x() <= plot.right();
    if (m_gestures.marksSpans && below) return Drag::span;
    if (!plot.contains(pressed)) return Drag::undecided;
    if (m_gestures.marksSpans && modifiers & Qt::ControlModifier) return Drag::span;
    return modifiers & Qt::ShiftModifier ? m_gestures.shifted : m_gestures.plain;
}

void AxesCanvas::startDrag(QPointF at, Qt::KeyboardModifiers modifiers)
{
    if (m_drag != Drag::undecided || (at - *m_pressed).manhattanLength() <= smallestDrag) return;
    m_drag = dragFrom(*m_pressed, modifiers);
    if (m_drag == Drag::undecided) return;
    m_lasso = { *m_pressed };
    m_turnedTo = *m_pressed;
    takePointer({});
}

void AxesCanvas::dragTo(QPointF at)
{
    if (m_drag == Drag::pan) return apply(panned(m_frameAtPress, at - *m_pressed));
    if (m_drag == Drag::span) return markSpan(at, false);
    if (m_drag == Drag::turn) return takeTurn(at - std::exchange(m_turnedTo, at));
    if (m_drag == Drag::lasso) m_lasso << at;
    refreshOverlay();
}

// From the key that was pressed at: meanwhile the axis may have moved on.
void AxesCanvas::markSpan(QPointF at, bool done)
{
    takeSpan(m_frameAtPress.x.toValue(m_pressed->x()), frame().x.toValue(at.x()), done);
}

void AxesCanvas::mouseMoveEvent(QMouseEvent* event)
{
    m_pointer = event->position();
    hoverLegend(*m_pointer);
    if (m_pressed) startDrag(*m_pointer, event->modifiers());
    if (isDragging()) return dragTo(*m_pointer);
    takePointer(m_pointer);
}

void AxesCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    if (!m_pressed) return;
    if (m_drag == Drag::zoom) apply(zoomedTo(frame(), zoomRect(), m_gestures.locked));
    if (m_drag == Drag::span) markSpan(event->position(), true);
    m_pressed.reset();
    const Drag drag = std::exchange(m_drag, Drag::none);
    if (drag == Drag::undecided && event->button() == Qt::LeftButton)
        takeClick(event->position(), event->modifiers());
    if (drag == Drag::lasso) takeLasso(std::exchange(m_lasso, {}));
    refreshOverlay();
}

void AxesCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (m_legend.entryAt(event->position()) >= 0) return mousePressEvent(event); // two quick clicks
    m_pressed.reset();
    m_drag = Drag::none;
    resetView();
    emit viewChanged();
}

void AxesCanvas::wheelEvent(QWheelEvent* event)
{
    const double steps = event->angleDelta().y() / 120.0;
    const bool foreign =
        m_gestures.wheelNeedsControl && !(event->modifiers() & Qt::ControlModifier);
    const bool outside = m_gestures.locked && !plotRect().contains(event->position());
    if (steps == 0 || foreign || outside) return event->ignore();
    zoom(event->position(), std::pow(zoomOfAStep, steps), event->modifiers() & Qt::ShiftModifier);
    event->accept();
}

void AxesCanvas::keyPressEvent(QKeyEvent* event)
{
    const auto direction = arrowDirection(event->key());
    const QPointF at = cursorPosition().value_or(plotRect().center());
    if (direction && moveCursor(*direction)) {
        tellReading(*this);
        return event->accept();
    }
    if (event->key() == Qt::Key_F) {
        resetView();
        emit viewChanged();
        return;
    }
    if (event->key() == Qt::Key_Plus) return zoom(at, zoomOfAStep, false);
    if (event->key() == Qt::Key_Minus) return zoom(at, 1 / zoomOfAStep, false);
    if (event->key() == Qt::Key_Return && cursorPosition())
        return takeClick(at, event->modifiers());
    Figure::keyPressEvent(event);
}

// Arrows are the cursor's where a canvas has the focus, whatever they are in the window.
bool AxesCanvas::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool cursor = arrowDirection(key->key()) && key->modifiers() == Qt::NoModifier;
        if (cursor && !isEmpty()) event->accept();
    }
    return Figure::event(event);
}

void AxesCanvas::focusInEvent(QFocusEvent* event)
{
    Figure::focusInEvent(event);
    refreshOverlay();
}

void AxesCanvas::focusOutEvent(QFocusEvent* event)
{
    Figure::focusOutEvent(event);
    const Qt::FocusReason reason = event->reason();
    const bool returns = reason == Qt::ActiveWindowFocusReason || reason == Qt::PopupFocusReason
        || reason == Qt::MenuBarFocusReason;
    // What the keyboard's cursor has opened goes with it; a pointer that is here keeps its own.
    if (!returns && !m_pointer) takePointer({});
    refreshOverlay();
}

void AxesCanvas::leaveEvent(QEvent* event)
{
    m_pointer.reset();
    hoverLegend({ -1, -1 });
    takePointer({});
    Figure::leaveEvent(event);
}

} // namespace contrastlab
