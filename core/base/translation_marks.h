// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Qt's mark for texts that the window translates, for sources without Qt. Spelt as Qt spells it, so
// that both may be seen.
#pragma once

#define QT_TRANSLATE_NOOP(scope, x) x
