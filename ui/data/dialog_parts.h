// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Small parts that the dialogs about data have in common. Window thread.
#pragma once

class QLabel;
class QPushButton;
class QWidget;

namespace contrastlab {

/// A text that wraps and can be copied.
QLabel* wrappedLabel(const char* name, QWidget* parent);

/// A button that Enter in a field does not press: that is no wish to begin a run.
QPushButton* plainButton(const char* name, QWidget* parent);

} // namespace contrastlab
