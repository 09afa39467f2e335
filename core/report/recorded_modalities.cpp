// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The facts are text of a file: whatever they say, nothing is thrown.
#include "report/run_texts.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace contrastlab {

namespace {

std::string textAt(const nlohmann::json& object, const char* key)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

ModalityKind kindNamed(const std::string& name)
{
    for (const ModalityKind kind : { ModalityKind::image, ModalityKind::text, ModalityKind::sound })
        if (name == nameOf(kind)) return kind;
    return ModalityKind::features;
}

} // namespace

std::vector<RecordedModality> recordedModalities(const RunSpec& spec, const std::string& facts)
{
    std::vector<RecordedModality> all;
    const nlohmann::json json = nlohmann::json::parse(facts, nullptr, false);
    if (json.is_object() && json.contains("modalities") && json.at("modalities").is_array())
        for (const nlohmann::json& modality : json.at("modalities"))
            all.push_back({ textAt(modality, "name"), kindNamed(textAt(modality, "kind")) });
    std::vector<RecordedModality> trained;
    for (const std::string& name : namesIn(spec.text("modalities"))) {
        const auto found = std::ranges::find(all, name, &RecordedModality::name);
        if (found != all.end()) trained.push_back(*found);
    }
    if (trained.empty() && all.size() >= 2) trained.assign(all.begin(), all.begin() + 2);
    return trained;
}

} // namespace contrastlab
