// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What was trained after the last state of which everything is recorded is trained again.
#include "resumption.h"

#include "base/engine_level.h"
#include "base/problem.h"
#include "loading_line.h"
#include "media/open_run_data.h"
#include "run/drive.h"
#include "run/memory_need.h"
#include "run/precision.h"
#include "run/replay.h"
#include "store/run_store.h"

#include <cstdio>

namespace contrastlab {

namespace {

void requireResumable(const ResumeOptions& options, const StoredRun& stored)
{
    const RunOutcome outcome = stored.run->outcome();
    const auto last = stored.run->steps.last();
    const std::int64_t end = last ? last->step : 0;
    if (options.step > end)
        throw InputError(options.file, "step " + std::to_string(options.step),
            "expected a step that the run has done, at most " + std::to_string(end));
    if (options.step < 0 && outcome.kind == RunOutcome::Kind::diverged)
        throw InputError(options.file, "step " + std::to_string(outcome.step),
            "expected a run that can go on; it diverged there: name an earlier --step, and another "
            "file with --output");
}

std::shared_ptr<const Checkpoint> stateToGoOnFrom(const ResumeOptions& options, const Run& run,
    const std::shared_ptr<const RunSetup>& setup, ThreadPool& pool)
{
    auto from = options.step < 0 ? resumptionOf(run, setup, pool)
                                 : replayTo(options.step, run, setup, pool);
    if (!from)
        throw InputError(options.file,
            options.step < 0 ? "" : "step " + std::to_string(options.step),
            "expected a checkpoint at or before it, found none");
    return from;
}

// Only what changes; the data are there already.
std::shared_ptr<const Checkpoint> changed(const std::shared_ptr<const Checkpoint>& from,
    const GivenSpec& given, const std::shared_ptr<const RunSetup>& setup, ThreadPool& pool,
    std::vector<RunEvent>& events)
{
    std::vector<Problem> problems;
    Trainer trainer(setup, pool, *from);
    for (const std::string& key : given.keys)
        if (key != "dataset")
            if (auto problem = makeChange(trainer, { key, given.spec.value(key) }, events))
                problems.push_back(std::move(*problem));
    if (!problems.empty()) throw SpecError(given.located(std::move(problems)));
    return events.empty() ? from : std::make_shared<Checkpoint>(trainer.checkpoint());
}

} // namespace

Resumption resume(const ResumeOptions& options, const GivenSpec& given, bool replaces, int threads)
{
    const StoredRun stored = readRun(options.file);
    requireWeights(options.file, *stored.file);
    requireResumable(options, stored);
    if (const std::string& level = stored.file->engineLevel();
        !level.empty() && level != engineLevel())
        std::fprintf(stderr,
            "contrastlab-cli: the run was trained on %s, this machine computes on %s: numbers "
            "differ "
            "in their last digits\n",
            level.c_str(), std::string(engineLevel()).c_str());
    const RunSpec spec = specOfRecorded(
        *stored.file, given.keys.contains("dataset") ? given.spec.text("dataset") : "");
    Resumption resumption;
    resumption.data = openRunData(options.file, *stored.file, spec, progressOnStandardError());
    resumption.setup = setupOf(options.file, spec, resumption.data.dataset);
    requireMemory(*resumption.setup);
    ThreadPool pool(threads);
    const auto state = stateToGoOnFrom(options, *stored.run, resumption.setup, pool);
    std::vector<RunEvent> events;
    resumption.from = changed(state, given, resumption.setup, pool, events);
    if (auto problem = precisionProblem(resumption.from->spec))
        throw SpecError({ std::move(*problem) });
    resumption.run = std::make_shared<Run>(*stored.run, *state);
    for (const RunEvent& event : events)
        resumption.run->events.append(event);
    if (!events.empty()) resumption.run->keep(resumption.from);
    if (replaces) resumption.run->takeIdentity(stored.run->identity());
    return resumption;
}

} // namespace contrastlab
