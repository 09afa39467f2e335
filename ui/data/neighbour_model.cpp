// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "data/neighbour_model.h"

#include <QLocale>

#include <algorithm>

namespace contrastlab {

void NeighbourModel::show(const std::shared_ptr<const EncoderLook>& look)
{
    beginResetModel();
    m_look = look && look->preview ? look : nullptr;
    m_pictures.clear();
    m_neighbours = 0;
    if (m_look) {
        for (const auto& [item, seen] : m_look->items)
            if (!seen.picture.isNull()) {
                QPixmap& picture = m_pictures[item] = QPixmap::fromImage(seen.picture);
                picture.setDevicePixelRatio(EncoderTrial::picturePixels);
            }
        for (const PreviewRow& row : m_look->preview->rows)
            m_neighbours = std::max(m_neighbours, int(row.nearest.size()));
    }
    endResetModel();
}

int NeighbourModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_look ? 0 : int(m_look->preview->rows.size());
}

int NeighbourModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_look ? 0 : m_neighbours + 1;
}

Index NeighbourModel::itemAt(const QModelIndex& index) const
{
    const PreviewRow& row = m_look->preview->rows[std::size_t(index.row())];
    if (index.column() == 0) return row.item;
    const auto place = std::size_t(index.column() - 1);
    return place < row.nearest.size() ? row.nearest[place] : Index(-1);
}

QString NeighbourModel::captionOf(Index item) const
{
    const auto seen = m_look->items.find(item);
    const QString caption = seen != m_look->items.end() ? seen->second.caption : QString();
    return caption.isEmpty() ? tr("item %1").arg(item + 1) : caption;
}

QVariant NeighbourModel::data(const QModelIndex& index, int role) const
{
    const Index item = itemAt(index);
    if (item < 0) return {};
    const QString caption = captionOf(item);
    if (role == Qt::DecorationRole) {
        const auto picture = m_pictures.find(item);
        return picture != m_pictures.end() ? QVariant(picture->second) : QVariant();
    }
    if (role == Qt::ToolTipRole) return caption;
    if (role != Qt::DisplayRole) return {};
    if (index.column() == 0) return caption;
    const float cosine =
        m_look->preview->rows[std::size_t(index.row())].cosines[std::size_t(index.column() - 1)];
    return QLocale().toString(double(cosine), 'f', 3) + u'\n' + caption;
}

QVariant NeighbourModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return section == 0 ? tr("Item") : section == 1 ? tr("Nearest") : QLocale().toString(section);
}

void NeighbourModel::retranslate()
{
    if (!m_look) return;
    emit headerDataChanged(Qt::Horizontal, 0, m_neighbours);
    emit dataChanged(index(0, 0), index(rowCount() - 1, m_neighbours));
}

} // namespace contrastlab
