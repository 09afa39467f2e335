// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The wheel in forms that scroll. Window thread.
#pragma once

class QWidget;

namespace contrastlab {

/// A form that scrolls under the pointer must not turn what it passes: from now on the wheel turns
/// `widget` only while it has the focus, which it gets by a click or by Tab, and scrolls else.
void turnOnlyWithFocus(QWidget& widget);

} // namespace contrastlab
