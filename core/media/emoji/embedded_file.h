// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The data sets' files that are linked into the program. Any thread.
#pragma once

#include <QByteArray>
#include <QString>

namespace contrastlab {

/// The bytes of resources/datasets/NAME ("emoji/emoji.json"). Throws InputError where the program
/// was built without that file.
QByteArray embeddedFile(const QString& name);

} // namespace contrastlab
