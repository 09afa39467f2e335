// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where Tab goes in a window of docks. Window thread.
#pragma once

class QWidget;

namespace contrastlab {

/// Whether a widget stands in a dock that lies behind the tab of another: visible to Qt, to nobody
/// else.
bool isBehindTab(const QWidget& widget);
/// The next widget with the keyboard in the order of the window, or the one before; those behind
/// tabs are left out: tabs have the arrows for them. Null: there is no other.
QWidget* tabStop(QWidget& window, bool next);

} // namespace contrastlab
