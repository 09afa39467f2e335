// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The command that begins the same run without a window, to be copied. Window thread.
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace contrastlab {

class CommandField : public QWidget {
    Q_OBJECT

public:
    explicit CommandField(QWidget* parent = nullptr);

    /// Empty: there is nothing to run.
    void setCommand(const QString& command);
    void retranslate();

protected:
    void changeEvent(QEvent* event) override;

private:
    void refreshColors();

    QLabel* m_label;
    QLineEdit* m_line;
    QPushButton* m_copy;
};

} // namespace contrastlab
