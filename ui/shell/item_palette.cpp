// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread; the task holds all that it needs and nothing of its object.
#include "shell/item_palette.h"

#include "run/item_names.h"

#include <QRegularExpression>

#include <algorithm>

namespace contrastlab {

ItemPalette::ItemPalette(RunMoment& moment, ItemFocus& focus, QObject* parent)
    : QObject(parent)
    , m_moment(moment)
    , m_focus(focus)
    , m_made(std::make_shared<LatestValue<Names>>())
{
    m_poll.setInterval(20);
    connect(&m_poll, &QTimer::timeout, this, &ItemPalette::take);
}

void ItemPalette::look()
{
    const auto setup = m_moment.setup();
    if (setup == m_asked) return;
    m_asked = setup;
    m_names = {};
    emit changed();
    if (!setup || setup->dataset().itemNames.empty()) return;
    m_task.submit([setup, made = m_made](const std::stop_token& stop) {
        auto index = std::make_shared<NameIndex>();
        for (const DisplayName& name : setup->dataset().itemNames) {
            if (stop.stop_requested()) return;
            index->add({ QString::fromStdString(name.en), QString::fromStdString(name.zh) });
        }
        made->publish(std::make_shared<const Names>(Names { setup, std::move(index) }));
    });
    m_poll.start();
}

void ItemPalette::take()
{
    const auto names = m_made->latest();
    if (!names || names->setup != m_asked) return;
    m_poll.stop();
    m_names = *names;
    emit changed();
}

PaletteItems ItemPalette::items()
{
    if (!m_names.index || m_names.setup != m_moment.setup()) return {};
    return { m_names.index, [this](int place) { return entryOf(place); } };
}

PaletteEntry ItemPalette::entryOf(Index item)
{
    const auto setup = m_moment.setup();
    PaletteEntry entry;
    entry.kind = tr("Item");
    if (!setup || item >= setup->dataset().items) {
        entry.enabled = false;
        return entry;
    }
    entry.title = itemName(setup->dataset(), item);
    entry.detail = groupName(setup->dataset(), item);
    entry.act = [this, item] {
        m_focus.pin({ { item, 0 } });
        emit pinned();
    };
    return entry;
}

std::vector<PaletteEntry> ItemPalette::read(const QString& query)
{
    static const QRegularExpression number(QStringLiteral("^(?:#|item |样本 ?)(\\d{1,12})$"),
        QRegularExpression::CaseInsensitiveOption);
    const auto found = number.match(query);
    const auto setup = m_moment.setup();
    if (!found.hasMatch() || !setup) return {};
    const Index item = Index(found.captured(1).toLongLong());
    if (item < setup->dataset().items) return { entryOf(item) };
    PaletteEntry entry;
    entry.kind = tr("Item");
    entry.title = tr("Item %1").arg(item);
    entry.enabled = false;
    entry.obstacle = tr("Items have numbers from 0 to %1").arg(setup->dataset().items - 1);
    return { std::move(entry) };
}

} // namespace contrastlab
