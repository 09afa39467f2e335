// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window's texts are in each of its languages, whichever it speaks. Window thread.
#pragma once

#include <QString>
#include <QStringList>
#include <QTranslator>

namespace contrastlab {

class BothLanguages {
public:
    BothLanguages();

    /// English, and Chinese where there is such: without marks of keys ("&") and dots.
    [[nodiscard]] QStringList of(const char* context, const char* english) const;

private:
    QTranslator m_chinese;
};

/// A text of a menu as it is read: without "&" and "…".
QString readText(QString text);

} // namespace contrastlab
