// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// contrastlab-cli train: the training loop on the main thread, with a progress line and files at
// the end.
#include "commands.h"
#include "data_report.h"
#include "spec_options.h"

#include "analysis/probe_frame.h"
#include "media/open_data.h"
#include "run/run_recorder.h"
#include "store/atomic_file.h"
#include "store/embedding_table.h"
#include "store/run_store.h"
#include "store/run_tables.h"

#include <nlohmann/json.hpp>

#include <atomic>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <unistd.h>

namespace contrastlab {

namespace {

struct TrainOptions {
    SpecOptions spec;
    int threads = 0;
    std::string metricsFile;
    std::string embeddingsFolder;
    std::string outputFile;
};

std::atomic<bool> interrupted { false };

void onInterrupt(int)
{
    interrupted = true;
}

// Shows progress: one line that rewrites itself on a terminal, a line now and then elsewhere.
class ProgressRecorder final : public RunRecorder {
public:
    /// `store` may be null.
    ProgressRecorder(Run& run, Evaluator evaluator, std::stop_source stop, const RunStore* store)
        : RunRecorder(run, nullptr, std::move(evaluator))
        , m_run(run)
        , m_stop(std::move(stop))
        , m_store(store)
        , m_terminal(isatty(STDERR_FILENO) != 0)
    {
    }
    void onStep(const StepMetrics& metrics, Trainer& trainer) override
    {
        RunRecorder::onStep(metrics, trainer);
        if (interrupted) m_stop.request_stop();
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
        std::fprintf(stderr, "%sstep %lld/%lld  loss %.4f (chance %.4f)  R@1 %.3f  %.1f steps/s%s",
            m_terminal ? "\r\033[K" : "", static_cast<long long>(metrics.step),
            static_cast<long long>(steps), metrics.loss, metrics.chance,
            evaluation ? evaluation->aToB.recallAt1 : 0.0,
            static_cast<double>(metrics.step) / std::max(1e-9, seconds), m_terminal ? "" : "\n");
        std::fflush(stderr);
    }

    Run& m_run;
    std::stop_source m_stop;
    const RunStore* m_store;
    bool m_terminal;
    bool m_told = false;
    std::chrono::steady_clock::time_point m_shown;
};

void writeEmbeddings(const std::string& folder, ThreadPool& pool, const RunSetup& setup,
    const Vector<float>& parameters)
{
    std::filesystem::create_directories(folder);
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
    std::cout << json.dump() << std::endl;
}

int exitStatusOf(const RunOutcome& outcome)
{
    if (outcome.kind == RunOutcome::Kind::diverged) return exitDiverged;
    return outcome.kind == RunOutcome::Kind::stopped ? exitInterrupted : exitDone;
}

// What fails here is told after everything else is written and said.
std::optional<InputError> finish(RunStore* store)
{
    try {
        if (store) store->finish();
        return std::nullopt;
    } catch (const InputError& error) {
        return error;
    }
}

int train(const TrainOptions& options)
{
    const RunSpec spec = specFrom(options.spec);
    const OpenedData data = openData(spec, progressOnTerminal());
    printProblems(data.report);
    const auto setup = std::make_shared<RunSetup>(spec, data.dataset);
    ThreadPool pool(options.threads);
    Trainer trainer(setup, pool);
    Run run(setup->spec());
    const std::stop_source stop;
    std::unique_ptr<RunStore> store;
    if (!options.outputFile.empty()) {
        run.keep(std::make_shared<Checkpoint>(trainer.checkpoint())); // no file is without one
        store = std::make_unique<RunStore>(run, options.outputFile, data.dataset->digest);
    }
    ProgressRecorder recorder(run, &evaluateTrainer, stop, store.get());
    std::signal(SIGINT, &onInterrupt);
    std::signal(SIGTERM, &onInterrupt);
    const RunOutcome outcome = drive(trainer, recorder, nullptr, stop.get_token());
    const auto unwritten = finish(store.get());
    if (!options.metricsFile.empty()) writeAtomically(options.metricsFile, metricsTable(run));
    if (!options.embeddingsFolder.empty())
        writeEmbeddings(options.embeddingsFolder, pool, *setup, trainer.parameters());
    printAdvice(run, trainer.spec());
    printSummary(run, *setup);
    if (unwritten) throw InputError(*unwritten);
    return exitStatusOf(outcome);
}

} // namespace

void addTrainCommand(CLI::App& program, CommandAction& action)
{
    auto options = std::make_shared<TrainOptions>();
    CLI::App* command =
        program.add_subcommand("train", "Train, and print a summary as one line of JSON");
    addSpecOptions(*command, options->spec);
    command->add_option("--threads", options->threads, "Threads of the engine; 0: one a processor")
        ->check(CLI::Range(0, 1024));
    command->add_option("--output", options->outputFile,
        "Write the run to this file while it goes on (RUN.clab; see export)");
    command->add_option("--metrics", options->metricsFile, "Write one row a step to this CSV file");
    command->add_option(
        "--embeddings", options->embeddingsFolder, "Write held-out embeddings to this folder");
    command->callback([options, &action] { action = [options] { return train(*options); }; });
}

} // namespace contrastlab
