// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sentences, each once. Any thread.
#include "media/media_message.h"

#include <QtGlobal>

#define SENTENCE(code, text)                                                                       \
    case MessageCode::code:                                                                        \
        return QT_TRANSLATE_NOOP("MediaMessage", text);

namespace contrastlab {

// clang-format off
const char* templateOf(MessageCode code)
{
    switch (code) {
    SENTENCE(chosenByUser, "the format was chosen: %1")
    SENTENCE(detectedFolderOfClasses, "%1 folders with images or sounds and no captions: each folder is a class and its name the caption")
    SENTENCE(detectedFolderOfPairs, "%1 images or sounds with a .txt file (or each other) of the same name")
    SENTENCE(detectedFolderOfMatrices, "a folder of matrices: %1")
    SENTENCE(detectedColumns, "a table with the columns %1")
    SENTENCE(detectedSeparator, "columns are separated by %1")
    SENTENCE(detectedFlickr8kCaptions, "the first line is image,caption: Flickr8k captions, which may hold commas")
    SENTENCE(detectedFlickrTokens, "lines like name.jpg#0, a tab and a caption: Flickr token file")
    SENTENCE(detectedFlickr30k, "the first line is image_name| comment_number| comment: Flickr30k results")
    SENTENCE(detectedCocoCaptions, "JSON with images[] and annotations[].caption: COCO captions")
    SENTENCE(detectedKarpathy, "JSON with images[].sentences: a Karpathy split")
    SENTENCE(detectedClotho, "columns file_name, caption_1 ...: Clotho")
    SENTENCE(detectedAudioCaps, "columns audiocap_id, youtube_id, start_time, caption: AudioCaps")
    SENTENCE(detectedWebdataset, "%1 tar shards: webdataset")
    SENTENCE(detectedMatrices, "matrices of numbers: %1")
    SENTENCE(detectedWordVectors, "%1 words with vectors of %2 numbers")
    SENTENCE(detectedIdx, "an IDX file, as MNIST and Fashion-MNIST have them")
    SENTENCE(detectedDigits, "65 numbers a row: handwritten digits of 8 x 8 and their class")
    SENTENCE(captionColumnByLanguage, "captions come from the column %1 (language %2)")

    SENTENCE(fileMissing, "there is no such file")
    SENTENCE(fileNotRegular, "this is not a regular file")
    SENTENCE(fileOutsideFolder, "this file lies outside the data set's folder, so it is not read")
    SENTENCE(fileTooLarge, "the file has %1 MiB; at most %2 MiB are read")
    SENTENCE(fileUnreadable, "the file cannot be read: %1")
    SENTENCE(imageUnreadable, "the image cannot be decoded: %1")
    SENTENCE(imageTooLarge, "the image has %1 x %2 pixels; at most %3 a side and %4 megapixels are decoded")
    SENTENCE(imageRefused, "the image is not decoded: %1")
    SENTENCE(soundUnreadable, "the sound cannot be decoded: %1")
    SENTENCE(soundEmpty, "the sound has no samples")
    SENTENCE(soundShape, "the sound has %1 channels at %2 Hz; at most %3 channels and 8000 to 384000 Hz are read")
    SENTENCE(captionMissing, "there is no caption")
    SENTENCE(captionRepeated, "the caption \"%1\" is also that of %2")
    SENTENCE(captionsRepeatedInAll, "%1 captions are those of an earlier item too: such pairs count as negatives of each other")
    SENTENCE(partnerMissing, "the item has only its %1, and no partner to be paired with")
    SENTENCE(rowLength, "the row has %1 fields where %2 were expected")
    SENTENCE(textNotUtf8, "the text is not UTF-8; what could not be read is shown as a replacement mark")
    SENTENCE(valueNotANumber, "\"%1\" is not a number")
    SENTENCE(valueNotFinite, "the row has values that are not finite")
    SENTENCE(splitUnknown, "\"%1\" is no known split; the item counts as training data")
    SENTENCE(imageUnknown, "the annotation names image %1, which is not in images[]")
    SENTENCE(memberOutsideFolder, "the archive names a path outside itself, so it is not read")
    SENTENCE(memberNotAFile, "the archive holds a link or a device here, so it is not read")
    SENTENCE(folderLinkSkipped, "a link to a folder is not followed")
    SENTENCE(filesNotUsed, "%1 files are of no known kind and are not used, such as %2")
    SENTENCE(moreProblems, "and %1 more problems")

    SENTENCE(pathMissing, "there is no such file or folder")
    SENTENCE(formatUnknown, "no known format: expected a table, a captions file, a folder of images or sounds, .tar shards, .npy, .npz, .safetensors or word vectors")
    SENTENCE(formatUnsuitable, "expected %1")
    SENTENCE(columnMissing, "there is no column %1; the columns are %2")
    SENTENCE(columnNeeded, "no column for %1 was recognised; the columns are %2")
    SENTENCE(fileEmpty, "the file is empty")
    SENTENCE(jsonInvalid, "not valid JSON: %1")
    SENTENCE(jsonFieldMissing, "expected %1")
    SENTENCE(nothingUsable, "none of the %1 items can be used; the first problem: %2")
    SENTENCE(modalitiesTooFew, "a data set needs two modalities, and only %1 was found")
    SENTENCE(rowsDiffer, "%1 rows, but %2 has %3")
    SENTENCE(matrixShape, "expected a matrix of at least 2 rows and 1 column, found %1")
    SENTENCE(matrixMissing, "expected two matrices of as many rows; name the second one as data.second")
    SENTENCE(lineTooLong, "the line is longer than %1 bytes")
    SENTENCE(quoteOpen, "a quoted field is never closed")
    SENTENCE(tooManyRows, "more than %1 rows")
    SENTENCE(tooManyFiles, "more than %1 files")
    SENTENCE(archiveTruncated, "the archive ends in the middle of a member")
    SENTENCE(archiveDamaged, "the archive is damaged: %1")
    SENTENCE(archiveTooLarge, "the archive unpacks to more than %1 GiB")
    SENTENCE(archiveExpands, "the archive unpacks to more than %1 times its size")
    SENTENCE(headerInvalid, "the header is not valid: %1")
    SENTENCE(encodingUnknown, "the text is neither UTF-8 nor UTF-16 with a byte order mark")
    SENTENCE(labelsCount, "%1 labels for %2 rows")
    SENTENCE(cancelled, "cancelled")
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
