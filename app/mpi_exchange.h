// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The only file that knows MPI: processes of one mpirun as an exchange, and short letters between
// them. MPI moves bytes and adds up nothing, so that no order of its own gets into a number.
#pragma once

#include "mail.h"

#include "base/exchange.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace contrastlab {

/// One a program, made before there are threads; its calls come from the thread that made it. A
/// process of this machine that is gone is noticed within a tenth of a second, any other that does
/// not answer by the deadline.
class MpiExchange final : public Exchange, public Mail {
public:
    MpiExchange(int& argc, char**& argv);
    ~MpiExchange() override;
    MpiExchange(const MpiExchange&) = delete;
    MpiExchange& operator=(const MpiExchange&) = delete;

    [[nodiscard]] int members() const override { return m_members; }
    [[nodiscard]] int member() const override { return m_member; }
    void gather(std::byte* all, std::span<const std::size_t> sizes) override;
    void swap(const std::byte* sent, std::span<const std::size_t> sentSizes, std::byte* received,
        std::span<const std::size_t> receivedSizes) override;
    void broadcast(std::byte* data, std::size_t size) override;

    /// How long a call may wait for the others.
    void waitAtMost(std::chrono::seconds deadline) { m_deadline = deadline; }
    /// How much one message may hold, for all processes the same: more goes in pieces.
    void sendAtMost(std::size_t bytes) { m_mostBytes = bytes; }
    /// What the calls have sent from here to others, as bytes and in calls.
    [[nodiscard]] std::size_t bytesSent() const { return m_bytesSent; }
    [[nodiscard]] std::size_t calls() const { return m_calls; }
    [[nodiscard]] bool isAlive(int member) const override;
    [[nodiscard]] bool isAnyoneGone() const { return !whoIsGone().empty(); }

    void send(int to, const std::string& text) override;
    std::optional<Letter> receive() override;

    /// Ends this process without waiting for the others, one of which is gone: process 0 at once,
    /// and with it the others where not all is well; they leave it time for that.
    [[noreturn]] void leave(int status);

private:
    struct Letters;
    struct Stretch;
    void introduce();
    void pass(const std::vector<Stretch>& stretches, const char* what);
    void wait(void* requests, std::size_t count, const char* what);
    [[nodiscard]] std::string whoIsGone() const;

    int m_members = 1, m_member = 0;
    std::chrono::seconds m_deadline { 300 };
    std::size_t m_mostBytes = std::size_t(1) << 30; ///< counts of MPI end at 2^31
    std::size_t m_bytesSent = 0, m_calls = 0;
    std::vector<long> m_processes; ///< of each member on this machine its number, else 0
    std::unique_ptr<Letters> m_letters;
};

} // namespace contrastlab
