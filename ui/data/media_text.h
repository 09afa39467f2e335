// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Formats, problems, progress of loading and why data could not be opened, in the reader's
// language. Window thread.
#pragma once

#include "media/dataset_loader.h"
#include "media/load_failure.h"
#include "run/message_text.h"

#include <QString>

class QProgressBar;

namespace contrastlab {

/// "photos.csv, line 7: there is no such file"
QString problemLine(const DataProblem& problem);
/// "Folder of pairs", "COCO captions" ...
QString formatText(DataFormat format);
/// "Decoding 3,200 of 10,000"; with the rate and the time left where they are known.
QString progressText(const LoadProgress& progress);
/// On a bar: to and fro where the end is not known.
void showProgress(QProgressBar& bar, const LoadProgress& progress);
/// File, place, what is wrong: a line for each problem.
QString failureText(const LoadFailure& failure);

/// "30.9 MB", in the reader's digits.
QString sizeText(std::int64_t bytes);
QString countText(Index count);

} // namespace contrastlab
