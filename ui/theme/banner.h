// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A bar across the window with a text that wraps, as high as its text is at this width. Window
// thread.
#pragma once

#include <QFrame>

namespace contrastlab {

class Banner : public QFrame {
    Q_OBJECT

public:
    using QFrame::QFrame;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    /// A toolbar knows no height for a width: left alone it has room for a narrow text.
    [[nodiscard]] QSize atThisWidth(QSize size) const;
};

} // namespace contrastlab
