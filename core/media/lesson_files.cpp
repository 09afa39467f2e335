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

std::vector<LessonFile> claimFiles()
{
    [[maybe_unused]] static const bool registered = (registerLessons(), true);
    const QDir folder(QStringLiteral(":/lessons/claims"));
    std::vector<LessonFile> files;
    for (const QString& name : folder.entryList(QDir::Files, QDir::Name))
        files.push_back({ "claims/" + name.toStdString(),
            QResource(folder.filePath(name)).uncompressedData().toStdString() });
    return files;
}

} // namespace contrastlab
