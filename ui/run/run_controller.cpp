// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread, except for the functions that are handed to other threads: they own copies of
// all they touch.
#include "run/run_controller.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <limits>

namespace contrastlab {

namespace {

constexpr int tickMs = 47; // 21 a second: smooth, and a quarter less to draw than 30
// An analysis takes one thread for a while; waiting this many times as long keeps its share small.
constexpr double restAfterAnalysis = 6;
constexpr double restAfterDiagnostics = 12;
constexpr double leastFrameSeconds = 1.0 / 25;
constexpr double leastDiagnosticsSeconds = 0.1;
// Spaced out as the run grows long: a few thousand entries whatever its length.
constexpr double diagnosticsPerRun = 2000;
constexpr qint64 speedWindowMs = 2000;

// Whether the data of one spec serve the other.
bool sameData(const RunSpec& a, const RunSpec& b)
{
    if (a.data() != b.data()) return false;
    for (const char* key : { "seed", "word_vectors" })
        if (a.value(key) != b.value(key)) return false;
    for (const Parameter& parameter : parameterTable())
        if (parameter.section == Section::data && a.value(parameter.key) != b.value(parameter.key))
            return false;
    return true;
}

} // namespace

struct RunController::Analysis {
    LatestValue<ProbeFrame> frame;
    std::atomic<double> seconds { 0 }; ///< that the last one took
    std::atomic<double> diagnosticsSeconds { 0 };
    std::optional<std::vector<Duplicates>> duplicates; ///< for the analysing thread alone
};

RunController::RunController(int threads, QObject* parent) : QObject(parent), m_threads(threads)
{
    m_timer.setInterval(tickMs);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &RunController::tick);
    m_clock.start();
}

RunController::~RunController()
{
    m_loading.request_stop();
    if (m_thread) m_thread->requestStop();
}

void RunController::start(const RunSpec& spec, bool paused)
{
    rememberRunBefore();
    const auto there = m_ready ? m_ready : m_before ? m_before->ready : nullptr;
    const bool reuse = there && sameData(there->setup->spec(), spec);
    const auto opened = reuse ? std::make_shared<OpenedData>(there->data) : nullptr;
    m_returning = false;
    retire();
    m_spec = spec;
    m_ready = nullptr;
    m_prepared = std::make_shared<LatestValue<Prepared>>();
    m_progress = std::make_shared<LatestValue<LoadProgress>>();
    m_failure = std::make_shared<LatestValue<LoadFailure>>();
    m_loading = {};
    const auto prepare = [spec, opened, prepared = m_prepared, progress = m_progress,
                             failure = m_failure, stop = m_loading.get_token()] {
        const auto report = [&](const LoadProgress& p) {
            progress->publish(std::make_shared<LoadProgress>(p));
        };
        try {
            OpenedData data = opened ? *opened : openData(spec, report, stop);
            auto setup = std::make_shared<const RunSetup>(spec, data.dataset);
            prepared->publish(std::make_shared<Prepared>(
                Prepared { setup, std::move(data), chooseProbes(*setup) }));
            return setup;
        } catch (...) {
            failure->publish(std::make_shared<LoadFailure>(failureFrom(std::current_exception())));
            throw;
        }
    };
    launch({ prepare, std::make_shared<Run>(spec), nullptr, evaluateTrainer, m_threads, paused });
}

// The old thread ends by itself; waiting for it here would hold the window up for a step.
void RunController::retire()
{
    m_loading.request_stop();
    if (!m_thread) return;
    m_thread->requestStop();
    m_retired.push_back(std::move(m_thread));
}

// Kept until the new run's data are there; a start on top of a start keeps the first.
void RunController::rememberRunBefore()
{
    if (!m_ready || !m_run || m_run->checkpoints().empty()) return;
    m_before = std::make_unique<Before>(
        Before { m_run, m_ready, m_diagnostics, m_frame, m_state != State::running });
}

void RunController::cancelLoading()
{
    if (m_ready || m_state == State::idle || isEmpty()) return;
    retire();
    m_returning = m_before != nullptr;
    if (m_returning && returnToRunBefore()) return;
    if (m_returning) return; // tick() asks again
    m_outcome = { RunOutcome::Kind::stopped, 0, {}, {} };
    m_state = State::ended;
    emit stateChanged();
    emit outcomeChanged();
}

bool RunController::returnToRunBefore()
{
    if (m_before->run->outcome().kind == RunOutcome::Kind::running) return false;
    const auto before = std::exchange(m_before, nullptr);
    m_returning = false;
    const auto checkpoints = before->run->checkpoints();
    m_run = before->run;
    m_ready = before->ready;
    m_diagnostics = before->diagnostics;
    m_frame = before->frame;
    branch(checkpoints.back(), before->paused);
    return true;
}

bool RunController::isEmpty() const
{
    return m_state == State::ended && !m_ready && !m_thread;
}

// The run listens before anyone is told of it.
void RunController::launch(const TrainingThread::Start& start)
{
    m_run = start.run;
    m_outcome = {};
    m_stepsSeen = m_evaluationsSeen = m_eventsSeen = 0;
    m_speedMarks.clear();
    m_playhead = { start.from ? start.from->step : 0, true };
    m_analysis = std::make_shared<Analysis>();
    m_analysed = m_diagnosed = nullptr;
    const auto before =
        std::exchange(m_diagnostics, std::make_shared<AppendLog<TrainingDiagnostics>>());
    for (const TrainingDiagnostics& entry : before->all())
        if (start.from && entry.step <= start.from->step) m_diagnostics->append(entry);
    m_diagnosticsSeen = 0;
    m_sinceLaunch.start();
    m_sinceDiagnostics.invalidate();
    m_frame = nullptr;
    m_beginsPaused = start.paused;
    m_state = !m_ready ? State::preparing : start.paused ? State::paused : State::running;
    m_thread = std::make_unique<TrainingThread>(start);
    if (m_speedLimit > 0) m_thread->commands().post(SpeedLimit { m_speedLimit });
    m_timer.start();
    emit runChanged();
    emit stateChanged();
}

void RunController::branch(const std::shared_ptr<const Checkpoint>& from, bool paused,
    const std::optional<RunEvent>& change)
{
    const auto frame = m_frame;
    retire();
    m_spec = from->spec;
    const auto run = std::make_shared<Run>(*m_run, *from, Run::Past::copiedLater);
    if (change) run->events.append(*change);
    // Millions of steps take more than a moment: they are copied on the training thread.
    const auto prepare = [parent = m_run, run, setup = m_ready->setup]() mutable {
        run->copyPast(*parent);
        parent.reset();
        return setup;
    };
    launch({ prepare, run, from, evaluateTrainer, m_threads, paused });
    m_frame = frame; // the next projection is aligned to it
    emit setupReady();
}

std::shared_ptr<const Checkpoint> RunController::lastHealthy() const
{
    if (!m_ready || m_outcome.kind != RunOutcome::Kind::diverged) return nullptr;
    std::shared_ptr<const Checkpoint> found;
    for (const auto& checkpoint : m_run->checkpoints()) {
        // A run that went back to a checkpoint and diverged before the next goes back further.
        const bool tried = m_run->branchedAt() > 0 && checkpoint->step == m_run->branchedAt();
        if (checkpoint->step >= m_outcome.step || (tried && found)) continue;
        if (checkpoint->parameters.allFinite() && (!found || checkpoint->step >= found->step))
            found = checkpoint;
    }
    return found;
}

std::int64_t RunController::lastHealthyStep() const
{
    const auto checkpoint = lastHealthy();
    return checkpoint ? checkpoint->step : -1;
}

bool RunController::goBackToLastHealthy()
{
    const auto checkpoint = lastHealthy();
    if (!checkpoint) return false;
    const std::string cause = m_outcome.cause;
    const auto events = m_run->events.all();
    branch(checkpoint, true);
    const Parameter* parameter = findParameter(cause);
    for (auto event = events.rbegin(); parameter && event != events.rend(); ++event) {
        if (event->kind != RunEvent::Kind::change || event->key != cause) continue;
        const auto before = parseValue(*parameter, event->before);
        if (before && toText(m_spec.value(cause)) == event->after) request({ cause, *before });
        break;
    }
    return true;
}

void RunController::continueFurther()
{
    extendTo(m_playhead.step + std::max<std::int64_t>(1, m_run->spec().integer("steps")));
}

// The training loop takes no commands after its last step, so the change is made for it.
void RunController::extendTo(std::int64_t steps)
{
    const auto last = m_run->checkpointAtOrBefore(m_outcome.step);
    if (!last || steps <= last->step) return;
    auto from = std::make_shared<Checkpoint>(*last);
    const RunEvent event { RunEvent::Kind::change, last->step, "steps",
        toText(last->spec.value("steps")), std::to_string(steps) };
    from->spec.set("steps", steps);
    // Held until all who listen have had their say: what they change holds from the first step on.
    branch(from, true, event);
    m_thread->commands().post(Resume {});
}

bool RunController::accepts(std::string_view key) const
{
    const bool completed = m_state == State::ended && m_outcome.kind == RunOutcome::Kind::completed;
    return isLive() || (completed && key == "steps");
}

bool RunController::isLive() const
{
    return m_thread
        && (m_state == State::running || m_state == State::paused || m_state == State::preparing);
}

void RunController::setPaused(bool paused)
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

void RunController::togglePaused()
{
    if (m_state == State::ended) return continueFurther();
    setPaused(m_state == State::preparing ? !m_beginsPaused : m_state != State::paused);
}

void RunController::advance(std::int64_t steps)
{
    if (isLive()) m_thread->commands().post(Advance { steps });
}

void RunController::setSpeedLimit(double stepsPerSecond)
{
    m_speedLimit = stepsPerSecond;
    if (isLive()) m_thread->commands().post(SpeedLimit { stepsPerSecond });
}

void RunController::request(const HyperparameterChange& change)
{
    if (!isLive() && accepts(change.key)) return extendTo(std::get<std::int64_t>(change.value));
    if (isLive()) m_thread->commands().post(change);
}

std::shared_ptr<const RunSetup> RunController::setup() const
{
    return m_ready ? m_ready->setup : nullptr;
}

std::shared_ptr<const Checkpoint> RunController::newestCheckpoint() const
{
    const auto shown = m_thread ? m_thread->checkpoints().latest() : nullptr;
    const auto kept =
        m_run ? m_run->checkpointAtOrBefore(std::numeric_limits<std::int64_t>::max()) : nullptr;
    return shown && (!kept || shown->step >= kept->step) ? shown : kept;
}

std::shared_ptr<const ItemMedia> RunController::media() const
{
    return m_ready ? m_ready->data.media : nullptr;
}

const ProbeSet& RunController::probes() const
{
    static const ProbeSet none;
    return m_ready ? m_ready->probes : none;
}

std::optional<LoadProgress> RunController::loadProgress() const
{
    const auto latest = m_progress ? m_progress->latest() : nullptr;
    return latest && !m_ready ? std::optional(*latest) : std::nullopt;
}

std::shared_ptr<const LoadFailure> RunController::loadFailure() const
{
    return m_failure && !m_ready && m_state == State::ended ? m_failure->latest() : nullptr;
}

const DatasetReport* RunController::dataReport() const
{
    return m_ready ? &m_ready->data.report : nullptr;
}

ParameterValue RunController::currentValue(std::string_view key) const
{
    const ParameterValue& value = m_spec.value(key);
    const auto last = m_run ? m_run->steps.last() : std::nullopt;
    if (!last) return value;
    if (key == "temperature" && m_spec.flag("learn_temperature")) return last->temperature;
    if (key == "bias" && m_spec.flag("learn_bias")) return last->bias;
    return value;
}

double RunController::stepsPerSecond() const
{
    if (m_state != State::running || m_speedMarks.size() < 2) return 0;
    const SpeedMark &first = m_speedMarks.front(), &last = m_speedMarks.back();
    const qint64 elapsed = last.milliseconds - first.milliseconds;
    return elapsed > 0 ? 1000.0 * double(last.step - first.step) / double(elapsed) : 0;
}

void RunController::tick()
{
    std::erase_if(m_retired, [](const auto& thread) {
        return thread->run().outcome().kind != RunOutcome::Kind::running;
    });
    if (m_returning) returnToRunBefore();
    if (!m_thread) {
        if (m_retired.empty()) m_timer.stop();
        return;
    }
    const RunOutcome outcome = m_run->outcome(); // first: then the logs below are complete
    readSetup();
    readRefusals();
    readLogs();
    readState(outcome);
    countSpeed();
    if (const auto failure = m_analyser.takeFailure())
        emit analysisFailed(QString::fromStdString(*failure));
    readFrame();
    readDiagnostics();
    askForFrame();
    emit ticked();
    const bool shown = !m_ready || !m_analysed
        || (m_frame && m_frame->step == m_analysed->step && m_diagnosed == m_analysed
            && m_diagnosticsSeen == m_diagnostics->size());
    if (m_state == State::ended && m_analyser.idle() && shown && m_retired.empty()) m_timer.stop();
}

void RunController::readSetup()
{
    if (m_ready) return;
    m_ready = m_prepared->latest();
    if (!m_ready) return;
    m_before = nullptr;
    // Small data take less than the defaults ask for.
    for (const std::string_view key : { "held_out", "batch_size" })
        if (m_spec.value(key) == findParameter(key)->standard)
            m_spec.set(key, m_ready->setup->spec().value(key));
    emit setupReady();
}

void RunController::readRefusals()
{
    for (const Problem& problem : m_thread->takeRefusals())
        emit refused(problem);
}

void RunController::readEvents()
{
    const std::size_t from = m_eventsSeen;
    for (const RunEvent& event : m_run->events.since(from)) {
        // Those that a branch copied are in its checkpoint's spec already.
        if (event.kind == RunEvent::Kind::change) assign(m_spec, event.key, event.after);
        ++m_eventsSeen;
    }
    if (m_eventsSeen > from) emit eventsAppended(qsizetype(from), qsizetype(m_eventsSeen));
}

// Steps last: an event or evaluation never speaks of a step that has not been told of... the other
// way round, the sizes are read first.
void RunController::readLogs()
{
    const std::size_t evaluations = m_run->evaluations.size();
    readEvents();
    const std::size_t steps = m_run->steps.size();
    const std::size_t stepsFrom = std::exchange(m_stepsSeen, steps);
    const std::size_t evaluationsFrom = std::exchange(m_evaluationsSeen, evaluations);
    if (const auto last = m_run->steps.last(); last && m_playhead.following)
        m_playhead.step = std::max(last->step, m_run->branchedAt()); // the past is being copied
    if (steps > stepsFrom) emit stepsAppended(qsizetype(stepsFrom), qsizetype(steps));
    if (evaluations > evaluationsFrom)
        emit evaluationsAppended(qsizetype(evaluationsFrom), qsizetype(evaluations));
}

void RunController::readState(const RunOutcome& outcome)
{
    if (m_state == State::ended) return;
    if (outcome.kind != RunOutcome::Kind::running) {
        m_outcome = outcome;
        setState(State::ended);
        emit outcomeChanged();
        return;
    }
    if (m_ready) setState(m_thread->paused() ? State::paused : State::running);
}

void RunController::setState(State state)
{
    if (m_state == state) return;
    m_state = state;
    emit stateChanged();
}

void RunController::countSpeed()
{
    if (m_state != State::running) return m_speedMarks.clear();
    m_speedMarks.push_back({ m_clock.elapsed(), m_playhead.step });
    while (m_speedMarks.back().milliseconds - m_speedMarks.front().milliseconds > speedWindowMs)
        m_speedMarks.pop_front();
}

void RunController::readFrame()
{
    const auto latest = m_analysis->frame.latest();
    if (!latest || latest == m_frame) return;
    m_frame = latest;
    emit frameChanged(m_frame);
}

void RunController::readDiagnostics()
{
    const std::size_t from = std::exchange(m_diagnosticsSeen, m_diagnostics->size());
    if (m_diagnosticsSeen > from)
        emit diagnosticsAppended(qsizetype(from), qsizetype(m_diagnosticsSeen));
}

bool RunController::frameIsDue() const
{
    if (!m_sinceAnalysis.isValid() || m_state != State::running) return true;
    const double rest = restAfterAnalysis * m_analysis->seconds;
    return 1e-3 * double(m_sinceAnalysis.elapsed()) >= std::max(leastFrameSeconds, rest);
}

bool RunController::diagnosticsAreDue() const
{
    if (!m_sinceDiagnostics.isValid() || m_state != State::running) return true;
    const double rest =
        std::max({ leastDiagnosticsSeconds, restAfterDiagnostics * m_analysis->diagnosticsSeconds,
            1e-3 * double(m_sinceLaunch.elapsed()) / diagnosticsPerRun });
    return 1e-3 * double(m_sinceDiagnostics.elapsed()) >= rest;
}

// One running, one next: a newer checkpoint is analysed when the last analysis has rested.
void RunController::askForFrame()
{
    if (!m_ready || !m_analyser.idle()) return;
    const auto checkpoint = m_thread->checkpoints().latest();
    if (checkpoint && checkpoint != m_analysed)
        analyse(checkpoint, diagnosticsAreDue());
    else if (checkpoint && checkpoint != m_diagnosed && m_state != State::running)
        analyse(checkpoint, true); // where the run rests, everything is shown
    else if (frameIsDue())
        m_thread->checkpoints().request();
}

void RunController::analyse(const std::shared_ptr<const Checkpoint>& checkpoint, bool diagnosed)
{
    using Clock = std::chrono::steady_clock;
    m_analysed = checkpoint;
    if (diagnosed) m_diagnosed = checkpoint;
    m_analyser.submit([ready = m_ready, checkpoint, diagnosed, previous = m_frame, run = m_run,
                          result = m_analysis, log = m_diagnostics] {
        const auto began = Clock::now();
        ThreadPool pool(1);
        const RunSetup& setup = *ready->setup;
        const auto frame = std::make_shared<ProbeFrame>(
            analyseProbes(pool, setup, ready->probes, *checkpoint, previous.get()));
        result->frame.publish(frame);
        const auto framed = Clock::now();
        result->seconds = std::chrono::duration<double>(framed - began).count();
        if (!diagnosed) return;
        const TrainedPair pair = setup.pairs().front();
        if (!result->duplicates)
            result->duplicates = { findDuplicates(setup, pair.a), findDuplicates(setup, pair.b) };
        const auto counted = Clock::now();
        log->append(diagnoseTraining(pool, setup, ready->probes, *checkpoint, *frame,
            stepsUpTo(*run, checkpoint->step), *result->duplicates));
        result->diagnosticsSeconds = std::chrono::duration<double>(Clock::now() - counted).count();
    });
    m_sinceAnalysis.start();
    if (diagnosed) m_sinceDiagnostics.start();
}

} // namespace contrastlab
