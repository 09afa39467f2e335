// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// When the cosines are made, and of what; what is said of them is in matrix_map_labels.cpp. Window
// thread, but for what work() hands over.
#include "views/matrix_map_view.h"

#include "run/waiting_text.h"
#include "views/item_hover.h"
#include "views/item_sprites.h"

#include <QEvent>
#include <QLocale>

#include <utility>

namespace contrastlab {

namespace {

MatrixSource sourceOf(const std::shared_ptr<const ItemCosines>& cosines)
{
    return { int(cosines->items.size()),
        [cosines](int level, const QRect& blocks) {
            const Matrix<float> means = cosines->pyramid.means(
                level, { blocks.top(), blocks.height() }, { blocks.left(), blocks.width() });
            return std::vector<float>(means.data(), means.data() + means.size());
        },
        [cosines](int level, int block) { return cosines->pyramid.pairMean(level, block); },
        [cosines](int level, int block) { return cosines->pyramid.leastPair(level, block); },
        [cosines](int level, const QRect& blocks) {
            std::vector<MatrixPeak> peaks;
            for (const SimilarityPyramid::Cell& cell : cosines->largest(
                     level, { blocks.top(), blocks.height() }, { blocks.left(), blocks.width() }))
                peaks.push_back({ int(cell.row), int(cell.column), cell.cosine });
            return peaks;
        } };
}

} // namespace

MatrixMapView::MatrixMapView(RunMoment& moment, ItemFocus& focus, PairChoice& choice,
    ItemPictures& pictures, ItemSounds& sounds, QWidget* parent)
    : MatrixMap(parent)
    , m_moment(moment)
    , m_focus(focus)
    , m_choice(choice)
    , m_hover(new ItemHover(moment, focus, pictures, sounds, *this))
    , m_sprites(new ItemSprites(moment, pictures, this))
    , m_task(moment, [this](const auto& checkpoint) { return work(checkpoint); })
{
    connect(&m_task, &CheckpointTask::progressed, this, [this](Index done, Index all) {
        say([done, all] {
            return tr("Embedding all items: %1 of %2…")
                .arg(QLocale().toString(qlonglong(done)), QLocale().toString(qlonglong(all)));
        });
    });
    connect(&m_task, &CheckpointTask::failed, this, [this](const QString& reason) {
        say([reason] { return tr("Items could not be embedded: %1").arg(reason); });
    });
    connect(&moment, &RunMoment::changed, this, &MatrixMapView::follow);
    connect(&choice, &PairChoice::changed, this, [this] {
        forget();
        askSoon();
    });
    setReading([this] { return highlighted() ? readingOf(*highlighted()) : QString(); });
    connect(this, &MatrixMap::blockHovered, this, &MatrixMapView::hover);
    connect(this, &MatrixMap::blockLeft, m_hover, &ItemHover::leave);
    connect(this, &MatrixMap::cellClicked, this, &MatrixMapView::click);
    connect(&focus, &ItemFocus::hoveredChanged, this, &MatrixMapView::showFocus);
    connect(&focus, &ItemFocus::pinnedChanged, this, &MatrixMapView::showPinned);
    connect(m_sprites, &ItemSprites::changed, this, &MatrixMap::refreshEdges);
    setColorMap(ColorMap::Matrix);
    forget();
    retranslate();
}

HoverCard& MatrixMapView::card()
{
    return m_hover->card();
}

void MatrixMapView::setChosen(bool chosen)
{
    if (std::exchange(m_chosen, chosen) == chosen) return;
    if (!chosen) return forget();
    askSoon();
}

void MatrixMapView::showEvent(QShowEvent* event)
{
    MatrixMap::showEvent(event);
    askSoon();
}

void MatrixMapView::follow(const MomentChange& change)
{
    if (change.run == MomentChange::Run::other || change.data) forget();
    askSoon();
}

void MatrixMapView::say(std::function<QString()> text)
{
    m_waiting = std::move(text);
    setEmptyText(m_waiting());
}

void MatrixMapView::forget()
{
    m_task.forget();
    m_cosines = nullptr;
    m_nearest.reset();
    m_hover->close();
    setSource({});
    say([this] { return weightsText(m_moment, tr("Waiting for the first embeddings…")); });
    emit stateChanged();
}

void MatrixMapView::askSoon()
{
    if (m_chosen && isVisible() && m_choice.count() > 0) m_task.askSoon();
}

CheckpointTask::Work MatrixMapView::work(const std::shared_ptr<const Checkpoint>& checkpoint)
{
    if (!m_chosen || !isVisible() || m_choice.count() == 0) return {};
    return [this, checkpoint, setup = m_moment.setup(), pair = m_choice.pair()](
               ThreadPool& pool, const CheckpointTask::Progress& progress) {
        const auto cosines = std::make_shared<const ItemCosines>(
            cosinesOfItems(pool, *setup, *checkpoint, pair, progress));
        return [this, cosines] { keep(cosines); };
    };
}

void MatrixMapView::keep(const Cosines& cosines)
{
    const bool usable = !cosines->items.empty() && cosines->pyramid.isFinite();
    m_cosines = usable ? cosines : nullptr;
    if (usable)
        setSource(sourceOf(cosines));
    else {
        setSource({});
        say([step = cosines->step] {
            return tr("The embeddings of step %1 are not numbers: the model has diverged.")
                .arg(QLocale().toString(qlonglong(step)));
        });
    }
    showLabels();
    showPinned();
    if (m_hover->isActive() && highlighted()) hover(*highlighted(), m_pointed);
    emit stateChanged();
}

// --- items

Index MatrixMapView::itemAt(Index place) const
{
    return m_cosines->items[std::size_t(place)];
}

int MatrixMapView::placeOf(Index item) const
{
    return m_cosines ? contrastlab::placeOf(m_cosines->items, item) : -1;
}

ItemFocus::Items MatrixMapView::itemsOf(Index row, Index column) const
{
    return { { itemAt(row), m_cosines->pair.a }, { itemAt(column), m_cosines->pair.b } };
}

// Of a block small enough for all its cosines, the card shows the two items that are nearest.
void MatrixMapView::hover(const MatrixBlock& block, const QPoint& globalPosition)
{
    if (!m_cosines) return;
    m_pointed = globalPosition;
    const auto largest = m_cosines->largest(block.level, { block.row, 1 }, { block.column, 1 });
    m_nearest = largest.empty() ? std::nullopt : std::optional(largest.front());
    m_hover->enter(
        globalPosition,
        [this] {
            return m_cosines && m_nearest ? itemsOf(m_nearest->row, m_nearest->column)
                                          : ItemFocus::Items {};
        },
        [this, block] { return textOf(block); });
}

void MatrixMapView::click(int row, int column)
{
    const ItemFocus::Items items = itemsOf(row, column);
    m_focus.pin(items == m_focus.pinned() ? ItemFocus::Items {} : items);
}

// What another view points at: its row crosses its column on the diagonal.
void MatrixMapView::showFocus()
{
    if (m_hover->isActive() || !m_cosines) return;
    const ItemFocus::Items& hovered = m_focus.hovered();
    const int place = hovered.size() == 1 ? placeOf(hovered.front().item) : -1;
    highlightCell(place < 0 ? std::nullopt : std::optional(QPoint(place, place)));
}

void MatrixMapView::showPinned()
{
    const ItemFocus::Items& pinned = m_focus.pinned();
    const QPoint cell = pinned.empty()
        ? QPoint(-1, -1)
        : QPoint(placeOf(pinned.back().item), placeOf(pinned.front().item));
    setOutlined(cell.x() < 0 || cell.y() < 0 ? std::nullopt : std::optional(cell));
}

void MatrixMapView::changeEvent(QEvent* event)
{
    MatrixMap::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace contrastlab
