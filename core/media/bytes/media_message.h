// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What core/media has to say to people, each sentence once: the codes of its messages. Constants
// and values; any thread.
#pragma once

#include "base/problem.h"
#include "base/translation_marks.h"

#include <string>

namespace contrastlab {

// clang-format off
namespace sentences {
// why a format was chosen
inline constexpr const char* chosenByUser = QT_TRANSLATE_NOOP("Message", "the format was chosen: %1");
inline constexpr const char* detectedFolderOfClasses = QT_TRANSLATE_NOOP("Message", "%1 folders with images or sounds and no captions: each folder is a class and its name the caption");
inline constexpr const char* detectedFolderOfNames = QT_TRANSLATE_NOOP("Message", "%1 images or sounds with no captions, and names that say what they are, such as %2: the names are the captions");
inline constexpr const char* namesCouldServe = QT_TRANSLATE_NOOP("Message", "images or sounds with no captions beside them: data.format=folder-names takes the names of the files as captions");
inline constexpr const char* detectedFolderOfPairs = QT_TRANSLATE_NOOP("Message", "images or sounds with a .txt file (or each other) of the same name: %1");
inline constexpr const char* detectedFolderOfMatrices = QT_TRANSLATE_NOOP("Message", "a folder of matrices: %1");
inline constexpr const char* detectedColumns = QT_TRANSLATE_NOOP("Message", "a table with the columns %1");
inline constexpr const char* detectedSeparator = QT_TRANSLATE_NOOP("Message", "columns are separated by %1");
inline constexpr const char* detectedFlickr8kCaptions = QT_TRANSLATE_NOOP("Message", "the first line is image,caption: Flickr8k captions, which may hold commas");
inline constexpr const char* detectedLooseCommas = QT_TRANSLATE_NOOP("Message", "two columns, and captions with commas that nothing quotes: the first comma of a line ends the name");
inline constexpr const char* tableOfNamedLines = QT_TRANSLATE_NOOP("Message", "every line begins with the name of a file, and the rest of it is the caption");
inline constexpr const char* detectedFlickrTokens = QT_TRANSLATE_NOOP("Message", "lines like name.jpg#0, a tab and a caption: Flickr token file");
inline constexpr const char* detectedFlickr30k = QT_TRANSLATE_NOOP("Message", "the first line is image_name| comment_number| comment: Flickr30k results");
inline constexpr const char* detectedCocoCaptions = QT_TRANSLATE_NOOP("Message", "JSON with images[] and annotations[].caption: COCO captions");
inline constexpr const char* detectedKarpathy = QT_TRANSLATE_NOOP("Message", "JSON with images[].sentences: a Karpathy split");
inline constexpr const char* detectedClotho = QT_TRANSLATE_NOOP("Message", "columns file_name, caption_1 ...: Clotho");
inline constexpr const char* detectedAudioCaps = QT_TRANSLATE_NOOP("Message", "columns audiocap_id, youtube_id, start_time, caption: AudioCaps");
inline constexpr const char* detectedWebdataset = QT_TRANSLATE_NOOP("Message", "tar shards (webdataset): %1");
inline constexpr const char* detectedMatrices = QT_TRANSLATE_NOOP("Message", "matrices of numbers: %1");
inline constexpr const char* detectedWordVectors = QT_TRANSLATE_NOOP("Message", "%1 words with vectors of %2 numbers");
inline constexpr const char* detectedIdx = QT_TRANSLATE_NOOP("Message", "an IDX file, as MNIST and Fashion-MNIST have them");
inline constexpr const char* detectedDigits = QT_TRANSLATE_NOOP("Message", "65 numbers a row: handwritten digits of 8 x 8 and their class");
inline constexpr const char* tableWithoutHeader = QT_TRANSLATE_NOOP("Message", "the table has no header: its columns go by number, as in data.image_column=1");
inline constexpr const char* splitByFolder = QT_TRANSLATE_NOOP("Message", "the folders %1 are the split");
inline constexpr const char* splitByTable = QT_TRANSLATE_NOOP("Message", "%1 tables, a part each: %2");
inline constexpr const char* textWindows1252 = QT_TRANSLATE_NOOP("Message", "%1 is neither UTF-8 nor UTF-16, so it is read as Windows-1252 (Latin-1)");
inline constexpr const char* textGb18030 = QT_TRANSLATE_NOOP("Message", "%1 is neither UTF-8 nor UTF-16, so it is read as GB18030 (Chinese)");
inline constexpr const char* filesRemapped = QT_TRANSLATE_NOOP("Message", "named by paths that are not here, and found by the ends of their names: %1 (%2 is read as %3)");
inline constexpr const char* manifestsOthers = QT_TRANSLATE_NOOP("Message", "%1 is read, and not %2: give the path of another to read that instead");
inline constexpr const char* detectedObjects = QT_TRANSLATE_NOOP("Message", "JSON objects with the fields %1");
inline constexpr const char* archiveEntered = QT_TRANSLATE_NOOP("Message", "the zip archive is read in place, from its folder %1");
inline constexpr const char* parquetUnpacked = QT_TRANSLATE_NOOP("Message", "Parquet tables (%1), read by DuckDB %2; their pictures, sounds and rows stand in %3");
inline constexpr const char* parquetVectorsLeft = QT_TRANSLATE_NOOP("Message", "beside pictures or sounds, columns of vectors are left out: %1");
inline constexpr const char* captionColumnByLanguage = QT_TRANSLATE_NOOP("Message", "captions come from the column %1 (language %2)");
inline constexpr const char* headerCounts = QT_TRANSLATE_NOOP("Message", "%1: its first line counts the columns, as pandas does where they have no names, and is no row");
inline constexpr const char* headerNone = QT_TRANSLATE_NOOP("Message", "%1: it has no header, so that every line is a row");
inline constexpr const char* arrayFlattened = QT_TRANSLATE_NOOP("Message", "%1 (%2): each of its rows is flattened to %3 values; data.arrays=pictures reads it as pictures");
inline constexpr const char* arrayPictures = QT_TRANSLATE_NOOP("Message", "%1 (%2): %3 pictures of %4 x %5 pixels and %6 channels, values from 0 to %7");
inline constexpr const char* arrayLabels = QT_TRANSLATE_NOOP("Message", "the array %1 holds the labels");
inline constexpr const char* arrayCaptions = QT_TRANSLATE_NOOP("Message", "the array %1 holds the captions");
inline constexpr const char* labelsAsCaptions = QT_TRANSLATE_NOOP("Message", "pictures with labels alone: the label of each is its caption");
inline constexpr const char* arrayNames = QT_TRANSLATE_NOOP("Message", "the array %1 holds the names of the rows");
inline constexpr const char* decodedAhead = QT_TRANSLATE_NOOP("Message", "there are many files, so they are decoded while training goes on, after a look at the beginning and the end of each; a check of the data decodes all of them first");
inline constexpr const char* soundsLong = QT_TRANSLATE_NOOP("Message", "the sounds that are heard have %1 s: data.sound_seconds=%2 makes a step up to %3 times as fast");

// what is wrong with one item; the rest goes on
inline constexpr const char* fileMissing = QT_TRANSLATE_NOOP("Message", "there is no such file");
inline constexpr const char* fileNotRegular = QT_TRANSLATE_NOOP("Message", "this is not a regular file");
inline constexpr const char* fileOutsideFolder = QT_TRANSLATE_NOOP("Message", "this file lies outside the data set's folder, so it is not read");
inline constexpr const char* fileTooLarge = QT_TRANSLATE_NOOP("Message", "the file has %1 MiB; at most %2 MiB are read");
inline constexpr const char* fileUnreadable = QT_TRANSLATE_NOOP("Message", "the file cannot be read: %1");
inline constexpr const char* imageUnreadable = QT_TRANSLATE_NOOP("Message", "the image cannot be decoded: %1");
inline constexpr const char* imageTooLarge = QT_TRANSLATE_NOOP("Message", "the image has %1 x %2 pixels; at most %3 a side and %4 megapixels are decoded");
inline constexpr const char* imageRefused = QT_TRANSLATE_NOOP("Message", "the image is not decoded: %1");
inline constexpr const char* soundUnreadable = QT_TRANSLATE_NOOP("Message", "the sound cannot be decoded: %1");
inline constexpr const char* soundEmpty = QT_TRANSLATE_NOOP("Message", "the sound has no samples");
inline constexpr const char* soundShape = QT_TRANSLATE_NOOP("Message", "the sound has %1 channels at %2 Hz; at most %3 channels and 8000 to 384000 Hz are read");
inline constexpr const char* captionMissing = QT_TRANSLATE_NOOP("Message", "there is no caption");
inline constexpr const char* captionRepeated = QT_TRANSLATE_NOOP("Message", "the caption \"%1\" is also that of %2");
inline constexpr const char* captionsRepeatedInAll = QT_TRANSLATE_NOOP("Message", "captions that are those of an earlier item too: %1; in a batch such pairs are negatives of each other, when judged each is right");
inline constexpr const char* captionsOfSides = QT_TRANSLATE_NOOP("Message", "%1 captions speak of left and right, such as \"%2\"");
inline constexpr const char* classesAreCharacters = QT_TRANSLATE_NOOP("Message", "the classes are characters, which mirrored are others or none");
inline constexpr const char* languageMissing = QT_TRANSLATE_NOOP("Message", "data.language = %1 changes nothing: the captions come in %2");
inline constexpr const char* languagesNone = QT_TRANSLATE_NOOP("Message", "data.language = %1 changes nothing: these captions do not come in several languages");
inline constexpr const char* repeatsMerged = QT_TRANSLATE_NOOP("Message", "items with the files of an earlier one, which has their captions now (data.duplicates): %1");
inline constexpr const char* repeatsDropped = QT_TRANSLATE_NOOP("Message", "items with the files of an earlier one, left out (data.duplicates): %1");
inline constexpr const char* partnerMissing = QT_TRANSLATE_NOOP("Message", "the item has only its %1, and no partner to be paired with");
inline constexpr const char* rowLength = QT_TRANSLATE_NOOP("Message", "fields in the row: %1, expected %2");
inline constexpr const char* textNotUtf8 = QT_TRANSLATE_NOOP("Message", "the text is not UTF-8; what could not be read is shown as a replacement mark");
inline constexpr const char* valueNotANumber = QT_TRANSLATE_NOOP("Message", "\"%1\" is not a number");
inline constexpr const char* valueTooLarge = QT_TRANSLATE_NOOP("Message", "\"%1\" is larger than the 3.4e38 of single precision");
inline constexpr const char* valueNotFinite = QT_TRANSLATE_NOOP("Message", "the row has values that are not finite, or larger than the 3.4e38 of single precision");
inline constexpr const char* splitUnknown = QT_TRANSLATE_NOOP("Message", "\"%1\" is no known split; the item counts as training data");
inline constexpr const char* splitUnknownInColumn = QT_TRANSLATE_NOOP("Message", "\"%1\" is no known split; the item counts as training data (another column for it is named with data.split_column)");
inline constexpr const char* imageUnknown = QT_TRANSLATE_NOOP("Message", "the annotation names image %1, which is not in images[]");
inline constexpr const char* memberOutsideFolder = QT_TRANSLATE_NOOP("Message", "the archive names a path outside itself, so it is not read");
inline constexpr const char* memberNotAFile = QT_TRANSLATE_NOOP("Message", "the archive holds a link or a device here, so it is not read");
inline constexpr const char* folderLinkSkipped = QT_TRANSLATE_NOOP("Message", "a link to a folder is not followed");
inline constexpr const char* filesNotUsed = QT_TRANSLATE_NOOP("Message", "not used, of no known kind: %1 (such as %2)");
inline constexpr const char* kindUnused = QT_TRANSLATE_NOOP("Message", "files of this kind that are not used: %1; %2");
inline constexpr const char* secondOfName = QT_TRANSLATE_NOOP("Message", "a second picture, sound or text of that name: %1 is taken");
inline constexpr const char* arrayUnused = QT_TRANSLATE_NOOP("Message", "the array %1 is not used");
inline constexpr const char* moreProblems = QT_TRANSLATE_NOOP("Message", "and %1 more problems");

// why nothing can be read
inline constexpr const char* pathMissing = QT_TRANSLATE_NOOP("Message", "there is no such file or folder");
inline constexpr const char* duckDbUnusable = QT_TRANSLATE_NOOP("Message", "this is no DuckDB library that can be used: %1");
inline constexpr const char* tableUnreadable = QT_TRANSLATE_NOOP("Message", "DuckDB cannot read this table: %1");
inline constexpr const char* vectorLength = QT_TRANSLATE_NOOP("Message", "expected %1 numbers in column %2, found %3");
inline constexpr const char* formatUnknown = QT_TRANSLATE_NOOP("Message", "no known format: expected a table, a captions file, a folder of images or sounds, .tar shards, .npy, .npz, .safetensors or word vectors");
inline constexpr const char* formatUnsuitable = QT_TRANSLATE_NOOP("Message", "expected %1");
inline constexpr const char* columnMissing = QT_TRANSLATE_NOOP("Message", "there is no column %1; the columns are %2; set %3 to one of them, or to its number");
inline constexpr const char* columnNeeded = QT_TRANSLATE_NOOP("Message", "no column for %1 was recognised; the columns are %2; name it with %3");
inline constexpr const char* roleOfFiles = QT_TRANSLATE_NOOP("Message", "image or sound files (such as filepath)");
inline constexpr const char* roleOfCaptions = QT_TRANSLATE_NOOP("Message", "captions (such as title)");
inline constexpr const char* columnOfAddresses = QT_TRANSLATE_NOOP("Message", "the column %1 holds web addresses, which are not fetched: download the files (img2dataset does) and open the folder that they are in");
inline constexpr const char* captionsAllSame = QT_TRANSLATE_NOOP("Message", "all %1 items have the one caption \"%2\", which tells nothing apart");
inline constexpr const char* captionsAllSameInColumn = QT_TRANSLATE_NOOP("Message", "all %1 items have the one caption \"%2\", which tells nothing apart; name another column with data.caption_column (the columns are %3)");
inline constexpr const char* filesElsewhere = QT_TRANSLATE_NOOP("Message", "none of the %1 files is in %2 (the first: %3); name the folder that they are in with data.root");
inline constexpr const char* archiveUnread = QT_TRANSLATE_NOOP("Message", "matrices and shards are not read inside a zip archive: unpack it and open the folder");
inline constexpr const char* fileEmpty = QT_TRANSLATE_NOOP("Message", "the file is empty");
inline constexpr const char* jsonInvalid = QT_TRANSLATE_NOOP("Message", "not valid JSON: %1");
inline constexpr const char* jsonFieldMissing = QT_TRANSLATE_NOOP("Message", "expected %1");
inline constexpr const char* nothingUsable = QT_TRANSLATE_NOOP("Message", "none of the %1 items can be used; the first problem: %2");
inline constexpr const char* modalitiesTooFew = QT_TRANSLATE_NOOP("Message", "a data set needs two modalities, and only %1 was found");
inline constexpr const char* rowsDiffer = QT_TRANSLATE_NOOP("Message", "%1 rows, but %2 has %3");
inline constexpr const char* matrixShape = QT_TRANSLATE_NOOP("Message", "expected a matrix of at least 2 rows and 1 column, found %1");
inline constexpr const char* matrixMissing = QT_TRANSLATE_NOOP("Message", "expected two matrices of as many rows; name the second one as data.second");
inline constexpr const char* kindNotRead = QT_TRANSLATE_NOOP("Message", "this is %1, which is not read; to convert it (with %2): %3");
inline constexpr const char* secondUnused = QT_TRANSLATE_NOOP("Message", "the format %1 has no use for %2 (%3): leave it out, or choose data.format=matrices");
inline constexpr const char* arraysUnclear = QT_TRANSLATE_NOOP("Message", "which arrays to take is not clear: it holds %1; choose them with data.matrices=NAME,NAME and the labels with data.label_column=NAME");
inline constexpr const char* arrayMissing = QT_TRANSLATE_NOOP("Message", "there is no array %1; it holds %2");
inline constexpr const char* arrayNoPictures = QT_TRANSLATE_NOOP("Message", "expected pictures of the shape (N, height, width), (N, height, width, channels) or (N, channels, height, width) with 1, 3 or 4 channels and at most 4096 pixels a side, found %1");
inline constexpr const char* arrayNoPixels = QT_TRANSLATE_NOOP("Message", "expected pixels from 0 to 1 or from 0 to 255, found values from %1 to %2");
inline constexpr const char* lineTooLong = QT_TRANSLATE_NOOP("Message", "the line is longer than %1 bytes");
inline constexpr const char* quoteOpen = QT_TRANSLATE_NOOP("Message", "a quoted field is never closed");
inline constexpr const char* tooManyRows = QT_TRANSLATE_NOOP("Message", "more than %1 rows");
inline constexpr const char* tooManyFiles = QT_TRANSLATE_NOOP("Message", "more than %1 files");
inline constexpr const char* archiveTruncated = QT_TRANSLATE_NOOP("Message", "the archive ends in the middle of a member");
inline constexpr const char* archiveDamaged = QT_TRANSLATE_NOOP("Message", "the archive is damaged: %1");
inline constexpr const char* archiveTooLarge = QT_TRANSLATE_NOOP("Message", "the archive unpacks to more than %1 GiB");
inline constexpr const char* archiveExpands = QT_TRANSLATE_NOOP("Message", "the archive unpacks to more than %1 times its size");
inline constexpr const char* headerInvalid = QT_TRANSLATE_NOOP("Message", "the header is not valid: %1");
inline constexpr const char* encodingUnknown = QT_TRANSLATE_NOOP("Message", "the text is neither UTF-8 nor UTF-16 with a byte order mark");
inline constexpr const char* labelsCount = QT_TRANSLATE_NOOP("Message", "%1 labels for %2 rows");
} // namespace sentences
// clang-format on

/// Input that a reader of files cannot use: file, place and sentence are one line each, whatever
/// the file holds.
class MediaError : public InputError {
public:
    MediaError(std::string file, Message place, Message message)
        : InputError(
            oneLine(std::move(file)), oneLined(std::move(place)), oneLined(std::move(message)))
    {
    }
};

} // namespace contrastlab
