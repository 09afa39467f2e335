// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which features came along, and where the ONNX files would be.
#include "media/built_in_encoders.h"

#include "base/translation_marks.h"
#include "media/emoji/embedded_features.h"
#include "media/emoji/emoji_speech.h"

#include <QStandardPaths>

#include <array>

namespace contrastlab {

namespace {

QString fileNameOf(const std::string& key)
{
    const char* folder = key == "image_encoder" ? "pictures"
        : key == "text_encoder"                 ? "texts"
                                                : "sounds";
    return QStringLiteral("contrastlab/encoders/%1/model.onnx").arg(QLatin1String(folder));
}

} // namespace

EmojiLanguage emojiLanguage(const RunSpec& spec)
{
    const std::string& language = spec.text("caption_language");
    return language == "zh"  ? EmojiLanguage::chinese
        : language == "both" ? EmojiLanguage::both
        : language == "each" ? EmojiLanguage::each
                             : EmojiLanguage::english;
}

std::shared_ptr<const FeatureSource> embeddedFeaturesOf(const RunSpec& spec, const std::string& key,
    const Dataset& dataset, const ModalityData& modality, Digest& digest)
{
    if (spec.text("dataset") != "emoji" || spec.text("emoji_kinds") != "things") return nullptr;
    if (key == "image_encoder" && modality.kind == ModalityKind::image) {
        constexpr std::array styles { 0, 1, 2, 3 };
        return embeddedFeatures(
            QStringLiteral("emoji/nanodet"), dataset.items, int(styles.size()), styles, digest);
    }
    if (key == "text_encoder" && modality.kind == ModalityKind::text) {
        if (emojiLanguage(spec) != EmojiLanguage::english) return nullptr;
        constexpr std::array texts { 0, 1 }; // the name, and with its tags
        return embeddedFeatures(QStringLiteral("emoji/sentence-encoder"), dataset.items,
            int(texts.size()), texts, digest);
    }
    if (key == "sound_encoder" && modality.kind == ModalityKind::sound) {
        const auto speech = EmojiSpeech::load();
        return embeddedFeatures(QStringLiteral("emoji/speech-embedding"), dataset.items,
            int(speech->voices().size()), voicesOf(*speech, emojiLanguage(spec)), digest);
    }
    return nullptr;
}

std::string builtInEncoderPlace(const std::string& key)
{
    return QStandardPaths::locate(QStandardPaths::GenericDataLocation, fileNameOf(key))
        .toStdString();
}

std::string builtInEncoderFile(const RunSpec& spec, const std::string& key)
{
    const bool isNamesOfEmoji = key == "text_encoder" && spec.text("dataset") == "emoji";
    if (isNamesOfEmoji && emojiLanguage(spec) != EmojiLanguage::english)
        throw SpecError({ { key, builtInEncoder,
            QT_TRANSLATE_NOOP("Message",
                "scratch or an ONNX file: the built-in encoder of texts knows English alone, and "
                "caption_language is another") } });
    if (const std::string file = builtInEncoderPlace(key); !file.empty()) return file;
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    throw SpecError({ { key, builtInEncoder,
        { QT_TRANSLATE_NOOP("Message",
              "scratch or an ONNX file: the built-in encoder comes with features of the emoji of "
              "things alone, for other data scripts/make_encoders makes %1"),
            { (folder + QLatin1Char('/') + fileNameOf(key)).toStdString() } } } });
}

} // namespace contrastlab
