// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the core says, in the reader's language. Window thread.
#pragma once

#include "base/message.h"

#include <QString>

namespace contrastlab {

/// The sentence, translated, with its arguments; what is quoted stays as it is, on one line.
QString messageText(const Message& message);
/// "photos.csv, line 7: there is no such file"; without what is empty.
QString messageText(const Message& file, const Message& place, const Message& what);

} // namespace contrastlab
