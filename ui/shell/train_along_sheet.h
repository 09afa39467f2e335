// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks for one live parameter and another value of it, for a branch that trains along with the run
// in front. Window thread.
#pragma once

#include "run/lockstep.h"

#include <QDialog>

class QComboBox;
class QPushButton;
class QVBoxLayout;

namespace contrastlab {

class ParameterRow;

class TrainAlongSheet : public QDialog {
    Q_OBJECT

public:
    TrainAlongSheet(RunSession& session, Lockstep& lockstep, QWidget* parent = nullptr);

    /// Of what may be changed while a run trains, in the order of the form.
    [[nodiscard]] QComboBox& parameterBox() const { return *m_parameter; }
    /// Of the parameter that is chosen.
    [[nodiscard]] ParameterRow& row() const { return *m_row; }
    [[nodiscard]] QPushButton& beginButton() const { return *m_begin; }

private:
    void chooseParameter();
    void take(const ParameterValue& value);
    void begin();

    RunSession& m_session;
    Lockstep& m_lockstep;
    QComboBox* m_parameter;
    QVBoxLayout* m_place; ///< of the row
    ParameterRow* m_row = nullptr;
    QPushButton* m_begin;
    std::optional<ParameterValue> m_value; ///< another than the run's
};

} // namespace contrastlab
