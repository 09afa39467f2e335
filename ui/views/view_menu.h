// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The context menu of a picture: copy its values or itself, save it, pin what is pointed at, export
// its data, all or what is in sight, show all of it. Ctrl+C copies where the view has the focus.
// Writing files is the window's. Window thread.
#pragma once

#include <QList>
#include <QMenu>
#include <QObject>
#include <QStringList>

#include <functional>
#include <optional>

class QWidget;

namespace contrastlab {

class ViewMenu : public QObject {
    Q_OBJECT

public:
    /// Rows of cells, the first with their titles.
    using Table = QList<QStringList>;
    struct Offers {
        std::function<Table()> table;
        std::function<QString()> pinText {}; ///< empty where nothing can be pinned now
        std::function<void()> pin {};
        std::function<void()> resetView {};
        /// Where it is not all; by default what lies within the axes of a picture that has some.
        std::function<std::optional<Table>()> tableInSight {};
        /// What else can be done where the pointer is.
        std::function<void(QMenu&)> more {};
    };

    /// On `view`; `picture` is what is saved.
    ViewMenu(QWidget& view, QWidget& picture, Offers offers);

    /// Any thread.
    [[nodiscard]] static QString separated(const Table& table, char separator);
    [[nodiscard]] QWidget& picture() const { return m_picture; }
    [[nodiscard]] Table table() const { return m_offers.table(); }
    /// Nothing where all is in sight.
    [[nodiscard]] std::optional<Table> tableInSight() const;
    /// The menu as it is now; who asked for it shows it.
    void fill(QMenu& menu);

signals:
    void saveRequested(QWidget* picture);
    void copyRequested(QWidget* picture, const contrastlab::ViewMenu::Table& table);
    void exportRequested(QWidget* picture, const contrastlab::ViewMenu::Table& table);

private:
    /// What a click on their entries does, for the keyboard.
    void addLegends(QMenu& menu);

    QWidget& m_view;
    QWidget& m_picture;
    Offers m_offers;
    QAction* m_copy;
};

} // namespace contrastlab
