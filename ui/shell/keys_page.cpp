// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Actions are the rows, in the order of their table.
#include "shell/keys_page.h"

#include "shell/both_languages.h"
#include "shell/name_index.h"
#include "theme/colors.h"

#include <QEvent>
#include <QGridLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace contrastlab {

namespace {

QString keysText(const QList<QKeySequence>& keys)
{
    return QKeySequence::listToString(keys, QKeySequence::NativeText);
}

} // namespace

KeysPage::KeysPage(Actions& actions, QWidget* parent)
    : QWidget(parent)
    , m_actions(actions)
    , m_list(new QTreeWidget(this))
    , m_edit(new QKeySequenceEdit(this))
    , m_name(new QLabel(this))
    , m_trouble(new QLabel(this))
    , m_takeOver(new QPushButton(this))
    , m_none(new QPushButton(this))
    , m_usual(new QPushButton(this))
    , m_allUsual(new QPushButton(this))
{
    m_list->setColumnCount(2);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_trouble->setWordWrap(true);
    for (QPushButton* button : { m_takeOver, m_none, m_usual, m_allUsual })
        button->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->addWidget(m_name, 1);
    row->addWidget(m_edit);
    row->addWidget(m_none);
    row->addWidget(m_usual);
    auto* told = new QHBoxLayout;
    told->addWidget(m_trouble, 1);
    told->addWidget(m_takeOver);
    told->addWidget(m_allUsual);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_list, 1);
    layout->addLayout(row);
    layout->addLayout(told);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &KeysPage::showChosen);
    connect(m_list, &QTreeWidget::itemActivated, this,
        [this] { m_edit->setFocus(Qt::OtherFocusReason); });
    connect(
        m_edit, &QKeySequenceEdit::editingFinished, this, [this] { take(m_edit->keySequence()); });
    connect(m_none, &QPushButton::clicked, this, [this] {
        if (const auto id = chosen()) set(*id, {});
    });
    connect(m_usual, &QPushButton::clicked, this, [this] {
        const auto id = chosen();
        if (!id) return;
        const QList<QKeySequence> keys = Actions::usualKeys(*id);
        for (const QKeySequence& one : keys)
            if (holderOf(one, *id)) return take(one);
        set(*id, keys);
    });
    connect(m_takeOver, &QPushButton::clicked, this, [this] {
        const auto id = chosen();
        if (!id) return;
        while (const auto holder = holderOf(m_wanted, *id)) {
            QList<QKeySequence> keys = m_actions.keys(*holder);
            keys.removeAll(m_wanted);
            m_actions.setKeys(*holder, keys);
        }
        set(*id, { m_wanted });
    });
    connect(m_allUsual, &QPushButton::clicked, this, [this] {
        for (std::size_t i = 0; i < m_actions.all().size(); ++i)
            m_actions.setKeys(ActionId(i), Actions::usualKeys(ActionId(i)));
        fill();
        emit changed();
    });
    retranslate();
}

void KeysPage::fill()
{
    const int before = std::max(0, m_list->indexOfTopLevelItem(m_list->currentItem()));
    if (m_list->topLevelItemCount() == 0)
        for (std::size_t i = 0; i < m_actions.all().size(); ++i)
            new QTreeWidgetItem(m_list);
    for (std::size_t i = 0; i < m_actions.all().size(); ++i) {
        QTreeWidgetItem* item = m_list->topLevelItem(int(i));
        const auto id = ActionId(i);
        const QList<QKeySequence>& keys = m_actions.keys(id);
        item->setText(0, readText(m_actions[id]->text()));
        item->setText(1, keysText(keys));
        QFont font = m_list->font();
        font.setBold(keys != Actions::usualKeys(id)); // changed by a person
        item->setFont(1, font);
        item->setToolTip(0, m_actions[id]->toolTip());
    }
    m_list->setCurrentItem(m_list->topLevelItem(before));
    showChosen();
}

std::optional<ActionId> KeysPage::chosen() const
{
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    return row < 0 ? std::nullopt : std::optional(ActionId(row));
}

void KeysPage::choose(ActionId id)
{
    m_list->setCurrentItem(m_list->topLevelItem(int(id)));
}

void KeysPage::showChosen()
{
    const auto id = chosen();
    for (QWidget* part : std::initializer_list<QWidget*> { m_edit, m_none, m_usual })
        part->setEnabled(id.has_value());
    m_trouble->clear();
    m_takeOver->hide();
    if (!id) return;
    const QList<QKeySequence>& keys = m_actions.keys(*id);
    m_name->setText(readText(m_actions[*id]->text()));
    m_edit->setKeySequence(keys.isEmpty() ? QKeySequence() : keys.front());
    m_none->setEnabled(!keys.isEmpty());
    m_usual->setEnabled(keys != Actions::usualKeys(*id));
}

std::optional<ActionId> KeysPage::holderOf(const QKeySequence& keys, ActionId except) const
{
    for (std::size_t i = 0; i < m_actions.all().size(); ++i)
        if (ActionId(i) != except && m_actions.keys(ActionId(i)).contains(keys)) return ActionId(i);
    return std::nullopt;
}

QString KeysPage::trouble() const
{
    return m_trouble->text();
}

// One stroke: a second one would come too late for what happens at once.
void KeysPage::take(const QKeySequence& pressed)
{
    const auto id = chosen();
    if (!id || pressed.isEmpty()) return;
    const QKeySequence keys(pressed[0]);
    m_edit->setKeySequence(keys);
    m_trouble->clear();
    m_takeOver->hide();
    const QString text = keys.toString(QKeySequence::NativeText);
    if (keys.matches(QKeySequence::Copy) == QKeySequence::ExactMatch) {
        m_trouble->setText(tr("%1 copies the picture or the text that has the focus.").arg(text));
    } else if (const auto holder = holderOf(keys, *id)) {
        m_wanted = keys;
        m_trouble->setText(
            tr("%1 is taken by “%2”.").arg(text, readText(m_actions[*holder]->text())));
        m_takeOver->show();
    } else if (!m_actions.keys(*id).contains(keys)) {
        set(*id, { keys });
    }
}

void KeysPage::set(ActionId id, const QList<QKeySequence>& keys)
{
    m_actions.setKeys(id, keys);
    fill();
    emit changed();
}

bool KeysPage::narrow(const QString& query)
{
    NameIndex index;
    for (std::size_t i = 0; i < m_actions.all().size(); ++i) {
        const auto id = ActionId(i);
        index.add({ m_actions[id]->text(), QString::fromUtf8(Actions::source(id)),
            keysText(m_actions.keys(id)) });
    }
    const auto hits = index.find(query);
    const bool all = foldedName(query).isEmpty();
    for (int i = 0; i < m_list->topLevelItemCount(); ++i)
        m_list->topLevelItem(i)->setHidden(
            !all && std::ranges::find(hits, i, &NameIndex::Hit::place) == hits.end());
    if (!all && !hits.empty()) m_list->setCurrentItem(m_list->topLevelItem(hits.front().place));
    return all || !hits.empty();
}

void KeysPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

void KeysPage::retranslate()
{
    m_list->setHeaderLabels({ tr("Action"), tr("Keys") });
    m_list->setAccessibleName(tr("Actions and their keys"));
    m_edit->setAccessibleName(tr("Keys of the chosen action"));
    m_takeOver->setText(tr("Take it over"));
    m_none->setText(tr("None"));
    m_none->setToolTip(tr("The action is in its menu, but has no key"));
    m_usual->setText(tr("Usual"));
    m_usual->setToolTip(tr("The keys that the program came with"));
    m_allUsual->setText(tr("All back to usual"));
    fill();
}

} // namespace contrastlab
