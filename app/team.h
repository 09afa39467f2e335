// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The processes that train one run. Process 0 leads: it alone has files, a terminal and somebody
// who may stop it; the others do as it does. A program by itself is a team of one.
#pragma once

#include "interruption.h"
#include "mail.h"
#include "problem_log.h"

#include "base/exchange.h"
#include "base/function_ref.h"
#include "run/drive.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace contrastlab {

/// What drive() is told, and by whom. Of a program by itself: nothing but its own signals.
class Steering {
public:
    Steering(RunObserver& observer, const StopOnInterrupt& interrupt)
        : m_observer(observer)
        , m_interrupt(interrupt)
    {
    }
    virtual ~Steering() = default;
    virtual RunObserver& observer() { return m_observer; }
    virtual CommandQueue* commands() { return nullptr; }
    virtual std::stop_token stop() { return m_interrupt.token(); }
    [[nodiscard]] std::stop_token abandon() const { return m_interrupt.abandon(); }

private:
    RunObserver& m_observer;
    const StopOnInterrupt& m_interrupt;
};

/// What has to be the same in all processes, by name and as text.
using TeamFacts = std::vector<std::pair<std::string, std::string>>;

/// Program, engine and the parameters of a spec.
TeamFacts factsOf(const RunSpec& spec);

/// Made once a program; all calls by its main thread, and by all processes in the same order.
class Team {
public:
    explicit Team(Exchange& exchange, Mail* letters = nullptr) : mail(letters), m_exchange(exchange)
    {
    }

    Mail* mail; ///< null where it is alone
    bool isBroken = false; ///< this process is no longer where the others are

    [[nodiscard]] Exchange& exchange() { return m_exchange; }
    [[nodiscard]] bool isAlone() const { return m_exchange.members() == 1; }
    [[nodiscard]] bool leads() const { return m_exchange.member() == 0; }

    /// `step` of process 0 is over before that of the others begins.
    void leaderFirst(FunctionRef<void()> step);
    /// Tells the problems that the others have, and what they have different from process 0.
    void agree(const TeamFacts& facts, ProblemLog& log);

    /// Lines on standard input steer the run: pause, resume, stop, KEY=VALUE.
    bool readsCommands = false;
    std::unique_ptr<Steering> steer(RunObserver& observer, const StopOnInterrupt& interrupt);

private:
    std::vector<std::string> gather(const std::string& text);

    Exchange& m_exchange;
};

} // namespace contrastlab
