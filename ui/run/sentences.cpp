// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Plain values.
#include "run/sentences.h"

namespace contrastlab {

namespace {

bool bringsItsSpace(QChar last)
{
    static const QString stops = QStringLiteral("。！？；：，、…”’）」』】》");
    return stops.contains(last);
}

} // namespace

QString joinedSentences(const QStringList& sentences)
{
    QString text;
    for (const QString& sentence : sentences) {
        if (sentence.isEmpty()) continue;
        if (!text.isEmpty() && !bringsItsSpace(text.back())) text += u' ';
        text += sentence;
    }
    return text;
}

} // namespace contrastlab
