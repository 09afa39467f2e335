// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "shell/languages.h"

#include "theme/fonts.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>

#include <cstdio>

namespace contrastlab {

namespace {

// Left to itself the font system may take Japanese forms, or a bold face, for Chinese text.
void useFontOf(const QString& language)
{
    static const QFont own = QApplication::font();
    static const QStringList chinese { QStringLiteral("Noto Sans CJK SC"),
        QStringLiteral("Source Han Sans SC"), QStringLiteral("WenQuanYi Micro Hei") };
    QStringList families { own.family() };
    if (language.startsWith(u"zh")) families += chinese;
    QFont font = own;
    font.setFamilies(families);
    QApplication::setFont(font);
}

} // namespace

Languages::~Languages()
{
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_toolkit);
}

QString Languages::systemLanguage()
{
    for (const QString& language : QLocale::system().uiLanguages()) {
        if (language.startsWith(u"zh")) return QStringLiteral("zh_CN");
        if (language.startsWith(u"en")) return QStringLiteral("en");
    }
    return QStringLiteral("en");
}

void Languages::use(const QString& code)
{
    const QString language = code.isEmpty() ? systemLanguage() : code;
    // Numbers keep the form that the boxes read back: a point, and no separators.
    QLocale locale(language);
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    QLocale::setDefault(locale);
    useFontOf(language);
    // Not in the window, where it could not be read.
    if (const QString missing = missingFontsText(language); !missing.isEmpty())
        std::fprintf(stderr, "contrastlab: %s\n", qPrintable(missing));
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_toolkit);
    if (m_toolkit.load(QStringLiteral("qtbase_") + language,
            QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_toolkit);
    if (m_own.load(QStringLiteral(":/translations/contrastlab_%1.qm").arg(language)))
        QCoreApplication::installTranslator(&m_own);
}

} // namespace contrastlab
