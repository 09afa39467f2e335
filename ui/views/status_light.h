// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A small light before a sentence. Window thread.
#pragma once

#include "analysis/doctor.h"

#include <QPalette>
#include <QPixmap>

namespace contrastlab {

/// A disc, a ring or a warning sign: told apart without their colours, too.
QPixmap statusLight(Severity severity, const QPalette& palette, qreal scale);

} // namespace contrastlab
