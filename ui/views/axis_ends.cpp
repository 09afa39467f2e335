// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/axis_ends.h"

#include "views/item_card.h"
#include "views/wrapping_row.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

namespace contrastlab {

AxisEnds::AxisEnds(RunMoment& moment, ItemFocus& focus, LiveMap& map, QWidget* parent)
    : QWidget(parent)
    , m_moment(moment)
    , m_focus(focus)
    , m_map(map)
{
    auto* row = new WrappingRow(this);
    row->setContentsMargins(8, 0, 8, 2);
    row->setSpacing(8);
    m_take = new QToolButton(this);
    m_take->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_take);
    m_take->setMenu(menu);
    for (int axis = 0; axis < 2; ++axis) {
        auto* whole = new QWidget(this);
        auto* parts = new QHBoxLayout(whole);
        parts->setContentsMargins({});
        parts->setSpacing(4);
        Side& side = m_sides[std::size_t(axis)];
        side.name = new QLabel(whole);
        parts->addWidget(side.name);
        for (int end = 0; end < 2; ++end) {
            QLineEdit*& edit = side.edits[std::size_t(end)];
            edit = new QLineEdit(whole);
            edit->setProperty("acceptsText", true);
            edit->setMaximumWidth(int(5.5 * fontMetrics().height()));
            connect(edit, &QLineEdit::editingFinished, this,
                [this, axis, end] { takeWords(axis, end); });
            parts->addWidget(edit);
        }
        side.items = menu->addAction(QString(), this, [this, axis] { takeItems(axis); });
        row->addWidget(whole);
    }
    row->addWidget(m_take);
    const auto enable = [this] { m_take->setEnabled(twoItems().size() == 2); };
    connect(&focus, &ItemFocus::pinnedChanged, this, enable);
    connect(&focus.selection(), &ItemSelection::changed, this, enable);
    connect(&map, &LiveMap::changed, this, &AxisEnds::showAxes);
    enable();
    retranslate();
    showAxes();
}

// An item's name that nobody changed stays that item.
void AxisEnds::takeWords(int axis, int end)
{
    ChosenAxes axes = m_map.axes();
    ChosenAxis& chosen = axes[std::size_t(axis)];
    AxisEnd& changed = end == 0 ? chosen.from : chosen.to;
    edit(axis, end).setModified(false);
    const QString words = edit(axis, end).text().trimmed();
    if (words == changed.words) return;
    changed = { words, std::nullopt };
    m_map.setAxes(axes);
}

// A cell's two, or the first two of those that were gathered.
ItemFocus::Items AxisEnds::twoItems() const
{
    if (m_focus.pinned().size() == 2) return m_focus.pinned();
    const std::vector<Index>& chosen = m_focus.selection().items();
    if (chosen.size() < 2) return {};
    return { { chosen[0], 0 }, { chosen[1], 0 } };
}

void AxisEnds::takeItems(int axis)
{
    const ItemFocus::Items items = twoItems();
    if (items.size() != 2 || !m_moment.setup()) return;
    ChosenAxes axes = m_map.axes();
    axes[std::size_t(axis)] = { { itemTitle(m_moment, items[0].item), items[0] },
        { itemTitle(m_moment, items[1].item), items[1] } };
    for (QLineEdit* edit : m_sides[std::size_t(axis)].edits)
        edit->setModified(false);
    m_map.setAxes(axes);
    showAxes();
}

// What is being typed stays until it is taken.
void AxisEnds::showAxes()
{
    for (int axis = 0; axis < 2; ++axis)
        for (int end = 0; end < 2; ++end) {
            const ChosenAxis& chosen = m_map.axes()[std::size_t(axis)];
            const QString& words = (end == 0 ? chosen.from : chosen.to).words;
            QLineEdit& shown = edit(axis, end);
            if (!shown.isModified() && shown.text() != words) shown.setText(words);
        }
}

void AxisEnds::retranslate()
{
    const QStringList names { QStringLiteral("→"), QStringLiteral("↑") };
    const QStringList directions { tr("The axis to the right"), tr("The axis up") };
    for (int axis = 0; axis < 2; ++axis) {
        const Side& side = m_sides[std::size_t(axis)];
        side.name->setText(names[axis]);
        side.name->setToolTip(directions[axis]);
        side.edits[0]->setPlaceholderText(tr("from a text"));
        side.edits[1]->setPlaceholderText(tr("to another"));
        side.edits[0]->setAccessibleName(tr("%1 runs from").arg(directions[axis]));
        side.edits[1]->setAccessibleName(tr("%1 runs to").arg(directions[axis]));
        side.items->setText(directions[axis]);
    }
    m_take->setText(tr("Take items"));
    m_take->setToolTip(tr("From the first to the second of the items that are gathered, or of the "
                          "cell that is pinned"));
}

void AxisEnds::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace contrastlab
