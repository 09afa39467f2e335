// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// contrastlab-cli claims: what papers and textbooks say, tried here; one claim after the other.
#include "commands.h"
#include "flags.h"
#include "interruption.h"
#include "text_file.h"

#include "base/joined.h"
#include "lesson/claim_file.h"
#include "lesson/claim_trial.h"
#include "media/lesson_files.h"
#include "media/open_data.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>

namespace contrastlab {

namespace {

using Json = nlohmann::ordered_json;

struct ClaimsOptions {
    std::vector<std::string> names, files;
    bool json = false, list = false, quick = false;
    double seconds = 600;
    std::string threads;
};

std::vector<Claim> embeddedClaims()
{
    std::vector<Claim> claims;
    for (const LessonFile& file : claimFiles())
        claims.push_back(readClaim(file.text, file.name));
    return claims;
}

// Those of the files, or else the embedded ones that are named, or all.
std::vector<Claim> chosenClaims(const ClaimsOptions& options, ProblemLog& log)
{
    std::vector<Claim> chosen;
    for (const std::string& file : options.files)
        log.attempt([&] { chosen.push_back(readClaim(readTextFile(file, "claim"), file)); });
    if (!options.files.empty() && options.names.empty()) return chosen;
    const std::vector<Claim> all = embeddedClaims();
    for (const std::string& name : options.names) {
        const auto found = std::ranges::find(all, name, &Claim::name);
        if (found == all.end())
            log.add(printable(name) + ": expected the name of a claim (see claims --list)");
        else
            chosen.push_back(*found);
    }
    if (options.names.empty()) chosen = all;
    if (options.quick) std::erase_if(chosen, [](const Claim& claim) { return !claim.quick; });
    return chosen;
}

std::string withDigits(double value)
{
    if (!std::isfinite(value)) return "-";
    char text[32];
    std::snprintf(text, sizeof text, "%.3g", value);
    return text;
}

Json numberOrNull(double value)
{
    return std::isfinite(value) ? Json(value) : Json();
}

Json measuresJson(const Claim& claim, const ClaimResult& result)
{
    Json measures = Json::object();
    for (std::size_t m = 0; m < claim.measures.size() && !result.values.empty(); ++m)
        for (std::size_t arm = 0; arm < claim.arms.size(); ++arm) {
            const auto spread = result.spread(arm, m);
            Json values = Json::array();
            for (const auto& seed : result.values[arm])
                values.push_back(numberOrNull(seed[m]));
            measures[claim.measureNames[m]].push_back(
                { { "arm", claim.arms[arm].name }, { "mean", numberOrNull(spread.mean) },
                    { "deviation", numberOrNull(spread.deviation) }, { "values", values } });
        }
    return measures;
}

Json toJson(const Claim& claim, const ClaimResult& result)
{
    Json assertions = Json::array();
    for (std::size_t i = 0; i < result.heldWith.size(); ++i)
        assertions.push_back(
            { { "text", claim.assertions[i].text }, { "seeds", result.heldWith[i] } });
    return { { "name", claim.name }, { "lesson", claim.lesson }, { "title", claim.title.in("en") },
        { "source", claim.source.in("en") }, { "verdict", nameOf(result.verdict) },
        { "expected", nameOf(claim.expected) },
        { "reason", result.reason.empty() ? Json() : Json(english(result.reason)) },
        { "seconds", result.seconds }, { "seeds", claim.seeds },
        { "measures", measuresJson(claim, result) }, { "assertions", assertions } };
}

void print(const Claim& claim, const ClaimResult& result)
{
    std::printf("%-9s  %s, %.1f s%s\n", nameOf(result.verdict), claim.name.c_str(), result.seconds,
        result.verdict == claim.expected
            ? ""
            : (std::string(" (expected: ") + nameOf(claim.expected) + ")").c_str());
    std::printf("           %s\n", claim.says.in("en").c_str());
    if (!result.reason.empty()) std::printf("           %s\n", english(result.reason).c_str());
    for (std::size_t m = 0; m < claim.measures.size() && !result.values.empty(); ++m) {
        std::printf("           %s:", claim.measureNames[m].c_str());
        for (std::size_t arm = 0; arm < claim.arms.size(); ++arm) {
            const auto spread = result.spread(arm, m);
            std::printf("%s %s %s±%s", arm == 0 ? "" : ",", claim.arms[arm].name.c_str(),
                withDigits(spread.mean).c_str(), withDigits(spread.deviation).c_str());
        }
        std::printf("\n");
    }
    for (std::size_t i = 0; i < result.heldWith.size(); ++i)
        std::printf("           %s: so with %d of %zu seeds\n", claim.assertions[i].text.c_str(),
            result.heldWith[i], claim.seeds.size());
    std::fflush(stdout);
}

void printList(const std::vector<Claim>& claims, bool json)
{
    Json rows = Json::array();
    for (const Claim& claim : claims)
        if (json)
            rows.push_back({ { "name", claim.name }, { "lesson", claim.lesson },
                { "title", claim.title.in("en") }, { "says", claim.says.in("en") },
                { "source", claim.source.in("en") }, { "expected", nameOf(claim.expected) },
                { "quick", claim.quick } });
        else
            std::printf("%-4s %-28s %-9s %s\n", claim.lesson.c_str(), claim.name.c_str(),
                nameOf(claim.expected), claim.title.in("en").c_str());
    if (json) std::cout << rows.dump(2) << std::endl;
}

int claims(const ClaimsOptions& options, ProblemLog& log)
{
    ClaimLab lab;
    lab.threads = threadsFrom(options.threads, log);
    lab.seconds = options.seconds;
    lab.open = [](const RunSpec& spec) { return openData(spec).dataset; };
    const std::vector<Claim> chosen = chosenClaims(options, log);
    if (!log.empty()) return exitBadInput;
    if (options.list) return printList(chosen, options.json), int(exitDone);
    StopOnInterrupt interrupt;
    interrupt.begin();
    Json rows = Json::array();
    for (const Claim& claim : chosen) {
        const ClaimResult result = tryClaim(claim, lab, interrupt.token());
        if (interrupt.token().stop_requested()) break;
        if (options.json)
            rows.push_back(toJson(claim, result));
        else
            print(claim, result);
    }
    if (options.json) std::cout << rows.dump(2) << std::endl;
    return interrupt.token().stop_requested() ? exitInterrupted : exitDone;
}

} // namespace

void addClaimsCommand(CLI::App& program, CommandAction& action)
{
    const auto options = std::make_shared<ClaimsOptions>();
    CLI::App* command = program.add_subcommand(
        "claims", "Try what papers and textbooks claim: holds, fails here, or undecided");
    command->add_option("names", options->names, "Claims to try; none: all");
    command->add_flag("--list", options->list, "List the claims instead of trying them");
    command->add_flag("--quick", options->quick, "Only those that take a few seconds");
    command->add_option("--file", options->files, "A claim of one's own (JSON)")
        ->expected(1)
        ->take_all();
    command->add_flag("--json", options->json, "Print JSON");
    command->add_option("--seconds", options->seconds, "After which a claim is undecided")
        ->check(realNumber(0.1, 1e6))
        ->capture_default_str();
    addThreadsFlag(*command, options->threads);
    command->callback([options, &action] {
        action = [options](ProblemLog& log) { return claims(*options, log); };
    });
}

} // namespace contrastlab
