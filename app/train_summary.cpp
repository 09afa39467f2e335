// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Keys that are there are stable: scripts read them.
#include "train_summary.h"

#include "summary.h"

#include "base/engine_level.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>
#include <iostream>

namespace contrastlab {

namespace {

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

} // namespace

void printAdvice(const Run& run, const RunSpec& spec, const SearchFailures& failures)
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
    if (failures.count > 0)
        std::fprintf(stderr,
            "contrastlab-cli: the line search of %s found no step that lowers the loss at %lld of "
            "%lld steps, last at step %lld: the batch is at its minimum or at a kink; choose a "
            "smaller hold_batch, or adamw\n",
            spec.text("optimizer").c_str(), static_cast<long long>(failures.count),
            static_cast<long long>(outcome.step), static_cast<long long>(failures.last));
}

void printSummary(const Run& run, const RunSetup& setup, const SearchFailures& failures)
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
    if (run.outcome().kind == RunOutcome::Kind::failed) json["message"] = run.outcome().message;
    if (failures.count > 0) json["line_search_failures"] = failures.count;
    std::cout << lineOf(json) << std::endl;
}

} // namespace contrastlab
