// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From JSON to a claim whose arms are whole specs.
#include "lesson/claim_file.h"

#include "base/joined.h"
#include "base/translation_marks.h"
#include "lesson/experiments.h"
#include "lesson/lined_json.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace contrastlab {

namespace {

constexpr std::int64_t claimFormat = 1;
constexpr std::int64_t mostSteps = 100'000;
constexpr std::array<std::string_view, 4> ownData { "synthetic", "emoji", "people", "digits" };
constexpr std::size_t mostArms = 64, leastSeeds = 3, mostSeeds = 32;

// What a file may not set: its data are the lab's own.
bool isForeign(const std::string& key)
{
    return key.starts_with("data.") || key == "word_vectors" || key.ends_with("_encoder")
        || key == "seed";
}

std::string linesOf(const LinedJson& json)
{
    return json.isText() ? json.text() : joined(json.elements(), &LinedJson::text, "\n");
}

class ClaimReader {
public:
    explicit ClaimReader(const LinedJson& json) : m_json(json) { }

    Claim read()
    {
        m_json.requireOnly(
            { "format", "name", "lesson", "title", "says", "here", "source", "expected", "quick",
                "experiment", "seeds", "base", "arms", "vary", "measures", "labels", "assert" });
        readHead();
        if (m_json.has("arms") == m_json.has("vary"))
            m_json.fail(QT_TRANSLATE_NOOP("Message", "expected either \"arms\" or \"vary\""));
        if (m_json.has("arms"))
            readArms();
        else
            readVariation();
        readMeasures();
        if (m_json.has("labels"))
            for (const std::string& name : m_json.at("labels").keys())
                m_claim.labels[name] = readLessonText(m_json.at("labels").at(name));
        for (const LinedJson& assertion : m_json.at("assert").elements())
            m_claim.assertions.push_back(assertionOf(assertion));
        return std::move(m_claim);
    }

private:
    void readHead()
    {
        const LinedJson format = m_json.at("format");
        if (format.wholeNumber(1, 1'000'000) > claimFormat)
            format.fail({ QT_TRANSLATE_NOOP(
                              "Message", "is of a newer version; this program reads up to %1"),
                { std::to_string(claimFormat) } });
        m_claim.name = m_json.at("name").text();
        m_claim.title = readLessonText(m_json.at("title"));
        m_claim.says = readLessonText(m_json.at("says"));
        m_claim.source = sourceOf(m_json.at("source"));
        if (m_json.has("lesson")) m_claim.lesson = m_json.at("lesson").text();
        if (m_json.has("here")) m_claim.here = readLessonText(m_json.at("here"));
        if (m_json.has("quick")) m_claim.quick = m_json.at("quick").flag();
        if (m_json.has("expected")) m_claim.expected = verdictIn(m_json.at("expected"));
        if (m_json.has("experiment")) {
            const LinedJson experiment = m_json.at("experiment");
            m_claim.experiment = experiment.text();
            m_experiment = findExperiment(m_claim.experiment);
            if (!m_experiment)
                experiment.fail(
                    { QT_TRANSLATE_NOOP("Message", "expected one of %1"), { experimentNames() } });
        }
        readSeeds();
    }

    // Names and numbers need no translation.
    static LessonText sourceOf(const LinedJson& json)
    {
        return json.isText() ? LessonText { { { "en", json.text() } } } : readLessonText(json);
    }

    static Verdict verdictIn(const LinedJson& json)
    {
        for (const Verdict verdict : { Verdict::holds, Verdict::fails, Verdict::undecided })
            if (json.text() == nameOf(verdict)) return verdict;
        json.fail({ QT_TRANSLATE_NOOP("Message", "expected one of %1"),
            { std::string("holds, fails, undecided") } });
    }

    void readSeeds()
    {
        const LinedJson seeds = m_json.at("seeds");
        for (const LinedJson& seed : seeds.elements())
            m_claim.seeds.push_back(seed.wholeNumber(0, 1'000'000'000));
        const std::set<std::int64_t> different(m_claim.seeds.begin(), m_claim.seeds.end());
        if (different.size() < leastSeeds || m_claim.seeds.size() > mostSeeds
            || different.size() < m_claim.seeds.size())
            seeds.fail({ QT_TRANSLATE_NOOP("Message", "expected %1 to %2 different seeds"),
                { std::to_string(leastSeeds), std::to_string(mostSeeds) } });
    }

    void setNumber(ClaimArm& arm, const std::string& key, const LinedJson& value) const
    {
        const auto setting =
            std::ranges::find(m_experiment->settings, key, &ExperimentSetting::name);
        if (setting == m_experiment->settings.end())
            value.fail({ QT_TRANSLATE_NOOP("Message", "\"%1\" is unknown here, expected one of %2"),
                { printable(key), namesOf(m_experiment->settings) } });
        const double number = value.number();
        if (!(number >= setting->least && number <= setting->most))
            value.fail({ QT_TRANSLATE_NOOP("Message", "%1 = %2: expected %3"),
                { key, value.scalar(),
                    Message(QT_TRANSLATE_NOOP("Message", "a number from %1 to %2"),
                        { toText(setting->least), toText(setting->most) }) } });
        arm.numbers[key] = number;
    }

    void setValue(ClaimArm& arm, const std::string& key, const LinedJson& value) const
    {
        if (m_experiment)
            setNumber(arm, key, value);
        else
            setFromLesson(arm.spec, key, value);
    }

    // But for its name.
    void setAll(ClaimArm& arm, const LinedJson& settings) const
    {
        for (const std::string& key : settings.keys())
            if (key != "name") setValue(arm, key, settings.at(key));
    }

    [[nodiscard]] ClaimArm baseArm(const std::string& name) const
    {
        ClaimArm arm { name, {}, {} };
        if (m_experiment)
            for (const ExperimentSetting& setting : m_experiment->settings)
                arm.numbers[setting.name] = setting.standard;
        if (m_json.has("base")) setAll(arm, m_json.at("base"));
        return arm;
    }

    void add(ClaimArm arm, const LinedJson& place)
    {
        if (!m_experiment) requireLessonSpec(arm.spec, place);
        if (std::ranges::count(m_claim.arms, arm.name, &ClaimArm::name) > 0)
            place.fail({ QT_TRANSLATE_NOOP("Message", "two arms are named \"%1\""),
                { printable(arm.name) } });
        m_claim.arms.push_back(std::move(arm));
        if (m_claim.arms.size() > mostArms)
            place.fail({ QT_TRANSLATE_NOOP("Message", "expected at most %1 arms"),
                { std::to_string(mostArms) } });
    }

    void readArms()
    {
        for (const LinedJson& given : m_json.at("arms").elements()) {
            ClaimArm arm = baseArm(given.at("name").text());
            setAll(arm, given);
            add(std::move(arm), given);
        }
    }

    // {"temperature": [0.01, 0.1, 1]}: an arm a value, named by it.
    void readVariation()
    {
        const LinedJson vary = m_json.at("vary");
        const std::vector<std::string> keys = vary.keys();
        if (keys.size() != 1)
            vary.fail(QT_TRANSLATE_NOOP("Message", "expected one parameter with a list of values"));
        for (const LinedJson& value : vary.at(keys.front()).elements()) {
            ClaimArm arm = baseArm(value.scalar());
            setValue(arm, keys.front(), value);
            add(std::move(arm), value);
        }
    }

    void readMeasures()
    {
        const LinedJson measures = m_json.at("measures");
        for (const std::string& name : measures.keys()) {
            const LinedJson given = measures.at(name);
            const bool plain = given.isText();
            if (!plain) given.requireOnly({ "of", "at" });
            m_claim.measureNames.push_back(name);
            m_claim.measures.push_back(measureIn(plain ? given : given.at("of")));
            if (!plain && given.has("at")) {
                const auto moment = momentNamed(given.at("at").text());
                if (!moment)
                    given.at("at").fail({ QT_TRANSLATE_NOOP("Message", "expected one of %1"),
                        { std::string("end, start, lowest, highest") } });
                m_claim.measures.back().moment = *moment;
            }
        }
        if (m_claim.measures.empty())
            measures.fail(QT_TRANSLATE_NOOP("Message", "expected at least one measure"));
    }

    [[nodiscard]] Measure measureIn(const LinedJson& json) const
    {
        const std::string name = json.text();
        if (m_experiment) {
            if (std::ranges::find(m_experiment->results, name) == m_experiment->results.end())
                json.fail({ QT_TRANSLATE_NOOP("Message", "expected one of %1"),
                    { namesOf(m_experiment->results) } });
            return { Measure::Source::experiment, name };
        }
        if (const auto measure = measureNamed(name)) return *measure;
        json.fail({ QT_TRANSLATE_NOOP("Message", "\"%1\" is no measure, expected such as %2"),
            { printable(name),
                std::string("train.loss, held_out.a_to_b_recall_at_1, "
                            "diagnostics.modality_gap") } });
    }

    std::size_t measurePlace(const std::string& name, const LinedJson& where) const
    {
        const auto found = std::ranges::find(m_claim.measureNames, name);
        if (found == m_claim.measureNames.end())
            where.fail({ QT_TRANSLATE_NOOP("Message", "no measure is named \"%1\""),
                { printable(name) } });
        return static_cast<std::size_t>(found - m_claim.measureNames.begin());
    }

    // "recall @ 0.07", or a number.
    ClaimOperand operandOf(const LinedJson& json) const
    {
        if (!json.isText()) return { 0, 0, json.number() };
        const std::string text = json.text();
        const auto sign = text.find(" @ ");
        if (sign == std::string::npos)
            json.fail(QT_TRANSLATE_NOOP(
                "Message", "expected a number, or a text such as \"MEASURE @ ARM\""));
        const std::string armName = text.substr(sign + 3);
        const auto arm = std::ranges::find(m_claim.arms, armName, &ClaimArm::name);
        if (arm == m_claim.arms.end())
            json.fail(
                { QT_TRANSLATE_NOOP("Message", "no arm is named \"%1\""), { printable(armName) } });
        return { measurePlace(text.substr(0, sign), json),
            static_cast<std::size_t>(arm - m_claim.arms.begin()), {} };
    }

    ClaimAssertion assertionOf(const LinedJson& json) const
    {
        using Kind = ClaimAssertion::Kind;
        constexpr std::array kinds { std::pair("rises", Kind::rises),
            std::pair("falls", Kind::falls), std::pair("peaks", Kind::peaks),
            std::pair("dips", Kind::dips), std::pair("above", Kind::above),
            std::pair("near", Kind::near) };
        for (const auto& [name, kind] : kinds) {
            if (!json.has(name)) continue;
            ClaimAssertion assertion { .kind = kind };
            const LinedJson said = json.at(name);
            if (kind == Kind::above || kind == Kind::near) {
                json.requireOnly({ name, "by" });
                readComparison(assertion, json, said, name);
            } else {
                json.requireOnly({ name });
                assertion.measure = measurePlace(said.text(), said);
                assertion.text = said.text() + ' ' + name;
                const std::size_t least = kind == Kind::peaks || kind == Kind::dips ? 3 : 2;
                if (m_claim.arms.size() < least)
                    said.fail({ QT_TRANSLATE_NOOP("Message", "expected at least %1 arms"),
                        { std::to_string(least) } });
            }
            return assertion;
        }
        json.fail({ QT_TRANSLATE_NOOP("Message", "expected one of %1"),
            { std::string("rises, falls, peaks, dips, above, near") } });
    }

    void readComparison(ClaimAssertion& assertion, const LinedJson& json, const LinedJson& said,
        const std::string& name) const
    {
        const std::vector<LinedJson> sides = said.elements();
        if (sides.size() != 2) said.fail(QT_TRANSLATE_NOOP("Message", "expected a list of two"));
        assertion.left = operandOf(sides[0]);
        assertion.right = operandOf(sides[1]);
        if (json.has("by")) assertion.by = json.at("by").number();
        assertion.text = sides[0].scalar() + ' ' + name + ' ' + sides[1].scalar();
        if (json.has("by")) assertion.text += " by " + toText(assertion.by);
    }

    const LinedJson& m_json;
    const Experiment* m_experiment = nullptr;
    Claim m_claim;
};

} // namespace

LessonText readLessonText(const LinedJson& json)
{
    LessonText text;
    json.requireOnly({ "en", "zh_CN" });
    for (const std::string& language : json.keys())
        text.byLanguage[language] = linesOf(json.at(language));
    (void)json.at("en");
    return text;
}

void setFromLesson(RunSpec& spec, const std::string& key, const LinedJson& value)
{
    if (isForeign(key))
        value.fail({ QT_TRANSLATE_NOOP("Message", "\"%1\" cannot be set by a lesson"),
            { printable(key) } });
    if (key == "dataset" && std::ranges::count(ownData, value.text()) == 0)
        value.fail({ QT_TRANSLATE_NOOP("Message", "expected one of %1"),
            { std::string("synthetic, emoji, people, digits") } });
    if (const auto problem = assign(spec, key, value.scalar()))
        value.fail({ QT_TRANSLATE_NOOP("Message", "%1 = %2: expected %3"),
            { printable(key), printable(problem->value), problem->limit } });
}

void requireLessonSpec(const RunSpec& spec, const LinedJson& where)
{
    const std::vector<Problem> problems = validate(spec);
    if (!problems.empty())
        where.fail({ QT_TRANSLATE_NOOP("Message", "%1 = %2: expected %3"),
            { problems.front().field, printable(problems.front().value),
                problems.front().limit } });
    const std::int64_t steps = spec.integer("steps");
    if (steps < 1 || steps > mostSteps)
        where.fail({ QT_TRANSLATE_NOOP("Message", "%1 = %2: expected %3"),
            { std::string("steps"), std::to_string(steps),
                Message(QT_TRANSLATE_NOOP("Message", "a whole number from %1 to %2"),
                    { std::string("1"), std::to_string(mostSteps) }) } });
}

Claim readClaim(const LinedJson& json)
{
    return ClaimReader(json).read();
}

Claim readClaim(std::string_view json, const std::string& file)
{
    return readClaim(LinedJson::read(json, file));
}

} // namespace contrastlab
