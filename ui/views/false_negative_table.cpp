// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/false_negative_table.h"

#include "run/item_names.h"
#include "run/item_pictures.h"
#include "run/waiting_text.h"
#include "views/item_card.h"
#include "views/view_menu.h"

#include <QEvent>
#include <QHeaderView>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace contrastlab {

namespace {

constexpr int pairRowHeight = 32, pairPictureSide = 28;

QString reasonText(FalseNegative::Reason reason)
{
    switch (reason) {
    case FalseNegative::Reason::sameContent:
        return FalseNegativeTable::tr("same content");
    case FalseNegative::Reason::nearContent:
        return FalseNegativeTable::tr("nearly the same content");
    case FalseNegative::Reason::sameLabel:
        break;
    }
    return {};
}

} // namespace

FalseNegativeTable::FalseNegativeTable(RunMoment& moment, ItemFocus& focus, PairChoice& choice,
    ItemPictures& pictures, QWidget* parent)
    : QTableWidget(parent)
    , m_moment(moment)
    , m_focus(focus)
    , m_pictures(pictures)
    , m_live(new LiveFalseNegatives(moment, choice, this))
{
    makeLook();
    connect(m_live, &LiveFalseNegatives::changed, this, &FalseNegativeTable::follow);
    connect(&moment, &RunMoment::changed, this, [this](const MomentChange& change) {
        if (!change.data) return;
        m_icons.clear();
        retranslate(); // titles name the modalities
    });
    connect(&pictures, &ItemPictures::loaded, this, &FalseNegativeTable::showPairs);
    connect(this, &QTableWidget::cellEntered, this,
        [this](int row, int) { m_focus.hover(itemsOf(row)); });
    connect(this, &QTableWidget::currentCellChanged, this, [this](int row) { choose(row); });
    new ViewMenu(*this, *this, { [this] { return table(); } });
    retranslate();
}

void FalseNegativeTable::makeLook()
{
    setTabKeyNavigation(false);
    setColumnCount(columns);
    setEditTriggers(NoEditTriggers);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setFrameShape(NoFrame);
    setShowGrid(false);
    setMouseTracking(true);
    setIconSize({ pairPictureSide, pairPictureSide });
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(pairRowHeight);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
}

// Rows stay where they are below the pointer: they are about to be clicked.
void FalseNegativeTable::follow()
{
    emit summaryChanged();
    if (m_live->found() && m_sinceShown.isValid() && viewport()->underMouse()) return;
    m_sinceShown.start();
    showPairs();
}

void FalseNegativeTable::setFilter(const QString& text)
{
    m_filter = text;
    showPairs();
}

QString FalseNegativeTable::nameOf(Index place) const
{
    return itemTitle(m_moment, m_moment.probes().projectionItems[std::size_t(place)]);
}

void FalseNegativeTable::showPairs()
{
    const QSignalBlocker quiet(this); // the row that is current stays a place, not a choice
    const auto found = m_live->found();
    m_shown.clear();
    if (std::exchange(m_pair, m_live->pair()) != m_live->pair()) showTitles();
    for (std::size_t i = 0; found && i < found->worst.size(); ++i) {
        const FalseNegative& cell = found->worst[i];
        if (nameOf(cell.a).contains(m_filter, Qt::CaseInsensitive)
            || nameOf(cell.b).contains(m_filter, Qt::CaseInsensitive))
            m_shown.push_back(cell);
    }
    setRowCount(int(m_shown.size()));
    for (int row = 0; row < rowCount(); ++row)
        showRow(row, m_shown[std::size_t(row)]);
    if (currentRow() >= 0 && itemsOf(currentRow()) != m_focus.pinned()) setCurrentCell(-1, -1);
}

// An item stands in many rows, and rows come anew each second.
QIcon FalseNegativeTable::iconOf(Index item)
{
    const auto known = m_icons.find(item);
    if (known != m_icons.end()) return known->second;
    const QImage picture = m_pictures.count(item) > 0 ? m_pictures.picture(item) : QImage();
    if (picture.isNull()) return {};
    return m_icons[item] = QPixmap::fromImage(picture.scaled(2 * pairPictureSide,
               2 * pairPictureSide, Qt::KeepAspectRatio, Qt::SmoothTransformation));
}

void FalseNegativeTable::showRow(int row, const FalseNegative& cell)
{
    const auto& items = m_moment.probes().projectionItems;
    const auto at = [&](int column) {
        if (!item(row, column)) setItem(row, column, new QTableWidgetItem);
        return item(row, column);
    };
    const auto showItem = [&](int column, Index place) {
        at(column)->setText(nameOf(place));
        at(column)->setToolTip(nameOf(place));
        at(column)->setIcon(iconOf(items[std::size_t(place)]));
    };
    showItem(first, cell.a);
    showItem(second, cell.b);
    const QString why = reasonText(cell.reason);
    at(reason)->setText(
        why.isEmpty() ? groupName(m_moment.setup()->dataset(), items[std::size_t(cell.a)]) : why);
    const QLocale locale;
    at(cosine)->setText(locale.toString(double(cell.cosine), 'f', 3));
    at(push)->setText(locale.toString(100 * double(cell.pushShare), 'f', 3) + QStringLiteral(" %"));
    for (const int column : { cosine, push })
        at(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
}

ItemFocus::Items FalseNegativeTable::itemsOf(int row) const
{
    const auto& items = m_moment.probes().projectionItems;
    const FalseNegative& cell = m_shown[std::size_t(row)];
    return { { items[std::size_t(cell.a)], m_pair.a }, { items[std::size_t(cell.b)], m_pair.b } };
}

void FalseNegativeTable::choose(int row)
{
    if (row < 0 || std::size_t(row) >= m_shown.size()) return;
    const ItemFocus::Items items = itemsOf(row);
    m_focus.pin(items);
    m_focus.selection().set(
        { items.front().item, items.back().item }, ItemSelection::Origin::table);
}

QString FalseNegativeTable::summary() const
{
    const auto found = m_live->found();
    if (!found) return waitingText(m_moment, tr("Waiting for the first embeddings…"));
    const QLocale locale;
    if (!found->isFinite)
        return tr("The embeddings of step %1 are not numbers: the model has diverged.")
            .arg(locale.toString(qlonglong(found->step)));
    if (found->cells == 0)
        return tr("No two held-out items share a label or hold nearly the same.");
    const auto items = qlonglong(m_moment.probes().projectionItems.size());
    return tr("%1 of %2 cells beside the diagonal take %3 % of the push")
        .arg(locale.toString(qlonglong(found->cells)), locale.toString(items * (items - 1)),
            locale.toString(100 * found->pushShare, 'f', 1));
}

QList<QStringList> FalseNegativeTable::table() const
{
    QList<QStringList> rows { {} };
    for (int column = 0; column < columns; ++column)
        rows.front() << horizontalHeaderItem(column)->text();
    for (int row = 0; row < rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < columns; ++column)
            cells << item(row, column)->text();
        rows << cells;
    }
    return rows;
}

void FalseNegativeTable::showTitles()
{
    const auto setup = m_moment.setup();
    const auto tower = [&](int index) {
        return setup && index < setup->towers() ? modalityName(setup->modality(index).name)
                                                : QString();
    };
    setHorizontalHeaderLabels({ tr("item, %1").arg(tower(m_pair.a)),
        tr("item, %1").arg(tower(m_pair.b)), tr("why"), tr("cosine"), tr("push") });
    fitColumns();
    horizontalHeaderItem(reason)->setToolTip(
        tr("Why they belong together: their group, or what they hold"));
    horizontalHeaderItem(push)->setToolTip(
        tr("Of the gradients beside the diagonal, as InfoNCE has them among all held-out items at "
           "the temperature of now: what pushes these two apart"));
}

// At least as wide as their titles.
void FalseNegativeTable::fitColumns()
{
    constexpr int widths[] { 9, 9, 8, 4, 4 }; // in heights of the font
    for (int column = 0; column < columns; ++column)
        setColumnWidth(column,
            std::max(widths[column] * fontMetrics().height(),
                horizontalHeader()->sectionSizeHint(column)));
}

void FalseNegativeTable::retranslate()
{
    showTitles();
    showPairs();
    emit summaryChanged();
}

void FalseNegativeTable::changeEvent(QEvent* event)
{
    QTableWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

void FalseNegativeTable::leaveEvent(QEvent* event)
{
    QTableWidget::leaveEvent(event);
    m_focus.hover({});
}

} // namespace contrastlab
