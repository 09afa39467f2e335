// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Opens a run file with its data and writes it as a page (report/report_page.h), with the pictures
// and captions of its items. Long for large data; belongs off the GUI thread.
#pragma once

#include "media/decode/item_media.h"
#include "media/listing/load_progress.h"
#include "report/report_page.h"
#include "store/run_store.h"

#include <string>

namespace contrastlab {

/// The run of a file with its data. Data that are not there, or have changed since, leave
/// `noData`; but where `dataset` says where they are (empty: where the run had them), that throws.
/// Throws InputError that names the file.
struct ReportedRun {
    ReportSource source;
    std::shared_ptr<const ItemMedia> media; ///< null where there is nothing to see
};
ReportedRun openForReport(
    const std::string& file, const std::string& dataset, const ProgressCallback& progress = {});

/// Looks the items up, makes the page and writes it whole or not at all. Throws InputError.
void writeRunReport(ThreadPool& pool, ReportedRun run, const std::string& path);

} // namespace contrastlab
