// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The data of many runs: each set is opened once, and prepared once for all specs that ask the same
// of it, as long as memory allows. Any thread.
#pragma once

#include "run/prepared_data.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace contrastlab {

class DataShelf {
public:
    using Open = std::function<std::shared_ptr<const Dataset>(const RunSpec&)>;

    /// It is called with dataPartOf() a spec, by one thread at a time.
    explicit DataShelf(Open open);

    /// Throws what opening throws.
    std::shared_ptr<const Dataset> dataset(const RunSpec& spec);
    std::shared_ptr<const PreparedData> prepared(const RunSpec& spec);

private:
    std::shared_ptr<const Dataset> datasetOf(const RunSpec& spec);
    void makeRoom();

    Open m_open;
    std::optional<std::int64_t> m_leastMemory; ///< that is left to others
    std::mutex m_mutex;
    std::vector<std::pair<RunSpec, std::shared_ptr<const Dataset>>> m_opened;
    std::vector<std::shared_ptr<const PreparedData>> m_prepared;
};

} // namespace contrastlab
