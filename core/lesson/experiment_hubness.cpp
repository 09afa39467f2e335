// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Normal vectors about a common mean, seen twice with noise: no training.
#include "analysis/query_search.h"
#include "base/random.h"
#include "lesson/experiment_embeddings.h"
#include "lesson/retrieval_experiments.h"

namespace contrastlab {

namespace {

struct HubFindings {
    double hubness = 0;
    double recall = 0; // at 1
};

HubFindings findingsBy(ThreadPool& pool, const Matrix<float>& queries,
    const Matrix<float>& candidates, double temperature, RankBy by)
{
    constexpr std::size_t nearest = 10;
    const HubTable table = hubTable(pool, view(queries), view(candidates), temperature, by);
    std::vector<int> occurrences(static_cast<std::size_t>(candidates.rows()));
    HubFindings findings;
    for (Index q = 0; q < queries.rows(); ++q) {
        const auto best = nearestCandidates(
            pool, queries.row(q).transpose(), view(candidates), table.penalty, nearest)
                              .best;
        for (const FoundCandidate& candidate : best)
            ++occurrences[static_cast<std::size_t>(candidate.place)];
        findings.recall += best.front().place == q ? 1.0 / double(queries.rows()) : 0;
    }
    findings.hubness = skewness(occurrences);
    return findings;
}

std::map<std::string, double> findHubs(
    ThreadPool& pool, const std::map<std::string, double>& settings, std::uint64_t seed)
{
    const auto items = Index(settings.at("items")), width = Index(settings.at("dimension"));
    const double noise = settings.at("noise"), cone = settings.at("cone");
    RandomStream stream(seed, Purpose::noise);
    Matrix<float> queries(items, width), candidates(items, width);
    for (Index i = 0; i < items; ++i)
        for (Index j = 0; j < width; ++j) {
            const double shared = cone + stream.normal(); // a mean as long as the deviations
            queries(i, j) = float(shared + noise * stream.normal());
            candidates(i, j) = float(shared + noise * stream.normal());
        }
    queries = unitRowsOf(std::move(queries));
    candidates = unitRowsOf(std::move(candidates));
    const auto by = [&](RankBy rank) {
        return findingsBy(pool, queries, candidates, settings.at("temperature"), rank);
    };
    const HubFindings cosine = by(RankBy::cosine), csls = by(RankBy::csls),
                      sinkhorn = by(RankBy::sinkhorn);
    return { { "hubness", cosine.hubness }, { "hubness_csls", csls.hubness },
        { "hubness_sinkhorn", sinkhorn.hubness }, { "recall", cosine.recall },
        { "recall_csls", csls.recall }, { "recall_sinkhorn", sinkhorn.recall } };
}

} // namespace

Experiment hubnessExperiment()
{
    return { "hubness",
        "Normal vectors about a common mean, sought by noisy copies (Radovanovic et al. 2010; "
        "Conneau et al. 2018; arXiv 2508.02538)",
        { { "dimension", 64, 1, 1024 }, { "items", 500, 20, 1000 }, { "noise", 1, 0, 100 },
            { "cone", 1, 0, 100 }, { "temperature", 0.05, 0.001, 10 } },
        { "hubness", "hubness_csls", "hubness_sinkhorn", "recall", "recall_csls",
            "recall_sinkhorn" },
        &findHubs };
}

} // namespace contrastlab
