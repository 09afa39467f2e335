// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The bar across the window when a run diverged or failed: what happened, what likely did it, and
// the way out. Window thread.
#pragma once

#include "run/run_session.h"
#include "theme/banner.h"

class QLabel;
class QPushButton;

namespace contrastlab {

class OutcomeBanner : public Banner {
    Q_OBJECT

public:
    explicit OutcomeBanner(RunSession& session, QWidget* parent = nullptr);

    [[nodiscard]] QString text() const;

signals:
    void causePointedAt(const std::string& key); ///< the form should show this row
    void shownChanged(bool shown);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    [[nodiscard]] QString diverged() const;
    [[nodiscard]] QString failed() const;

    RunSession& m_session;
    QLabel* m_icon;
    QLabel* m_text;
    QPushButton* m_goBack;
    QPushButton* m_startOver;
    QPushButton* m_return;
};

} // namespace contrastlab
