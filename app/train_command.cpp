// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// contrastlab-cli train: the training loop on the main thread, with a progress line and files at
// the end.
#include "commands.h"
#include "data_report.h"
#include "flags.h"
#include "interruption.h"
#include "spec_options.h"
#include "summary.h"

#include "analysis/probe_frame.h"
#include "base/engine_level.h"
#include "media/open_data.h"
#include "run/memory_need.h"
#include "run/run_recorder.h"
#include "store/atomic_file.h"
#include "store/embedding_table.h"
#include "store/run_header.h"
#include "store/run_store.h"
#include "store/run_tables.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <unistd.h>

namespace contrastlab {

namespace {

struct TrainOptions {
    SpecOptions spec;
    std::string threads;
    std::string metricsFile;
    std::string embeddingsFolder;
    std::string outputFile;
};

// Shows progress: one line that rewrites itself on a terminal, a line now and then elsewhere.
class ProgressRecorder final : public RunRecorder {
public:
    /// `store` may be null.
    ProgressRecorder(Run& run, Evaluator evaluator, const RunStore* store)
        : RunRecorder(run, nullptr, std::move(evaluator))
        , m_run(run)
        , m_store(store)
        , m_terminal(isatty(STDERR_FILENO) != 0)
    {
    }
    void onStep(const StepMetrics& metrics, Trainer& trainer) override
    {
        RunRecorder::onStep(metrics, trainer);
        const auto now = std::chrono::steady_clock::now();
        const auto least =
            m_terminal ? std::chrono::milliseconds(100) : std::chrono::milliseconds(5000);
        if (now - m_shown < least && !trainer.finished()) return;
        m_shown = now;
        show(metrics, trainer.spec().integer("steps"));
        tellTrouble();
    }
    void onFinish(const RunOutcome& outcome, const Trainer& trainer) override
    {
        RunRecorder::onFinish(outcome, trainer);
        if (m_terminal) std::fputc('\n', stderr);
    }

private:
    // Once: the store goes on trying.
    void tellTrouble()
    {
        const auto trouble = m_store && !m_told ? m_store->trouble() : std::nullopt;
        if (!trouble) return;
        m_told = true;
        std::fprintf(stderr, "%scontrastlab-cli: %s\n", m_terminal ? "\n" : "", trouble->c_str());
    }
    void show(const StepMetrics& metrics, std::int64_t steps) const
    {
        const double seconds = m_run.steps.last()->seconds;
        const auto evaluation = m_run.evaluations.last();
        const std::string end = steps > 0 ? "/" + std::to_string(steps) : ""; // 0: there is none
        std::fprintf(stderr, "%sstep %lld%s  loss %.4f (chance %.4f)  R@1 %.3f  %.1f steps/s%s",
            m_terminal ? "\r\033[K" : "", static_cast<long long>(metrics.step), end.c_str(),
            metrics.loss, metrics.chance, evaluation ? evaluation->aToB.recallAt1 : 0.0,
            static_cast<double>(metrics.step) / std::max(1e-9, seconds), m_terminal ? "" : "\n");
        std::fflush(stderr);
    }

    Run& m_run;
    const RunStore* m_store;
    bool m_terminal;
    bool m_told = false;
    std::chrono::steady_clock::time_point m_shown;
};

// After divergence the parameters of the last checkpoint that has none but finite ones.
Vector<float> parametersToKeep(const Trainer& trainer, const Run& run)
{
    const auto checkpoints = run.checkpoints();
    if (trainer.healthy() || checkpoints.empty()) return trainer.parameters();
    const auto sound = std::find_if(checkpoints.rbegin(), checkpoints.rend(),
        [](const auto& checkpoint) { return checkpoint->parameters.allFinite(); });
    const auto& kept = sound == checkpoints.rend() ? checkpoints.front() : *sound;
    std::fprintf(stderr,
        "contrastlab-cli: the embeddings are those of step %lld, the last healthy checkpoint\n",
        static_cast<long long>(kept->step));
    return kept->parameters;
}

void writeEmbeddings(const std::string& folder, ThreadPool& pool, const RunSetup& setup,
    const Vector<float>& parameters)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) throw InputError(folder, "", "cannot be made: " + error.message());
    writeNpyFiles(folder, embedItems(pool, setup, parameters, ItemChoice::heldOut));
}

nlohmann::ordered_json jsonOf(const RecallMetrics& recall)
{
    return { { "recall_at_1", recall.recallAt1 }, { "recall_at_5", recall.recallAt5 },
        { "recall_at_10", recall.recallAt10 }, { "median_rank", recall.medianRank } };
}

// Every two modalities, those that were never trained together as well.
nlohmann::ordered_json pairsOf(const EvaluationMetrics& evaluation, const RunSetup& setup)
{
    nlohmann::ordered_json pairs;
    for (const PairRecall& pair : evaluation.pairs) {
        const std::string a = setup.modality(pair.a).name;
        const std::string b = setup.modality(pair.b).name;
        pairs[a + "_" + b] = { { "trained", pair.trained }, { a + "_to_" + b, jsonOf(pair.aToB) },
            { b + "_to_" + a, jsonOf(pair.bToA) } };
    }
    return pairs;
}

struct SearchFailures {
    std::int64_t count = 0;
    std::int64_t last = 0; ///< step
};

SearchFailures searchFailures(const Run& run)
{
    SearchFailures failures;
    run.steps.with([&](const std::vector<StepMetrics>& steps) {
        for (const StepMetrics& step : steps)
            if (step.lineSearchFailed) failures = { failures.count + 1, step.step };
    });
    return failures;
}

// What is to be said beside the summary, one line each.
void printAdvice(const Run& run, const RunSpec& spec)
{
    const RunOutcome outcome = run.outcome();
    if (outcome.kind == RunOutcome::Kind::diverged) {
        const Parameter* cause = findParameter(outcome.cause);
        const std::string value = cause ? " = " + toText(spec.value(cause->key)) : "";
        const bool isNumber = cause && std::holds_alternative<double>(cause->standard);
        const char* advice = outcome.cause == "objective" ? "choose another, such as article"
            : outcome.cause == "temperature"              ? "raise it"
            : isNumber                                    ? "lower it"
                                                          : "choose another";
        std::fprintf(stderr,
            "contrastlab-cli: the run diverged at step %lld; the likeliest cause is %s%s: %s\n",
            static_cast<long long>(outcome.step), outcome.cause.c_str(), value.c_str(), advice);
    }
    if (const SearchFailures failures = searchFailures(run); failures.count > 0)
        std::fprintf(stderr,
            "contrastlab-cli: the line search of %s found no step that lowers the loss at %lld of "
            "%lld steps, last at step %lld: the batch is at its minimum or at a kink; choose a "
            "smaller hold_batch, or adamw\n",
            spec.text("optimizer").c_str(), static_cast<long long>(failures.count),
            static_cast<long long>(outcome.step), static_cast<long long>(failures.last));
}

void printSummary(const Run& run, const RunSetup& setup)
{
    nlohmann::ordered_json json;
    const auto last = run.steps.last();
    json["outcome"] = nameOf(run.outcome().kind);
    json["steps"] = run.outcome().step;
    json["loss"] = last ? last->loss : NAN;
    char digest[20];
    std::snprintf(digest, sizeof digest, "%016llx", static_cast<unsigned long long>(run.digest()));
    json["digest"] = digest;
    json["engine"] = engineLevel(); // other levels, other digests
    json["seconds"] = last ? last->seconds : 0.0;
    if (const auto evaluation = run.evaluations.last()) {
        const std::string a = setup.modality(0).name;
        const std::string b = setup.modality(1).name;
        json["held_out"] = { { a + "_to_" + b, jsonOf(evaluation->aToB) },
            { b + "_to_" + a, jsonOf(evaluation->bToA) }, { "loss", evaluation->loss },
            { "items", evaluation->items } };
        json["pairs"] = pairsOf(*evaluation, setup);
    }
    if (run.outcome().kind == RunOutcome::Kind::diverged) json["cause"] = run.outcome().cause;
    if (const SearchFailures failures = searchFailures(run); failures.count > 0)
        json["line_search_failures"] = failures.count;
    std::cout << lineOf(json) << std::endl;
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
    if (!metrics.empty() && !output.empty() && isSameFile(metrics, output))
        log.add(Problem { "--metrics", metrics, "another file than that of --output" });
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
        if (std::none_of(
                wrong.begin(), wrong.end(), [&](const Problem& p) { return p.field == key; }))
            spec.setData(key, value);
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
OpenedData openFor(const GivenSpec& given, ProblemLog& log, const std::stop_token& stop)
{
    OpenedData data;
    log.add(given.located(dataKeyProblems(given.spec)));
    RunSpec spec = log.empty() ? given.spec : dataPart(given.spec);
    log.attempt([&] {
        try {
            checkWordVectors(spec, log);
            data = openData(spec, progressOnTerminal(), stop);
            log.add(given.located(problemsWith(given.spec, *data.dataset, given.keys)));
        } catch (const SpecError& error) {
            log.add(given.located(error.problems()));
        } catch (const LoadCancelled&) {
            data = {}; // the stop token says the rest
        }
    });
    return data;
}

// Each by itself: what cannot be written takes nothing else with it.
void writeFiles(const TrainOptions& options, RunStore* store, const Run& run, Trainer& trainer,
    ThreadPool& pool, const RunSetup& setup, ProblemLog& log)
{
    log.attempt([&] {
        if (store) store->finish();
    });
    log.attempt([&] {
        if (!options.metricsFile.empty()) writeAtomically(options.metricsFile, metricsTable(run));
    });
    log.attempt([&] {
        if (!options.embeddingsFolder.empty())
            writeEmbeddings(options.embeddingsFolder, pool, setup, parametersToKeep(trainer, run));
    });
}

int train(const TrainOptions& options, ProblemLog& log)
{
    const int threads = threadsFrom(options.threads, log);
    const GivenSpec given = specFrom(options.spec, log);
    checkTargets(options, log);
    const StopOnInterrupt interrupt;
    const OpenedData data = openFor(given, log, interrupt.token());
    if (interrupt.token().stop_requested()) return exitInterrupted;
    if (!log.empty()) return exitBadInput;
    printProblems(data.report);
    const auto setup = std::make_shared<RunSetup>(given.spec, data.dataset);
    requireMemory(*setup);
    ThreadPool pool(threads);
    Trainer trainer(setup, pool);
    Run run(setup->spec());
    std::unique_ptr<RunStore> store;
    if (!options.outputFile.empty()) {
        run.keep(std::make_shared<Checkpoint>(trainer.checkpoint())); // no file is without one
        store = std::make_unique<RunStore>(run, options.outputFile, data.dataset->digest);
    }
    ProgressRecorder recorder(run, &evaluateTrainer, store.get());
    const RunOutcome outcome = drive(trainer, recorder, nullptr, interrupt.token());
    writeFiles(options, store.get(), run, trainer, pool, *setup, log);
    printAdvice(run, trainer.spec());
    printSummary(run, *setup);
    const int status = exitStatusOf(outcome);
    return log.empty() || status == exitInterrupted ? status : int(exitBadInput);
}

} // namespace

void addTrainCommand(CLI::App& program, CommandAction& action)
{
    auto options = std::make_shared<TrainOptions>();
    CLI::App* command =
        program.add_subcommand("train", "Train, and print a summary as one line of JSON");
    addSpecOptions(*command, options->spec);
    addThreadsFlag(*command, options->threads);
    command->add_option("--output", options->outputFile,
        "Write the run to this file while it goes on (RUN.clab; see export)");
    command->add_option("--metrics", options->metricsFile, "Write one row a step to this CSV file");
    command->add_option(
        "--embeddings", options->embeddingsFolder, "Write held-out embeddings to this folder");
    command->callback([options, &action] {
        action = [options](ProblemLog& log) { return train(*options, log); };
    });
}

} // namespace contrastlab
