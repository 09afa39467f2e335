// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The doctor's gravest finding with the button of its remedy, for where it is always in sight: in a
// place whose size does not follow the sentence. Window thread.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace contrastlab {

class DoctorPanel;
class ElidedText;

class DoctorLine : public QWidget {
    Q_OBJECT

public:
    explicit DoctorLine(DoctorPanel& doctor, QWidget* parent = nullptr);

    /// On one line, the button beside the sentence; else below it.
    void setFlat(bool flat);
    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();

    DoctorPanel& m_doctor;
    QLabel* m_light;
    ElidedText* m_text;
    QPushButton* m_remedy;
};

} // namespace contrastlab
