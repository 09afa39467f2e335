// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run is goes into the page as one piece of JSON, and the page's own script writes it as
// text: no name or caption is ever read as HTML.
#include "report/report_page.h"

#include "report/report_curves.h"
#include "report/run_texts.h"
#include "store/run_store.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdio>

namespace contrastlab {

namespace {

using Json = nlohmann::ordered_json;
constexpr std::size_t mostEvents = 500;

// What stands here in English, and its Chinese where there is any.
Json inBoth(const ReportSource& source, const char* context, const std::string& english)
{
    return { { "en", english },
        { "zh", source.chinese ? source.chinese(context, english) : english } };
}

Json labelOf(const ReportSource& source, const std::string& key)
{
    const Parameter* parameter = findParameter(key);
    if (parameter) return inBoth(source, "Parameter", std::string(parameter->label));
    return { { "en", key }, { "zh", key } };
}

Json nameJson(const DisplayName& name)
{
    return { { "en", name.en.empty() ? name.zh : name.en },
        { "zh", name.zh.empty() ? name.en : name.zh } };
}

std::string hexadecimal(std::uint64_t number)
{
    char text[24];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(number));
    return text;
}

Json outcomeJson(const ReportSource& source)
{
    const RunOutcome outcome = source.run->outcome();
    Json json { { "kind", nameOf(outcome.kind) }, { "step", outcome.step },
        { "message", outcome.message } };
    if (!outcome.cause.empty()) json["cause"] = labelOf(source, outcome.cause);
    return json;
}

Json eventsJson(const ReportSource& source)
{
    Json list = Json::array();
    for (const RunEvent& event : source.run->events.since(0, mostEvents))
        list.push_back({ { "kind", nameOf(event.kind) }, { "step", event.step },
            { "label", labelOf(source, event.key) }, { "before", event.before },
            { "after", event.after } });
    return list;
}

Json parametersJson(const ReportSource& source)
{
    const RunSpec& spec = source.run->spec();
    Json list = Json::array();
    for (const Parameter& parameter : parameterTable()) {
        const bool differs = spec.value(parameter.key) != parameter.standard;
        if (!differs && !spec.isRelevant(parameter)) continue;
        list.push_back(
            { { "key", parameter.key }, { "label", labelOf(source, std::string(parameter.key)) },
                { "value", toText(spec.value(parameter.key)) },
                { "standard", toText(parameter.standard) }, { "differs", differs } });
    }
    for (const auto& [key, value] : spec.data())
        list.push_back({ { "key", key }, { "label", labelOf(source, key) }, { "value", value },
            { "standard", "" }, { "differs", true } });
    return list;
}

std::vector<RecordedModality> modalitiesOf(const ReportSource& source)
{
    if (!source.setup) return recordedModalities(source.run->spec(), source.data.facts);
    std::vector<RecordedModality> modalities;
    for (int t = 0; t < source.setup->towers(); ++t)
        modalities.push_back({ source.setup->modality(t).name, source.setup->modality(t).kind });
    return modalities;
}

RunTextSource textSourceOf(const ReportSource& source)
{
    RunTextSource texts { source.run->spec(), source.run->events.since(0, mostEvents),
        source.run->identity().name, {} };
    for (const RecordedModality& modality : modalitiesOf(source))
        texts.kinds.push_back(modality.kind);
    if (texts.kinds.size() < 2) texts.kinds.clear();
    return texts;
}

Json textsJson(const ReportSource& source)
{
    const RunTextSource texts = textSourceOf(source);
    const Message obstacle = pythonObstacle(texts.spec);
    Json json { { "command", asCommand(texts) }, { "spec", toJson(texts.spec) } };
    if (obstacle.empty()) json["python"] = asPython(texts);
    return json;
}

Json testJson(const EvaluationMetrics& test)
{
    return { { "items", test.items }, { "loss", test.loss }, { "chance", test.chance },
        { "ab", test.aToB.recallAt10 }, { "ba", test.bToA.recallAt10 } };
}

// Sentences of the core, in both languages.
Json messageJson(const ReportSource& source, const Message& message)
{
    if (message.quoted) return { { "en", message.sentence }, { "zh", message.sentence } };
    std::vector<std::string> arguments, chinese;
    for (const Message& argument : message.arguments) {
        const Json part = messageJson(source, argument);
        arguments.push_back(part["en"]);
        chinese.push_back(part["zh"]);
    }
    const Json sentence = inBoth(source, "Message", message.sentence);
    return { { "en", fillIn(sentence["en"].get<std::string>(), arguments) },
        { "zh", fillIn(sentence["zh"].get<std::string>(), chinese) } };
}

Json headJson(const ReportSource& source)
{
    const Run& run = *source.run;
    const RunSpec& spec = run.spec();
    const RunIdentity identity = run.identity();
    const auto last = run.steps.last();
    const ObjectiveInfo* objective = findObjective(spec.text("objective"));
    Json modalities = Json::array();
    for (const RecordedModality& modality : modalitiesOf(source))
        modalities.push_back(modality.name);
    Json json { { "name", identity.name }, { "id", identity.id }, { "parent", identity.parentId },
        { "branched_at", identity.branchedAt }, { "began", run.began() },
        { "seconds", last ? last->seconds : 0 }, { "steps", last ? last->step : 0 },
        { "program", source.program }, { "writer", programName() },
        { "engine", source.engineLevel }, { "digest", hexadecimal(run.digest()) },
        { "data_digest", source.data.digest }, { "dataset", spec.text("dataset") },
        { "task", spec.text("task") }, { "modalities", modalities },
        { "outcome", outcomeJson(source) }, { "last", Json::object() } };
    if (last) json["last"] = { { "loss", last->loss }, { "chance", last->chance } };
    json["objective"] = objective ? inBoth(source, "Objective", std::string(objective->label))
                                  : Json(spec.text("objective"));
    json["formula"] = objective ? std::string(objective->formula) : std::string();
    if (!source.noData.empty()) json["no_data"] = messageJson(source, source.noData);
    if (const auto test = run.test()) json["test"] = testJson(*test);
    return json;
}

Json itemsJson(const ReportSource& source)
{
    Json list = Json::array();
    for (const ReportItem& item : source.items)
        list.push_back({ { "item", item.item }, { "name", nameJson(item.name) },
            { "captions", item.captions }, { "label", item.label }, { "picture", item.picture } });
    return list;
}

// Names of the labels that items have, by number.
Json labelsJson(const ReportSource& source)
{
    Json names = Json::object();
    if (!source.setup) return names;
    const auto& all = source.setup->dataset().labelNames;
    for (const ReportItem& item : source.items)
        if (item.label >= 0 && item.label < std::ssize(all))
            names[std::to_string(item.label)] = nameJson(all[static_cast<std::size_t>(item.label)]);
    return names;
}

// Where the items of the matrix stand among those of the map.
Json matrixPlaces(const ReportSource& source)
{
    Json places = Json::array();
    if (!source.setup || source.items.empty()) return places;
    for (const Index item : chooseProbes(*source.setup).heatmapItems)
        places.push_back(
            std::ranges::find(source.items, item, &ReportItem::item) - source.items.begin());
    return places;
}

std::string pageWith(const ReportSource& source, const Json& json, std::string_view page)
{
    const std::string name = source.run->identity().name;
    std::string text(page);
    const auto fill = [&](std::string_view place, const std::string& value) {
        text.replace(text.find(place), place.size(), value);
    };
    // In this order: the title stands before the run, and may say anything.
    fill("@RUN@", scriptText(json.dump(-1, ' ', false, Json::error_handler_t::replace)));
    fill("@TITLE@", htmlText(name.empty() ? "ContrastLab" : name + " – ContrastLab"));
    return text;
}

// Pictures go first, then captions: curves and frames have a bound of their own.
void shorten(Json& json, int round)
{
    for (Json& item : json["items"]) {
        item["picture"] = "";
        if (round > 0) item["captions"] = Json::array();
        if (round > 1) item["name"] = nameJson({});
    }
}

} // namespace

std::string reportPage(ThreadPool& pool, const ReportSource& source, std::string_view page)
{
    assert(source.run);
    Json json = headJson(source);
    const RunLogs logs = logsOf(source.run);
    json["step_curves"] = stepCurves(logs);
    json["judged"] = judgedCurves(logs);
    json["diagnostics"] = diagnosticCurves(*source.run);
    json["events"] = eventsJson(source);
    json["event_count"] = source.run->events.size();
    json["parameters"] = parametersJson(source);
    json["frames"] = framesJson(reportFrames(pool, *source.run, source.setup.get()));
    json["items"] = itemsJson(source);
    json["labels"] = labelsJson(source);
    json["matrix_items"] = matrixPlaces(source);
    json["texts"] = textsJson(source);
    std::string text = pageWith(source, json, page);
    for (int round = 0; round < 3 && text.size() > mostPageBytes; ++round) {
        shorten(json, round);
        text = pageWith(source, json, page);
    }
    return text;
}

std::string htmlText(std::string_view text)
{
    std::string escaped;
    for (const char c : text) {
        switch (c) {
        case '<':
            escaped += "&lt;";
            break;
        case '>':
            escaped += "&gt;";
            break;
        case '&':
            escaped += "&amp;";
            break;
        case '"':
            escaped += "&quot;";
            break;
        default:
            escaped += c;
        }
    }
    return escaped;
}

std::string scriptText(std::string_view json)
{
    std::string text;
    text.reserve(json.size() + json.size() / 64);
    for (const char c : json) {
        if (c == '<') // outside of strings JSON has none of these
            text += "\\u003c";
        else if (c == '>')
            text += "\\u003e";
        else if (c == '&')
            text += "\\u0026";
        else
            text += c;
    }
    return text;
}

} // namespace contrastlab
