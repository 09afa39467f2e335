// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a lesson lets nobody change, or see, in the form while its run trains. Plain values.
#pragma once

#include <QString>

#include <string>
#include <vector>

namespace contrastlab {

struct FormLimits {
    QString lesson; ///< its title
    std::vector<std::string> locked, hidden; ///< keys of parameters

    [[nodiscard]] bool empty() const { return locked.empty() && hidden.empty(); }
};

} // namespace contrastlab
