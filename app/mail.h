// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Short letters between processes that do different things.
#pragma once

#include <optional>
#include <string>

namespace contrastlab {

struct Letter {
    int from = 0;
    std::string text;
};

/// By one thread a process. Letters of one sender come in their order; one to a process that is
/// gone is lost.
class Mail {
public:
    virtual ~Mail() = default;
    [[nodiscard]] virtual int members() const = 0;
    [[nodiscard]] virtual int member() const = 0;
    virtual void send(int to, const std::string& text) = 0;
    /// One that has come, if there is one.
    virtual std::optional<Letter> receive() = 0;
    /// False where it is known to be gone.
    [[nodiscard]] virtual bool isAlive(int member) const = 0;
};

} // namespace contrastlab
