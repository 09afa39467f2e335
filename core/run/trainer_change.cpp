// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Changes of live parameters between two steps.
#include "run/trainer.h"

#include "base/translation_marks.h"
#include "run/precision.h"

#include <cmath>

namespace contrastlab {

namespace {

// A learnt scale lies in single precision: at a clamp its temperature is the bound but for
// rounding.
double withoutRounding(double temperature)
{
    for (const double bound : { leastLearnableTemperature, mostLearnableTemperature })
        if (std::abs(temperature - bound) < 1e-6 * bound) return bound;
    return temperature;
}

} // namespace

std::optional<Problem> Trainer::change(std::string_view key, const ParameterValue& value)
{
    const Parameter* parameter = findParameter(key);
    if (!parameter) return Problem { std::string(key), toText(value), "a known key" };
    if (parameter->applies == Applies::restart)
        return Problem { std::string(key), toText(value),
            QT_TRANSLATE_NOOP("Message", "a new run: it cannot change while one goes on") };
    if (auto problem = check(*parameter, value)) return problem;
    RunSpec next = m_state.spec;
    next.set(key, value);
    // What is learnt no longer stays where it has come to.
    if (key == "learn_temperature" && spec().flag(key))
        next.set("temperature", withoutRounding(temperature()));
    if (key == "learn_bias" && spec().flag(key)) next.set("bias", bias());
    const bool movesWhatIsLearnt = (key == "temperature" && spec().flag("learn_temperature"))
        || (key == "bias" && spec().flag("learn_bias"));
    if (next == m_state.spec && !movesWhatIsLearnt) return std::nullopt;
    if (auto problems = validate(next, m_setup->facts()); !problems.empty())
        return problems.front();
    if (key == "precision")
        if (auto problem = precisionProblem(next)) return problem;

    if (!m_setup->hasRoomFor(next))
        return Problem { std::string(key), toText(value),
            QT_TRANSLATE_NOOP("Message",
                "a task whose parameters the run has: begin a new run, or one with room for other "
                "tasks (task_room)") };

    const bool otherTask = next.text("task") != spec().text("task");
    const ObjectiveInfo* objectiveBefore = m_objectiveInfo;
    m_state.spec = std::move(next);
    applySpec();
    if (key == "temperature")
        m_state.parameters
            .segment(m_setup->scaleOffset(0), static_cast<Index>(m_setup->pairs().size()))
            .setConstant(static_cast<float>(-std::log(spec().real("temperature"))));
    if (key == "bias")
        m_state.parameters[m_setup->biasOffset()] = static_cast<float>(spec().real("bias"));
    if (otherTask || m_objectiveInfo != objectiveBefore || key == "queue_size")
        m_task->begin(m_state.parameters);
    m_optimizer.batchChanged(); // any live value may change the function that a line search knows
    // A held batch was made under the old value; the next step draws a new one.
    if (key == "batch_size" || key.starts_with("augment.") || key.starts_with("break."))
        m_state.heldBatch.clear();
    return std::nullopt;
}

} // namespace contrastlab
