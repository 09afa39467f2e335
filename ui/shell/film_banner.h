// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The bar across the window while a film is made: how far it has come, and a way to end it. Window
// thread.
#pragma once

#include "shell/film_task.h"
#include "theme/banner.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace contrastlab {

class FilmBanner : public Banner {
    Q_OBJECT

public:
    explicit FilmBanner(FilmTask& task, QWidget* parent = nullptr);

signals:
    void shownChanged(bool shown);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();

    FilmTask& m_task;
    QLabel* m_text;
    QProgressBar* m_bar;
    QPushButton* m_cancel;
};

} // namespace contrastlab
