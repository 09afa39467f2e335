// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/heatmap_view.h"

#include "run/item_names.h"
#include "run/waiting_text.h"
#include "views/item_hover.h"

#include <QEvent>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

// Runs of items with the same label.
std::vector<AxisGroup> groupsOf(const Dataset& dataset, const std::vector<Index>& items)
{
    std::vector<AxisGroup> groups;
    int last = -2;
    for (int i = 0; i < int(items.size()) && !dataset.labels.empty(); ++i) {
        const int label = dataset.labels[std::size_t(items[std::size_t(i)])];
        if (label != last) groups.push_back({ i, 0, labelName(dataset, label) });
        ++groups.back().count;
        last = label;
    }
    return groups;
}

} // namespace

HeatmapView::HeatmapView(RunMoment& moment, ItemFocus& focus, PairChoice& choice,
    ItemPictures& pictures, ItemSounds& sounds, QWidget* parent)
    : HeatMap(parent)
    , m_moment(moment)
    , m_focus(focus)
    , m_choice(choice)
    , m_hover(new ItemHover(moment, focus, pictures, sounds, *this))
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
    retranslate();
}

HoverCard& HeatmapView::card()
{
    return m_hover->card();
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
    setHighlightedCell({});
    setMatrix({}, 0, 0);
}

void HeatmapView::prepare()
{
    retranslate();
    showFrame();
    showPinned();
}

void HeatmapView::showFrame()
{
    const auto frame = m_moment.frame();
    const auto shown = std::size_t(m_choice.index());
    if (!frame) return clear();
    if (!m_moment.setup() || shown >= frame->similarities.size()) return;
    const Matrix<float>& cosines = frame->similarities[shown];
    m_rows = int(cosines.rows());
    m_columns = int(cosines.cols());
    m_glide.aim({ cosines.data(), cosines.data() + cosines.size() }, m_moment.isMoving());
    m_hover->refreshFooter();
}

void HeatmapView::glide()
{
    setMatrix(m_glide.shown(), m_rows, m_columns);
}

ItemFocus::Items HeatmapView::itemsOf(int row, int column) const
{
    const auto& items = m_moment.probes().heatmapItems;
    if (!m_moment.setup() || row >= std::ssize(items) || column >= std::ssize(items)) return {};
    const TrainedPair pair = m_choice.pair();
    return { { items[std::size_t(row)], pair.a }, { items[std::size_t(column)], pair.b } };
}

// As measured: the colours may still be on their way.
QString HeatmapView::cosineText(int row, int column) const
{
    if (row >= m_rows || column >= m_columns) return {};
    const QString cosine =
        QLocale().toString(double(m_glide.goal()[std::size_t(row * m_columns + column)]), 'f', 3);
    return row == column ? tr("cosine %1 · a pair").arg(cosine) : tr("cosine %1").arg(cosine);
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
    if (items == m_focus.pinned())
        m_focus.clear();
    else
        m_focus.pin(items);
}

// What another view points at: its row crosses its column on the diagonal.
void HeatmapView::showFocus()
{
    if (m_hover->isActive()) return;
    const ItemFocus::Items& hovered = m_focus.hovered();
    const auto& items = m_moment.probes().heatmapItems;
    const int place = hovered.size() == 1 ? placeOf(items, hovered.front().item) : -1;
    setHighlightedCell(place < 0 ? std::nullopt : std::optional(QPoint(place, place)));
}

// A pinned point is outlined as a row and as a column, a pinned cell by its own.
void HeatmapView::showPinned()
{
    const ItemFocus::Items& pinned = m_focus.pinned();
    const auto& items = m_moment.probes().heatmapItems;
    if (pinned.empty()) return setOutlined({}, {});
    setOutlined({ placeOf(items, pinned.front().item) }, { placeOf(items, pinned.back().item) });
}

void HeatmapView::retranslate()
{
    setColorBarTitle(tr("cosine"));
    setReductionCaption(tr("each cell is the mean of %1 × %1 pairs"));
    setEmptyText(waitingText(m_moment, tr("Waiting for the first embeddings…")));
    const auto setup = m_moment.setup();
    if (!setup) return;
    const TrainedPair pair = m_choice.pair();
    setAxisTitles(
        modalityName(setup->modality(pair.a).name), modalityName(setup->modality(pair.b).name));
    const auto groups = groupsOf(setup->dataset(), m_moment.probes().heatmapItems);
    setGroups(groups, groups);
}

void HeatmapView::changeEvent(QEvent* event)
{
    HeatMap::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace contrastlab
