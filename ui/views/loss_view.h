// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Loss and recall over the steps, one above the other: training loss raw and smoothed, held-out
// loss, the loss of a guess for either, recall of the chosen pair both ways, a numbered flag at
// each change. A click parks the playhead. Window thread.
#pragma once

#include "run/pair_choice.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;
class QMenu;
class QSlider;
class QToolButton;

#include <limits>

namespace contrastlab {

class ChartStack;
class LineChart;
class OtherRuns;
class RunLibrary;
class StepCurves;
class StepSpans;
class ViewHint;

class LossView : public QWidget {
    Q_OBJECT

public:
    LossView(RunMoment& moment, PairChoice& choice, QWidget* parent = nullptr);

    /// The curves of the library's other runs are drawn below those of the run in front.
    void compareWith(RunLibrary& library);
    /// Spans of steps are marked on the charts, and shown there wherever they were marked.
    void markIn(StepSpans& spans);
    /// A run that is pointed at elsewhere; empty: none is.
    void setStandsOut(const std::string& id);

    /// Which recall is drawn: at 1, 5 or 10; others change nothing.
    void setRecallDepth(int depth);
    [[nodiscard]] int recallDepth() const;
    /// Both plots, as one picture.
    [[nodiscard]] ChartStack& picture() const { return *m_stack; }
    [[nodiscard]] LineChart& chart() const { return *m_chart; } ///< of the loss
    [[nodiscard]] ViewHint& hint() const { return *m_hint; }
    [[nodiscard]] LineChart& recallChart() const { return *m_recallChart; }
    void setSmoothing(double weight);
    [[nodiscard]] double smoothing() const;
    void setLogarithmic(bool logarithmic);
    [[nodiscard]] bool isLogarithmic() const;
    void setIgnoreOutliers(bool ignore);
    [[nodiscard]] bool ignoresOutliers() const;
    /// What runs along the horizontal axis: line searches evaluate several times a step.
    enum class Axis { steps, evaluations };
    void setAxis(Axis axis);
    [[nodiscard]] Axis axis() const;

    /// Where a step stands along the horizontal axis, and one that the run has done.
    [[nodiscard]] double keyOf(const StepMetrics& metrics) const;
    [[nodiscard]] double keyAt(std::int64_t step) const;
    /// Of the newest step.
    [[nodiscard]] double keyOfNewest() const { return keyAt(m_moment.newestStep()); }

    bool eventFilter(QObject* object, QEvent* event) override;

signals:
    /// One of the other runs is pointed at; empty: none is any more.
    void runHovered(const std::string& id);
    /// To go on anew from after this step.
    void goBackRequested(std::int64_t step);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeControls();
    void connectCharts();
    void makeMenus();
    [[nodiscard]] QList<QStringList> table() const;
    void offerWayBack(QMenu& menu, int marker);
    void connectControls();
    void follow(const MomentChange& change);
    void clear();
    void redraw();
    void readAnew();
    [[nodiscard]] double keyAt(const Run& run, std::int64_t step) const;
    [[nodiscard]] std::int64_t stepAt(double key) const;
    void park(std::int64_t step);
    void showPlayhead();
    void appendEvaluations();
    void showEvaluations(const std::vector<EvaluationMetrics>& evaluations);
    void redrawRecall();
    void nameRecall(const QString& a, const QString& b);
    void showMarkers();
    void showSpans();
    void showBest();
    void nameClasses(const QString& percent);
    void nameAxes();
    void nameSeries();
    void retranslate();
    [[nodiscard]] QString emptyText() const;

    RunMoment& m_moment;
    PairChoice& m_choice;
    std::optional<Playhead> m_beforeClick; ///< where the playhead stood before this click
    std::size_t m_evaluationsShown = 0;
    /// Of those shown: the lowest loss, its step, and how many came after it.
    struct Best {
        double loss = std::numeric_limits<double>::infinity();
        std::int64_t step = 0;
        int since = 0;
    } m_best;
    bool m_namesClasses = false;
    QTimer m_moreEvaluations;
    ViewHint* m_hint;
    ChartStack* m_stack;
    LineChart* m_chart;
    LineChart* m_recallChart;
    StepCurves* m_steps;
    OtherRuns* m_others = nullptr; ///< null where there is none to compare with
    StepSpans* m_spans = nullptr; ///< null where none can be marked
    QLabel* m_smoothingLabel;
    QSlider* m_smoothing;
    QLabel* m_axisLabel;
    QComboBox* m_axis;
    QLabel* m_smoothingValue;
    QCheckBox* m_logarithmic;
    QCheckBox* m_ignoreOutliers;
    QLabel* m_depthLabel;
    QComboBox* m_depth;
    QToolButton* m_fit;
};

} // namespace contrastlab
