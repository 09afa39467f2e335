// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The list of what was left out of some data, to read and to copy. Window thread.
#pragma once

class QDialog;
class QWidget;

namespace contrastlab {

struct DatasetReport;

/// Deletes itself when it closes.
QDialog* makeProblemSheet(const DatasetReport& report, QWidget* parent);

} // namespace contrastlab
