// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Data that memory did not allow to keep are opened again.
#include "media/sweep_data.h"

#include <utility>

namespace contrastlab {

SweepData::SweepData(
    std::set<std::string> chosen, Open open, std::function<void(const OpenedData&)> onOpened)
    : m_chosen(std::move(chosen))
    , m_open(std::move(open))
    , m_onOpened(std::move(onOpened))
{
}

SweepLab SweepData::lab(int jobs)
{
    SweepLab lab;
    lab.jobs = jobs;
    lab.open = [this](const RunSpec& spec) { return open(spec); };
    lab.adapt = [this](RunSpec& spec, const Dataset& dataset) {
        const std::scoped_lock lock(m_mutex);
        if (m_notFlipped.contains(dataset.digest)) spec.set("augment.flip", false);
    };
    return lab;
}

bool SweepData::keepsFromFlipping(const DatasetReport& report) const
{
    return report.againstFlip && !m_chosen.contains("augment.flip");
}

std::shared_ptr<const Dataset> SweepData::open(const RunSpec& spec)
{
    requireWordVectors(spec);
    OpenedData data = m_open(spec);
    const std::scoped_lock lock(m_mutex);
    if (!m_opened.insert(data.dataset->digest).second) return data.dataset;
    if (keepsFromFlipping(data.report)) m_notFlipped.insert(data.dataset->digest);
    if (m_onOpened) m_onOpened(data);
    return data.dataset;
}

} // namespace contrastlab
