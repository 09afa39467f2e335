// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The makers of the optimisers, one file a family; the table in optimizer.cpp names them.
#pragma once

#include "optimizer/optimizer.h"

namespace contrastlab {

std::unique_ptr<Optimizer> makeSgd();
std::unique_ptr<Optimizer> makeMomentum();
std::unique_ptr<Optimizer> makeNesterov();
std::unique_ptr<Optimizer> makeAdam();
std::unique_ptr<Optimizer> makeAdamW();
std::unique_ptr<Optimizer> makeLars();
std::unique_ptr<Optimizer> makeConjugateGradient();
std::unique_ptr<Optimizer> makeLimitedMemoryBfgs();

} // namespace contrastlab
