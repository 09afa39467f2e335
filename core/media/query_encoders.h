// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What somebody looks for, a picture, a sound or words that are no item's, through the encoder that
// the items of a run went through. Encoders are opened when they are first needed and stay open,
// one of each kind; a query is encoded once. Any thread, one at a time.
#pragma once

#include "encoder/encoder.h"
#include "media/decode/item_media.h"
#include "run/run_setup.h"

#include <QImage>

#include <array>
#include <exception>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace contrastlab {

struct EncoderQuery {
    EncoderKind kind = EncoderKind::pictures;
    QImage picture {};
    SoundSamples sound {};
    std::string words {};
};

/// The tower whose items were of that kind before an encoder saw them; -1 where there is none.
/// `media` may be null.
int encodedTower(const RunSetup& setup, const ItemMedia* media, EncoderKind kind);

class QueryEncoders {
public:
    /// What the encoder that the spec names gives of the query: `width` numbers, finite. Throws
    /// InputError where ONNX Runtime or the file is missing or does not fit any more; what could
    /// not be opened is not tried again.
    [[nodiscard]] std::vector<float> features(
        const RunSpec& spec, const EncoderQuery& query, Index width);

private:
    struct Opened {
        std::string file; ///< with its settings
        std::shared_ptr<const Encoder> encoder;
        std::exception_ptr failure;
    };
    struct Known {
        std::uint64_t key;
        std::vector<float> features;
    };
    const Encoder& encoderOf(const RunSpec& spec, EncoderKind kind);

    std::mutex m_mutex;
    std::array<Opened, 3> m_opened; ///< in the order of EncoderKind
    std::list<Known> m_known; ///< the newest first
};

} // namespace contrastlab
