// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which data a run is trained on and how they are read, as a value that the run's spec carries:
// `--set data.format=folder-pairs` on the command line, the import dialog in the window. Any
// thread.
#pragma once

#include "base/problem.h"

#include <map>
#include <string>
#include <vector>

namespace contrastlab {

/// The formats by name, as `data.format` takes them; `automatic` looks at the files.
enum class DataFormat {
    automatic,
    table, ///< CSV/TSV with a header: open_clip's filepath,title and whatever maps to it
    flickr8k, ///< captions.txt: image,caption with commas in the captions
    flickrTokens, ///< img.jpg#0<TAB>caption
    flickr30k, ///< image_name| comment_number| comment
    coco, ///< COCO captions JSON
    karpathy, ///< dataset_*.json
    clotho, ///< file_name,caption_1..caption_5
    audiocaps, ///< audiocap_id,youtube_id,start_time,caption
    folderOfPairs, ///< images and sounds with .txt of the same stem
    folderOfClasses, ///< a folder a class
    folderOfNames, ///< the names of pictures or sounds are their captions
    webdataset, ///< .tar shards, plain or gzip
    matrices, ///< .npy, .npz, .safetensors, numeric CSV/TSV
    word2vec, ///< text or binary
    glove, ///< text without a header
    idx, ///< MNIST's files
    digits, ///< scikit-learn's digits.csv.gz
};

enum class ImageFit { crop, pad };
/// What arrays of three and four dimensions are.
enum class ArrayUse { rows, pictures };

/// Items whose files repeat those of an earlier one: kept, one with all captions, or left out.
enum class DuplicateUse { keep, merge, drop };

struct DatasetSpec {
    std::string path; ///< a file, a folder, or shards as name-{000..012}.tar
    DataFormat format = DataFormat::automatic;
    std::string
        root; ///< the folder that files are named from; empty: the manifest's, or one beside it
    std::string second; ///< matrices: the file of modality b, where `path` holds only a
    std::string labels; ///< matrices: a file of labels or of an id, label, split table
    std::string matrices; ///< of a .npz or .safetensors: the arrays to take, "a,b"; empty: all
    ArrayUse arrays = ArrayUse::rows;
    std::string imageColumn;
    std::string soundColumn;
    std::string captionColumn;
    std::string labelColumn;
    std::string splitColumn;
    std::string language; ///< "en", "zh" ...: which of several caption columns or .LANG.txt files
    double heldOut =
        -1; ///< share of items held out by this spec; below 0: as the data or the run says
    DuplicateUse duplicates = DuplicateUse::keep;
    long long items = 0; ///< at most so many, evenly spaced over the data; 0: all
    int imageSize = 0; ///< side in pixels that the tower sees; 0: 64, or the size of small sets
    ImageFit imageFit = ImageFit::crop;
    std::string ground = "#ffffff"; ///< what shows through transparent pixels
    int memory = 1024; ///< MiB for decoded pixels and spectrograms
    double soundSeconds = 0; ///< length that the tower hears; 0: the longest sound, at most 10 s

    friend bool operator==(const DatasetSpec&, const DatasetSpec&) = default;
};

/// "auto", "table", "flickr8k", "folder-pairs" ...
const char* nameOf(DataFormat format);
/// Every format, `automatic` first.
const std::vector<DataFormat>& dataFormats();

/// Keys "data.path", "data.format" ... to their values as text; fields at their default are left
/// out.
std::map<std::string, std::string> toMap(const DatasetSpec& spec);
/// Sets `spec` from keys under "data."; others are left alone. Unknown keys and values out of range
/// are problems, and their fields keep what they had.
std::vector<Problem> assign(DatasetSpec& spec, const std::map<std::string, std::string>& values);
/// A key that assign() knows; all in English.
struct DatasetKey {
    std::string key; ///< "data.format"
    std::string help;
    std::string limit; ///< "one of auto, table, ..."
    std::string standard; ///< the default; may be empty
};
std::vector<DatasetKey> datasetKeys();

} // namespace contrastlab
