// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The marker that the translation tools look for, where there is no Qt. For .cpp files without Qt
// alone.
#pragma once

#define QT_TRANSLATE_NOOP(context, text) text
