// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The dock of all held-out items as a table, the hardest first: search, sort by any column, choose
// rows. Hovering shows the item, a click pins it, several rows are chosen in every view. Beside it
// the false-negative lens. Window thread.
#pragma once

#include "run/item_focus.h"

#include <QElapsedTimer>
#include <QSortFilterProxyModel>
#include <QWidget>

class QLabel;
class QLineEdit;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace contrastlab {

class FalseNegativeTable;
class ItemPictures;
class ItemTableModel;
class LiveScores;
class PairChoice;
class SelectionButton;
class ViewHint;

class ItemTable : public QWidget {
    Q_OBJECT

public:
    ItemTable(RunMoment& moment, ItemFocus& focus, PairChoice& choice, ItemPictures& pictures,
        QWidget* parent = nullptr);

    [[nodiscard]] QTableView& view() const { return *m_view; }
    /// The items or the lens; what is saved as a picture is the one in front.
    [[nodiscard]] QStackedWidget& pages() const { return *m_pages; }
    [[nodiscard]] FalseNegativeTable& falseNegatives() const { return *m_falseNegatives; }
    void setLens(bool falseNegatives);
    [[nodiscard]] QLineEdit& search() const { return *m_search; }
    [[nodiscard]] SelectionButton& selectionButton() const { return *m_choices; }
    [[nodiscard]] Index itemAt(int row) const;
    [[nodiscard]] LiveScores& scores() const { return *m_scores; }
    /// The rows that are shown, or all, with titles.
    [[nodiscard]] QList<QStringList> table() const;
    [[nodiscard]] QList<QStringList> wholeTable() const;

    /// Ranks only while it can be seen; a dock behind another one cannot.
    void setInSight(bool inSight);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    QWidget* makeControls();
    void makeView();
    void takeRows();
    void showChosen();
    void showCount();
    void fitColumns();
    void sortSoon();
    void retranslate();

    RunMoment& m_moment;
    ItemFocus& m_focus;
    LiveScores* m_scores;
    ItemTableModel* m_model;
    QSortFilterProxyModel* m_sorted;
    ViewHint* m_hint;
    QLineEdit* m_search;
    SelectionButton* m_choices;
    QLabel* m_count;
    QTableView* m_view;
    FalseNegativeTable* m_falseNegatives;
    QStackedWidget* m_pages;
    QToolButton* m_lens;
    bool m_inSight = true;
    QElapsedTimer m_sinceSorted;
    bool m_showing = false; ///< rows are chosen by another view, not by a hand
};

} // namespace contrastlab
