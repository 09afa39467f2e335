// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What Qt's decoders would take but must not: truncated JPEG and PNG, packed or recursive SVG, SVG
// that opens other files. Pure; any thread.
#pragma once

#include <QByteArray>

#include <string>

namespace contrastlab {

/// Throws MediaError where the bytes must not be given to a decoder; also bounds, once, the memory
/// that Qt's decoders may take for one picture.
void guardImage(const QByteArray& bytes, const std::string& name);

} // namespace contrastlab
