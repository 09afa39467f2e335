// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Full trainings a second: temperature x batch size from 8 to 256 on the synthetic world, linear
// towers to 16. First the steps alone, then with the held-out items judged as in any run, then with
// a file a run; each as a share of the peak, by processor time. Arguments: [side [jobs [steps]]].
#include "analysis/evaluation.h"
#include "analysis/machine_peak.h"
#include "benchmarks/timing.h"
#include "media/open_data.h"
#include "run/drive.h"
#include "run/sweep_runs.h"
#include "store/sweep_folder.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <map>

using namespace contrastlab;

namespace {

SweepSpec sweepOf(const std::string& side, const char* steps)
{
    SweepSpec spec;
    for (const auto& [key, text] :
        { std::pair("dataset", "synthetic"), std::pair("feature_tower", "linear"),
            std::pair("embedding_width", "16"), std::pair("steps", steps) })
        assign(spec.base, key, text);
    std::vector<Problem> problems;
    spec.axes = { readAxis("temperature=log:0.01:1:" + side, problems),
        readAxis("batch_size=log:8:256:" + side, problems) };
    if (!problems.empty()) throw SpecError(problems);
    return spec;
}

// 6 N P for the towers and 8 N² d for the objective, as `contrastlab-cli bench` counts.
double operationsOf(const Sweep& sweep)
{
    double sum = 0;
    for (std::size_t cell = 0; cell < sweep.cells().size(); ++cell) {
        const auto setup = sweep.setupOf(cell);
        const auto n = double(setup->spec().integer("batch_size"));
        const double weights = double(setup->parameters());
        sum += double(setup->spec().integer("steps")) * n
            * (6 * weights + 8 * n * double(setup->embeddingWidth()));
    }
    return sum;
}

SweepWork workOn(const Sweep& sweep)
{
    SweepWork work;
    for (std::size_t cell = 0; cell < sweep.cells().size(); ++cell)
        work.cells.push_back(cell);
    return work;
}

double processorSeconds()
{
    return double(std::clock()) / CLOCKS_PER_SEC;
}

/// Of one thread, for each second that it had a processor: others may be at work.
double peakGflops()
{
    ThreadPool alone(1);
    double gflops = 0;
    const double before = processorSeconds();
    const double seconds = secondsOf([&] { gflops = measurePeakGflops(alone); });
    return gflops * seconds / (processorSeconds() - before);
}

/// Trains all, and tells the digests.
std::map<std::size_t, std::uint64_t> measure(
    const char* name, const Sweep& sweep, SweepWork work, double operations)
{
    std::map<std::size_t, std::uint64_t> digests;
    work.onResult = [&](const SweepResult& result) { digests[result.cell] = result.digest; };
    const double before = peakGflops();
    const double began = processorSeconds();
    const double seconds = secondsOf([&] { runSweep(sweep, work); });
    const double processor = processorSeconds() - began;
    const double peak = (before + peakGflops()) / 2;
    const auto runs = double(sweep.cells().size());
    std::printf("%-12s %7.1f s, %6.1f runs/s; %7.1f s of processors, %6.1f runs a processor's "
                "second, %5.1f GFLOP/s of %.1f: %.0f %%\n",
        name, seconds, runs / seconds, processor, runs / processor, 1e-9 * operations / processor,
        peak, 1e-7 * operations / processor / peak);
    std::fflush(stdout);
    return digests;
}

std::uint64_t digestAlone(const Sweep& sweep, std::size_t cell)
{
    const RunSpec spec = sweep.setupOf(cell)->spec();
    ThreadPool pool(2);
    Trainer trainer(std::make_shared<RunSetup>(spec, openData(spec).dataset), pool);
    Run run(trainer.spec());
    RunRecorder recorder(run, nullptr, &evaluatePart);
    drive(trainer, recorder, nullptr, {});
    return run.digest();
}

} // namespace

int main(int argc, char** argv)
{
    const std::string side = argc > 1 ? argv[1] : "32";
    SweepLab lab;
    lab.open = [](const RunSpec& spec) { return openData(spec).dataset; };
    lab.jobs = argc > 2 ? std::atoi(argv[2]) : 0;
    std::optional<Sweep> made;
    const SweepSpec spec = sweepOf(side, argc > 3 ? argv[3] : "600");
    const double prepared = secondsOf([&] { made.emplace(spec, lab); });
    const Sweep& sweep = *made;
    const double operations = operationsOf(sweep);
    std::printf("%zu runs, %d at once, judged before the first in %.2f s\n", sweep.cells().size(),
        sweep.jobs(), prepared);
    SweepWork work = workOn(sweep);
    measure("steps", sweep, work, operations);
    work.evaluator = &evaluatePart;
    const auto digests = measure("judged", sweep, work, operations);
    const auto folder = std::filesystem::temp_directory_path() / "contrastlab_bench_sweep";
    std::filesystem::remove_all(folder);
    {
        SweepFolder files(folder.string(), sweep);
        work.keep = [&](const EndedRun& ended) { files.write(ended); };
        measure("with files", sweep, work, operations);
    }
    std::filesystem::remove_all(folder);
    const std::size_t runs = sweep.cells().size();
    bool same = true;
    for (const std::size_t cell : { std::size_t(0), runs / 3, runs / 2, runs - 1 })
        same &= digests.at(cell) == digestAlone(sweep, cell);
    std::printf("digests of four of them alone: %s\n", same ? "the same" : "OTHERS");
    return same ? EXIT_SUCCESS : EXIT_FAILURE;
}
