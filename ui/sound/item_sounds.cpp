// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread, but for what decode() submits.
#include "sound/item_sounds.h"

#include "sound/waveform.h"

#include <algorithm>
#include <utility>

namespace contrastlab {

namespace {

constexpr int waveformBars = 40;
constexpr std::size_t mostKept = 12;
constexpr int mostSounds = 8; ///< of one item

ItemSoundList decoded(const ItemMedia& media, const std::string& modality, Index item)
{
    ItemSoundList sounds;
    const int variants = std::min(mostSounds, media.variants(modality, item));
    for (int variant = 0; variant < variants; ++variant) {
        SoundSamples samples = media.sound(modality, item, variant);
        if (samples.empty()) continue;
        std::vector<float> peaks = waveform(samples, waveformBars);
        sounds.push_back(
            { media.variantName(modality, variant), std::move(samples), std::move(peaks) });
    }
    return sounds;
}

} // namespace

ItemSounds::ItemSounds(RunMoment& moment, QObject* parent) : QObject(parent), m_moment(moment)
{
    connect(&moment, &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.run == MomentChange::Run::other) forget();
    });
    connect(&m_player, &SoundPlayer::changed, this, [this] {
        if (!m_player.isPlaying() && !m_waiting) m_item = -1;
        emit changed();
    });
    connect(&m_player, &SoundPlayer::failed, this, [this] { emit failed(problemText()); });
}

// Another run may have other data.
void ItemSounds::forget()
{
    stop();
    m_known.clear();
    m_order.clear();
    m_lastItem = m_asked = -1;
}

std::string ItemSounds::modality() const
{
    if (const auto setup = m_moment.setup())
        for (const ModalityData& modality : setup->dataset().modalities)
            if (modality.kind == ModalityKind::sound) return modality.name;
    return "sound"; // which need not be trained to be heard
}

bool ItemSounds::has(Index item) const
{
    const auto media = m_moment.media();
    return media && item >= 0 && media->variants(modality(), item) > 0;
}

std::shared_ptr<const ItemSoundList> ItemSounds::of(Index item)
{
    if (const auto known = m_known.find(item); known != m_known.end()) return known->second;
    if (!has(item)) return std::make_shared<ItemSoundList>();
    if (std::exchange(m_asked, item) == item && !m_decoder.idle()) return nullptr;
    decode({ item, m_moment.media(), modality() });
    return nullptr;
}

// The newest request goes first; one that it replaced is asked for again when it is still wanted.
void ItemSounds::decode(const Request& request)
{
    m_decoder.submit([this, request] {
        auto sounds = std::make_shared<const ItemSoundList>(
            decoded(*request.media, request.modality, request.item));
        QMetaObject::invokeMethod(
            this, [this, request, sounds] { keep(request.item, request.media, sounds); },
            Qt::QueuedConnection);
    });
}

void ItemSounds::keep(Index item, const std::shared_ptr<const ItemMedia>& media,
    std::shared_ptr<const ItemSoundList> sounds)
{
    if (media != m_moment.media()) return;
    if (m_known.insert_or_assign(item, std::move(sounds)).second) m_order.push_back(item);
    if (m_order.size() > mostKept) {
        m_known.erase(m_order.front());
        m_order.erase(m_order.begin());
    }
    emit loaded(item);
    if (m_waiting && item == m_item) begin();
    if (m_waiting && m_item >= 0 && !m_known.contains(m_item)) of(m_item);
}

void ItemSounds::play(Index item, int sound)
{
    if (!has(item)) return;
    m_player.stop();
    m_undecodable = false;
    m_item = m_lastItem = item;
    m_sound = sound;
    m_waiting = true;
    if (of(item)) begin();
}

void ItemSounds::begin()
{
    m_waiting = false;
    const auto sounds = m_known.at(m_item);
    if (sounds->empty()) {
        m_item = -1;
        m_undecodable = true;
        emit changed();
        return emit failed(problemText());
    }
    m_sound %= int(sounds->size());
    m_player.play((*sounds)[std::size_t(m_sound)].samples);
}

void ItemSounds::playNext(Index item)
{
    play(item, item == m_lastItem ? m_sound + 1 : 0);
}

void ItemSounds::stop()
{
    m_waiting = false;
    m_item = -1;
    m_player.stop();
}

QString ItemSounds::problemText() const
{
    return m_undecodable ? tr("No sound: the recording cannot be read.") : m_player.problemText();
}

} // namespace contrastlab
