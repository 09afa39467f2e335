// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The data of a sweep's runs, and what its specs leave to them. Any thread.
#pragma once

#include "media/open_data.h"
#include "run/sweep.h"

#include <functional>
#include <mutex>
#include <set>
#include <string>

namespace contrastlab {

class SweepData {
public:
    using Open = std::function<OpenedData(const RunSpec&)>;

    /// `chosen` keys do not give way to the data. `onOpened` hears of each data set once, one at a
    /// time.
    SweepData(std::set<std::string> chosen, Open open,
        std::function<void(const OpenedData&)> onOpened = {});

    /// What a sweep needs of it; this must outlive the sweep.
    [[nodiscard]] SweepLab lab(int jobs = 0);
    /// Pictures are not mirrored where that makes others of them, unless somebody asks for it.
    [[nodiscard]] bool keepsFromFlipping(const DatasetReport& report) const;

private:
    std::shared_ptr<const Dataset> open(const RunSpec& spec);

    std::set<std::string> m_chosen;
    Open m_open;
    std::function<void(const OpenedData&)> m_onOpened;
    std::mutex m_mutex;
    std::set<std::string> m_opened, m_notFlipped; ///< digests
};

} // namespace contrastlab
