// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/undo_list.h"

#include <QElapsedTimer>

#include <algorithm>
#include <utility>

namespace contrastlab {

/// Undone and done again as one.
class UndoList::Group final : public UndoEntry {
public:
    explicit Group(QString name) : UndoEntry(Kind::parameter), m_name(std::move(name)) { }

    [[nodiscard]] bool isEmpty() const { return m_parts.empty(); }
    void add(std::unique_ptr<UndoEntry> part) { m_parts.push_back(std::move(part)); }

    QString text() const override { return m_name; }
    QString undo() override
    {
        for (auto part = m_parts.rbegin(); part != m_parts.rend(); ++part)
            if (QString why = (*part)->undo(); !why.isEmpty()) return why;
        return {};
    }
    QString redo() override
    {
        for (const auto& part : m_parts)
            if (QString why = part->redo(); !why.isEmpty()) return why;
        return {};
    }

private:
    QString m_name;
    Entries m_parts;
};

UndoList::UndoList(QObject* parent) : QObject(parent)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(0);
    connect(&m_rest, &QTimer::timeout, this, &UndoList::approach);
}

UndoList::~UndoList() = default;

void UndoList::push(std::unique_ptr<UndoEntry> entry)
{
    if (m_group) return m_group->add(std::move(entry));
    append(std::move(entry));
    emit changed();
}

void UndoList::append(std::unique_ptr<UndoEntry> entry)
{
    m_rest.stop();
    m_entries.resize(static_cast<std::size_t>(m_done));
    if (m_done > 0 && m_entries.back()->mergeWith(*entry)) return;
    m_entries.push_back(std::move(entry));
    if (count() > most) m_entries.erase(m_entries.begin());
    m_done = count();
}

void UndoList::perform(std::unique_ptr<UndoEntry> entry)
{
    if (entry->redo().isEmpty()) push(std::move(entry));
}

void UndoList::beginGroup(const QString& name)
{
    m_group = std::make_unique<Group>(name);
}

void UndoList::endGroup()
{
    auto group = std::exchange(m_group, nullptr);
    if (group && !group->isEmpty()) push(std::unique_ptr<UndoEntry>(std::move(group)));
}

void UndoList::goTo(int done)
{
    m_goal = std::clamp(done, 0, count());
    approach();
}

// A layout takes its time: between slices the window lives on.
void UndoList::approach()
{
    constexpr qint64 sliceMs = 20;
    QElapsedTimer slice;
    slice.start();
    while (m_done != m_goal && slice.elapsed() < sliceMs)
        m_done > m_goal ? stepBack() : stepForth();
    if (m_done != m_goal)
        m_rest.start();
    else
        m_rest.stop();
    emit changed();
}

void UndoList::stepBack()
{
    UndoEntry& last = *m_entries[static_cast<std::size_t>(m_done - 1)];
    const QString why = last.undo();
    if (!why.isEmpty()) return giveUp(m_done - 1, why);
    --m_done;
}

void UndoList::stepForth()
{
    UndoEntry& next = *m_entries[static_cast<std::size_t>(m_done)];
    const QString why = next.redo();
    if (!why.isEmpty()) return giveUp(m_done, why);
    ++m_done;
}

void UndoList::giveUp(int place, const QString& why)
{
    const QString text = entry(place).text();
    remove(place);
    emit failed(text, why);
}

void UndoList::takeBack(const UndoEntry& entry)
{
    const int place = placeOf(entry);
    if (place < 0 || place >= m_done) return;
    const auto taken = std::move(m_entries[static_cast<std::size_t>(place)]);
    remove(place);
    if (const QString why = taken->undo(); !why.isEmpty()) emit failed(taken->text(), why);
    emit changed();
}

void UndoList::remove(int place)
{
    m_entries.erase(m_entries.begin() + place);
    if (place < m_done) --m_done;
    if (place < m_goal) --m_goal;
}

void UndoList::forget(UndoEntry::Kind kind)
{
    for (int place = count() - 1; place >= 0; --place)
        if (entry(place).kind() == kind) remove(place);
    emit changed();
}

void UndoList::forget(const UndoEntry& entry, const QString& why)
{
    const int place = placeOf(entry);
    if (place < 0) return;
    giveUp(place, why);
    emit changed();
}

int UndoList::placeOf(const UndoEntry& entry) const
{
    const auto found =
        std::ranges::find_if(m_entries, [&](const auto& one) { return one.get() == &entry; });
    return found == m_entries.end() ? -1 : int(found - m_entries.begin());
}

} // namespace contrastlab
