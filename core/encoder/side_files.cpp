// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Other programs wrote these files, or people did.
#include "encoder/side_files.h"

#include "base/json_error.h"
#include "base/translation_marks.h"
#include "encoder/encoder_messages.h"
#include "store/mapped_file.h"

#include <cmath>
#include <filesystem>

namespace contrastlab {

namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

constexpr std::size_t megabyte = 1'000'000;
constexpr std::size_t mostBytes = 256 * megabyte;
const Json nothing;

} // namespace

std::string sideText(const std::string& path)
{
    const MappedFile file(path);
    const auto bytes = file.bytes();
    if (bytes.size() > mostBytes)
        throw InputError(path, "",
            { sentences::fileTooLong,
                { std::to_string(mostBytes / megabyte),
                    std::to_string(bytes.size() / megabyte) } });
    std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    file.requireWhole();
    return text;
}

Json sideJson(const std::string& path)
{
    const std::string text = sideText(path);
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& error) {
        throw jsonError(text, path, error.byte, error);
    } catch (const Json::exception& error) { // a number beyond all limits
        throw InputError(path, "", { sentences::jsonWrong, { std::string(error.what()) } });
    }
}

std::optional<std::string> besideFile(const std::string& file, std::string_view name)
{
    const fs::path folder = fs::absolute(file).parent_path();
    for (const fs::path& place : { folder / name, folder.parent_path() / name }) {
        std::error_code error;
        if (fs::is_regular_file(place, error)) return place.string();
    }
    return {};
}

Setting Setting::operator[](const char* key) const
{
    const std::string place = m_place.empty() ? key : m_place + "." + key;
    if (!m_value->is_object()) return { nothing, m_file, place };
    const auto found = m_value->find(key);
    return { found == m_value->end() ? nothing : *found, m_file, place };
}

void Setting::fail(Message what) const
{
    throw InputError(m_file, printable(m_place), { sentences::settingKind, { std::move(what) } });
}

void Setting::failUnknown(const std::string& said, const std::string& known) const
{
    throw InputError(
        m_file, printable(m_place), { sentences::settingUnknown, { printable(said), known } });
}

std::string Setting::text() const
{
    if (!isText()) fail(QT_TRANSLATE_NOOP("Message", "a text"));
    return m_value->get<std::string>();
}

std::int64_t Setting::whole(std::int64_t least, std::int64_t most) const
{
    const double number = isNumber() ? m_value->get<double>() : std::nan("");
    if (!(number >= static_cast<double>(least) && number <= static_cast<double>(most))
        || number != std::floor(number))
        fail({ QT_TRANSLATE_NOOP("Message", "a whole number from %1 to %2"),
            { std::to_string(least), std::to_string(most) } });
    return static_cast<std::int64_t>(number);
}

double Setting::real() const
{
    if (!isNumber() || !std::isfinite(m_value->get<double>()))
        fail(QT_TRANSLATE_NOOP("Message", "a number"));
    return m_value->get<double>();
}

bool Setting::flag() const
{
    if (!m_value->is_boolean()) fail(QT_TRANSLATE_NOOP("Message", "true or false"));
    return m_value->get<bool>();
}

std::vector<Setting> Setting::items() const
{
    if (!isArray()) fail(QT_TRANSLATE_NOOP("Message", "a list"));
    std::vector<Setting> all;
    for (std::size_t i = 0; i < m_value->size(); ++i)
        all.emplace_back((*m_value)[i], m_file, m_place + "[" + std::to_string(i) + "]");
    return all;
}

std::string Setting::text(std::string otherwise) const
{
    return isNull() ? otherwise : text();
}

bool Setting::flag(bool otherwise) const
{
    return isNull() ? otherwise : flag();
}

} // namespace contrastlab
