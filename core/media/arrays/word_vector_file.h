// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Word vectors as people share them: word2vec text ("V D" first), word2vec binary, GloVe text (no
// header). Pure; any thread.
#pragma once

#include "data/vocabulary.h"
#include "media/listing/dataset_report.h"
#include "media/listing/load_progress.h"

#include <filesystem>

namespace contrastlab {

enum class WordVectorFormat { word2vecText, word2vecBinary, glove };

/// By the first line; nothing where the file is none of these.
std::optional<WordVectorFormat> wordVectorFormat(const std::filesystem::path& path);

/// Reads the first `limit` (0: all) vectors; plain or gzip. A word that comes twice keeps its first
/// vector. Lines that do not fit are reported and passed over. Throws MediaError where nothing
/// fits, or past limits::manifestBytes for gzip.
WordVectors readWordVectors(const std::filesystem::path& path, WordVectorFormat format, Index limit,
    DatasetReport& report, ProgressMeter& progress);

/// The format looked up, everything read, bad lines passed over: for the text tower's first
/// weights.
WordVectors readWordVectors(const std::filesystem::path& path);

} // namespace contrastlab
