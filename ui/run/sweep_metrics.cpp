// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Only what costs little beside a training of some milliseconds.
#include "run/sweep_metrics.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace contrastlab {

const std::vector<std::string>& sweepMeasures()
{
    static const std::vector<std::string> names { "train.loss", "held_out.loss",
        "held_out.a_to_b_recall_at_1", "held_out.b_to_a_recall_at_1",
        "held_out.a_to_b_recall_at_10", "held_out.b_to_a_recall_at_10", "gap.whole",
        "held_out.class_accuracy" };
    return names;
}

const std::vector<SweepMetric>& sweepMetrics()
{
    static const std::vector<SweepMetric> metrics {
        { "recall_at_10", QT_TRANSLATE_NOOP("SweepMetrics", "recall@10"), { 4, 5 }, {}, true },
        { "recall_at_1", QT_TRANSLATE_NOOP("SweepMetrics", "recall@1"), { 2, 3 }, {}, true },
        { "held_out_loss", QT_TRANSLATE_NOOP("SweepMetrics", "held-out loss"), { 1 }, {} },
        { "training_loss", QT_TRANSLATE_NOOP("SweepMetrics", "training loss"), { 0 }, {} },
        { "overfitting", QT_TRANSLATE_NOOP("SweepMetrics", "held-out loss − training loss"), { 1 },
            { 0 } },
        { "modality_gap", QT_TRANSLATE_NOOP("SweepMetrics", "modality gap"), { 6 }, {} },
        { "class_accuracy", QT_TRANSLATE_NOOP("SweepMetrics", "class accuracy"), { 7 }, {}, true },
    };
    return metrics;
}

double SweepMetric::of(std::span<const double> values) const
{
    double sum = 0;
    for (const std::size_t place : plus)
        sum += values[place] / double(plus.size());
    for (const std::size_t place : minus)
        sum -= values[place] / double(minus.size());
    return sum;
}

QString SweepMetric::label() const
{
    return QCoreApplication::translate("SweepMetrics", name);
}

QString SweepMetric::text(double value) const
{
    if (!std::isfinite(value)) return QStringLiteral("–");
    if (percent) return QStringLiteral("%1 %").arg(QLocale().toString(100 * value, 'f', 0));
    return QLocale().toString(value, 'g', 3);
}

} // namespace contrastlab
