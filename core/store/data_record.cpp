// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A folder is walked no further than data of the recorded size would go: a file that names "/" must
// not read the disk.
#include "store/data_record.h"

#include "base/memory_left.h"
#include "base/problem.h"
#include "data/synthetic.h"
#include "run/built_in_data.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>

namespace contrastlab {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::int64_t mostEntriesKnown = 2'000'000; ///< that are counted for a record

// Data change a little, by notes and results that are laid beside them.
constexpr std::int64_t stillAlike(std::int64_t recorded, std::int64_t least)
{
    return 4 * std::min(recorded, std::int64_t(1) << 60) + least;
}

struct Extent {
    std::int64_t bytes = 0; ///< of files
    std::int64_t entries = 0; ///< below folders
};

std::vector<std::string> pathsIn(const RunSpec& spec)
{
    std::vector<std::string> paths { spec.text("word_vectors"), spec.text("image_encoder"),
        spec.text("text_encoder"), spec.text("sound_encoder") };
    const std::string& dataset = spec.text("dataset");
    if (!isBuiltInData(dataset)) paths.push_back(dataset);
    for (const auto& [key, value] : spec.data())
        paths.push_back(value);
    return paths;
}

std::int64_t entriesBelow(const fs::path& folder, std::int64_t most)
{
    std::error_code error;
    std::int64_t count = 0;
    for (fs::recursive_directory_iterator
             entry(folder, fs::directory_options::skip_permission_denied, error),
         end;
         !error && entry != end && count < most; entry.increment(error))
        ++count;
    return count;
}

Extent extentOf(const RunSpec& spec, std::int64_t mostEntries)
{
    Extent extent;
    for (const std::string& path : pathsIn(spec)) {
        std::error_code error;
        const fs::file_status status = fs::status(path, error);
        if (fs::is_regular_file(status))
            extent.bytes += static_cast<std::int64_t>(fs::file_size(path, error));
        else if (fs::is_directory(status))
            extent.entries += entriesBelow(path, mostEntries - extent.entries);
    }
    return extent;
}

Index widthOf(const ModalityData& modality)
{
    switch (modality.kind) {
    case ModalityKind::features:
        return modality.features->width();
    case ModalityKind::image:
        return Index(3) * modality.images->width() * modality.images->height();
    case ModalityKind::sound:
        return Index(modality.sounds->frames()) * modality.sounds->bands();
    case ModalityKind::text:
        break;
    }
    return 0;
}

// The synthetic world as the spec asks for it.
Json modalitiesOfWorld(const RunSpec& spec)
{
    const SyntheticWorld standard;
    Json modalities = Json::array();
    for (std::int64_t m = 0; m < spec.integer("world.modalities"); ++m) {
        const Index asked = spec.integer("world.width");
        modalities.push_back({ { "name", std::string(1, static_cast<char>('a' + m)) },
            { "kind", nameOf(ModalityKind::features) },
            { "width", asked > 0 ? asked : standard.widths[m] } });
    }
    return modalities;
}

double bytesOfWorld(const RunSpec& spec)
{
    double width = 0;
    for (const Json& modality : modalitiesOfWorld(spec))
        width += modality.at("width").get<double>();
    // Each value is made in double and kept in single precision.
    return static_cast<double>(spec.integer("world.items"))
        * (width * sizeof(float) + 3 * width / 2 * sizeof(double));
}

[[noreturn]] void refuse(const std::string& file, const RunSpec& spec, const std::string& expected)
{
    throw InputError(file, "dataset " + printable(spec.text("dataset")), expected);
}

Json factsIn(const std::string& text)
{
    const Json facts = Json::parse(text, nullptr, false);
    return facts.is_object() ? facts : Json::object();
}

std::int64_t numberIn(const Json& facts, const char* key, std::int64_t otherwise)
{
    const auto found = facts.find(key);
    return found != facts.end() && found->is_number_integer() ? found->get<std::int64_t>()
                                                              : otherwise;
}

void requireSameWorld(const std::string& file, const RunSpec& spec, const Json& facts)
{
    const std::int64_t items = numberIn(facts, "items", spec.integer("world.items"));
    if (items != spec.integer("world.items"))
        refuse(file, spec,
            "expected the " + std::to_string(items) + " items that the run was trained on, found "
                + std::to_string(spec.integer("world.items")));
    if (facts.contains("modalities") && facts.at("modalities") != modalitiesOfWorld(spec))
        refuse(file, spec, "expected modalities of the widths that the run was trained on");
    const auto left = memoryLeft();
    if (left && bytesOfWorld(spec) > static_cast<double>(*left))
        refuse(file, spec,
            "expected data that fit in memory, found "
                + std::to_string(static_cast<std::int64_t>(bytesOfWorld(spec) / 1e6)) + " MB where "
                + std::to_string(*left / 1'000'000) + " MB are left");
}

void requireSameFiles(const std::string& file, const RunSpec& spec, const Json& facts)
{
    const std::int64_t mostBytes =
        stillAlike(numberIn(facts, "bytes", std::int64_t(1) << 60), 1 << 20);
    const std::int64_t mostEntries =
        stillAlike(numberIn(facts, "entries", mostEntriesKnown / 4), 10'000);
    const Extent extent = extentOf(spec, mostEntries);
    if (extent.bytes > mostBytes)
        refuse(file, spec,
            "expected about the " + std::to_string(numberIn(facts, "bytes", 0))
                + " bytes that the run was trained on, found " + std::to_string(extent.bytes));
    if (extent.entries >= mostEntries)
        refuse(file, spec,
            "expected a folder of about the " + std::to_string(numberIn(facts, "entries", 0))
                + " files that the run was trained on, found " + std::to_string(extent.entries)
                + " and more");
}

} // namespace

DataRecord recordOf(const Dataset& dataset, const RunSpec& spec)
{
    Json facts { { "items", dataset.items }, { "modalities", Json::array() } };
    for (const ModalityData& modality : dataset.modalities)
        facts["modalities"].push_back({ { "name", modality.name },
            { "kind", nameOf(modality.kind) }, { "width", widthOf(modality) } });
    const Extent extent = extentOf(spec, mostEntriesKnown);
    facts["bytes"] = extent.bytes;
    facts["entries"] = extent.entries;
    return { dataset.digest, facts.dump(-1, ' ', false, Json::error_handler_t::replace) };
}

void requireSameSize(const std::string& runFile, const RunSpec& spec, const DataRecord& record)
{
    const Json facts = factsIn(record.facts);
    if (spec.text("dataset") == "synthetic") requireSameWorld(runFile, spec, facts);
    requireSameFiles(runFile, spec, facts);
}

} // namespace contrastlab
