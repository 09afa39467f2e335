// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run that has ended on data whose captions name classes, as the views take one from a file.
#pragma once

#include "run/run_moment.h"
#include "support/class_data.h"
#include "support/small_run.h"

namespace contrastlab {

struct ClassRun {
    std::shared_ptr<Run> run;
    MomentData data;

    /// 60 steps, with frames of steps 30 and 60 in the run's log.
    ClassRun(std::initializer_list<std::pair<const char*, std::string>> changes = {})
    {
        const auto dataset = test::classData(200);
        for (Index i = 0; i < dataset->items; ++i) {
            dataset->labels.push_back(int(i % 5));
            dataset->itemNames.push_back({ test::classes[i % 5], {} });
        }
        for (const char* name : test::classes)
            dataset->labelNames.push_back({ name, {} });
        RunSpec spec =
            smallSpec({ { "held_out", "40" }, { "steps", "60" }, { "learning_rate", "0.01" } });
        for (const auto& [key, text] : changes)
            if (const auto problem = assign(spec, key, text)) throw SpecError({ *problem });
        const auto setup = std::make_shared<RunSetup>(spec, dataset);
        run = std::make_shared<Run>(spec);
        data = { setup, nullptr, chooseProbes(*setup) };
        ThreadPool pool(1);
        Trainer trainer(setup, pool);
        RunRecorder recorder(*run, nullptr, &evaluatePart);
        recorder.onStart(trainer);
        while (!trainer.finished()) {
            recorder.onStep(trainer.step(), trainer);
            if (trainer.steps() % 30 != 0) continue;
            const auto before = run->frames.newest();
            run->frames.append(
                analyseProbes(pool, *setup, data.probes, trainer.checkpoint(), before.get()));
        }
        recorder.onFinish({ RunOutcome::Kind::completed, trainer.steps(), {}, {} }, trainer);
    }
};

} // namespace contrastlab
