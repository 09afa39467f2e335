// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What was understood of some files: the format and why, counts, problems with file and place, and
// the first items to look at. A value; any thread.
#pragma once

#include "base/matrix.h"
#include "data/dataset.h"
#include "media/bytes/media_message.h"
#include "media/listing/dataset_spec.h"

#include <QImage>

#include <optional>
#include <string>
#include <vector>

namespace contrastlab {

/// One thing that is not as it should be: where, and what.
struct DataProblem {
    Message file; ///< with the line that lists it, where no one file is to blame
    Message place; ///< "line 7", "row 3", "images[12]"; may be empty
    Message message;
    friend bool operator==(const DataProblem&, const DataProblem&) = default;
};

/// "photos/a.jpg, line 7: ...", as one message.
Message told(const DataProblem& problem);
/// The same in English.
std::string describe(const DataProblem& problem);

/// One of the first items, to look at before training.
struct PreviewItem {
    Message origin; ///< file inside the data set, or row
    std::string file; ///< the picture's, else the sound's; empty for rows of matrices
    QImage picture; ///< at most `side` pixels a side; null where there is none
    std::string sound; ///< file name; empty where there is none
    std::vector<std::string> captions;
    std::string label;
    std::string part; ///< "training", "held out", "test" or empty
    std::string values; ///< first numbers of a feature row

    static constexpr int side = 160;
};

/// How a column of a table is used, for the mapping in the import dialog.
struct ColumnUse {
    std::string column;
    std::string use; ///< "image", "caption", "sound", "label", "split" or empty
};

struct DatasetReport {
    DataFormat format = DataFormat::automatic;
    std::vector<Message> reasons;
    std::vector<Message> hints; ///< what would make the training faster
    std::vector<ColumnUse> columns; ///< of tables
    std::vector<std::string> languages; ///< of captions, where the data have a choice: "en", "zh"

    // Every count is of the whole data set, whatever the lists below hold.
    Index listed = 0; ///< items that the files name
    Index items = 0; ///< items that can be trained on, after the limit
    Index images = 0;
    Index sounds = 0;
    Index captions = 0;
    Index repeatedCaptions = 0; ///< captions that an earlier item has too
    Index repeatedFiles = 0; ///< items whose picture or sound has the same bytes as an earlier one
    Index withoutPartner = 0; ///< items left with fewer than two modalities
    Index unreadable = 0; ///< files that are missing, refused or cannot be decoded
    Index badRows = 0; ///< rows of a manifest that could not be used
    Index leftOut = 0; ///< usable items beyond the limit
    Index training = 0; ///< of the split that the data or the spec bring; both 0: the run splits
    Index heldOut = 0;
    Index test = 0; ///< judged once, at the end

    std::optional<Message> againstFlip; ///< why pictures should not be mirrored

    std::vector<DataProblem> problems; ///< the first problemLimit
    Index problemCount = 0;
    std::vector<PreviewItem> preview; ///< the first previewLimit

    static constexpr std::size_t problemLimit = 1000;
    static constexpr std::size_t previewLimit = 20;

    /// Counts a problem and keeps it while there is room.
    void add(DataProblem problem);
    /// Notes a language of captions once; "" is none.
    void addLanguage(const std::string& language);
    /// Counts the parts of a split and writes them to the items of the preview.
    void showSplit(const std::vector<Part>& parts);
};

/// Counts a file that cannot be used, and lists it with the place that names it.
void reportUnusable(
    const std::string& name, const Message& place, const Message& message, DatasetReport& report);

} // namespace contrastlab
