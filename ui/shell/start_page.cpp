// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A child that covers the window, not a window of its own: the demo goes on behind it.
#include "shell/start_page.h"

#include "shell/start_picture.h"
#include "theme/fonts.h"

#include <QDir>
#include <QFileInfo>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace contrastlab {

namespace {

/// Rows with room around their text. A style sheet would do, and give the scroll bar the colours of
/// the system in place of the theme's.
class RoomyRows final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(4, 6);
    }
};

QTreeWidget* startList(const char* name, int columns, QWidget* parent)
{
    auto* list = new QTreeWidget(parent);
    list->setObjectName(QLatin1String(name));
    list->setColumnCount(columns);
    list->setHeaderHidden(true);
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setItemDelegate(new RoomyRows(list));
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->header()->setStretchLastSection(false);
    list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    if (columns > 1) list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    return list;
}

// What a shortcut of the window would take; those with Ctrl or Alt stay the window's.
bool belongsToPage(const QKeyEvent& key)
{
    const bool plain = !(key.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier));
    const bool function = key.key() >= Qt::Key_F1 && key.key() <= Qt::Key_F35;
    return plain && !function && key.key() != Qt::Key_Space;
}

} // namespace

StartPage::StartPage(QWidget& window) : QWidget(&window)
{
    setObjectName(QStringLiteral("startPage"));
    hide();
    window.installEventFilter(this);
    m_card = new QFrame(this);
    m_card->setFrameShape(QFrame::StyledPanel);
    m_card->setAutoFillBackground(true);
    m_title = new QLabel(tr("ContrastLab"), m_card);
    QFont large = scaledFont(font(), 1.6);
    large.setBold(true);
    m_title->setFont(large);
    m_text = new QLabel(m_card);
    m_text->setWordWrap(true);
    m_picture = new StartPicture(m_card);
    m_data = new QPushButton(m_card);
    m_data->setObjectName(QStringLiteral("openData"));
    m_gallery = new QPushButton(m_card);
    m_gallery->setObjectName(QStringLiteral("gallery"));
    m_runsTitle = new QLabel(m_card);
    m_runs = startList("runs", 1, m_card);
    m_lessonsTitle = new QLabel(m_card);
    m_lessons = startList("lessonList", 2, m_card);
    m_hint = new QLabel(m_card);
    m_hint->setWordWrap(true);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_close = new QPushButton(m_card);
    m_close->setObjectName(QStringLiteral("close"));
    arrange();
    connectChoices();
    retranslate();
}

void StartPage::arrange()
{
    QFont bold = font();
    bold.setBold(true);
    for (QLabel* title : { m_lessonsTitle, m_runsTitle })
        title->setFont(bold);
    auto* left = new QVBoxLayout;
    left->addWidget(m_title);
    left->addWidget(m_text);
    left->addWidget(m_picture, 2);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_data);
    buttons->addWidget(m_gallery);
    left->addLayout(buttons);
    left->addWidget(m_runsTitle);
    left->addWidget(m_runs, 1);
    auto* right = new QVBoxLayout;
    right->addWidget(m_lessonsTitle);
    right->addWidget(m_lessons, 1);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(18);
    columns->addLayout(left, 1);
    columns->addLayout(right, 1);
    m_foot = new QHBoxLayout;
    m_foot->addWidget(m_hint, 1);
    m_foot->addWidget(m_close);
    auto* layout = new QVBoxLayout(m_card);
    layout->setContentsMargins(18, 14, 18, 12);
    layout->addLayout(columns, 1);
    layout->addLayout(m_foot);
}

// A page that was left hears no more: a second click, or the Return that follows a click.
void StartPage::connectChoices()
{
    const auto leaveFor = [this](auto&& act) {
        if (!isVisible()) return;
        close();
        act();
    };
    for (const auto signal : { &QTreeWidget::itemClicked, &QTreeWidget::itemActivated }) {
        connect(m_lessons, signal, this, [this, leaveFor](QTreeWidgetItem* item) {
            const int chosen = m_lessons->indexOfTopLevelItem(item);
            leaveFor([this, chosen] { emit lessonChosen(chosen); });
        });
        connect(m_runs, signal, this, [this, leaveFor](QTreeWidgetItem* item) {
            const QString path = item->data(0, Qt::UserRole).toString();
            leaveFor([this, path] { emit runChosen(path); });
        });
    }
    connect(m_data, &QPushButton::clicked, this,
        [this, leaveFor] { leaveFor([this] { emit dataRequested(); }); });
    connect(m_gallery, &QPushButton::clicked, this,
        [this, leaveFor] { leaveFor([this] { emit galleryRequested(); }); });
    connect(m_close, &QPushButton::clicked, this, &StartPage::close);
}

void StartPage::addToFoot(QWidget* widget)
{
    m_foot->insertWidget(1, widget);
    m_footButtons += widget->findChildren<QAbstractButton*>();
}

void StartPage::open(const std::vector<LessonLine>& lessons, const QStringList& runs)
{
    m_lines = lessons;
    m_lessons->clear();
    for (const LessonLine& line : lessons)
        new QTreeWidgetItem(m_lessons, { line.title, QString() });
    m_runs->clear();
    for (const QString& path : runs) {
        auto* item = new QTreeWidgetItem(m_runs, { QFileInfo(path).fileName() });
        item->setToolTip(0, QDir::toNativeSeparators(path));
        item->setData(0, Qt::UserRole, path);
    }
    m_runs->setVisible(!runs.isEmpty());
    m_runsTitle->setVisible(!runs.isEmpty());
    showState();
    const auto next = std::ranges::find(m_lines, false, &LessonLine::done);
    const auto first = next == m_lines.end() ? 0 : int(next - m_lines.begin());
    m_lessons->setCurrentItem(m_lessons->topLevelItem(first));
    place();
    show();
    raise();
    m_lessons->setFocus(Qt::OtherFocusReason);
}

void StartPage::close()
{
    if (isHidden()) return;
    hide();
    emit closed();
}

void StartPage::showState()
{
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        m_lessons->topLevelItem(int(i))->setText(
            1, m_lines[i].done ? tr("done ✓") : tr("not begun"));
}

void StartPage::place()
{
    setGeometry(parentWidget()->rect());
    const QSize most = QSize(62, 40) * fontMetrics().height();
    const QSize size = most.boundedTo(this->size() - QSize(40, 40));
    m_card->setGeometry(
        QRect(QPoint((width() - size.width()) / 2, (height() - size.height()) / 2), size));
}

bool StartPage::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && belongsToPage(*static_cast<QKeyEvent*>(event)))
        event->accept();
    return QWidget::event(event);
}

bool StartPage::eventFilter(QObject* /*object*/, QEvent* event)
{
    if (event->type() == QEvent::Resize && isVisible()) place();
    return false;
}

// What lies behind is not reached.
bool StartPage::focusNextPrevChild(bool next)
{
    QList<QWidget*> stops { m_lessons, m_data, m_gallery, m_runs };
    for (QAbstractButton* button : m_footButtons)
        stops << button;
    stops << m_close;
    stops.removeIf([this](const QWidget* stop) { return !stop->isVisibleTo(this); });
    const auto now = std::ranges::find(stops, focusWidget());
    const qsizetype at = now == stops.end() ? 0 : now - stops.begin();
    const qsizetype to = (at + (next ? 1 : stops.size() - 1)) % stops.size();
    stops[to]->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

void StartPage::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) return close();
    const bool press = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    auto* button = qobject_cast<QAbstractButton*>(focusWidget());
    if (press && button) button->click();
}

void StartPage::mousePressEvent(QMouseEvent* event)
{
    if (!m_card->geometry().contains(event->pos())) close();
}

void StartPage::paintEvent(QPaintEvent* /*event*/)
{
    QColor veil = palette().color(QPalette::Shadow);
    veil.setAlphaF(0.45f);
    QPainter(this).fillRect(rect(), veil);
}

void StartPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() == QEvent::FontChange && isVisible()) place();
}

void StartPage::retranslate()
{
    m_text->setText(tr("A laboratory for contrastive learning: two towers read the two halves of a "
                       "pair, and learn by themselves which picture and which text belong "
                       "together. Behind this page it is being learnt right now."));
    m_lessonsTitle->setText(tr("Lessons: predict, try, see"));
    m_lessons->setAccessibleName(m_lessonsTitle->text());
    m_runsTitle->setText(tr("Recent runs"));
    m_runs->setAccessibleName(m_runsTitle->text());
    m_data->setText(tr("Open my data…"));
    m_gallery->setText(tr("Data set gallery…"));
    m_close->setText(tr("To the demo"));
    m_hint->setText(tr("Enter opens a lesson, Esc closes this page; Help brings it back."));
    m_runs->setToolTip(tr("Opens that run as it was recorded"));
    showState();
}

} // namespace contrastlab
