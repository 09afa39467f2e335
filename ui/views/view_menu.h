// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The context menu of a picture: copy its values, save it, pin what is pointed at, export its data,
// show all of it. Writing files is the window's. Window thread.
#pragma once

#include <QList>
#include <QMenu>
#include <QObject>
#include <QStringList>

#include <functional>

class QWidget;

namespace contrastlab {

class ViewMenu : public QObject {
    Q_OBJECT

public:
    /// Rows of cells, the first with their titles.
    using Table = QList<QStringList>;
    struct Offers {
        std::function<Table()> table;
        std::function<QString()> pinText; ///< empty where nothing can be pinned now
        std::function<void()> pin;
        std::function<void()> resetView;
    };

    /// On `view`; `picture` is what is saved.
    ViewMenu(QWidget& view, QWidget& picture, Offers offers);

    /// Any thread.
    [[nodiscard]] static QString separated(const Table& table, char separator);
    /// The menu as it is now; who asked for it shows it.
    void fill(QMenu& menu);

signals:
    void saveRequested(QWidget* picture);
    void exportRequested(QWidget* picture, const contrastlab::ViewMenu::Table& table);

private:
    QWidget& m_view;
    QWidget& m_picture;
    Offers m_offers;
};

} // namespace contrastlab
