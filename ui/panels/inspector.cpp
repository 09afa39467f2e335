// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "panels/inspector.h"

#include "panels/item_sheet.h"
#include "panels/neighbour_list.h"
#include "run/item_names.h"
#include "run/item_pictures.h"
#include "views/item_card.h"
#include "views/view_hint.h"
#include "views/view_menu.h"

#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace contrastlab {

Inspector::Inspector(RunMoment& moment, ItemFocus& focus, PairChoice& choice,
    ItemPictures& pictures, ItemSounds& sounds, QWidget* parent)
    : QScrollArea(parent)
    , m_moment(moment)
    , m_focus(focus)
    , m_choice(choice)
    , m_hint(new ViewHint(this))
    , m_empty(new QLabel(this))
    , m_relation(new QLabel(this))
    , m_outside(new QLabel(this))
{
    for (ItemSheet*& sheet : m_sheets)
        sheet = new ItemSheet(moment, pictures, sounds, this);
    for (std::size_t i = 0; i < m_sides.size(); ++i) {
        m_sides[i] = { new QLabel(this), new NeighbourList(moment, pictures, this) };
        connect(m_sides[i].list, &NeighbourList::clicked, this,
            [this, i](int place) { pinPlace(i, place); });
    }
    makeLayout();
    connect(&focus, &ItemFocus::pinnedChanged, this, &Inspector::showItems);
    connect(&choice, &PairChoice::changed, this, &Inspector::showFrame);
    connect(&moment, &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.data) return showItems();
        if (change.frame) showFrame();
    });
    new ViewMenu(*this, *widget(), { [this] { return table(); } });
    showItems();
}

void Inspector::makeLayout()
{
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(10, 8, 10, 8);
    column->setSpacing(6);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_relation->setWordWrap(true);
    column->addWidget(m_hint);
    column->addWidget(m_empty);
    column->addWidget(m_relation);
    m_outside->setObjectName(QStringLiteral("outsideMatrix"));
    m_outside->setWordWrap(true);
    m_outside->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(m_outside);
    QFont bold = font();
    bold.setBold(true);
    for (std::size_t i = 0; i < m_sides.size(); ++i) {
        const auto [heading, list] = m_sides[i];
        heading->setFont(bold);
        heading->setWordWrap(true);
        column->addWidget(m_sheets[i]);
        column->addWidget(heading);
        column->addWidget(list);
    }
    column->addStretch(1);
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(260);
}

void Inspector::showItems()
{
    const bool ready = m_moment.setup() != nullptr;
    const ItemFocus::Items pinned = ready ? m_focus.pinned() : ItemFocus::Items {};
    m_hint->setTexts(tr("An item, and what lies nearest to it"), tr("What is shown of an item"),
        tr("<p>The item that was pinned by a click, with its name, group, picture, text and "
           "sound, and what the run takes for its partner: the nearest ones in the other "
           "modality, with their cosines, the true partner marked.</p>"
           "<p>Two items of a cell are shown with the cosine between them. A click on a "
           "neighbour goes on to it; Esc lets go.</p>"));
    m_empty->setText(tr("Click a point of the projection or a cell of the similarity matrix: its "
                        "items stay here, with what lies nearest to them while they train. Esc "
                        "lets them go."));
    m_empty->setVisible(pinned.empty());
    // A cell of the diagonal is one item, seen from both sides.
    const bool one = pinned.size() == 2 && pinned[0].item == pinned[1].item;
    for (std::size_t i = 0; i < m_sheets.size(); ++i) {
        const bool shown = i < pinned.size() && !(one && i == 1);
        if (shown) m_sheets[i]->show(pinned[i]);
        m_sheets[i]->setVisible(shown);
    }
    showOutside();
    showFrame();
}

// Who pins a point of the projection looks for its row.
void Inspector::showOutside()
{
    const auto& shown = m_moment.probes().heatmapItems;
    const bool outside = m_moment.setup() && !m_focus.pinned().empty()
        && placeOf(shown, m_focus.pinned().front().item) < 0;
    m_outside->setText(
        tr("Not among the %n item(s) of the similarity matrix.", nullptr, int(shown.size())));
    m_outside->setVisible(outside);
}

// The first side asks from the pinned item's own modality, the second from the other back.
void Inspector::showFrame()
{
    const auto frame = m_moment.frame();
    const ItemFocus::Items& pinned = m_focus.pinned();
    // Neighbours are looked for among the held-out items.
    const auto& judged = m_moment.probes().projectionItems;
    const bool live = frame && m_moment.setup() && !pinned.empty()
        && std::ranges::all_of(
            pinned, [&](const FocusedItem& one) { return placeOf(judged, one.item) >= 0; });
    for (const Side& side : m_sides) {
        side.heading->setVisible(live);
        side.list->setVisible(live);
    }
    m_relation->setVisible(live && pinned.size() == 2 && pinned[0].item != pinned[1].item);
    if (!live || !m_inSight) return;
    TrainedPair pair = m_choice.pair();
    const int own = pinned.front().tower;
    if (pinned.size() == 2)
        pair = { pinned[0].tower, pinned[1].tower };
    else if (own == pair.b)
        std::swap(pair.a, pair.b);
    showSide(0, { pinned.front().item, pair.a }, pair.b);
    showSide(1, { pinned.back().item, pair.b }, pair.a);
    showRelation(*frame);
}

void Inspector::showSide(std::size_t side, const FocusedItem& asked, int to)
{
    const auto setup = m_moment.setup();
    const auto frame = m_moment.frame();
    const int place = placeOf(m_moment.probes().projectionItems, asked.item);
    if (place < 0 || place >= frame->embeddings.front().rows()) return;
    m_targets[side] = to;
    m_sides[side].heading->setText(tr("Nearest, %1 → %2")
                                       .arg(modalityName(setup->modality(asked.tower).name),
                                           modalityName(setup->modality(to).name)));
    const PartnerNumbers partners =
        setup->partners({ asked.tower, to }, m_moment.probes().projectionItems);
    m_sides[side].list->show(
        crossNeighbours(*frame, partners, asked.tower, to, place, NeighbourList::length), place);
    m_sides[side].list->setAccessibleName(m_sides[side].list->verdict());
}

QList<QStringList> Inspector::table() const
{
    QList<QStringList> table { { tr("direction"), tr("place"), tr("item"), tr("cosine"),
        tr("partner") } };
    const auto& items = m_moment.probes().projectionItems;
    for (const Side& side : m_sides) {
        if (side.list->isHidden()) continue;
        int place = 0;
        for (const RankedItem& found : side.list->neighbours().nearest)
            table << QStringList { side.heading->text(), QString::number(++place),
                itemTitle(m_moment, items[std::size_t(found.place)]),
                QString::number(double(found.cosine), 'g', 6),
                QString::number(int(found.partner)) };
    }
    return table;
}

void Inspector::showRelation(const ProbeFrame& frame)
{
    const ItemFocus::Items& pinned = m_focus.pinned();
    if (m_relation->isHidden()) return;
    const auto row = [&](const FocusedItem& focused) {
        const int place = placeOf(m_moment.probes().projectionItems, focused.item);
        return frame.embeddings[std::size_t(focused.tower)].row(place);
    };
    const double cosine = double(row(pinned[0]).dot(row(pinned[1])));
    m_relation->setText(tr("Between the two: cosine %1. They are no pair.")
                            .arg(QLocale().toString(cosine, 'f', 3)));
}

void Inspector::pinPlace(std::size_t side, int place)
{
    const auto& items = m_moment.probes().projectionItems;
    if (place < std::ssize(items)) m_focus.pin({ { items[std::size_t(place)], m_targets[side] } });
}

QString Inspector::headingText(int side) const
{
    return m_sides[std::size_t(side)].heading->text();
}

QString Inspector::relationText() const
{
    return m_relation->isHidden() ? QString() : m_relation->text();
}

QSize Inspector::sizeHint() const
{
    return { 340, 600 };
}

void Inspector::changeEvent(QEvent* event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) showItems();
}

void Inspector::setInSight(bool inSight)
{
    if (std::exchange(m_inSight, inSight) != inSight && inSight) showFrame();
}

} // namespace contrastlab
