// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A stream an item decides once for all of a run; one a place and step where batches are drawn.
#include "run/batch_damage.h"

#include "base/random.h"

#include <algorithm>
#include <set>

namespace contrastlab {

namespace {

constexpr int mostDraws = 64;

enum class Kind : std::uint64_t { swap, absence, rarity }; // streams of their own

RandomStream streamOf(const RunSetup& setup, Kind kind, std::uint64_t index)
{
    return { static_cast<std::uint64_t>(setup.spec().integer("seed")), Purpose::damage,
        (index << 2) + static_cast<std::uint64_t>(kind) };
}

Index anyTrainingItem(const RunSetup& setup, RandomStream& stream)
{
    const std::vector<Index>& training = setup.split().training;
    return training[static_cast<std::size_t>(stream.below(training.size()))];
}

bool lacksAny(const RunSetup& setup, Index item)
{
    for (int tower = 0; tower < setup.towers(); ++tower)
        if (!setup.modality(tower).has(item)) return true;
    return false;
}

// What a swap would not change is none.
bool holdTheSame(const RunSetup& setup, Index item, Index other)
{
    for (int tower = 1; tower < setup.towers(); ++tower)
        if (setup.contents(tower)[static_cast<std::size_t>(item)]
            != setup.contents(tower)[static_cast<std::size_t>(other)])
            return false;
    return true;
}

Index wrongPartnerOf(const RunSetup& setup, Index item, RandomStream& stream)
{
    if (lacksAny(setup, item)) return item;
    for (int draw = 0; draw < mostDraws; ++draw) {
        const Index other = anyTrainingItem(setup, stream);
        if (other != item && !lacksAny(setup, other) && !holdTheSame(setup, item, other))
            return other;
    }
    return item;
}

} // namespace

BatchDamage damageOf(const RunSpec& spec)
{
    return { spec.real("break.swapped"), spec.real("break.missing"), spec.real("break.imbalance") };
}

void thinOutClasses(
    const RunSetup& setup, const BatchDamage& damage, std::uint64_t step, std::vector<Index>& items)
{
    const std::vector<int>& labels = setup.dataset().labels;
    if (damage.imbalance <= 1 || labels.empty()) return;
    const auto isRare = [&](Index item) {
        const int label = labels[static_cast<std::size_t>(item)];
        return label >= 0 && label % 2 == 1;
    };
    std::set<Index> held(items.begin(), items.end());
    for (std::size_t place = 0; place < items.size(); ++place) {
        if (!isRare(items[place])) continue;
        RandomStream stream = streamOf(setup, Kind::rarity, (step << 20) + place);
        if (stream.uniform() * damage.imbalance < 1) continue;
        for (int draw = 0; draw < mostDraws; ++draw) {
            const Index other = anyTrainingItem(setup, stream);
            if (isRare(other) || !held.insert(other).second) continue;
            held.erase(items[place]);
            items[place] = other;
            break;
        }
    }
}

std::vector<Index> partnersOf(
    const RunSetup& setup, const BatchDamage& damage, std::span<const Index> items)
{
    std::vector<Index> partners(items.begin(), items.end());
    if (damage.swapped <= 0 && damage.missing <= 0) return partners;
    for (Index& partner : partners) {
        const auto index = static_cast<std::uint64_t>(partner);
        RandomStream swap = streamOf(setup, Kind::swap, index);
        RandomStream absence = streamOf(setup, Kind::absence, index);
        if (absence.uniform() < damage.missing)
            partner = -1;
        else if (swap.uniform() < damage.swapped)
            partner = wrongPartnerOf(setup, partner, swap);
    }
    return partners;
}

} // namespace contrastlab
