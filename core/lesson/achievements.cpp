// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lesson/achievements.h"

#include "base/translation_marks.h"

#include <algorithm>
#include <sstream>
#include <utility>

namespace contrastlab {

namespace {

using FactKind = LessonFact::Kind;

constexpr char fieldSeparator = '\t';
constexpr std::pair<FactKind, const char*> kindNames[] = {
    { FactKind::claimTried, "claim" },
    { FactKind::lessonTried, "lesson" },
    { FactKind::controlMoved, "control" },
    { FactKind::collapseMended, "mended" },
};

bool hasSubject(FactKind kind)
{
    return kind == FactKind::claimTried || kind == FactKind::controlMoved;
}

bool earns(const LessonFact& fact, Achievement achievement)
{
    switch (achievement) {
    case Achievement::foreseen:
        return fact.kind == FactKind::claimTried && fact.foreseen;
    case Achievement::drawn:
        return fact.kind == FactKind::claimTried && fact.foreseen && fact.drawn;
    case Achievement::disproved:
        return fact.kind == FactKind::claimTried && fact.verdict == Verdict::fails;
    case Achievement::wholeLesson:
        return fact.kind == FactKind::lessonTried;
    case Achievement::handsOn:
        return fact.kind == FactKind::controlMoved;
    case Achievement::mended:
        return fact.kind == FactKind::collapseMended;
    }
    return false;
}

} // namespace

// Names may have blanks in them.
std::string textOf(const LessonFact& fact)
{
    std::string text =
        std::ranges::find(kindNames, fact.kind, &std::pair<FactKind, const char*>::first)->second;
    text += fieldSeparator + fact.lesson;
    if (hasSubject(fact.kind)) text += fieldSeparator + fact.subject;
    if (fact.kind != FactKind::claimTried) return text;
    if (fact.foreseen) text += fieldSeparator + std::string("foreseen");
    if (fact.drawn) text += fieldSeparator + std::string("drawn");
    return text + fieldSeparator + nameOf(fact.verdict);
}

std::optional<LessonFact> lessonFactOf(std::string_view text)
{
    std::istringstream words { std::string(text) };
    std::string word;
    const auto next = [&words](std::string& to) {
        return std::getline(words, to, fieldSeparator) && !to.empty();
    };
    LessonFact fact;
    if (!next(word)) return std::nullopt;
    const auto named =
        std::ranges::find_if(kindNames, [&](const auto& kind) { return kind.second == word; });
    if (named == std::end(kindNames) || !next(fact.lesson)) return std::nullopt;
    fact.kind = named->first;
    if (hasSubject(fact.kind) && !next(fact.subject)) return std::nullopt;
    while (next(word)) {
        if (word == "foreseen") fact.foreseen = true;
        if (word == "drawn") fact.drawn = true;
        for (const Verdict verdict : { Verdict::holds, Verdict::fails })
            if (word == nameOf(verdict)) fact.verdict = verdict;
    }
    return fact;
}

bool record(std::vector<LessonFact>& facts, const LessonFact& fact)
{
    const bool known = std::ranges::any_of(facts, [&](const LessonFact& other) {
        return other.kind == fact.kind && other.lesson == fact.lesson
            && other.subject == fact.subject;
    });
    if (!known) facts.push_back(fact);
    return !known;
}

const std::array<AchievementInfo, achievementCount>& achievements()
{
    static constexpr std::array<AchievementInfo, achievementCount> all { {
        { Achievement::foreseen, "foreseen", QT_TRANSLATE_NOOP("Achievement", "Foreseen"),
            QT_TRANSLATE_NOOP(
                "Achievement", "Say of a claim what will come before you try it, and be right.") },
        { Achievement::drawn, "drawn", QT_TRANSLATE_NOOP("Achievement", "Drawn by hand"),
            QT_TRANSLATE_NOOP(
                "Achievement", "Draw the curve that you expect, of the shape that then comes.") },
        { Achievement::disproved, "disproved", QT_TRANSLATE_NOOP("Achievement", "Not so here"),
            QT_TRANSLATE_NOOP(
                "Achievement", "Try a claim of the literature that fails in this lab.") },
        { Achievement::wholeLesson, "whole_lesson", QT_TRANSLATE_NOOP("Achievement", "To the end"),
            QT_TRANSLATE_NOOP("Achievement", "Try every claim of a lesson.") },
        { Achievement::handsOn, "hands_on", QT_TRANSLATE_NOOP("Achievement", "Hands on"),
            QT_TRANSLATE_NOOP("Achievement",
                "While a lesson's own run trains, move a value that matters in it.") },
        { Achievement::mended, "mended", QT_TRANSLATE_NOOP("Achievement", "Broken and mended"),
            QT_TRANSLATE_NOOP("Achievement",
                "Spoil a lesson's run on purpose, and bring it back to where it goes well.") },
    } };
    return all;
}

const LessonFact* earnedBy(Achievement achievement, std::span<const LessonFact> facts)
{
    const auto found = std::ranges::find_if(
        facts, [achievement](const LessonFact& fact) { return earns(fact, achievement); });
    return found == facts.end() ? nullptr : &*found;
}

bool CollapseWatch::see(State state)
{
    if (state == State::unknown) return false;
    if (m_seen == State::unknown && state == State::spoilt) return false;
    return std::exchange(m_seen, state) == State::spoilt && state == State::well;
}

} // namespace contrastlab
