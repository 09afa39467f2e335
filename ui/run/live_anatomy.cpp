// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread, but for what ask() hands over.
#include "run/live_anatomy.h"

#include "base/thread_pool.h"

#include <algorithm>
#include <utility>

namespace contrastlab {

namespace {

constexpr qint64 anatomyRestMs = 500, anatomyRest = 6; // times as long as one takes

} // namespace

LiveAnatomy::LiveAnatomy(RunMoment& moment, ItemFocus& focus, PairChoice& choice, QObject* parent)
    : QObject(parent)
    , m_moment(moment)
    , m_focus(focus)
    , m_choice(choice)
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &LiveAnatomy::ask);
    connect(&moment, &RunMoment::changed, this, &LiveAnatomy::follow);
    connect(&choice, &PairChoice::changed, this, &LiveAnatomy::ask);
    connect(&focus, &ItemFocus::pinnedChanged, this, &LiveAnatomy::askSoon);
    connect(&focus.selection(), &ItemSelection::changed, this, &LiveAnatomy::askSoon);
}

std::optional<StepMetrics> LiveAnatomy::recorded() const
{
    return m_anatomy ? m_moment.recordOf(m_anatomy->step) : std::nullopt;
}

void LiveAnatomy::follow(const MomentChange& change)
{
    if (change.run != MomentChange::Run::same || change.data) forget();
    if (change.steps && recorded().has_value() != m_wasRecorded) {
        m_wasRecorded = !m_wasRecorded;
        emit recordedChanged();
    }
    const bool sets = change.run != MomentChange::Run::same || change.data || change.playhead;
    if (sets || change.frame || change.events) askSoon();
}

void LiveAnatomy::forget()
{
    m_task.cancel();
    ++m_generation;
    m_wasRecorded = false;
    m_problem.clear();
    if (std::exchange(m_anatomy, nullptr)) emit changed();
}

void LiveAnatomy::setActive(bool active)
{
    m_active = active;
    if (active && std::exchange(m_missed, false)) askSoon();
}

void LiveAnatomy::setHeld(bool held)
{
    m_held = held;
    if (!held) askSoon();
}

bool LiveAnatomy::isUpToDate() const
{
    const auto checkpoint = m_moment.checkpoint();
    return m_anatomy && checkpoint && m_anatomy->step == checkpoint->step + 1;
}

// A value that was changed, or another item that is pinned, makes another anatomy of the same step.
void LiveAnatomy::askSoon()
{
    if (!m_active) m_missed = true;
    if (!m_active || m_soon.isActive() || (m_held && m_anatomy && !isUpToDate())) return;
    const qint64 rest = std::max<qint64>(anatomyRestMs, anatomyRest * m_took);
    const qint64 rested = m_sinceAsked.isValid() && m_anatomy ? m_sinceAsked.elapsed() : rest;
    m_soon.start(int(std::clamp<qint64>(rest - rested, 0, rest)));
}

AnatomyWish LiveAnatomy::wish() const
{
    AnatomyWish wish { m_choice.index(), {}, shown };
    for (const FocusedItem& pinned : m_focus.pinned())
        wish.items.push_back(pinned.item);
    const auto& chosen = m_focus.selection().items();
    wish.items.insert(wish.items.end(), chosen.begin(), chosen.end());
    return wish;
}

void LiveAnatomy::ask()
{
    m_soon.stop();
    const auto setup = m_moment.setup();
    const auto checkpoint = m_moment.checkpoint();
    if (!m_active) m_missed = true;
    if (!m_active || !setup || !checkpoint || !isContrast(checkpoint->spec)
        || m_choice.count() == 0)
        return;
    m_sinceAsked.start();
    m_task.submit([this, setup, checkpoint, wish = wish(), generation = ++m_generation](
                      const std::stop_token& stop) {
        QElapsedTimer timer;
        timer.start();
        std::shared_ptr<const StepAnatomy> anatomy;
        QString problem;
        try {
            ThreadPool pool(1);
            anatomy = std::make_shared<const StepAnatomy>(
                anatomyOfNextStep(pool, setup, *checkpoint, wish, stop));
        } catch (const std::exception& error) {
            problem = QString::fromUtf8(error.what());
        }
        QMetaObject::invokeMethod(
            this,
            [this, anatomy, problem, took = timer.elapsed(), generation] {
                if (generation == m_generation) keep(anatomy, problem, took);
            },
            Qt::QueuedConnection);
    });
}

void LiveAnatomy::keep(
    std::shared_ptr<const StepAnatomy> anatomy, const QString& problem, qint64 took)
{
    m_took = took;
    m_anatomy = std::move(anatomy);
    m_problem = problem;
    m_wasRecorded = recorded().has_value();
    emit changed();
}

} // namespace contrastlab
