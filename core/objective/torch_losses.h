// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every objective once more, as PyTorch has it: for scripts that people take along. Constants; any
// thread.
#pragma once

#include <string_view>

namespace contrastlab {

/// Python source of `def loss(a, b, scale, bias, labels, keys)`: raw N x d rows that belong
/// together, scale = 1 / temperature, whole labels (N) or None, keys and queues (KEYS_A, KEYS_B,
/// QUEUE_A, QUEUE_B) or None. It asks for the objective's parameters as `s.margin` ... and for the
/// functions of torchHelpers(). Empty where nobody wrote it.
std::string_view torchLossOf(std::string_view objective);
/// What the losses share: imports, unit rows, who shares a label.
std::string_view torchHelpers();

} // namespace contrastlab
