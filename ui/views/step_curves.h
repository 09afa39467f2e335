// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The training loss and the loss at chance, drawn from the run's log. A long history is read in
// slices, one a turn of the event loop, and shown when it is whole, so that no event waits for it.
// Window thread.
#pragma once

#include "plot/line_chart.h"
#include "run/run_moment.h"

#include <QTimer>

#include <functional>
#include <optional>

namespace contrastlab {

class StepCurves : public QObject {
    Q_OBJECT

public:
    /// Names of the series.
    static const QString trainId, chanceId;
    /// `sliceSize` steps are read in one go.
    StepCurves(
        RunMoment& moment, LineChart& chart, std::size_t sliceSize, QObject* parent = nullptr);

    /// What runs along the horizontal axis; readAnew() applies it.
    void setKey(std::function<double(const StepMetrics&)> key) { m_keyOf = std::move(key); }
    /// The curves are void: from the first step on. Short histories are there on return.
    void readAnew();
    /// Steps have come.
    void catchUp();
    /// The folded past keeps its old average until it is read again.
    void setSmoothing(double weight);

private:
    /// Curves that are on their way; what is shown stays until they are whole.
    struct Draft {
        CurveData train, chance;
    };
    struct Slice {
        std::vector<double> keys, losses, chanceKeys, chances;
    };

    [[nodiscard]] static bool hasPast(const Run& run);
    void beginDraft();
    [[nodiscard]] Slice nextSlice();
    void show(const Slice& slice);
    void finishDraft();

    RunMoment& m_moment;
    LineChart& m_chart;
    std::size_t m_sliceSize;
    std::function<double(const StepMetrics&)> m_keyOf;
    std::optional<Draft> m_draft;
    std::size_t m_read = 0; ///< steps that are in the curves
    double m_chance = 0; ///< as last read
    QTimer m_more;
};

} // namespace contrastlab
