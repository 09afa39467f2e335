// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The language in which lessons are read now. Window thread.
#pragma once

#include "lesson/claim.h"

#include <QString>

namespace contrastlab {

/// "en", "zh_CN": as the window's own texts are.
std::string lessonLanguage();
QString inLanguage(const LessonText& text);

} // namespace contrastlab
