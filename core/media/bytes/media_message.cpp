// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sentences, each once. Any thread.
#include "media/bytes/media_message.h"

#include <QtGlobal>

// The marks stand in every row: lupdate does not look into macros.
#define SENTENCE(code, text)                                                                       \
    case MessageCode::code:                                                                        \
        return text;

namespace contrastlab {

// clang-format off
const char* templateOf(MessageCode code)
{
    switch (code) {
    SENTENCE(chosenByUser, QT_TRANSLATE_NOOP("MediaMessage", "the format was chosen: %1"))
    SENTENCE(detectedFolderOfClasses, QT_TRANSLATE_NOOP("MediaMessage", "%1 folders with images or sounds and no captions: each folder is a class and its name the caption"))
    SENTENCE(detectedFolderOfPairs, QT_TRANSLATE_NOOP("MediaMessage", "%1 images or sounds with a .txt file (or each other) of the same name"))
    SENTENCE(detectedFolderOfMatrices, QT_TRANSLATE_NOOP("MediaMessage", "a folder of matrices: %1"))
    SENTENCE(detectedColumns, QT_TRANSLATE_NOOP("MediaMessage", "a table with the columns %1"))
    SENTENCE(detectedSeparator, QT_TRANSLATE_NOOP("MediaMessage", "columns are separated by %1"))
    SENTENCE(detectedFlickr8kCaptions, QT_TRANSLATE_NOOP("MediaMessage", "the first line is image,caption: Flickr8k captions, which may hold commas"))
    SENTENCE(detectedFlickrTokens, QT_TRANSLATE_NOOP("MediaMessage", "lines like name.jpg#0, a tab and a caption: Flickr token file"))
    SENTENCE(detectedFlickr30k, QT_TRANSLATE_NOOP("MediaMessage", "the first line is image_name| comment_number| comment: Flickr30k results"))
    SENTENCE(detectedCocoCaptions, QT_TRANSLATE_NOOP("MediaMessage", "JSON with images[] and annotations[].caption: COCO captions"))
    SENTENCE(detectedKarpathy, QT_TRANSLATE_NOOP("MediaMessage", "JSON with images[].sentences: a Karpathy split"))
    SENTENCE(detectedClotho, QT_TRANSLATE_NOOP("MediaMessage", "columns file_name, caption_1 ...: Clotho"))
    SENTENCE(detectedAudioCaps, QT_TRANSLATE_NOOP("MediaMessage", "columns audiocap_id, youtube_id, start_time, caption: AudioCaps"))
    SENTENCE(detectedWebdataset, QT_TRANSLATE_NOOP("MediaMessage", "%1 tar shards: webdataset"))
    SENTENCE(detectedMatrices, QT_TRANSLATE_NOOP("MediaMessage", "matrices of numbers: %1"))
    SENTENCE(detectedWordVectors, QT_TRANSLATE_NOOP("MediaMessage", "%1 words with vectors of %2 numbers"))
    SENTENCE(detectedIdx, QT_TRANSLATE_NOOP("MediaMessage", "an IDX file, as MNIST and Fashion-MNIST have them"))
    SENTENCE(detectedDigits, QT_TRANSLATE_NOOP("MediaMessage", "65 numbers a row: handwritten digits of 8 x 8 and their class"))
    SENTENCE(captionColumnByLanguage, QT_TRANSLATE_NOOP("MediaMessage", "captions come from the column %1 (language %2)"))

    SENTENCE(fileMissing, QT_TRANSLATE_NOOP("MediaMessage", "there is no such file"))
    SENTENCE(fileNotRegular, QT_TRANSLATE_NOOP("MediaMessage", "this is not a regular file"))
    SENTENCE(fileOutsideFolder, QT_TRANSLATE_NOOP("MediaMessage", "this file lies outside the data set's folder, so it is not read"))
    SENTENCE(fileTooLarge, QT_TRANSLATE_NOOP("MediaMessage", "the file has %1 MiB; at most %2 MiB are read"))
    SENTENCE(fileUnreadable, QT_TRANSLATE_NOOP("MediaMessage", "the file cannot be read: %1"))
    SENTENCE(imageUnreadable, QT_TRANSLATE_NOOP("MediaMessage", "the image cannot be decoded: %1"))
    SENTENCE(imageTooLarge, QT_TRANSLATE_NOOP("MediaMessage", "the image has %1 x %2 pixels; at most %3 a side and %4 megapixels are decoded"))
    SENTENCE(imageRefused, QT_TRANSLATE_NOOP("MediaMessage", "the image is not decoded: %1"))
    SENTENCE(soundUnreadable, QT_TRANSLATE_NOOP("MediaMessage", "the sound cannot be decoded: %1"))
    SENTENCE(soundEmpty, QT_TRANSLATE_NOOP("MediaMessage", "the sound has no samples"))
    SENTENCE(soundShape, QT_TRANSLATE_NOOP("MediaMessage", "the sound has %1 channels at %2 Hz; at most %3 channels and 8000 to 384000 Hz are read"))
    SENTENCE(captionMissing, QT_TRANSLATE_NOOP("MediaMessage", "there is no caption"))
    SENTENCE(captionRepeated, QT_TRANSLATE_NOOP("MediaMessage", "the caption \"%1\" is also that of %2"))
    SENTENCE(captionsRepeatedInAll, QT_TRANSLATE_NOOP("MediaMessage", "%1 captions are those of an earlier item too: such pairs count as negatives of each other"))
    SENTENCE(partnerMissing, QT_TRANSLATE_NOOP("MediaMessage", "the item has only its %1, and no partner to be paired with"))
    SENTENCE(rowLength, QT_TRANSLATE_NOOP("MediaMessage", "fields in the row: %1, expected %2"))
    SENTENCE(textNotUtf8, QT_TRANSLATE_NOOP("MediaMessage", "the text is not UTF-8; what could not be read is shown as a replacement mark"))
    SENTENCE(valueNotANumber, QT_TRANSLATE_NOOP("MediaMessage", "\"%1\" is not a number"))
    SENTENCE(valueNotFinite, QT_TRANSLATE_NOOP("MediaMessage", "the row has values that are not finite, or larger than the 3.4e38 of single precision"))
    SENTENCE(splitUnknown, QT_TRANSLATE_NOOP("MediaMessage", "\"%1\" is no known split; the item counts as training data"))
    SENTENCE(imageUnknown, QT_TRANSLATE_NOOP("MediaMessage", "the annotation names image %1, which is not in images[]"))
    SENTENCE(memberOutsideFolder, QT_TRANSLATE_NOOP("MediaMessage", "the archive names a path outside itself, so it is not read"))
    SENTENCE(memberNotAFile, QT_TRANSLATE_NOOP("MediaMessage", "the archive holds a link or a device here, so it is not read"))
    SENTENCE(folderLinkSkipped, QT_TRANSLATE_NOOP("MediaMessage", "a link to a folder is not followed"))
    SENTENCE(filesNotUsed, QT_TRANSLATE_NOOP("MediaMessage", "%1 files are of no known kind and are not used, such as %2"))
    SENTENCE(moreProblems, QT_TRANSLATE_NOOP("MediaMessage", "and %1 more problems"))

    SENTENCE(pathMissing, QT_TRANSLATE_NOOP("MediaMessage", "there is no such file or folder"))
    SENTENCE(formatUnknown, QT_TRANSLATE_NOOP("MediaMessage", "no known format: expected a table, a captions file, a folder of images or sounds, .tar shards, .npy, .npz, .safetensors or word vectors"))
    SENTENCE(formatUnsuitable, QT_TRANSLATE_NOOP("MediaMessage", "expected %1"))
    SENTENCE(columnMissing, QT_TRANSLATE_NOOP("MediaMessage", "there is no column %1; the columns are %2"))
    SENTENCE(columnNeeded, QT_TRANSLATE_NOOP("MediaMessage", "no column for %1 was recognised; the columns are %2"))
    SENTENCE(fileEmpty, QT_TRANSLATE_NOOP("MediaMessage", "the file is empty"))
    SENTENCE(jsonInvalid, QT_TRANSLATE_NOOP("MediaMessage", "not valid JSON: %1"))
    SENTENCE(jsonFieldMissing, QT_TRANSLATE_NOOP("MediaMessage", "expected %1"))
    SENTENCE(nothingUsable, QT_TRANSLATE_NOOP("MediaMessage", "none of the %1 items can be used; the first problem: %2"))
    SENTENCE(modalitiesTooFew, QT_TRANSLATE_NOOP("MediaMessage", "a data set needs two modalities, and only %1 was found"))
    SENTENCE(rowsDiffer, QT_TRANSLATE_NOOP("MediaMessage", "%1 rows, but %2 has %3"))
    SENTENCE(matrixShape, QT_TRANSLATE_NOOP("MediaMessage", "expected a matrix of at least 2 rows and 1 column, found %1"))
    SENTENCE(matrixMissing, QT_TRANSLATE_NOOP("MediaMessage", "expected two matrices of as many rows; name the second one as data.second"))
    SENTENCE(lineTooLong, QT_TRANSLATE_NOOP("MediaMessage", "the line is longer than %1 bytes"))
    SENTENCE(quoteOpen, QT_TRANSLATE_NOOP("MediaMessage", "a quoted field is never closed"))
    SENTENCE(tooManyRows, QT_TRANSLATE_NOOP("MediaMessage", "more than %1 rows"))
    SENTENCE(tooManyFiles, QT_TRANSLATE_NOOP("MediaMessage", "more than %1 files"))
    SENTENCE(archiveTruncated, QT_TRANSLATE_NOOP("MediaMessage", "the archive ends in the middle of a member"))
    SENTENCE(archiveDamaged, QT_TRANSLATE_NOOP("MediaMessage", "the archive is damaged: %1"))
    SENTENCE(archiveTooLarge, QT_TRANSLATE_NOOP("MediaMessage", "the archive unpacks to more than %1 GiB"))
    SENTENCE(archiveExpands, QT_TRANSLATE_NOOP("MediaMessage", "the archive unpacks to more than %1 times its size"))
    SENTENCE(headerInvalid, QT_TRANSLATE_NOOP("MediaMessage", "the header is not valid: %1"))
    SENTENCE(encodingUnknown, QT_TRANSLATE_NOOP("MediaMessage", "the text is neither UTF-8 nor UTF-16 with a byte order mark"))
    SENTENCE(labelsCount, QT_TRANSLATE_NOOP("MediaMessage", "%1 labels for %2 rows"))
    SENTENCE(cancelled, QT_TRANSLATE_NOOP("MediaMessage", "cancelled"))
    }
    return "";
}
// clang-format on

std::string oneLine(std::string text)
{
    for (char& c : text)
        if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = ' ';
    return text;
}

std::string fillIn(const std::string& sentence, const std::vector<std::string>& arguments)
{
    std::string filled;
    for (std::size_t i = 0; i < sentence.size(); ++i) {
        const bool mark = sentence[i] == '%' && i + 1 < sentence.size() && sentence[i + 1] >= '1'
            && sentence[i + 1] <= '9';
        if (!mark) {
            filled += sentence[i];
            continue;
        }
        const auto argument = static_cast<std::size_t>(sentence[++i] - '1');
        if (argument < arguments.size()) filled += oneLine(arguments[argument]);
    }
    return filled;
}

std::string english(const Message& message)
{
    return fillIn(templateOf(message.code), message.arguments);
}

} // namespace contrastlab
