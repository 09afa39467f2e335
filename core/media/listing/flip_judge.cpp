// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// By whole words.
#include "media/listing/flip_judge.h"

#include "data/vocabulary.h"
#include "media/bytes/media_message.h"
#include "media/bytes/text_file.h"

#include <algorithm>

namespace contrastlab {

namespace {

constexpr Index leastOfSides = 2;
constexpr Index shareOfSides = 100; // one caption in so many
constexpr std::size_t leastCharacters = 2;

bool isOfSides(const std::string& word)
{
    static const std::set<std::string> words { "left", "right", "leftmost", "rightmost", "leftward",
        "rightward", "links", "rechts", "linke", "rechte", "gauche", "droite", "izquierda",
        "derecha", "左", "右" };
    return words.contains(word);
}

// One letter, one digit, or the name of a digit.
bool isCharacter(const std::string& label)
{
    static const std::set<std::string> digits { "zero", "one", "two", "three", "four", "five",
        "six", "seven", "eight", "nine" };
    const auto starts = std::ranges::count_if(
        label, [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; });
    return starts == 1 || digits.contains(label);
}

} // namespace

void FlipJudge::addCaption(const std::string& caption)
{
    ++m_captions;
    if (!std::ranges::any_of(wordsOf(caption), isOfSides)) return;
    if (m_ofSides++ == 0) m_example = shortened(caption, 60);
}

void FlipJudge::addLabel(const std::string& label)
{
    if (!label.empty() && m_labels.size() < 100) m_labels.insert(lowered(label));
}

std::optional<Message> FlipJudge::objection() const
{
    if (m_ofSides >= leastOfSides && m_ofSides * shareOfSides >= m_captions)
        return Message { sentences::captionsOfSides, { std::to_string(m_ofSides), m_example } };
    if (m_labels.size() >= leastCharacters && std::ranges::all_of(m_labels, isCharacter))
        return Message { sentences::classesAreCharacters };
    return std::nullopt;
}

std::optional<Message> objectionToFlip(const Dataset& dataset)
{
    FlipJudge judge;
    const auto isImage = [](const ModalityData& modality) { return modality.images != nullptr; };
    if (std::ranges::none_of(dataset.modalities, isImage)) return std::nullopt;
    for (const ModalityData& modality : dataset.modalities)
        for (const Captions& text : modality.texts)
            for (const std::string& caption : text.captions)
                judge.addCaption(caption);
    for (const DisplayName& name : dataset.labelNames)
        judge.addLabel(name.en);
    return judge.objection();
}

} // namespace contrastlab
