// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What one process tells the others is text.
#include "team.h"

#include "team_steering.h"

#include "base/engine_level.h"
#include "store/run_store.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <numeric>

namespace contrastlab {

TeamFacts factsOf(const RunSpec& spec)
{
    TeamFacts facts { { "version", programName() },
        { "engine level", std::string(engineLevel()) } };
    for (const Parameter& parameter : parameterTable())
        facts.emplace_back(parameter.key, toText(spec.value(parameter.key)));
    return facts;
}

void Team::leaderFirst(FunctionRef<void()> step)
{
    std::byte done {};
    if (leads()) step();
    m_exchange.broadcast(&done, 1);
    if (!leads()) step();
}

// One of each process, in their order.
std::vector<std::string> Team::gather(const std::string& text)
{
    const auto members = static_cast<std::size_t>(m_exchange.members());
    const auto own = static_cast<std::size_t>(m_exchange.member());
    std::vector<std::size_t> sizes(members);
    sizes[own] = text.size();
    const std::vector<std::size_t> aNumber(members, sizeof(std::size_t));
    m_exchange.gather(reinterpret_cast<std::byte*>(sizes.data()), aNumber);
    std::string all(std::accumulate(sizes.begin(), sizes.end(), std::size_t(0)), ' ');
    const auto before = sizes.begin() + static_cast<std::ptrdiff_t>(own);
    text.copy(all.data() + std::accumulate(sizes.begin(), before, std::size_t(0)), text.size());
    m_exchange.gather(reinterpret_cast<std::byte*>(all.data()), sizes);
    std::vector<std::string> texts;
    std::size_t at = 0;
    for (const std::size_t size : sizes) {
        texts.push_back(all.substr(at, size));
        at += size;
    }
    return texts;
}

void Team::agree(const TeamFacts& facts, ProblemLog& log)
{
    if (isAlone()) return;
    using nlohmann::json;
    constexpr auto replace = json::error_handler_t::replace;
    const json own { { "facts", facts }, { "problems", log.lines() } };
    const std::vector<std::string> texts = gather(own.dump(-1, ' ', false, replace));
    std::vector<std::string> told;
    bool allReady = true;
    for (std::size_t m = 0; m < texts.size(); ++m) {
        const json other = json::parse(texts[m]);
        const auto problems = other["problems"].get<std::vector<std::string>>();
        allReady = allReady && problems.empty();
        for (const std::string& line : problems) // each once, however many have it
            if (std::ranges::find(told, line) == told.end()) {
                told.push_back(line);
                if (m > 0) log.add("process " + std::to_string(m) + ": " + line);
            }
    }
    const TeamFacts expected = json::parse(texts.front())["facts"].get<TeamFacts>();
    for (std::size_t m = 1; m < texts.size() && allReady; ++m) {
        const TeamFacts other = json::parse(texts[m])["facts"].get<TeamFacts>();
        for (std::size_t i = 0; i < std::min(expected.size(), other.size()); ++i)
            if (other[i] != expected[i]) {
                log.add("process " + std::to_string(m) + ": " + other[i].first + ": expected "
                    + expected[i].second + " as in process 0, found " + other[i].second);
                break; // the rest follows from it
            }
    }
}

std::unique_ptr<Steering> Team::steer(RunObserver& observer, const StopOnInterrupt& interrupt)
{
    if (isAlone()) return std::make_unique<Steering>(observer, interrupt);
    return std::make_unique<TeamSteering>(
        m_exchange, observer, interrupt, readsCommands && leads());
}

} // namespace contrastlab
