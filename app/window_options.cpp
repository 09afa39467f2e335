// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// CLI11 reads what Qt has left.
#include "window_options.h"

#include "flag_facts.h"
#include "flags.h"
#include "printed_pages.h"
#include "spec_options.h"

#include "store/program_version.h"

#include <algorithm>
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
        "anatomy", "reconstructions", "few_labels", "sweep", "lessons", "item", "runs" };
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

// VIEW,VIEW ..., known ones.
std::vector<std::string> viewsFrom(const std::string& text, ProblemLog& log)
{
    std::vector<std::string> views = CLI::detail::split(text, ',');
    for (auto view = views.begin(); view != views.end(); ++view)
        if (std::find(views.begin(), view, *view) != view)
            log.add(Problem { "view", *view, "each view once" });
    return views;
}

// STEP, FILE or FILE@STEP.
RenderedMoment momentFrom(const std::string& text, ProblemLog& log)
{
    const std::size_t at = text.rfind('@');
    const bool isStep = text.find_first_not_of("0123456789") == std::string::npos;
    std::string step = isStep ? text : std::string(), file = isStep ? std::string() : text;
    if (!isStep && at != std::string::npos
        && text.find_first_not_of("0123456789", at + 1) == std::string::npos) {
        step = text.substr(at + 1);
        file = text.substr(0, at);
    }
    RenderedMoment moment { QString::fromStdString(file), -1 };
    long long number = -1;
    if (!step.empty() && std::sscanf(step.c_str(), "%lld", &number) == 1) moment.step = number;
    if (text.empty() || (file.empty() && moment.step < 0))
        log.add(Problem { "--against", text, "STEP, RUN.clab or RUN.clab@STEP" });
    return moment;
}

// The command line of render, as text where problems are told later.
struct RenderLine {
    RenderOptions render;
    std::string views, run, output, step, size, against, language, theme, threads;
};

CLI::App* addRenderCommand(CLI::App& program, RenderLine& line)
{
    CLI::App* command = program.add_subcommand(
        "render", "Draw views of a recorded run: one step as a picture, many as PNGs or a film");
    command
        ->add_option(
            "view", line.views, "which view, or several side by side, as heatmap,projection")
        ->required()
        ->check(someOf(viewKeys()));
    command->add_option("run", line.run, "a run file, RUN.clab")->required();
    command
        ->add_option("--output", line.output,
            "F.png, F.svg or F.pdf; of several steps F.gif, F.mp4 (ffmpeg) or a folder of PNGs")
        ->required();
    command->add_option("--step", line.step, "N, or FIRST:LAST:EVERY; default: the last");
    command->add_option("--size", line.size, "of each view, as 960x640");
    command->add_option("--against", line.against,
        "the matrix as its difference to another moment: STEP, RUN.clab or RUN.clab@STEP");
    command->add_flag("--progress", line.render.tellsProgress, "say how many pictures are done");
    command->add_option("--scale", line.render.scale, "pixels for one, of PNG [1]")
        ->check(CLI::Range(0.25, 16.0));
    command->add_option("--rate", line.render.framesPerSecond, "pictures a second of a film [25]")
        ->check(CLI::Range(0.1, 120.0));
    command->add_option("--language", line.language, "en, zh_CN")->check(oneOf({ "en", "zh_CN" }));
    command->add_option("--theme", line.theme, "light, dark")->check(oneOf({ "light", "dark" }));
    addThreadsFlag(*command, line.threads);
    command->allow_extras(); // told with all other problems
    return command;
}

WindowOptions optionsOf(RenderLine line, ProblemLog& log)
{
    WindowOptions options;
    options.threads = threadsFrom(line.threads, log);
    if (!line.size.empty()) line.render.size = sizeFrom(line.size, log);
    if (!line.step.empty()) line.render.steps = stepsFrom(line.step, log);
    line.render.views = viewsFrom(line.views, log);
    if (!line.against.empty()) {
        line.render.against = momentFrom(line.against, log);
        if (std::ranges::find(line.render.views, "heatmap") == line.render.views.end())
            log.add(Problem { "--against", line.against, "with the view heatmap" });
    }
    line.render.output = QString::fromStdString(line.output);
    options.render = std::move(line.render);
    options.runFile = QString::fromStdString(line.run);
    options.language = QString::fromStdString(line.language);
    options.theme = QString::fromStdString(line.theme);
    return options;
}

// The command line of the window, likewise.
struct WindowLine {
    SpecOptions spec;
    std::vector<std::string> files;
    std::string size, language, theme, screenshot, threads, page;
};

void addWindowOptions(CLI::App& app, WindowLine& line, WindowOptions& options)
{
    addSpecOptions(app, line.spec);
    addThreadsFlag(app, line.threads);
    app.add_option("files", line.files, "files to open: runs (RUN.clab) and lessons (X.lesson)");
    app.allow_extras(); // told with all other problems
    app.add_option(
        "--screenshot", line.screenshot, "train, draw the window to this PNG file, and leave");
    app.add_option(
           "--view", options.view, "draw this view alone (PNG, SVG or PDF) instead of the window")
        ->check(oneOf(viewKeys()));
    app.add_option("--scale", options.scale, "of that view as PNG: so many pixels for one [2]")
        ->check(CLI::Range(0.25, 16.0));
    app.add_option("--after-steps", options.afterSteps, "steps before the screenshot")
        ->check(wholeNumber(0, std::int64_t(1) << 40));
    app.add_option("--size", line.size, "of the window, as 1600x1000");
    app.add_option("--language", line.language, "of the window: en, zh_CN")
        ->check(oneOf({ "en", "zh_CN" }));
    app.add_option("--theme", line.theme, "of the window")
        ->check(oneOf({ "system", "light", "dark" }));
    app.set_version_flag("--version", versionText());
    addPrintFlag(app, line.page);
    app.add_flag("--check", options.check,
        "try all that the program takes from this machine, a line each, and leave");
}

// The first run takes the place of a new one.
void takeFiles(const std::vector<std::string>& files, WindowOptions& options)
{
    for (const std::string& name : files) {
        const QString file = QString::fromStdString(name);
        if (options.runFile.isEmpty() && !file.endsWith(QLatin1String(".lesson")))
            options.runFile = file;
        else
            options.moreFiles << file;
    }
}

void takeWindowLine(const WindowLine& line, WindowOptions& options, ProblemLog& log)
{
    options.threads = threadsFrom(line.threads, log);
    if (!line.size.empty()) options.size = sizeFrom(line.size, log);
    options.spec = specFrom(line.spec, log).spec;
    takeFiles(line.files, options);
    options.language = QString::fromStdString(line.language);
    options.theme = QString::fromStdString(line.theme);
    options.screenshot = QString::fromStdString(line.screenshot);
}

ManualNotes manualNotes()
{
    return { .description = { "A window that shows how an embedding space forms: two or three "
                              "towers learn which pictures, texts, sounds or vectors belong "
                              "together, and every parameter can be changed while they do. "
                              "Without arguments it trains on its embedded data; data of one's "
                              "own are dropped on it.",
                 "With --screenshot or render it draws to a file and leaves; neither needs a "
                 "display." },
        .exitStatus = { { "0", "The window was closed, or what was asked for is done." },
            { "2",
                "Something of the command line or of a file is wrong, or there is no display." } },
        .files = { { "~/.config/ContrastLab/ContrastLab.ini", "What the window remembers." },
            { "~/.local/share/contrastlab/runs",
                "Recordings of runs, bounded in size; the newest goes on where it was cut off." } },
        .examples = { { "contrastlab --dataset photos/captions.csv", "Trains on a table." },
            { "contrastlab run.clab", "Opens a recorded run." },
            { "contrastlab render loss run.clab --output loss.svg", "Draws a view of it." } },
        .seeAlso = "contrastlab-cli(1)" };
}

} // namespace

WindowOptions readCommandLine(int argc, char** argv)
{
    WindowOptions options;
    CLI::App app("ContrastLab: watch multimodal contrastive learning, and change it while it runs",
        "contrastlab");
    WindowLine line;
    RenderLine renderLine;
    addWindowOptions(app, line, options);
    const CLI::App* render = addRenderCommand(app, renderLine);
    ProblemLog log("contrastlab");
    try {
        app.parse(argc, argv);
        for (const CLI::App* command : commandsOf(app))
            for (const std::string& problem : unknownArguments(*command))
                log.add(problem);
        if (render->parsed())
            options = optionsOf(std::move(renderLine), log);
        else
            takeWindowLine(line, options, log);
    } catch (const CLI::Success& done) {
        options.exitStatus = app.exit(done);
    } catch (const std::exception& error) {
        log.add(error.what());
    }
    if (!log.empty()) options.exitStatus = 2;
    if (!line.page.empty() && log.empty()) {
        std::fputs(printedPage(line.page, app, manualNotes()).c_str(), stdout);
        options.exitStatus = 0;
    }
    return options;
}

} // namespace contrastlab
