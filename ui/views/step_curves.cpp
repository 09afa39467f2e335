// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/step_curves.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace contrastlab {

const QString StepCurves::trainId = QStringLiteral("train");
const QString StepCurves::chanceId = QStringLiteral("chance");

StepCurves::StepCurves(RunMoment& moment, LineChart& chart, std::size_t sliceSize, QObject* parent)
    : QObject(parent)
    , m_moment(moment)
    , m_chart(chart)
    , m_sliceSize(sliceSize)
    , m_keyOf([](const StepMetrics& m) { return double(m.step); })
{
    m_more.setSingleShot(true);
    m_more.setInterval(0);
    connect(&m_more, &QTimer::timeout, this, &StepCurves::catchUp);
}

// The past of a run that goes on from a checkpoint is copied while it begins.
bool StepCurves::hasPast(const Run& run)
{
    const auto last = run.steps.last();
    return run.continuedAt() == 0 || (last && last->step >= run.continuedAt());
}

void StepCurves::readAnew()
{
    beginDraft();
    catchUp();
}

void StepCurves::beginDraft()
{
    m_draft.emplace();
    m_draft->train.setSmoothing(m_chart.smoothing());
    m_read = 0;
    m_chance = std::nan("");
}

// The log may have grown past what was announced: what counts is what was read.
void StepCurves::catchUp()
{
    const auto run = m_moment.run();
    if (!run) return;
    show(nextSlice());
    if (m_read < run->steps.size())
        m_more.start();
    else if (m_draft && hasPast(*run))
        finishDraft();
}

StepCurves::Slice StepCurves::nextSlice()
{
    Slice slice;
    m_moment.run()->steps.with([&](const auto& steps) {
        const std::size_t end = std::min(steps.size(), m_read + m_sliceSize);
        for (; m_read < end; ++m_read) {
            const StepMetrics& m = steps[m_read];
            slice.keys.push_back(m_keyOf(m));
            slice.losses.push_back(m.loss);
            // A stepped line holds its value: only changes need to be told.
            if (std::exchange(m_chance, m.chance) == m.chance || std::isnan(m.chance)) continue;
            slice.chanceKeys.push_back(slice.keys.back());
            slice.chances.push_back(m.chance);
        }
    });
    return slice;
}

void StepCurves::show(const Slice& slice)
{
    if (m_draft) {
        m_draft->train.append(slice.keys, slice.losses);
        m_draft->chance.append(slice.chanceKeys, slice.chances);
    } else {
        m_chart.append(trainId, slice.keys, slice.losses);
        m_chart.append(chanceId, slice.chanceKeys, slice.chances);
    }
}

void StepCurves::finishDraft()
{
    const bool stale =
        m_draft->train.folded() > 0 && m_draft->train.smoothing() != m_chart.smoothing();
    m_chart.setCurve(trainId, std::move(m_draft->train));
    m_chart.setCurve(chanceId, std::move(m_draft->chance));
    m_draft.reset();
    if (stale) setSmoothing(m_chart.smoothing());
}

void StepCurves::setSmoothing(double weight)
{
    m_chart.setSmoothing(weight);
    const CurveData* train = m_chart.curve(trainId);
    // A draft with another weight is followed by the next.
    if (m_draft || !train || train->folded() == 0) return;
    beginDraft();
    m_more.start();
}

} // namespace contrastlab
