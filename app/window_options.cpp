// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// CLI11 reads what Qt has left.
#include "window_options.h"

#include "flags.h"
#include "spec_options.h"

#include <cstdio>

namespace contrastlab {

namespace {

QSize sizeFrom(const std::string& text, ProblemLog& log)
{
    int width = 0, height = 0;
    char more = 0;
    const int read = std::sscanf(text.c_str(), "%dx%d%c", &width, &height, &more);
    if (read != 2 || width < 400 || height < 300 || width > 20000 || height > 20000)
        log.add(Problem { "--size", text, "WIDTHxHEIGHT, from 400x300 to 20000x20000" });
    return { width, height };
}

std::vector<std::string> viewKeys()
{
    return { "parameters", "loss", "heatmap", "items", "projection", "diagnostics", "search",
        "anatomy", "reconstructions", "few_labels", "lessons", "item", "runs" };
}

// FIRST:LAST:EVERY, or one step.
std::vector<std::int64_t> stepsFrom(const std::string& text, ProblemLog& log)
{
    constexpr std::int64_t most = 100000;
    long long first = 0, last = 0, every = 1;
    char more = 0;
    const int read = std::sscanf(text.c_str(), "%lld:%lld:%lld%c", &first, &last, &every, &more);
    if (read == 1) return { first };
    const bool good = (read == 2 || read == 3) && first >= 0 && last >= first && every > 0
        && (last - first) / every < most;
    std::vector<std::int64_t> steps;
    if (!good)
        log.add(Problem { "--step", text, "N, or FIRST:LAST:EVERY, of at most 100000 steps" });
    for (long long step = first; good && step <= last; step += every)
        steps.push_back(step);
    return steps;
}

WindowOptions readRenderLine(int argc, char** argv)
{
    WindowOptions options;
    RenderOptions render;
    CLI::App app("Draw a view of a recorded run: one step as a picture, many as PNGs or a film",
        "contrastlab render");
    std::string run, output, step, size, language, theme, threads;
    app.add_option("view", render.view, "which view")->required()->check(oneOf(viewKeys()));
    app.add_option("run", run, "a run file, RUN.clab")->required();
    app.add_option("--output", output,
           "F.png, F.svg or F.pdf; of several steps F.gif, F.mp4 (ffmpeg) or a folder of PNGs")
        ->required();
    app.add_option("--step", step, "N, or FIRST:LAST:EVERY; default: the last");
    app.add_option("--size", size, "of the view, as 960x640");
    app.add_option("--scale", render.scale, "pixels for one, of PNG [1]")
        ->check(CLI::Range(0.25, 16.0));
    app.add_option("--rate", render.framesPerSecond, "pictures a second of a film [25]")
        ->check(CLI::Range(0.1, 120.0));
    app.add_option("--language", language, "en, zh_CN")->check(oneOf({ "en", "zh_CN" }));
    app.add_option("--theme", theme, "light, dark")->check(oneOf({ "light", "dark" }));
    addThreadsFlag(app, threads);
    ProblemLog log("contrastlab");
    try {
        app.parse(argc, argv);
        options.threads = threadsFrom(threads, log);
        if (!size.empty()) render.size = sizeFrom(size, log);
        if (!step.empty()) render.steps = stepsFrom(step, log);
    } catch (const CLI::Success& done) {
        options.exitStatus = app.exit(done);
    } catch (const std::exception& error) {
        log.add(error.what());
    }
    if (!log.empty()) options.exitStatus = 2;
    render.output = QString::fromStdString(output);
    options.render = std::move(render);
    options.runFile = QString::fromStdString(run);
    options.language = QString::fromStdString(language);
    options.theme = QString::fromStdString(theme);
    return options;
}

} // namespace

WindowOptions readCommandLine(int argc, char** argv)
{
    if (argc > 1 && std::string_view(argv[1]) == "render")
        return readRenderLine(argc - 1, argv + 1);
    WindowOptions options;
    CLI::App app("ContrastLab: watch multimodal contrastive learning, and change it while it runs",
        "contrastlab");
    SpecOptions spec;
    std::string size, language, theme, screenshot, threads;
    addSpecOptions(app, spec);
    addThreadsFlag(app, threads);
    std::string runFile;
    app.add_option("run", runFile, "a run file to open, RUN.clab");
    app.allow_extras(); // told with all other problems
    app.add_option(
        "--screenshot", screenshot, "train, draw the window to this PNG file, and leave");
    app.add_option(
           "--view", options.view, "draw this view alone (PNG, SVG or PDF) instead of the window")
        ->check(oneOf(viewKeys()));
    app.add_option("--scale", options.scale, "of that view as PNG: so many pixels for one [2]")
        ->check(CLI::Range(0.25, 16.0));
    app.add_option("--after-steps", options.afterSteps, "steps before the screenshot")
        ->check(wholeNumber(0, std::int64_t(1) << 40));
    app.add_option("--size", size, "of the window, as 1600x1000");
    app.add_option("--language", language, "of the window: en, zh_CN")
        ->check(oneOf({ "en", "zh_CN" }));
    app.add_option("--theme", theme, "of the window")->check(oneOf({ "system", "light", "dark" }));
    app.set_version_flag("--version", std::string(CONTRASTLAB_VERSION));
    ProblemLog log("contrastlab");
    try {
        app.parse(argc, argv);
        for (const std::string& line : unknownArguments(app))
            log.add(line);
        options.threads = threadsFrom(threads, log);
        if (!size.empty()) options.size = sizeFrom(size, log);
        options.spec = specFrom(spec, log).spec;
    } catch (const CLI::Success& done) {
        options.exitStatus = app.exit(done);
    } catch (const std::exception& error) {
        log.add(error.what());
    }
    if (!log.empty()) options.exitStatus = 2;
    options.runFile = QString::fromStdString(runFile);
    options.language = QString::fromStdString(language);
    options.theme = QString::fromStdString(theme);
    options.screenshot = QString::fromStdString(screenshot);
    return options;
}

} // namespace contrastlab
