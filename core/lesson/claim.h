// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A claim of a paper or a textbook as something that can be run: what is varied, what is measured,
// and what is said of the numbers. Plain values; any thread.
#pragma once

#include "lesson/measures.h"
#include "run/run_spec.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

/// By language ("en", "zh_CN"); English is always there. Lessons have theirs in Markdown.
struct LessonText {
    std::map<std::string, std::string> byLanguage;

    /// English where there is none in that language.
    [[nodiscard]] const std::string& in(const std::string& language) const;
};

/// One of the things that are compared.
struct ClaimArm {
    std::string name; ///< as assertions and tables have it: "0.07"
    RunSpec spec; ///< of a claim about runs
    std::map<std::string, double> numbers; ///< of a claim about an experiment
};

/// A measure of one arm, or a number.
struct ClaimOperand {
    std::size_t measure = 0;
    std::size_t arm = 0;
    std::optional<double> number;
};

/// What is said of the numbers of one seed.
struct ClaimAssertion {
    enum class Kind {
        rises, ///< from each arm to the next
        falls,
        peaks, ///< some arm between the first and the last is above both
        dips,
        above, ///< left > right + by
        near ///< |left - right| <= by
    };
    Kind kind = Kind::rises;
    std::size_t measure = 0; ///< of the first four
    ClaimOperand left, right; ///< of the last two
    double by = 0;
    std::string text; ///< as the file has it, in one line
};

/// What trying a claim comes to.
enum class Verdict {
    holds, ///< all that is said is so with every seed
    fails, ///< something that is said is so with no seed
    undecided ///< seeds disagree, or it could not be run
};
/// "holds", "fails", "undecided".
const char* nameOf(Verdict verdict);

struct Claim {
    std::string name; ///< "temperature-recall"
    std::string lesson; ///< that it belongs to: "L2"; may be empty
    LessonText title;
    LessonText says; ///< in a sentence or two
    LessonText here; ///< what is seen in this lab, and why; may be empty
    LessonText source; ///< paper and figure
    Verdict expected = Verdict::holds; ///< as it was when it was written
    bool quick = false; ///< a few seconds: part of every test
    std::string experiment; ///< a closed form or a construction (experiments.h); empty: runs
    std::vector<std::int64_t> seeds; ///< at least three
    std::vector<ClaimArm> arms;
    std::vector<std::string> measureNames;
    std::vector<Measure> measures;
    std::vector<ClaimAssertion> assertions;
    std::map<std::string, LessonText> labels; ///< of arms and measures, where names are words

    /// What people call an arm or a measure.
    [[nodiscard]] const std::string& labelOf(
        const std::string& of, const std::string& language) const;
    /// The parameter that is varied, where the arms differ in one alone; else empty.
    [[nodiscard]] std::string varied() const;
};

} // namespace contrastlab
