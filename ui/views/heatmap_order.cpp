// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How the matrix is sorted, marked, coloured and labelled. Window thread.
#include "analysis/leaf_order.h"
#include "run/item_names.h"
#include "run/picture_modality.h"
#include "run/table_text.h"
#include "views/heatmap_view.h"
#include "views/item_card.h"
#include "views/item_sprites.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <utility>

namespace contrastlab {

namespace {

constexpr int restBetweenSorts = 3000; // ms; rows that jump at every frame cannot be read

/// The nearest of a row's partners; its own where others are no nearer.
int partnerOf(const std::vector<float>& values, const PartnerNumbers& partners, int row, int side)
{
    const auto first = values.begin() + row * side;
    int best = row;
    for (int column = 0; column < side; ++column)
        if (first[column] > first[best]
            && partners.arePartners(std::size_t(row), std::size_t(column)))
            best = column;
    return best;
}

/// Columns of a row that come before the partner's; equal ones do not.
int rankOf(const std::vector<float>& values, int row, int partner, int side)
{
    const auto first = values.begin() + row * side;
    return int(std::count_if(
        first, first + side, [own = first[partner]](float value) { return value > own; }));
}

int winnerOf(const std::vector<float>& values, int row, int partner, int side, int rank)
{
    const auto first = values.begin() + row * side;
    if (rank == 0) return std::isnan(first[partner]) ? -1 : partner;
    return int(std::max_element(first, first + side) - first);
}

QColor divergingColor(const PlotTheme& theme, std::size_t level)
{
    return QColor(colorTable(ColorMap::Diverging, theme.dark)[level]);
}

/// In the order of PairTarget: blue is to come near, orange to go away, as cosines are.
std::vector<HeatMapKind> targetKinds()
{
    return { { HeatmapView::tr("left out"), [](const PlotTheme& theme) { return theme.missing; } },
        { HeatmapView::tr("negative"),
            [](const PlotTheme& theme) { return divergingColor(theme, 2 * colorLevels / 5); } },
        { HeatmapView::tr("false negative"), [](const PlotTheme& theme) { return theme.error; } },
        { HeatmapView::tr("positive"),
            [](const PlotTheme& theme) { return divergingColor(theme, colorLevels - 1); } } };
}

} // namespace

bool HeatmapView::isSortingDue() const
{
    return m_lead || !m_sinceSorted.isValid() || !m_moment.isMoving()
        || m_sinceSorted.elapsed() >= restBetweenSorts;
}

std::vector<int> HeatmapView::orderBy(const std::vector<int>& ranks) const
{
    std::vector<int> order(m_items.size());
    std::iota(order.begin(), order.end(), 0);
    const auto rank = [&](int place) { return ranks[std::size_t(place)]; };
    if (m_sorting == Order::rank) std::ranges::stable_sort(order, {}, rank);
    if (m_sorting == Order::worst) std::ranges::stable_sort(order, std::greater {}, rank);
    if (m_sorting != Order::cluster) return order;
    const Matrix<float> cosines = m_matrix->face(MatrixFace::cosine, m_block);
    if (cosines.size() == 0 || !cosines.allFinite()) return order;
    const Matrix<double> both = (cosines + cosines.transpose()).cast<double>();
    const Matrix<double> distances = 1 - both.array() / 2;
    return optimalLeafOrder(distances, averageLinkage(distances));
}

void HeatmapView::sortItems(const std::vector<int>& ranks)
{
    std::vector<int> order = takesOrder() ? m_lead->m_order : orderBy(ranks);
    m_sinceSorted.start();
    if (std::exchange(m_order, order) != order) {
        showLabels();
        showPinned();
    }
    if (m_companion && m_companion->takesOrder() && m_companion->m_order != m_order)
        m_companion->judge();
}

// Who is right, by the cosines of both modalities as measured.
void HeatmapView::judge()
{
    if (!m_matrix) return;
    const int side = int(m_items.size());
    const Matrix<float>& cosines = m_matrix->items().cosines;
    const PartnerNumbers& partners = m_matrix->items().partners;
    const std::vector<float> values(cosines.data(), cosines.data() + cosines.size());
    std::vector<int> ranks, winners;
    m_right = 0;
    for (int row = 0; row < side; ++row) {
        const int partner = partnerOf(values, partners, row, side);
        ranks.push_back(rankOf(values, row, partner, side));
        const int winner = winnerOf(values, row, partner, side, ranks.back());
        winners.push_back(winner);
        m_right += winner >= 0 && partners.arePartners(std::size_t(row), std::size_t(winner));
    }
    if (isSortingDue()) sortItems(ranks);
    showWinners(winners);
    glide();
    emit judged();
}

// Among items of one modality nobody looks for a partner.
void HeatmapView::showWinners(const std::vector<int>& winners)
{
    if (m_block != PairBlock::across) {
        setWinners({});
        return setBoxed({});
    }
    std::vector<int> rowOfPlace(m_items.size());
    for (std::size_t row = 0; row < m_order.size(); ++row)
        rowOfPlace[std::size_t(m_order[row])] = int(row);
    std::vector<int> shown;
    for (const int place : m_order) {
        const int winner = winners[std::size_t(place)];
        shown.push_back(winner < 0 ? -1 : rowOfPlace[std::size_t(winner)]);
    }
    setWinners(std::move(shown));
    setBoxed(partnerCells());
}

// In the order that is shown, but for the diagonal.
std::vector<QPoint> HeatmapView::partnerCells() const
{
    std::vector<QPoint> cells;
    for (std::size_t row = 0; row < m_order.size(); ++row)
        for (std::size_t column = 0; column < m_order.size(); ++column)
            if (row != column
                && m_matrix->items().partners.arePartners(
                    std::size_t(m_order[row]), std::size_t(m_order[column])))
                cells.emplace_back(int(column), int(row));
    return cells;
}

// Of a face beside the cosine, 0 in the middle: a probability of a half or more is as blue as can
// be. Forces reach to 1 or to the power of two that holds them, so that colours seldom change.
ColorRange HeatmapView::faceRange() const
{
    float reach = 0.5f;
    if (m_face == MatrixFace::logit) {
        reach = float(1 / m_matrix->items().temperature);
        if (m_companion && m_companion->m_matrix)
            reach = std::max(reach, float(1 / m_companion->m_matrix->items().temperature));
    }
    if (m_face == MatrixFace::gradient) {
        reach = 1;
        for (const float force : goals())
            while (std::isfinite(force) && std::abs(force) > 1.01f * reach)
                reach *= 2;
    }
    return { -reach, reach };
}

// Of both runs where there are two.
std::vector<float> HeatmapView::goals() const
{
    std::vector<float> values = m_glide.goal();
    if (m_companion)
        values.insert(
            values.end(), m_companion->m_glide.goal().begin(), m_companion->m_glide.goal().end());
    return values;
}

void HeatmapView::fitColors()
{
    if (m_lead) return m_lead->fitColors();
    if (!m_matrix) return;
    const ColorRange before { lower(), upper() };
    const ColorRange range = isDifference() ? rangeOfDifferences(m_glide.goal())
        : m_face != MatrixFace::cosine      ? faceRange()
        : m_automatic                       ? fittedRange(goals(), before)
                                            : ColorRange {};
    if (range != before) setRange(range.lower, range.upper);
    if (m_companion && ColorRange { m_companion->lower(), m_companion->upper() } != range)
        m_companion->setRange(range.lower, range.upper);
}

// What the colours tell, in words.
void HeatmapView::showColors()
{
    const ObjectiveInfo* objective = m_matrix ? m_matrix->items().objective : nullptr;
    const QString name = objective ? objectiveName(*objective) : QString();
    const QString titles[] { tr("cosine"), tr("cosine / τ"), tr("probability by row"),
        tr("probability by column"), tr("%1: + push, − pull").arg(name), name };
    const QString& title = titles[std::size_t(m_face)];
    // What has a sign is told by both sides of its middle.
    const bool hasSign = isDifference() || m_face == MatrixFace::gradient;
    setColorMap(hasSign ? ColorMap::Diverging : ColorMap::Matrix);
    setColorBarTitle(isDifference() ? tr("%1, less that %2").arg(title, m_againstName) : title);
    setKinds(m_face == MatrixFace::target ? targetKinds() : std::vector<HeatMapKind>());
}

HeatMapEdge HeatmapView::edgeOf(int tower)
{
    const ModalityData& modality = m_moment.setup()->modality(tower);
    const auto item = [this](int row) { return m_items[std::size_t(m_order[std::size_t(row)])]; };
    HeatMapEdge edge;
    edge.text = [this, item](int row) { return itemTitle(m_moment, item(row)); };
    if (isOfPictures(modality) && !m_items.empty() && m_sprites->has(item(0)))
        edge.picture = [this, item](int row, int) {
            // One size for all zooms: what is copied smaller stays sharp enough.
            constexpr int spriteSide = 40;
            return m_sprites->sprite(
                item(row), spriteSide, devicePixelRatioF(), theme().pictureGround);
        };
    return edge;
}

// Runs of items of one group; names only where groups stand together.
std::vector<AxisGroup> HeatmapView::groups() const
{
    const Dataset& dataset = m_moment.setup()->dataset();
    std::vector<AxisGroup> groups;
    int last = -2;
    const std::vector<Index> items = itemsInOrder();
    for (int i = 0; i < int(items.size()) && !dataset.labels.empty(); ++i) {
        const int label = dataset.labels[std::size_t(items[std::size_t(i)])];
        if (label != last) {
            const int color = m_colors.colorOf(label);
            const bool other = m_colors.hasOthers() && color == m_colors.others();
            groups.push_back(
                { i, 0, m_sorting == Order::group ? labelName(dataset, label) : QString(),
                    other ? -1 : color });
        }
        ++groups.back().count;
        last = label;
    }
    return groups;
}

void HeatmapView::showLabels()
{
    const auto setup = m_moment.setup();
    if (!setup || m_items.empty()) return;
    const auto [a, b] = towers();
    setAxisTitles(modalityName(setup->modality(a).name), modalityName(setup->modality(b).name));
    setEdges(edgeOf(a), edgeOf(b));
    setGroups(groups(), groups());
    emit labelled();
}

QList<QStringList> HeatmapView::table() const
{
    if (!m_matrix) return {};
    QStringList names;
    for (const Index item : itemsInOrder())
        names << itemTitle(m_moment, item);
    QList<QStringList> table { QStringList(QString()) + names };
    const Matrix<float> shown = m_matrix->face(m_face, m_block);
    for (int row = 0; row < names.size() && shown.size() > 0; ++row) {
        QStringList cells { names[row] };
        for (int column = 0; column < names.size(); ++column) {
            const float value = shown(m_order[std::size_t(row)], m_order[std::size_t(column)]);
            cells << (kinds().empty() ? QString::number(double(value), 'g', 6)
                                      : kinds()[std::size_t(value)].name);
        }
        table << cells;
    }
    return table;
}

} // namespace contrastlab
