// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The time of a run from end to end: how far it is recorded, its changes, checkpoints and best
// step, and the playhead, which is dragged along it. Window thread.
#pragma once

#include "run/change_markers.h"
#include "run/run_moment.h"
#include "theme/spoken.h"
#include "views/step_spans.h"
#include "views/timeline_scale.h"

#include <QTimer>
#include <QWidget>

#include <optional>

namespace contrastlab {

class Timeline : public QWidget, public Spoken {
    Q_OBJECT

public:
    explicit Timeline(RunMoment& moment, QWidget* parent = nullptr);

    [[nodiscard]] const TimelineScale& scale() const { return m_scale; }
    [[nodiscard]] const std::vector<EventMarker>& markers() const { return m_markers; }
    /// Moves the playhead along the recording, so many times as fast as it was recorded; 0: stands.
    void play(double times);
    [[nodiscard]] bool isPlaying() const { return m_player.isActive(); }
    void showAll();
    /// Marked with Shift, or on another view.
    [[nodiscard]] StepSpans& spans() { return m_spans; }
    /// What is at a place of it, for a tooltip; empty where nothing is.
    [[nodiscard]] QString textAt(const QPointF& place) const;
    [[nodiscard]] QString spokenText() const override;
    [[nodiscard]] std::optional<Number> spokenNumber() const override;
    void takeSpokenNumber(double step) override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void playingChanged(bool playing);
    /// To go on anew from after this step.
    void goBackRequested(std::int64_t step);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void follow(const MomentChange& change);
    void fit();
    void go(std::int64_t step);
    void advance();
    [[nodiscard]] double secondsAt(std::int64_t step) const;
    [[nodiscard]] std::int64_t end() const;
    [[nodiscard]] const EventMarker* markerAt(const QPointF& place) const;
    void paintTicks(QPainter& painter) const;
    void paintSpans(QPainter& painter) const;
    void paintMarks(QPainter& painter) const;
    void paintPlayhead(QPainter& painter) const;

    RunMoment& m_moment;
    TimelineScale m_scale;
    bool m_fits = true; ///< shows the run from end to end, as it grows
    std::vector<EventMarker> m_markers;
    std::optional<double> m_panFrom; ///< the pointer's place while it pans
    bool m_drags = false;
    StepSpans m_spans { m_moment };
    std::optional<std::int64_t> m_markFrom; ///< the step where a span begins that is being marked
    double m_times = 0, m_playedSeconds = 0;
    QTimer m_player;
};

} // namespace contrastlab
