// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which keys belong to the focused widget and which to the window: Space plays and pauses
// everywhere but where text is typed, arrows move what has the focus, in docks that float, too.
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

    QWidget& m_window;
};

} // namespace contrastlab
