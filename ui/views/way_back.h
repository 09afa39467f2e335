// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The line of a context menu that goes back to just before a change, wherever that is shown.
#pragma once

#include <cstdint>
#include <functional>

class QMenu;

namespace contrastlab {

/// `step`: the last one without the change.
void addWayBack(QMenu& menu, std::int64_t step, const std::function<void()>& goBack);

} // namespace contrastlab
