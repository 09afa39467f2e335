// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Everything is judged before the first run begins: flags, axes, data, every run, and the folder.
#include "sweep_command.h"

#include "commands.h"
#include "data_report.h"
#include "flags.h"
#include "interruption.h"
#include "loading_line.h"
#include "sweep_crew.h"
#include "sweep_report.h"

#include "analysis/evaluation.h"
#include "lesson/measures.h"
#include "media/sweep_data.h"
#include "store/atomic_file.h"
#include "store/sweep_training.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>

namespace contrastlab {

namespace {

const std::vector<std::string> usualMeasures { "train.loss", "held_out.loss",
    "held_out.a_to_b_recall_at_10", "held_out.b_to_a_recall_at_10" };

std::int64_t wholeFrom(const char* flag, const std::string& text, std::int64_t least,
    std::int64_t most, std::int64_t otherwise, ProblemLog& log)
{
    if (text.empty()) return otherwise;
    const Parameter limits { .key = "",
        .label = "",
        .standard = otherwise,
        .minimum = static_cast<double>(least),
        .maximum = static_cast<double>(most) };
    const auto value = parseValue(limits, text);
    if (value && !check(limits, *value)) return std::get<std::int64_t>(*value);
    log.add(Problem { flag, text, limitOf(limits) });
    return otherwise;
}

std::vector<Measure> measuresFrom(const std::vector<std::string>& names, ProblemLog& log)
{
    std::vector<Measure> measures;
    for (const std::string& name : names)
        if (const auto measure = measureNamed(name))
            measures.push_back(*measure);
        else
            log.add(Problem { "--measure", printable(name),
                "a number of a run, such as held_out.loss or diagnostics.modality_gap" });
    return measures;
}

// The base is the first setting, so that nothing is judged that is not trained.
SweepSpec sweepFrom(
    const SweepOptions& options, SpecOptions spec, GivenSpec& given, ProblemLog& log)
{
    SweepSpec sweep;
    std::vector<Problem> problems;
    for (const std::string& text : options.axes) {
        const SweepAxis axis = readAxis(text, problems);
        if (axis.values.empty()) continue;
        const auto isSet = [&](const std::string& assignment) {
            return assignment.starts_with(axis.key + "=");
        };
        if (spec.values.contains(axis.key) || std::ranges::any_of(spec.assignments, isSet))
            problems.push_back({ axis.key, printable(text), "a value once: by --sweep alone" });
        spec.assignments.push_back(axis.key + "=" + axis.values.front());
        sweep.axes.push_back(axis);
    }
    log.add(problems);
    given = specFrom(spec, log);
    sweep.base = given.spec;
    // It gives way to each run's own batch.
    if (!given.keys.contains("queue_size"))
        sweep.base.set("queue_size", findParameter("queue_size")->standard);
    sweep.chosen = given.keys;
    sweep.repeats = wholeFrom("--repeats", options.repeats, 1, mostSweptRuns, 1, log);
    return sweep;
}

/// What is told of the data of a sweep, as it is known.
class DataNotes {
public:
    [[nodiscard]] SweepData dataFor(const GivenSpec& given)
    {
        return SweepData(
            given.keys,
            [](const RunSpec& spec) { return openData(spec, progressOnStandardError()); },
            [this, chosen = given.keys.contains("augment.flip")](
                const OpenedData& data) { tell(data, chosen); });
    }
    void printLateProblems() const
    {
        for (const auto& late : m_late)
            printLate(late.get());
    }

private:
    void tell(const OpenedData& data, bool flipIsChosen)
    {
        printReading(data.report);
        printProblems(data.report);
        if (data.late) m_late.push_back(data.late);
        if (data.report.againstFlip && !flipIsChosen)
            std::fprintf(stderr, "data: augment.flip is off: %s\n",
                oneLine(english(*data.report.againstFlip)).c_str());
    }

    std::vector<std::shared_ptr<const LateProblems>> m_late;
};

// What all processes of a team have to have alike.
TeamFacts factsOf(const Sweep& sweep)
{
    TeamFacts facts = factsOf(sweep.spec().base);
    facts.emplace_back("runs", std::to_string(sweep.cells().size()));
    if (!sweep.cells().empty()) facts.emplace_back("data", sweep.setupOf(0)->dataset().digest);
    return facts;
}

void printIdleAxes(const Sweep& sweep)
{
    const std::vector<SweepAxis>& axes = sweep.spec().axes;
    for (std::size_t axis = 0; axis < axes.size(); ++axis)
        if (const auto why = idleReason(sweep, axis))
            std::fprintf(stderr, "contrastlab-cli: %s changes nothing here: %s\n",
                axes[axis].key.c_str(), english(*why).c_str());
}

/// What is told of the runs of a sweep while they end.
class SweepNotes {
public:
    explicit SweepNotes(const Sweep& sweep) : m_sweep(sweep) { }

    [[nodiscard]] SweepWork workFor(std::vector<Measure> measures)
    {
        SweepWork work;
        work.evaluator = &evaluatePart;
        work.measure = [measures = std::move(measures)](ThreadPool& pool, const EndedRun& ended) {
            return measured(pool, *ended.setup, *ended.run, *ended.last, measures);
        };
        work.onResult = [this](const SweepResult& result) {
            if (!m_line) return; // it was there
            m_line->count(result);
            tellOfTrouble(result);
        };
        return work;
    }
    void run(SweepTraining& training, const std::stop_token& stop)
    {
        training.read(stop);
        m_line.emplace(m_sweep.cells().size(), training.results().size());
        if (training.broken() > 0)
            m_line->tell(std::to_string(training.broken())
                + " run files were not whole or of other data, and are trained again");
        training.train(stop);
        if (m_unkept > 1) m_line->tell(std::to_string(m_unkept) + " runs could not be kept");
        m_line.reset();
    }
    /// No run has failed, and all were kept that were to be.
    [[nodiscard]] bool areGood() const { return m_good; }

private:
    // A disk that is full is so for thousands of files.
    void tellOfTrouble(const SweepResult& result)
    {
        const bool failed = result.outcome.kind == RunOutcome::Kind::failed;
        if (failed) m_line->tell(m_sweep.nameOf(result.cell) + ": " + result.outcome.message);
        const bool unkept = !result.unkept.empty();
        if (unkept && m_unkept == 0) m_line->tell(result.unkept);
        m_unkept += unkept;
        m_good = m_good && !failed && !unkept;
    }

    const Sweep& m_sweep;
    std::optional<SweepProgressLine> m_line; ///< while runs are trained
    std::size_t m_unkept = 0;
    bool m_good = true;
};

} // namespace

std::vector<std::string> SweepOptions::needingSweep() const
{
    std::vector<std::string> flags;
    if (!measures.empty()) flags.emplace_back("--measure");
    if (!repeats.empty()) flags.emplace_back("--repeats");
    if (!jobs.empty()) flags.emplace_back("--jobs");
    if (json) flags.emplace_back("--json");
    return flags;
}

void addSweepOptions(CLI::App& command, SweepOptions& options)
{
    const char* group = "Many runs";
    command
        .add_option("--sweep", options.axes,
            "Train with each of these values: KEY=VALUE,VALUE,... or KEY=log:FIRST:LAST:COUNT or "
            "KEY=linear:FIRST:LAST:COUNT; twice: with every pair. --output is then a folder, where "
            "a sweep that was interrupted goes on")
        ->group(group)
        ->expected(1)
        ->take_all();
    command.add_option("--repeats", options.repeats, "Train each setting with so many seeds [1]")
        ->group(group);
    command.add_option("--jobs", options.jobs, "Runs at once; 0: one a processor [0]")
        ->group(group);
    command
        .add_option("--measure", options.measures,
            "A column of the table, as claims name it (held_out.loss, diagnostics.modality_gap, "
            "...); may be given several times")
        ->group(group)
        ->expected(1)
        ->take_all();
    command.add_flag("--json", options.json, "Print the table as JSON")->group(group);
}

int trainSweep(const SweepOptions& options, const SpecOptions& spec, const std::string& folder,
    Team& team, ProblemLog& log)
{
    constexpr std::int64_t mostJobs = 1024;
    const std::vector<std::string>& names =
        options.measures.empty() ? usualMeasures : options.measures;
    std::vector<Measure> measures = measuresFrom(names, log);
    const auto jobs = static_cast<int>(wholeFrom("--jobs", options.jobs, 0, mostJobs, 0, log));
    GivenSpec given;
    const SweepSpec swept = sweepFrom(options, spec, given, log);
    log.attempt([&] {
        if (!folder.empty() && team.leads()) requireWritableFolder(folder);
    });
    StopOnInterrupt interrupt;
    DataNotes dataNotes;
    SweepData data = dataNotes.dataFor(given);
    std::optional<Sweep> sweep;
    if (!swept.axes.empty())
        log.attempt([&] {
            try {
                sweep.emplace(swept, data.lab(jobs));
            } catch (const SpecError& error) {
                log.add(given.located(error.problems()));
            }
        });
    std::unique_ptr<SweepFolder> files;
    log.attempt([&] {
        if (!folder.empty() && team.leads() && sweep && log.empty())
            files = std::make_unique<SweepFolder>(folder, *sweep);
    });
    team.agree(log.empty() && sweep ? factsOf(*sweep) : TeamFacts(), log);
    if (!log.empty() || !sweep) return exitBadInput;
    printIdleAxes(*sweep);
    interrupt.begin();
    SweepNotes notes(*sweep);
    SweepWork work = notes.workFor(std::move(measures));
    work.measures = names.size();
    if (!team.leads()) {
        followSweep(*team.mail, !folder.empty(), *sweep, work);
        return exitDone;
    }
    if (!team.isAlone())
        work.runner = [&](const Sweep& all, const SweepWork& rest, const std::stop_token& stop) {
            leadSweep(*team.mail, files.get(), all, rest, stop);
        };
    SweepTraining training(*sweep, files.get(), std::move(work), names);
    notes.run(training, interrupt.token());
    log.attempt([&] {
        if (training.tableTrouble()) std::rethrow_exception(training.tableTrouble());
    });
    dataNotes.printLateProblems();
    (options.json ? printSweepJson : printSweepTable)(*sweep, training.results(), names);
    if (interrupt.token().stop_requested()) return exitInterrupted;
    return log.empty() && notes.areGood() ? exitDone : exitBadInput;
}

} // namespace contrastlab
