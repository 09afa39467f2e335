// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// CLI11 reads what Qt has left.
#include "window_options.h"

#include "spec_options.h"

#include <cstdio>

namespace contrastlab {

namespace {

QSize sizeFrom(const std::string& text)
{
    int width = 0, height = 0;
    char more = 0;
    const int read = std::sscanf(text.c_str(), "%dx%d%c", &width, &height, &more);
    if (read != 2 || width < 400 || height < 300 || width > 20000 || height > 20000)
        throw SpecError({ { "--size", text, "WIDTHxHEIGHT, from 400x300 to 20000x20000" } });
    return { width, height };
}

} // namespace

WindowOptions readCommandLine(int argc, char** argv)
{
    WindowOptions options;
    CLI::App app("ContrastLab: watch multimodal contrastive learning, and change it while it runs",
        "contrastlab");
    SpecOptions spec;
    std::string size, language, theme, screenshot;
    addSpecOptions(app, spec);
    app.add_option("--threads", options.threads, "threads of the engine; 0: one a processor")
        ->check(CLI::Range(0, 1024));
    app.add_option(
        "--screenshot", screenshot, "train, draw the window to this PNG file, and leave");
    app.add_option("--after-steps", options.afterSteps, "steps before the screenshot")
        ->check(CLI::Range(std::int64_t(0), std::int64_t(1) << 40));
    app.add_option("--size", size, "of the window, as 1600x1000");
    app.add_option("--language", language, "of the window: en, zh_CN")
        ->check(CLI::IsMember({ "en", "zh_CN" }));
    app.add_option("--theme", theme, "of the window")
        ->check(CLI::IsMember({ "system", "light", "dark" }));
    app.set_version_flag("--version", std::string(CONTRASTLAB_VERSION));
    try {
        app.parse(argc, argv);
        if (!size.empty()) options.size = sizeFrom(size);
        options.spec = specFrom(spec);
    } catch (const CLI::Success& done) {
        options.exitStatus = app.exit(done);
    } catch (const CLI::Error& error) {
        std::fprintf(stderr, "contrastlab: %s\n", error.what());
        options.exitStatus = 2;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "contrastlab: %s\n", error.what());
        options.exitStatus = 2;
    }
    options.language = QString::fromStdString(language);
    options.theme = QString::fromStdString(theme);
    options.screenshot = QString::fromStdString(screenshot);
    return options;
}

} // namespace contrastlab
