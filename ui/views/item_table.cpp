// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/item_table.h"

#include "run/live_scores.h"
#include "run/waiting_text.h"
#include "views/false_negative_table.h"
#include "views/item_table_model.h"
#include "views/selection_button.h"
#include "views/spare_bar.h"
#include "views/view_hint.h"
#include "views/view_menu.h"
#include "views/wrapping_row.h"

#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMouseEvent>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>

namespace contrastlab {

namespace {

constexpr int tableSortRest = 1000; ///< ms, while training goes on: a row has to be readable
constexpr int rowHeight = 32;

QList<QStringList> rowsOf(const QAbstractItemModel& model)
{
    QList<QStringList> rows { {} };
    for (int column = 0; column < model.columnCount(); ++column)
        rows.front() << model.headerData(column, Qt::Horizontal).toString();
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells << model.index(row, column).data().toString();
        rows << cells;
    }
    return rows;
}

} // namespace

ItemTable::ItemTable(RunMoment& moment, ItemFocus& focus, PairChoice& choice,
    ItemPictures& pictures, QWidget* parent)
    : QWidget(parent)
    , m_moment(moment)
    , m_focus(focus)
    , m_scores(new LiveScores(moment, choice, this))
    , m_model(new ItemTableModel(moment, focus, *m_scores, pictures, this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_hint(new ViewHint(this))
    , m_view(new QTableView(this))
    , m_falseNegatives(new FalseNegativeTable(moment, focus, choice, pictures, this))
    , m_pages(new QStackedWidget(this))
{
    m_pages->addWidget(m_view);
    m_pages->addWidget(m_falseNegatives);
    m_falseNegatives->setInSight(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_hint);
    column->addWidget(makeControls());
    column->addWidget(m_pages, 1);
    makeView();
    connect(m_scores, &LiveScores::changed, this, &ItemTable::sortSoon);
    connect(&focus.selection(), &ItemSelection::changed, this, &ItemTable::showChosen);
    connect(&focus, &ItemFocus::pinnedChanged, this, &ItemTable::showChosen);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ItemTable::showChosen);
    connect(m_falseNegatives, &FalseNegativeTable::summaryChanged, this, &ItemTable::showCount);
    connect(&moment, &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.data) retranslate(); // titles name the modalities
    });
    retranslate();
}

QWidget* ItemTable::makeControls()
{
    auto* bar = new SpareBar(this);
    m_search = new QLineEdit(bar);
    m_search->setClearButtonEnabled(true);
    m_search->setProperty("acceptsText", true);
    m_search->setProperty("filtersList", true);
    m_search->setMaximumWidth(14 * fontMetrics().height());
    m_choices = new SelectionButton(m_moment, m_focus.selection(), bar);
    m_count = new QLabel(bar);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_sorted->setFilterFixedString(text);
        m_falseNegatives->setFilter(text);
        showChosen();
    });
    m_lens = new QToolButton(bar);
    m_lens->setCheckable(true);
    connect(m_lens, &QToolButton::toggled, this, &ItemTable::setLens);
    auto* row = new WrappingRow(bar);
    row->setContentsMargins(8, 0, 8, 2);
    row->setSpacing(8);
    row->addWidget(m_search);
    row->addWidget(m_lens);
    row->addWidget(m_choices);
    row->addWidget(m_count);
    return bar;
}

void ItemTable::makeView()
{
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(ItemTableModel::sortRole);
    m_sorted->setFilterKeyColumn(ItemTableModel::title);
    m_sorted->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_sorted->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_sorted->setSortLocaleAware(true);
    m_sorted->setDynamicSortFilter(false);
    m_view->setTabKeyNavigation(false);
    m_view->setModel(m_sorted);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(ItemTableModel::loss, Qt::DescendingOrder);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setShowGrid(false);
    m_view->setMouseTracking(true);
    m_view->setIconSize({ rowHeight - 4, rowHeight - 4 });
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(rowHeight);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    connect(m_view, &QTableView::entered, this, [this](const QModelIndex& index) {
        m_focus.hover({ { itemAt(index.row()), 0 } });
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
        &ItemTable::takeRows);
    m_view->viewport()->installEventFilter(this);
    m_view->installEventFilter(this);
    new ViewMenu(*m_view, *m_view,
        { [this] { return wholeTable(); },
            [this] { return m_focus.hovered().empty() ? QString() : tr("Pin this item"); },
            [this] { m_focus.pin(ItemFocus::Items(m_focus.hovered())); },
            [this] { m_view->sortByColumn(ItemTableModel::loss, Qt::DescendingOrder); },
            [this] {
                return m_search->text().isEmpty() ? std::nullopt : std::optional(table());
            } });
}

Index ItemTable::itemAt(int row) const
{
    return m_model->itemOf(m_sorted->mapToSource(m_sorted->index(row, 0)).row());
}

// One row is pinned, as a click in every view pins; several are chosen.
void ItemTable::takeRows()
{
    if (m_showing) return;
    std::vector<Index> items;
    for (const QModelIndex& index : m_view->selectionModel()->selectedRows())
        items.push_back(itemAt(index.row()));
    const QScopedValueRollback showing(m_showing, true);
    const bool several = items.size() > 1;
    if (items.size() == 1) m_focus.pin({ { items.front(), 0 } });
    m_focus.selection().set(several ? items : std::vector<Index>(), ItemSelection::Origin::table);
    showCount();
}

void ItemTable::showChosen()
{
    if (m_showing) return;
    showCount();
    const ItemSelection& chosen = m_focus.selection();
    const auto isShown = [&](Index item) {
        return chosen.isEmpty() ? std::ranges::find(m_focus.pinned(), item, &FocusedItem::item)
                != m_focus.pinned().end()
                                : chosen.contains(item);
    };
    const QScopedValueRollback showing(m_showing, true);
    // In as few ranges as there are: what Qt does with them takes their number squared, so that the
    // old ones go without comparison, too.
    QItemSelection ranges;
    const int rows = m_sorted->rowCount();
    for (int row = 0; row < rows; ++row) {
        if (!isShown(itemAt(row))) continue;
        const int from = row;
        while (row + 1 < rows && isShown(itemAt(row + 1)))
            ++row;
        ranges.append(QItemSelectionRange(
            m_sorted->index(from, 0), m_sorted->index(row, ItemTableModel::columns - 1)));
    }
    m_view->selectionModel()->reset();
    m_view->selectionModel()->select(ranges, QItemSelectionModel::Select);
    m_view->viewport()->update();
    if (!ranges.isEmpty()) m_view->scrollTo(ranges.front().topLeft());
}

void ItemTable::showCount()
{
    if (m_pages->currentWidget() == m_falseNegatives)
        return m_count->setText(m_falseNegatives->summary());
    const int rows = m_sorted->rowCount();
    const auto chosen = m_focus.selection().items().size();
    if (rows == 0 && m_model->rowCount() == 0)
        return m_count->setText(waitingText(m_moment, tr("Waiting for the first embeddings…")));
    m_count->setText(chosen > 0 ? tr("%1 of %2 chosen").arg(chosen).arg(rows)
                                : tr("%1 held-out items").arg(rows));
}

// At least as wide as their titles.
void ItemTable::fitColumns()
{
    constexpr int widths[] { 10, 7, 4, 4, 4, 5, 11, 4 }; // in heights of the font
    for (int i = 0; i < ItemTableModel::columns; ++i)
        m_view->setColumnWidth(i,
            std::max(widths[i] * fontMetrics().height(),
                m_view->horizontalHeader()->sectionSizeHint(i)));
}

// Rows stay where they are below the pointer: they are about to be clicked.
void ItemTable::sortSoon()
{
    if (m_view->viewport()->underMouse() && m_sinceSorted.isValid()) return;
    if (m_moment.isMoving() && m_sinceSorted.isValid() && m_sinceSorted.elapsed() < tableSortRest)
        return;
    m_sinceSorted.start();
    const QScopedValueRollback showing(m_showing, true);
    m_sorted->sort(m_view->horizontalHeader()->sortIndicatorSection(),
        m_view->horizontalHeader()->sortIndicatorOrder());
}

void ItemTable::setInSight(bool inSight)
{
    m_inSight = inSight;
    const bool lens = m_pages->currentWidget() == m_falseNegatives;
    m_scores->setActive(inSight && !lens);
    m_falseNegatives->setInSight(inSight && lens);
}

void ItemTable::setLens(bool falseNegatives)
{
    m_lens->setChecked(falseNegatives);
    m_pages->setCurrentIndex(falseNegatives ? 1 : 0);
    setInSight(m_inSight);
    showCount();
}

QList<QStringList> ItemTable::table() const
{
    return rowsOf(*m_sorted);
}

// In the order of the data.
QList<QStringList> ItemTable::wholeTable() const
{
    return rowsOf(*m_model);
}

QSize ItemTable::sizeHint() const
{
    return QSize(36, 20) * fontMetrics().height();
}

bool ItemTable::eventFilter(QObject* object, QEvent* event)
{
    if (object == m_view->viewport() && event->type() == QEvent::Leave) m_focus.hover({});
    if (event->type() == QEvent::FontChange) fitColumns();
    if (object == m_view && event->type() == QEvent::KeyPress) {
        if (static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
            m_focus.clear();
            return true;
        }
    }
    return QWidget::eventFilter(object, event);
}

void ItemTable::retranslate()
{
    m_hint->setTexts(tr("The hardest items come first; the losses should shrink"),
        tr("What the table shows"),
        tr("<p>Each row is a held-out item: how high its loss is among all of them, where its "
           "partner comes in either direction, the cosine of its two halves, and what comes "
           "nearest without being right.</p>"
           "<p>False negatives: which share of the push away from other items comes from items "
           "of its own group, which likely belong to it.</p>"
           "<p>Click a title to sort by it. Click: pin the item. Ctrl or Shift and click: choose "
           "rows, in every view. Esc lets all go.</p>"));
    m_lens->setText(tr("False negatives"));
    m_lens->setToolTip(tr("Pairs that the loss pushes apart though both items are of one group or "
                          "hold nearly the same, those pushed most first"));
    m_search->setPlaceholderText(tr("Find an item"));
    m_search->setAccessibleName(tr("Find an item"));
    m_view->setAccessibleName(tr("Held-out items"));
    m_model->retranslate();
    fitColumns();
    showCount();
}

void ItemTable::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace contrastlab
