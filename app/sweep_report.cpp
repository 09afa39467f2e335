// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Keys of the JSON that are there are stable: scripts read them.
#include "sweep_report.h"

#include "loading_line.h"
#include "summary.h"

#include "base/engine_level.h"
#include "store/sweep_folder.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <map>
#include <unistd.h>

namespace contrastlab {

namespace {

using Json = nlohmann::ordered_json;

Json orNull(double value)
{
    return std::isfinite(value) ? Json(value) : Json();
}

std::string fourDigits(double value)
{
    if (!std::isfinite(value)) return "-";
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", value);
    return text;
}

std::string cellText(const Spread& spread, bool several)
{
    if (!several || !std::isfinite(spread.mean)) return fourDigits(spread.mean);
    char text[32];
    std::snprintf(text, sizeof text, " ± %.2g", spread.deviation);
    return fourDigits(spread.mean) + text;
}

// Letters, not bytes.
std::size_t widthOf(const std::string& text)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

void printAligned(const std::vector<std::vector<std::string>>& rows)
{
    std::vector<std::size_t> widths(rows.front().size(), 0);
    for (const auto& row : rows)
        for (std::size_t column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths[column], widthOf(row[column]));
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t column = 0; column < row.size(); ++column)
            line += (column == 0 ? "" : "  ")
                + std::string(widths[column] - widthOf(row[column]), ' ') + row[column];
        std::cout << line << '\n';
    }
    std::cout.flush();
}

// A number where the parameter is one.
Json typedValue(const std::string& key, const std::string& text)
{
    const Parameter* parameter = findParameter(key);
    const auto value = parameter ? parseValue(*parameter, text) : std::nullopt;
    if (!value) return text;
    return std::visit([](const auto& v) { return Json(v); }, *value);
}

Json runJson(const Sweep& sweep, const SweepResult& result)
{
    Json json { { "seed", sweep.seed(result.cell) }, { "outcome", nameOf(result.outcome.kind) },
        { "steps", result.outcome.step }, { "digest", digestText(result) } };
    if (result.outcome.kind == RunOutcome::Kind::diverged) json["cause"] = result.outcome.cause;
    if (result.outcome.kind == RunOutcome::Kind::failed) json["message"] = result.outcome.message;
    for (const double value : result.values)
        json["values"].push_back(orNull(value));
    return json;
}

Json settingJson(const Sweep& sweep, const SweepRow& row, const std::vector<std::string>& measures)
{
    Json json;
    const std::vector<SweepAxis>& axes = sweep.spec().axes;
    for (std::size_t axis = 0; axis < axes.size(); ++axis)
        json[axes[axis].key] = typedValue(axes[axis].key, axes[axis].values[row.place[axis]]);
    json["diverged"] = row.diverged;
    for (std::size_t measure = 0; measure < measures.size(); ++measure)
        json["measures"][measures[measure]] = { { "mean", orNull(row.values[measure].mean) },
            { "deviation", orNull(row.values[measure].deviation) } };
    return json;
}

} // namespace

void printSweepTable(const Sweep& sweep, std::span<const SweepResult> results,
    const std::vector<std::string>& measures)
{
    const std::vector<SweepAxis>& axes = sweep.spec().axes;
    const auto rows = rowsOf(sweep, results, measures.size());
    const bool several = sweep.spec().repeats > 1;
    const bool anyDiverged =
        std::ranges::any_of(rows, [](const SweepRow& row) { return row.diverged > 0; });
    std::vector<std::vector<std::string>> table(1);
    for (const SweepAxis& axis : axes)
        table[0].push_back(axis.key);
    if (several) table[0].emplace_back("runs");
    if (anyDiverged) table[0].emplace_back("diverged");
    table[0].insert(table[0].end(), measures.begin(), measures.end());
    for (const SweepRow& row : rows) {
        std::vector<std::string>& line = table.emplace_back();
        for (std::size_t axis = 0; axis < axes.size(); ++axis)
            line.push_back(printable(axes[axis].values[row.place[axis]]));
        if (several) line.push_back(std::to_string(row.runs));
        if (anyDiverged) line.push_back(std::to_string(row.diverged));
        for (const Spread& spread : row.values)
            line.push_back(cellText(spread, several));
    }
    printAligned(table);
}

void printSweepJson(const Sweep& sweep, std::span<const SweepResult> results,
    const std::vector<std::string>& measures)
{
    Json json { { "sweep", Json::array() }, { "repeats", sweep.spec().repeats },
        { "runs", sweep.cells().size() }, { "ended", results.size() }, { "engine", engineLevel() },
        { "measures", measures }, { "settings", Json::array() } };
    for (const SweepAxis& axis : sweep.spec().axes) {
        Json values = Json::array();
        for (const std::string& value : axis.values)
            values.push_back(typedValue(axis.key, value));
        json["sweep"].push_back({ { "key", axis.key }, { "values", values } });
    }
    std::map<std::array<std::size_t, 2>, std::map<std::size_t, Json>> runs;
    for (const SweepResult& result : results)
        runs[sweep.cells()[result.cell].place][result.cell] = runJson(sweep, result);
    for (const SweepRow& row : rowsOf(sweep, results, measures.size())) {
        Json setting = settingJson(sweep, row, measures);
        for (const auto& [cell, run] : runs[row.place])
            setting["runs"].push_back(run);
        json["settings"].push_back(setting);
    }
    std::cout << lineOf(json) << std::endl;
}

SweepProgressLine::SweepProgressLine(std::size_t total, std::size_t before)
    : m_terminal(isatty(STDERR_FILENO) != 0)
    , m_total(total)
    , m_before(before)
{
    show();
}

SweepProgressLine::~SweepProgressLine()
{
    if (m_terminal) std::fputs("\r\033[K", stderr);
}

void SweepProgressLine::count(const SweepResult& result)
{
    ++m_ended;
    m_diverged += result.outcome.kind == RunOutcome::Kind::diverged;
    const auto now = Clock::now();
    if (now - m_shown < std::chrono::milliseconds(100) && m_before + m_ended < m_total) return;
    m_shown = now;
    show();
}

void SweepProgressLine::tell(const std::string& text) const
{
    std::fprintf(
        stderr, "%scontrastlab-cli: %s\n", m_terminal ? "\r\033[K" : "", oneLine(text).c_str());
    show();
}

void SweepProgressLine::show() const
{
    if (!m_terminal) return;
    std::string line =
        std::to_string(m_before + m_ended) + " of " + std::to_string(m_total) + " runs";
    if (m_diverged > 0) line += ", " + std::to_string(m_diverged) + " diverged";
    const double seconds = std::chrono::duration<double>(Clock::now() - m_began).count();
    if (m_ended > 0 && seconds > 0) {
        const double rate = static_cast<double>(m_ended) / seconds;
        char text[32];
        std::snprintf(text, sizeof text, ", %.3g runs/s", rate);
        line += text;
        const auto left = static_cast<double>(m_total - m_before - m_ended);
        if (left > 0) line += ", " + duration(left / rate) + " left";
    }
    std::fprintf(stderr, "\r\033[K%s", line.c_str());
    std::fflush(stderr);
}

} // namespace contrastlab
