// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is said of files and folders that cannot be read or written, each sentence once. Constants.
#pragma once

#include "base/message.h"
#include "base/translation_marks.h"

namespace contrastlab::sentences {

inline constexpr const char* cannotRead = QT_TRANSLATE_NOOP("Message", "cannot be read: %1");
inline constexpr const char* cannotWrite = QT_TRANSLATE_NOOP("Message", "cannot be written: %1");
inline constexpr const char* cannotReplace = QT_TRANSLATE_NOOP("Message", "cannot be replaced: %1");
inline constexpr const char* cannotMake = QT_TRANSLATE_NOOP("Message", "cannot be made: %1");
inline constexpr const char* cannotAccess =
    QT_TRANSLATE_NOOP("Message", "cannot be read or written: %1");
inline constexpr const char* isFolder = QT_TRANSLATE_NOOP("Message", "it is a folder");
inline constexpr const char* diskFull = QT_TRANSLATE_NOOP("Message", "the disk is full");
inline constexpr const char* readOnly = QT_TRANSLATE_NOOP("Message", "it is read-only");
inline constexpr const char* circularLinks =
    QT_TRANSLATE_NOOP("Message", "its links go in a circle");
inline constexpr const char* busyFile =
    QT_TRANSLATE_NOOP("Message", "another program is writing it");
inline constexpr const char* noFolder =
    QT_TRANSLATE_NOOP("Message", "expected a folder to write to, found a file");
inline constexpr const char* noRunFile =
    QT_TRANSLATE_NOOP("Message", "expected a run file of ContrastLab");
inline constexpr const char* damagedRunFile =
    QT_TRANSLATE_NOOP("Message", "expected a whole run file; this one is damaged or cut short");
inline constexpr const char* notOverwritten = QT_TRANSLATE_NOOP(
    "Message", "is not overwritten: expected a run file of ContrastLab or nothing there");

} // namespace contrastlab::sentences
