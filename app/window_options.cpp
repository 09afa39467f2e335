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

} // namespace

WindowOptions readCommandLine(int argc, char** argv)
{
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
        ->check(oneOf({ "parameters", "loss", "heatmap", "items", "projection", "diagnostics",
            "search", "anatomy", "reconstructions", "few_labels", "lessons", "item" }));
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
