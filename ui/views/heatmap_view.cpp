// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is shown of which items; order, marks, colours and labels are in heatmap_order.cpp. Window
// thread.
#include "views/heatmap_view.h"

#include "run/live_batch.h"
#include "run/waiting_text.h"
#include "views/cell_text.h"
#include "views/item_card.h"
#include "views/item_hover.h"
#include "views/item_sprites.h"

#include <QEvent>
#include <QLocale>

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace contrastlab {

namespace {

constexpr std::size_t mostGathered = 64;

} // namespace

HeatmapView::HeatmapView(RunMoment& moment, ItemFocus& focus, PairChoice& choice,
    ItemPictures& pictures, ItemSounds& sounds, QWidget* parent)
    : HeatMap(parent)
    , m_moment(moment)
    , m_focus(focus)
    , m_choice(choice)
    , m_hover(new ItemHover(moment, focus, pictures, sounds, *this))
    , m_sprites(new ItemSprites(moment, pictures, this))
    , m_batch(new LiveBatch(moment, choice, this))
{
    setRange(-1, 1);
    setDiagonalOutlined(true);
    connect(&moment, &RunMoment::changed, this, &HeatmapView::follow);
    connect(&m_glide, &FrameGlide::moved, this, &HeatmapView::glide);
    setReading([this] {
        const auto& cell = highlightedCell();
        return cell ? readingOf(cell->y(), cell->x()) : QString();
    });
    connect(this, &HeatMap::cellHovered, this, &HeatmapView::hover);
    connect(this, &HeatMap::cellLeft, m_hover, &ItemHover::leave);
    connect(this, &HeatMap::cellClicked, this, &HeatmapView::click);
    connect(&choice, &PairChoice::changed, this, &HeatmapView::prepare);
    connect(&focus, &ItemFocus::hoveredChanged, this, &HeatmapView::showFocus);
    connect(&focus, &ItemFocus::pinnedChanged, this, &HeatmapView::showPinned);
    connect(&focus.selection(), &ItemSelection::changed, this, &HeatmapView::prepare);
    m_batch->setActive(false);
    connect(m_batch, &LiveBatch::changed, this, [this] {
        if (m_which == Items::batch) showFrame();
    });
    connect(m_sprites, &ItemSprites::changed, this, [this] {
        refreshEdges();
        emit labelled();
    });
    retranslate();
}

HoverCard& HeatmapView::card()
{
    return m_hover->card();
}

void HeatmapView::setItems(Items items)
{
    if (std::exchange(m_which, items) == items) return;
    if (m_companion) m_companion->setItems(items);
    watchBatch();
    prepare();
}

// It is embedded only while someone looks.
void HeatmapView::watchBatch()
{
    m_batch->setActive(m_which == Items::batch && isVisible());
}

void HeatmapView::showEvent(QShowEvent* event)
{
    HeatMap::showEvent(event);
    watchBatch();
}

void HeatmapView::hideEvent(QHideEvent* event)
{
    HeatMap::hideEvent(event);
    watchBatch();
}

void HeatmapView::setOrder(Order order)
{
    if (std::exchange(m_sorting, order) == order) return;
    if (m_companion) m_companion->setOrder(order);
    m_sinceSorted.invalidate();
    judge();
    showPinned();
}

void HeatmapView::setFace(MatrixFace face)
{
    if (std::exchange(m_face, face) == face) return;
    if (m_companion) m_companion->setFace(face);
    showColors();
    showFace(false);
}

void HeatmapView::setBlock(PairBlock block)
{
    if (std::exchange(m_block, block) == block) return;
    if (m_companion) m_companion->setBlock(block);
    setDiagonalOutlined(block == PairBlock::across);
    m_sinceSorted.invalidate();
    showFace(false);
    judge();
    showLabels();
}

void HeatmapView::setRangeAutomatic(bool automatic)
{
    if (std::exchange(m_automatic, automatic) != automatic) fitColors();
}

void HeatmapView::setCompanion(HeatmapView* companion)
{
    if (m_companion) m_companion->m_lead = nullptr;
    m_companion = companion;
    if (companion) {
        companion->m_lead = this;
        companion->setItems(m_which);
        companion->setOrder(m_sorting);
        companion->setFace(m_face);
        companion->setBlock(m_block);
        companion->judge();
    }
    fitColors();
}

bool HeatmapView::takesOrder() const
{
    return m_lead && m_lead->m_items == m_items;
}

bool HeatmapView::isComparable(const HeatmapView& other) const
{
    return m_matrix && other.m_matrix && rows() > 0 && rows() == other.rows()
        && m_items == other.m_items && m_order == other.m_order && m_face == other.m_face
        && m_block == other.m_block;
}

float HeatmapView::measured(int row, int column) const
{
    const std::vector<float>& values = m_glide.goal();
    const std::size_t side = m_order.size();
    if (values.size() != side * side) return std::numeric_limits<float>::quiet_NaN();
    return values[std::size_t(m_order[std::size_t(row)]) * side
        + std::size_t(m_order[std::size_t(column)])];
}

void HeatmapView::follow(const MomentChange& change)
{
    if (change.run == MomentChange::Run::other) clear();
    if (change.data)
        prepare();
    else if (change.frame || change.events)
        showFrame(); // what is trained may be another thing now
    if (change.playhead && !m_moment.isMoving()) m_glide.finish();
}

void HeatmapView::clear()
{
    m_hover->close();
    m_glide.clear();
    m_matrix.reset();
    m_right = 0;
    setHighlightedCell({});
    setWinners({});
    setBoxed({});
    setMatrix({}, 0, 0);
    sayWaiting();
    emit judged();
}

void HeatmapView::sayWaiting()
{
    const QString first = tr("Waiting for the first embeddings…");
    setEmptyText(
        m_which == Items::heldOut ? waitingText(m_moment, first) : weightsText(m_moment, first));
}

ItemSource HeatmapView::source() const
{
    if (m_which == Items::training) return ItemSource::training;
    return m_focus.selection().isEmpty() ? ItemSource::sample : ItemSource::gathered;
}

std::vector<Index> HeatmapView::sample() const
{
    if (!m_moment.setup()) return {};
    if (m_which == Items::batch)
        return m_batch->batch() ? m_batch->batch()->items : std::vector<Index>();
    switch (source()) {
    case ItemSource::training:
        return m_moment.probes().trainingItems;
    case ItemSource::gathered:
        return m_focus.selection().items();
    case ItemSource::sample:
        break;
    }
    return m_moment.probes().heatmapItems;
}

// Other items: nothing glides from those before.
void HeatmapView::prepare()
{
    m_items = sample();
    if (m_which == Items::heldOut && m_items.size() > mostGathered) m_items.resize(mostGathered);
    m_order.resize(m_items.size());
    std::iota(m_order.begin(), m_order.end(), 0);
    m_sinceSorted.invalidate();
    m_glide.clear();
    m_matrix.reset();
    if (const auto setup = m_moment.setup())
        m_colors = GroupColors(setup->dataset(), m_moment.probes().projectionItems);
    retranslate();
    showFrame();
    showPinned();
}

void HeatmapView::showFrame()
{
    const auto frame = m_moment.frame();
    if (!frame) return clear();
    if (!m_moment.setup()) return;
    if (m_which == Items::batch) return showBatch();
    showMatrix(matrixItemsOf(m_moment, m_choice, *frame, m_items, source()));
}

// Other items each time.
void HeatmapView::showBatch()
{
    const auto batch = m_batch->batch();
    if (batch && m_items != batch->items) return prepare();
    if (batch && !m_items.empty()) return showMatrix(matrixItemsOf(m_moment, m_choice, *batch));
    clear();
    setEmptyText(tr("No batch yet: each step draws one."));
}

void HeatmapView::showMatrix(MatrixItems items)
{
    if (items.cosines.rows() != std::ssize(m_items) || m_items.empty()) return clear();
    m_matrix.emplace(std::move(items));
    showColors();
    showFace(m_moment.isMoving());
    judge();
    m_hover->refreshFooter();
}

// Kinds of cells do not glide into one another.
void HeatmapView::showFace(bool smoothly)
{
    if (!m_matrix) return;
    const FaceLack lack = m_matrix->lack(m_face, m_block);
    if (lack != FaceLack::none) {
        m_glide.clear();
        setMatrix({}, 0, 0);
        return setEmptyText(lackText(lack, m_matrix->items().objective));
    }
    const Matrix<float> values = shownFace();
    if (values.size() == 0) {
        m_glide.clear();
        setMatrix({}, 0, 0);
        return setEmptyText(tr("There is nothing to compare with: the other moment has none of "
                               "these pairs."));
    }
    m_glide.aim(
        { values.data(), values.data() + values.size() }, smoothly && m_face != MatrixFace::target);
    fitColors();
}

// Kinds of cells, and items that no other moment has, have none.
bool HeatmapView::isDifference() const
{
    return m_against && m_which != Items::batch && m_face != MatrixFace::target;
}

// Empty where the other moment has none of these items.
Matrix<float> HeatmapView::shownFace() const
{
    Matrix<float> values = m_matrix->face(m_face, m_block);
    if (!isDifference()) return values;
    const PairMatrix other(matrixItemsOf(m_moment, m_choice, *m_against, m_items, source()));
    if (other.size() != values.rows() || other.lack(m_face, m_block) != FaceLack::none) return {};
    return values - other.face(m_face, m_block);
}

void HeatmapView::setAgainst(std::shared_ptr<const ProbeFrame> other, const QString& name)
{
    m_against = std::move(other);
    m_againstName = name;
    showColors();
    showFace(false);
}

// In the order that is shown.
void HeatmapView::glide()
{
    const std::vector<float>& shown = m_glide.shown();
    const std::size_t side = m_order.size();
    if (shown.empty() || shown.size() != side * side) return;
    std::vector<float> values;
    values.reserve(shown.size());
    for (const int row : m_order)
        for (const int column : m_order)
            values.push_back(shown[std::size_t(row) * side + std::size_t(column)]);
    setMatrix(std::move(values), int(side), int(side));
    emit glided();
}

std::vector<Index> HeatmapView::itemsInOrder() const
{
    std::vector<Index> items;
    for (const int place : m_order)
        items.push_back(m_items[std::size_t(place)]);
    return items;
}

int HeatmapView::rowOf(Index item) const
{
    return placeOf(itemsInOrder(), item);
}

// Of rows and of columns.
std::pair<int, int> HeatmapView::towers() const
{
    const TrainedPair pair = m_choice.pair();
    if (m_block == PairBlock::across) return { pair.a, pair.b };
    const int tower = m_block == PairBlock::first ? pair.a : pair.b;
    return { tower, tower };
}

ItemFocus::Items HeatmapView::itemsOf(int row, int column) const
{
    const int side = int(m_order.size());
    if (!m_moment.setup() || row >= side || column >= side) return {};
    const auto item = [this](
                          int place) { return m_items[std::size_t(m_order[std::size_t(place)])]; };
    const auto [a, b] = towers();
    return { { item(row), a }, { item(column), b } };
}

// As measured: the colours may still be on their way.
QString HeatmapView::footer(int row, int column) const
{
    const int side = int(m_order.size());
    if (row >= side || column >= side || !m_matrix) return {};
    const QString text =
        cellText(*m_matrix, m_block, m_order[std::size_t(row)], m_order[std::size_t(column)]);
    const QString compared = comparison(row, column);
    return compared.isEmpty() ? text : compared + u'\n' + text;
}

// The first line of the card: the rest is a formula.
QString HeatmapView::readingOf(int row, int column) const
{
    const ItemFocus::Items items = itemsOf(row, column);
    if (items.empty()) return {};
    return tr("row %1, column %2: %3; %4")
        .arg(QString::number(row + 1), QString::number(column + 1), itemWords(m_moment, items),
            footer(row, column).section(u'\n', 0, 0));
}

// What the colours tell in either run, of the same cell.
QString HeatmapView::comparison(int row, int column) const
{
    const HeatmapView* a = m_lead ? m_lead.data() : this;
    const HeatmapView* b = m_lead ? this : m_companion.data();
    if (!b || !kinds().empty() || !a->isComparable(*b)) return {};
    const auto number = [](double value) { return QLocale().toString(value, 'f', 3); };
    const double first = double(a->measured(row, column)),
                 second = double(b->measured(row, column));
    return tr("%1: A %2, B %3, B − A %4")
        .arg(colorBarTitle(), number(first), number(second), number(second - first));
}

QString HeatmapView::textOf(float cosine, bool same, bool partners)
{
    const QString number = QLocale().toString(double(cosine), 'f', 3);
    if (same) return tr("cosine %1 · a pair").arg(number);
    return partners ? tr("cosine %1 · one of them is the same, so it counts as a pair").arg(number)
                    : tr("cosine %1").arg(number);
}

void HeatmapView::hover(int row, int column, const QPoint& globalPosition)
{
    m_hover->enter(
        globalPosition, [this, row, column] { return itemsOf(row, column); },
        [this, row, column] { return footer(row, column); });
}

void HeatmapView::click(int row, int column)
{
    const ItemFocus::Items items = itemsOf(row, column);
    m_focus.pin(items == m_focus.pinned() ? ItemFocus::Items {} : items);
}

// What another view points at: a cell, or an item, whose row crosses its column on the diagonal.
void HeatmapView::showFocus()
{
    if (m_hover->isActive()) return;
    const ItemFocus::Items& hovered = m_focus.hovered();
    if (hovered.size() == 2) {
        const QPoint cell(rowOf(hovered.back().item), rowOf(hovered.front().item));
        const bool here = cell.x() >= 0 && cell.y() >= 0
            && towers() == std::pair(hovered.front().tower, hovered.back().tower);
        return setHighlightedCell(here ? std::optional(cell) : std::nullopt);
    }
    const int place = hovered.size() == 1 ? rowOf(hovered.front().item) : -1;
    setHighlightedCell(place < 0 ? std::nullopt : std::optional(QPoint(place, place)));
}

// A pinned point is outlined as a row and as a column, a pinned cell by its own.
void HeatmapView::showPinned()
{
    const ItemFocus::Items& pinned = m_focus.pinned();
    if (pinned.empty()) return setOutlined({}, {});
    setOutlined({ rowOf(pinned.front().item) }, { rowOf(pinned.back().item) });
}

void HeatmapView::retranslate()
{
    setAccessibleName(tr("Matrix of pairs"));
    showColors();
    setReductionCaption(tr("each cell is the mean of %1 × %1 pairs"));
    sayWaiting();
    showLabels();
    showFace(false);
}

void HeatmapView::changeEvent(QEvent* event)
{
    HeatMap::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace contrastlab
