// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What was done in lessons, and whether achievements are shown of it. Window thread.
#pragma once

#include "lesson/achievements.h"

#include <QObject>
#include <QStringList>

namespace contrastlab {

class AchievementLog : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] const std::vector<LessonFact>& facts() const { return m_facts; }
    void note(const LessonFact& fact);

    [[nodiscard]] bool areShown() const { return m_shown; }
    void setShown(bool shown);

    /// As settings keep them; lines that are none are left out.
    [[nodiscard]] QStringList kept() const;
    void restore(const QStringList& kept, bool shown);

signals:
    /// Facts have come, or they are shown now, or are not.
    void changed();

private:
    std::vector<LessonFact> m_facts;
    bool m_shown = true;
};

} // namespace contrastlab
