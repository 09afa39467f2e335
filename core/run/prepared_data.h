// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is computed of a data set before its first run, once for all runs whose specs ask the same
// of it. Immutable, so any thread may read it.
#pragma once

#include "data/batch_maker.h"
#include "run/spec_fitting.h"

#include <memory>

namespace contrastlab {

/// Those values that decide which data are opened, all others at their defaults: equal parts, the
/// same data.
RunSpec dataPartOf(const RunSpec& spec);
/// Those that decide what is prepared of opened data.
RunSpec preparationOf(const RunSpec& spec);

/// A data set with its split, the words and scales of its training items, and who holds what.
class PreparedData {
public:
    /// Where that is not possible there are problems, and no batches; nothing is thrown but what
    /// the data's sources throw.
    PreparedData(const RunSpec& spec, std::shared_ptr<const Dataset> dataset);

    /// It is what that spec asks of these data.
    [[nodiscard]] bool serves(const RunSpec& spec) const;

    [[nodiscard]] const Dataset& dataset() const { return *m_dataset; }
    [[nodiscard]] const DataFitting& fitting() const { return m_fitting; }
    /// Only where the fitting has no problems.
    [[nodiscard]] const BatchMaker& batches() const { return *m_batches; }

private:
    RunSpec m_preparation;
    std::shared_ptr<const Dataset> m_dataset;
    DataFitting m_fitting;
    std::unique_ptr<const BatchMaker> m_batches;
};

} // namespace contrastlab
