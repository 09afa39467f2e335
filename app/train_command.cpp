// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// contrastlab-cli train: the training loop on the main thread, with a progress line, and files that
// keep what it has made however it ends.
#include "commands.h"
#include "data_report.h"
#include "flags.h"
#include "interruption.h"
#include "loading_line.h"
#include "progress_recorder.h"
#include "resumption.h"
#include "spec_options.h"
#include "sweep_command.h"
#include "team.h"
#include "train_summary.h"

#include "analysis/evaluation.h"
#include "base/engine_level.h"
#include "media/open_data.h"
#include "run/idle_parameters.h"
#include "run/memory_need.h"
#include "store/atomic_file.h"
#include "store/embedding_table.h"
#include "store/run_header.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>

namespace contrastlab {

namespace {

struct TrainOptions {
    SpecOptions spec;
    ResumeOptions resume; ///< of no file: a run from its first step
    SweepOptions sweep;
    std::string threads;
    std::string metricsFile;
    std::string embeddingsFolder;
    std::string outputFile;
    bool keepBest = false;

    /// Of those who do not lead a team.
    void writeNothing()
    {
        metricsFile.clear();
        embeddingsFolder.clear();
        outputFile.clear();
    }
};

// Those of the best step where they were asked for. After divergence, or a step that did not come
// to its end, the parameters of the last checkpoint that has none but finite ones.
Vector<float> parametersToKeep(const Trainer& trainer, const Run& run, bool keepBest)
{
    if (const auto best = run.best(); keepBest && best.checkpoint) return best.checkpoint->judged();
    const auto checkpoints = run.checkpoints();
    if ((trainer.healthy() && trainer.isWhole()) || checkpoints.empty()) return trainer.judged();
    const auto sound = std::find_if(checkpoints.rbegin(), checkpoints.rend(),
        [](const auto& checkpoint) { return checkpoint->judged().allFinite(); });
    const auto& kept = sound == checkpoints.rend() ? checkpoints.front() : *sound;
    std::fprintf(stderr,
        "contrastlab-cli: the embeddings are those of step %lld, the last healthy checkpoint\n",
        static_cast<long long>(kept->step));
    return kept->judged();
}

void writeEmbeddings(const std::string& folder, ThreadPool& pool, const RunSetup& setup,
    const Vector<float>& parameters)
{
    makeFolder(folder);
    writeNpyFiles(folder, embedItems(pool, setup, parameters, ItemChoice::heldOut));
}

int exitStatusOf(const RunOutcome& outcome)
{
    if (outcome.kind == RunOutcome::Kind::diverged) return exitDiverged;
    return outcome.kind == RunOutcome::Kind::stopped ? exitInterrupted : exitDone;
}

bool isSameFile(const std::string& a, const std::string& b)
{
    std::error_code error;
    return std::filesystem::weakly_canonical(a, error)
        == std::filesystem::weakly_canonical(b, error);
}

// The files of --embeddings, as far as their names are known before the data are.
bool isEmbeddingFile(const std::string& path, const std::string& folder)
{
    const std::filesystem::path file(path);
    const std::string parent = file.has_parent_path() ? file.parent_path().string() : ".";
    return (file.filename() == "items.csv" || file.extension() == ".npy")
        && isSameFile(parent, folder);
}

void checkTogether(const TrainOptions& options, ProblemLog& log)
{
    const std::string& metrics = options.metricsFile;
    const std::string& output = options.outputFile;
    if (!metrics.empty() && !output.empty() && isSameFile(metrics, output))
        log.add(Problem { "--metrics", metrics, "another file than that of --output" });
    for (const auto& [flag, file] : { std::pair("--metrics", metrics), { "--output", output } })
        if (!file.empty() && !options.embeddingsFolder.empty()
            && isEmbeddingFile(file, options.embeddingsFolder))
            log.add(Problem { flag, file, "another file than those of --embeddings" });
}

// What cannot be written is told now, not when the run is over.
void checkTargets(const TrainOptions& options, ProblemLog& log)
{
    const std::string& metrics = options.metricsFile;
    const std::string& output = options.outputFile;
    const std::string& folder = options.embeddingsFolder;
    log.attempt([&] {
        if (!metrics.empty()) requireWritable(metrics);
    });
    log.attempt([&] {
        if (output.empty()) return;
        requireReplaceable(output);
        requireWritable(output);
    });
    log.attempt([&] {
        if (!folder.empty()) requireWritableFolder(folder);
    });
    checkTogether(options, log);
}

// Of a spec that has problems: what the data depend on, as far as it can be used.
RunSpec dataPart(const RunSpec& given)
{
    RunSpec spec;
    for (const Parameter& parameter : parameterTable()) {
        const ParameterValue& value = given.value(parameter.key);
        const bool concerns = parameter.section == Section::data || parameter.key == "seed"
            || parameter.key == "word_vectors";
        if (concerns && !check(parameter, value)) spec.set(parameter.key, value);
    }
    const std::vector<Problem> wrong = dataKeyProblems(given);
    for (const auto& [key, value] : given.data())
        if (std::ranges::find(wrong, key, &Problem::field) == wrong.end()) spec.setData(key, value);
    return spec;
}

// Those of a file that cannot be read must not keep the data from being looked at.
void checkWordVectors(RunSpec& spec, ProblemLog& log)
{
    bool good = false;
    log.attempt([&] {
        requireWordVectors(spec);
        good = true;
    });
    if (!good) spec.set("word_vectors", std::string("none"));
}

// Opens the data even where there are problems already, for those that only they can tell.
OpenedData openFor(const GivenSpec& given, ProblemLog& log)
{
    OpenedData data;
    log.add(given.located(dataKeyProblems(given.spec)));
    RunSpec spec = log.empty() ? given.spec : dataPart(given.spec);
    log.attempt([&] {
        try {
            checkWordVectors(spec, log);
            data = openData(spec, progressOnStandardError());
            log.add(given.located(problemsWith(given.spec, *data.dataset, given.keys)));
        } catch (const SpecError& error) {
            log.add(given.located(error.problems()));
        }
    });
    return data;
}

// Pictures are not mirrored where that makes others of them, unless somebody asks for it.
RunSpec withoutHarmfulFlip(const GivenSpec& given, const DatasetReport& report)
{
    RunSpec spec = given.spec;
    if (!report.againstFlip || given.keys.contains("augment.flip")) return spec;
    spec.set("augment.flip", false);
    std::fprintf(
        stderr, "data: augment.flip is off: %s\n", oneLine(english(*report.againstFlip)).c_str());
    return spec;
}

// A value that was given and changes nothing is a misunderstanding.
void printIdle(const GivenSpec& given, const RunSetup& setup)
{
    for (const std::string& key : given.keys) {
        const Parameter* parameter = findParameter(key);
        if (!parameter || given.spec.value(key) == parameter->standard) continue;
        if (const auto why = idleReason(*parameter, given.spec, setup))
            std::fprintf(stderr, "contrastlab-cli: %s = %s changes nothing here: %s\n", key.c_str(),
                toText(given.spec.value(key)).c_str(), english(*why).c_str());
    }
}

// The files of a run while it goes on; both may be null.
struct RunFiles {
    std::unique_ptr<RunStore> store;
    std::unique_ptr<MetricsFile> metrics;
};

RunFiles beginFiles(const TrainOptions& options, const Trainer& trainer, Run& run)
{
    RunFiles files;
    if (!options.outputFile.empty()) {
        if (run.identity().name.empty() || options.outputFile != options.resume.file)
            run.rename(std::filesystem::path(options.outputFile).stem().string());
        run.keep(std::make_shared<Checkpoint>(trainer.checkpoint())); // no file is without one
        const RunSetup& setup = trainer.setup();
        files.store = std::make_unique<RunStore>(
            run, options.outputFile, recordOf(setup.dataset(), setup.spec()));
    }
    try {
        if (!options.metricsFile.empty())
            files.metrics = std::make_unique<MetricsFile>(options.metricsFile);
    } catch (const InputError& error) {
        run.finish({ RunOutcome::Kind::failed, 0, {}, error.what() });
        throw;
    }
    return files;
}

// What is thrown in mid-run ends the run; all that it has made is kept.
RunOutcome driveToItsEnd(Trainer& trainer, ProgressRecorder& recorder, Team& team,
    const StopOnInterrupt& interrupt, ProblemLog& log)
{
    const auto steering = team.steer(recorder, interrupt);
    try {
        return drive(trainer, steering->observer(), steering->commands(), steering->stop(), false,
            steering->abandon());
    } catch (const std::exception& error) {
        team.isBroken = true;
        log.attempt([] { throw; });
        const RunOutcome outcome { RunOutcome::Kind::failed, trainer.steps(), {}, error.what() };
        log.attempt([&] { recorder.onFinish(outcome, trainer); });
        return outcome;
    }
}

// Each by itself: what cannot be written takes nothing else with it.
void finishFiles(const TrainOptions& options, const RunFiles& files, const Run& run,
    Trainer& trainer, ProblemLog& log)
{
    log.attempt([&] {
        if (files.store) files.store->finish();
    });
    log.attempt([&] {
        if (files.metrics) files.metrics->finish();
    });
    log.attempt([&] {
        if (!options.embeddingsFolder.empty())
            writeEmbeddings(options.embeddingsFolder, trainer.pool(), trainer.setup(),
                parametersToKeep(trainer, run, options.keepBest));
    });
}

// Where nothing was kept but what the end has, it was judged already.
KeptJudgement judgeKept(const TrainOptions& options, const Run& run, Trainer& trainer)
{
    KeptJudgement kept { run.evaluations.last(), run.test(), {} };
    const RunSetup& setup = trainer.setup();
    const auto best = run.best().checkpoint;
    const bool earlier = options.keepBest && best && best->step < trainer.steps();
    const Vector<float> parameters =
        earlier || trainer.healthy() ? parametersToKeep(trainer, run, earlier) : Vector<float>();
    const auto judge = [&](const std::vector<Index>& items) {
        EvaluationMetrics judged =
            evaluateItems(trainer.pool(), setup, trainer.spec(), parameters, items);
        judged.step = best->step;
        return judged;
    };
    if (earlier) {
        kept.evaluation = judge(setup.split().heldOut);
        if (kept.test) kept.test = judge(setup.split().test);
    }
    if (classTask(setup).exists() && parameters.size() > 0 && trainer.isWhole() && kept.evaluation)
        kept.classes = judgeClasses(trainer.pool(), setup, parameters);
    return kept;
}

/// A run that is about to begin, or to go on.
struct Beginning {
    OpenedData data;
    std::shared_ptr<const RunSetup> setup; ///< null where there were problems
    std::shared_ptr<Run> run;
    std::shared_ptr<const Checkpoint> from; ///< null: its first step
};

Beginning beginAnew(const GivenSpec& given, ProblemLog& log)
{
    Beginning beginning { openFor(given, log), {}, {}, {} };
    if (!log.empty()) return beginning;
    const DatasetReport& report = beginning.data.report;
    printReading(report);
    printProblems(report);
    beginning.setup =
        std::make_shared<RunSetup>(withoutHarmfulFlip(given, report), beginning.data.dataset);
    requireMemory(*beginning.setup);
    printSplit(*beginning.setup);
    printIdle(given, *beginning.setup);
    beginning.run = std::make_shared<Run>(beginning.setup->spec());
    return beginning;
}

// The file of the run is written anew, unless that would lose what came after.
Beginning goOn(
    TrainOptions& options, const GivenSpec& given, int threads, bool writes, ProblemLog& log)
{
    if (options.outputFile.empty() && writes) options.outputFile = options.resume.file;
    const bool replaces = writes && isSameFile(options.outputFile, options.resume.file);
    if (replaces && options.resume.step >= 0)
        log.add(Problem { "--output", options.outputFile,
            "another file than the run's: it goes on from an earlier step" });
    // Before it is read: a log that was left over is folded into it, and no reader is in the way.
    log.attempt([&] {
        if (replaces) requireReplaceable(options.outputFile);
    });
    if (!log.empty()) return {};
    Resumption resumption = resume(options.resume, given, replaces, threads);
    return { std::move(resumption.data), std::move(resumption.setup), std::move(resumption.run),
        std::move(resumption.from) };
}

// What one run takes and many do not, and the other way round.
void checkSweep(const TrainOptions& options, ProblemLog& log)
{
    if (options.sweep.axes.empty())
        for (const std::string& flag : options.sweep.needingSweep())
            log.add(flag + ": expected --sweep beside it");
    else
        for (const auto& [flag, isGiven] : { std::pair("--threads", !options.threads.empty()),
                 { "--metrics", !options.metricsFile.empty() },
                 { "--embeddings", !options.embeddingsFolder.empty() },
                 { "--keep-best", options.keepBest } })
            if (isGiven)
                log.add(std::string(flag) + ": expected one run, without --sweep"
                    + (std::string(flag) == "--threads" ? " (see --jobs)" : ""));
}

// What all processes of a team have to have alike; nothing of those that cannot begin.
TeamFacts factsOf(const Beginning& beginning, const Trainer* trainer)
{
    if (!trainer) return {};
    TeamFacts facts = factsOf(beginning.setup->spec());
    facts.emplace_back("data", beginning.setup->dataset().digest);
    facts.emplace_back("state", std::to_string(trainer->checkpoint().digest()));
    return facts;
}

// Nothing where somebody has a problem, and it is told.
std::unique_ptr<Trainer> gatherTeam(
    Team& team, const Beginning& beginning, ThreadPool& pool, ProblemLog& log)
{
    std::unique_ptr<Trainer> trainer;
    log.attempt([&] {
        if (!log.empty()) return;
        const std::int64_t shards = beginning.setup->spec().integer("shards");
        const int members = team.exchange().members();
        if (shards < members)
            log.add(Problem { "shards", std::to_string(shards),
                "at least as many as there are processes, " + std::to_string(members) });
        else if (beginning.from)
            trainer = std::make_unique<Trainer>(beginning.setup, pool, *beginning.from);
        else
            trainer = std::make_unique<Trainer>(beginning.setup, pool);
    });
    team.agree(factsOf(beginning, trainer.get()), log);
    if (!log.empty()) return nullptr;
    trainer->shareWith(team.exchange());
    return trainer;
}

int train(TrainOptions options, Team& team, ProblemLog& log)
{
    checkSweep(options, log);
    if (!options.sweep.axes.empty())
        return trainSweep(options.sweep, options.spec, options.outputFile, team, log);
    if (!team.leads()) options.writeNothing();
    const int threads = threadsFrom(options.threads, log);
    const GivenSpec given = specFrom(options.spec, log);
    StopOnInterrupt interrupt;
    Beginning beginning;
    if (options.resume.file.empty()) {
        checkTargets(options, log);
        log.attempt([&] { beginning = beginAnew(given, log); });
    } else {
        team.leaderFirst([&] {
            log.attempt([&] {
                beginning = goOn(options, given, threads, team.leads(), log);
                checkTargets(options, log);
            });
        });
    }
    ThreadPool pool(threads);
    const std::unique_ptr<Trainer> gathered = gatherTeam(team, beginning, pool, log);
    if (!gathered) return exitBadInput;
    Trainer& trainer = *gathered;
    const OpenedData& data = beginning.data;
    const auto setup = beginning.setup;
    Run& run = *beginning.run;
    interrupt.begin();
    const RunFiles files = beginFiles(options, trainer, run);
    ProgressRecorder recorder(run, &evaluatePart, files.store.get(), files.metrics.get());
    const RunOutcome outcome = driveToItsEnd(trainer, recorder, team, interrupt, log);
    if (!team.leads()) return log.empty() ? exitStatusOf(outcome) : int(exitBadInput);
    finishFiles(options, files, run, trainer, log);
    recorder.tellOfFiles();
    printLate(data.late.get());
    printAdvice(run, trainer.spec(), recorder.searchFailures());
    printSummary(run, *setup, judgeKept(options, run, trainer), recorder.searchFailures());
    const int status = exitStatusOf(outcome);
    return log.empty() || status == exitInterrupted ? status : int(exitBadInput);
}

} // namespace

void addTrainCommand(CLI::App& program, CommandAction& action)
{
    static LocalExchange here;
    static Team alone(here);
    addTrainCommand(program, alone, action);
}

void addTrainCommand(CLI::App& program, Team& team, CommandAction& action)
{
    auto options = std::make_shared<TrainOptions>();
    CLI::App* command =
        program.add_subcommand("train", "Train, and print a summary as one line of JSON");
    addSpecOptions(*command, options->spec);
    addSweepOptions(*command, options->sweep);
    addThreadsFlag(*command, options->threads);
    const std::vector<CLI::Option*> targets {
        command->add_option("--output", options->outputFile,
            "Write the run to this file while it goes on (RUN.clab; see export), or with --sweep "
            "the runs to this folder"),
        command->add_option("--metrics", options->metricsFile,
            "Write one row a step to this CSV file while the run goes on"),
        command->add_option(
            "--embeddings", options->embeddingsFolder, "Write held-out embeddings to this folder"),
    };
    CLI::Option* resumed = command->add_option("--resume", options->resume.file,
        "Go on with the run of this file (RUN.clab), with the live parameters that are given "
        "changed; written to the same file, unless --output names another");
    command
        ->add_option("--step", options->resume.step,
            "Of --resume: from this step of the run; default: its end")
        ->needs(resumed)
        ->check(wholeNumber(0));
    command->add_flag("--keep-best", options->keepBest,
        "Judge at the end, and write as embeddings, the step of the lowest held-out loss");
    command->callback([options, targets, &team, &action] {
        action = [options, targets, &team](ProblemLog& log) {
            for (const CLI::Option* target : targets)
                if (target->count() > 0 && target->as<std::string>().empty())
                    log.add(Problem { target->get_name(), "", "the name of a file or folder" });
            return train(*options, team, log);
        };
    });
}

} // namespace contrastlab
