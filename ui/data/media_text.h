// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What core/media and the loading of data have to say, in the reader's language: messages, places,
// formats, progress, and why data could not be opened. Window thread.
#pragma once

#include "media/dataset_loader.h"
#include "media/load_failure.h"

#include <QString>

namespace contrastlab {

/// The sentence, translated, with its arguments.
QString messageText(const Message& message);
/// "line 7" and its like; also at the end of "photos.csv, line 7".
QString placeText(const std::string& place);
/// "photos.csv, line 7: there is no such file"
QString problemLine(const DataProblem& problem);
/// "Folder of pairs", "COCO captions" ...
QString formatText(DataFormat format);
/// "Decoding 3,200 of 10,000"; with the rate and the time left where they are known.
QString progressText(const LoadProgress& progress);
/// File, place, what is wrong: a line for each problem.
QString failureText(const LoadFailure& failure);
/// "photos.csv, line 7: ..." of a report that failure left behind: none of its items could be used.
QString failureText(const LoadFailure& failure, const DatasetReport& report);

/// "30.9 MB", in the reader's digits.
QString sizeText(std::int64_t bytes);
QString countText(Index count);

} // namespace contrastlab
