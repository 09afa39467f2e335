// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/choice_edits.h"

#include "run/item_names.h"

#include <QLocale>
#include <QStringList>

#include <set>
#include <utility>

namespace contrastlab {

namespace {

class ChoiceChange final : public UndoEntry {
public:
    ChoiceChange(ChoiceEdits& edits, ChoiceEdits::Choice before, ChoiceEdits::Choice after,
        qint64 made, qint64 walk)
        : UndoEntry(Kind::choice)
        , m_edits(edits)
        , m_before(std::move(before))
        , m_after(std::move(after))
        , m_made(made)
        , m_walk(walk)
    {
    }
    QString text() const override { return m_edits.textOf(m_before, m_after); }
    QString undo() override { return show(m_before); }
    QString redo() override { return show(m_after); }
    bool mergeWith(const UndoEntry& next) override
    {
        const auto* other = dynamic_cast<const ChoiceChange*>(&next);
        const bool goesOn = other && other->m_made - m_made < m_walk
            && ((pinsAlone() && other->pinsAlone()) || (isOfRows() && other->isOfRows()));
        if (!goesOn) return false;
        m_after = other->m_after;
        m_made = other->m_made;
        return true;
    }

private:
    QString show(const ChoiceEdits::Choice& choice)
    {
        return m_edits.show(choice) ? QString()
                                    : ChoiceEdits::tr("Its items are not drawn any more.");
    }
    [[nodiscard]] bool pinsAlone() const { return m_before.items == m_after.items; }
    [[nodiscard]] bool isOfRows() const { return m_after.origin == ItemSelection::Origin::table; }

    ChoiceEdits& m_edits;
    ChoiceEdits::Choice m_before, m_after;
    qint64 m_made; ///< milliseconds
    qint64 m_walk;
};

} // namespace

ChoiceEdits::ChoiceEdits(RunMoment& moment, ItemFocus& focus, UndoList& undo, QObject* parent)
    : QObject(parent)
    , m_moment(moment)
    , m_focus(focus)
    , m_undo(undo)
{
    m_clock.start();
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &ChoiceEdits::note);
    const auto soon = [this] { m_soon.start(); };
    connect(&focus, &ItemFocus::pinnedChanged, this, soon);
    connect(&focus.selection(), &ItemSelection::changed, this, soon);
    connect(&focus.selection(), &ItemSelection::dataChanged, this,
        [this] { m_undo.forget(UndoEntry::Kind::choice); });
    // After the two have looked which of it is there.
    connect(&moment, &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.data) m_known = current();
    });
}

ChoiceEdits::Choice ChoiceEdits::current() const
{
    const ItemSelection& chosen = m_focus.selection();
    return { m_focus.pinned(), chosen.items(), chosen.origin() };
}

void ChoiceEdits::note()
{
    Choice now = current();
    if (now == m_known) return;
    const Choice before = std::exchange(m_known, now);
    m_undo.push(
        std::make_unique<ChoiceChange>(*this, before, std::move(now), m_clock.elapsed(), m_walk));
}

bool ChoiceEdits::show(const Choice& choice)
{
    const auto& there = m_moment.probes().projectionItems;
    const std::set<Index> drawn(there.begin(), there.end());
    Choice left = choice;
    std::erase_if(left.items, [&](Index item) { return !drawn.contains(item); });
    std::erase_if(
        left.pinned, [&](const FocusedItem& pinned) { return !drawn.contains(pinned.item); });
    const bool wasThere = !choice.items.empty() || !choice.pinned.empty();
    if (wasThere && left.items.empty() && left.pinned.empty()) return false;
    m_focus.pin(left.pinned);
    m_focus.selection().set(left.items, left.origin);
    m_known = current();
    return true;
}

QString ChoiceEdits::textOf(const Choice& before, const Choice& after) const
{
    const auto setup = m_moment.setup();
    const auto nameOf = [&](Index item) {
        return setup ? itemName(setup->dataset(), item) : QString::number(item);
    };
    if (after.items != before.items && !after.items.empty())
        return after.items.size() == 1
            ? tr("Chosen: %1").arg(nameOf(after.items.front()))
            : tr("Chosen: %1 items").arg(QLocale().toString(qlonglong(after.items.size())));
    if (after.pinned == before.pinned || after.pinned.empty())
        return after.items != before.items ? tr("Choice let go") : tr("Pin taken off");
    QStringList names;
    for (const FocusedItem& pinned : after.pinned)
        if (const QString name = nameOf(pinned.item); !names.contains(name)) names << name;
    return tr("Pinned: %1").arg(names.join(QStringLiteral(", ")));
}

} // namespace contrastlab
