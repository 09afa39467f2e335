// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A seeded mutator over the lessons, claims and glossary of the program: bytes are damaged, and
// values swapped with those of other files. Each must be read or refused in one line with its
// place. `fuzz_lessons ROUNDS [SEED]`.
#include "lesson/claim_file.h"
#include "lesson/glossary.h"
#include "lesson/lesson.h"
#include "media/lesson_files.h"
#include "support/file_fuzzing.h"
#include "support/text_damage.h"

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

using Json = nlohmann::ordered_json;

/// Every value within, the whole included.
void collect(Json& json, std::vector<Json*>& values)
{
    values.push_back(&json);
    if (json.is_structured())
        for (Json& member : json)
            collect(member, values);
}

/// A value of one text in the place of one of another.
std::string transplanted(const std::string& text, const std::string& from, RandomStream& random)
{
    Json json = Json::parse(text), other = Json::parse(from);
    std::vector<Json*> places, gifts;
    collect(json, places);
    collect(other, gifts);
    *places[random.below(places.size())] = Json(*gifts[random.below(gifts.size())]);
    return json.dump(1);
}

/// A lesson with what teachers may add and those of the program do without.
std::string locked(const std::string& lesson)
{
    Json json = Json::parse(lesson);
    json["run"]["locked"] = { "seed", "evaluate_every" };
    json["run"]["hidden"] = { "schedule", "momentum" };
    return json.dump(1);
}

enum class Kind { claim, lesson, glossary };

} // namespace

int main(int argc, char** argv)
{
    limitMemory();
    const std::vector<LessonFile> claims = claimFiles(), terms { glossaryFile() };
    std::vector<LessonFile> lessons = lessonFiles();
    std::vector<Claim> known;
    for (const LessonFile& file : claims)
        known.push_back(readClaim(file.text, file.name));
    const auto claimNamed = [&](const std::string& name) -> const Claim* {
        for (const Claim& claim : known)
            if (claim.name == name) return &claim;
        return nullptr;
    };
    for (LessonFile& file : lessons) {
        file.text = locked(file.text);
        (void)readLesson(file.text, file.name, claimNamed);
    }
    const std::vector<LessonFile>* const kinds[] { &claims, &lessons, &terms };
    const auto textOf = [&](Kind kind, RandomStream& random) -> const std::string& {
        const auto& files = *kinds[std::size_t(kind)];
        return files[random.below(files.size())].text;
    };
    return fuzz(argc, argv, 3000, [&](RandomStream& random) {
        const Kind kind = Kind(random.below(3));
        std::string text = textOf(kind, random);
        if (random.below(2) == 0)
            text = transplanted(text, textOf(Kind(random.below(3)), random), random);
        else
            for (std::uint64_t left = 1 + random.below(4); left > 0; --left)
                mutateOnce(text, random);
        return isRead(fuzzedPath(), text, [&](const std::string& path) {
            if (kind == Kind::lesson)
                (void)readLesson(text, path, claimNamed);
            else if (kind == Kind::claim)
                (void)readClaim(text, path);
            else
                (void)readGlossary(text, path);
        });
    });
}
