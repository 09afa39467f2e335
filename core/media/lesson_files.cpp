// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads Qt resources under /lessons. The linker keeps them because this file names them.
#include "media/lesson_files.h"

#include <QDir>
#include <QResource>

/// Q_INIT_RESOURCE declares a global function, so it must stand outside of every namespace.
static void registerLessons()
{
    Q_INIT_RESOURCE(lessons);
}

namespace contrastlab {

namespace {

LessonFile fileNamed(const QString& name)
{
    [[maybe_unused]] static const bool registered = (registerLessons(), true);
    return { name.toStdString(),
        QResource(QStringLiteral(":/lessons/") + name).uncompressedData().toStdString() };
}

std::vector<LessonFile> filesIn(const QString& name)
{
    [[maybe_unused]] static const bool registered = (registerLessons(), true);
    const QDir folder(QStringLiteral(":/lessons/") + name);
    std::vector<LessonFile> files;
    for (const QString& file : folder.entryList(QDir::Files, QDir::Name))
        files.push_back(fileNamed(name + QLatin1Char('/') + file));
    return files;
}

} // namespace

std::vector<LessonFile> claimFiles()
{
    return filesIn(QStringLiteral("claims"));
}

std::vector<LessonFile> lessonFiles()
{
    return filesIn(QStringLiteral("texts"));
}

LessonFile glossaryFile()
{
    return fileNamed(QStringLiteral("glossary.json"));
}

} // namespace contrastlab
