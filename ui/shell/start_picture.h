// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Contrastive learning in one picture: two towers, one space, pairs pulled together and others
// pushed apart. Window thread.
#pragma once

#include <QWidget>

namespace contrastlab {

class StartPicture : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace contrastlab
