// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The doctor's findings on the open run, each with a button that applies its remedy. Window thread.
#pragma once

#include "analysis/symptom_reader.h"
#include "run/parameter_edits.h"

#include <QElapsedTimer>
#include <QFrame>

#include <vector>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace contrastlab {

class DoctorPanel : public QFrame {
    Q_OBJECT

public:
    DoctorPanel(RunMoment& moment, ParameterEdits& edits, QWidget* parent = nullptr);

    [[nodiscard]] const std::vector<Finding>& findings() const { return m_findings; }
    /// Of the gravest finding.
    [[nodiscard]] Severity severity() const;
    /// A finding in words, and what its button says; empty where there is none.
    [[nodiscard]] QString sentence(std::size_t finding) const;
    [[nodiscard]] QString remedy(std::size_t finding) const;
    /// Looks at the run as it stands now.
    void refresh();
    /// Does what the button of a finding does.
    void applyRemedy(std::size_t finding);

signals:
    void severityChanged();
    void findingsChanged(); ///< or their numbers, or whether a remedy can be applied

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Row {
        QWidget* widget;
        QLabel* light;
        QLabel* text;
        QPushButton* remedy;
    };
    void follow(const MomentChange& change);
    void addRow();
    void show(std::vector<Finding> findings);
    void fill(const Row& row, const Finding& finding);

    RunMoment& m_moment;
    ParameterEdits& m_edits;
    QVBoxLayout* m_layout;
    std::vector<Row> m_rows; ///< at least as many as findings; those beyond are hidden
    std::vector<Finding> m_findings;
    SymptomReader m_reader; ///< of the run, at its newest step
    QElapsedTimer m_sinceLook;
};

} // namespace contrastlab
