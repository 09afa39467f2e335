// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Points are laid out tower by tower: point t * items + i is item i as tower t sees it. Colours and
// pictures are in projection_colors.cpp.
#include "views/projection_view.h"

#include "run/item_names.h"
#include "run/waiting_text.h"
#include "views/item_card.h"
#include "views/item_hover.h"
#include "views/item_sprites.h"

#include <QEvent>
#include <QLocale>
#include <QScopedValueRollback>

#include <algorithm>

namespace contrastlab {

namespace {

constexpr std::size_t neighboursShown = 5, neighboursTold = 3;

QString wayOf(const ChosenAxis& axis)
{
    return axis.isSet() ? axis.from.words + QStringLiteral(" → ") + axis.to.words : QString();
}

} // namespace

ProjectionView::ProjectionView(RunMoment& moment, ItemFocus& focus, ItemPictures& pictures,
    ItemSounds& sounds, QWidget* parent)
    : PointCloud(parent)
    , m_moment(moment)
    , m_focus(focus)
    , m_map(new LiveMap(moment, this))
    , m_hover(new ItemHover(moment, focus, pictures, sounds, *this))
    , m_sprites(new ItemSprites(moment, pictures, this))
{
    setGroupNamesShown(true);
    setPictures([this](int point, double room) { return pictureOf(point, room); });
    connect(m_sprites, &ItemSprites::changed, this, &PointCloud::refreshPictures);
    connect(&moment, &RunMoment::changed, this, &ProjectionView::follow);
    connect(m_map, &LiveMap::changed, this, &ProjectionView::showMap);
    connect(&m_glide, &FrameGlide::moved, this, [this] { setFrame(m_glide.shown()); });
    setReading([this] { return readingOf(hovered()); });
    connect(this, &PointCloud::pointHovered, this, &ProjectionView::hover);
    connect(this, &PointCloud::pointLeft, m_hover, &ItemHover::leave);
    connect(this, &PointCloud::pointLeft, this, [this] { setHoverLinks({}); });
    connect(this, &PointCloud::selectionChanged, this, &ProjectionView::takeSelection);
    connect(&focus, &ItemFocus::hoveredChanged, this, &ProjectionView::showFocus);
    connect(&focus, &ItemFocus::pinnedChanged, this, &ProjectionView::showChosen);
    connect(&focus.selection(), &ItemSelection::changed, this, &ProjectionView::showChosen);
    retranslate();
}

HoverCard& ProjectionView::card()
{
    return m_hover->card();
}

void ProjectionView::setCompanion(ProjectionView& companion)
{
    m_companion = &companion;
    companion.m_map->accompany(*m_map);
    companion.setLegendShown(false);
    companion.setPairsVisible(arePairsVisible());
    companion.setTrails(areTrailsShown());
    companion.setColorBy(m_colorBy);
    connect(&companion, &ProjectionView::frameShown, this, &ProjectionView::shareFilter);
}

void ProjectionView::follow(const MomentChange& change)
{
    if (change.run == MomentChange::Run::other) clear();
    if (change.data) retranslate();
    if (change.playhead && !m_moment.isMoving()) m_glide.finish();
}

void ProjectionView::clear()
{
    m_hover->close();
    const QScopedValueRollback showing(m_showing, true);
    m_glide.clear();
    setPoints({});
    setPairs({});
    m_words.clear();
    emit frameShown();
}

void ProjectionView::makePoints()
{
    const auto setup = m_moment.setup();
    m_colors = GroupColors(setup->dataset(), m_map->items());
    m_words.clear();
    std::vector<CloudPoint> points;
    std::vector<std::pair<int, int>> pairs;
    const int count = int(m_map->items().size());
    const auto& map = m_map->points();
    const bool spatial = map.front().cols() == 3;
    for (int tower = 0; tower < int(map.size()); ++tower)
        for (int i = 0; i < count; ++i) {
            const auto place = map[std::size_t(tower)].row(i);
            points.push_back({ place[0], place[1], 0, tower, spatial ? place[2] : 0 });
        }
    for (const TrainedPair& pair : setup->pairs())
        for (int i = 0; i < count; ++i)
            pairs.emplace_back(pair.a * count + i, pair.b * count + i);
    const QScopedValueRollback showing(m_showing, true);
    m_glide.clear();
    setSpatial(spatial);
    setUnit(m_map->kind() == LiveMap::Kind::sphere);
    setPoints(std::move(points));
    setPairs(std::move(pairs));
    m_partnerBins.clear();
    readPartners();
    colorPoints();
    showChosen();
}

void ProjectionView::showMap()
{
    if (m_map->points().empty()) {
        sayWaiting();
        return clear();
    }
    if (!m_moment.setup()) return;
    Index total = 0;
    for (const auto& places : m_map->points())
        total += places.rows();
    nameAxes();
    if (pointCount() != total) {
        makePoints();
        emit frameShown();
        return;
    }
    readPartners();
    const Matrix<float> all = stacked(m_map->points());
    addToTrails({ all.data(), std::size_t(all.size()) });
    m_glide.aim({ all.data(), all.data() + all.size() }, m_moment.isMoving());
    emit frameShown();
}

ItemFocus::Items ProjectionView::itemsOf(int point) const
{
    const auto& items = m_map->items();
    const int count = int(items.size());
    if (!m_moment.setup() || count == 0 || point < 0 || point >= pointCount()) return {};
    return { { items[std::size_t(point % count)], point / count } };
}

void ProjectionView::hover(int point, const QPoint& globalPosition)
{
    m_hover->enter(globalPosition, [this, point] { return itemsOf(point); });
    showNeighbours(point);
}

// With what is nearest in the space itself.
QString ProjectionView::readingOf(int point) const
{
    const ItemFocus::Items items = itemsOf(point);
    if (items.empty()) return {};
    const QString group = groupName(m_moment.setup()->dataset(), items.front().item);
    QString words = itemWords(m_moment, items);
    if (!group.isEmpty()) words += QStringLiteral(" (%1)").arg(group);
    ItemFocus::Items nearest;
    for (const int other : hoverLinks())
        if (nearest.size() < neighboursTold) nearest.push_back(itemsOf(other).front());
    return nearest.empty() ? words : tr("%1; nearest: %2").arg(words, itemWords(m_moment, nearest));
}

// The nearest in the space itself, whatever the plane makes of them.
void ProjectionView::showNeighbours(int point)
{
    const int count = int(m_map->items().size());
    if (!m_map->rows() || point < 0 || count == 0 || pointCount() % count != 0)
        return setHoverLinks({});
    const auto& rows = *m_map->rows();
    const Vector<float> own = rows[std::size_t(point / count)].row(point % count).transpose();
    std::vector<std::pair<float, int>> cosines;
    for (int tower = 0; tower < int(rows.size()); ++tower) {
        const Vector<float> all = rows[std::size_t(tower)] * own;
        for (int i = 0; i < count; ++i)
            if (tower * count + i != point) cosines.emplace_back(-all[i], tower * count + i);
    }
    const auto shown = std::min<std::size_t>(neighboursShown, cosines.size());
    std::partial_sort(cosines.begin(), cosines.begin() + std::ptrdiff_t(shown), cosines.end());
    std::vector<int> nearest;
    for (std::size_t i = 0; i < shown; ++i)
        nearest.push_back(cosines[i].second);
    setHoverLinks(nearest);
}

void ProjectionView::takeSelection()
{
    if (m_showing) return;
    const auto& shown = m_map->items();
    std::vector<char> taken(shown.size(), 0);
    std::vector<Index> items;
    for (const int point : selection()) {
        const std::size_t place = std::size_t(point) % shown.size();
        if (!std::exchange(taken[place], char(1))) items.push_back(shown[place]);
    }
    if (items.empty()) return m_focus.clear();
    m_focus.selection().set(items, ItemSelection::Origin::cloud);
    showChosen(); // the other halves of what was enclosed, too
}

// A click pins, and chooses with Shift; beside all points it lets both go.
void ProjectionView::takeClick(QPointF at, Qt::KeyboardModifiers modifiers)
{
    if (!plotRect().contains(at)) return;
    const ItemFocus::Items items = itemsOf(pointAt(at));
    if (!(modifiers & Qt::ShiftModifier))
        return items.empty() ? m_focus.clear() : m_focus.pin(items);
    if (!items.empty())
        m_focus.selection().toggle(items.front().item, ItemSelection::Origin::cloud);
}

// A group that the legend turns grey is grey in every view.
void ProjectionView::takeLegendClick(int entry, bool alone)
{
    PointCloud::takeLegendClick(entry, alone);
    shareFilter();
    tellGreyed();
}

// The companion has no legend of its own: a colour or shape is grey in it where all of it is here.
void ProjectionView::shareFilter()
{
    if (!m_companion || m_companion->pointCount() != pointCount()) return;
    std::map<int, bool> colors, shapes; // whether they are shown
    bool differs = false;
    const int count = std::max(1, int(m_map->items().size()));
    for (int point = 0; point < pointCount(); ++point) {
        const bool shown = !isFiltered(point);
        colors[colorOf(point)] |= shown;
        shapes[point / count] |= shown;
        differs |= shown == m_companion->isFiltered(point);
    }
    if (!differs) return;
    for (const auto& [color, shown] : colors)
        m_companion->setColorShown(color, shown);
    for (const auto& [shape, shown] : shapes)
        m_companion->setShapeShown(shape, shown);
}

void ProjectionView::tellGreyed()
{
    const auto& items = m_map->items();
    std::vector<Index> greyed;
    for (int i = 0; i < int(items.size()); ++i) {
        bool grey = true;
        for (int point = i; grey && point < pointCount(); point += int(items.size()))
            grey = isFiltered(point);
        if (grey) greyed.push_back(items[std::size_t(i)]);
    }
    m_focus.selection().setGreyed(greyed);
}

void ProjectionView::showFocus()
{
    if (m_hover->isActive()) return;
    const auto& items = m_map->items();
    const ItemFocus::Items& hovered = m_focus.hovered();
    const int place = hovered.empty() ? -1 : placeOf(items, hovered.front().item);
    setHovered(place < 0 ? -1 : hovered.front().tower * int(items.size()) + place);
}

// An item is shown with its partners, a cell's two items as the cell sees them.
std::vector<int> ProjectionView::pinnedPoints() const
{
    const auto& items = m_map->items();
    std::vector<int> points;
    const ItemFocus::Items& pinned = m_focus.pinned();
    for (const FocusedItem& focused : pinned)
        for (int tower = 0; tower * std::ssize(items) < pointCount(); ++tower) {
            const int place = placeOf(items, focused.item);
            const bool shown = pinned.size() == 1 || tower == focused.tower;
            if (place >= 0 && shown) points.push_back(tower * int(items.size()) + place);
        }
    return points;
}

// What is pinned is ringed among the items that are chosen, and stands out alone where none are.
void ProjectionView::showChosen()
{
    const QScopedValueRollback showing(m_showing, true);
    const ItemSelection& chosen = m_focus.selection();
    if (chosen.isEmpty()) {
        setMarked({});
        return setSelection(pinnedPoints());
    }
    const auto& items = m_map->items();
    const int count = int(items.size());
    std::vector<int> points;
    for (int place = 0; place < count; ++place)
        if (chosen.contains(items[std::size_t(place)]))
            for (int point = place; point < pointCount(); point += count)
                points.push_back(point);
    setMarked(pinnedPoints());
    setSelection(points);
}

void ProjectionView::sayWaiting()
{
    const QString waiting = m_map->waiting(), first = tr("Waiting for the first embeddings…");
    const bool isOfWeights =
        m_map->itemsOf() != LiveMap::Of::heldOut || m_map->kind() == LiveMap::Kind::axes;
    setEmptyText(!waiting.isEmpty() ? waiting
            : isOfWeights           ? weightsText(m_moment, first)
                                    : waitingText(m_moment, first));
}

void ProjectionView::retranslate()
{
    setAccessibleName(tr("Map of the embeddings"));
    sayWaiting();
    nameAxes();
    const auto setup = m_moment.setup();
    if (!setup) return;
    QStringList shapes;
    for (int tower = 0; tower < setup->towers(); ++tower)
        shapes << modalityName(setup->modality(tower).name);
    setShapeLegend(shapes);
    m_words.clear();
    nameColors();
}

// Axes that were turned are those of nothing any more.
void ProjectionView::nameAxes()
{
    const std::array<QString, 3> names = m_map->isAligned()
        ? std::array<QString, 3> { tr("turned to lie on the other run") }
        : axisNames();
    if (std::exchange(m_axisNames, names) != names) setAxisTitles(names[0], names[1], names[2]);
}

std::array<QString, 3> ProjectionView::axisNames() const
{
    const std::vector<double>& shares = m_map->explained();
    const auto title = [&](const QString& name, std::size_t axis) {
        if (axis >= shares.size()) return name;
        return tr("%1 (%2%)").arg(name, QLocale().toString(100 * shares[axis], 'f', 0));
    };
    switch (m_map->kind()) {
    case LiveMap::Kind::pca:
        return { title(tr("first principal axis"), 0), title(tr("second principal axis"), 1),
            title(tr("third principal axis"), 2) };
    case LiveMap::Kind::classes:
        return { tr("first axis between groups"), tr("second axis between groups"),
            tr("third axis between groups") };
    case LiveMap::Kind::axes:
        return { title(wayOf(m_map->axes()[0]), 0),
            title(m_map->axes()[1].isSet() ? wayOf(m_map->axes()[1]) : tr("most of what is left"),
                1) };
    case LiveMap::Kind::sphere:
        return { tr("first coordinate"), tr("second coordinate"), tr("third coordinate") };
    case LiveMap::Kind::tsne:
    case LiveMap::Kind::umap:
        if (m_map->dimensions() == 2) return { tr("no axis: only neighbours mean something") };
        break;
    }
    return {};
}

// They begin with what is shown.
void ProjectionView::setTrails(bool shown)
{
    setTrailsShown(shown);
    const Matrix<float> all = stacked(m_map->points());
    if (all.rows() > 0 && all.rows() == pointCount())
        addToTrails({ all.data(), std::size_t(all.size()) });
}

void ProjectionView::setMap(LiveMap::Kind kind)
{
    m_map->setKind(kind);
    nameAxes();
    resetView();
}

void ProjectionView::showEvent(QShowEvent* event)
{
    PointCloud::showEvent(event);
    m_map->setActive(true);
}

void ProjectionView::hideEvent(QHideEvent* event)
{
    PointCloud::hideEvent(event);
    m_map->setActive(false);
}

void ProjectionView::changeEvent(QEvent* event)
{
    PointCloud::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        m_words.clear();
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace contrastlab
