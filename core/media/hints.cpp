// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pure; any thread.
#include "media/hints.h"

#include "base/joined.h"
#include "media/bytes/text_file.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

constexpr int framesPerSecond = 100; ///< of log-mel
constexpr int shorterSound = 5; ///< seconds that are advised
constexpr double leastGain = 1.9;

} // namespace

/// Beside pictures and words, long sounds are what a step spends its time on.
void hintAtSoundLength(const Dataset& dataset, DatasetReport& report)
{
    if (dataset.modalities.size() < 3) return;
    for (const ModalityData& modality : dataset.modalities) {
        if (!modality.sounds) continue;
        const double seconds = double(modality.sounds->frames()) / framesPerSecond;
        const double times = seconds / shorterSound;
        if (times < leastGain) continue;
        Message hint(sentences::soundsLong);
        for (const long number : { std::lround(seconds), long(shorterSound), std::lround(times) })
            hint.arguments.emplace_back(std::to_string(number));
        report.hints.push_back(std::move(hint));
    }
}

void hintAtLanguage(const DatasetSpec& spec, DatasetReport& report)
{
    const std::string language = lowered(spec.language);
    if (language.empty() || std::ranges::count(report.languages, language) > 0) return;
    if (report.languages.empty())
        report.hints.emplace_back(sentences::languagesNone, std::vector<Message> { spec.language });
    else
        report.hints.emplace_back(sentences::languageMissing,
            std::vector<Message> {
                spec.language, joined(report.languages, [](const auto& name) { return name; }) });
}

} // namespace contrastlab
