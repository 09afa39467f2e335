// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Eight bytes before each step, and the text of what changes, where something does.
#include "team_steering.h"

#include <chrono>
#include <cstdio>
#include <sstream>

namespace contrastlab {

namespace {

enum class Turn : std::uint32_t { go, wait, stop };
constexpr std::chrono::milliseconds betweenWaits { 100 };

struct Order {
    Turn turn = Turn::go;
    std::uint32_t bytes = 0; ///< of changes, KEY=VALUE lines
};

void tellOf(const std::string& line)
{
    std::fprintf(stderr, "contrastlab-mpi: %s\n", withoutControls(line).c_str());
}

} // namespace

TeamSteering::TeamSteering(
    Exchange& exchange, RunObserver& observer, const StopOnInterrupt& interrupt, bool readsCommands)
    : Steering(observer, interrupt)
    , m_exchange(exchange)
    , m_inner(observer)
    , m_asked(interrupt.token())
{
    if (readsCommands) m_lines.emplace();
}

void TeamSteering::onStart(const Trainer& trainer)
{
    m_inner.onStart(trainer);
    agree();
}

void TeamSteering::onStep(const StepMetrics& metrics, Trainer& trainer)
{
    m_inner.onStep(metrics, trainer);
    agree();
}

void TeamSteering::onEvent(const RunEvent& event, const Trainer& trainer)
{
    m_inner.onEvent(event, trainer);
}

void TeamSteering::onRefused(const Problem& problem)
{
    tellOf(describe(problem));
    m_inner.onRefused(problem);
}

void TeamSteering::onPauseChanged(bool paused, const Trainer& trainer)
{
    m_inner.onPauseChanged(paused, trainer);
}

std::optional<RunEvent> TeamSteering::wantsEnd(const Trainer& trainer) const
{
    return m_inner.wantsEnd(trainer);
}

void TeamSteering::onFinish(const RunOutcome& outcome, Trainer& trainer)
{
    m_inner.onFinish(outcome, trainer);
}

// A pause is spent here, so that nobody waits for longer than a word.
void TeamSteering::agree()
{
    const bool leads = m_exchange.member() == 0;
    for (;;) {
        std::string changes = leads ? takeLines() : std::string();
        Order order;
        if (leads && (m_asked.stop_requested() || m_stop.stop_requested()))
            order.turn = Turn::stop;
        else if (leads && m_paused)
            order.turn = Turn::wait;
        order.bytes = static_cast<std::uint32_t>(changes.size());
        m_exchange.broadcast(reinterpret_cast<std::byte*>(&order), sizeof order);
        changes.resize(order.bytes);
        if (order.bytes > 0)
            m_exchange.broadcast(reinterpret_cast<std::byte*>(changes.data()), changes.size());
        post(changes);
        if (order.turn == Turn::stop) m_stop.request_stop();
        if (order.turn != Turn::wait) return;
        if (leads) std::this_thread::sleep_for(betweenWaits);
    }
}

// What the lines change, a line each; the rest is done.
std::string TeamSteering::takeLines()
{
    std::string changes;
    if (!m_lines) return changes;
    RunSpec spec;
    for (const std::string& line : m_lines->take()) {
        const std::size_t equals = line.find('=');
        if (line == "pause" || line == "resume")
            m_paused = line == "pause";
        else if (line == "stop")
            m_stop.request_stop();
        else if (equals == std::string::npos)
            tellOf(printable(line) + ": expected pause, resume, stop or KEY=VALUE");
        else if (const auto problem = assign(spec, line.substr(0, equals), line.substr(equals + 1)))
            tellOf(describe(*problem));
        else
            changes += line + "\n";
    }
    return changes;
}

void TeamSteering::post(const std::string& changes)
{
    std::istringstream lines(changes);
    RunSpec spec;
    for (std::string line; std::getline(lines, line);) {
        const std::string key = line.substr(0, line.find('='));
        if (!findParameter(key)) continue; // of data: no parameter
        assign(spec, key, line.substr(key.size() + 1));
        m_commands.post(HyperparameterChange { key, spec.value(key) });
    }
}

} // namespace contrastlab
