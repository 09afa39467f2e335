// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures that leave the window. Window thread.
#pragma once

#include <QString>

class QWidget;

namespace contrastlab {

class RunSpec;

/// PNG, SVG or PDF by suffix; false if it is another or the file cannot be written.
bool saveWidget(QWidget& widget, const QString& path);

/// "clip · τ 0.1 · η 0.002 · N 128 · seed 0": what stands beneath exported pictures.
QString captionOf(const RunSpec& spec);

} // namespace contrastlab
