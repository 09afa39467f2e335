// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether pictures may be mirrored: not where captions speak of left and right, nor where the
// classes are characters. One thread.
#pragma once

#include "base/problem.h"
#include "data/dataset.h"

#include <optional>
#include <set>
#include <string>

namespace contrastlab {

class FlipJudge {
public:
    void addCaption(const std::string& caption);
    /// The name of a class; "" is none.
    void addLabel(const std::string& label);
    /// Why pictures should not be mirrored; nothing where nothing speaks against it.
    [[nodiscard]] std::optional<Message> objection() const;

private:
    Index m_captions = 0;
    Index m_ofSides = 0; ///< captions with words such as "left"
    std::string m_example;
    std::set<std::string> m_labels;
};

/// The same of data that are there.
std::optional<Message> objectionToFlip(const Dataset& dataset);

} // namespace contrastlab
