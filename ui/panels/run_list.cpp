// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/run_list.h"

#include "panels/run_differences.h"
#include "theme/box_name.h"
#include "views/view_hint.h"
#include "views/view_menu.h"

#include <QComboBox>
#include <QEvent>
#include <QFileInfo>
#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace contrastlab {

namespace {

constexpr int refreshRest = 300; ///< ms: numbers that change faster cannot be read
constexpr std::size_t mostRemoved = 8; ///< each keeps its logs and checkpoints

/// Keys go into the name that is typed, not to the window.
class NameDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override
    {
        QWidget* editor = QStyledItemDelegate::createEditor(parent, option, index);
        if (editor) editor->setProperty("acceptsText", true);
        return editor;
    }
};

/// What is looked for may stand in any column.
class RunFilter final : public QSortFilterProxyModel {
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override
    {
        const QString text = filterRegularExpression().pattern();
        if (text.isEmpty()) return true;
        for (const int column :
            { RunListModel::name, RunListModel::outcome, RunListModel::differs })
            if (sourceModel()
                    ->index(row, column, parent)
                    .data()
                    .toString()
                    .contains(filterRegularExpression()))
                return true;
        return false;
    }
};

} // namespace

RunList::RunList(RunSession& session, ParameterEdits& edits, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_edits(edits)
    , m_library(session.library())
    , m_model(new RunListModel(session, this))
    , m_filtered(new RunFilter(this))
    , m_hint(new ViewHint(this))
    , m_filter(new QLineEdit(this))
    , m_view(new QTreeView(this))
    , m_differences(new RunDifferences(m_library, *m_model, this))
    , m_pages(new QStackedWidget(this))
    , m_alone(new QToolButton(this))
{
    m_pages->addWidget(m_view);
    m_pages->addWidget(m_differences);
    m_alone->setObjectName(QStringLiteral("differencesAlone"));
    m_alone->setCheckable(true);
    connect(m_alone, &QToolButton::toggled, this, &RunList::showDifferences);
    m_filter->setClearButtonEnabled(true);
    m_filter->setProperty("acceptsText", true);
    m_filter->setProperty("filtersList", true);
    auto* controls = new QHBoxLayout;
    controls->setContentsMargins(8, 0, 8, 2);
    controls->addWidget(m_filter);
    controls->addWidget(m_alone);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_hint);
    column->addLayout(controls);
    column->addWidget(m_pages, 1);
    column->addWidget(makeElsewhere());
    column->addWidget(makeUndoBar());
    makeView();
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filtered->setFilterFixedString(text);
        m_view->expandAll();
    });
    m_filter->installEventFilter(this);
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &RunList::refresh);
    connect(&session.moment(), &RunMoment::changed, this, [this] {
        if (m_inSight && !m_soon.isActive()) m_soon.start(refreshRest);
    });
    connect(&session, &RunSession::ticked, this, &RunList::fulfil);
    connect(&m_library, &RunLibrary::changed, this, [this] {
        if (m_alone->isChecked()) m_differences->refresh();
    });
    retranslate();
}

void RunList::makeView()
{
    m_filtered->setSourceModel(m_model);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filtered->setRecursiveFilteringEnabled(true);
    m_view->setModel(m_filtered);
    m_view->setItemDelegateForColumn(RunListModel::name, new NameDelegate(this));
    m_view->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_view->setExpandsOnDoubleClick(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setMouseTracking(true);
    m_view->setIndentation(fontMetrics().height());
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->header()->setStretchLastSection(true);
    connect(m_view, &QTreeView::doubleClicked, this, [this](const QModelIndex& index) {
        if (index.column() != RunListModel::star) bringForward(idOf(index));
    });
    connect(m_view, &QTreeView::clicked, this, [this](const QModelIndex& index) {
        const LibraryRun* run = m_library.find(idOf(index));
        if (run && index.column() == RunListModel::star)
            m_library.setStarred(idOf(index), !run->starred);
    });
    connect(m_view, &QTreeView::entered, this,
        [this](const QModelIndex& index) { emit hovered(idOf(index)); });
    connect(m_model, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_kept = chosen(); });
    connect(m_filtered, &QAbstractItemModel::modelReset, this, [this] {
        m_view->expandAll();
        m_view->setCurrentIndex(indexOf(m_kept));
    });
    connect(m_filtered, &QAbstractItemModel::rowsInserted, m_view, &QTreeView::expandAll);
    m_view->expandAll();
    m_view->installEventFilter(this);
    m_view->viewport()->installEventFilter(this);
    m_menu = new ViewMenu(*this, *m_pages, { [this] { return table(); } });
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        auto* menu = new QMenu(m_view);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillMenu(*menu, idOf(m_view->indexAt(at)));
        menu->addSeparator();
        m_menu->fill(*menu);
        menu->popup(m_view->viewport()->mapToGlobal(at));
    });
}

QWidget* RunList::makeUndoBar()
{
    m_undoBar = new QFrame(this);
    m_undoBar->setFrameShape(QFrame::StyledPanel);
    m_removedText = new QLabel(m_undoBar);
    m_removedText->setTextFormat(Qt::PlainText);
    m_removedText->setWordWrap(true);
    m_undo = new QToolButton(m_undoBar);
    m_undo->setObjectName(QStringLiteral("undoRemove"));
    m_closeUndo = new QToolButton(m_undoBar);
    m_closeUndo->setAutoRaise(true);
    m_closeUndo->setText(QStringLiteral("✕"));
    auto* row = new QHBoxLayout(m_undoBar);
    row->setContentsMargins(8, 2, 8, 2);
    row->addWidget(m_removedText, 1);
    row->addWidget(m_undo);
    row->addWidget(m_closeUndo);
    connect(m_undo, &QToolButton::clicked, this, &RunList::undoRemove);
    connect(&m_edits.undoList(), &UndoList::changed, this, &RunList::showRemoved);
    connect(&m_trash, &RunTrash::failed, this, &RunList::tellTrashFailure);
    connect(m_closeUndo, &QToolButton::clicked, this, [this] {
        m_tellsRemoved = false;
        m_trashFailure.clear();
        showRemoved();
    });
    m_undoBar->hide();
    return m_undoBar;
}

QWidget* RunList::makeElsewhere()
{
    m_elsewhereBar = new QFrame(this);
    m_elsewhereBar->setObjectName(QStringLiteral("runsElsewhere"));
    m_elsewhereBar->setFrameShape(QFrame::StyledPanel);
    m_elsewhereText = new QLabel(m_elsewhereBar);
    m_elsewhereFiles = new QComboBox(m_elsewhereBar);
    m_elsewhereFiles->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_follow = new QToolButton(m_elsewhereBar);
    m_follow->setObjectName(QStringLiteral("followElsewhere"));
    auto* row = new QHBoxLayout(m_elsewhereBar);
    row->setContentsMargins(8, 2, 8, 2);
    row->addWidget(m_elsewhereText);
    row->addWidget(m_elsewhereFiles, 1);
    row->addWidget(m_follow);
    connect(m_follow, &QToolButton::clicked, this,
        [this] { emit followRequested(m_elsewhereFiles->currentData().toString()); });
    connect(&m_library, &RunLibrary::changed, this, &RunList::showElsewhere);
    m_elsewhereBar->hide();
    return m_elsewhereBar;
}

void RunList::setElsewhere(const QStringList& files)
{
    m_elsewhere = files;
    showElsewhere();
}

// What is in front is followed already.
void RunList::showElsewhere()
{
    const LibraryRun* front = m_library.find(m_library.front());
    const QString before = m_elsewhereFiles->currentData().toString();
    m_elsewhereFiles->clear();
    for (const QString& path : m_elsewhere)
        if (!front || front->path != path)
            m_elsewhereFiles->addItem(QFileInfo(path).completeBaseName(), path);
    if (const int place = m_elsewhereFiles->findData(before); place >= 0)
        m_elsewhereFiles->setCurrentIndex(place);
    m_elsewhereBar->setVisible(m_elsewhereFiles->count() > 0);
}

std::string RunList::idOf(const QModelIndex& index) const
{
    return m_model->idOf(m_filtered->mapToSource(index));
}

QModelIndex RunList::indexOf(const std::string& id, int column) const
{
    return m_filtered->mapFromSource(m_model->indexOf(id)).siblingAtColumn(column);
}

std::string RunList::chosen() const
{
    return idOf(m_view->currentIndex());
}

void RunList::fillMenu(QMenu& menu, const std::string& id)
{
    const LibraryRun* run = m_library.find(id);
    if (!run) return;
    const bool front = id == m_library.front();
    const bool reference = id == m_library.reference();
    menu.addAction(tr("Bring to the front"), this, [this, id] { bringForward(id); })
        ->setEnabled(!front);
    menu.addAction(tr("Rename"), this, [this, id] { m_view->edit(indexOf(id)); });
    menu.addAction(run->starred ? tr("Unstar") : tr("Star"), this,
        [this, id, starred = run->starred] { m_library.setStarred(id, !starred); });
    menu.addAction(reference ? tr("No reference") : tr("Compare the others with it"), this,
        [this, id, reference] { m_library.setReference(reference ? std::string() : id); });
    if (front)
        menu.addAction(tr("Train along with another value…"), this, &RunList::otherValueRequested)
            ->setEnabled(m_session.isLive());
    else
        menu.addAction(tr("Side by side with the one in front"), this,
            [this, id] { emit comparisonRequested(id); });
    menu.addSeparator();
    menu.addAction(run->shown ? tr("Hide its curves") : tr("Show its curves"), this,
        [this, id, shown = run->shown] { m_library.setShown(id, !shown); });
    menu.addAction(tr("Show its curves alone, or all again"), this, [this, id] { solo(id); });
    menu.addSeparator();
    menu.addAction(
        tr("Duplicate: begin it again from step 0"), this, [this, id] { duplicate(id); });
    menu.addAction(tr("Delete from this list"), this, [this, id] { remove(id); })
        ->setEnabled(!front);
    menu.addAction(tr("Delete with its file"), this, [this, id] { removeWithFile(id); })
        ->setEnabled(!front && QFileInfo::exists(run->path));
}

void RunList::bringForward(const std::string& id)
{
    m_wish = { id, false, m_library.front() };
    fulfil();
}

void RunList::duplicate(const std::string& id)
{
    m_wish = { id, true, m_library.front() };
    fulfil();
}

// A run that was left a moment ago is still doing its last step; one from a file may still read
// its data, and the past of one that goes on is still copied.
void RunList::fulfil()
{
    if (m_wish.id.empty()) return;
    const std::string& front = m_library.front();
    const bool past =
        !m_library.find(m_wish.id) || (front != m_wish.id && front != m_wish.frontThen);
    if (past || (m_session.loadFailure() && front == m_wish.id)) {
        m_wish = {};
        return;
    }
    if (front != m_wish.id && !m_edits.bringForward(std::string(m_wish.id))) return;
    m_wish.frontThen = m_wish.id;
    if (!m_wish.duplicate) {
        m_wish = {};
        return;
    }
    const auto run = m_session.run();
    if (!m_session.setup() || m_session.moment().newestStep() < run->continuedAt()) return;
    m_wish = {};
    m_session.goBackTo(0);
}

void RunList::solo(const std::string& id)
{
    const bool alone = std::ranges::all_of(m_library.runs(),
        [&](const LibraryRun& run) { return run.shown == (run.run->identity().id == id); });
    std::vector<std::string> ids;
    for (const LibraryRun& run : m_library.runs())
        ids.push_back(run.run->identity().id);
    for (const std::string& each : ids)
        m_library.setShown(each, alone || each == id);
}

void RunList::remove(const std::string& id)
{
    takeAway(id, false);
}

void RunList::removeWithFile(const std::string& id)
{
    takeAway(id, true);
}

/// Holds the run until it is past undoing.
class RunList::Removal final : public UndoEntry {
public:
    Removal(RunList& list, std::shared_ptr<Removed> removed)
        : UndoEntry(Kind::run)
        , m_list(list)
        , m_removed(std::move(removed))
    {
        m_removed->entry = this;
    }
    ~Removal() override { m_removed->entry = nullptr; }
    Removal(const Removal&) = delete;
    Removal& operator=(const Removal&) = delete;

    QString text() const override { return m_list.removedText(*m_removed); }
    QString undo() override { return m_list.bringBack(*m_removed); }
    QString redo() override { return m_list.takeAwayAgain(*m_removed); }

private:
    RunList& m_list;
    std::shared_ptr<Removed> m_removed;
};

void RunList::takeAway(const std::string& id, bool withFile)
{
    const bool wasReference = m_library.reference() == id;
    auto run = m_library.remove(id);
    if (!run) return;
    m_trashFailure.clear();
    if (withFile) m_trash.discard(run->path);
    auto removed = std::make_shared<Removed>(Removed { std::move(*run), wasReference, withFile });
    std::erase_if(m_removed, [](const auto& one) { return one.expired(); });
    m_removed.push_back(removed);
    m_tellsRemoved = true;
    m_edits.undoList().push(std::make_unique<Removal>(*this, std::move(removed)));
    boundRemoved();
    showRemoved();
}

// What was read from a file is there again without its checkpoints in memory.
void RunList::boundRemoved()
{
    auto held = removed();
    std::erase_if(held, [](const auto& one) { return !one->isAway || one->run.file; });
    if (held.size() > mostRemoved)
        m_edits.undoList().forget(*held.front()->entry,
            tr("Of the deleted runs that are in memory alone, only the last %1 are kept.")
                .arg(mostRemoved));
}

QString RunList::takeAwayAgain(Removed& removed)
{
    const std::string id = removed.run.run->identity().id;
    const bool wasReference = m_library.reference() == id;
    auto run = m_library.remove(id);
    if (!run)
        return m_library.find(id) ? tr("It is the run in front now.")
                                  : tr("It is no longer in the list.");
    removed.run = std::move(*run);
    removed.wasReference = wasReference;
    removed.isAway = m_tellsRemoved = true;
    if (removed.withFile) m_trash.discard(removed.run.path);
    showRemoved();
    return {};
}

// A run that was read from its file is nothing without it.
QString RunList::bringBack(Removed& removed)
{
    LibraryRun& run = removed.run;
    const std::string id = run.run->identity().id;
    m_trashFailure.clear();
    if (removed.withFile && !m_trash.canRestore(run.path)) {
        if (run.file) return tr("Its file is no longer in the bin.");
        removed.withFile = false;
        run.path.clear();
    }
    if (removed.withFile) m_trash.restore(run.path);
    m_library.restore(run);
    removed.isAway = false;
    if (removed.wasReference && m_library.reference().empty()) m_library.setReference(id);
    m_view->setCurrentIndex(indexOf(id));
    showRemoved();
    return {};
}

std::vector<std::shared_ptr<RunList::Removed>> RunList::removed() const
{
    std::vector<std::shared_ptr<Removed>> alive;
    for (const auto& one : m_removed)
        if (auto removed = one.lock(); removed && removed->entry) alive.push_back(removed);
    return alive;
}

std::shared_ptr<RunList::Removed> RunList::lastAway() const
{
    const auto all = removed();
    const auto last =
        std::find_if(all.rbegin(), all.rend(), [](const auto& one) { return one->isAway; });
    return last == all.rend() ? nullptr : *last;
}

void RunList::undoRemove()
{
    const auto last = lastAway();
    if (last) m_edits.undoList().takeBack(*last->entry);
    showRemoved();
}

QString RunList::removedText(const Removed& removed) const
{
    const QString name = runName(removed.run, m_library);
    return removed.run.path.isEmpty() ? tr("Deleted “%1”").arg(name)
        : removed.withFile            ? tr("Deleted “%1”; its file is in the bin").arg(name)
                           : tr("Deleted “%1” from this list; its file stays").arg(name);
}

void RunList::showRemoved()
{
    const auto last = m_tellsRemoved ? lastAway() : nullptr;
    m_undoBar->setVisible(last || !m_trashFailure.isEmpty());
    m_undo->setVisible(last != nullptr);
    if (!m_trashFailure.isEmpty())
        m_removedText->setText(m_trashFailure);
    else if (last)
        m_removedText->setText(removedText(*last));
}

// A file that stays is none to bring back.
void RunList::tellTrashFailure(const QString& path, const QString& why)
{
    for (const auto& one : removed())
        if (one->run.path == path) one->withFile = false;
    m_trashFailure = tr("The file %1 stays: %2").arg(QFileInfo(path).fileName(), why);
    showRemoved();
}

void RunList::showDifferences(bool alone)
{
    m_alone->setChecked(alone);
    m_pages->setCurrentIndex(alone ? 1 : 0);
    m_filter->setEnabled(!alone);
    refresh();
}

QList<QStringList> RunList::table() const
{
    if (m_alone->isChecked()) return m_differences->table();
    QList<QStringList> rows { {} };
    for (int column = 0; column < RunListModel::columns; ++column)
        rows.front() << m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    for (const LibraryRun& run : m_library.runs()) {
        QStringList cells;
        const QModelIndex index = m_model->indexOf(run.run->identity().id);
        for (int column = 0; column < RunListModel::columns; ++column)
            cells << index.siblingAtColumn(column).data().toString();
        rows << cells;
    }
    return rows;
}

void RunList::setInSight(bool inSight)
{
    m_inSight = inSight;
    if (inSight) refresh();
}

void RunList::refresh()
{
    if (m_model->refresh() && m_inSight) m_soon.start(0);
    if (m_alone->isChecked()) m_differences->refresh();
}

void RunList::setHovered(const std::string& id)
{
    m_model->setHovered(id);
}

// At least as wide as their titles.
void RunList::fitColumns()
{
    constexpr int widths[] { 22, 0, 10, 7, 7, 7, 8, 30 }; // in digits
    const int digit = fontMetrics().horizontalAdvance(QChar(u'0'));
    for (int i = 0; i < RunListModel::columns; ++i)
        m_view->setColumnWidth(
            i, std::max(widths[i] * digit, m_view->header()->sectionSizeHint(i)));
}

QSize RunList::sizeHint() const
{
    return QSize(36, 20) * fontMetrics().height();
}

// Letters look for a run.
bool RunList::takeKey(int key, const QString& text)
{
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        bringForward(chosen());
        return true;
    case Qt::Key_Delete:
        remove(chosen());
        return true;
    default:
        break;
    }
    if (text.isEmpty() || !text.front().isLetterOrNumber()) return false;
    m_filter->setFocus(Qt::OtherFocusReason);
    m_filter->setText(m_filter->text() + text);
    return true;
}

bool RunList::eventFilter(QObject* object, QEvent* event)
{
    if (object == m_view->viewport() && event->type() == QEvent::Leave) emit hovered({});
    if (event->type() == QEvent::FontChange && object == m_view) fitColumns();
    if (event->type() != QEvent::KeyPress) return QWidget::eventFilter(object, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool plain = !(key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier));
    if (object == m_view && plain) return takeKey(key->key(), key->text());
    if (object == m_filter && (key->key() == Qt::Key_Down || key->key() == Qt::Key_Return)) {
        m_view->setFocus(Qt::OtherFocusReason);
        if (!m_view->currentIndex().isValid()) m_view->setCurrentIndex(m_filtered->index(0, 0));
        return true;
    }
    return QWidget::eventFilter(object, event);
}

void RunList::retranslate()
{
    m_hint->setTexts(tr("Every run of this window; double click brings one to the front"),
        tr("What the list shows"),
        tr("<p>Each row is a run, below the one that it branched off. A tick draws its curves "
           "beside "
           "those of the run in front, in the colour of its square.</p>"
           "<p>Loss and recall are those of held-out items. The last column tells by which values "
           "a run differs from its parent, or from a reference that you choose.</p>"
           "<p>Double click or Return: to the front, paused where it ended. F2: another name. "
           "Del: delete, which can be undone. Letters look for a run. A right click shows "
           "all.</p>")
            + tr("<p>A right click also puts the matrix and the map of a run (B) beside those of "
                 "the one in front (A), with what B has more of; or trains a branch of the one in "
                 "front along with it, with another value.</p>"));
    m_filter->setPlaceholderText(tr("Find a run"));
    m_filter->setAccessibleName(tr("Find a run"));
    m_view->setAccessibleName(tr("Runs"));
    m_alone->setText(tr("What differs"));
    m_alone->setToolTip(
        tr("Only the values that differ among the ticked runs and the one in front"));
    m_differences->view().setAccessibleName(tr("What differs"));
    m_elsewhereText->setText(tr("Being written by another program:"));
    nameBox(*m_elsewhereFiles, tr("Runs that another program trains"));
    m_follow->setText(tr("Follow"));
    m_follow->setToolTip(tr("Opens it and shows it live, as it goes on there"));
    m_undo->setText(tr("Undo"));
    m_closeUndo->setToolTip(tr("Close"));
    m_closeUndo->setAccessibleName(tr("Close"));
    m_model->retranslate();
    fitColumns();
    showRemoved();
}

void RunList::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace contrastlab
