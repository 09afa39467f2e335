// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The digest of all that a run goes on from.
#include "run/checkpoint.h"

#include "base/digest.h"

#include <nlohmann/json.hpp>

#include <array>

namespace contrastlab {

namespace {

/// Rows that came after runs had been recorded.
constexpr std::array laterRows { "emoji_kinds", "sound_encoder", "unlock_step", "head_steps",
    "image_encoder_settings", "text_encoder_settings", "sound_encoder_settings", "shards",
    "precision", "target_recall" };

// At their defaults later rows are left out: a run from before them keeps its digest.
std::string digestedText(const RunSpec& spec)
{
    auto json = nlohmann::ordered_json::parse(toJson(spec));
    for (const char* key : laterRows)
        if (spec.value(key) == findParameter(key)->standard) json.erase(key);
    return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace

std::uint64_t Checkpoint::digest() const
{
    Digest digest;
    digest.add(step);
    digest.add(evaluations);
    const auto addAll = [&](const float* values, Index count) {
        digest.add(std::span<const float>(values, static_cast<std::size_t>(count)));
    };
    addAll(parameters.data(), parameters.size());
    for (const auto& vector : optimizer.vectors)
        addAll(vector.data(), vector.size());
    digest.add(std::span<const double>(optimizer.scalars));
    digest.add(batcher.epoch);
    digest.add(batcher.position);
    digest.add(std::span<const Index>(batcher.postponed));
    digest.add(batcher.ahead);
    digest.add(std::span<const Index>(heldBatch));
    digest.add(heldSince);
    addAll(averageParameters.data(), averageParameters.size());
    addAll(keys.parameters.data(), keys.parameters.size());
    for (const auto& queue : keys.queues)
        addAll(queue.data(), queue.size());
    digest.add(keys.filled);
    digest.add(std::string_view(digestedText(spec)));
    return digest.value();
}

} // namespace contrastlab
