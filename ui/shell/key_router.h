// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which keys belong to the focused widget and which to the window: Space plays and pauses
// everywhere but where text is typed or Tab has led to a button, arrows move what has the focus,
// letters look for an entry of a list, in docks that float, too.
// Window thread.
#pragma once

#include <QObject>

class QKeyEvent;
class QWidget;

namespace contrastlab {

class KeyRouter : public QObject {
    Q_OBJECT

public:
    /// Installs itself on the application.
    explicit KeyRouter(QWidget& window);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    [[nodiscard]] bool isOurs(const QWidget& widget) const;
    void noteFocus(const QWidget* widget, Qt::FocusReason reason);

    QWidget& m_window;
    const QWidget* m_tabbedTo = nullptr; ///< only compared
};

} // namespace contrastlab
