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

std::vector<std::string> readKeys(const LinedJson& json)
{
    std::vector<std::string> keys;
    for (const LinedJson& key : json.elements()) {
        if (!findParameter(key.text()))
            key.fail({ QT_TRANSLATE_NOOP("Message", "no parameter is named \"%1\""),
                { printable(key.text()) } });
        keys.push_back(key.text());
    }
    return keys;
}

void readRun(Lesson& lesson, const LinedJson& json)
{
    json.requireOnly({ "title", "settings", "others", "controls", "locked", "hidden" });
    lesson.hasRun = true;
    lesson.run = specIn(json.at("settings"));
    if (json.has("title")) lesson.runTitle = readLessonText(json.at("title"));
    if (json.has("others")) readOtherRuns(lesson, json.at("others"));
    for (const auto& [name, keys] : { std::pair("controls", &lesson.controls),
             { "locked", &lesson.locked }, { "hidden", &lesson.hidden } })
        if (json.has(name)) *keys = readKeys(json.at(name));
    for (const std::string& key : lesson.controls)
        if (std::ranges::find(lesson.hidden, key) != lesson.hidden.end())
            json.at("hidden").fail(
                { QT_TRANSLATE_NOOP("Message", "\"%1\" is one of the controls, too"), { key } });
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
