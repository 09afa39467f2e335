// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Held-out items as rows: what each is, and how well the model tells it apart at the playhead's
// step. Window thread.
#pragma once

#include "run/item_focus.h"
#include "run/live_scores.h"

#include <QAbstractTableModel>

namespace contrastlab {

class ItemPictures;

class ItemTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { title, group, loss, rankAToB, rankBToA, cosine, wrong, falseNegatives, columns };
    /// What a row is sorted by; names as text, all else as numbers, NaN and no rank last.
    static constexpr int sortRole = Qt::UserRole;

    ItemTableModel(RunMoment& moment, ItemFocus& focus, LiveScores& scores, ItemPictures& pictures,
        QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation way, int role) const override;

    [[nodiscard]] Index itemOf(int row) const { return m_items[std::size_t(row)]; }
    void retranslate();

private:
    void readItems();
    void tellOfAll();
    [[nodiscard]] const ItemScore* scoreOf(int row) const;
    [[nodiscard]] QString textOf(int row, int column) const;
    [[nodiscard]] QVariant keyOf(int row, int column) const;
    [[nodiscard]] QString nameOf(int row) const;

    RunMoment& m_moment;
    ItemFocus& m_focus;
    LiveScores& m_scores;
    ItemPictures& m_pictures;
    std::vector<Index> m_items;
    mutable std::vector<QString> m_names; ///< read when they are first shown
};

} // namespace contrastlab
