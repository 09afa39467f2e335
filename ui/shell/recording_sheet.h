// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks whether runs are recorded, where, and how much of the disk they may take. Window thread.
#pragma once

#include "run/run_recording.h"

#include <QDialog>

class QCheckBox;
class QLineEdit;
class QSpinBox;

namespace contrastlab {

class RecordingSheet : public QDialog {
    Q_OBJECT

public:
    /// `found`: what stands in the folder.
    RecordingSheet(const RunRecording::Choice& choice, const std::vector<Recording>& found,
        QWidget* parent = nullptr);

    [[nodiscard]] RunRecording::Choice choice() const;

private:
    void browse();

    QCheckBox* m_on;
    QLineEdit* m_folder;
    QSpinBox* m_megabytes;
};

} // namespace contrastlab
