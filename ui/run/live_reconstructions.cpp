// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread, but for what work() hands over.
#include "run/live_reconstructions.h"

#include <algorithm>
#include <utility>

namespace contrastlab {

namespace {

constexpr int readableToldMs = 250; // words that change faster cannot be read

} // namespace

LiveReconstructions::LiveReconstructions(RunMoment& moment, ItemFocus& focus, QObject* parent)
    : QObject(parent)
    , m_moment(moment)
    , m_focus(focus)
    , m_task(moment, [this](const auto& checkpoint) { return work(checkpoint); })
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &LiveReconstructions::ask);
    connect(&moment, &RunMoment::changed, this, &LiveReconstructions::follow);
    connect(&focus, &ItemFocus::pinnedChanged, this, &LiveReconstructions::chooseItems);
    connect(&focus.selection(), &ItemSelection::changed, this, &LiveReconstructions::chooseItems);
    connect(&m_task, &CheckpointTask::failed, this, [this](const QString& reason) {
        m_failure = reason;
        emit changed();
    });
    takeData();
}

void LiveReconstructions::follow(const MomentChange& change)
{
    const bool other = change.run != MomentChange::Run::same || change.data;
    if (other || m_possible != isWanted()) takeData();
    askSoon();
}

// A task may change in mid-run.
bool LiveReconstructions::isWanted() const
{
    return m_moment.setup() && hasDecoders(m_moment.spec());
}

void LiveReconstructions::takeData()
{
    m_possible = isWanted();
    m_made = nullptr;
    m_failure.clear();
    m_task.forget();
    m_items.clear();
    chooseItems();
    emit changed();
}

// Items without a modality are told, too, where a person asks for them.
void LiveReconstructions::chooseItems()
{
    const auto setup = m_moment.setup();
    if (!setup) return;
    std::vector<Index> items;
    const auto add = [&](Index item) {
        if (items.size() < made && std::ranges::find(items, item) == items.end())
            items.push_back(item);
    };
    for (const FocusedItem& pinned : m_focus.pinned())
        add(pinned.item);
    for (const Index item : m_focus.selection().items())
        add(item);
    const Split& split = setup->split();
    const std::vector<Index> all =
        setup->complete(m_source == Source::heldOut ? split.heldOut : split.training);
    for (std::size_t i = 0; i < std::min(all.size(), 2 * made); ++i)
        add(all[(m_first + i) % all.size()]);
    if (items == m_items) return;
    m_items = std::move(items);
    m_task.forget();
    ask();
}

void LiveReconstructions::setSource(Source source)
{
    m_source = source;
    m_first = 0;
    chooseItems();
}

void LiveReconstructions::turnPage(std::size_t count)
{
    m_first += count;
    chooseItems();
}

void LiveReconstructions::setActive(bool active)
{
    m_active = active;
    if (active) ask();
}

bool LiveReconstructions::isUpToDate() const
{
    const auto checkpoint = m_moment.checkpoint();
    return m_made && checkpoint && m_made->step == checkpoint->step && m_made->items == m_items;
}

void LiveReconstructions::askSoon()
{
    if (!m_active || m_soon.isActive()) return;
    const qint64 rested = m_sinceAsked.isValid() ? m_sinceAsked.elapsed() : readableToldMs;
    m_soon.start(int(std::clamp<qint64>(readableToldMs - rested, 0, readableToldMs)));
}

void LiveReconstructions::ask()
{
    if (!m_active) return;
    m_sinceAsked.start();
    m_task.askSoon();
}

CheckpointTask::Work LiveReconstructions::work(const std::shared_ptr<const Checkpoint>& checkpoint)
{
    if (!m_active || !m_possible || m_items.empty()) return {};
    return [this, checkpoint, setup = m_moment.setup(), items = m_items](
               ThreadPool& pool, const CheckpointTask::Progress&) -> CheckpointTask::Keep {
        const auto told =
            std::make_shared<const Reconstructions>(reconstruct(pool, *setup, *checkpoint, items));
        return [this, told] {
            m_made = told;
            m_failure.clear();
            emit changed();
        };
    };
}

} // namespace contrastlab
