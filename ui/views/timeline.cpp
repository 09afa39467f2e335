// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Its keys are those of Tracy: A and D pan, W and S zoom.
#include "views/timeline.h"

#include "plot/axis_ticks.h"
#include "theme/colors.h"
#include "views/way_back.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

namespace contrastlab {

namespace {

constexpr int endMargin = 14; ///< at the ends, for what stands at the first and the last step
constexpr double middle = 8; ///< of the bar, from above
constexpr int playMs = 40;
constexpr double zoomStep = 0.8, panShare = 0.1, reach = 7;

QString stepText(std::int64_t step)
{
    return QLocale().toString(qlonglong(step));
}

} // namespace

Timeline::Timeline(RunMoment& moment, QWidget* parent) : QWidget(parent), m_moment(moment)
{
    setObjectName(QStringLiteral("timeline"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&moment, &RunMoment::changed, this, &Timeline::follow);
    for (const auto tells : { &StepSpans::changed, &StepSpans::moved })
        connect(&m_spans, tells, this, qOverload<>(&QWidget::update));
    m_player.setInterval(playMs);
    connect(&m_player, &QTimer::timeout, this, &Timeline::advance);
    fit();
}

QSize Timeline::sizeHint() const
{
    return { 400, minimumSizeHint().height() };
}

QSize Timeline::minimumSizeHint() const
{
    return { 120, fontMetrics().height() + 14 };
}

// A run that is to do so many steps shows them all: the rest is still empty.
std::int64_t Timeline::end() const
{
    const std::int64_t planned =
        m_moment.run() ? m_moment.newestSpec().integer("steps") : std::int64_t(0);
    return std::max<std::int64_t>({ 1, m_moment.newestStep(), planned });
}

void Timeline::follow(const MomentChange& change)
{
    const bool other = change.run != MomentChange::Run::same;
    if (other) play(0);
    if (change.run == MomentChange::Run::other) m_fits = true;
    if (other || change.events || change.data)
        m_markers = m_moment.run() ? changeMarkers(*m_moment.run()) : std::vector<EventMarker>();
    if (other || change.steps || change.events || change.data) fit();
    if (other || change.steps || change.events || change.playhead || change.outcome) update();
}

void Timeline::fit()
{
    m_scale.left = endMargin;
    m_scale.width = std::max(1, width() - 2 * endMargin);
    if (!m_fits) return;
    m_scale.first = 0;
    m_scale.last = double(end());
}

void Timeline::showAll()
{
    m_fits = true;
    fit();
    update();
}

void Timeline::resizeEvent(QResizeEvent*)
{
    fit();
}

// Past the newest step it goes with the run again.
void Timeline::go(std::int64_t step)
{
    if (step >= m_moment.newestStep())
        m_moment.follow();
    else
        m_moment.park(std::max<std::int64_t>(0, step));
}

QString Timeline::spokenText() const
{
    return m_moment.run()
        ? tr("step %1 of %2")
              .arg(stepText(m_moment.playhead().step), stepText(m_moment.newestStep()))
        : QString();
}

std::optional<Spoken::Number> Timeline::spokenNumber() const
{
    return Number { double(m_moment.playhead().step), 0, double(m_moment.newestStep()), 1 };
}

void Timeline::takeSpokenNumber(double step)
{
    go(std::llround(step));
}

const EventMarker* Timeline::markerAt(const QPointF& place) const
{
    const EventMarker* nearest = nullptr;
    for (const EventMarker& marker : m_markers) {
        const double distance = std::abs(m_scale.xOf(double(marker.step)) - place.x());
        if (distance > reach) continue;
        if (!nearest || distance < std::abs(m_scale.xOf(double(nearest->step)) - place.x()))
            nearest = &marker;
    }
    return nearest;
}

QString Timeline::textAt(const QPointF& place) const
{
    const auto run = m_moment.run();
    if (!run) return {};
    if (const EventMarker* marker = markerAt(place))
        return tr("step %1: %2").arg(stepText(marker->step), markerText(*marker));
    const auto best = run->best().checkpoint;
    if (best && std::abs(m_scale.xOf(double(best->step)) - place.x()) <= reach)
        return tr("step %1: the lowest held-out loss").arg(stepText(best->step));
    const std::int64_t step = std::max<std::int64_t>(0, m_scale.stepAt(place.x()));
    if (step > m_moment.newestStep()) return tr("step %1: still to come").arg(stepText(step));
    return tr("step %1: click or drag to see it; double click to follow the newest; with Shift: "
              "mark a span, for its numbers")
        .arg(stepText(step));
}

bool Timeline::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), textAt(help->pos()), this);
    return true;
}

void Timeline::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::MiddleButton) m_panFrom = event->position().x();
    if (event->button() != Qt::LeftButton) return;
    play(0);
    if (event->modifiers() & Qt::ShiftModifier) {
        m_markFrom = m_scale.stepAt(event->position().x());
        return;
    }
    m_drags = true;
    const EventMarker* marker = markerAt(event->position());
    go(marker ? marker->step : m_scale.stepAt(event->position().x()));
}

void Timeline::mouseMoveEvent(QMouseEvent* event)
{
    const double x = event->position().x();
    if (m_drags) go(m_scale.stepAt(x));
    if (m_markFrom) m_spans.mark(*m_markFrom, m_scale.stepAt(x), false);
    if (!m_panFrom) return;
    const double moved = (*m_panFrom - x) * (m_scale.last - m_scale.first) / m_scale.width;
    m_fits = false;
    m_scale.pan(moved, double(end()));
    m_panFrom = x;
    update();
}

void Timeline::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) m_drags = false;
    if (event->button() == Qt::LeftButton)
        if (const auto from = std::exchange(m_markFrom, std::nullopt))
            m_spans.mark(*from, m_scale.stepAt(event->position().x()), true);
    if (event->button() == Qt::MiddleButton) m_panFrom.reset();
}

void Timeline::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) m_moment.follow();
}

// What is done with a change where it stands.
void Timeline::contextMenuEvent(QContextMenuEvent* event)
{
    const EventMarker* marker = markerAt(event->pos());
    const std::int64_t step = marker ? stepBefore(*marker) : -1;
    if (step < 0) return event->ignore();
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addWayBack(*menu, step, [this, step] { emit goBackRequested(step); });
    menu->popup(event->globalPos());
}

void Timeline::wheelEvent(QWheelEvent* event)
{
    const double notches = event->angleDelta().y() / 120.0;
    m_scale.zoom(std::pow(zoomStep, notches), event->position().x(), double(end()));
    m_fits = m_scale.showsAll(double(end()));
    update();
    event->accept();
}

void Timeline::keyPressEvent(QKeyEvent* event)
{
    const double span = m_scale.last - m_scale.first;
    const double at = m_scale.xOf(double(m_moment.playhead().step));
    const std::int64_t ten = event->modifiers() & Qt::ShiftModifier ? 10 : 1;
    const auto zoom = [&](double factor) { m_scale.zoom(factor, at, double(end())); };
    switch (event->key()) {
    case Qt::Key_Left:
        m_moment.parkBy(-ten);
        break;
    case Qt::Key_Right:
        m_moment.parkBy(ten);
        break;
    case Qt::Key_Home:
        go(0);
        break;
    case Qt::Key_End:
        m_moment.follow();
        break;
    case Qt::Key_A:
        m_scale.pan(-panShare * span, double(end()));
        break;
    case Qt::Key_D:
        m_scale.pan(panShare * span, double(end()));
        break;
    case Qt::Key_W:
        zoom(zoomStep);
        break;
    case Qt::Key_S:
        zoom(1 / zoomStep);
        break;
    case Qt::Key_F:
        return showAll();
    default:
        return QWidget::keyPressEvent(event);
    }
    m_fits = m_scale.showsAll(double(end()));
    update();
    tellNumber(*this, double(m_moment.playhead().step));
}

// Of the clock that ran while it was recorded.
double Timeline::secondsAt(std::int64_t step) const
{
    const auto record = m_moment.recordOf(std::max<std::int64_t>(1, step));
    return record ? record->seconds : 0;
}

void Timeline::play(double times)
{
    m_times = times;
    const bool plays = times > 0 && m_moment.run() && m_moment.newestStep() > 0;
    if (plays == isPlaying() && !plays) return;
    if (plays) {
        if (m_moment.playhead().following) m_moment.park(0);
        m_playedSeconds = secondsAt(m_moment.playhead().step);
        m_player.start();
    } else {
        m_player.stop();
    }
    emit playingChanged(plays);
}

// To the last step that had been done by then.
void Timeline::advance()
{
    m_playedSeconds += m_times * playMs / 1000.0;
    const auto run = m_moment.run();
    const std::int64_t step = run->steps.with([this](std::span<const StepMetrics> steps) {
        const auto after =
            std::ranges::upper_bound(steps, m_playedSeconds, {}, &StepMetrics::seconds);
        return after == steps.begin() ? std::int64_t(0) : std::prev(after)->step;
    });
    if (step < m_moment.newestStep()) return m_moment.park(step);
    play(0);
    m_moment.follow();
}

void Timeline::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintTicks(painter);
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 3, 3);
    }
    if (!m_moment.run()) return;
    paintSpans(painter);
    paintMarks(painter);
    paintPlayhead(painter);
}

void Timeline::paintSpans(QPainter& painter) const
{
    const QColor ink = palette().color(QPalette::WindowText);
    QColor veil = ink;
    veil.setAlphaF(0.14f);
    for (const StepSpan& span : m_spans.all()) {
        const auto [first, last] = std::minmax(span.first, span.last);
        const QRectF band(m_scale.xOf(double(first)), 0,
            m_scale.xOf(double(last)) - m_scale.xOf(double(first)), 2 * middle);
        painter.fillRect(band, veil);
        painter.setPen(ink);
        painter.drawText(band.adjusted(2, -2, 0, 0), Qt::AlignLeft | Qt::AlignTop, span.name);
    }
}

// The bar: what is to come, and over it what is recorded; below it the steps.
void Timeline::paintTicks(QPainter& painter) const
{
    const QColor ink = palette().color(QPalette::WindowText);
    const QColor ground = palette().color(QPalette::Window);
    const QRectF bar(m_scale.left, middle - 2.5, m_scale.width, 5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(ground, ink, 0.16));
    painter.drawRoundedRect(bar, 2.5, 2.5);
    QRectF done = bar;
    done.setRight(std::clamp(m_scale.xOf(double(m_moment.newestStep())), bar.left(), bar.right()));
    painter.setBrush(mixed(ground, palette().color(QPalette::Highlight), 0.75));
    painter.drawRoundedRect(done, 2.5, 2.5);

    const double perPixel = (m_scale.last - m_scale.first) / m_scale.width;
    const double spacing = niceStep(std::max(1.0, 90 * perPixel));
    painter.setPen(mixed(ground, ink, 0.75));
    for (double step = std::ceil(m_scale.first / spacing) * spacing; step <= m_scale.last;
         step += spacing) {
        const double x = m_scale.xOf(step);
        const QString text = stepText(std::llround(step));
        const double half = fontMetrics().horizontalAdvance(text) / 2.0;
        const double at = std::clamp(x, half, width() - half);
        painter.drawLine(QPointF(x, bar.bottom() + 1), QPointF(x, bar.bottom() + 3));
        painter.drawText(QPointF(at - half, height() - fontMetrics().descent()), text);
    }
}

void Timeline::paintMarks(QPainter& painter) const
{
    const QColor ink = palette().color(QPalette::WindowText);
    const auto inSight = [this](double x) {
        return x >= m_scale.left - 1 && x <= m_scale.left + m_scale.width + 1;
    };
    painter.setPen(QPen(mixed(palette().color(QPalette::Window), ink, 0.6), 1));
    for (const auto& kept : m_moment.run()->keptCheckpoints())
        if (const double x = m_scale.xOf(double(kept->step())); inSight(x))
            painter.drawLine(QPointF(x, middle - 2), QPointF(x, middle + 2));
    painter.setPen(QPen(palette().color(QPalette::Window), 1));
    for (const EventMarker& marker : m_markers) {
        const double x = m_scale.xOf(double(marker.step));
        if (!inSight(x)) continue;
        const bool bad = marker.event.kind == RunEvent::Kind::diverged;
        painter.setBrush(bad ? errorColor(palette()) : warningColor(palette()));
        const QPolygonF diamond { { x, middle - 5.5 }, { x + 5.5, middle }, { x, middle + 5.5 },
            { x - 5.5, middle } };
        painter.drawPolygon(diamond);
    }
    if (const auto best = m_moment.run()->best().checkpoint) {
        const double x = m_scale.xOf(double(best->step));
        painter.setPen(goodColor(palette()));
        if (inSight(x))
            painter.drawText(
                QRectF(x - 10, middle - 8, 20, 16), Qt::AlignCenter, QStringLiteral("★"));
    }
}

void Timeline::paintPlayhead(QPainter& painter) const
{
    const double x = m_scale.xOf(double(m_moment.playhead().step));
    if (x < m_scale.left - 1 || x > m_scale.left + m_scale.width + 1) return;
    const bool following = m_moment.playhead().following;
    painter.setPen(QPen(palette().color(QPalette::WindowText), 2));
    painter.drawLine(QPointF(x, 0), QPointF(x, 2 * middle));
    painter.setBrush(
        following ? palette().color(QPalette::Highlight) : palette().color(QPalette::Base));
    painter.drawEllipse(QPointF(x, middle), 4.5, 4.5);
}

} // namespace contrastlab
