// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A line of settings above a picture, which the picture can do without where there is little room
// for both, as in front of a class. Window thread.
#pragma once

#include <QWidget>

namespace contrastlab {

class SpareBar : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;
};

} // namespace contrastlab
