// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread, but for what look() hands over: it owns copies of all it touches.
#include "run/live_foresight.h"

#include "base/niceness.h"

#include <utility>

namespace contrastlab {

LiveForesight::LiveForesight(RunSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session.moment(), &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.run != MomentChange::Run::same || change.data) forget();
    });
}

LiveForesight::~LiveForesight()
{
    m_task.cancel();
}

void LiveForesight::take()
{
    forget();
    m_held = true;
    m_setup = m_session.setup();
    m_from = m_session.newestCheckpoint();
}

void LiveForesight::look(
    const Parameter& parameter, const std::vector<double>& values, std::size_t chosen)
{
    const std::string key(parameter.key);
    const bool takes = parameter.applies == Applies::live && m_session.accepts(key);
    if (!m_held || !takes || !m_setup || !m_from) return;
    ForesightPlan plan { key, { values.begin(), values.end() }, steps, seconds };
    m_task.cancel();
    m_chosen = chosen;
    if (!m_seen) keep(std::make_shared<Foresight>(Foresight { key, m_from->step, {} }), {});
    m_task.submit([this, setup = m_setup, from = m_from, plan = std::move(plan), chosen,
                      generation = ++m_generation](const std::stop_token& stop) {
        const auto tell = [&](std::shared_ptr<const Foresight> seen, const QString& problem) {
            QMetaObject::invokeMethod(
                this,
                [this, seen = std::move(seen), problem, chosen, generation] {
                    if (generation != m_generation) return;
                    m_chosen = chosen;
                    keep(seen, problem);
                },
                Qt::QueuedConnection);
        };
        try {
            standBack(foresightNiceness);
            ThreadPool pool(0);
            foresee(setup, *from, plan, pool, stop,
                [&](const Foresight& seen) { tell(std::make_shared<Foresight>(seen), {}); });
        } catch (const std::exception& error) {
            tell(nullptr, QString::fromUtf8(error.what()));
        }
    });
}

void LiveForesight::keep(std::shared_ptr<const Foresight> seen, const QString& problem)
{
    m_seen = std::move(seen);
    m_problem = problem;
    emit changed();
}

void LiveForesight::letGo()
{
    if (!std::exchange(m_held, false)) return;
    ++m_generation;
    m_task.cancel();
    m_from = nullptr;
    m_setup = nullptr;
    emit released();
}

void LiveForesight::forget()
{
    letGo();
    m_problem.clear();
    if (std::exchange(m_seen, nullptr)) emit changed();
}

} // namespace contrastlab
