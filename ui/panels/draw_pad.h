// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A small sheet to draw on, dark on white in any theme: what is drawn is a picture to look for.
// With the pointer, or with the keys: the arrows move the pen (Shift: further), Space puts it down
// and lifts it, Delete clears the sheet. Window thread.
#pragma once

#include "theme/spoken.h"

#include <QImage>
#include <QWidget>

namespace contrastlab {

class DrawPad : public QWidget, public Spoken {
    Q_OBJECT

public:
    explicit DrawPad(QWidget* parent = nullptr);

    [[nodiscard]] const QImage& picture() const { return m_picture; }
    [[nodiscard]] bool isEmpty() const { return m_empty; }
    void clear();
    [[nodiscard]] QString spokenText() const override;
    [[nodiscard]] QSize sizeHint() const override { return { side, side }; }

signals:
    void drawn(); ///< a stroke, or its next stretch; or all is gone

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    static constexpr int side = 128;
    void strokeTo(QPoint place);
    void movePen(QPoint by);

    QImage m_picture;
    QPoint m_last { side / 2, side / 2 }; ///< where the pen is
    bool m_down = false; ///< while the keys draw
    bool m_empty = true;
};

} // namespace contrastlab
