// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A text in a place whose size does not follow it: wrapped over the lines that fit, and cut with an
// ellipsis where they are too few; all of it is then in the tooltip. Window thread.
#pragma once

#include <QFrame>

namespace contrastlab {

/// Draws the text from the top left of the rectangle in the painter's font and colour; true where
/// it was cut.
bool drawElided(QPainter& painter, const QRect& rect, const QString& text);

class ElidedText : public QFrame {
    Q_OBJECT

public:
    explicit ElidedText(QWidget* parent = nullptr);

    /// `tip` beneath the whole text in the tooltip; without one there is a tooltip only where the
    /// text is cut.
    void setText(const QString& text, const QString& tip = {});
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text, m_tip;
};

} // namespace contrastlab
