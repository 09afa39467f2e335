// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A button that shows a colour and asks for another. Window thread.
#pragma once

#include <QPushButton>

namespace contrastlab {

class GroundButton : public QPushButton {
    Q_OBJECT

public:
    explicit GroundButton(QWidget* parent = nullptr);

    /// "#rrggbb"
    [[nodiscard]] QString color() const { return m_color; }
    void setColor(const QString& color);

signals:
    void chosen(); ///< another, by hand

private:
    void ask();

    QString m_color;
};

} // namespace contrastlab
