// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What core/media has to say to people, as a code and its arguments, so that the window can say it
// in the reader's language and the command line in English. Values; any thread.
#pragma once

#include "base/problem.h"

#include <string>
#include <vector>

namespace contrastlab {

enum class MessageCode {
    // why a format was chosen
    chosenByUser,
    detectedFolderOfClasses,
    detectedFolderOfPairs,
    detectedFolderOfMatrices,
    detectedColumns,
    detectedSeparator,
    detectedFlickr8kCaptions,
    detectedFlickrTokens,
    detectedFlickr30k,
    detectedCocoCaptions,
    detectedKarpathy,
    detectedClotho,
    detectedAudioCaps,
    detectedWebdataset,
    detectedMatrices,
    detectedWordVectors,
    detectedIdx,
    detectedDigits,
    captionColumnByLanguage,
    // what is wrong with one item; the rest goes on
    fileMissing,
    fileNotRegular,
    fileOutsideFolder,
    fileTooLarge,
    fileUnreadable,
    imageUnreadable,
    imageTooLarge,
    imageRefused,
    soundUnreadable,
    soundEmpty,
    soundShape,
    captionMissing,
    captionRepeated,
    captionsRepeatedInAll,
    partnerMissing,
    rowLength,
    textNotUtf8,
    valueNotANumber,
    valueNotFinite,
    splitUnknown,
    imageUnknown,
    memberOutsideFolder,
    memberNotAFile,
    folderLinkSkipped,
    filesNotUsed,
    moreProblems,
    // why nothing can be read
    pathMissing,
    formatUnknown,
    formatUnsuitable,
    columnMissing,
    columnNeeded,
    fileEmpty,
    jsonInvalid,
    jsonFieldMissing,
    nothingUsable,
    modalitiesTooFew,
    rowsDiffer,
    matrixShape,
    matrixMissing,
    lineTooLong,
    quoteOpen,
    tooManyRows,
    tooManyFiles,
    archiveTruncated,
    archiveDamaged,
    archiveTooLarge,
    archiveExpands,
    headerInvalid,
    encodingUnknown,
    labelsCount,
    cancelled,
};

/// A code with the arguments that stand at %1, %2 ... of its sentence.
struct Message {
    MessageCode code {};
    std::vector<std::string> arguments;
    friend bool operator==(const Message&, const Message&) = default;
};

/// The English sentence with %1, %2 ...: the source string in the translation context
/// "MediaMessage".
const char* templateOf(MessageCode code);
/// Control characters (line ends above all) as spaces: names of files may hold anything.
std::string oneLine(std::string text);
/// `sentence` with the arguments in place, each on one line.
std::string fillIn(const std::string& sentence, const std::vector<std::string>& arguments);
/// The message in English.
std::string english(const Message& message);

/// An InputError that also carries its message as a code, for translation.
class MediaError : public InputError {
public:
    MediaError(std::string file, std::string place, Message message)
        : InputError(oneLine(std::move(file)), oneLine(std::move(place)), english(message))
        , m_message(std::move(message))
    {
    }
    [[nodiscard]] const Message& message() const { return m_message; }

private:
    Message m_message;
};

} // namespace contrastlab
