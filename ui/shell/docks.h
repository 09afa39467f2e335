// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The docks of the window: one row a dock, from which its place, its title, its entries in the
// menus and in the layout that is kept follow. Window thread.
#pragma once

#include <QByteArray>
#include <QString>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

class QAction;
class QDockWidget;
class QMainWindow;
class QWidget;

namespace contrastlab {

struct DockRow {
    enum class Place { first, rightOf, below, over };

    const char* key; ///< the dock's name in the layout that is kept
    const char* title; ///< English, in the context MainWindow
    QWidget* widget;
    Place place = Place::first; ///< where it begins, seen from the dock of `neighbour`
    const char* neighbour = nullptr; ///< the key of a row above
    QWidget* picture =
        nullptr; ///< what "Save picture" saves of it, of pages the one in front; null: nothing
    /// Where it begins in sight: always; in a window that is not roomy only after fill(); once a
    /// person has asked for it in the menu.
    enum class Shown { always, filled, byHand };
    Shown shown = Shown::always;
};

/// A way to work: what is in sight, each where it begins, and what of that which shares a place
/// lies in front. By key.
struct Arrangement {
    std::vector<std::string_view> shown, inFront;
};

/// Windows narrower than this show one view at a time, as tabs beside the form.
constexpr int narrowWidth = 1200;
/// Windows as wide as this have room for a dock that nothing stands in yet.
constexpr int roomyWidth = 1600;

class Docks {
public:
    /// `version` of the layouts that are kept: those of another are not restored.
    Docks(QMainWindow& window, int version) : m_window(window), m_version(version) { }

    QDockWidget* add(const DockRow& row);
    [[nodiscard]] QDockWidget* operator[](std::string_view key) const;

    /// Shows all, each in its place, but for those that wait for something to show.
    void reset();
    /// reset(), and then these alone in sight.
    void arrange(const Arrangement& arrangement);
    /// Two views in sight, the curves above one that shares its place with all others, until the
    /// next restore(): for letters that are large in their window. A view that a person asks for
    /// by hand has the room of both while it is in front. What is hidden stays so.
    void condense();
    [[nodiscard]] bool isCondensed() const { return m_condensed; }
    /// After the window has another width: views share tabs where it has become narrow, and stand
    /// where they stood where it is wide again. True where anything was moved.
    bool followWidth();
    /// Before the docks of a window with a new width are laid out: remembers how they lie.
    void beforeWidth();
    /// Of QMainWindow::saveState(), as in a window that is not narrow, where it has been one.
    [[nodiscard]] QByteArray layout() const;
    /// There is something to show in a dock that waits; one that a person has closed stays closed.
    void fill(std::string_view key);
    /// False where it is not one of layout(), of the same version.
    bool restore(const QByteArray& layout);
    /// Gives each its share of the window.
    void shareOutSpace();
    void retranslate();
    /// A sign before the title, seen on the tab while another dock lies above.
    void setAlarm(std::string_view key, bool alarm);

    [[nodiscard]] int version() const { return m_version; }
    /// All of them.
    [[nodiscard]] std::vector<QDockWidget*> widgets() const;
    /// What shows and hides each.
    [[nodiscard]] std::vector<QAction*> toggles() const;
    /// Shows a dock in front of those that share its place; what is drawn of it alone. Null where
    /// there is no such.
    QWidget* bringForward(std::string_view key);
    /// Key and title of each that can be saved as a picture.
    [[nodiscard]] std::vector<std::pair<std::string, QString>> views() const;
    /// Key and English title of each, in the context contrastlab::MainWindow.
    [[nodiscard]] std::vector<std::pair<const char*, const char*>> titles() const;
    /// Title and widget of each that can be saved as a picture.
    [[nodiscard]] std::vector<std::pair<QString, QWidget*>> pictures() const;

private:
    struct Dock {
        DockRow row;
        QDockWidget* widget;
        bool alarm = false;
        bool waiting = false; ///< hidden, but not by a person
    };

    void place(const Dock& dock);
    void giveWay(QDockWidget* dock, bool inFront);
    [[nodiscard]] static bool isView(const DockRow& row);
    [[nodiscard]] bool viewsShareTabs() const;
    void shareTabs();
    void spread();
    void holdForm(int width);
    void letFormGo();
    [[nodiscard]] bool isNarrow() const;
    static QString titleOf(const DockRow& row);
    static void showTitle(const Dock& dock);

    QMainWindow& m_window;
    int m_version;
    std::vector<Dock> m_docks;
    bool m_condensed = false;
    bool m_firstGivesWay = false; ///< it was in sight
    const QDockWidget* m_takesAll = nullptr; ///< the room of both
    bool m_forNarrow = false; ///< what the docks are laid out for
    QByteArray m_wideLayout; ///< before views were made to share tabs
};

} // namespace contrastlab
