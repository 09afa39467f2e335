// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sentences that are put together. Plain values.
#pragma once

#include <QStringList>

namespace contrastlab {

/// One after the other, with a space between them where the language has one: a full-width stop,
/// as in Chinese, brings its own. Empty ones are left out.
QString joinedSentences(const QStringList& sentences);

} // namespace contrastlab
