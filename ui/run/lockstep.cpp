// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread, except for what is handed to the training thread: it owns copies of all it
// touches.
#include "run/lockstep.h"

#include "analysis/evaluation.h"
#include "base/niceness.h"

#include <utility>

namespace contrastlab {

namespace {

constexpr int lockstepTickMs = 47;
constexpr int branchNiceness = 5; ///< what both wait for is the run in front, then the branch

} // namespace

Lockstep::Lockstep(RunSession& session, QObject* parent) : QObject(parent), m_session(session)
{
    m_timer.setInterval(lockstepTickMs);
    connect(&m_timer, &QTimer::timeout, this, &Lockstep::tick);
    connect(&session, &RunSession::waitsFor, this, [this](const std::string& id) {
        if (id == m_id) end();
    });
    connect(&session.library(), &RunLibrary::changed, this, [this] {
        if (!m_id.empty() && !m_session.library().find(m_id)) end();
    });
}

Lockstep::~Lockstep()
{
    m_analyst.end();
    if (m_thread) m_thread->requestStop();
}

bool Lockstep::canBegin() const
{
    const RunSession::State state = m_session.state();
    return m_session.prepared()
        && (state == RunSession::State::running || state == RunSession::State::paused);
}

std::optional<Problem> Lockstep::problemWith(const HyperparameterChange& change) const
{
    if (auto problem = check(*findParameter(change.key), change.value)) return problem;
    RunSpec spec = m_session.spec();
    spec.set(change.key, change.value);
    const auto problems = validate(spec, m_session.setup()->facts());
    return problems.empty() ? std::nullopt : std::optional(problems.front());
}

// The run in front waits at its step until the branch is there.
void Lockstep::begin(const HyperparameterChange& change)
{
    if (!canBegin()) return;
    end();
    m_change = change;
    auto [leader, follower] = Pace::ofTwo();
    m_beginning = follower;
    for (const LibraryRun& run : m_session.library().runs())
        if (run.run == m_session.run()) m_parent = run.run;
    m_session.keepPace(leader);
    m_timer.start();
}

void Lockstep::end()
{
    const bool was = isOn();
    m_beginning = nullptr;
    retire();
    if (was) emit ended();
}

void Lockstep::retire()
{
    m_parent = nullptr;
    const std::string id = std::exchange(m_id, {});
    if (!m_thread) return;
    m_thread->requestStop();
    m_retired.push_back(std::move(m_thread));
    m_session.library().setTrains(id, false);
}

void Lockstep::tick()
{
    std::erase_if(m_retired, [](const auto& thread) {
        return thread->run().outcome().kind != RunOutcome::Kind::running;
    });
    const bool isThere = m_session.run() == m_parent && canBegin();
    if (m_beginning && !isThere) end(); // it ended or made way meanwhile
    if (m_beginning)
        if (const auto from = m_beginning->beginning()) branch(from);
    if (m_thread) look();
    if (!isOn() && m_retired.empty()) m_timer.stop();
}

// The same as a branch that a person makes there and then changes.
void Lockstep::branch(const std::shared_ptr<const Checkpoint>& from)
{
    const auto ready = m_session.prepared();
    m_run = std::make_shared<Run>(*m_parent, *from, Run::Past::copiedLater);
    m_id = m_run->identity().id;
    const auto prepare = [parent = m_parent, run = m_run, setup = ready->setup]() mutable {
        standBack(branchNiceness);
        run->copyPast(*parent);
        parent.reset();
        return setup;
    };
    m_thread = std::make_unique<TrainingThread>(
        TrainingThread::Start { prepare, m_run, from, evaluatePart, m_session.threads(), true });
    m_thread->commands().post(m_change);
    m_thread->commands().post(KeepPace { std::exchange(m_beginning, nullptr) });
    m_thread->commands().post(Resume {});
    m_analyst.begin(m_run, ready);
    m_session.library().add({ .run = m_run, .ready = ready, .trains = true });
    emit began(m_id);
}

// While both go on the branch is looked at whenever the run in front is, so that their pictures are
// of nearly the same step.
void Lockstep::look()
{
    const bool trains = m_run->outcome().kind == RunOutcome::Kind::running;
    const bool moves = trains && m_session.state() == RunSession::State::running;
    const auto newest = m_thread->checkpoints().latest();
    const auto led = m_session.newestCheckpoint();
    const bool isLooked = std::exchange(m_looked, led ? led->step : 0) != m_looked;
    const bool wants = m_analyst.look(newest, !moves);
    if (moves ? isLooked : wants) m_thread->checkpoints().request();
    if (!trains && m_analyst.isDoneWith(newest)) end();
}

} // namespace contrastlab
