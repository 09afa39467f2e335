// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A translator of its own that is asked, but not installed.
#include "shell/both_languages.h"

#include <QRegularExpression>

namespace contrastlab {

BothLanguages::BothLanguages()
{
    [[maybe_unused]] const bool loaded =
        m_chinese.load(QStringLiteral(":/translations/contrastlab_zh_CN.qm"));
}

QStringList BothLanguages::of(const char* context, const char* english) const
{
    QStringList names { readText(QString::fromUtf8(english)) };
    if (const QString chinese = m_chinese.translate(context, english); !chinese.isEmpty())
        names.append(readText(chinese));
    return names;
}

// Chinese menus have the key in brackets behind the text.
QString readText(QString text)
{
    static const QRegularExpression keyInBrackets(QStringLiteral("\\(&\\w\\)"));
    text.remove(keyInBrackets);
    return text.remove(u'&').remove(u'…');
}

} // namespace contrastlab
