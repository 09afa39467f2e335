// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks for the format, the items and the folder of an export. Window thread.
#pragma once

#include "media/run_export.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace contrastlab {

class ExportSheet : public QDialog {
    Q_OBJECT

public:
    explicit ExportSheet(const QString& folder, QWidget* parent = nullptr);

    [[nodiscard]] ExportChoice choice() const;

private:
    void makeLayout();
    void browse();
    void refresh();

    QComboBox* m_format;
    QLabel* m_about;
    QComboBox* m_items;
    QLineEdit* m_folder;
    QPushButton* m_export;
};

} // namespace contrastlab
