// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The name of a box of choices, for people who hear the window. Window thread.
#pragma once

class QComboBox;
class QString;

namespace contrastlab {

/// Names a box that has no label beside it.
void nameBox(QComboBox& box, const QString& name);

} // namespace contrastlab
