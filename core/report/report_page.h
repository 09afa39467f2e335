// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run as one HTML page that needs nothing else: curves, frames to scrub, items, events,
// parameters, and how to do it again. What opens data and draws pictures is media/run_report.h.
// Pure functions, any thread.
#pragma once

#include "analysis/probe_frame.h"
#include "report/report_frames.h"
#include "run/run.h"
#include "store/data_record.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

/// What people see of one item of the frames.
struct ReportItem {
    Index item = 0;
    DisplayName name; ///< may be empty
    std::vector<std::string> captions;
    int label = -1;
    std::string picture; ///< a data URI, or empty
};

struct ReportSource {
    std::shared_ptr<const Run> run;
    std::string program; ///< that trained it
    std::string engineLevel; ///< may be empty
    DataRecord data;
    std::shared_ptr<const RunSetup> setup; ///< null where the data are not there
    Message noData; ///< why they are not; empty where they are
    /// One a projection item of chooseProbes(setup), in their order; none without data.
    std::vector<ReportItem> items;
    /// The Chinese for a text of a context ("Parameter"), or the text itself.
    std::function<std::string(const char* context, const std::string& text)> chinese;
};

/// At most so long, whatever the run and its data.
constexpr std::size_t mostPageBytes = 5'000'000;

/// `page` is the page without the run: "@TITLE@" and "@RUN@" stand in it once each. Frames are
/// computed where the run has too few. Throws Interrupted with the pool.
std::string reportPage(ThreadPool& pool, const ReportSource& source, std::string_view page);

/// Text within an HTML element.
std::string htmlText(std::string_view text);
/// JSON as it may stand within a script element.
std::string scriptText(std::string_view json);

} // namespace contrastlab
