// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "media/decode/file_media.h"

#include "media/bytes/limits.h"
#include "media/decode/image_decoder.h"
#include "media/decode/sound_decoder.h"

namespace contrastlab {

namespace {

class FileMedia final : public ItemMedia {
public:
    FileMedia(std::shared_ptr<const FileSet> files, std::vector<ListedItem> items)
        : m_files(std::move(files))
        , m_items(std::move(items))
    {
    }

    int variants(std::string_view modality, Index item) const override
    {
        return modality == "text" ? !at(item).captions.empty() : !fileOf(modality, item).empty();
    }

    QImage picture(std::string_view modality, Index item, int, int longestSide) const override
    {
        const std::string name = modality == "image" ? fileOf(modality, item) : std::string();
        if (name.empty()) return {};
        try {
            return decodePicture(m_files->read(name, limits::imageBytes), longestSide, name);
        } catch (const std::exception&) {
            return {}; // listed when the data were loaded; a card shows the rest of the item
        }
    }

    SoundSamples sound(std::string_view modality, Index item, int) const override
    {
        const std::string name = modality == "sound" ? fileOf(modality, item) : std::string();
        if (name.empty()) return {};
        try {
            return decodeSound(
                m_files->read(name, limits::soundBytes), limits::soundSecondsShown, name);
        } catch (const std::exception&) {
            return {};
        }
    }

    std::vector<std::string> captions(std::string_view modality, Index item) const override
    {
        return modality == "text" ? at(item).captions : std::vector<std::string>();
    }

    Message origin(Index item) const override
    {
        const ListedItem& listed = at(item);
        if (!listed.image.empty()) return listed.image;
        return listed.sound.empty() ? placeOf(listed) : Message(listed.sound);
    }

    Message originOf(std::string_view modality, Index item) const override
    {
        const std::string file = fileOf(modality, item);
        return file.empty() ? origin(item) : Message(file);
    }

private:
    const ListedItem& at(Index item) const { return m_items.at(static_cast<std::size_t>(item)); }
    std::string fileOf(std::string_view modality, Index item) const
    {
        return modality == "image" ? at(item).image : modality == "sound" ? at(item).sound : "";
    }

    std::shared_ptr<const FileSet> m_files;
    std::vector<ListedItem> m_items;
};

} // namespace

std::shared_ptr<const ItemMedia> makeFileMedia(
    std::shared_ptr<const FileSet> files, std::vector<ListedItem> items)
{
    return std::make_shared<FileMedia>(std::move(files), std::move(items));
}

} // namespace contrastlab
