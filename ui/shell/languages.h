// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The language of the window, switched while it is open. Window thread.
#pragma once

#include <QString>
#include <QTranslator>

namespace contrastlab {

/// Language codes: "en", "zh_CN"; empty follows the computer.
class Languages {
public:
    Languages() = default;
    ~Languages();
    Languages(const Languages&) = delete;
    Languages& operator=(const Languages&) = delete;

    /// Loads the texts and tells every widget (QEvent::LanguageChange).
    void use(const QString& code);
    /// What "empty" stands for on this computer: "zh_CN" where it speaks Chinese, else "en".
    static QString systemLanguage();

private:
    QTranslator m_own; ///< of ContrastLab
    QTranslator m_toolkit; ///< of Qt's dialogs, where installed
};

} // namespace contrastlab
