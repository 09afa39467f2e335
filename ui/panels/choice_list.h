// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The list of a box whose choices are many: under headings, each with a line on what it is for.
// Window thread.
#pragma once

#include "base/parameter.h"

class QComboBox;

namespace contrastlab {

/// Puts the choices of a parameter into a box: headings that cannot be chosen, and beneath each
/// choice its purpose. The data of an entry are its value; texts come with nameChoices().
void fillChoices(QComboBox& box, const Parameter& parameter);
/// Names everything in the program's language.
void nameChoices(QComboBox& box, const Parameter& parameter);

} // namespace contrastlab
