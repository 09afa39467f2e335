// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The embedded data are known by name, others once they are open.
#include "panels/data_choice.h"

#include "media/open_data.h"
#include "run/idle_parameters.h"

#include <algorithm>

namespace contrastlab {

namespace {

bool same(const DataChoice& choice, std::string_view key)
{
    return choice.wanted.value(key) == choice.open.value(key);
}

std::vector<std::string> wantedNames(const DataChoice& choice)
{
    std::vector<std::string> names = namesIn(choice.wanted.text("modalities"));
    if (!names.empty()) return names;
    names = knownModalities(choice.wanted);
    names.resize(std::min<std::size_t>(names.size(), 2)); // the first two, where none is named
    return names;
}

ModalityKind embeddedKind(const RunSpec& spec, const std::string& name)
{
    if (spec.text("dataset") == "synthetic") return ModalityKind::features;
    const char* encoder = name == "image" ? "image_encoder"
        : name == "sound"                 ? "sound_encoder"
                                          : "text_encoder";
    if (spec.text(encoder) != "scratch") return ModalityKind::features;
    return name == "image" ? ModalityKind::image
        : name == "sound"  ? ModalityKind::sound
                           : ModalityKind::text;
}

// Not where a split comes with the data.
bool splitsItself(const DataChoice& choice)
{
    if (choice.wanted.text("dataset") == "synthetic") return false;
    if (!choice.setup || !same(choice, "dataset")) return true;
    return std::int64_t(choice.setup->split().heldOut.size()) == choice.open.integer("held_out");
}

// What the wanted towers read; empty where that is not known.
std::vector<ModalityKind> wantedKinds(const DataChoice& choice)
{
    const bool open = choice.setup && same(choice, "dataset") && same(choice, "image_encoder")
        && same(choice, "text_encoder") && same(choice, "sound_encoder");
    std::vector<ModalityKind> kinds;
    if (open && same(choice, "modalities")) {
        for (int tower = 0; tower < choice.setup->towers(); ++tower)
            kinds.push_back(choice.setup->modality(tower).kind);
        return kinds;
    }
    const bool embedded = !knownModalities(choice.wanted).empty();
    for (const std::string& name : wantedNames(choice)) {
        if (embedded) kinds.push_back(embeddedKind(choice.wanted, name));
        if (embedded || !open) continue;
        for (const ModalityData& modality : choice.setup->dataset().modalities)
            if (modality.name == name) kinds.push_back(modality.kind);
    }
    return kinds;
}

} // namespace

bool concerns(const Parameter& parameter, const DataChoice& choice)
{
    const std::string_view key = parameter.key;
    // Of data that are open all is known.
    const bool ofBatches = key.starts_with("augment.") || key.starts_with("break.");
    if (ofBatches && choice.setup && same(choice, "dataset") && same(choice, "modalities"))
        return !idleReason(parameter, choice.wanted, *choice.setup);
    if (key == "pairs") return std::ranges::count(choice.wanted.text("modalities"), ',') >= 2;
    if (key == "held_out") return splitsItself(choice);
    if (key == "image_encoder_settings") return choice.wanted.text("image_encoder") != "scratch";
    if (key == "text_encoder_settings") return choice.wanted.text("text_encoder") != "scratch";
    if (key == "sound_encoder_settings") return choice.wanted.text("sound_encoder") != "scratch";
    if (key == "unlock_step")
        return choice.wanted.flag("freeze_a") || choice.wanted.flag("freeze_b")
            || choice.wanted.flag("freeze_c");
    const auto kinds = wantedKinds(choice);
    if (kinds.empty()) return true;
    const auto has = [&](ModalityKind kind) { return std::ranges::count(kinds, kind) > 0; };
    if (key == "image_encoder")
        return has(ModalityKind::image) || choice.wanted.text(key) != "scratch";
    if (key == "text_encoder")
        return has(ModalityKind::text) || choice.wanted.text(key) != "scratch";
    if (key == "sound_encoder")
        return has(ModalityKind::sound) || choice.wanted.text(key) != "scratch";
    if (key == "image_tower" || key == "augment.flip" || key == "augment.colour")
        return has(ModalityKind::image);
    if (key == "augment.drop_text" || key == "augment.drop_words") // the embedded texts have tags
        return has(ModalityKind::text)
            && (choice.wanted.text("dataset") == "emoji") == (key == "augment.drop_text");
    if (key == "break.word_noise") return has(ModalityKind::text);
    if (key == "break.augmentation")
        return has(ModalityKind::image) || has(ModalityKind::sound) || has(ModalityKind::text);
    if (key == "text_tower" || key == "token_width" || key == "word_vectors"
        || key == "freeze_word_vectors")
        return has(ModalityKind::text);
    if (key == "sound_tower") return has(ModalityKind::sound);
    if (key == "feature_tower") return has(ModalityKind::features);
    if (key == "augment.shift" || key == "augment.styles")
        return has(ModalityKind::image) || has(ModalityKind::sound);
    if (key == "freeze_c" || key == "rate_factor_c") return kinds.size() > 2;
    return true;
}

} // namespace contrastlab
