// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a manifest, a folder or an archive says there is, before any picture or sound is opened:
// every reader of files makes a Listing, and one loader turns it into a Dataset. One thread.
#pragma once

#include "data/dataset.h"
#include "media/bytes/file_set.h"
#include "media/listing/dataset_report.h"
#include "media/listing/load_progress.h"

#include <memory>
#include <optional>
#include <unordered_map>

namespace contrastlab {

struct ListedItem {
    std::string image; ///< name in the file set; empty where there is none
    std::string sound;
    std::vector<std::string> captions;
    std::string label;
    std::optional<Part> part;
    std::string place; ///< the file that lists it ("captions.txt"), or its own name
    long long line = 0; ///< in that file; 0 where it has none
};

/// "captions.txt, line 7"
Message placeOf(const ListedItem& item);

struct Listing {
    std::shared_ptr<const FileSet> files;
    std::vector<ListedItem> items;
};

/// What every reader is given: the spec, where to report, and whether to go on.
struct ReadingContext {
    const DatasetSpec& spec;
    DatasetReport& report;
    ProgressMeter& progress;
};

/// Gathers captions of the same picture or sound into one item, in the order of first mention.
class ListingBuilder {
public:
    /// The item of this key, made on first use. Throws MediaError past limits::rows.
    ListedItem& item(const std::string& key);
    std::vector<ListedItem> take() { return std::move(m_items); }

private:
    std::unordered_map<std::string, std::size_t> m_places;
    std::vector<ListedItem> m_items;
};

/// Adds a caption; a blank one, or one that is not UTF-8, is reported at `file`, `place`.
void addCaption(ListedItem& item, std::string caption, const std::string& file,
    const Message& place, DatasetReport& report);

/// train, val, test ... to a part; nothing where the word is not known.
std::optional<Part> partNamed(const std::string& word);

/// By the ending of a name.
bool isImageName(const std::string& name);
bool isSoundName(const std::string& name);
bool isTextName(const std::string& name);
/// Without the last ending: "a/b.jpg" -> "a/b".
std::string stemOf(const std::string& name);
/// "golden_retriever" -> "golden retriever".
std::string spoken(std::string name);
/// "icons/acorn-bold.svg" -> "acorn bold".
std::string captionOfName(const std::string& name);
/// The folders that all of the names lie in, with a slash behind; empty where there is none.
std::string topFolder(const std::vector<std::string>& names);

/// A manifest's text. Throws MediaError.
std::string manifestText(const std::filesystem::path& manifest);

// The readers. Each throws MediaError where nothing can be read, with file and place.
/// Several tables are the parts of one data set, each by its name or its folder's.
Listing listTables(const std::vector<std::filesystem::path>& manifests, ReadingContext& context);
Listing listFlickr8k(const std::filesystem::path& manifest, ReadingContext& context);
Listing listFlickrTokens(const std::filesystem::path& manifest, ReadingContext& context);
Listing listFlickr30k(const std::filesystem::path& manifest, ReadingContext& context);
Listing listCoco(const std::filesystem::path& manifest, ReadingContext& context);
Listing listKarpathy(const std::filesystem::path& manifest, ReadingContext& context);
Listing listAudioCaps(const std::filesystem::path& manifest, ReadingContext& context);
Listing listPairs(const std::filesystem::path& folder, ReadingContext& context);
Listing listNames(const std::filesystem::path& folder, ReadingContext& context);
Listing listClasses(const std::filesystem::path& folder, ReadingContext& context);
Listing listShards(const std::vector<std::filesystem::path>& shards, ReadingContext& context);

} // namespace contrastlab
