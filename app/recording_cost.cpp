// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A stretch ends when the file is whole: the thread that writes it is part of the cost, and must
// not go on beside plain steps.
#include "recording_cost.h"

#include "base/measuring.h"
#include "run/run_recorder.h"
#include "store/run_store.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <functional>
#include <string>
#include <unistd.h>
#include <vector>

namespace contrastlab {

namespace {

namespace fs = std::filesystem;

constexpr int mostRounds = 5;

struct Spent {
    double time = 0, processor = 0; ///< seconds
};

Spent spentBy(const std::function<void()>& work)
{
    const std::clock_t ticks = std::clock();
    const auto began = std::chrono::steady_clock::now();
    work();
    return { std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count(),
        static_cast<double>(std::clock() - ticks) / CLOCKS_PER_SEC };
}

void trainPlainly(Trainer& trainer, std::int64_t steps)
{
    for (; steps > 0; --steps)
        trainer.step();
}

// What is done once, the file's beginning, is not counted.
Spent trainRecorded(Trainer& trainer, std::int64_t steps, const std::string& path)
{
    Run run(trainer.spec());
    RunRecorder recorder(run, nullptr, nullptr);
    recorder.onStart(trainer);
    RunStore store(run, path, {});
    return spentBy([&] {
        for (std::int64_t i = 0; i < steps; ++i) {
            const StepMetrics metrics = trainer.step();
            recorder.onStep(metrics, trainer);
        }
        store.finish();
    });
}

} // namespace

RecordingCost measureRecording(Trainer& trainer, double seconds)
{
    const std::string path =
        fs::temp_directory_path() / ("contrastlab-bench-" + std::to_string(::getpid()) + ".clab");
    const double aStep = spentBy([&] { trainPlainly(trainer, 3); }).time / 3;
    // Whole spacings, so that each has its checkpoint.
    const auto spacings = std::llround(seconds / (2 * mostRounds) / aStep / firstCheckpointSpacing);
    const std::int64_t steps = std::max<std::int64_t>(1, spacings) * firstCheckpointSpacing;
    std::vector<double> time, processor;
    double spent = 0;
    for (int round = 0; round < mostRounds && spent < seconds; ++round) {
        Spent plain, recorded;
        // Which goes first changes: a machine that grows warm slows what comes second.
        if (round % 2 == 1) recorded = trainRecorded(trainer, steps, path);
        plain = spentBy([&] { trainPlainly(trainer, steps); });
        if (round % 2 == 0) recorded = trainRecorded(trainer, steps, path);
        fs::remove(path);
        spent += plain.time + recorded.time;
        time.push_back(recorded.time / plain.time - 1);
        processor.push_back(recorded.processor / plain.processor - 1);
    }
    return { medianOf(time), medianOf(processor) };
}

} // namespace contrastlab
