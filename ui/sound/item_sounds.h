// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sounds of the open run's items: decoded in the background, the last few kept, one played at a
// time. Window thread.
#pragma once

#include "run/run_moment.h"
#include "sound/sound_player.h"

#include <map>

namespace contrastlab {

/// One voice or take of an item.
struct ItemSound {
    DisplayName name; ///< empty where takes have no names
    SoundSamples samples;
    std::vector<float> waveform; ///< peaks in [0, 1]
};
using ItemSoundList = std::vector<ItemSound>;

class ItemSounds : public QObject {
    Q_OBJECT

public:
    explicit ItemSounds(RunMoment& moment, QObject* parent = nullptr);

    [[nodiscard]] bool has(Index item) const;
    /// All of the item; null while they are decoded (then loaded() follows), empty where none can
    /// be.
    std::shared_ptr<const ItemSoundList> of(Index item);

    /// Waits for the decoding where that is needed.
    void play(Index item, int sound = 0);
    /// Plays; the same again: its next sound.
    void playNext(Index item);
    void stop();
    /// The item that is heard or about to be; -1 for none.
    [[nodiscard]] Index playing() const { return m_item; }
    [[nodiscard]] bool isPlaying(Index item, int sound) const
    {
        return m_item == item && m_sound == sound;
    }
    [[nodiscard]] double progress() const { return m_player.progress(); }
    /// Why the last one was not heard, in the reader's language; empty where it was.
    [[nodiscard]] QString problemText() const;

signals:
    void loaded(contrastlab::Index item);
    void changed(); ///< begun, heard further, ended
    void failed(const QString& why);

private:
    struct Request {
        Index item;
        std::shared_ptr<const ItemMedia> media;
        std::string modality;
    };

    void forget();
    void decode(const Request& request);
    void keep(Index item, const std::shared_ptr<const ItemMedia>& media,
        std::shared_ptr<const ItemSoundList> sounds);
    void begin();
    [[nodiscard]] std::string modality() const;

    RunMoment& m_moment;
    SoundPlayer m_player;
    std::map<Index, std::shared_ptr<const ItemSoundList>> m_known;
    std::vector<Index> m_order; ///< of m_known, oldest first
    Index m_item = -1, m_lastItem = -1, m_asked = -1;
    int m_sound = 0;
    bool m_waiting = false; ///< for the decoding of m_item
    bool m_undecodable = false;

    NewestTask m_decoder; ///< last: ends before what it uses goes
};

} // namespace contrastlab
