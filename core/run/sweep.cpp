// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Specs and setups of the runs are made when they are asked for.
#include "run/sweep.h"

#include "base/memory_left.h"
#include "base/translation_marks.h"
#include "run/idle_parameters.h"
#include "run/memory_need.h"
#include "run/precision.h"

#include <algorithm>
#include <bit>
#include <exception>
#include <optional>
#include <thread>
#include <tuple>
#include <utility>

namespace contrastlab {

namespace {

constexpr std::size_t mostToldProblems = 100; // nobody reads more

// Both ends first; then all that are a multiple of half as many places as before.
int levelOf(std::size_t place, std::size_t count)
{
    if (place == 0 || place + 1 == count) return 0;
    return static_cast<int>(std::bit_width(count - 2)) - std::countr_zero(place);
}

std::size_t countOn(const std::vector<SweepAxis>& axes, std::size_t axis)
{
    return axis < axes.size() ? axes[axis].values.size() : 1;
}

// What is wrong with the sweep itself, whatever its runs are.
std::vector<Problem> shapeProblems(const SweepSpec& spec)
{
    std::vector<Problem> problems;
    const std::vector<SweepAxis>& axes = spec.axes;
    const auto add = [&](std::string key, std::string value, Message limit) {
        problems.push_back({ std::move(key), std::move(value), std::move(limit) });
    };
    if (axes.empty() || axes.size() > 2)
        add("sweep", std::to_string(axes.size()),
            QT_TRANSLATE_NOOP("Message", "one or two parameters that vary"));
    if (axes.size() == 2 && axes[0].key == axes[1].key)
        add("sweep", axes[0].key, QT_TRANSLATE_NOOP("Message", "each parameter once"));
    if (std::ranges::any_of(axes, [](const SweepAxis& axis) { return axis.values.empty(); }))
        add("sweep", "", QT_TRANSLATE_NOOP("Message", "a value for each parameter that varies"));
    if (spec.repeats < 1)
        add("repeats", std::to_string(spec.repeats),
            QT_TRANSLATE_NOOP("Message", "a whole number of at least 1"));
    if (spec.repeats > 1 && std::ranges::find(axes, "seed", &SweepAxis::key) != axes.end())
        add("repeats", std::to_string(spec.repeats),
            QT_TRANSLATE_NOOP("Message", "1 where the seed varies"));
    const double runs = static_cast<double>(countOn(axes, 0))
        * static_cast<double>(countOn(axes, 1)) * static_cast<double>(spec.repeats);
    if (runs > static_cast<double>(mostSweptRuns))
        add("sweep",
            std::to_string(countOn(axes, 0)) + " x " + std::to_string(countOn(axes, 1)) + " x "
                + std::to_string(spec.repeats),
            { QT_TRANSLATE_NOOP("Message", "at most %1 runs"), { std::to_string(mostSweptRuns) } });
    return problems;
}

// A sweep waits for the end of each of its runs.
std::optional<Problem> endlessness(const RunSpec& spec)
{
    if (spec.integer("steps") != 0 || spec.integer("patience") > 0) return std::nullopt;
    return Problem { "steps", "0",
        QT_TRANSLATE_NOOP("Message", "at least 1, or a patience: runs of a sweep have to end") };
}

} // namespace

/// Of all runs, one after the other.
class Sweep::Judging {
public:
    explicit Judging(const Sweep& sweep) : m_sweep(sweep)
    {
        for (const SweepAxis& axis : sweep.m_spec.axes)
            m_chosen.insert(axis.key);
        m_chosen.insert(sweep.m_spec.chosen.begin(), sweep.m_spec.chosen.end());
        if (const auto left = memoryLeft()) m_memory = *left / sweep.m_jobs;
    }

    void judge(std::size_t cell)
    {
        RunSpec spec = m_sweep.m_spec.base;
        if (!assignValues(cell, spec)) return;
        if (auto problem = endlessness(spec)) add(std::move(*problem));
        if (auto problem = precisionProblem(spec)) add(std::move(*problem));
        const auto data = dataOf(spec);
        if (!data) return addAll(validate(spec));
        m_sweep.m_adapt(spec, data->dataset());
        SpecFitting fitting = fitSpec(spec, data->fitting(), m_chosen);
        const bool fits = fitting.problems.empty();
        addAll(std::move(fitting.problems));
        if (!fits) return;
        if (auto problem = memoryProblem(RunSetup(spec, data), m_memory)) add(std::move(*problem));
    }

    [[nodiscard]] std::size_t problems() const { return m_problems.size(); }
    void tell() const
    {
        if (!m_problems.empty()) throw SpecError(m_problems);
        if (m_failure) std::rethrow_exception(m_failure);
    }

private:
    void add(Problem problem)
    {
        if (std::ranges::find(m_problems, problem) == m_problems.end())
            m_problems.push_back(std::move(problem));
    }
    void addAll(std::vector<Problem> problems)
    {
        for (Problem& problem : problems)
            add(std::move(problem));
    }

    bool assignValues(std::size_t cell, RunSpec& spec)
    {
        bool good = true;
        for (std::size_t axis = 0; axis < m_sweep.m_spec.axes.size(); ++axis)
            if (auto problem =
                    assign(spec, m_sweep.m_spec.axes[axis].key, m_sweep.value(cell, axis))) {
                add(std::move(*problem));
                good = false;
            }
        if (good) spec.set("seed", m_sweep.seed(cell));
        return good;
    }

    // Null where they cannot be opened; what failed once is not tried again.
    std::shared_ptr<const PreparedData> dataOf(const RunSpec& spec)
    {
        const RunSpec part = dataPartOf(spec);
        if (std::ranges::find(m_unopened, part) != m_unopened.end()) return nullptr;
        try {
            return m_sweep.m_shelf->prepared(spec);
        } catch (const SpecError& error) {
            addAll(error.problems());
        } catch (const InputError&) {
            if (!m_failure) m_failure = std::current_exception();
        }
        m_unopened.push_back(part);
        return nullptr;
    }

    const Sweep& m_sweep;
    std::set<std::string> m_chosen;
    std::optional<std::int64_t> m_memory; ///< for each run at work
    std::vector<RunSpec> m_unopened;
    std::vector<Problem> m_problems;
    std::exception_ptr m_failure;
};

Sweep::Sweep(SweepSpec spec, const SweepLab& lab, const std::stop_token& stop)
    : m_spec(std::move(spec))
    , m_adapt(lab.adapt)
    , m_shelf(std::make_unique<DataShelf>(lab.open))
{
    if (auto problems = shapeProblems(m_spec); !problems.empty())
        throw SpecError(std::move(problems));
    layOut();
    const auto processors = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    m_jobs = std::min(lab.jobs > 0 ? lab.jobs : processors, static_cast<int>(m_cells.size()));
    Judging judging(*this);
    for (std::size_t cell = 0; cell < m_cells.size(); ++cell) {
        if (stop.stop_requested()) throw Interrupted();
        judging.judge(cell);
        if (judging.problems() >= mostToldProblems) break;
    }
    judging.tell();
}

void Sweep::layOut()
{
    const std::size_t across = countOn(m_spec.axes, 0), down = countOn(m_spec.axes, 1);
    for (std::int64_t repeat = 0; repeat < m_spec.repeats; ++repeat)
        for (std::size_t i = 0; i < across; ++i)
            for (std::size_t j = 0; j < down; ++j)
                m_cells.push_back(
                    { { i, j }, repeat, std::max(levelOf(i, across), levelOf(j, down)) });
    std::ranges::stable_sort(
        m_cells, {}, [](const SweepCell& cell) { return std::tuple(cell.repeat, cell.level); });
}

const std::string& Sweep::value(std::size_t cell, std::size_t axis) const
{
    return m_spec.axes[axis].values[m_cells[cell].place[axis]];
}

std::int64_t Sweep::seed(std::size_t cell) const
{
    for (std::size_t axis = 0; axis < m_spec.axes.size(); ++axis)
        if (m_spec.axes[axis].key == "seed")
            if (const auto seed = parseValue(*findParameter("seed"), value(cell, axis)))
                return std::get<std::int64_t>(*seed);
    return m_spec.base.integer("seed") + m_cells[cell].repeat;
}

std::string Sweep::nameOf(std::size_t cell) const
{
    std::string name;
    for (std::size_t axis = 0; axis < m_spec.axes.size(); ++axis)
        if (m_spec.axes[axis].key != "seed")
            name += m_spec.axes[axis].key + " " + value(cell, axis) + ", ";
    return name + "seed " + std::to_string(seed(cell));
}

std::shared_ptr<const RunSetup> Sweep::setupOf(std::size_t cell) const
{
    RunSpec spec = m_spec.base;
    for (std::size_t axis = 0; axis < m_spec.axes.size(); ++axis)
        assign(spec, m_spec.axes[axis].key, value(cell, axis));
    spec.set("seed", seed(cell));
    auto data = m_shelf->prepared(spec);
    m_adapt(spec, data->dataset());
    return std::make_shared<RunSetup>(spec, std::move(data));
}

std::optional<Message> idleReason(const Sweep& sweep, std::size_t axis)
{
    const Parameter* parameter = findParameter(sweep.spec().axes[axis].key);
    std::optional<Message> why;
    for (std::size_t cell = 0; parameter && cell < sweep.cells().size(); ++cell) {
        const auto setup = sweep.setupOf(cell);
        why = idleReason(*parameter, setup->spec(), *setup);
        if (!why) break;
    }
    return why;
}

} // namespace contrastlab
