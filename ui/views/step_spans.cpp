// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/step_spans.h"

#include <algorithm>
#include <utility>

namespace contrastlab {

StepSpans::StepSpans(RunMoment& moment, QObject* parent) : QObject(parent), m_moment(moment)
{
    connect(&moment, &RunMoment::changed, this, &StepSpans::follow);
}

// A branch has those of its parent.
void StepSpans::follow(const MomentChange& change)
{
    if (change.run == MomentChange::Run::same) return;
    const auto run = m_moment.run();
    const std::string id = run ? run->identity().id : std::string();
    if (id == m_run) return;
    if (std::exchange(m_marks, false)) m_spans.pop_back();
    m_others[std::exchange(m_run, id)] = m_spans;
    if (const auto own = m_others.extract(id))
        m_spans = own.mapped();
    else if (change.run == MomentChange::Run::other)
        m_spans.clear();
    emit changed();
}

void StepSpans::mark(std::int64_t first, std::int64_t last, bool done)
{
    const std::int64_t end = m_moment.newestStep();
    first = std::clamp<std::int64_t>(first, 0, end);
    last = std::clamp<std::int64_t>(last, 0, end);
    if (!std::exchange(m_marks, true))
        m_spans.push_back({ first, last, QString(QLatin1Char(char('A' + m_spans.size() % 26))) });
    m_spans.back().last = last;
    if (!done) return emit moved();
    m_marks = false;
    if (m_spans.back().first == m_spans.back().last) m_spans.pop_back();
    emit changed();
}

void StepSpans::rename(std::size_t place, const QString& name)
{
    if (place >= m_spans.size()) return;
    m_spans[place].name = name;
    emit moved();
}

void StepSpans::clear()
{
    m_marks = false;
    if (m_spans.empty()) return;
    m_spans.clear();
    emit changed();
}

} // namespace contrastlab
