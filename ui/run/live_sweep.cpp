// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The folder is held while the sweep is the window's, so that it goes on where it stopped without
// being read again.
#include "run/live_sweep.h"

#include "analysis/evaluation.h"
#include "base/niceness.h"
#include "lesson/measures.h"
#include "media/load_failure.h"
#include "media/sweep_data.h"
#include "run/message_text.h"
#include "run/sweep_metrics.h"
#include "run/table_text.h"
#include "store/sweep_training.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <set>
#include <utility>

namespace contrastlab {

namespace {

constexpr int handOutMs = 48;
constexpr std::size_t mostCurve = 48, mostMapped = 48, mostToldProblems = 4;

// What the run in front has open serves a sweep whose runs ask for the very same.
SweepData::Open dataOpener(
    std::shared_ptr<const PreparedRun> front, const std::stop_source& stopped)
{
    return [front = std::move(front), &stopped](const RunSpec& spec) {
        if (front && dataPartOf(front->setup->spec()) == spec) return front->data;
        return openData(spec, {}, stopped.get_token());
    };
}

} // namespace

struct LiveSweep::Work {
    explicit Work(std::string place) : folder(std::move(place)) { }

    const std::string folder;
    std::stop_source stopped; ///< gives up opening data
    PauseSwitch pause;

    // Of the task alone; in the order in which they need one another.
    std::unique_ptr<SweepData> data;
    std::unique_ptr<SweepFolder> files;
    std::unique_ptr<SweepTraining> training;

    std::mutex mutex; ///< of all below
    std::optional<SweepSpec> spec;
    std::shared_ptr<const Sweep> sweep;
    std::map<std::size_t, SweptPicture> pictures; ///< of runs that have not arrived
    std::vector<SweptRun> arrived;
    std::size_t there = 0; ///< of them, those that were read
    std::size_t broken = 0;
    bool prepared = false;
    bool over = false; ///< nothing more comes
    std::vector<std::pair<std::string, Message>> idle; ///< axes that change nothing, and why
    std::optional<LoadFailure> failure;
    std::exception_ptr tableTrouble;

    void run(std::shared_ptr<const PreparedRun> front, bool trains, const std::stop_token& stop);

private:
    void prepare(std::shared_ptr<const PreparedRun> front, const std::stop_token& stop);
    [[nodiscard]] SweepWork work();
    void take(const SweepResult& result);
};

// What it throws where it was stopped says nothing.
void LiveSweep::Work::run(
    std::shared_ptr<const PreparedRun> front, bool trains, const std::stop_token& stop)
{
    standBack(sweepNiceness);
    std::optional<LoadFailure> why;
    try {
        if (!training) prepare(std::move(front), stop);
        if (trains) training->train(stop);
    } catch (const Interrupted&) {
    } catch (...) {
        if (!stop.stop_requested()) why = failureFrom(std::current_exception());
        training = nullptr;
        files = nullptr;
    }
    const std::scoped_lock lock(mutex);
    failure = std::move(why);
    if (training) tableTrouble = training->tableTrouble();
    over = true;
}

void LiveSweep::Work::prepare(std::shared_ptr<const PreparedRun> front, const std::stop_token& stop)
{
    const auto set = [this](auto& place, auto value) {
        const std::scoped_lock lock(mutex);
        place = std::move(value);
    };
    if (!spec) set(spec, std::optional(sweepIn(folder)));
    data = std::make_unique<SweepData>(spec->chosen, dataOpener(std::move(front), stopped));
    const auto made = std::make_shared<const Sweep>(*spec, data->lab(), stop);
    files = std::make_unique<SweepFolder>(folder, *made);
    std::vector<std::pair<std::string, Message>> changeNothing;
    for (std::size_t axis = 0; axis < spec->axes.size(); ++axis)
        if (const auto reason = idleReason(*made, axis))
            changeNothing.emplace_back(spec->axes[axis].key, *reason);
    set(idle, std::move(changeNothing));
    set(sweep, made);
    training = std::make_unique<SweepTraining>(*made, files.get(), work(), sweepMeasures());
    training->read(stop);
    const std::scoped_lock lock(mutex);
    there = training->results().size();
    broken = training->broken();
    prepared = !stop.stop_requested();
    if (!prepared) training = nullptr; // it is read again: some may be missing
}

SweepWork LiveSweep::Work::work()
{
    std::vector<Measure> measures;
    for (const std::string& name : sweepMeasures())
        measures.push_back(*measureNamed(name));
    SweepWork work;
    work.evaluator = &evaluatePart;
    work.pause = &pause;
    work.measure = [this, measures = std::move(measures)](ThreadPool& pool, const EndedRun& ended) {
        if (sweep->cells()[ended.cell].repeat == 0) {
            auto points = smallMap(pool, ended, mostMapped);
            const std::scoped_lock lock(mutex);
            pictures[ended.cell].points = std::move(points);
        }
        return measured(pool, *ended.setup, *ended.run, *ended.last, measures);
    };
    work.onResult = [this](const SweepResult& result) { take(result); };
    return work;
}

void LiveSweep::Work::take(const SweepResult& result)
{
    const bool failed = result.outcome.kind == RunOutcome::Kind::failed;
    SweptRun run { result.cell, result.outcome, digestText(result), result.values, {}, {}, {} };
    run.trouble = QString::fromStdString(failed ? result.outcome.message : result.unkept);
    if (!failed && result.unkept.empty())
        run.path = QDir(QString::fromStdString(folder))
                       .absoluteFilePath(QString::fromStdString(files->fileOf(result.cell)));
    auto losses = result.run ? lossCurve(*result.run, mostCurve) : std::vector<float>();
    const std::scoped_lock lock(mutex);
    if (auto picture = pictures.extract(result.cell)) run.picture = std::move(picture.mapped());
    run.picture.losses = std::move(losses);
    arrived.push_back(std::move(run));
}

LiveSweep::LiveSweep(QObject* parent) : QObject(parent)
{
    m_timer.setInterval(handOutMs);
    connect(&m_timer, &QTimer::timeout, this, &LiveSweep::take);
}

LiveSweep::~LiveSweep()
{
    forget();
}

void LiveSweep::start(
    const SweepSpec& spec, const QString& folder, std::shared_ptr<const PreparedRun> open)
{
    m_open = std::move(open);
    begin(folder, spec, true);
}

void LiveSweep::open(const QString& path, std::shared_ptr<const PreparedRun> open, bool goesOn)
{
    const QFileInfo info(path);
    m_open = std::move(open);
    begin(info.isDir() ? info.absoluteFilePath() : info.absolutePath(), {}, goesOn);
}

void LiveSweep::lookForUnfinished(const QString& folder)
{
    m_looker.submit([this, folder] {
        auto found = newestUnfinishedSweep(folder.toStdString());
        QMetaObject::invokeMethod(
            this,
            [this, found = std::move(found)] {
                if (found && found->folder == m_folder.toStdString()) return;
                m_unfinished = found;
                emit unfinishedChanged();
            },
            Qt::QueuedConnection);
    });
}

void LiveSweep::leaveUnfinished()
{
    if (!m_unfinished) return;
    const std::string folder = std::exchange(m_unfinished, std::nullopt)->folder;
    m_looker.submit([folder] { leaveSweep(folder); });
    emit unfinishedChanged();
}

void LiveSweep::begin(const QString& path, std::optional<SweepSpec> spec, bool trains)
{
    forget();
    m_folder = path;
    if (m_unfinished && m_unfinished->folder == path.toStdString()) {
        m_unfinished.reset();
        emit unfinishedChanged();
    }
    m_spec = spec.value_or(SweepSpec());
    m_work = std::make_shared<Work>(path.toStdString());
    m_work->spec = std::move(spec);
    emit runsEnded({});
    submit(trains);
}

void LiveSweep::submit(bool trains)
{
    m_work->over = false;
    m_task.submit([work = m_work, front = m_open, trains](
                      const std::stop_token& stop) { work->run(front, trains, stop); });
    m_timer.start();
    m_clock.start();
    m_trains = trains;
    setState(m_work->prepared ? State::training : State::preparing);
}

void LiveSweep::goOn()
{
    if (m_state != State::stopped) return;
    m_work->pause.set(false);
    m_work->stopped = {};
    submit(true);
}

void LiveSweep::setPaused(bool paused)
{
    if (m_state != (paused ? State::training : State::paused)) return;
    take();
    m_work->pause.set(paused);
    setState(paused ? State::paused : State::training);
}

void LiveSweep::stop()
{
    if (!isBusy()) return;
    m_work->stopped.request_stop();
    m_task.cancel();
    setState(State::stopping);
}

void LiveSweep::close()
{
    forget();
    m_timer.stop();
    m_folder.clear();
    m_spec = {};
    setState(State::none);
    emit runsEnded({});
}

void LiveSweep::forget()
{
    if (m_work) m_work->stopped.request_stop();
    m_task.cancel();
    m_work = nullptr;
    m_sweep = nullptr;
    m_runs.clear();
    m_cells.clear();
    m_ended = m_diverged = 0;
    m_seconds = 0;
}

// 21 times a second, until nothing more comes.
void LiveSweep::take()
{
    std::vector<SweptRun> arrived;
    const bool wasKnown = m_sweep != nullptr;
    bool over = false, prepared = false, failed = false;
    {
        const std::scoped_lock lock(m_work->mutex);
        if (m_work->spec) m_spec = *m_work->spec;
        if (m_work->sweep && !m_sweep) takeSweep(m_work->sweep);
        if (m_sweep) arrived.swap(m_work->arrived);
        over = m_work->over;
        prepared = m_work->prepared;
        failed = m_work->failure.has_value();
    }
    std::vector<std::size_t> cells;
    for (SweptRun& run : arrived) {
        cells.push_back(run.cell);
        auto& place = m_runs[run.cell];
        m_ended += !place;
        m_diverged += !place && run.outcome.kind != RunOutcome::Kind::completed;
        place = std::move(run);
    }
    const double seconds = 1e-3 * double(m_clock.restart());
    if (m_state == State::training) m_seconds += seconds;
    if (!wasKnown && m_sweep)
        emit runsEnded({});
    else if (!cells.empty())
        emit runsEnded(cells);
    if (over) {
        m_timer.stop();
        setState(failed                        ? State::refused
                : m_sweep && m_ended == runs() ? State::complete
                                               : State::stopped);
    } else if (prepared && m_state == State::preparing && m_trains) {
        setState(State::training);
    }
}

void LiveSweep::takeSweep(std::shared_ptr<const Sweep> sweep)
{
    m_sweep = std::move(sweep);
    m_runs.assign(m_sweep->cells().size(), std::nullopt);
    m_cells.clear();
    for (std::size_t cell = 0; cell < m_runs.size(); ++cell) // seeds come in their order
        m_cells[m_sweep->cells()[cell].place].push_back(cell);
}

void LiveSweep::setState(State state)
{
    if (std::exchange(m_state, state) != state) emit stateChanged();
}

std::optional<double> LiveSweep::secondsLeft() const
{
    if (!m_work || !m_sweep) return std::nullopt;
    std::size_t there = 0;
    {
        const std::scoped_lock lock(m_work->mutex);
        if (!m_work->prepared) return std::nullopt;
        there = m_work->there;
    }
    if (m_ended <= there || m_seconds <= 0) return std::nullopt;
    return m_seconds / double(m_ended - there) * double(runs() - m_ended);
}

const SweptRun* LiveSweep::run(std::size_t cell) const
{
    return cell < m_runs.size() && m_runs[cell] ? &*m_runs[cell] : nullptr;
}

std::vector<const SweptRun*> LiveSweep::runsAt(const Place& place) const
{
    std::vector<const SweptRun*> found;
    const auto cells = m_cells.find(place);
    if (cells == m_cells.end()) return found;
    for (const std::size_t cell : cells->second)
        if (const SweptRun* one = run(cell)) found.push_back(one);
    return found;
}

QString LiveSweep::problems() const
{
    if (!m_work) return {};
    const std::scoped_lock lock(m_work->mutex);
    if (!m_work->failure) return {};
    const LoadFailure& failure = *m_work->failure;
    QStringList lines;
    if (failure.message) lines << messageText(failure.file, failure.place, *failure.message);
    for (const Problem& problem : failure.problems)
        if (lines.size() < qsizetype(mostToldProblems)) lines << problemText(problem);
    if (failure.problems.size() > mostToldProblems)
        lines << tr("and %n more", nullptr, int(failure.problems.size() - mostToldProblems));
    if (lines.isEmpty()) lines << QString::fromStdString(failure.text);
    return lines.join(u'\n');
}

QString LiveSweep::notes() const
{
    if (!m_work) return {};
    QStringList lines;
    {
        const std::scoped_lock lock(m_work->mutex);
        for (const auto& [key, why] : m_work->idle)
            if (const Parameter* parameter = findParameter(key))
                lines << tr("%1 changes nothing here: %2")
                             .arg(labelText(*parameter), messageText(why));
        if (m_work->broken > 0)
            lines << tr("%n run file(s) were not whole or of other data, and are trained again",
                nullptr, int(m_work->broken));
        if (m_work->tableTrouble) {
            const LoadFailure failure = failureFrom(m_work->tableTrouble);
            lines << (failure.message ? messageText(failure.file, failure.place, *failure.message)
                                      : QString::fromStdString(failure.text));
        }
    }
    const auto troubled = [](const auto& one) { return one && !one->trouble.isEmpty(); };
    const auto first = std::ranges::find_if(m_runs, troubled);
    if (first != m_runs.end())
        lines << tr("%n run(s) failed or could not be kept: %1", nullptr,
            int(std::ranges::count_if(m_runs, troubled)))
                     .arg((*first)->trouble);
    return lines.join(u'\n');
}

} // namespace contrastlab
