// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The run is read through its own locks, so the follower needs nothing from the training thread.
#include "store/run_store.h"

#include "store/run_writer.h"

#include <chrono>

namespace contrastlab {

namespace {

constexpr std::chrono::milliseconds appendEvery(500);

} // namespace

std::string programName()
{
    return "ContrastLab " CONTRASTLAB_VERSION;
}

std::vector<std::string> runFileTables()
{
    return { createTable<RunRow>("run"), createTable<StepMetrics>("steps"),
        createTable<EvaluationRow>("evaluations"), createTable<RecallRow>("recalls"),
        createTable<EventRow>("events"), createTable<CheckpointRow>("checkpoints"),
        createTable<PieceRow>("pieces"), createTable<EndingRow>("ending") };
}

void saveRun(const Run& run, const std::string& path, const std::string& dataDigest,
    std::shared_ptr<const Checkpoint> newest)
{
    RunFileWriter writer(run, path, dataDigest);
    writer.append(run, newest);
    writer.moveIntoPlace();
}

RunStore::RunStore(const Run& run, const std::string& path, const std::string& dataDigest)
    : m_run(run)
    , m_writer(std::make_unique<RunFileWriter>(run, path, dataDigest))
{
    m_writer->append(run);
    m_writer->moveIntoPlace();
    m_writer->reopen();
    m_thread = std::jthread([this](std::stop_token token) { follow(token); });
}

RunStore::~RunStore()
{
    try {
        if (m_writer) finish();
    } catch (const std::exception&) {
        // Whoever wants to hear of it calls finish().
    }
}

void RunStore::follow(std::stop_token token)
{
    std::unique_lock lock(m_mutex);
    while (!m_wake.wait_for(lock, token, appendEvery, [] { return false; })
        && !token.stop_requested()) {
        lock.unlock();
        std::optional<std::string> trouble;
        try {
            m_writer->append(m_run);
        } catch (const std::exception& error) {
            trouble = error.what();
        }
        lock.lock();
        m_trouble = std::move(trouble);
    }
}

void RunStore::stop()
{
    m_thread.request_stop();
    if (m_thread.joinable()) m_thread.join();
}

void RunStore::finish()
{
    stop();
    const auto writer = std::move(m_writer);
    writer->append(m_run);
    writer->close();
}

std::optional<std::string> RunStore::trouble() const
{
    const std::scoped_lock lock(m_mutex);
    return m_trouble;
}

} // namespace contrastlab
