// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Not installed: only who asks hears Chinese.
#include "media/chinese_texts.h"

namespace contrastlab {

ChineseTexts::ChineseTexts()
{
    (void)m_translator.load(QStringLiteral(":/translations/contrastlab_zh_CN.qm"));
}

std::string ChineseTexts::of(const char* context, const std::string& english) const
{
    const QString text = m_translator.translate(context, english.c_str());
    return text.isEmpty() ? english : text.toStdString();
}

} // namespace contrastlab
