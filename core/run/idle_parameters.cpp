// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// By what the trained modalities hold.
#include "run/idle_parameters.h"

#include "base/joined.h"
#include "base/translation_marks.h"
#include "run/target_recall.h"

#include <algorithm>

namespace contrastlab {

namespace {

/// What the towers of a run see.
class Trained {
public:
    explicit Trained(const RunSetup& setup) : m_setup(setup) { }

    template <class Is> [[nodiscard]] bool any(const Is& is) const
    {
        for (int tower = 0; tower < m_setup.towers(); ++tower)
            if (is(m_setup.modality(tower))) return true;
        return false;
    }
    [[nodiscard]] bool has(ModalityKind kind) const
    {
        return any([kind](const ModalityData& modality) { return modality.kind == kind; });
    }
    [[nodiscard]] bool hasTexts(bool withTags) const
    {
        return any([withTags](const ModalityData& modality) {
            return std::ranges::any_of(modality.texts, [withTags](const Captions& text) {
                return !text.captions.empty() && text.tags.empty() != withTags;
            });
        });
    }
    [[nodiscard]] bool hasVariants() const
    {
        for (int tower = 0; tower < m_setup.towers(); ++tower)
            if (m_setup.batches().variants(tower) > 1) return true;
        return false;
    }

private:
    const RunSetup& m_setup;
};

bool isAmong(std::string_view key, std::initializer_list<std::string_view> keys)
{
    return std::ranges::find(keys, key) != keys.end();
}

std::optional<Message> unless(bool concerns, const char* sentence)
{
    return concerns ? std::nullopt : std::optional<Message>(Message(sentence));
}

} // namespace

std::optional<Message> idleReason(
    const Parameter& parameter, const RunSpec& spec, const RunSetup& setup)
{
    const std::string_view key = parameter.key;
    const Relevance& relevance = parameter.relevance;
    if (parameter.section == Section::objective && !isContrast(spec) && relevance.key != "task"
        && !isAmong(key, { "task", "task_room" }))
        return Message(QT_TRANSLATE_NOOP("Message", "the task is not the contrast of pairs"));
    if (!relevance.key.empty()
        && std::ranges::find(relevance.values, spec.text(relevance.key)) == relevance.values.end())
        return Message { QT_TRANSLATE_NOOP("Message", "it concerns %1 = %2 alone"),
            { std::string(relevance.key),
                joined(relevance.values, [](auto value) { return std::string(value); }) } };
    const Trained trained(setup);
    if (isAmong(key, { "image_tower", "augment.flip", "augment.colour" }))
        return unless(trained.has(ModalityKind::image),
            QT_TRANSLATE_NOOP("Message", "no pictures are trained"));
    if (isAmong(key, { "text_tower", "token_width", "word_vectors", "freeze_word_vectors" }))
        return unless(
            trained.has(ModalityKind::text), QT_TRANSLATE_NOOP("Message", "no texts are trained"));
    if (key == "augment.drop_text")
        return unless(trained.hasTexts(true),
            QT_TRANSLATE_NOOP(
                "Message", "no item has tags; augment.drop_words leaves out words of captions"));
    if (key == "augment.drop_words")
        return unless(trained.hasTexts(false),
            QT_TRANSLATE_NOOP("Message", "no item has captions without tags"));
    if (key == "break.word_noise")
        return unless(
            trained.has(ModalityKind::text), QT_TRANSLATE_NOOP("Message", "no texts are trained"));
    if (key == "break.augmentation")
        return unless(trained.any([](const ModalityData& modality) {
            return modality.kind != ModalityKind::features;
        }),
            QT_TRANSLATE_NOOP("Message", "vectors are not augmented"));
    if (key == "break.imbalance")
        return unless(!setup.dataset().labels.empty(),
            QT_TRANSLATE_NOOP("Message", "the items have no classes"));
    if (key == "sound_tower")
        return unless(trained.has(ModalityKind::sound),
            QT_TRANSLATE_NOOP("Message", "no sounds are trained"));
    if (key == "feature_tower")
        return unless(trained.has(ModalityKind::features),
            QT_TRANSLATE_NOOP("Message", "no vectors are trained"));
    if (key == "augment.shift")
        return unless(trained.has(ModalityKind::image) || trained.has(ModalityKind::sound),
            QT_TRANSLATE_NOOP("Message", "no pictures or sounds are trained"));
    if (key == "augment.styles")
        return unless(trained.hasVariants(),
            QT_TRANSLATE_NOOP("Message", "no item has several pictures or voices"));
    if (isAmong(key, { "pairs", "freeze_c", "rate_factor_c" }))
        return unless(setup.towers() > 2,
            QT_TRANSLATE_NOOP("Message", "two modalities are trained, not three"));
    if (key == "unlock_step")
        return unless(spec.flag("freeze_a") || spec.flag("freeze_b") || spec.flag("freeze_c"),
            QT_TRANSLATE_NOOP("Message", "no tower is frozen"));
    if (key == "target_recall")
        return unless(setup.split().heldOut.size() >= leastTargetItems,
            QT_TRANSLATE_NOOP("Message", "among ten held-out items or fewer a guess reaches it"));
    if (key == "held_out")
        return unless(setup.dataset().parts.empty(),
            QT_TRANSLATE_NOOP("Message", "a split comes with the data"));
    return std::nullopt;
}

} // namespace contrastlab
