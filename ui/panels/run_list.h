// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The dock of the runs that are open in this window: which there are, what became of them, how they
// differ, which of them the curves are compared with, and the way back to each. Window thread.
#pragma once

#include "panels/run_list_model.h"
#include "run/parameter_edits.h"
#include "run/run_trash.h"

#include <QSortFilterProxyModel>
#include <QTimer>
#include <QWidget>

class QComboBox;
class QFrame;
class QLabel;
class QLineEdit;
class QMenu;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace contrastlab {

class RunDifferences;
class ViewHint;
class ViewMenu;

class RunList : public QWidget {
    Q_OBJECT

public:
    RunList(RunSession& session, ParameterEdits& edits, QWidget* parent = nullptr);

    [[nodiscard]] QTreeView& view() const { return *m_view; }
    /// The list, or the values that differ.
    [[nodiscard]] QStackedWidget& pages() const { return *m_pages; }
    [[nodiscard]] RunDifferences& differences() const { return *m_differences; }
    /// In place of the list only the values that differ among the runs that are shown.
    void showDifferences(bool alone);
    [[nodiscard]] QLineEdit& filter() const { return *m_filter; }
    [[nodiscard]] QModelIndex indexOf(const std::string& id, int column = 0) const;
    /// Of a run in the list; empty where none is chosen.
    [[nodiscard]] std::string chosen() const;
    /// What can be done with a run; who asked for it shows it.
    void fillMenu(QMenu& menu, const std::string& id);

    /// To the front, as soon as it has come to its end.
    void bringForward(const std::string& id);
    /// A branch of it from step 0: the same weights and batches, the values that it began with.
    void duplicate(const std::string& id);
    /// Its curves alone beside those of the run in front; all again where it is alone already.
    void solo(const std::string& id);
    /// Not the one in front. Can be undone.
    void remove(const std::string& id);
    /// The same, and its file goes into the bin, and comes back with it.
    void removeWithFile(const std::string& id);
    /// The last one that is away, whatever was done since.
    void undoRemove();
    /// Files that another program is writing, which can be followed from here.
    void setElsewhere(const QStringList& files);

    /// All rows with titles.
    [[nodiscard]] QList<QStringList> table() const;
    void setInSight(bool inSight);
    /// Its row stands out; empty: none does.
    void setHovered(const std::string& id);
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void hovered(const std::string& id); ///< empty: none is any more
    void followRequested(const QString& path);
    /// Its pictures beside those of the run in front.
    void comparisonRequested(const std::string& id);
    /// A branch of the run in front with another value, trained along with it.
    void otherValueRequested();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    class Removal;
    struct Removed {
        LibraryRun run;
        bool wasReference = false;
        bool withFile = false;
        bool isAway = true;
        const UndoEntry* entry = nullptr; ///< that holds it
    };
    struct Wish {
        std::string id; ///< to the front; empty: none
        bool duplicate = false;
        std::string frontThen; ///< another one in front now: the wish is past
    };

    void makeView();
    QWidget* makeUndoBar();
    QWidget* makeElsewhere();
    void showElsewhere();
    void takeAway(const std::string& id, bool withFile);
    [[nodiscard]] QString takeAwayAgain(Removed& removed);
    [[nodiscard]] QString bringBack(Removed& removed);
    void boundRemoved();
    [[nodiscard]] QString removedText(const Removed& removed) const;
    [[nodiscard]] std::vector<std::shared_ptr<Removed>> removed() const;
    [[nodiscard]] std::shared_ptr<Removed> lastAway() const;
    bool takeKey(int key, const QString& text);
    void fulfil();
    void refresh();
    void showRemoved();
    void tellTrashFailure(const QString& path, const QString& why);
    void fitColumns();
    void retranslate();
    [[nodiscard]] std::string idOf(const QModelIndex& index) const;

    RunSession& m_session;
    ParameterEdits& m_edits;
    RunLibrary& m_library;
    RunListModel* m_model;
    QSortFilterProxyModel* m_filtered;
    ViewHint* m_hint;
    QLineEdit* m_filter;
    QTreeView* m_view;
    RunDifferences* m_differences;
    QStackedWidget* m_pages;
    QToolButton* m_alone;
    ViewMenu* m_menu;
    QFrame* m_undoBar;
    QLabel* m_removedText;
    QToolButton *m_undo, *m_closeUndo;
    std::vector<std::weak_ptr<Removed>> m_removed; ///< the newest last; the undo list holds them
    bool m_tellsRemoved = false; ///< until the bar is closed
    RunTrash m_trash;
    QString m_trashFailure; ///< why the file of the last that was removed stays
    QStringList m_elsewhere;
    QFrame* m_elsewhereBar;
    QLabel* m_elsewhereText;
    QComboBox* m_elsewhereFiles;
    QToolButton* m_follow;
    Wish m_wish;
    std::string m_kept; ///< that is chosen while the rows are made anew
    bool m_inSight = true;
    QTimer m_soon;
};

} // namespace contrastlab
