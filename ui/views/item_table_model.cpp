// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/item_table_model.h"

#include "run/item_names.h"
#include "run/item_pictures.h"
#include "theme/colors.h"
#include "views/item_card.h"

#include <QGuiApplication>
#include <QLocale>
#include <QPalette>
#include <QPixmap>

#include <cmath>
#include <limits>

namespace contrastlab {

namespace {

constexpr int thumbnailSide = 28;

QString shown(float number)
{
    return std::isfinite(number) ? QLocale().toString(double(number), 'f', 3) : QStringLiteral("–");
}

QString shownRank(Index rank)
{
    return rank < 0 ? QStringLiteral("–") : QLocale().toString(qlonglong(rank + 1));
}

double keyed(double number)
{
    return std::isfinite(number) ? number : -std::numeric_limits<double>::max();
}

} // namespace

ItemTableModel::ItemTableModel(RunMoment& moment, ItemFocus& focus, LiveScores& scores,
    ItemPictures& pictures, QObject* parent)
    : QAbstractTableModel(parent)
    , m_moment(moment)
    , m_focus(focus)
    , m_scores(scores)
    , m_pictures(pictures)
{
    connect(&moment, &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.data) readItems();
    });
    connect(&scores, &LiveScores::changed, this, &ItemTableModel::tellOfAll);
    connect(&pictures, &ItemPictures::loaded, this, &ItemTableModel::tellOfAll);
    connect(&focus.selection(), &ItemSelection::changed, this, &ItemTableModel::tellOfAll);
    readItems();
}

void ItemTableModel::readItems()
{
    beginResetModel();
    m_items = m_moment.setup() ? m_moment.probes().projectionItems : std::vector<Index>();
    m_names.assign(m_items.size(), {});
    endResetModel();
}

void ItemTableModel::tellOfAll()
{
    if (!m_items.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

void ItemTableModel::retranslate()
{
    m_names.assign(m_items.size(), {});
    emit headerDataChanged(Qt::Horizontal, 0, columns - 1);
    tellOfAll();
}

int ItemTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_items.size());
}

int ItemTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(columns);
}

const ItemScore* ItemTableModel::scoreOf(int row) const
{
    const auto scores = m_scores.scores();
    const bool there = scores && scores->items.size() == m_items.size();
    return there ? &scores->items[std::size_t(row)] : nullptr;
}

QString ItemTableModel::nameOf(int row) const
{
    QString& name = m_names[std::size_t(row)];
    if (name.isEmpty()) name = itemTitle(m_moment, itemOf(row));
    return name;
}

QString ItemTableModel::textOf(int row, int column) const
{
    if (column == title) return nameOf(row);
    if (column == group) return groupName(m_moment.setup()->dataset(), itemOf(row));
    const ItemScore* score = scoreOf(row);
    if (!score) return {};
    switch (column) {
    case loss:
        return shown(score->loss);
    case rankAToB:
        return shownRank(score->rankAToB);
    case rankBToA:
        return shownRank(score->rankBToA);
    case cosine:
        return shown(score->cosine);
    case wrong:
        return score->nearestWrong < 0
            ? QStringLiteral("–")
            : tr("%1 (%2)", "nearest wrong item, its cosine")
                  .arg(nameOf(int(score->nearestWrong)), shown(score->wrongCosine));
    default:
        return std::isfinite(score->falseNegativeShare)
            ? QLocale().toString(100 * double(score->falseNegativeShare), 'f', 0)
                + QStringLiteral(" %")
            : QStringLiteral("–");
    }
}

QVariant ItemTableModel::keyOf(int row, int column) const
{
    if (column == title || column == group) return textOf(row, column);
    const ItemScore* score = scoreOf(row);
    if (!score) return -1.0;
    switch (column) {
    case loss:
        return keyed(double(score->loss));
    case rankAToB:
        return double(score->rankAToB);
    case rankBToA:
        return double(score->rankBToA);
    case cosine:
        return keyed(double(score->cosine));
    case wrong:
        return keyed(double(score->wrongCosine));
    default:
        return keyed(double(score->falseNegativeShare));
    }
}

QVariant ItemTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_moment.setup()) return {};
    const int row = index.row(), column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return textOf(row, column);
    case sortRole:
        return keyOf(row, column);
    case Qt::ToolTipRole:
        return column == title || column == wrong ? textOf(row, column) : QVariant();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter
            | (column >= loss && column != wrong ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ForegroundRole:
        return m_focus.selection().isMuted(itemOf(row))
            ? QVariant(QGuiApplication::palette().color(QPalette::PlaceholderText))
            : QVariant();
    case Qt::DecorationRole: {
        if (column != title || m_pictures.count(itemOf(row)) == 0) return {};
        const QImage picture = m_pictures.picture(itemOf(row));
        return picture.isNull() ? QVariant()
                                : QPixmap::fromImage(picture.scaled(thumbnailSide, thumbnailSide,
                                    Qt::KeepAspectRatio, Qt::SmoothTransformation));
    }
    default:
        return {};
    }
}

QVariant ItemTableModel::headerData(int section, Qt::Orientation way, int role) const
{
    if (way != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole)) return {};
    const auto setup = m_moment.setup();
    const auto tower = [&](int index) {
        return setup ? modalityName(setup->modality(index).name) : QString();
    };
    const TrainedPair pair = m_scores.pair();
    const bool brief = role == Qt::DisplayRole;
    switch (section) {
    case title:
        return brief ? tr("item") : QString();
    case group:
        return brief ? tr("group") : QString();
    case loss:
        return brief
            ? tr("loss")
            : tr("InfoNCE of the item among all held-out items, at the temperature of now; "
                 "of a guess ln N");
    case rankAToB:
        return brief ? tr("rank %1 → %2").arg(tower(pair.a), tower(pair.b))
                     : tr("Where its partner comes among all, from 1");
    case rankBToA:
        return brief ? tr("rank %1 → %2").arg(tower(pair.b), tower(pair.a))
                     : tr("Where its partner comes among all, from 1");
    case cosine:
        return brief ? tr("cosine") : tr("Of its two halves");
    case wrong:
        return brief ? tr("nearest wrong") : tr("The item that comes nearest without being right");
    default:
        return brief
            ? tr("false negatives")
            : tr("Share of the negatives' push that comes from items of its own group: they "
                 "likely belong to it");
    }
}

} // namespace contrastlab
