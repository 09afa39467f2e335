// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread, but for the work that is handed over.
#include "run/live_forces.h"

#include "run/spec_settings.h"

#include <cmath>
#include <utility>

namespace contrastlab {

namespace {

constexpr int readableForcesMs = 250;

/// All that it takes, so that any thread may do it.
struct ForceTask {
    std::shared_ptr<const ProbeFrame> frame;
    TrainedPair pair;
    FocusedItem item;
    Index row = 0;
    std::string objective;
    ObjectiveSettings settings;
    double logScale = 0, bias = 0;
    std::vector<int> labels;
};

ItemForces forcesOf(const ForceTask& task)
{
    const auto rowsOf = [&](int tower) {
        return Matrix<double>(task.frame->embeddings[std::size_t(tower)].cast<double>());
    };
    const Matrix<double> a = rowsOf(task.pair.a), b = rowsOf(task.pair.b);
    PairInput<double> input;
    pointAt(input.a, a);
    pointAt(input.b, b);
    input.logScale = task.logScale;
    input.bias = task.bias;
    input.labels = task.labels;
    const int side = task.item.tower == task.pair.a ? 0 : 1;
    ItemForces result { task.frame->step, task.item, side == 0 ? task.pair.b : task.pair.a,
        a.rows(), {}, {} };
    ThreadPool pool(1);
    result.forces = forcesOnRow(pool, task.objective, input, task.settings, side, task.row);
    const Matrix<double> basis = task.frame->basis.cast<double>();
    if (basis.rows() == a.cols())
        result.inPlane = { (basis.transpose() * result.forces.pull).cast<float>(),
            (basis.transpose() * result.forces.push).cast<float>() };
    return result;
}

} // namespace

LiveForces::LiveForces(RunMoment& moment, ItemFocus& focus, PairChoice& choice, QObject* parent)
    : FrameAnalysis(moment, choice, readableForcesMs, parent)
    , m_focus(focus)
{
    connect(&focus, &ItemFocus::pinnedChanged, this, &LiveForces::takeFocus);
    connect(&focus, &ItemFocus::hoveredChanged, this, &LiveForces::takeFocus);
}

std::optional<FocusedItem> LiveForces::item() const
{
    if (!m_focus.pinned().empty()) return m_focus.pinned().front();
    if (!m_focus.hovered().empty()) return m_focus.hovered().front();
    return {};
}

std::shared_ptr<const ItemForces> LiveForces::forces() const
{
    return m_forces && m_forces->item == item() ? m_forces : nullptr;
}

const ObjectiveInfo& LiveForces::objective() const
{
    // A row of the table; GCC 14 takes a reference to it for one into the spec.
    const ObjectiveInfo* info = &trainedObjectiveOf(moment().spec()).info();
    return info->judged.empty() ? *info : *findObjective(info->judged);
}

bool LiveForces::forget()
{
    return std::exchange(m_forces, nullptr) != nullptr;
}

// Another item: what is known of the one before is of no use.
void LiveForces::takeFocus()
{
    if (m_forces && m_forces->item == item()) return;
    m_forces = nullptr;
    emit changed();
    if (item()) ask();
}

// The pair that is chosen, if the loss sees it and the tower is part of it, or the first such.
int LiveForces::trainedPairOf(const RunSetup& setup, int tower) const
{
    const auto has = [&](int pair) {
        const TrainedPair& one = setup.pairs()[std::size_t(pair)];
        return one.a == tower || one.b == tower;
    };
    const int count = int(setup.pairs().size());
    if (choice().index() < count && has(choice().index())) return choice().index();
    for (int pair = 0; pair < count; ++pair)
        if (has(pair)) return pair;
    return -1;
}

FrameAnalysis::Work LiveForces::work(
    std::shared_ptr<const ProbeFrame> frame, std::shared_ptr<const RunSetup> setup)
{
    if (!isContrast(moment().spec())) return {};
    const auto wanted = item();
    const auto& items = moment().probes().projectionItems;
    const int row = wanted ? contrastlab::placeOf(items, wanted->item) : -1;
    const int pair = wanted ? trainedPairOf(*setup, wanted->tower) : -1;
    const auto checkpoint = moment().checkpoint();
    const bool known = checkpoint || (frame && frame->temperatures.size() > pair);
    if (row < 0 || pair < 0 || !known || std::ssize(items) < objective().leastBatch) return {};
    ForceTask task { std::move(frame), setup->pairs()[std::size_t(pair)], *wanted, row,
        std::string(objective().name), trainedObjectiveOf(moment().spec()).settings, 0, 0, {} };
    task.logScale = pair == 0 ? -std::log(task.frame->temperature)
        : checkpoint          ? double(checkpoint->parameters[setup->scaleOffset(pair)])
                              : -std::log(task.frame->temperatures[pair]);
    task.bias = checkpoint             ? double(checkpoint->parameters[setup->biasOffset()])
        : std::isnan(task.frame->bias) ? 0
                                       : task.frame->bias;
    if (const auto& labels = setup->dataset().labels; !labels.empty())
        for (const Index one : items)
            task.labels.push_back(labels[std::size_t(one)]);
    return [this, task = std::move(task)]() -> Keep {
        auto forces = std::make_shared<const ItemForces>(forcesOf(task));
        return [this, forces = std::move(forces)] { m_forces = forces; };
    };
}

} // namespace contrastlab
