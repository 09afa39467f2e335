// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What Qt's decoders would take but must not: truncated JPEG and PNG, packed or recursive SVG,
// links out of an SVG, and letters in it. Pure; any thread.
#pragma once

#include <QByteArray>

#include <string>

namespace contrastlab {

/// The bytes that may be given to a decoder: of an SVG, without the links that lead out of it.
/// Throws MediaError where none may; also bounds, once, the memory that Qt's decoders may take for
/// one picture.
QByteArray guarded(const QByteArray& bytes, const std::string& name);

} // namespace contrastlab
