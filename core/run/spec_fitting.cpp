// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Somebody's first fifty pictures have to train as they come.
#include "run/spec_fitting.h"

#include "base/joined.h"
#include "base/random.h"
#include "base/translation_marks.h"
#include "data/sameness.h"
#include "run/foreign_run.h"
#include "run/metrics.h"
#include "run/spec_settings.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <numeric>

namespace contrastlab {

namespace {

constexpr Index leastItems = 3; // one to train on, two to judge
constexpr std::uint64_t fewerItems = 1; // the stream of training_items
constexpr std::array<std::string_view, 3> splitKeys { "held_out", "training_items", "seed" };
constexpr Index itemsThatDiffer = 10; // of so many, all alike are a mistake

std::string modalityNames(const Dataset& dataset)
{
    return joined(dataset.modalities, &ModalityData::name);
}

// The two that most items have together; of equals the first two.
std::vector<int> fullestPair(const Dataset& dataset)
{
    const auto having = [&](const ModalityData& a, const ModalityData& b) {
        if (a.present.empty() && b.present.empty()) return dataset.items;
        Index count = 0;
        for (Index item = 0; item < dataset.items; ++item)
            count += a.has(item) && b.has(item);
        return count;
    };
    std::vector<int> best;
    Index most = -1;
    const int count = static_cast<int>(dataset.modalities.size());
    for (int a = 0; a < count; ++a)
        for (int b = a + 1; b < count; ++b) {
            const Index items = having(dataset.modalities[static_cast<std::size_t>(a)],
                dataset.modalities[static_cast<std::size_t>(b)]);
            if (items <= most) continue;
            most = items;
            best = { a, b };
        }
    return best;
}

// Adds a problem where the data have no such modalities.
std::vector<int> chooseModalities(
    const RunSpec& spec, const Dataset& dataset, std::vector<Problem>& problems)
{
    const std::vector<std::string> names = namesIn(spec.text("modalities"));
    std::vector<int> chosen;
    for (const std::string& name : names) {
        const ModalityData* found = dataset.find(name);
        const int index = found ? static_cast<int>(found - dataset.modalities.data()) : -1;
        if (index >= 0 && std::find(chosen.begin(), chosen.end(), index) == chosen.end())
            chosen.push_back(index);
    }
    if (names.empty()) chosen = fullestPair(dataset);
    const bool fits = chosen.size() >= 2 && chosen.size() <= mostModalities;
    if (!fits || (!names.empty() && chosen.size() != names.size()))
        problems.push_back({ "modalities", spec.text("modalities"),
            { QT_TRANSLATE_NOOP("Message", "two or three different of %1"),
                { modalityNames(dataset) } } });
    return chosen;
}

// In the order of the towers.
std::vector<TrainedPair> choosePairs(const RunSpec& spec, int towers)
{
    const bool every = chosen<bool>(spec, "pairs", { { "all", true }, { "hub", false } });
    std::vector<TrainedPair> pairs;
    for (int a = 0; a < towers; ++a)
        for (int b = a + 1; b < towers; ++b)
            if (a == 0 || every) pairs.push_back({ a, b });
    return pairs;
}

bool isWithinLimits(const RunSpec& spec, std::string_view key)
{
    return !check(*findParameter(key), spec.value(key));
}

class DataFitter {
public:
    DataFitter(const RunSpec& spec, const Dataset& dataset) : m_spec(spec), m_dataset(dataset) { }

    DataFitting fit()
    {
        DataFitting& fitting = m_fitting;
        fitting.modalities = chooseModalities(m_spec, m_dataset, fitting.problems);
        fitting.pairs = choosePairs(m_spec, static_cast<int>(fitting.modalities.size()));
        fitting.heldOut = m_spec.integer("held_out");
        fitting.facts = { 0, static_cast<int>(fitting.modalities.size()),
            !m_dataset.labels.empty() };
        if (m_dataset.items < leastItems)
            add("dataset",
                { QT_TRANSLATE_NOOP("Message", "data of at least %1 items, found %2"),
                    { std::to_string(leastItems), std::to_string(m_dataset.items) } });
        else if (std::ranges::all_of(
                     splitKeys, [&](std::string_view key) { return isWithinLimits(m_spec, key); }))
            fitSplit();
        return std::move(m_fitting);
    }

private:
    void add(const std::string& key, Message limit)
    {
        m_fitting.problems.push_back({ key, toText(m_spec.value(key)), std::move(limit) });
    }

    // Items that have both of a trained pair.
    [[nodiscard]] std::vector<Index> trainable(const std::vector<Index>& all) const
    {
        std::vector<Index> found;
        std::ranges::copy_if(all, std::back_inserter(found), [&](Index item) {
            return std::ranges::any_of(m_fitting.pairs,
                [&](const TrainedPair& pair) { return has(pair.a, item) && has(pair.b, item); });
        });
        return found;
    }
    [[nodiscard]] const ModalityData& modality(int tower) const
    {
        const int place = m_fitting.modalities[static_cast<std::size_t>(tower)];
        return m_dataset.modalities[static_cast<std::size_t>(place)];
    }
    [[nodiscard]] bool has(int tower, Index item) const { return modality(tower).has(item); }

    // Captions that name classes join all of a class, and tell nothing of what was copied.
    [[nodiscard]] std::vector<Index> together() const
    {
        std::vector<std::vector<int>> lists;
        for (std::size_t t = 0; t < m_fitting.contents.size(); ++t)
            if (!m_fitting.namesClasses[t]) lists.push_back(m_fitting.contents[t]);
        return inseparable(m_dataset.items, lists);
    }

    void fitSplit()
    {
        for (std::size_t t = 0; t < m_fitting.modalities.size(); ++t) {
            const ModalityData& data = modality(static_cast<int>(t));
            m_fitting.contents.push_back(contentGroups(data, m_dataset.items));
            m_fitting.namesClasses.push_back(
                data.kind == ModalityKind::text && nameClasses(m_fitting.contents.back()));
        }
        std::vector<Index> all(static_cast<std::size_t>(m_dataset.items));
        std::iota(all.begin(), all.end(), Index(0));
        const bool known = !m_fitting.pairs.empty(); // else their names are a problem already
        const std::vector<Index> training = known ? trainable(all) : all;
        const std::vector<Index> complete = itemsWith(m_dataset, m_fitting.modalities, all);
        if (m_fitting.heldOut == 0 && m_dataset.parts.empty())
            m_fitting.heldOut = automaticHeldOut(std::ssize(complete));
        const std::vector<Index> joined = together();
        Split& split = m_fitting.split;
        split = splitItems(m_dataset,
            { training, complete, joined, m_fitting.heldOut,
                static_cast<std::uint64_t>(m_spec.integer("seed")) });
        keepSome(split.training);
        // Whatever the items of another program's run are, nothing trains on them here.
        if (isForeign(m_spec) && split.heldOut.size() >= 2) return;
        requireDifferences();
        requireComplete();
        if (split.training.empty() || split.heldOut.size() < 2)
            return addSplit(std::ssize(complete));
        m_fitting.facts.trainingItems = std::ssize(split.training);
    }

    // Of more, those of fewer are a part, so that more data are the same and more.
    void keepSome(std::vector<Index>& training) const
    {
        const std::int64_t most = m_spec.integer("training_items");
        if (most == 0 || most >= std::ssize(training)) return;
        RandomStream stream(
            static_cast<std::uint64_t>(m_spec.integer("seed")), Purpose::split, fewerItems);
        std::vector<Index> kept;
        for (const std::int64_t place : permutation(std::ssize(training), stream))
            if (std::ssize(kept) < most) kept.push_back(training[static_cast<std::size_t>(place)]);
        std::ranges::sort(kept);
        training = std::move(kept);
    }

    void addSplit(Index complete)
    {
        if (m_dataset.parts.empty() && complete >= leastItems)
            return add("held_out",
                { QT_TRANSLATE_NOOP("Message", "at least 2 and fewer than the %1 items"),
                    { std::to_string(complete) } });
        add("held_out",
            { QT_TRANSLATE_NOOP(
                  "Message", "at least 2 held-out items with every trained modality, found %1"),
                { std::to_string(
                    m_dataset.parts.empty() ? complete : std::ssize(m_fitting.split.heldOut)) } });
    }

    // Shards are of one size because no row drops out of them.
    void requireComplete()
    {
        const std::vector<Index>& training = m_fitting.split.training;
        if (m_spec.integer("shards") > 1
            && itemsWith(m_dataset, m_fitting.modalities, training).size() < training.size())
            add("shards", QT_TRANSLATE_NOOP("Message", "1 for items that lack a trained modality"));
    }

    // A handful may well share a caption.
    void requireDifferences()
    {
        if (m_dataset.items < itemsThatDiffer) return;
        for (const int index : m_fitting.modalities) {
            const ModalityData& data = m_dataset.modalities[static_cast<std::size_t>(index)];
            if (areAllSame(data, m_dataset.items))
                add("dataset",
                    { QT_TRANSLATE_NOOP("Message", "items that differ: in %1 all are the same"),
                        { data.name } });
        }
    }

    const RunSpec& m_spec;
    const Dataset& m_dataset;
    DataFitting m_fitting;
};

// Of whole shards.
std::int64_t largestBatch(std::int64_t items, std::int64_t shards)
{
    return shards > 0 && shards <= items ? items / shards * shards : items;
}

// The batch is judged by itself where the number of training items is not known.
void fitBatch(RunSpec& spec, const DataFacts& facts, const std::set<std::string>& chosenKeys)
{
    const bool isDefault = spec.value("batch_size") == findParameter("batch_size")->standard;
    if (facts.trainingItems > 0 && isDefault && !chosenKeys.contains("batch_size")
        && spec.integer("batch_size") > facts.trainingItems)
        spec.set("batch_size", largestBatch(facts.trainingItems, spec.integer("shards")));
}

} // namespace

std::vector<Index> itemsWith(
    const Dataset& dataset, std::span<const int> modalities, std::span<const Index> items)
{
    std::vector<Index> found;
    std::ranges::copy_if(items, std::back_inserter(found), [&](Index item) {
        return std::ranges::all_of(modalities, [&](int modality) {
            return dataset.modalities[static_cast<std::size_t>(modality)].has(item);
        });
    });
    return found;
}

DataFitting fitData(const RunSpec& spec, const Dataset& dataset)
{
    return DataFitter(spec, dataset).fit();
}

SpecFitting fitSpec(
    const RunSpec& given, const DataFitting& data, const std::set<std::string>& chosen)
{
    SpecFitting fitting { given, data.problems };
    fitting.spec.set("held_out", data.heldOut);
    fitBatch(fitting.spec, data.facts, chosen);
    fitQueue(fitting.spec, chosen);
    for (Problem& problem : validate(fitting.spec, data.facts))
        fitting.problems.push_back(std::move(problem));
    return fitting;
}

std::vector<Problem> problemsWith(
    const RunSpec& spec, const Dataset& dataset, const std::set<std::string>& chosen)
{
    return fitSpec(spec, fitData(spec, dataset), chosen).problems;
}

} // namespace contrastlab
