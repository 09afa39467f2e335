// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The bar across the window when a run diverged, collapsed or failed: what happened, what likely
// did it, and the ways out. A run that collapsed goes on until someone takes one. Window thread.
#pragma once

#include "analysis/doctor.h"
#include "run/parameter_edits.h"
#include "theme/banner.h"

class QLabel;
class QPushButton;
class QToolButton;

namespace contrastlab {

class OutcomeBanner : public Banner {
    Q_OBJECT

public:
    OutcomeBanner(RunSession& session, ParameterEdits& edits, QWidget* parent = nullptr);

    [[nodiscard]] QString text() const;
    /// What the doctor finds in the run as it stands at its newest step.
    void setFindings(std::vector<Finding> findings);

signals:
    /// The data of a recorded run are elsewhere now.
    void locateRequested();
    void causePointedAt(const std::string& key); ///< the form should show this row
    void shownChanged(bool shown);

protected:
    void changeEvent(QEvent* event) override;

private:
    void makeLayout();
    void refresh();
    void showIcon();
    void goBack();
    void startOver();
    void dismiss();
    [[nodiscard]] const Finding* lostPairs() const;
    [[nodiscard]] std::optional<Remedy> wayBack() const;
    [[nodiscard]] std::optional<Remedy> wayAnew() const;
    [[nodiscard]] QString diverged() const;
    [[nodiscard]] QString collapsed() const;
    [[nodiscard]] QString failed() const;

    RunSession& m_session;
    ParameterEdits& m_edits;
    std::vector<Finding> m_findings;
    bool m_dismissed = false; ///< until the run is sound again or another
    QLabel* m_icon;
    QLabel* m_text;
    QPushButton* m_goBack;
    QPushButton* m_startOver;
    QPushButton* m_return;
    QPushButton* m_locate;
    QToolButton* m_dismiss;
};

} // namespace contrastlab
