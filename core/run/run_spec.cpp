// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Values by table order; validation, and the JSON form.
#include "run/run_spec.h"

#include "base/json_error.h"
#include "base/translation_marks.h"
#include "objective/nested_widths.h"
#include "objective/objective.h"
#include "optimizer/optimizer.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <sstream>

namespace contrastlab {

namespace {

std::size_t placeOf(std::string_view key)
{
    const Parameter* parameter = findParameter(key);
    assert(parameter && "a key of the parameter table");
    return static_cast<std::size_t>(parameter - parameterTable().data());
}

std::int64_t nearestMultiple(std::int64_t number, std::int64_t of)
{
    return std::max<std::int64_t>(1, (number + of / 2) / of) * of;
}

std::string shardedObjectives()
{
    std::string names;
    for (const ObjectiveInfo& info : objectiveTable())
        if (info.shards) names += (names.empty() ? "" : ", ") + std::string(info.name);
    return names;
}

// What a batch in shards is taken for. One thing at a time: the rest follows from it.
void checkShards(const RunSpec& spec, const ObjectiveInfo& objective, std::int64_t shards,
    const std::function<void(std::string_view, Message)>& add)
{
    const std::int64_t batch = spec.integer("batch_size");
    if (spec.text("task") != "contrast")
        add("shards", QT_TRANSLATE_NOOP("Message", "1 for any task but the contrast of pairs"));
    else if (!objective.shards)
        add("objective",
            { QT_TRANSLATE_NOOP("Message", "one of %1 where there are several shards"),
                { shardedObjectives() } });
    else if (spec.integer("matryoshka") > 1)
        add("matryoshka", QT_TRANSLATE_NOOP("Message", "1 where there are several shards"));
    else if (spec.real("break.missing") > 0)
        add("break.missing", QT_TRANSLATE_NOOP("Message", "0 where there are several shards"));
    else if (spec.text("precision") != "float32")
        add("precision", QT_TRANSLATE_NOOP("Message", "float32 where there are several shards"));
    else if (batch > 0 && batch % shards != 0)
        add("batch_size",
            { QT_TRANSLATE_NOOP("Message", "a multiple of the %1 shards, such as %2"),
                { std::to_string(shards), std::to_string(nearestMultiple(batch, shards)) } });
}

// What no single row can know: how values depend on each other and on the data.
void checkTogether(const RunSpec& spec, const DataFacts& facts, std::vector<Problem>& problems)
{
    const auto add = [&](std::string_view key, Message limit) {
        problems.push_back({ std::string(key), toText(spec.value(key)), std::move(limit) });
    };
    const ObjectiveInfo* objective = findObjective(spec.text("objective"));
    const OptimizerInfo* optimizer = findOptimizer(spec.text("optimizer"));
    const std::int64_t batch = spec.integer("batch_size");
    if (facts.trainingItems > 0 && batch > facts.trainingItems)
        add("batch_size",
            { QT_TRANSLATE_NOOP("Message", "at most the %1 training items"),
                { std::to_string(facts.trainingItems) } });
    if (!objective || !optimizer) return;
    if (spec.text("task") == "adversarial" && optimizer->needsHeldBatch)
        add("optimizer",
            QT_TRANSLATE_NOOP("Message",
                "an optimiser without a line search: what towers and discriminator go down is no "
                "one function"));
    if (batch < objective->leastBatch)
        add("batch_size",
            { QT_TRANSLATE_NOOP("Message", "at least %1 for the objective %2"),
                { std::to_string(objective->leastBatch), std::string(objective->name) } });
    ObjectiveSettings withoutNegatives;
    const std::string alignment(alignmentAlone(withoutNegatives));
    const int least = findObjective(alignment)->leastBatch;
    if (spec.flag("break.no_negatives") && batch < least)
        add("batch_size",
            { QT_TRANSLATE_NOOP("Message", "at least %1 for the objective %2"),
                { std::to_string(least), alignment } });
    if (objective->needsLabels && facts.modalities > 0 && !facts.labels)
        add("objective",
            { QT_TRANSLATE_NOOP("Message",
                  "an objective without labels (such as %1), because these data have none"),
                { std::string(objective->unlabelled) } });
    const std::int64_t width = spec.integer("embedding_width");
    const int nested = static_cast<int>(spec.integer("matryoshka"));
    if (const int most = nestedCount(width, nested); width > 0 && nested > most)
        add("matryoshka",
            { QT_TRANSLATE_NOOP("Message", "at most %1 for embeddings of %2 numbers"),
                { std::to_string(most), std::to_string(width) } });
    if (const std::int64_t queue = spec.integer("queue_size");
        objective->usesQueue && batch > 0 && queue % batch != 0)
        add("queue_size",
            { QT_TRANSLATE_NOOP("Message", "a multiple of the batch size %1, such as %2"),
                { std::to_string(batch), std::to_string(nearestMultiple(queue, batch)) } });
    if (const std::int64_t shards = spec.integer("shards"); shards > 1)
        checkShards(spec, *objective, shards, add);
    const double temperature = spec.real("temperature");
    if (objective->usesScale && spec.flag("learn_temperature")
        && (temperature < leastLearnableTemperature || temperature > mostLearnableTemperature))
        add("temperature",
            { QT_TRANSLATE_NOOP(
                  "Message", "from %1 to %2 while it is learned; switch learning off for more"),
                { toText(leastLearnableTemperature), toText(mostLearnableTemperature) } });
}

using Json = nlohmann::ordered_json;

Json jsonOf(const ParameterValue& value)
{
    return std::visit([](const auto& v) { return Json(v); }, value);
}

enum class JsonType { null, boolean, number, text, structure };

bool fits(const Parameter& parameter, JsonType type)
{
    if (std::holds_alternative<bool>(parameter.standard)) return type == JsonType::boolean;
    if (std::holds_alternative<std::string>(parameter.standard)) return type == JsonType::text;
    return type == JsonType::number;
}

// Takes a spec from the parser's events: the values of the top level, and of what is nested no more
// than that it is there. So no depth of nesting costs more than the text itself.
class SpecEvents final : public nlohmann::json_sax<nlohmann::json> {
public:
    SpecEvents(std::string_view text, std::string file) : m_text(text), m_file(std::move(file)) { }
    SpecReading take() { return std::move(m_reading); }

    bool null() override { return value(JsonType::null, "null"); }
    bool boolean(bool flag) override { return value(JsonType::boolean, flag ? "true" : "false"); }
    bool number_integer(std::int64_t number) override
    {
        return value(JsonType::number, std::to_string(number));
    }
    bool number_unsigned(std::uint64_t number) override
    {
        return value(JsonType::number, std::to_string(number));
    }
    bool number_float(double, const std::string& text) override
    {
        return value(JsonType::number, text);
    }
    bool string(std::string& text) override { return value(JsonType::text, text); }
    bool binary(binary_t&) override { return value(JsonType::structure, ""); }
    bool start_object(std::size_t) override { return open("{...}"); }
    bool start_array(std::size_t) override { return m_depth == 0 ? noObject() : open("[...]"); }
    bool end_object() override { return --m_depth, true; }
    bool end_array() override { return --m_depth, true; }
    bool key(std::string& text) override
    {
        if (m_depth != 1) return true;
        m_key = text;
        m_repeated = !m_reading.keys.insert(text).second;
        return true;
    }
    bool parse_error(
        std::size_t position, const std::string&, const nlohmann::json::exception& error) override
    {
        throw jsonError(m_text, m_file, position, error);
    }

private:
    bool noObject() const
    {
        throw InputError(m_file, "the top level", "expected an object of parameters");
    }
    bool open(const char* shown)
    {
        if (m_depth == 1) value(JsonType::structure, shown);
        ++m_depth;
        return true;
    }
    bool value(JsonType type, const std::string& text)
    {
        if (m_depth == 0) return noObject();
        if (m_depth > 1) return true;
        if (auto problem = judge(type, text)) {
            problem->file = m_file;
            m_reading.problems.push_back(std::move(*problem));
        }
        return true;
    }
    std::optional<Problem> judge(JsonType type, const std::string& text)
    {
        if (m_repeated) return Problem { m_key, text, "each key once" };
        const Parameter* parameter = findParameter(m_key);
        if (parameter && !fits(*parameter, type))
            return Problem { m_key, text, limitOf(*parameter) };
        const bool plain = type == JsonType::text || type == JsonType::number;
        if (m_key.starts_with("data.") && !plain)
            return Problem { m_key, text, "a text or a number" };
        return assign(m_reading.spec, m_key, text);
    }

    std::string_view m_text;
    std::string m_file;
    SpecReading m_reading;
    std::string m_key;
    bool m_repeated = false;
    int m_depth = 0;
};

} // namespace

RunSpec::RunSpec()
{
    for (const Parameter& parameter : parameterTable())
        m_values.push_back(parameter.standard);
}

const ParameterValue& RunSpec::value(std::string_view key) const
{
    return m_values[placeOf(key)];
}

void RunSpec::set(std::string_view key, ParameterValue value)
{
    ParameterValue& place = m_values[placeOf(key)];
    assert(place.index() == value.index());
    place = std::move(value);
}

bool RunSpec::isRelevant(const Parameter& parameter) const
{
    const Relevance& relevance = parameter.relevance;
    if (relevance.key.empty()) return true;
    if (!isRelevant(*findParameter(relevance.key))) return false;
    const std::string text = toText(value(relevance.key));
    return std::find(relevance.values.begin(), relevance.values.end(), text)
        != relevance.values.end();
}

std::vector<std::string> namesIn(const std::string& list)
{
    std::vector<std::string> names;
    std::istringstream stream(list);
    for (std::string name; std::getline(stream, name, ',');)
        if (!name.empty()) names.push_back(name);
    return names;
}

std::optional<Problem> assign(RunSpec& spec, std::string_view key, std::string_view text)
{
    if (key.starts_with("data.")) {
        spec.setData(std::string(key), std::string(text));
        return std::nullopt;
    }
    const Parameter* parameter = findParameter(key);
    if (!parameter)
        return Problem { std::string(key), std::string(text),
            "a known key (see 'contrastlab-cli parameters')" };
    const auto value = parseValue(*parameter, text);
    if (!value) return Problem { std::string(key), std::string(text), limitOf(*parameter) };
    spec.set(key, *value);
    return std::nullopt;
}

std::vector<Problem> validate(const RunSpec& spec, const DataFacts& facts)
{
    std::vector<Problem> problems;
    for (const Parameter& parameter : parameterTable())
        if (auto problem = check(parameter, spec.value(parameter.key)))
            problems.push_back(std::move(*problem));
    checkTogether(spec, facts, problems);
    return problems;
}

void fitQueue(RunSpec& spec, const std::set<std::string>& chosen)
{
    const ObjectiveInfo* objective = findObjective(spec.text("objective"));
    const std::int64_t queue = spec.integer("queue_size");
    const std::int64_t batch = spec.integer("batch_size");
    const bool isDefault = spec.value("queue_size") == findParameter("queue_size")->standard;
    if (!objective || !objective->usesQueue || !isDefault || chosen.contains("queue_size")) return;
    if (batch > 0 && queue % batch != 0) spec.set("queue_size", nearestMultiple(queue, batch));
}

std::string toJson(const RunSpec& spec)
{
    Json json = Json::object();
    for (const Parameter& parameter : parameterTable())
        json[std::string(parameter.key)] = jsonOf(spec.value(parameter.key));
    for (const auto& [key, value] : spec.data())
        json[key] = value;
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

SpecReading readSpec(std::string_view text, const std::string& file)
{
    SpecEvents events(text, file);
    nlohmann::json::sax_parse(text.begin(), text.end(), &events);
    return events.take();
}

RunSpec specFromJson(std::string_view text, const std::string& file)
{
    SpecReading reading = readSpec(text, file);
    if (!reading.problems.empty()) throw SpecError(reading.problems);
    return std::move(reading.spec);
}

} // namespace contrastlab
