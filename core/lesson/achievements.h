// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What somebody has learnt by doing: six achievements, each earned by something that was recorded
// in a lesson. Plain values and pure functions; any thread.
#pragma once

#include "lesson/claim.h"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

/// Something that a person did in a lesson, as it was the first time.
struct LessonFact {
    enum class Kind {
        claimTried, ///< `subject`: the claim
        lessonTried, ///< all claims of the lesson
        controlMoved, ///< `subject`: a parameter that matters in the lesson, while its run trained
        collapseMended ///< training of the lesson's run was spoilt, and went well again
    };
    Kind kind = Kind::claimTried;
    std::string lesson; ///< by name
    std::string subject; ///< empty where the kind says all
    bool foreseen = false; ///< what came was what the person had expected
    bool drawn = false; ///< as a curve
    Verdict verdict = Verdict::undecided;

    friend bool operator==(const LessonFact&, const LessonFact&) = default;
};

/// One line, with tabs: "claim temperature temperature-recall foreseen drawn fails".
std::string textOf(const LessonFact& fact);
/// None where a text is no such line.
std::optional<LessonFact> lessonFactOf(std::string_view text);

/// False where such a fact stands there already: who has seen what comes foresees nothing.
bool record(std::vector<LessonFact>& facts, const LessonFact& fact);

enum class Achievement {
    foreseen, ///< a claim's outcome
    drawn, ///< a curve of the shape that came
    disproved, ///< a claim that fails here
    wholeLesson,
    handsOn, ///< moved what matters while a lesson's run trained
    mended ///< spoilt a lesson's run and saved it
};
constexpr std::size_t achievementCount = 6;

struct AchievementInfo {
    Achievement id;
    const char* name; ///< of its icon
    const char* title; ///< English, in the context Achievement, as the next
    const char* how; ///< it is earned
};
const std::array<AchievementInfo, achievementCount>& achievements();

/// The first of the facts that earns it; null where none does.
const LessonFact* earnedBy(Achievement achievement, std::span<const LessonFact> facts);

/// Whether a run that went well was spoilt and went well again, by what is found of it over time.
class CollapseWatch {
public:
    enum class State { unknown, well, spoilt };

    /// Another run, of which nothing has been found yet.
    void begin() { m_seen = State::unknown; }
    /// True where it has just been mended; a run that never went well was not spoilt by anybody.
    bool see(State state);

private:
    State m_seen = State::unknown;
};

} // namespace contrastlab
