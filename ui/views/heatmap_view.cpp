// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is shown of which items; order, marks, colours and labels are in heatmap_order.cpp. Window
// thread.
#include "views/heatmap_view.h"

#include "analysis/probe_frame.h"
#include "run/waiting_text.h"
#include "views/item_hover.h"
#include "views/item_sprites.h"

#include <QEvent>
#include <QLocale>

#include <algorithm>
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
{
    setRange(-1, 1);
    setDiagonalOutlined(true);
    connect(&moment, &RunMoment::changed, this, &HeatmapView::follow);
    connect(&m_glide, &FrameGlide::moved, this, &HeatmapView::glide);
    connect(this, &HeatMap::cellHovered, this, &HeatmapView::hover);
    connect(this, &HeatMap::cellLeft, m_hover, &ItemHover::leave);
    connect(this, &HeatMap::cellClicked, this, &HeatmapView::click);
    connect(&choice, &PairChoice::changed, this, &HeatmapView::prepare);
    connect(&focus, &ItemFocus::hoveredChanged, this, &HeatmapView::showFocus);
    connect(&focus, &ItemFocus::pinnedChanged, this, &HeatmapView::showPinned);
    connect(&focus.selection(), &ItemSelection::changed, this, &HeatmapView::prepare);
    connect(m_sprites, &ItemSprites::changed, this, &HeatMap::refreshEdges);
    retranslate();
}

HoverCard& HeatmapView::card()
{
    return m_hover->card();
}

void HeatmapView::setItems(Items items)
{
    if (std::exchange(m_which, items) != items) prepare();
}

void HeatmapView::setOrder(Order order)
{
    if (std::exchange(m_sorting, order) == order) return;
    m_sinceSorted.invalidate();
    judge();
    showPinned();
}

void HeatmapView::setFace(MatrixFace face)
{
    if (std::exchange(m_face, face) == face) return;
    retranslate();
    glide();
    fitColors();
}

void HeatmapView::setRangeAutomatic(bool automatic)
{
    if (std::exchange(m_automatic, automatic) != automatic) fitColors();
}

void HeatmapView::follow(const MomentChange& change)
{
    if (change.run == MomentChange::Run::other) clear();
    if (change.data)
        prepare();
    else if (change.frame)
        showFrame();
    if (change.playhead && !m_moment.isMoving()) m_glide.finish();
}

void HeatmapView::clear()
{
    m_hover->close();
    m_glide.clear();
    m_right = 0;
    setHighlightedCell({});
    setWinners({});
    setBoxed({});
    setMatrix({}, 0, 0);
    emit judged();
}

std::vector<Index> HeatmapView::sample() const
{
    const auto setup = m_moment.setup();
    if (!setup) return {};
    if (m_which == Items::training) return m_moment.probes().trainingItems;
    const ItemSelection& selection = m_focus.selection();
    return selection.isEmpty() ? m_moment.probes().heatmapItems : selection.items();
}

// Other items: nothing glides from those before.
void HeatmapView::prepare()
{
    m_items = sample();
    if (m_items.size() > mostGathered) m_items.resize(mostGathered);
    m_order.resize(m_items.size());
    std::iota(m_order.begin(), m_order.end(), 0);
    m_sinceSorted.invalidate();
    m_glide.clear();
    m_partners = {};
    if (const auto setup = m_moment.setup()) {
        m_colors = GroupColors(setup->dataset(), m_moment.probes().projectionItems);
        m_partners = setup->partners(m_choice.pair(), m_items);
    }
    retranslate();
    showFrame();
    showPinned();
}

Matrix<float> HeatmapView::cosinesOf(const ProbeFrame& frame) const
{
    const bool training = m_which == Items::training;
    const auto& measured = training ? frame.trainingSimilarities : frame.similarities;
    const auto shown = std::size_t(m_choice.index());
    if (shown >= measured.size()) return {};
    if (training || m_focus.selection().isEmpty()) return measured[shown];
    std::vector<Index> rows;
    for (const Index item : m_items)
        if (const int place = placeOf(m_moment.probes().projectionItems, item); place >= 0)
            rows.push_back(place);
    const TrainedPair pair = m_choice.pair();
    const Matrix<float> a = frame.embeddings[std::size_t(pair.a)](rows, Eigen::all);
    const Matrix<float> b = frame.embeddings[std::size_t(pair.b)](rows, Eigen::all);
    return a * b.transpose();
}

void HeatmapView::showFrame()
{
    const auto frame = m_moment.frame();
    if (!frame) return clear();
    if (!m_moment.setup()) return;
    const Matrix<float> cosines = cosinesOf(*frame);
    if (cosines.rows() != std::ssize(m_items) || m_items.empty()) return clear();
    m_temperature = frame->temperature;
    m_glide.aim({ cosines.data(), cosines.data() + cosines.size() }, m_moment.isMoving());
    judge();
    fitColors();
    m_hover->refreshFooter();
}

Matrix<float> HeatmapView::squareOf(const std::vector<float>& cosines) const
{
    const Index side = std::ssize(m_items);
    if (std::ssize(cosines) != side * side) return {};
    return viewOf(cosines.data(), side, side);
}

// In the order that is shown.
void HeatmapView::glide()
{
    const int side = int(m_items.size());
    const Matrix<float> shown = faceOf(m_face, squareOf(m_glide.shown()), m_temperature);
    if (shown.size() == 0) return;
    std::vector<float> values;
    values.reserve(std::size_t(shown.size()));
    for (const int row : m_order)
        for (const int column : m_order)
            values.push_back(shown(row, column));
    setMatrix(std::move(values), side, side);
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

ItemFocus::Items HeatmapView::itemsOf(int row, int column) const
{
    const int side = int(m_order.size());
    if (!m_moment.setup() || row >= side || column >= side) return {};
    const TrainedPair pair = m_choice.pair();
    const auto item = [this](
                          int place) { return m_items[std::size_t(m_order[std::size_t(place)])]; };
    return { { item(row), pair.a }, { item(column), pair.b } };
}

float HeatmapView::measured(int row, int column) const
{
    const int side = int(m_order.size());
    const int from = m_order[std::size_t(row)], to = m_order[std::size_t(column)];
    return m_glide.goal()[std::size_t(from * side + to)];
}

// As measured: the colours may still be on their way.
QString HeatmapView::cosineText(int row, int column) const
{
    const int side = int(m_order.size());
    if (row >= side || column >= side || m_glide.goal().empty()) return {};
    const int from = m_order[std::size_t(row)], to = m_order[std::size_t(column)];
    const QString text = textOf(measured(row, column), row == column,
        m_partners.arePartners(std::size_t(from), std::size_t(to)));
    const QLocale locale;
    const CellNumbers cell = cellNumbers(squareOf(m_glide.goal()), m_temperature, from, to);
    const QString shares = tr("by row %1%, by column %2%", "probabilities of a cell")
                               .arg(locale.toString(100 * cell.rowShare, 'f', 1),
                                   locale.toString(100 * cell.columnShare, 'f', 1));
    const QString force =
        (cell.gradient < 0 ? tr("pulled together by %1") : tr("pushed apart by %1"))
            .arg(locale.toString(std::abs(cell.gradient), 'f', 3));
    return QStringList { text, shares, force }.join(QLatin1Char('\n'));
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
        [this, row, column] { return cosineText(row, column); });
}

void HeatmapView::click(int row, int column)
{
    const ItemFocus::Items items = itemsOf(row, column);
    m_focus.pin(items == m_focus.pinned() ? ItemFocus::Items {} : items);
}

// What another view points at: its row crosses its column on the diagonal.
void HeatmapView::showFocus()
{
    if (m_hover->isActive()) return;
    const ItemFocus::Items& hovered = m_focus.hovered();
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
    const QString titles[] { tr("cosine"), tr("cosine / τ"), tr("probability by row"),
        tr("probability by column"), tr("pull (below 0) and push") };
    setColorBarTitle(titles[std::size_t(m_face)]);
    setReductionCaption(tr("each cell is the mean of %1 × %1 pairs"));
    setEmptyText(waitingText(m_moment, tr("Waiting for the first embeddings…")));
    showLabels();
}

void HeatmapView::changeEvent(QEvent* event)
{
    HeatMap::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace contrastlab
