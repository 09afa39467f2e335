// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A child of the window, as the start page is. Names are compared at every key; only what is shown
// is made into rows.
#include "shell/command_palette.h"

#include "theme/colors.h"
#include "theme/fonts.h"

#include <QAbstractListModel>
#include <QApplication>
#include <QEvent>
#include <QFrame>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace contrastlab {

namespace {

constexpr std::size_t mostShown = 50;
constexpr qsizetype mostRemembered = 200;
constexpr int rowsInSight = 12;

} // namespace

class PaletteModel final : public QAbstractListModel {
public:
    using QAbstractListModel::QAbstractListModel;

    void setRows(std::vector<PaletteEntry> rows)
    {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    }
    [[nodiscard]] const std::vector<PaletteEntry>& rows() const { return m_rows; }
    int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_rows.size());
    }
    QVariant data(const QModelIndex& index, int role) const override
    {
        const PaletteEntry& row = m_rows[std::size_t(index.row())];
        if (role == Qt::DisplayRole) return row.title;
        if (role == Qt::ToolTipRole) return row.obstacle.isEmpty() ? row.detail : row.obstacle;
        if (role == Qt::AccessibleTextRole) {
            QStringList parts { row.title, row.kind,
                row.obstacle.isEmpty() ? row.detail : row.obstacle, row.keys };
            parts.removeAll(QString());
            return parts.join(QStringLiteral(", "));
        }
        return {};
    }

private:
    std::vector<PaletteEntry> m_rows;
};

namespace {

/// Title and what is said of it from the left, shortcut and kind from the right.
class PaletteRows final : public QStyledItemDelegate {
public:
    PaletteRows(const PaletteModel& model, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_model(model)
    {
    }
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const override
    {
        return { 10, option.fontMetrics.height() + 8 };
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override
    {
        const PaletteEntry& row = m_model.rows()[std::size_t(index.row())];
        const bool chosen = option.state & QStyle::State_Selected;
        const QPalette& colors = option.palette;
        painter->save();
        const QColor ground = colors.color(chosen ? QPalette::Highlight : QPalette::Base);
        painter->fillRect(option.rect, ground);
        const QColor text = colors.color(chosen ? QPalette::HighlightedText : QPalette::Text);
        const QColor faint = legibleOn(ground, mixed(text, ground, 0.4), text);
        const int gap = option.fontMetrics.averageCharWidth() * 2;
        QRect rest = option.rect.adjusted(gap / 2, 0, -gap / 2, 0);
        for (const QString& right : { row.kind, row.keys }) {
            if (right.isEmpty()) continue;
            painter->setPen(faint);
            painter->drawText(rest, Qt::AlignRight | Qt::AlignVCenter, right);
            rest.setRight(rest.right() - option.fontMetrics.horizontalAdvance(right) - gap);
        }
        const auto drawLeft = [&](const QString& left, const QColor& color) {
            painter->setPen(color);
            const QString cut = option.fontMetrics.elidedText(left, Qt::ElideRight, rest.width());
            painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, cut);
            rest.setLeft(rest.left() + option.fontMetrics.horizontalAdvance(cut) + gap);
        };
        drawLeft(row.title, row.enabled ? text : faint);
        const QString& more = row.obstacle.isEmpty() ? row.detail : row.obstacle;
        if (!more.isEmpty() && rest.width() > 2 * gap) drawLeft(more, faint);
        painter->restore();
    }

private:
    const PaletteModel& m_model;
};

} // namespace

CommandPalette::CommandPalette(QWidget& window) : QWidget(&window)
{
    setObjectName(QStringLiteral("commandPalette"));
    hide();
    window.installEventFilter(this);
    m_card = new QFrame(this);
    m_card->setFrameShape(QFrame::StyledPanel);
    m_card->setAutoFillBackground(true);
    m_line = new QLineEdit(m_card);
    m_line->setProperty("acceptsText", true);
    m_line->setClearButtonEnabled(true);
    m_line->installEventFilter(this);
    m_model = new PaletteModel(this);
    m_list = new QListView(m_card);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteRows(*m_model, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_nothing = new QLabel(m_card);
    m_nothing->setWordWrap(true);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    auto* layout = new QVBoxLayout(m_card);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_line);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_nothing);
    connect(m_line, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListView::clicked, this,
        [this](const QModelIndex& index) { choose(index.row()); });
    retranslate();
}

void CommandPalette::setItems(PaletteItems items)
{
    m_items = std::move(items);
    if (isVisible()) search();
}

void CommandPalette::setUsed(const QStringList& ids)
{
    m_used = ids.mid(0, mostRemembered);
    m_uses.clear();
    for (const QString& id : m_used)
        ++m_uses[id];
}

void CommandPalette::open()
{
    if (isVisible()) return m_line->selectAll();
    m_before = QApplication::focusWidget();
    m_entries = m_source ? m_source() : std::vector<PaletteEntry>();
    m_names = {};
    for (const PaletteEntry& entry : m_entries)
        m_names.add(QStringList(entry.names) << entry.title);
    m_line->clear();
    search();
    place();
    show();
    raise();
    m_line->setFocus(Qt::OtherFocusReason);
}

void CommandPalette::close()
{
    if (isHidden()) return;
    hide();
    if (m_before) m_before->setFocus(Qt::OtherFocusReason);
    m_model->setRows({});
    m_entries.clear();
}

const std::vector<PaletteEntry>& CommandPalette::found() const
{
    return m_model->rows();
}

// Twice as often is one step more; none brings what is found by scattered letters before what
// begins with them.
int CommandPalette::preferenceOf(const PaletteEntry& entry) const
{
    const auto uses = m_uses.find(entry.id);
    if (entry.id.isEmpty() || uses == m_uses.end()) return entry.preference;
    return entry.preference + std::min(150, int(40 * std::log2(1.0 + uses->second)));
}

void CommandPalette::search()
{
    const QString query = m_line->text().trimmed();
    struct Candidate {
        int score;
        bool isItem;
        int place;
    };
    std::vector<Candidate> candidates;
    if (query.isEmpty())
        for (int i = 0; i < int(m_entries.size()); ++i)
            candidates.push_back({ preferenceOf(m_entries[std::size_t(i)]), false, i });
    for (const NameIndex::Hit& hit : m_names.find(query))
        candidates.push_back(
            { hit.score + preferenceOf(m_entries[std::size_t(hit.place)]), false, hit.place });
    if (m_items.names)
        for (const NameIndex::Hit& hit : m_items.names->find(query))
            candidates.push_back({ hit.score, true, hit.place });
    const auto better = [](const Candidate& a, const Candidate& b) {
        if (a.score != b.score) return a.score > b.score;
        return std::pair(a.isItem, a.place) < std::pair(b.isItem, b.place);
    };
    const std::size_t shown = std::min(mostShown, candidates.size());
    std::partial_sort(
        candidates.begin(), candidates.begin() + std::ptrdiff_t(shown), candidates.end(), better);
    std::vector<PaletteEntry> rows;
    if (m_reader && !query.isEmpty()) rows = m_reader(query);
    for (std::size_t i = 0; i < shown; ++i)
        rows.push_back(candidates[i].isItem ? m_items.entry(candidates[i].place)
                                            : m_entries[std::size_t(candidates[i].place)]);
    m_nothing->setVisible(rows.empty());
    m_model->setRows(std::move(rows));
    m_list->setCurrentIndex(m_model->index(0));
    tellCurrent();
}

void CommandPalette::move(int rows)
{
    const int count = m_model->rowCount();
    if (count == 0) return;
    const int row = std::clamp(m_list->currentIndex().row() + rows, 0, count - 1);
    m_list->setCurrentIndex(m_model->index(row));
    tellCurrent();
}

// The line keeps the focus, so it tells of the row that Return takes.
void CommandPalette::tellCurrent()
{
    m_line->setAccessibleDescription(
        m_list->currentIndex().data(Qt::AccessibleTextRole).toString());
}

// What cannot be had stays in sight with its reason.
void CommandPalette::choose(int row)
{
    if (row < 0 || row >= m_model->rowCount()) return;
    const PaletteEntry entry = m_model->rows()[std::size_t(row)];
    if (!entry.enabled || !entry.act) return;
    if (!entry.id.isEmpty()) {
        setUsed(QStringList { entry.id } + m_used);
        emit usedChanged();
    }
    close();
    emit chosen();
    entry.act();
}

bool CommandPalette::takesKey(int key)
{
    switch (key) {
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(m_list->currentIndex().row());
        return true;
    case Qt::Key_Up:
        move(-1);
        return true;
    case Qt::Key_Down:
        move(1);
        return true;
    case Qt::Key_PageUp:
        move(-rowsInSight);
        return true;
    case Qt::Key_PageDown:
        move(rowsInSight);
        return true;
    default:
        return false;
    }
}

bool CommandPalette::eventFilter(QObject* object, QEvent* event)
{
    if (object == parentWidget()) {
        if (event->type() == QEvent::Resize && isVisible()) place();
        return false;
    }
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool plain = !(key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier));
        if (plain) event->accept();
        return plain;
    }
    // A dialog or another window has the keyboard now, or what lies beneath was clicked.
    if (event->type() == QEvent::FocusOut) {
        const auto reason = static_cast<QFocusEvent*>(event)->reason();
        if (reason == Qt::MouseFocusReason) close();
        return false;
    }
    return event->type() == QEvent::KeyPress && takesKey(static_cast<QKeyEvent*>(event)->key());
}

// What lies behind is not reached.
bool CommandPalette::focusNextPrevChild(bool next)
{
    move(next ? 1 : -1);
    return true;
}

void CommandPalette::place()
{
    setGeometry(parentWidget()->rect());
    const int em = fontMetrics().height();
    const int wide = std::min(46 * em, width() - 40);
    const int high =
        std::min((rowsInSight + 2) * (em + 8) + m_line->sizeHint().height(), height() - 40);
    m_card->setGeometry((width() - wide) / 2, std::min(3 * em, height() / 12), wide, high);
}

void CommandPalette::mousePressEvent(QMouseEvent* event)
{
    if (!m_card->geometry().contains(event->pos())) close();
}

void CommandPalette::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() == QEvent::FontChange && isVisible()) place();
}

void CommandPalette::retranslate()
{
    m_line->setPlaceholderText(
        tr("An action, parameter, item, lesson …; “temperature 0.05” sets it, “@1240” goes there"));
    m_line->setAccessibleName(tr("Find anything"));
    m_list->setAccessibleName(tr("What was found"));
    m_nothing->setText(tr("Nothing of that name. Fewer letters find more."));
}

} // namespace contrastlab
