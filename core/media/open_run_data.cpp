// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Problems of a recorded spec are those of the file.
#include "media/open_run_data.h"

#include "base/problem.h"
#include "media/recorded_items.h"
#include "run/foreign_run.h"
#include "store/data_record.h"

#include <utility>

namespace contrastlab {

RunSpec specOfRecorded(const RunFile& file, const std::string& dataset)
{
    RunSpec spec = file.record().spec;
    if (!dataset.empty()) spec.set("dataset", dataset);
    return spec;
}

OpenedData openRunData(const std::string& path, const RunFile& file, const RunSpec& spec,
    const ProgressCallback& progress, std::stop_token stop)
{
    if (isForeign(spec)) return openRecordedItems(path, file);
    requireSameSize(path, spec, file.data());
    try {
        OpenedData data = openData(spec, progress, std::move(stop));
        if (data.dataset->digest != file.data().digest)
            throw InputError(path, "dataset " + spec.text("dataset"),
                QT_TRANSLATE_NOOP("Message",
                    "expected the data that the run was trained on; they have changed since"));
        return data;
    } catch (const SpecError& error) {
        throw InputError(path, "spec", describe(error.problems().front()));
    }
}

void requireWeights(const std::string& path, const RunFile& file)
{
    if (file.isForeign())
        throw InputError(path, "",
            QT_TRANSLATE_NOOP("Message",
                "expected a run with weights; another program trained this one, and recorded "
                "embeddings alone"));
}

std::shared_ptr<const RunSetup> setupOf(
    const std::string& path, const RunSpec& spec, std::shared_ptr<const Dataset> dataset)
{
    try {
        return std::make_shared<RunSetup>(spec, std::move(dataset));
    } catch (const SpecError& error) {
        throw InputError(path, "spec", describe(error.problems().front()));
    }
}

} // namespace contrastlab
