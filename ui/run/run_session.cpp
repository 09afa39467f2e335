// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread, except for the functions that are handed to other threads: they own copies of
// all they touch.
#include "run/run_session.h"

#include "analysis/evaluation.h"
#include "run/foreign_run.h"
#include "store/run_file.h"

#include <algorithm>
#include <limits>

namespace contrastlab {

namespace {

constexpr int tickMs = 47; // 21 a second: smooth, and a quarter less to draw than 30
constexpr qint64 speedWindowMs = 2000;

MomentData momentDataOf(const PreparedRun& ready)
{
    return { ready.setup, ready.data.media, ready.probes };
}

} // namespace

RunSession::RunSession(int threads, QObject* parent) : QObject(parent), m_threads(threads)
{
    m_timer.setInterval(tickMs);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &RunSession::tick);
    connect(&m_seeker, &MomentSeeker::settled, this, [this] {
        if (std::exchange(m_branchesHere, false)) branchHere();
    });
    m_clock.start();
}

RunSession::~RunSession()
{
    m_loader.cancel();
    m_opener.cancel();
    m_analyst.end();
    if (m_thread) m_thread->requestStop();
}

void RunSession::start(const RunSpec& spec, bool paused)
{
    leave();
    rememberRunBefore();
    m_returning = false;
    const std::string before = m_library.front();
    retire();
    launch({ m_loader.begin(spec), std::make_shared<Run>(spec), nullptr, evaluatePart, m_threads,
               paused },
        Begins::anew);
    forgetIfEmpty(before);
}

void RunSession::leave()
{
    const Playhead& playhead = m_moment.playhead();
    m_library.setParkedAt(m_library.front(), playhead.following ? -1 : playhead.step);
}

// What was trained is worth keeping: a run of no steps is not.
void RunSession::forgetIfEmpty(const std::string& id)
{
    const LibraryRun* left = m_library.find(id);
    if (left && (!left->ready || left->run->steps.size() == 0)) m_library.remove(id);
}

bool RunSession::bringForward(const std::string& id)
{
    const LibraryRun* there = m_library.find(id);
    if (!there || id == m_library.front()) return false;
    const LibraryRun chosen = *there;
    if (!chosen.ready) {
        open({ chosen.run, chosen.file }, chosen.path);
        return true;
    }
    const bool trainedHere = !chosen.file;
    const bool trains = trainedHere && chosen.run->outcome().kind == RunOutcome::Kind::running;
    if (trains) emit waitsFor(id);
    if (trains || (trainedHere && chosen.run->keptCheckpoints().empty())) return false;
    const std::string before = m_library.front();
    leave();
    retire();
    m_returning = false;
    m_loader.adopt(chosen.ready);
    present(chosen);
    if (trainedHere) goOn(true);
    m_parkAt = chosen.parkedAt;
    parkWhereLeft();
    forgetIfEmpty(before);
    return true;
}

void RunSession::open(const StoredRun& stored, const QString& path, const std::string& dataset)
{
    leave();
    rememberRunBefore();
    m_returning = false;
    const std::string before = m_library.front();
    retire();
    const RunSpec spec = specOfRecorded(*stored.file, dataset);
    const auto prepare =
        m_loader.begin(spec, RunLoader::Recorded { stored.file, path.toStdString() });
    present({ stored.run, nullptr, stored.file, path });
    m_state = State::preparing;
    m_opener.submit([prepare] {
        try {
            prepare();
        } catch (const std::exception&) {
            // The loader has it.
        }
    });
    m_timer.start();
    emit stateChanged();
    forgetIfEmpty(before);
}

// One without an end broke off, or is still being written.
RunOutcome RunSession::outcomeAsRecorded() const
{
    const RunOutcome outcome = m_run->outcome();
    if (outcome.kind != RunOutcome::Kind::running) return outcome;
    const auto last = m_run->steps.last();
    return { RunOutcome::Kind::stopped, last ? last->step : 0, {}, {} };
}

bool RunSession::isOfAnotherProgram() const
{
    return m_run && isForeign(m_run->spec());
}

void RunSession::analyseForeign()
{
    const LibraryRun* front = m_library.find(m_library.front());
    m_foreignAnalyst.begin(front && front->file ? m_run : nullptr, m_loader.ready());
    if (front && front->file && m_loader.ready() && isOfAnotherProgram())
        m_foreignAnalyst.look(front->file->frameSteps());
}

// A moment of the file that nobody looks at any more would keep its log from being written anew.
void RunSession::lookAgain(std::shared_ptr<RunFile> file, bool goesOn)
{
    if (!isRecorded()) return;
    m_library.setFile(m_library.front(), std::move(file));
    analyseForeign();
    m_moment.catchUp();
    m_moment.setAdvancing(goesOn);
    const RunOutcome::Kind before = m_outcome.kind;
    m_outcome = outcomeAsRecorded();
    emit ticked();
    if (m_outcome.kind == before) return;
    emit stateChanged();
    emit outcomeChanged();
}

// What stands still, in front of the views.
void RunSession::present(const LibraryRun& run)
{
    m_run = run.run;
    m_outcome = outcomeAsRecorded();
    m_parkAt = -1;
    m_speedMarks.clear();
    m_beginsPaused = true;
    m_state = State::ended;
    m_analyst.end();
    m_library.bringForward(run);
    m_moment.setAdvancing(false);
    m_moment.show(m_run, run.ready ? momentDataOf(*run.ready) : MomentData());
    m_seeker.begin(run.ready, true);
    analyseForeign();
    emit stateChanged();
    emit outcomeChanged();
}

bool RunSession::canGoOn() const
{
    return m_state == State::ended && m_run && m_loader.ready()
        && (m_outcome.kind == RunOutcome::Kind::completed
            || m_outcome.kind == RunOutcome::Kind::stopped)
        && !m_run->keptCheckpoints().empty();
}

// The file of a recorded run stays as it is.
void RunSession::goOn(bool paused)
{
    const auto from = m_run->checkpointAtOrBefore(std::numeric_limits<std::int64_t>::max());
    const LibraryRun* here = m_library.find(m_library.front());
    if (from) branch(from, paused, here && here->file ? Identity::other : Identity::same);
}

void RunSession::goOnFrom(const std::shared_ptr<const Checkpoint>& state)
{
    if (isRecorded() && m_loader.ready()) branch(state, false, Identity::same);
}

// The past of a run is copied on its thread.
void RunSession::parkWhereLeft()
{
    if (m_parkAt < 0 || m_moment.newestStep() < m_parkAt) return;
    m_moment.park(std::exchange(m_parkAt, -1));
}

// The old thread ends by itself; waiting for it here would hold the window up for a step.
void RunSession::retire()
{
    m_loader.cancel();
    m_branchesHere = false;
    m_branchFrom = -1;
    if (!m_thread) return;
    m_thread->requestStop();
    m_retired.push_back(std::move(m_thread));
}

// Kept until the new run's data are there; a start on top of a start keeps the first.
void RunSession::rememberRunBefore()
{
    if (!m_thread || !m_loader.ready() || m_run->keptCheckpoints().empty()) return;
    m_loader.remember({ m_run, m_loader.ready(), m_state != State::running });
}

void RunSession::cancelLoading()
{
    if (m_loader.ready() || m_state == State::idle || isEmpty()) return;
    retire();
    m_returning = hasRunBefore();
    if (m_returning && returnToRunBefore()) return;
    if (m_returning) return; // tick() asks again
    m_outcome = { RunOutcome::Kind::stopped, 0, {}, {} };
    m_state = State::ended;
    m_moment.setLack(RunMoment::Lack::noData);
    emit stateChanged();
    emit outcomeChanged();
}

bool RunSession::returnToRunBefore()
{
    if (m_loader.before()->run->outcome().kind == RunOutcome::Kind::running) return false;
    m_returning = false;
    const RunLoader::Before before = m_loader.returnToBefore();
    const std::string cancelled = m_library.front();
    m_run = before.run;
    m_moment.show(m_run, momentDataOf(*before.ready));
    branch(before.run->keptCheckpoints().back()->get(), before.paused, Identity::same);
    forgetIfEmpty(cancelled);
    return true;
}

bool RunSession::isEmpty() const
{
    return m_state == State::ended && !m_loader.ready() && !m_thread;
}

// The run listens before anyone is told of it.
void RunSession::launch(const TrainingThread::Start& start, Begins begins)
{
    m_run = start.run;
    m_outcome = {};
    m_parkAt = -1;
    m_speedMarks.clear();
    m_beginsPaused = start.paused;
    m_state = !m_loader.ready() ? State::preparing : start.paused ? State::paused : State::running;
    if (m_loader.ready())
        m_analyst.begin(m_run, m_loader.ready());
    else
        m_analyst.end();
    m_seeker.begin(m_loader.ready(), false);
    m_foreignAnalyst.begin(nullptr, nullptr);
    m_thread = std::make_unique<TrainingThread>(start);
    if (m_speedLimit > 0) m_thread->commands().post(SpeedLimit { m_speedLimit });
    m_timer.start();
    m_library.bringForward({ m_run, m_loader.ready(), nullptr, {} });
    m_moment.setAdvancing(m_state == State::running);
    if (begins == Begins::continued)
        m_moment.showContinued(m_run);
    else
        m_moment.show(m_run);
    emit stateChanged();
}

void RunSession::branch(const std::shared_ptr<const Checkpoint>& from, bool paused,
    Identity identity, const std::optional<RunEvent>& change)
{
    retire();
    const auto run = std::make_shared<Run>(*m_run, *from, Run::Past::copiedLater);
    if (identity == Identity::same) run->takeIdentity(m_run->identity());
    if (change) run->events.append(*change);
    // Millions of steps take more than a moment: they are copied on the training thread.
    const auto prepare = [parent = m_run, run, setup = m_loader.ready()->setup]() mutable {
        run->copyPast(*parent);
        parent.reset();
        return setup;
    };
    launch({ prepare, run, from, evaluatePart, m_threads, paused }, Begins::continued);
}

std::vector<Suspect> RunSession::suspects() const
{
    if (!m_run || m_outcome.kind != RunOutcome::Kind::diverged) return {};
    return m_run->events.with([this](std::span<const RunEvent> events) {
        return suspectsAmong(events, m_outcome.step - suspectSteps, m_outcome.step);
    });
}

std::shared_ptr<const Checkpoint> RunSession::lastHealthy() const
{
    if (!m_loader.ready() || m_outcome.kind != RunOutcome::Kind::diverged) return nullptr;
    const auto blamed = suspects();
    const std::int64_t before = blamed.empty() ? m_outcome.step - 1 : blamed.front().step;
    std::shared_ptr<const Checkpoint> found;
    for (const auto& kept : m_run->keptCheckpoints()) {
        // A run that went back to a checkpoint and diverged before the next goes back further.
        const bool tried =
            blamed.empty() && m_run->continuedAt() > 0 && kept->step() == m_run->continuedAt();
        if (kept->step() > before || (tried && found)) continue;
        if (found && kept->step() < found->step) continue;
        if (const auto checkpoint = kept->get(); checkpoint && checkpoint->parameters.allFinite())
            found = checkpoint;
    }
    return found;
}

std::int64_t RunSession::lastHealthyStep() const
{
    const auto checkpoint = lastHealthy();
    return checkpoint ? checkpoint->step : -1;
}

bool RunSession::goBackTo(std::int64_t step)
{
    if (!m_loader.ready() || !m_run) return false;
    const auto checkpoint = m_run->checkpointAtOrBefore(step);
    if (!checkpoint || !checkpoint->parameters.allFinite()) return false;
    leave();
    branch(checkpoint, m_state != State::running, Identity::other);
    return true;
}

void RunSession::branchHere()
{
    if (!m_loader.ready() || !m_run) return;
    const std::int64_t step = m_moment.playhead().step;
    const auto state = m_moment.checkpoint();
    const bool isComing = m_seeker.isAtWork() && (!state || state->step != step);
    m_branchesHere = isComing;
    if (isComing || !state || !state->parameters.allFinite()) return;
    const bool follows = step == m_branchFrom;
    leave();
    branch(state, m_state != State::running, Identity::other);
    if (follows) m_moment.follow();
}

void RunSession::branchFrom(std::int64_t step)
{
    m_moment.park(step);
    m_branchFrom = m_moment.playhead().step;
    branchHere();
}

bool RunSession::goBackToBest()
{
    const auto best = m_run ? m_run->best().checkpoint : nullptr;
    return best && best->step < m_moment.newestStep() && goBackTo(best->step);
}

void RunSession::continueFurther()
{
    extendTo(m_moment.newestStep() + std::max<std::int64_t>(1, m_run->spec().integer("steps")));
}

// The training loop takes no commands after its last step, so the change is made for it.
void RunSession::extendTo(std::int64_t steps)
{
    const auto last = m_run->checkpointAtOrBefore(m_outcome.step);
    if (!last || steps <= last->step) return;
    auto from = std::make_shared<Checkpoint>(*last);
    const RunEvent event { RunEvent::Kind::change, last->step, "steps",
        toText(last->spec.value("steps")), std::to_string(steps) };
    from->spec.set("steps", steps);
    // Held until all who listen have had their say: what they change holds from the first step on.
    branch(from, true, Identity::same, event);
    m_thread->commands().post(Resume {});
}

bool RunSession::accepts(std::string_view key) const
{
    const bool completed = m_state == State::ended && m_outcome.kind == RunOutcome::Kind::completed;
    return isLive() || (completed && key == "steps");
}

bool RunSession::isLive() const
{
    return m_thread
        && (m_state == State::running || m_state == State::paused || m_state == State::preparing);
}

void RunSession::setPaused(bool paused)
{
    if (!isLive()) return;
    if (paused)
        m_thread->commands().post(Pause {});
    else
        m_thread->commands().post(Resume {});
    // The thread answers when the data are there; until then the wish is what there is to show.
    if (std::exchange(m_beginsPaused, paused) != paused && m_state == State::preparing)
        emit stateChanged();
}

void RunSession::togglePaused()
{
    if (canGoOn() && m_outcome.kind == RunOutcome::Kind::stopped) return goOn(false);
    if (m_state == State::ended) return continueFurther();
    setPaused(m_state == State::preparing ? !m_beginsPaused : m_state != State::paused);
}

void RunSession::advance(std::int64_t steps)
{
    if (canGoOn() && m_outcome.kind == RunOutcome::Kind::stopped) goOn(true);
    if (isLive()) m_thread->commands().post(Advance { steps });
}

void RunSession::setSpeedLimit(double stepsPerSecond)
{
    m_speedLimit = stepsPerSecond;
    if (isLive()) m_thread->commands().post(SpeedLimit { stepsPerSecond });
}

void RunSession::keepPace(const std::shared_ptr<Pace>& side)
{
    if (isLive()) m_thread->commands().post(KeepPace { side });
}

void RunSession::request(const HyperparameterChange& change)
{
    if (!isLive() && accepts(change.key)) return extendTo(std::get<std::int64_t>(change.value));
    if (isLive()) m_thread->commands().post(change);
}

std::shared_ptr<const Checkpoint> RunSession::newestCheckpoint() const
{
    const auto shown = m_thread ? m_thread->checkpoints().latest() : nullptr;
    const auto kept =
        m_run ? m_run->checkpointAtOrBefore(std::numeric_limits<std::int64_t>::max()) : nullptr;
    return shown && (!kept || shown->step > kept->step) ? shown : kept;
}

std::shared_ptr<const LoadFailure> RunSession::loadFailure() const
{
    return m_state == State::ended ? m_loader.failure() : nullptr;
}

std::size_t RunSession::lateProblems() const
{
    const auto ready = m_loader.ready();
    return ready && ready->data.late ? ready->data.late->count() : 0;
}

const DatasetReport* RunSession::dataReport() const
{
    const auto ready = m_loader.ready();
    return ready ? &ready->data.report : nullptr;
}

ParameterValue RunSession::currentValue(std::string_view key) const
{
    const ParameterValue& value = spec().value(key);
    const auto last = m_run ? m_run->steps.last() : std::nullopt;
    if (!last) return value;
    if (key == "temperature" && spec().flag("learn_temperature")) return last->temperature;
    if (key == "bias" && spec().flag("learn_bias")) return last->bias;
    return value;
}

double RunSession::stepsPerSecond() const
{
    if (m_state != State::running || m_speedMarks.size() < 2) return 0;
    const SpeedMark &first = m_speedMarks.front(), &last = m_speedMarks.back();
    const qint64 elapsed = last.milliseconds - first.milliseconds;
    return elapsed > 0 ? 1000.0 * double(last.step - first.step) / double(elapsed) : 0;
}

void RunSession::tick()
{
    std::erase_if(m_retired, [](const auto& thread) {
        return thread->run().outcome().kind != RunOutcome::Kind::running;
    });
    if (m_returning) returnToRunBefore();
    if (!m_thread) return lookAtRecorded();
    const RunOutcome outcome = m_run->outcome(); // first: then the logs below are complete
    readData();
    readRefusals();
    m_moment.catchUp();
    parkWhereLeft();
    readState(outcome);
    countSpeed();
    if (const auto failure = m_analyst.takeFailure())
        emit analysisFailed(QString::fromStdString(*failure));
    lookAtNewest();
    emit ticked();
}

// Only its data are still to come, or why they do not.
void RunSession::lookAtRecorded()
{
    readData();
    if (m_loader.ready() || m_loader.failure()) {
        if (!m_loader.ready()) m_moment.setLack(RunMoment::Lack::failed);
        const bool told = m_state == State::ended;
        setState(State::ended);
        if (!told) emit outcomeChanged();
        if (m_retired.empty()) m_timer.stop();
    }
    emit ticked();
}

void RunSession::readData()
{
    if (m_loader.poll()) {
        if (m_thread) m_analyst.begin(m_run, m_loader.ready());
        m_library.setReady(m_library.front(), m_loader.ready());
        m_moment.setData(momentDataOf(*m_loader.ready()));
        m_seeker.begin(m_loader.ready(), isRecorded());
        analyseForeign();
    }
}

void RunSession::readRefusals()
{
    for (const Problem& problem : m_thread->takeRefusals())
        emit refused(problem);
}

void RunSession::readState(const RunOutcome& outcome)
{
    if (m_state == State::ended) return;
    if (outcome.kind != RunOutcome::Kind::running) {
        m_outcome = outcome;
        m_moment.setLack(outcome.kind == RunOutcome::Kind::failed ? RunMoment::Lack::failed
                                                                  : RunMoment::Lack::noData);
        setState(State::ended);
        emit outcomeChanged();
        return;
    }
    if (m_loader.ready()) setState(m_thread->paused() ? State::paused : State::running);
}

void RunSession::setState(State state)
{
    if (m_state == state) return;
    m_state = state;
    m_moment.setAdvancing(state == State::running);
    emit stateChanged();
}

void RunSession::countSpeed()
{
    if (m_state != State::running) return m_speedMarks.clear();
    m_speedMarks.push_back({ m_clock.elapsed(), m_moment.newestStep() });
    while (m_speedMarks.back().milliseconds - m_speedMarks.front().milliseconds > speedWindowMs)
        m_speedMarks.pop_front();
}

// A run that has ended, and of which everything is shown, needs no clock.
void RunSession::lookAtNewest()
{
    const auto newest = m_thread->checkpoints().latest();
    m_moment.setNewest(newest);
    if (m_analyst.look(newest, m_state != State::running)) m_thread->checkpoints().request();
    if (m_state != State::ended || !m_retired.empty() || !m_analyst.isDoneWith(newest)) return;
    m_moment.catchUp();
    m_timer.stop();
}

} // namespace contrastlab
