// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window's translations, for what is written in both languages at once. Const calls from any
// thread.
#pragma once

#include <QTranslator>

#include <string>

namespace contrastlab {

class ChineseTexts {
public:
    ChineseTexts();
    /// The text itself where nobody has translated it, as in a build without the window.
    [[nodiscard]] std::string of(const char* context, const std::string& english) const;

private:
    QTranslator m_translator;
};

} // namespace contrastlab
