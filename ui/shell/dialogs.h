// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sheets of the Help menu. Window thread.
#pragma once

class QDialog;
class QWidget;

namespace contrastlab {

class Actions;

/// What keys and mouse do.
QDialog* makeShortcutSheet(const Actions& actions, QWidget* parent);
/// Version, licences of the program and of the data inside it.
QDialog* makeAboutSheet(QWidget* parent);

} // namespace contrastlab
