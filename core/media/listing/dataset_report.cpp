// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "media/listing/dataset_report.h"

#include <algorithm>

namespace contrastlab {

Message told(const DataProblem& problem)
{
    const Message where = joinedPlace(problem.file, problem.place);
    if (where.empty()) return problem.message;
    return { QT_TRANSLATE_NOOP("Message", "%1: %2"), { where, problem.message } };
}

std::string describe(const DataProblem& problem)
{
    return oneLine(english(told(problem)));
}

void DatasetReport::add(DataProblem problem)
{
    ++problemCount;
    if (problems.size() < problemLimit) problems.push_back(std::move(problem));
}

void DatasetReport::addLanguage(const std::string& language)
{
    const auto place = std::lower_bound(languages.begin(), languages.end(), language);
    if (language.empty() || (place != languages.end() && *place == language)) return;
    languages.insert(place, language);
}

void DatasetReport::showSplit(const std::vector<Part>& parts)
{
    training = std::count(parts.begin(), parts.end(), Part::training);
    heldOut = std::count(parts.begin(), parts.end(), Part::heldOut);
    test = std::count(parts.begin(), parts.end(), Part::test);
    for (std::size_t i = 0; i < std::min(preview.size(), parts.size()); ++i)
        preview[i].part = parts[i] == Part::training ? "training"
            : parts[i] == Part::heldOut              ? "held out"
            : parts[i] == Part::test                 ? "test"
                                                     : "";
}

void reportUnusable(
    const std::string& name, const Message& place, const Message& message, DatasetReport& report)
{
    ++report.unreadable;
    report.add({ name, place, message });
}

} // namespace contrastlab
