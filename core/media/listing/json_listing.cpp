// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// COCO captions and Karpathy splits. Only the fields that are used are kept while parsing. One
// thread.
#include "media/listing/json_listing.h"

#include "media/bytes/limits.h"
#include "media/bytes/text_file.h"
#include "media/listing/manifest.h"

#include <nlohmann/json.hpp>

#include <set>

namespace contrastlab {

namespace {

using Json = nlohmann::json;

constexpr int jsonDepth = 8;

/// Parses and keeps only objects' fields of these names (at any depth); deeper values are dropped.
Json parseFields(
    const std::string& text, const std::string& file, const std::set<std::string>& fields)
{
    const auto keep = [&](int depth, Json::parse_event_t event, Json& parsed) {
        if (event == Json::parse_event_t::key)
            return fields.contains(parsed.get_ref<std::string&>());
        return depth <= jsonDepth;
    };
    try {
        return Json::parse(text, keep);
    } catch (const Json::parse_error& error) {
        std::string why = error.what();
        why = why.substr(std::min(why.find("] ") + 2, why.size()));
        throw MediaError(
            file, bytePlace(error.byte), { sentences::jsonInvalid, { shortened(why, 160) } });
    } catch (const Json::out_of_range& error) { // a number beyond double precision
        std::string why = error.what();
        why = why.substr(std::min(why.find("] ") + 2, why.size()));
        throw MediaError(file, "", { sentences::jsonInvalid, { shortened(why, 160) } });
    }
}

std::string textOf(const Json& object, const char* field)
{
    if (!object.is_object()) return {};
    const auto found = object.find(field);
    if (found == object.end()) return {};
    if (found->is_string()) return found->get<std::string>();
    return found->is_number_integer() ? found->dump() : std::string();
}

const Json& listOf(const Json& object, const char* field, const std::string& file)
{
    const auto found = object.is_object() ? object.find(field) : object.end();
    if (!object.is_object() || found == object.end() || !found->is_array())
        throw MediaError(file, "",
            { sentences::jsonFieldMissing,
                { { QT_TRANSLATE_NOOP("Message", "%1: a list"), { std::string(field) } } } });
    return *found;
}

std::string indexed(const char* field, std::size_t i)
{
    return std::string(field) + "[" + std::to_string(i) + "]";
}

void readKarpathyImage(const Json& image, const std::string& file, const std::string& place,
    ListingBuilder& builder, ReadingContext& context)
{
    const std::string name = textOf(image, "filename");
    const auto captions = image.is_object() ? image.find("sentences") : image.end();
    if (name.empty() || captions == image.end() || !captions->is_array()) {
        ++context.report.badRows;
        context.report.add({ file, place,
            { sentences::jsonFieldMissing,
                { QT_TRANSLATE_NOOP("Message", "filename and sentences") } } });
        return;
    }
    const std::string folder = textOf(image, "filepath");
    ListedItem& item = builder.item(folder + "/" + name);
    item.image = folder.empty() ? name : folder + "/" + name;
    item.place = file + ", " + place;
    if (const std::string split = textOf(image, "split"); !split.empty()) {
        item.part = partNamed(split);
        if (!item.part)
            context.report.add(
                { file, place, { sentences::splitUnknown, { shortened(split, 60) } } });
    }
    for (const Json& caption : *captions)
        addCaption(item, textOf(caption, "raw"), file, place, context.report);
}

} // namespace

JsonKind jsonKind(const std::string& head)
{
    const bool images = head.find("\"images\"") != std::string::npos;
    if (images && head.find("\"sentences\"") != std::string::npos) return JsonKind::karpathy;
    if (!trimmed(head).starts_with('{')) return JsonKind::other;
    const bool annotations = head.find("\"annotations\"") != std::string::npos;
    const bool ids = head.find("\"image_id\"") != std::string::npos;
    const bool isCut = head.size() >= static_cast<std::size_t>(limits::sniffedJsonBytes);
    if ((annotations && ids) || (images && (annotations || isCut))) return JsonKind::coco;
    return JsonKind::other;
}

Listing listCoco(const std::filesystem::path& manifest, ReadingContext& context)
{
    const std::string file = manifest.filename().string();
    const Json json = parseFields(manifestText(manifest, context.report), file,
        { "images", "annotations", "id", "file_name", "image_id", "caption" });
    std::unordered_map<std::string, std::string> names;
    for (const Json& image : listOf(json, "images", file))
        names[textOf(image, "id")] = textOf(image, "file_name");
    ListingBuilder builder;
    const Json& annotations = listOf(json, "annotations", file);
    for (std::size_t i = 0; i < annotations.size(); ++i) {
        context.progress.check();
        const std::string place = indexed("annotations", i);
        const std::string id = textOf(annotations[i], "image_id");
        const auto name = names.find(id);
        if (id.empty() || name == names.end() || name->second.empty()) {
            ++context.report.badRows;
            context.report.add({ file, place, { sentences::imageUnknown, { shortened(id, 40) } } });
            continue;
        }
        ListedItem& item = builder.item(name->second);
        item.image = name->second;
        if (item.place.empty()) item.place = file + ", " + place;
        addCaption(item, textOf(annotations[i], "caption"), file, place, context.report);
    }
    return { filesAt(jsonRoot(manifest, context.spec)), builder.take() };
}

Listing listKarpathy(const std::filesystem::path& manifest, ReadingContext& context)
{
    const std::string file = manifest.filename().string();
    const Json json = parseFields(manifestText(manifest, context.report), file,
        { "images", "filename", "filepath", "split", "sentences", "raw" });
    const Json& images = listOf(json, "images", file);
    ListingBuilder builder;
    for (std::size_t i = 0; i < images.size(); ++i) {
        context.progress.check();
        readKarpathyImage(images[i], file, indexed("images", i), builder, context);
    }
    return { filesAt(jsonRoot(manifest, context.spec)), builder.take() };
}

std::filesystem::path jsonRoot(const std::filesystem::path& manifest, const DatasetSpec& spec)
{
    if (!spec.root.empty()) return spec.root;
    if (isDataFolder(spec.path)) return spec.path;
    const std::filesystem::path folder = std::filesystem::absolute(manifest).parent_path();
    return folder.filename() == "annotations" ? folder.parent_path() : folder;
}

} // namespace contrastlab
