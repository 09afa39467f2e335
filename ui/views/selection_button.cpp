// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/selection_button.h"

#include "run/item_names.h"
#include "views/item_card.h"
#include "views/view_menu.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QInputDialog>
#include <QMenu>

#include <algorithm>

namespace contrastlab {

SelectionButton::SelectionButton(RunMoment& moment, ItemSelection& selection, QWidget* parent)
    : QToolButton(parent)
    , m_moment(moment)
    , m_selection(selection)
{
    auto* menu = new QMenu(this);
    setMenu(menu);
    setPopupMode(QToolButton::InstantPopup);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fill(*menu); });
    retranslate();
}

void SelectionButton::fill(QMenu& menu)
{
    menu.clear();
    const bool chosen = !m_selection.isEmpty();
    menu.addAction(tr("Keep the chosen items…"), this, &SelectionButton::askForName)
        ->setEnabled(chosen);
    menu.addAction(tr("Let the chosen items go"), this, [this] { m_selection.clear(); })
        ->setEnabled(chosen);
    menu.addAction(tr("Copy as a table"), this,
            [this] { QGuiApplication::clipboard()->setText(ViewMenu::separated(table(), '\t')); })
        ->setEnabled(chosen || !m_selection.kept().empty());
    if (m_selection.kept().empty()) return;
    menu.addSeparator();
    for (const ItemSelection::Kept& kept : m_selection.kept())
        menu.addAction(tr("%1 (%2)", "a kept choice, its number of items")
                           .arg(kept.name)
                           .arg(kept.items.size()),
            this, [this, name = kept.name] { m_selection.choose(name); });
    QMenu* forget = menu.addMenu(tr("Forget"));
    for (const ItemSelection::Kept& kept : m_selection.kept())
        forget->addAction(kept.name, this, [this, name = kept.name] { m_selection.forget(name); });
}

void SelectionButton::askForName()
{
    bool given = false;
    const QString name =
        QInputDialog::getText(this, tr("Keep the chosen items"), tr("Under the name:"),
            QLineEdit::Normal, tr("choice %1").arg(m_selection.kept().size() + 1), &given);
    if (given && !name.trimmed().isEmpty()) m_selection.keep(name.trimmed());
}

QList<QStringList> SelectionButton::table() const
{
    QList<QStringList> rows { { tr("item"), tr("group"), tr("chosen"), tr("kept in") } };
    const auto setup = m_moment.setup();
    if (!setup) return rows;
    std::vector<Index> items = m_selection.items();
    for (const ItemSelection::Kept& kept : m_selection.kept())
        for (const Index item : kept.items)
            if (std::ranges::find(items, item) == items.end()) items.push_back(item);
    for (const Index item : items) {
        QStringList in;
        for (const ItemSelection::Kept& kept : m_selection.kept())
            if (std::ranges::find(kept.items, item) != kept.items.end()) in << kept.name;
        rows << QStringList { itemTitle(m_moment, item), groupName(setup->dataset(), item),
            m_selection.contains(item) ? QStringLiteral("1") : QStringLiteral("0"),
            in.join(QStringLiteral("; ")) };
    }
    return rows;
}

void SelectionButton::retranslate()
{
    setText(tr("Chosen items") + QStringLiteral("   ")); // room for the arrow
    setToolTip(tr("Keep the chosen items under a name, or choose kept ones again"));
}

void SelectionButton::changeEvent(QEvent* event)
{
    QToolButton::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace contrastlab
