// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The layouts are in analysis/projection.h; here are their settings as --set knows them.
#include "project_command.h"

#include "analysis/map_quality.h"
#include "analysis/projection.h"
#include "assignments.h"
#include "base/engine_level.h"
#include "flags.h"
#include "store/npy.h"
#include "summary.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <iostream>

namespace contrastlab {

namespace {

using Json = nlohmann::ordered_json;

/// The points, and what there is to say of how they were made.
struct Layout {
    Matrix<float> points;
    Json notes;
};

Layout pcaLayout(ThreadPool& pool, ConstMatrixView<float> rows, const ProjectOptions& options)
{
    applyAssignments(options.assignments, {});
    const PcaBasis basis = fitPca<float>(pool, rows, options.dims);
    return { projectOn<float>(basis, rows), { { "explained", basis.explained } } };
}

Layout tsneLayout(ThreadPool& pool, ConstMatrixView<float> rows, const ProjectOptions& options)
{
    TsneSettings settings;
    double iterations = settings.iterations;
    applyAssignments(options.assignments,
        { { "perplexity", &settings.perplexity, 1, 1000 },
            { "iterations", &iterations, 1, 100000, true },
            { "exaggeration", &settings.exaggeration, 1, 100 },
            { "learning_rate", &settings.learningRate, 0, 1e6 },
            { "theta", &settings.theta, 0, 1 } });
    settings.iterations = static_cast<int>(iterations);
    return { tsne(pool, rows, options.dims, settings),
        { { "perplexity", perplexityFor(rows.rows(), settings) },
            { "iterations", settings.iterations } } };
}

Layout umapLayout(ThreadPool& pool, ConstMatrixView<float> rows, const ProjectOptions& options)
{
    UmapSettings settings;
    double neighbours = settings.neighbours;
    double epochs = settings.epochs;
    double negatives = settings.negatives;
    applyAssignments(options.assignments,
        { { "neighbours", &neighbours, 2, 1000, true },
            { "min_distance", &settings.minDistance, 0, 10 },
            { "spread", &settings.spread, 0.01, 10 }, { "epochs", &epochs, 0, 100000, true },
            { "negatives", &negatives, 0, 100, true },
            { "learning_rate", &settings.learningRate, 1e-6, 100 } });
    settings.neighbours = static_cast<int>(neighbours);
    settings.epochs = static_cast<int>(epochs);
    settings.negatives = static_cast<int>(negatives);
    return { umap(pool, rows, options.dims, options.seed, settings),
        { { "neighbours", neighboursFor(rows.rows(), settings) },
            { "min_distance", settings.minDistance } } };
}

Layout layoutOf(ThreadPool& pool, ConstMatrixView<float> rows, const ProjectOptions& options)
{
    if (options.method == "tsne") return tsneLayout(pool, rows, options);
    if (options.method == "umap") return umapLayout(pool, rows, options);
    return pcaLayout(pool, rows, options);
}

} // namespace

int runProject(const ProjectOptions& options)
{
    const auto began = std::chrono::steady_clock::now();
    const Matrix<float> rows = readNpy<float>(options.input);
    ThreadPool pool(options.threads);
    const Layout layout = layoutOf(pool, view(rows), options);
    writeNpy<float>(options.output, view(layout.points));
    Json json { { "method", options.method }, { "n", rows.rows() }, { "d", rows.cols() },
        { "dims", options.dims } };
    json.update(layout.notes);
    if (options.quality) {
        const MapQuality quality = mapQuality(pool, view(rows), view(layout.points));
        json["trustworthiness"] = quality.trustworthiness;
        json["continuity"] = quality.continuity;
        json["neighbour_overlap"] = quality.neighbourOverlap;
    }
    json["engine"] = engineLevel();
    json["seconds"] =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    std::cout << lineOf(json) << std::endl;
    return exitDone;
}

void addProjectCommand(CLI::App& program, CommandAction& action)
{
    CLI::App* command = program.add_subcommand("project", "Embeddings of a .npy file as points");
    const auto options = std::make_shared<ProjectOptions>();
    command->add_option("--input", options->input, "N x d embeddings (.npy)")->required();
    command->add_option("--output", options->output, "N x dims points (.npy, single precision)")
        ->required();
    command
        ->add_option("--method", options->method,
            "pca: axes of largest variance; tsne and umap: neighbours stay neighbours")
        ->check(oneOf({ "pca", "tsne", "umap" }))
        ->capture_default_str();
    command->add_option("--dims", options->dims, "Coordinates of a point: 2 or 3")
        ->check(wholeNumber(2, 3))
        ->capture_default_str();
    command->add_option("--seed", options->seed, "Of umap; pca and tsne draw no random numbers")
        ->check(wholeNumber(0))
        ->capture_default_str();
    command
        ->add_option("--set", options->assignments,
            "tsne: perplexity, iterations, exaggeration, learning_rate, theta; umap: neighbours, "
            "min_distance, spread, epochs, negatives, learning_rate")
        ->expected(1)
        ->take_all();
    command->add_flag("--quality", options->quality,
        "Print how well the 15 nearest points are the 15 nearest rows: trustworthiness, continuity "
        "and overlap");
    command->add_option("--threads", options->threads, "0: one a processor")
        ->check(wholeNumber(0, 1024))
        ->capture_default_str();
    command->callback(
        [&action, options] { action = unlessWrong([options] { return runProject(*options); }); });
}

} // namespace contrastlab
