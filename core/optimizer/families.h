// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One entry an optimiser: what there is to know of it and how to make it. The table in
// optimizer.cpp lists the entries; each family's file defines its own.
#pragma once

#include "optimizer/optimizer.h"

namespace contrastlab {

struct OptimizerEntry {
    OptimizerInfo info;
    std::unique_ptr<Optimizer> (*make)();
};

OptimizerEntry sgdEntry();
OptimizerEntry momentumEntry();
OptimizerEntry nesterovEntry();
OptimizerEntry adamEntry();
OptimizerEntry adamWEntry();
OptimizerEntry larsEntry();
OptimizerEntry conjugateGradientEntry();
OptimizerEntry limitedMemoryBfgsEntry();

} // namespace contrastlab
