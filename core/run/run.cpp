// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// History kept in memory. Old checkpoints are thinned, so that a long run takes no more room than a
// short one.
#include "run/run.h"

#include "base/digest.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <sys/random.h>

namespace contrastlab {

namespace {

void addNumber(Digest& digest, double value)
{
    digest.add(std::isnan(value) ? std::numeric_limits<double>::quiet_NaN() : value + 0.0);
}

void addTo(Digest& digest, const StepMetrics& m)
{
    digest.add(m.step);
    for (const double value : { m.epoch, m.loss, m.lossAToB, m.lossBToA, m.chance, m.temperature,
             m.bias, m.learningRate, m.gradientNorm, m.updateRatio })
        addNumber(digest, value);
    for (const double norm : m.towerGradientNorm)
        addNumber(digest, norm);
    digest.add(m.batchSize);
    digest.add(m.evaluations);
    digest.add(m.lineSearchFailed);
}

void addTo(Digest& digest, const RecallMetrics& r)
{
    for (const double value : { r.recallAt1, r.recallAt5, r.recallAt10, r.medianRank })
        addNumber(digest, value);
}

void addTo(Digest& digest, const EvaluationMetrics& m)
{
    digest.add(m.step);
    addNumber(digest, m.loss);
    addNumber(digest, m.chance);
    digest.add(m.items);
    addTo(digest, m.aToB);
    addTo(digest, m.bToA);
    // The first pair is those two; a run of two modalities has no other.
    for (std::size_t pair = 1; pair < m.pairs.size(); ++pair) {
        addTo(digest, m.pairs[pair].aToB);
        addTo(digest, m.pairs[pair].bToA);
    }
}

void addTo(Digest& digest, const RunEvent& event)
{
    digest.add(event.kind);
    digest.add(event.step);
    digest.add(std::string_view(event.key));
    digest.add(std::string_view(event.before));
    digest.add(std::string_view(event.after));
}

// A UUID of random bytes: version 4 of RFC 4122.
std::string newId()
{
    std::array<unsigned char, 16> bytes {};
    if (::getentropy(bytes.data(), bytes.size()) != 0)
        throw std::runtime_error("the system has no random numbers");
    bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0f) | 0x40);
    bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3f) | 0x80);
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
        text += "0123456789abcdef"[bytes[i] >> 4];
        text += "0123456789abcdef"[bytes[i] & 0x0f];
    }
    return text;
}

// The first so many, in slices: one who reads or writes the log beside waits for none of it all.
template <class Entry, class Read>
void readFirst(const AppendLog<Entry>& log, std::size_t count, const Read& read)
{
    constexpr std::size_t sliceSize = 4096;
    for (std::size_t done = 0; done < count; done += sliceSize)
        for (const Entry& entry : log.since(done, std::min(sliceSize, count - done)))
            read(entry);
}

template <class Entry>
void copyUpTo(std::int64_t step, const AppendLog<Entry>& from, AppendLog<Entry>& to)
{
    const auto count = from.with([step](std::span<const Entry> all) {
        return std::ranges::upper_bound(all, step, {}, &Entry::step) - all.begin();
    });
    readFirst(from, static_cast<std::size_t>(count), [&](const Entry& entry) { to.append(entry); });
}

template <class Entry>
void shareUpTo(std::int64_t step, const ThinnedLog<Entry>& from, ThinnedLog<Entry>& to)
{
    for (const auto& entry : from.all())
        if (entry->step <= step) to.append(entry);
}

} // namespace

const char* nameOf(RunOutcome::Kind kind)
{
    switch (kind) {
    case RunOutcome::Kind::running:
        return "running";
    case RunOutcome::Kind::completed:
        return "completed";
    case RunOutcome::Kind::stopped:
        return "stopped";
    case RunOutcome::Kind::diverged:
        return "diverged";
    case RunOutcome::Kind::failed:
        return "failed";
    }
    return "";
}

Run::Run(RunSpec spec)
    : m_spec(std::move(spec))
    , m_began(std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch())
                  .count())
    , m_identity { newId(), {}, {}, 0 }
{
}

Run::Run(RunRecord record)
    : m_spec(std::move(record.spec))
    , m_began(record.began)
    , m_checkpoints(std::move(record.checkpoints))
    , m_spacing(record.checkpointSpacing)
    , m_test(record.test)
    , m_outcome(std::move(record.outcome))
    , m_identity(std::move(record.identity))
{
}

Run::Run(const Run& parent, const Checkpoint& from, Past past)
    : m_spec(parent.spec())
    , m_continuedAt(from.step)
    , m_began(parent.began())
    , m_spacing(parent.checkpointSpacing())
    , m_identity { newId(), parent.identity().name, parent.identity().id, from.step }
{
    for (const RunEvent& event : parent.events.all())
        if (event.step <= from.step && event.kind != RunEvent::Kind::diverged) events.append(event);
    for (const auto& kept : parent.keptCheckpoints())
        if (kept->step() <= from.step) m_checkpoints.push_back(kept);
    if (Best best = parent.best(); best.checkpoint && best.checkpoint->step <= from.step)
        m_best = std::move(best);
    shareUpTo(from.step, parent.frames, frames);
    shareUpTo(from.step, parent.diagnostics, diagnostics);
    if (past == Past::copied) copyPast(parent);
}

void Run::copyPast(const Run& parent)
{
    copyUpTo(m_continuedAt, parent.steps, steps);
    copyUpTo(m_continuedAt, parent.evaluations, evaluations);
}

void Run::keep(std::shared_ptr<const Checkpoint> checkpoint)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_checkpoints.empty() && m_checkpoints.back()->step() == checkpoint->step)
        m_checkpoints.pop_back();
    m_checkpoints.push_back(std::make_shared<KeptCheckpoint>(std::move(checkpoint)));
    const auto isBetween = [&](const auto& c) {
        return c->step() % m_spacing != 0 && c != m_checkpoints.back();
    };
    while (m_checkpoints.size() > mostCheckpoints) {
        const auto oldest = std::find_if(m_checkpoints.begin(), m_checkpoints.end(), isBetween);
        if (oldest != m_checkpoints.end())
            m_checkpoints.erase(oldest);
        else
            m_spacing *= 2;
    }
}

void Run::takeKept(KeptCheckpoints checkpoints)
{
    const std::scoped_lock lock(m_mutex);
    m_checkpoints = std::move(checkpoints);
}

std::int64_t Run::checkpointSpacing() const
{
    const std::scoped_lock lock(m_mutex);
    return m_spacing;
}

std::shared_ptr<const Checkpoint> Run::checkpointAtOrBefore(std::int64_t step) const
{
    KeptCheckpoints before = keptCheckpoints();
    std::erase_if(before, [step](const auto& kept) { return kept->step() > step; });
    std::ranges::stable_sort(before, {}, [](const auto& kept) { return kept->step(); });
    const auto best = this->best().checkpoint;
    for (; !before.empty(); before.pop_back()) { // what cannot be read is as if it were not there
        if (best && best->step <= step && best->step > before.back()->step()) break;
        if (auto checkpoint = before.back()->get()) return checkpoint;
    }
    return best && best->step <= step ? best : nullptr;
}

void Run::keepBest(Best best)
{
    const std::scoped_lock lock(m_mutex);
    m_best = std::move(best);
}

Run::Best Run::best() const
{
    const std::scoped_lock lock(m_mutex);
    return m_best;
}

void Run::keepTest(const EvaluationMetrics& test)
{
    const std::scoped_lock lock(m_mutex);
    m_test = test;
}

std::optional<EvaluationMetrics> Run::test() const
{
    const std::scoped_lock lock(m_mutex);
    return m_test;
}

KeptCheckpoints Run::keptCheckpoints() const
{
    const std::scoped_lock lock(m_mutex);
    return m_checkpoints;
}

std::vector<std::shared_ptr<const Checkpoint>> Run::checkpoints() const
{
    std::vector<std::shared_ptr<const Checkpoint>> checkpoints;
    for (const auto& kept : keptCheckpoints())
        if (auto checkpoint = kept->get()) checkpoints.push_back(std::move(checkpoint));
    return checkpoints;
}

RunRecord Run::record() const
{
    const std::scoped_lock lock(m_mutex);
    return { m_spec, m_began, m_spacing, m_checkpoints, m_outcome, m_identity, m_test };
}

RunOutcome Run::outcome() const
{
    const std::scoped_lock lock(m_mutex);
    return m_outcome;
}

void Run::finish(RunOutcome outcome)
{
    const std::scoped_lock lock(m_mutex);
    m_outcome = std::move(outcome);
}

RunIdentity Run::identity() const
{
    const std::scoped_lock lock(m_mutex);
    return m_identity;
}

void Run::rename(std::string name)
{
    const std::scoped_lock lock(m_mutex);
    m_identity.name = std::move(name);
}

void Run::takeIdentity(RunIdentity identity)
{
    const std::scoped_lock lock(m_mutex);
    m_identity = std::move(identity);
    m_identity.branchedAt = std::min(m_identity.branchedAt, m_continuedAt);
}

std::uint64_t Run::digest() const
{
    Digest digest;
    readFirst(steps, steps.size(), [&](const StepMetrics& m) { addTo(digest, m); });
    readFirst(
        evaluations, evaluations.size(), [&](const EvaluationMetrics& m) { addTo(digest, m); });
    for (const RunEvent& event : events.all())
        if (event.kind != RunEvent::Kind::note) addTo(digest, event); // told anew where resumed
    return digest.value();
}

} // namespace contrastlab
