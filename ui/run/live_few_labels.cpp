// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread, but for what is handed over to the tasks.
#include "run/live_few_labels.h"

#include "run/table_text.h"

#include <algorithm>
#include <utility>

namespace contrastlab {

namespace {

/// The same labels are drawn, and the same items asked.
bool areComparable(const RunSetup& a, const RunSetup& b)
{
    return a.dataset().digest == b.dataset().digest && a.modalities() == b.modalities()
        && a.split().heldOut == b.split().heldOut && a.split().training == b.split().training;
}

} // namespace

LiveFewLabels::LiveFewLabels(RunMoment& moment, QObject* parent)
    : QObject(parent)
    , m_moment(moment)
    , m_task(moment, [this](const auto& checkpoint) { return work(checkpoint); })
{
    connect(&moment, &RunMoment::changed, this, &LiveFewLabels::follow);
    connect(&m_task, &CheckpointTask::failed, this, [this](const QString& reason) {
        m_failure = reason;
        emit changed();
    });
    m_setup = moment.setup();
}

// What was seen last of a run stays beside the next one on the same data.
void LiveFewLabels::follow(const MomentChange& change)
{
    if (change.run == MomentChange::Run::other || change.data) {
        if (change.run == MomentChange::Run::other && m_now) keep();
        const auto before = std::exchange(m_setup, m_moment.setup());
        const bool same = before && m_setup && areComparable(*before, *m_setup);
        if (m_setup && before && !same) m_kept.clear();
        if (!m_setup) m_setup = before; // it is still to come
        if (!m_moment.setup() || m_tower >= m_moment.setup()->towers()) m_tower = 0;
        if (!same) m_inputs = nullptr;
        forget();
        emit changed();
    }
    ask();
}

void LiveFewLabels::forget()
{
    ++m_generation;
    m_task.forget();
    m_inputsTask.cancel();
    m_inputsAsked = m_inputs != nullptr;
    m_now = nullptr;
    m_failure.clear();
}

void LiveFewLabels::setTower(int tower)
{
    if (std::exchange(m_tower, tower) == tower) return;
    m_inputs = nullptr;
    forget();
    emit changed();
    ask();
}

void LiveFewLabels::setActive(bool active)
{
    m_active = active;
    ask();
}

bool LiveFewLabels::isUpToDate() const
{
    const auto checkpoint = m_moment.checkpoint();
    return m_now && m_inputs && checkpoint && m_now->step == checkpoint->step;
}

void LiveFewLabels::keep()
{
    if (!m_now) return;
    std::erase_if(m_kept, [this](const auto& curve) {
        return curve->name == m_now->name && curve->tower == m_now->tower;
    });
    m_kept.push_back(m_now);
    if (m_kept.size() > mostKept) m_kept.erase(m_kept.begin());
    emit changed();
}

void LiveFewLabels::forgetKept()
{
    m_kept.clear();
    emit changed();
}

void LiveFewLabels::ask()
{
    if (!m_active || !m_moment.setup()) return;
    m_task.askSoon();
    askInputs();
}

// The inputs do not change: once for data and tower.
void LiveFewLabels::askInputs()
{
    if (std::exchange(m_inputsAsked, true)) return;
    m_inputsTask.submit([this, setup = m_moment.setup(), tower = m_tower,
                            generation = m_generation](const std::stop_token& stop) {
        auto curve = std::make_shared<Curve>();
        curve->tower = tower;
        QString problem;
        try {
            ThreadPool pool(1);
            const InterruptedBy interrupted(pool, stop);
            curve->accuracies = fewLabelCurve(
                pool, *setup, setup->initialParameters(), tower, FewLabelForm::inputs);
        } catch (const std::exception& error) {
            problem = QString::fromUtf8(error.what());
        }
        QMetaObject::invokeMethod(
            this,
            [this, curve, problem, generation] {
                if (generation != m_generation) return;
                m_inputs = curve;
                m_failure = problem;
                emit changed();
            },
            Qt::QueuedConnection);
    });
}

CheckpointTask::Work LiveFewLabels::work(const std::shared_ptr<const Checkpoint>& checkpoint)
{
    if (!m_active) return {};
    return [this, checkpoint, setup = m_moment.setup(), tower = m_tower,
               name = learntText(checkpoint->spec)](
               ThreadPool& pool, const CheckpointTask::Progress&) -> CheckpointTask::Keep {
        const auto curve = std::make_shared<const Curve>(Curve { name, checkpoint->step, tower,
            fewLabelCurve(pool, *setup, checkpoint->judged(), tower, FewLabelForm::embeddings) });
        return [this, curve] {
            m_now = curve;
            m_failure.clear();
            emit changed();
        };
    };
}

} // namespace contrastlab
