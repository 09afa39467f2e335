// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Five ghosts of 200 steps each: alone, beside as many plain steps on one thread, measured in the
// same run; then in the background of a run that trains on all processors, and what that keeps of
// its pace. Arguments: [niceness of the background].
#include "base/newest_task.h"
#include "base/niceness.h"
#include "benchmarks/timing.h"
#include "media/open_data.h"
#include "run/foresight.h"
#include "run/trainer.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <thread>

using namespace contrastlab;

namespace {

using Settings = std::vector<std::pair<const char*, const char*>>;

std::shared_ptr<const RunSetup> setupOf(const Settings& settings, bool toy)
{
    RunSpec spec;
    for (const auto& [key, text] : settings)
        if (assign(spec, key, text)) std::abort();
    auto dataset = std::make_shared<Dataset>();
    if (!toy) return std::make_shared<RunSetup>(spec, openData(spec).dataset);
    constexpr Index items = 2048 + 64;
    dataset->name = "random features";
    dataset->items = items;
    for (const auto& [name, width] : { std::pair("a", 64), std::pair("b", 32) }) {
        ModalityData modality;
        modality.name = name;
        modality.features = featuresInMemory(normalNumbers(items, width, std::uint64_t(width)));
        dataset->modalities.push_back(std::move(modality));
    }
    return std::make_shared<RunSetup>(spec, dataset);
}

/// A run that trains on all processors, and how many steps it has done.
class Training {
public:
    Training(std::shared_ptr<const RunSetup> setup, const Checkpoint& from)
        : m_thread([this, setup = std::move(setup), from](const std::stop_token& stop) {
            ThreadPool pool(0);
            Trainer trainer(setup, pool, from);
            while (!stop.stop_requested()) {
                trainer.step();
                ++m_steps;
            }
        })
    {
    }
    [[nodiscard]] std::int64_t steps() const { return m_steps; }

private:
    std::atomic<std::int64_t> m_steps { 0 };
    std::jthread m_thread;
};

double rateDuring(const Training& training, const std::function<void()>& work)
{
    const std::int64_t before = training.steps();
    const double seconds = secondsOf(work);
    return double(training.steps() - before) / seconds;
}

void measure(
    const char* name, const std::shared_ptr<const RunSetup>& setup, int repetitions, int niceness)
{
    ThreadPool one(1), all(0);
    Trainer trainer(setup, one);
    for (int i = 0; i < 10; ++i)
        trainer.step();
    const Checkpoint from = trainer.checkpoint();
    const ForesightPlan plan { "temperature", { 0.02, 0.04, 0.07, 0.12, 0.2 }, 200, 3 };
    Foresight seen;
    std::vector<double> plain, alone, worked;
    for (int i = 0; i < repetitions; ++i) {
        const std::clock_t before = std::clock();
        alone.push_back(secondsOf([&] { seen = foresee(setup, from, plan, all); }));
        worked.push_back(double(std::clock() - before) / CLOCKS_PER_SEC);
        Trainer again(setup, one, from);
        plain.push_back(secondsOf([&] {
            for (std::size_t step = 0; step < 5 * seen.ghosts[0].steps.size(); ++step)
                again.step();
        }));
    }
    std::printf("%-10s alone, %d threads: 5 x %zu steps in %5.0f ms, %.2f of plain steps on one, "
                "%.0f ms of processors\n",
        name, all.threads(), seen.ghosts[0].steps.size(), 1e3 * medianOf(alone),
        medianOf(alone) / medianOf(plain), 1e3 * medianOf(worked));
    const Training training(setup, from);
    NewestTask task;
    task.submit([niceness] { standBack(niceness); });
    std::vector<double> beside, kept;
    for (int i = 0; i < repetitions; ++i) {
        const double rest = rateDuring(
            training, [] { std::this_thread::sleep_for(std::chrono::milliseconds(700)); });
        const double busy = rateDuring(training, [&] {
            beside.push_back(secondsOf([&] {
                task.submit([&] {
                    ThreadPool pool(0);
                    seen = foresee(setup, from, plan, pool);
                });
                while (!task.waitUntilIdle(std::chrono::minutes(1))) { }
            }));
        });
        kept.push_back(busy / rest);
    }
    std::printf("%-10s beside training, niceness %d: 5 x %zu steps in %5.0f ms, training keeps "
                "%.0f %%\n",
        name, niceness, seen.ghosts[0].steps.size(), 1e3 * medianOf(beside), 100 * medianOf(kept));
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv)
{
    const int niceness = argc > 1 ? std::atoi(argv[1]) : foresightNiceness;
    measure(
        "synthetic", setupOf({ { "dataset", "synthetic" }, { "steps", "0" } }, false), 7, niceness);
    measure("toy",
        setupOf({ { "feature_tower", "linear" }, { "embedding_width", "16" },
                    { "batch_size", "128" }, { "optimizer", "adam" }, { "weight_decay", "0" },
                    { "held_out", "64" }, { "schedule", "constant" }, { "steps", "0" } },
            true),
        7, niceness);
    measure("emoji", setupOf({ { "steps", "0" } }, false), 1, niceness);
    return 0;
}
