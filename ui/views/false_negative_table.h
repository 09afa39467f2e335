// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The false-negative lens: held-out pairs that the loss pushes apart though their items share a
// label or hold nearly the same, those that are pushed most first. A click chooses both items in
// every view and pins their cell. Window thread.
#pragma once

#include "run/item_focus.h"
#include "run/live_false_negatives.h"

#include <QElapsedTimer>
#include <QTableWidget>

#include <map>

namespace contrastlab {

class ItemPictures;

class FalseNegativeTable : public QTableWidget {
    Q_OBJECT

public:
    enum Column { first, second, reason, cosine, push, columns };

    FalseNegativeTable(RunMoment& moment, ItemFocus& focus, PairChoice& choice,
        ItemPictures& pictures, QWidget* parent = nullptr);

    [[nodiscard]] LiveFalseNegatives& live() const { return *m_live; }
    /// Shows pairs of which either item is called so.
    void setFilter(const QString& text);
    /// How many there are and what they take of the push, or why there are none.
    [[nodiscard]] QString summary() const;
    /// What is shown, with titles.
    [[nodiscard]] QList<QStringList> table() const;
    /// Works only while it can be seen.
    void setInSight(bool inSight) { m_live->setActive(inSight); }

signals:
    void summaryChanged();

protected:
    void changeEvent(QEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void makeLook();
    void follow();
    void showTitles();
    void fitColumns();
    void showPairs();
    void showRow(int row, const FalseNegative& cell);
    [[nodiscard]] QString nameOf(Index place) const;
    [[nodiscard]] QIcon iconOf(Index item);
    [[nodiscard]] ItemFocus::Items itemsOf(int row) const;
    void choose(int row);
    void retranslate();

    RunMoment& m_moment;
    ItemFocus& m_focus;
    ItemPictures& m_pictures;
    LiveFalseNegatives* m_live;
    QString m_filter;
    std::vector<FalseNegative> m_shown; ///< one a row
    TrainedPair m_pair; ///< that they are of
    std::map<Index, QIcon> m_icons;
    QElapsedTimer m_sinceShown;
};

} // namespace contrastlab
