// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A lesson's file names parameters and claims of the lab and nothing else.
#include "lesson/lesson.h"

#include "base/translation_marks.h"
#include "lesson/claim_file.h"

#include <algorithm>

namespace contrastlab {

namespace {

constexpr std::int64_t lessonFormat = 1;
constexpr std::size_t mostClaims = 16, mostOtherRuns = 8;

void readClaims(Lesson& lesson, const LinedJson& json,
    const std::function<const Claim*(const std::string&)>& claimNamed)
{
    for (const LinedJson& given : json.elements()) {
        if (!given.isText()) {
            lesson.claims.push_back(readClaim(given));
            continue;
        }
        const Claim* claim = claimNamed(given.text());
        if (!claim)
            given.fail({ QT_TRANSLATE_NOOP("Message", "no claim is named \"%1\""),
                { printable(given.text()) } });
        lesson.claims.push_back(*claim);
    }
    if (lesson.claims.size() > mostClaims)
        json.fail({ QT_TRANSLATE_NOOP("Message", "expected at most %1 claims"),
            { std::to_string(mostClaims) } });
}

RunSpec specIn(const LinedJson& settings)
{
    RunSpec spec;
    for (const std::string& key : settings.keys())
        setFromLesson(spec, key, settings.at(key));
    requireLessonSpec(spec, settings);
    return spec;
}

void readOtherRuns(Lesson& lesson, const LinedJson& json)
{
    for (const LinedJson& other : json.elements()) {
        other.requireOnly({ "title", "settings" });
        lesson.otherRuns.push_back(
            { readLessonText(other.at("title")), specIn(other.at("settings")) });
    }
    if (lesson.otherRuns.size() > mostOtherRuns)
        json.fail({ QT_TRANSLATE_NOOP("Message", "expected at most %1 runs"),
            { std::to_string(mostOtherRuns) } });
}

void readRun(Lesson& lesson, const LinedJson& json)
{
    json.requireOnly({ "title", "settings", "others", "controls" });
    lesson.hasRun = true;
    lesson.run = specIn(json.at("settings"));
    if (json.has("title")) lesson.runTitle = readLessonText(json.at("title"));
    if (json.has("others")) readOtherRuns(lesson, json.at("others"));
    if (!json.has("controls")) return;
    for (const LinedJson& control : json.at("controls").elements()) {
        if (!findParameter(control.text()))
            control.fail({ QT_TRANSLATE_NOOP("Message", "no parameter is named \"%1\""),
                { printable(control.text()) } });
        lesson.controls.push_back(control.text());
    }
}

} // namespace

Lesson readLesson(std::string_view text, const std::string& file,
    const std::function<const Claim*(const std::string&)>& claimNamed)
{
    const LinedJson json = LinedJson::read(text, file);
    json.requireOnly(
        { "format", "name", "number", "title", "text", "claims", "run", "question", "answer" });
    const LinedJson format = json.at("format");
    if (format.wholeNumber(1, 1'000'000) > lessonFormat)
        format.fail(
            { QT_TRANSLATE_NOOP("Message", "is of a newer version; this program reads up to %1"),
                { std::to_string(lessonFormat) } });
    Lesson lesson;
    lesson.name = json.at("name").text();
    if (json.has("number")) lesson.number = json.at("number").text();
    lesson.title = readLessonText(json.at("title"));
    lesson.text = readLessonText(json.at("text"));
    if (json.has("claims")) readClaims(lesson, json.at("claims"), claimNamed);
    if (json.has("run")) readRun(lesson, json.at("run"));
    if (json.has("question")) lesson.question = readLessonText(json.at("question"));
    if (json.has("answer")) lesson.answer = readLessonText(json.at("answer"));
    return lesson;
}

} // namespace contrastlab
