// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the first bytes and the last of a JPEG or PNG tell, without those between. Pure; any thread.
#pragma once

#include "media/bytes/file_set.h"

#include <QSize>

#include <optional>

namespace contrastlab {

/// From 0 to 255.
inline int byteAt(const QByteArray& bytes, qsizetype i)
{
    return static_cast<unsigned char>(bytes[i]);
}

/// The size that the header of a JPEG or PNG says, as it is stored, where the file is seen to have
/// its end; nothing where the edges do not tell, or are those of another kind of picture.
std::optional<QSize> sizeByEdges(const FileEdges& edges);

} // namespace contrastlab
