// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run leaves behind: one record a step, one an evaluation, one a change. Plain values.
#pragma once

#include "run/parameters.h"

#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace contrastlab {

constexpr int mostModalities = 3;

/// One training step. Step numbers count from 1: the step that made them is done.
struct StepMetrics {
    std::int64_t step = 0;
    double epoch = 0;
    double loss = 0;
    double lossAToB = 0;
    double lossBToA = 0;
    double chance =
        0; ///< the loss of a model that cannot tell pairs apart; NaN where there is none
    double temperature = 0;
    double bias = 0;
    double learningRate = 0; ///< with the schedule's factor
    std::int64_t batchSize = 0;
    double gradientNorm = 0;
    std::array<double, mostModalities> towerGradientNorm {};
    double updateRatio = 0; ///< length of the step / length of the parameters
    std::int64_t evaluations = 0; ///< of function and gradient since the start
    /// The line search found no step that lowers the loss: the parameters stayed as they were.
    bool lineSearchFailed = false;
    double seconds = 0; ///< since the run began; not part of the digest
};

/// Retrieval in one direction.
struct RecallMetrics {
    double recallAt1 = 0;
    double recallAt5 = 0;
    double recallAt10 = 0;
    double medianRank = 0;
};

/// Retrieval between two towers, whether an objective sees their pair or not.
struct PairRecall {
    int a = 0;
    int b = 1;
    bool trained = true;
    RecallMetrics aToB;
    RecallMetrics bToA;
    RecallMetrics chanceAToB; ///< of a guess; NaN in files from before it was kept
    RecallMetrics chanceBToA;
};

/// Of every two of at most three towers: a plain value, as a log of millions needs it.
class PairRecalls {
public:
    static constexpr std::size_t most = mostModalities * (mostModalities - 1) / 2;

    [[nodiscard]] std::size_t size() const { return m_size; }
    /// Needs size() < most.
    void push_back(const PairRecall& pair)
    {
        assert(m_size < most);
        m_pairs[m_size++] = pair;
    }
    const PairRecall& operator[](std::size_t place) const { return m_pairs[place]; }
    [[nodiscard]] const PairRecall& back() const { return m_pairs[m_size - 1]; }
    [[nodiscard]] const PairRecall* begin() const { return m_pairs.data(); }
    [[nodiscard]] const PairRecall* end() const { return m_pairs.data() + m_size; }

private:
    std::array<PairRecall, most> m_pairs {};
    std::size_t m_size = 0;
};

/// The held-out items judged after a step.
struct EvaluationMetrics {
    std::int64_t step = 0;
    double loss = 0; ///< mean over the trained pairs
    double chance = 0;
    RecallMetrics aToB; ///< of the first pair
    RecallMetrics bToA;
    PairRecalls pairs; ///< every two towers, in the order of RunSetup::everyPair()
    std::int64_t items = 0;
    /// Share of items whose nearest class name is their own (analysis/class_accuracy.h); NaN where
    /// captions name no classes. Not part of the digest: it follows from what is.
    double classAccuracy = std::numeric_limits<double>::quiet_NaN();
    double classChance = std::numeric_limits<double>::quiet_NaN(); ///< 1 / classes
    double seconds = 0; ///< since the run began; not part of the digest
};

/// The note that a line search has failed; told once until something is changed.
constexpr const char* lineSearchNote = "line_search";

/// Something that happened between two steps.
struct RunEvent {
    /// The numbers are part of digests.
    enum class Kind : std::uint8_t { change = 0, diverged = 1, note = 3 };
    Kind kind = Kind::change;
    std::int64_t step = 0; ///< steps done when it took effect
    std::string key; ///< of the parameter; of a note: what it is about
    std::string before;
    std::string after;
};

/// "change", "diverged", "note", as files have it.
const char* nameOf(RunEvent::Kind kind);
std::optional<RunEvent::Kind> eventKindNamed(std::string_view name);

} // namespace contrastlab
