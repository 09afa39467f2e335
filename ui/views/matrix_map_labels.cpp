// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is said of the cosines of all items: labels, cards, tables. Window thread.
#include "run/item_names.h"
#include "run/picture_modality.h"
#include "views/heatmap_view.h"
#include "views/item_card.h"
#include "views/item_sprites.h"
#include "views/matrix_map_view.h"

#include <QLocale>

#include <algorithm>

namespace contrastlab {

namespace {

constexpr std::size_t mostGroups = 256; // more have no names that fit, and no lines that part them

QString cosineText(float cosine)
{
    return QLocale().toString(double(cosine), 'f', 3);
}

QString wholeText(qlonglong number)
{
    return QLocale().toString(number);
}

} // namespace

QString MatrixMapView::stateText() const
{
    if (!m_cosines) return {};
    const qlonglong shown = std::ssize(m_cosines->items), all = m_cosines->complete;
    return shown == all ? tr("%1 items at step %2").arg(wholeText(all), wholeText(m_cosines->step))
                        : tr("%1 of %2 items at step %3")
                              .arg(wholeText(shown), wholeText(all), wholeText(m_cosines->step));
}

QString MatrixMapView::pinText() const
{
    if (m_focus.hovered().empty() || !highlighted()) return {};
    return highlighted()->level == 0 ? tr("Pin these two items")
                                     : tr("Pin the nearest two of this block");
}

/// The group that all of a block's rows, or columns, belong to; else empty.
QString MatrixMapView::groupOf(int level, int block) const
{
    const Dataset& dataset = m_moment.setup()->dataset();
    const BlockRange range = m_cosines->pyramid.itemsOf(level, block);
    const QString first = groupName(dataset, itemAt(range.first));
    return first == groupName(dataset, itemAt(range.first + range.count - 1)) ? first : QString();
}

QString MatrixMapView::textOf(const MatrixBlock& block) const
{
    if (!m_cosines || !m_moment.setup()) return {};
    const SimilarityPyramid& pyramid = m_cosines->pyramid;
    const float mean = pyramid.means(block.level, { block.row, 1 }, { block.column, 1 }).value();
    if (block.level == 0) {
        const Index both[] { itemAt(block.row), itemAt(block.column) };
        const bool same = block.row == block.column;
        const bool partners =
            same || m_moment.setup()->partners(m_cosines->pair, both).arePartners(0, 1);
        return HeatmapView::textOf(mean, same, partners);
    }
    const auto items = [&](int place) {
        return wholeText(pyramid.itemsOf(block.level, place).count);
    };
    QStringList lines;
    const QString rows = groupOf(block.level, block.row),
                  columns = groupOf(block.level, block.column);
    if (!rows.isEmpty() && !columns.isEmpty()) lines << rows + QStringLiteral(" × ") + columns;
    lines << tr("%1 × %2 items: mean cosine %3")
                 .arg(items(block.row), items(block.column), cosineText(mean));
    if (block.row == block.column)
        lines << tr("their %1 pairs: mean %2, lowest %3")
                     .arg(items(block.row), cosineText(pyramid.pairMean(block.level, block.row)),
                         cosineText(pyramid.leastPair(block.level, block.row)));
    if (m_nearest) lines << tr("nearest two: %1").arg(cosineText(m_nearest->cosine));
    return lines.join(QChar(u'\n'));
}

HeatMapEdge MatrixMapView::edgeOf(int tower)
{
    const auto item = [this](int place) { return itemAt(place); };
    HeatMapEdge edge;
    edge.text = [this, item](int place) { return itemTitle(m_moment, item(place)); };
    const bool pictures = isOfPictures(m_moment.setup()->modality(tower));
    if (pictures && m_sprites->has(item(0)))
        edge.picture = [this, item](int place, int) {
            // One size for all zooms: what is copied smaller stays sharp enough.
            constexpr int spriteSide = 40;
            return m_sprites->sprite(
                item(place), spriteSide, devicePixelRatioF(), theme().pictureGround);
        };
    return edge;
}

// Items are sorted by group.
std::vector<AxisGroup> MatrixMapView::groups() const
{
    const Dataset& dataset = m_moment.setup()->dataset();
    if (dataset.labels.empty()) return {};
    std::vector<AxisGroup> groups;
    const auto label = [&](int place) { return dataset.labels[std::size_t(itemAt(place))]; };
    for (int i = 0; i < side(); ++i) {
        if (groups.empty() || label(i) != label(i - 1)) {
            if (groups.size() == mostGroups) return {};
            const int color = m_colors.colorOf(label(i));
            const bool other = m_colors.hasOthers() && color == m_colors.others();
            groups.push_back({ i, 0, labelName(dataset, label(i)), other ? -1 : color });
        }
        ++groups.back().count;
    }
    return groups;
}

void MatrixMapView::showLabels()
{
    const auto setup = m_moment.setup();
    if (!setup || !m_cosines) return;
    const TrainedPair pair = m_cosines->pair;
    m_colors = GroupColors(setup->dataset(), m_moment.probes().projectionItems);
    setAxisTitles(
        modalityName(setup->modality(pair.a).name), modalityName(setup->modality(pair.b).name));
    setEdges(edgeOf(pair.a), edgeOf(pair.b));
    setGroups(groups());
}

QString MatrixMapView::blockName(int level, int block) const
{
    const BlockRange range = m_cosines->pyramid.itemsOf(level, block);
    const QString first = itemTitle(m_moment, itemAt(range.first));
    if (range.count == 1) return first;
    return tr("%1 to %2").arg(first, itemTitle(m_moment, itemAt(range.first + range.count - 1)));
}

QString MatrixMapView::readingOf(const MatrixBlock& block) const
{
    if (!m_cosines) return {};
    return blockName(block.level, block.row) + QStringLiteral(" × ")
        + blockName(block.level, block.column) + QStringLiteral("; ")
        + textOf(block).replace(u'\n', QStringLiteral("; "));
}

QList<QStringList> MatrixMapView::table() const
{
    if (!m_cosines) return {};
    int size = level();
    const auto tooMany = [&] {
        const QRect blocks = blocksInSight(size);
        return std::max(blocks.width(), blocks.height()) > HeatMapModel::largestSide;
    };
    while (tooMany())
        ++size;
    const QRect blocks = blocksInSight(size);
    const std::vector<float> means = source().means(size, blocks);
    QStringList names { QString() };
    for (int column = blocks.left(); column <= blocks.right(); ++column)
        names << blockName(size, column);
    QList<QStringList> table { names };
    auto mean = means.begin();
    for (int row = blocks.top(); row <= blocks.bottom(); ++row) {
        QStringList cells { blockName(size, row) };
        for (int column = 0; column < blocks.width(); ++column)
            cells << QString::number(double(*mean++), 'g', 6);
        table << cells;
    }
    return table;
}

void MatrixMapView::retranslate()
{
    setAccessibleName(tr("Matrix of all items"));
    setColorBarTitle(tr("cosine"));
    setBlockCaption(tr("each cell is the mean of %1 × %1 cosines, on the diagonal of %2 pairs"));
    setEmptyText(m_waiting());
    showLabels();
    emit stateChanged();
}

} // namespace contrastlab
