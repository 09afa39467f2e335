// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The file is read as lessons are.
#include "lesson/glossary.h"

#include "base/translation_marks.h"
#include "lesson/claim_file.h"
#include "lesson/lined_json.h"

#include <algorithm>

namespace contrastlab {

namespace {

constexpr std::int64_t glossaryFormat = 1;

GlossaryEntry entryIn(const LinedJson& json)
{
    json.requireOnly({ "name", "term", "aliases", "text", "formula", "source", "show" });
    GlossaryEntry entry;
    entry.name = json.at("name").text();
    entry.term = readLessonText(json.at("term"));
    entry.text = readLessonText(json.at("text"));
    entry.formula = json.at("formula").text();
    if (json.has("source")) entry.source = json.at("source").text();
    entry.show = json.at("show").text();
    if (!json.has("aliases")) return entry;
    for (const std::string& language : json.at("aliases").keys())
        for (const LinedJson& alias : json.at("aliases").at(language).elements())
            entry.aliases[language].push_back(alias.text());
    return entry;
}

} // namespace

std::vector<std::string> GlossaryEntry::wordsIn(const std::string& language) const
{
    std::vector<std::string> words { term.in(language) };
    if (const auto others = aliases.find(language); others != aliases.end())
        words.insert(words.end(), others->second.begin(), others->second.end());
    return words;
}

std::vector<GlossaryEntry> readGlossary(std::string_view text, const std::string& file)
{
    const LinedJson json = LinedJson::read(text, file);
    json.requireOnly({ "format", "entries" });
    const LinedJson format = json.at("format");
    if (format.wholeNumber(1, 1'000'000) > glossaryFormat)
        format.fail(
            { QT_TRANSLATE_NOOP("Message", "is of a newer version; this program reads up to %1"),
                { std::to_string(glossaryFormat) } });
    std::vector<GlossaryEntry> entries;
    for (const LinedJson& given : json.at("entries").elements()) {
        GlossaryEntry entry = entryIn(given);
        if (std::ranges::count(entries, entry.name, &GlossaryEntry::name) > 0)
            given.fail({ QT_TRANSLATE_NOOP("Message", "two entries are named \"%1\""),
                { printable(entry.name) } });
        entries.push_back(std::move(entry));
    }
    return entries;
}

} // namespace contrastlab
