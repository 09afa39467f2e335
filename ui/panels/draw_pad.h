// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A small sheet to draw on, dark on white in any theme: what is drawn is a picture to look for.
// Window thread.
#pragma once

#include <QImage>
#include <QWidget>

namespace contrastlab {

class DrawPad : public QWidget {
    Q_OBJECT

public:
    explicit DrawPad(QWidget* parent = nullptr);

    [[nodiscard]] const QImage& picture() const { return m_picture; }
    [[nodiscard]] bool isEmpty() const { return m_empty; }
    void clear();
    [[nodiscard]] QSize sizeHint() const override { return { side, side }; }

signals:
    void drawn(); ///< a stroke, or its next stretch; or all is gone

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    static constexpr int side = 128;
    void strokeTo(QPoint place);

    QImage m_picture;
    QPoint m_last;
    bool m_empty = true;
};

} // namespace contrastlab
