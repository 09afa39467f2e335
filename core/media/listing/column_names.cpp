// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "media/listing/column_names.h"

#include "media/bytes/text_file.h"

#include <algorithm>

namespace contrastlab {

namespace {

using Names = std::vector<std::string>;

/// Known names, the most usual first, and words that say as much within a longer name.
struct RoleNames {
    Names names;
    Names words;
};

const RoleNames imageNames { { "filepath", "image", "image_path", "img_path", "image_file",
                                 "image_name", "img", "picture", "jpg", "images", "photo", "photos",
                                 "pictures", "image_filename", "img_name", "img_file", "png",
                                 "imagepath", "imagefile", "图片", "图像", "照片", "图片路径",
                                 "bild", "bilder", "foto", "imagen", "immagine", "imagem",
                                 "изображение", "картинка", "画像", "写真", "이미지", "사진" },
    { "image", "img", "picture", "photo", "pic", "bild", "foto", "图片", "图像", "照片" } };
const RoleNames soundNames { { "audio", "sound", "audio_path", "audio_file", "audio_filepath",
                                 "sound_file", "wav", "clip", "audios", "wav_path", "ton", "klang",
                                 "son", "音频", "声音", "录音", "аудио", "звук", "音声" },
    { "audio", "sound", "wav", "音频", "声音" } };
const RoleNames fileNames { { "file_name", "filename", "file", "path", "name", "fname", "filenames",
                                "files", "datei", "dateiname", "pfad", "fichier", "archivo", "文件",
                                "文件名", "路径", "файл", "ファイル" },
    { "file", "path", "文件", "路径" } };
const RoleNames captionNames {
    { "title", "caption", "captions", "text", "description", "sentence", "raw", "comment", "texts",
        "prompt", "alt_text", "alt", "report", "descriptions", "sentences", "transcript",
        "transcription", "findings", "impression", "summary", "beschreibung", "worte", "titel",
        "légende", "legende", "descripción", "descripcion", "descrizione", "texto", "texte", "描述",
        "文本", "标题", "说明", "文字", "字幕", "описание", "подпись", "текст", "キャプション",
        "説明", "설명" },
    { "caption", "text", "desc", "prompt", "title", "sentence", "report", "comment", "transcri",
        "beschreib", "描述", "文本", "标题", "说明" }
};
const RoleNames labelNames { { "label", "class", "category", "target", "labels", "class_name",
                                 "categories", "species", "breed", "klasse", "kategorie", "etikett",
                                 "类别", "标签", "分类", "метка", "класс" },
    { "label", "class", "category" } };
const RoleNames splitNames { { "split", "part", "subset", "fold", "set", "partition", "划分" },
    { "split" } };

const RoleNames& namesOf(ColumnRole role)
{
    switch (role) {
    case ColumnRole::image:
        return imageNames;
    case ColumnRole::sound:
        return soundNames;
    case ColumnRole::file:
        return fileNames;
    case ColumnRole::caption:
        return captionNames;
    case ColumnRole::label:
        return labelNames;
    case ColumnRole::split:
        break;
    }
    return splitNames;
}

} // namespace

std::string plainColumnName(const std::string& name)
{
    std::string plain = lowered(trimmed(name));
    for (char& c : plain)
        if (c == ' ' || c == '-' || c == '.') c = '_';
    return plain;
}

int nameFit(const std::string& plain, ColumnRole role)
{
    const RoleNames& known = namesOf(role);
    const auto found = std::find(known.names.begin(), known.names.end(), plain);
    if (found != known.names.end()) return 200 - static_cast<int>(found - known.names.begin());
    const bool partly = std::any_of(known.words.begin(), known.words.end(),
        [&](const std::string& word) { return plain.find(word) != std::string::npos; });
    return partly ? 50 : 0;
}

const std::vector<std::string>& knownColumns()
{
    static const Names all = [] {
        Names names;
        for (const RoleNames* part : { &imageNames, &soundNames, &fileNames, &captionNames })
            names.insert(names.end(), part->names.begin(), part->names.end());
        names.emplace_back("caption_1");
        return names;
    }();
    return all;
}

bool isNumberedCaption(const std::string& plain)
{
    const auto end = plain.find_last_not_of("0123456789");
    if (end == std::string::npos || end + 1 == plain.size()) return false;
    const std::string base = plain.substr(0, plain[end] == '_' ? end : end + 1);
    return nameFit(base, ColumnRole::caption) >= 100;
}

bool isLanguageColumn(const std::string& plain, const std::string& language)
{
    for (const std::string& base : captionNames.names)
        if (plain == base + "_" + language || plain == language + "_" + base) return true;
    return plain == language;
}

const std::vector<std::string>& columnLanguages()
{
    static const Names languages { "ar", "cs", "de", "en", "es", "fr", "hi", "it", "ja", "ko", "nl",
        "pl", "pt", "ru", "sv", "th", "tr", "uk", "vi", "zh" };
    return languages;
}

} // namespace contrastlab
