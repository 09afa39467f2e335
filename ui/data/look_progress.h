// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How far a look at data is, and the button that ends it. Nothing is seen while there is none.
// Window thread.
#pragma once

#include "media/listing/load_progress.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace contrastlab {

class LookProgress : public QWidget {
    Q_OBJECT

public:
    explicit LookProgress(QWidget* parent = nullptr);

    /// A look begins, or there is none any more.
    void setLooking(bool looking);
    void show(const LoadProgress& progress);
    void retranslate();

signals:
    void cancelled();

private:
    QProgressBar* m_bar;
    QPushButton* m_cancel;
    QLabel* m_text;
};

} // namespace contrastlab
