// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// All files are listed once, and only when a name is not found as it stands.
#include "media/listing/file_finder.h"

#include "media/bytes/text_file.h"
#include "media/listing/listing.h"

#include <algorithm>

namespace contrastlab {

namespace {

constexpr std::size_t longestName = 4096;

/// Lower case, with the slashes of this system.
std::string comparable(std::string_view name)
{
    std::string low = lowered(trimmed(name));
    std::replace(low.begin(), low.end(), '\\', '/');
    return low;
}

std::string lastPart(const std::string& name)
{
    return name.substr(name.rfind('/') + 1);
}

bool isOfKind(const std::string& name, FileKind kind)
{
    return kind == FileKind::image ? isImageName(name) : isSoundName(name);
}

/// Parts that two paths have in common at their ends, the last one without its ending.
std::size_t commonParts(const std::string& a, const std::string& b)
{
    std::size_t parts = 1, i = a.rfind('/'), j = b.rfind('/');
    while (i != std::string::npos && j != std::string::npos && i > 0 && j > 0) {
        const auto before = a.rfind('/', i - 1), other = b.rfind('/', j - 1);
        const auto partOf = [](const std::string& path, std::size_t from, std::size_t to) {
            const std::size_t start = from == std::string::npos ? 0 : from + 1;
            return std::string_view(path).substr(start, to - start);
        };
        if (partOf(a, before, i) != partOf(b, other, j)) break;
        ++parts;
        i = before;
        j = other;
    }
    return parts;
}

} // namespace

std::optional<Message> FileFinder::check(const std::string& name) const
{
    if (!m_folder.empty() && !m_files->check((std::filesystem::path(m_folder) / name).string()))
        return std::nullopt;
    return m_files->check(name);
}

void FileFinder::makeIndex()
{
    if (m_indexed) return;
    m_indexed = true;
    try {
        std::vector<DataNote> skipped;
        for (std::string& name : m_files->names(skipped))
            if (isImageName(name) || isSoundName(name)) m_names.push_back(std::move(name));
    } catch (const MediaError&) { // too many to list: names go as they stand
        return;
    }
    m_byStem.reserve(m_names.size());
    for (std::size_t i = 0; i < m_names.size(); ++i)
        m_byStem.emplace(stemOf(lastPart(lowered(m_names[i]))), i);
}

/// The one file whose path ends most like this name; "" where there is none, or more than one.
std::string FileFinder::byTail(const std::string& name, FileKind kind)
{
    makeIndex();
    const std::string wanted = comparable(name);
    const std::string last = lastPart(wanted);
    const bool hasEnding = isOfKind(last, kind);
    std::size_t best = 0, count = 0;
    std::string found;
    const auto look = [&](const std::string& stem) {
        const auto range = m_byStem.equal_range(stem);
        for (auto entry = range.first; entry != range.second; ++entry) {
            const std::string& file = m_names[entry->second];
            const std::string low = lowered(file);
            if (!isOfKind(file, kind) || (hasEnding && lastPart(low) != last)) continue;
            const std::size_t parts = commonParts(wanted, low);
            count = parts > best ? 1 : count + (parts == best);
            if (parts > best) found = file;
            best = std::max(best, parts);
        }
    };
    look(hasEnding ? stemOf(last) : last); // "golden.1" is a whole name, and no ending
    return count == 1 && !m_files->check(found) ? found : std::string();
}

FileFinder::Found FileFinder::find(const std::string& name, FileKind kind)
{
    Found found { name, {}, false };
    if (name.empty()) return found;
    found.problem = check(name);
    if (!found.problem) return found;
    const std::string file = name.size() > longestName ? std::string() : byTail(name, kind);
    if (file.empty()) return { {}, found.problem, false };
    const std::string wanted = comparable(name);
    const std::string stem = isOfKind(wanted, kind) ? stemOf(wanted) : wanted;
    found.remapped =
        wanted.find('/') != std::string::npos && !lowered(stemOf(file)).ends_with(stem);
    found.name = file;
    return found;
}

std::optional<FileKind> FileFinder::kindOf(const std::string& name)
{
    if (name.empty() || name.size() > longestName || name.find('\n') != std::string::npos)
        return std::nullopt;
    if (!check(name)) {
        if (isImageName(name)) return FileKind::image;
        if (isSoundName(name)) return FileKind::sound;
        return std::nullopt; // a file of another kind, such as a text
    }
    const bool isSentence = name.find(' ') != std::string::npos && !isImageName(name)
        && !isSoundName(name); // not worth listing all files for
    for (const FileKind kind : { FileKind::image, FileKind::sound })
        if (!isSentence && !byTail(name, kind).empty()) return kind;
    return std::nullopt;
}

} // namespace contrastlab
