// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A line around a page or list that has the keyboard's focus, which the style shows of buttons and
// fields alone. Window thread.
#pragma once

#include <QPointer>
#include <QWidget>

class QFocusFrame;

namespace contrastlab {

/// Serves all windows of the program while it lives: lists, what scrolls, and widgets with the
/// property "ringed".
class FocusRing : public QObject {
public:
    explicit FocusRing(QObject* parent);
    ~FocusRing() override;

    /// The widget that it is around; null: none.
    [[nodiscard]] QWidget* ringed() const;

private:
    void follow(QWidget* focus);

    QPointer<QFocusFrame> m_frame; ///< lies in the window of what it is around, and may go with it
};

} // namespace contrastlab
