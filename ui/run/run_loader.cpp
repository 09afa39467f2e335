// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is handed to the other thread owns copies of all it touches.
#include "run/run_loader.h"

#include "analysis/probe_frame.h"

#include <algorithm>
#include <utility>

namespace contrastlab {

namespace {

// Whether the data of one spec serve the other.
bool sameData(const RunSpec& a, const RunSpec& b)
{
    if (a.data() != b.data()) return false;
    for (const char* key : { "seed", "word_vectors" })
        if (a.value(key) != b.value(key)) return false;
    return std::ranges::all_of(parameterTable(), [&](const Parameter& parameter) {
        return parameter.section != Section::data
            || a.value(parameter.key) == b.value(parameter.key);
    });
}

// A run of other content must not take them.
bool serves(const PreparedRun& there, const std::optional<RunLoader::Recorded>& recorded)
{
    return !recorded || there.data.dataset->digest == recorded->file->data().digest;
}

} // namespace

RunLoader::Prepare RunLoader::begin(const RunSpec& spec, const std::optional<Recorded>& recorded)
{
    const auto there = m_ready ? m_ready : m_before ? m_before->ready : nullptr;
    const bool same = there && sameData(there->setup->spec(), spec) && serves(*there, recorded);
    const auto open = same ? there : nullptr;
    cancel();
    m_stop = {};
    m_ready = nullptr;
    m_prepared = std::make_shared<LatestValue<PreparedRun>>();
    m_progress = std::make_shared<LatestValue<LoadProgress>>();
    m_failure = std::make_shared<LatestValue<LoadFailure>>();
    return [spec, open, recorded, prepared = m_prepared, progress = m_progress, failure = m_failure,
               stop = m_stop.get_token()] {
        const auto report = [&](const LoadProgress& p) {
            progress->publish(std::make_shared<LoadProgress>(p));
        };
        try {
            OpenedData data = open ? open->data
                : recorded ? openRunData(recorded->path, *recorded->file, spec, report, stop)
                           : openData(spec, report, stop);
            const auto setup = std::make_shared<const RunSetup>(spec, data.dataset);
            const TrainedPair pair = setup->pairs().front();
            prepared->publish(std::make_shared<PreparedRun>(
                PreparedRun { setup, std::move(data), chooseProbes(*setup),
                    { findDuplicates(*setup, pair.a), findDuplicates(*setup, pair.b) } }));
            return setup;
        } catch (...) {
            failure->publish(std::make_shared<LoadFailure>(failureFrom(std::current_exception())));
            throw;
        }
    };
}

bool RunLoader::poll()
{
    if (m_ready || !m_prepared) return false;
    m_ready = m_prepared->latest();
    if (m_ready) m_before.reset();
    return m_ready != nullptr;
}

std::optional<LoadProgress> RunLoader::progress() const
{
    const auto latest = m_progress ? m_progress->latest() : nullptr;
    return latest && !m_ready ? std::optional(*latest) : std::nullopt;
}

std::shared_ptr<const LoadFailure> RunLoader::failure() const
{
    return m_failure && !m_ready ? m_failure->latest() : nullptr;
}

RunLoader::Before RunLoader::returnToBefore()
{
    Before before = *std::exchange(m_before, std::nullopt);
    m_ready = before.ready;
    return before;
}

void RunLoader::adopt(std::shared_ptr<const PreparedRun> ready)
{
    cancel();
    m_before.reset();
    m_prepared.reset();
    m_progress.reset();
    m_failure.reset();
    m_ready = std::move(ready);
}

} // namespace contrastlab
