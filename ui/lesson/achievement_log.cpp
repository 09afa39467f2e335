// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lesson/achievement_log.h"

#include <utility>

namespace contrastlab {

void AchievementLog::note(const LessonFact& fact)
{
    if (record(m_facts, fact)) emit changed();
}

void AchievementLog::setShown(bool shown)
{
    if (std::exchange(m_shown, shown) != shown) emit changed();
}

QStringList AchievementLog::kept() const
{
    QStringList lines;
    for (const LessonFact& fact : m_facts)
        lines.append(QString::fromStdString(textOf(fact)));
    return lines;
}

void AchievementLog::restore(const QStringList& kept, bool shown)
{
    m_shown = shown;
    m_facts.clear();
    for (const QString& line : kept)
        if (const auto fact = lessonFactOf(line.toStdString())) record(m_facts, *fact);
    emit changed();
}

} // namespace contrastlab
