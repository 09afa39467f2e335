// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// contrastlab-cli bench: steps a second of some workloads, as a share of the machine's peak in the
// same run.
#include "commands.h"
#include "flags.h"
#include "recording_cost.h"

#include "analysis/evaluation.h"
#include "analysis/machine_peak.h"
#include "base/engine_level.h"
#include "base/measuring.h"
#include "base/random.h"
#include "media/open_data.h"
#include "objective/nested_widths.h"
#include "run/precision.h"
#include "run/trainer.h"
#include "store/program_version.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>

namespace contrastlab {

namespace {

using Json = nlohmann::ordered_json;
using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point began)
{
    return std::chrono::duration<double>(Clock::now() - began).count();
}

struct Workload {
    std::string name;
    RunSpec spec;
    std::shared_ptr<const Dataset> dataset;
};

Matrix<float> randomRows(Index rows, Index columns, std::uint64_t index)
{
    RandomStream stream(7, Purpose::noise, index);
    Matrix<float> m(rows, columns);
    for (Index i = 0; i < m.size(); ++i)
        m.data()[i] = static_cast<float>(2 * stream.uniform() - 1);
    return m;
}

std::shared_ptr<const Dataset> randomFeatures(Index items, Index widthA, Index widthB)
{
    auto dataset = std::make_shared<Dataset>();
    dataset->name = "random";
    dataset->items = items;
    for (const auto& [name, width] : { std::pair("a", widthA), std::pair("b", widthB) }) {
        ModalityData modality;
        modality.name = name;
        modality.features =
            featuresInMemory(randomRows(items, width, static_cast<std::uint64_t>(width)));
        dataset->modalities.push_back(std::move(modality));
    }
    return dataset;
}

RunSpec featureSpec(const char* tower, std::int64_t embedding, std::int64_t batch)
{
    RunSpec spec;
    for (const auto& [key, text] : std::initializer_list<std::pair<const char*, std::string>> {
             { "feature_tower", tower }, { "embedding_width", std::to_string(embedding) },
             { "hidden_width", "512" }, { "batch_size", std::to_string(batch) },
             { "optimizer", "adam" }, { "weight_decay", "0" }, { "held_out", "64" },
             { "schedule", "constant" }, { "steps", "0" } })
        assign(spec, key, text);
    return spec;
}

Workload makeWorkload(const std::string& name)
{
    if (name == "toy")
        return { name, featureSpec("linear", 16, 128), randomFeatures(2048 + 64, 64, 32) };
    if (name == "autoencoder" || name == "adversarial") {
        Workload workload = makeWorkload("features");
        workload.name = name;
        assign(workload.spec, "task", name);
        return workload;
    }
    if (name == "matryoshka") {
        Workload workload = makeWorkload("features");
        workload.name = name;
        assign(workload.spec, "matryoshka", "3");
        return workload;
    }
    if (name == "features")
        return { name, featureSpec("mlp", 128, 1024), randomFeatures(8192 + 64, 512, 768) };
    if (name == "large")
        return { name, featureSpec("linear", 128, 16384), randomFeatures(16384 + 64, 512, 768) };
    if (name == "clip-32k" || name == "clip-256k") {
        const Index batch = name == "clip-32k" ? 32768 : 262144;
        return { name, featureSpec("linear", 64, batch), randomFeatures(batch + 64, 64, 64) };
    }
    RunSpec spec;
    assign(spec, "steps", "0");
    return { name, spec, openData(spec).dataset };
}

// Of an embedding, by all nested widths together.
double comparedNumbers(const RunSetup& setup)
{
    const Index width = setup.embeddingWidth();
    const int count = nestedCount(width, static_cast<int>(setup.spec().integer("matryoshka")));
    Index sum = 0;
    for (int k = 0; k < count; ++k)
        sum += nestedWidth(width, k);
    return static_cast<double>(sum);
}

// 6 N P for the towers and 8 N² d for the objective, or 6 N P for decoders, and as much for each
// tower's codes by the discriminator. Of a convolution each weight works at every
// position; of an embedding bag none does arithmetic worth counting.
double operationsAStep(const RunSetup& setup)
{
    const auto n = static_cast<double>(setup.spec().integer("batch_size"));
    double perSample = 0;
    for (int t = 0; t < setup.towers(); ++t) {
        const InputShape shape = setup.batches().shape(t);
        Index height = shape.height;
        Index width = shape.width;
        for (const TowerBlock& block : setup.tower(t).blocks()) {
            if (!block.decays || block.name == "tokens") continue;
            double positions = 1;
            if (block.name.starts_with("convolution")) {
                height = (height + 1) / 2;
                width = (width + 1) / 2;
                positions = static_cast<double>(height * width);
            }
            perSample += 6.0 * positions * static_cast<double>(block.rows * block.columns);
        }
    }
    if (isContrast(setup.spec())) return n * perSample + 8.0 * n * n * comparedNumbers(setup);
    for (const ParameterBlock& block : setup.blocks())
        if (block.tower < 0 && block.decays)
            perSample += 6.0 * static_cast<double>(block.size())
                * static_cast<double>(block.group == 1 ? setup.towers() : 1);
    return n * perSample;
}

// The median rate of up to ten stretches, about `seconds` in all, after three steps to warm up.
// Where the first step takes longer than all of that, it is the one that counts.
double stepsASecond(Trainer& trainer, double seconds)
{
    const auto warmed = Clock::now();
    int warm = 0;
    do {
        trainer.step();
    } while (++warm < 4 && secondsSince(warmed) < seconds);
    if (warm == 1) return 1 / secondsSince(warmed);
    const auto stretch = std::max<std::int64_t>(
        1, static_cast<std::int64_t>(seconds / 10 * warm / secondsSince(warmed)));
    std::vector<double> rates;
    const auto began = Clock::now();
    while (rates.empty() || (secondsSince(began) < seconds && rates.size() < 10)) {
        const auto start = Clock::now();
        for (std::int64_t i = 0; i < stretch; ++i)
            trainer.step();
        rates.push_back(static_cast<double>(stretch) / secondsSince(start));
    }
    return medianOf(rates);
}

struct BenchOptions {
    bool json = false, record = false;
    int threads = 0;
    double seconds = 5;
    std::string workload = "all";
    std::string precision = "float32";
};

Json measure(const std::string& name, const BenchOptions& options, std::vector<double>& peaks)
{
    const int repetitions = std::clamp(static_cast<int>(4 * options.seconds), 1, 9);
    ThreadPool pool(options.threads);
    peaks.push_back(measurePeakGflops(pool, repetitions));
    Workload workload = makeWorkload(name);
    assign(workload.spec, "precision", options.precision);
    resetPeakMemory();
    const double withData = peakMemory();
    const auto setup = std::make_shared<RunSetup>(workload.spec, workload.dataset);
    Trainer trainer(setup, pool);
    const double rate = stepsASecond(trainer, options.seconds);
    peaks.push_back(measurePeakGflops(pool, repetitions));
    const double peak = 0.5 * (peaks[peaks.size() - 1] + peaks[peaks.size() - 2]);
    const double gflops = rate * operationsAStep(*setup) * 1e-9;
    Json json { { "name", name }, { "steps_per_s", rate }, { "gflops", gflops },
        { "share_of_peak", gflops / peak }, { "peak_rss_mb", peakMemory() },
        { "over_data_mb", peakMemory() - withData }, { "steps", trainer.steps() } };
    if (options.record) {
        const RecordingCost cost = measureRecording(trainer, options.seconds);
        json["recording_cost"] = { { "time", cost.time }, { "processor", cost.processor } };
    }
    if (name == "emoji") {
        const EvaluationMetrics held = evaluateTrainer(trainer);
        json["image_to_text_recall_at_1"] = held.aToB.recallAt1;
        json["image_to_text_recall_at_10"] = held.aToB.recallAt10;
    }
    return json;
}

int bench(const BenchOptions& options)
{
    if (options.precision == "bfloat16")
        if (const auto why = whyNoBfloat16())
            throw SpecError({ { "--precision", options.precision, *why } });
    const std::vector<std::string> all { "toy", "features", "large", "emoji", "matryoshka",
        "autoencoder", "adversarial" };
    Json report;
    std::vector<double> peaks;
    Json rows = Json::array();
    if (options.workload != "all")
        rows.push_back(measure(options.workload, options, peaks));
    else
        for (const std::string& name : all)
            rows.push_back(measure(name, options, peaks));
    report["version"] = programVersion();
    report["commit"] = programCommit();
    report["engine"] = engineLevel();
    report["precision"] = options.precision;
    report["threads"] = ThreadPool(options.threads).threads();
    report["peak_gflops"] = medianOf(peaks);
    report["workloads"] = rows;
    if (options.json) {
        std::cout << report.dump() << std::endl;
        return exitDone;
    }
    std::printf("%d threads, %s, peak %.1f GFLOP/s\n", report["threads"].get<int>(),
        options.precision.c_str(), report["peak_gflops"].get<double>());
    std::printf("%-11s %12s %10s %9s %10s %12s\n", "workload", "steps/s", "GFLOP/s", "of peak",
        "RSS MB", "over data MB");
    for (const Json& row : rows)
        std::printf("%-11s %12.2f %10.1f %8.1f%% %10.1f %12.1f\n",
            row["name"].get<std::string>().c_str(), row["steps_per_s"].get<double>(),
            row["gflops"].get<double>(), 100 * row["share_of_peak"].get<double>(),
            row["peak_rss_mb"].get<double>(), row["over_data_mb"].get<double>());
    if (!options.record) return exitDone;
    std::printf("%-11s %12s %18s\n", "recording", "costs", "of processor time");
    for (const Json& row : rows)
        std::printf("%-11s %11.1f%% %17.1f%%\n", row["name"].get<std::string>().c_str(),
            100 * row["recording_cost"]["time"].get<double>(),
            100 * row["recording_cost"]["processor"].get<double>());
    return exitDone;
}

} // namespace

void addBenchCommand(CLI::App& program, CommandAction& action)
{
    auto options = std::make_shared<BenchOptions>();
    CLI::App* command =
        program.add_subcommand("bench", "Measure training speed as a share of the machine's peak");
    command->add_flag("--json", options->json, "Print JSON");
    command->add_flag("--record", options->record, "Also measure what writing a run file costs");
    command->add_option("--threads", options->threads, "Threads; 0: one a processor")
        ->check(wholeNumber(0, 1024));
    command->add_option("--seconds", options->seconds, "About how long each workload runs")
        ->check(realNumber(0.1, 3600));
    command
        ->add_option("--workload", options->workload,
            "toy, features, large, emoji, matryoshka, autoencoder, adversarial, all of these, or "
            "one of CLIP's batch sizes: clip-32k, clip-256k (minutes a step)")
        ->check(oneOf({ "toy", "features", "large", "emoji", "matryoshka", "autoencoder",
            "adversarial", "clip-32k", "clip-256k", "all" }));
    command->add_option("--precision", options->precision, "float32 or bfloat16")
        ->check(oneOf({ "float32", "bfloat16" }));
    command->callback(
        [options, &action] { action = unlessWrong([options] { return bench(*options); }); });
}

} // namespace contrastlab
