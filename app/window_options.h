// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The command line of the window program. Plain values.
#pragma once

#include "run/run_spec.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace contrastlab {

/// A moment of a run: of the one that is rendered, or of another file.
struct RenderedMoment {
    QString file; ///< empty: the same run
    std::int64_t step = -1; ///< -1: the last
};

/// What is drawn of a recorded run, and of which steps.
struct RenderOptions {
    std::vector<std::string> views; ///< keys of docks, from left to right; not none
    std::vector<std::int64_t> steps; ///< rising; empty: the last
    QString output; ///< F.png, F.svg, F.pdf of one step; F.gif, F.mp4 or a folder of several
    QSize size { 960, 640 }; ///< of each view
    double scale = 1; ///< pixels for one, of PNG
    double framesPerSecond = 25; ///< of a film
    std::optional<RenderedMoment> against; ///< that the matrix is a difference to
    bool tellsProgress = false; ///< a line a picture on standard output
};

struct WindowOptions {
    RunSpec spec;
    int threads = 0;
    QString runFile; ///< that is opened; empty: a new run
    QStringList moreFiles; ///< that are opened after it: runs and lessons
    QString language; ///< empty: as the settings say
    QString theme;
    QSize size;
    QString screenshot; ///< a file; empty: none
    std::string view; ///< that alone is drawn: a key of its dock; empty: the window
    double scale = 2; ///< of a view alone as PNG
    std::int64_t afterSteps = 200;
    bool check = false; ///< tries what the machine has, in place of a window
    std::optional<RenderOptions> render; ///< in place of all else
    std::optional<int> exitStatus; ///< set where there is nothing more to do
};

/// Prints help and errors. What is wrong becomes a line a problem on standard error and exit
/// status 2.
WindowOptions readCommandLine(int argc, char** argv);

} // namespace contrastlab
