// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a sweep is to vary: one or two parameters with their values, the seeds, and the steps of
// each run; all else is as in a spec that it is given. Window thread.
#pragma once

#include "run/run_spec.h"
#include "run/sweep.h"

#include <QWidget>

#include <array>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace contrastlab {

class SweepEditor : public QWidget {
    Q_OBJECT

public:
    explicit SweepEditor(QWidget* parent = nullptr);

    /// That the values are proposed around, and the steps taken from, until a person has chosen
    /// others.
    void setBase(const RunSpec& base);
    /// As it stands there, all else as in `base`; only where there are no problems().
    [[nodiscard]] SweepSpec sweepOf(const RunSpec& base) const;
    /// What is wrong, one a line; empty: nothing that can be told without the data.
    [[nodiscard]] QString problems() const;
    /// That it would train.
    [[nodiscard]] std::size_t runs() const;

    [[nodiscard]] QComboBox& keyBox(std::size_t axis) const { return *m_rows.at(axis).key; }
    [[nodiscard]] QLineEdit& valuesField(std::size_t axis) const { return *m_rows.at(axis).values; }
    [[nodiscard]] QSpinBox& seedsField() const { return *m_seeds; }
    [[nodiscard]] QSpinBox& stepsField() const { return *m_steps; }
    [[nodiscard]] QLabel& problemLabel() const { return *m_problem; }

signals:
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Row {
        QLabel* label;
        QComboBox* key; ///< its data are keys of parameters; empty: none
        QLabel* over;
        QLineEdit* values;
        bool chosen = false; ///< a person has typed the values
    };

    void makeRow(Row& row);
    void fillKeys(std::size_t axis);
    void propose(std::size_t axis);
    void look();
    void retranslate();
    [[nodiscard]] std::string keyOf(const Row& row) const;
    [[nodiscard]] std::vector<SweepAxis> axesWith(std::vector<Problem>& problems) const;
    [[nodiscard]] std::vector<Problem> problemsOf(std::vector<SweepAxis>& axes) const;

    RunSpec m_base;
    std::array<Row, 2> m_rows {};
    QLabel *m_seedsLabel, *m_stepsLabel, *m_problem;
    QSpinBox *m_seeds, *m_steps;
    bool m_stepsChosen = false;
    bool m_filling = false;
};

} // namespace contrastlab
