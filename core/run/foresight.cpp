// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A trainer a ghost, on one thread at a time: results do not depend on the number of threads, and
// so small steps need no synchronisation within. A round is cut into shares of each ghost,
// whichever thread comes for them: five ghosts would else keep two threads as busy as six do.
#include "run/foresight.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <mutex>

namespace contrastlab {

namespace {

using Clock = std::chrono::steady_clock;

constexpr double secondsARound = 0.03; // between two reports
constexpr std::int64_t sharesARound = 4; // of each ghost

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

class GhostPath {
public:
    GhostPath(Ghost& ghost, std::string_view key, std::shared_ptr<const RunSetup> setup,
        const Checkpoint& from)
        : m_ghost(ghost)
        , m_trainer(std::move(setup), m_pool, from)
    {
        m_ghost.refusal = m_trainer.change(key, m_ghost.value);
    }

    [[nodiscard]] bool goesOn() const
    {
        return !m_ghost.refusal && !m_ghost.diverged && !m_trainer.finished();
    }
    void advance(std::int64_t steps, const std::stop_token& stop)
    {
        const std::scoped_lock lock(m_mutex);
        for (; steps > 0 && goesOn(); --steps) {
            if (stop.stop_requested()) throw Interrupted();
            m_ghost.steps.push_back(m_trainer.step(stop));
            m_ghost.diverged = !m_trainer.healthy();
        }
    }

private:
    Ghost& m_ghost;
    ThreadPool m_pool;
    Trainer m_trainer;
    std::mutex m_mutex; ///< held by whoever advances it
};

// As many as fit into the time of a round, at the pace so far.
std::int64_t stepsOfRound(std::int64_t done, std::int64_t all, double seconds)
{
    const double fit = secondsARound * static_cast<double>(done) / std::max(1e-9, seconds);
    const auto steps = done == 0 ? 1 : std::max<std::int64_t>(1, std::llround(std::min(fit, 1e6)));
    return std::min(steps, all - done);
}

} // namespace

Foresight foresee(std::shared_ptr<const RunSetup> setup, const Checkpoint& from,
    const ForesightPlan& plan, ThreadPool& pool, const std::stop_token& stop,
    const ForesightReport& report)
{
    Foresight seen { plan.key, from.step, {}, false, false };
    for (const ParameterValue& value : plan.values)
        seen.ghosts.push_back({ value, {}, false, {} });
    std::vector<std::unique_ptr<GhostPath>> paths;
    for (Ghost& ghost : seen.ghosts)
        paths.push_back(std::make_unique<GhostPath>(ghost, plan.key, setup, from));
    const auto begin = Clock::now();
    for (std::int64_t done = 0; !seen.ended;) {
        const std::int64_t steps = stepsOfRound(done, plan.steps, secondsSince(begin));
        const std::int64_t shares = std::min(steps, sharesARound);
        const Index ghosts = std::ssize(paths);
        pool.run(shares * ghosts, [&](Index tile) {
            const std::int64_t share = tile / ghosts;
            const std::int64_t part =
                steps * (share + 1) / shares - steps * share / shares; // all of them are `steps`
            paths[static_cast<std::size_t>(tile % ghosts)]->advance(part, stop);
        });
        done += steps;
        const bool goesOn =
            std::ranges::any_of(paths, [](const auto& path) { return path->goesOn(); });
        const bool isMore = goesOn && done < plan.steps;
        seen.cutShort = isMore && secondsSince(begin) >= plan.seconds;
        seen.ended = !isMore || seen.cutShort;
        if (report) report(seen);
    }
    return seen;
}

} // namespace contrastlab
