// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each translation names its own language.
#include "lesson/lesson_language.h"

#include <QCoreApplication>

namespace contrastlab {

std::string lessonLanguage()
{
    return QCoreApplication::translate(
        "LessonPanel", "en", "the code of this translation's language")
        .toStdString();
}

QString inLanguage(const LessonText& text)
{
    return QString::fromStdString(text.in(lessonLanguage()));
}

} // namespace contrastlab
