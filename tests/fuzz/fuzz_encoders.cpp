// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The files beside an encoder, damaged: tokenizers (which then take hostile texts apart) and the
// ways to prepare pictures and sounds; and lines of settings. Each must be read or refused in one
// clear line. `fuzz_encoders ROUNDS [SEED]`.
#include "encoder/encoder_settings.h"
#include "encoder/tokenizer.h"
#include "support/file_bytes.h"
#include "support/file_fuzzing.h"
#include "support/text_damage.h"

#include <array>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

constexpr std::array<const char*, 6> tokenizers { "bert/vocab.txt", "bert_json/tokenizer.json",
    "clip_json/tokenizer.json", "roberta_json/tokenizer.json", "unigram/tokenizer.json",
    "llama/tokenizer.json" };
constexpr std::array<const char*, 2> configs {
    R"({"do_resize": true, "size": {"shortest_edge": 8}, "resample": 3, "do_center_crop": true,
        "crop_size": {"height": 8, "width": 8}, "image_mean": [0.5, 0.5, 0.5], "crop_pct": 0.9})",
    R"({"pretrained_cfg": {"input_size": [3, 8, 8], "crop_pct": 0.9, "interpolation": "bicubic"},
        "preprocess_cfg": {"size": [8, 8], "mean": [1, 2, 3], "std": [1, 2, 3]}})"
};

constexpr std::array<const char*, 4> soundConfigs {
    R"({"feature_extractor_type": "Wav2Vec2FeatureExtractor", "sampling_rate": 8000, "feature_size": 1,
        "do_normalize": true, "max_length_s": 2.5, "min_length_s": 0.5, "rescale_factor": 32768})",
    R"({"feature_extractor_type": "ASTFeatureExtractor", "num_mel_bins": 16, "max_length": 24,
        "sampling_rate": 16000, "mean": -4.2, "std": 4.5})",
    R"({"feature_extractor_type": "WhisperFeatureExtractor", "feature_size": 20, "chunk_length": 0.5,
        "n_fft": 400, "hop_length": 160})",
    R"({"feature_extractor_type": "ClapFeatureExtractor", "truncation": "rand_trunc",
        "padding": "repeatpad", "frequency_min": 50, "frequency_max": 14000, "max_length_s": 0.5})"
};

std::string damagedText(std::string text, RandomStream& random)
{
    for (auto times = random.below(4); times > 0; --times)
        mutateOnce(text, random);
    return text;
}

bool readDamagedTokenizer(RandomStream& random)
{
    const std::string name = tokenizers[random.below(tokenizers.size())];
    const std::string bytes = damagedText(bytesOf(FIXTURES "/encoders/" + name), random);
    const std::string text =
        damagedText("a photo of a cat, don't! \xe4\xbd\xa0 caf\xc3\xa9", random);
    return isRead(fuzzedPath(), bytes, [&](const std::string& path) {
        const SubwordTokenizer tokenizer =
            name.ends_with(".txt") ? readWordPieceVocabulary(path) : readTokenizerJson(path);
        const auto encoded = tokenizer.encode(text, 32);
        if (encoded.size() > std::max<std::size_t>(32, tokenizer.end.size()))
            fail("more tokens than asked for");
    });
}

bool readDamagedConfig(RandomStream& random)
{
    const std::string bytes = damagedText(configs[random.below(configs.size())], random);
    const auto which = random.below(3);
    return isRead(fuzzedPath(), bytes, [&](const std::string& path) {
        const PicturePreparation preparation = which == 0 ? readPreprocessorConfig(path)
            : which == 1                                  ? readTimmConfig(path)
                                                          : readOpenClipConfig(path);
        (void)describe(preparation);
        if (preparation.height > 512 || preparation.cutHeight > 512) return;
        (void)prepared({ 2, 1, { 1, 2, 3, 4, 5, 6 } }, preparation);
    });
}

bool readDamagedSoundConfig(RandomStream& random)
{
    const std::string bytes = damagedText(soundConfigs[random.below(soundConfigs.size())], random);
    return isRead(fuzzedPath(), bytes, [&](const std::string& path) {
        SoundPreparation preparation = readSoundConfig(path);
        (void)describe(preparation);
        preparation.seconds = std::min(preparation.seconds, 0.2);
        preparation.least = std::min(preparation.least, preparation.seconds);
        const SoundClip clip = prepared(SoundClip(random.below(3000), 0.5F), preparation);
        if (preparation.mel == MelKind::none || preparation.frames > 1000) return;
        const Matrix<float> mel = logMelOf(clip, preparation);
        if (mel.rows() != framesOf(clip.size(), preparation) || mel.cols() != preparation.bands)
            fail("frames of another size: " + describe(preparation));
        if (!mel.allFinite()) fail("frames that are not finite: " + describe(preparation));
    });
}

bool readDamagedSettings(RandomStream& random)
{
    constexpr std::array kinds { EncoderKind::pictures, EncoderKind::texts, EncoderKind::sounds };
    EncoderPlan plan;
    plan.kind = kinds[random.below(kinds.size())];
    plan.sound.mel = MelKind::clap;
    const std::string line = damagedText(plan.kind == EncoderKind::sounds
            ? "rate=44100; seconds=5; least=0.5; fill=zeros; level=unit; gain=2; bands=64; low=50; "
              "high=14000; window=1024; hop=480; frames=0; offset=1; divisor=2; output=a; unit=true"
            : plan.kind == EncoderKind::pictures
            ? "layout=planes; fit=stretched; size=24x18; filter=box; cut=8; scale=0.5; "
              "mean=0.5,0.5,0.5; deviation=1; output=a; pooling=mean; unit=true"
            : "tokens=12; output=a; pooling=last; unit=false; tokenizer=/a b;c/vocab.txt",
        random);
    return isRead(fuzzedPath(), line, [&](const std::string& path) {
        const EncoderPlan wanted = withSettings(plan, line, path);
        const EncoderPlan again = withSettings(plan, settingsLine(plan, wanted), path);
        if (settingsOf(again) != settingsOf(wanted)) fail("settings are lost: " + line);
    });
}

} // namespace

int main(int argc, char** argv)
{
    limitMemory();
    return fuzz(argc, argv, 3000, [](RandomStream& random) {
        const auto which = random.below(4);
        return which == 0 ? readDamagedTokenizer(random)
            : which == 1  ? readDamagedConfig(random)
            : which == 2  ? readDamagedSoundConfig(random)
                          : readDamagedSettings(random);
    });
}
