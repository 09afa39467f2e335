// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// POSIX.1-2001 (pax) and GNU tar headers. A reader of our own, because samples are read at random
// and by many threads: what it takes is each member's offset in the file. Any thread.
#include "media/listing/tar_files.h"

#include "media/bytes/limits.h"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace contrastlab {

namespace {

constexpr std::int64_t tarBlock = 512;
constexpr std::int64_t longNameBytes = 65536;

struct TarHeader {
    char name[100], mode[8], uid[8], gid[8], size[12], mtime[12], checksum[8];
    char type;
    char linkName[100], magic[6], version[2], owner[32], group[32], major[8], minor[8], prefix[155];
    char padding[12];
};
static_assert(sizeof(TarHeader) == tarBlock);

std::string fieldText(const char* field, std::size_t width)
{
    return { field, strnlen(field, width) };
}

/// Octal digits, or base 256 where the first bit is set. -1 where it is neither.
std::int64_t fieldNumber(const char* field, std::size_t width)
{
    std::int64_t value = 0;
    if ((field[0] & 0x80) != 0) {
        for (std::size_t i = 0; i < width; ++i) {
            const auto byte = static_cast<unsigned char>(field[i]) & (i == 0 ? 0x3F : 0xFF);
            if (value > (INT64_MAX >> 9)) return -1;
            value = value * 256 + byte;
        }
        return value;
    }
    const char* first = field;
    const char* last = field + width;
    while (first < last && *first == ' ')
        ++first;
    const char* end = first;
    while (end < last && *end >= '0' && *end <= '7')
        ++end;
    if (first == end) return *first == '\0' ? 0 : -1;
    std::from_chars(first, end, value, 8);
    return value;
}

bool checksumHolds(const TarHeader& header)
{
    const auto* bytes = reinterpret_cast<const unsigned char*>(&header);
    std::int64_t sum = 8 * ' ';
    for (std::size_t i = 0; i < sizeof header; ++i)
        if (i < offsetof(TarHeader, checksum) || i >= offsetof(TarHeader, type)) sum += bytes[i];
    return sum == fieldNumber(header.checksum, sizeof header.checksum);
}

bool isZero(const TarHeader& header)
{
    const auto* bytes = reinterpret_cast<const char*>(&header);
    return std::all_of(bytes, bytes + sizeof header, [](char c) { return c == 0; });
}

bool leavesArchive(const std::string& name)
{
    const auto normal = std::filesystem::path(name).lexically_normal();
    return normal.is_absolute() || (!normal.empty() && *normal.begin() == "..")
        || name.find('\0') != std::string::npos;
}

/// One pass over the headers.
class TarLister {
public:
    TarLister(const ByteSource& bytes, const std::string& file, DatasetReport& report)
        : m_bytes(bytes)
        , m_file(file)
        , m_report(report)
    {
    }

    std::vector<TarMember> list(const std::function<void(std::int64_t)>& step)
    {
        TarHeader header;
        while (readHeader(header)) {
            step(m_offset);
            const std::int64_t size =
                m_paxSize >= 0 ? m_paxSize : fieldNumber(header.size, sizeof header.size);
            const std::int64_t data = m_offset + tarBlock;
            if (size < 0 || size > m_bytes.size() - data) {
                problem(sentences::archiveTruncated);
                break;
            }
            take(header, data, size);
            m_offset = data + (size + tarBlock - 1) / tarBlock * tarBlock;
        }
        return std::move(m_members);
    }

private:
    bool readHeader(TarHeader& header)
    {
        const auto count =
            m_bytes.readAt(m_offset, { reinterpret_cast<char*>(&header), sizeof header });
        if (count == 0 || (count == sizeof header && isZero(header))) return false;
        if (count < sizeof header) {
            problem(sentences::archiveTruncated);
            return false;
        }
        if (checksumHolds(header)) return true;
        if (m_offset == 0)
            throw MediaError(m_file, bytePlace(0),
                { sentences::formatUnsuitable, { QT_TRANSLATE_NOOP("Message", "a tar archive") } });
        m_report.add({ m_file, place(),
            { sentences::archiveDamaged,
                { QT_TRANSLATE_NOOP("Message", "a header's checksum is wrong") } } });
        return false;
    }

    void take(const TarHeader& header, std::int64_t data, std::int64_t size)
    {
        switch (header.type) {
        case 'x':
            readPax(contents(data, size));
            return;
        case 'L':
            m_longName = contents(data, size);
            m_longName.erase(std::min(m_longName.find('\0'), m_longName.size()));
            return;
        case 'g':
        case 'K':
        case '5':
            break;
        case '0':
        case '\0':
        case '7':
            addMember(nameOf(header), data, size);
            break;
        default:
            m_report.add(
                { m_file + "/" + nameOf(header), place(), { sentences::memberNotAFile, {} } });
        }
        m_longName.clear();
        m_paxSize = -1;
    }

    void addMember(std::string name, std::int64_t data, std::int64_t size)
    {
        if (leavesArchive(name)) {
            m_report.add({ m_file + "/" + name, place(), { sentences::memberOutsideFolder, {} } });
            return;
        }
        if (name.starts_with("./")) name.erase(0, 2);
        m_members.push_back({ std::move(name), data, size });
        if (m_members.size() > static_cast<std::size_t>(limits::files))
            throw MediaError(
                m_file, "", { sentences::tooManyFiles, { std::to_string(limits::files) } });
    }

    std::string nameOf(const TarHeader& header) const
    {
        if (!m_longName.empty()) return m_longName;
        const std::string name = fieldText(header.name, sizeof header.name);
        const bool ustar = std::memcmp(header.magic, "ustar\0", 6) == 0 && header.prefix[0] != '\0';
        return ustar ? fieldText(header.prefix, sizeof header.prefix) + "/" + name : name;
    }

    std::string contents(std::int64_t offset, std::int64_t size) const
    {
        if (size > longNameBytes)
            throw MediaError(m_file, place(),
                { sentences::headerInvalid,
                    { QT_TRANSLATE_NOOP("Message", "a name of more than 64 KiB") } });
        std::string text(static_cast<std::size_t>(size), '\0');
        text.resize(m_bytes.readAt(offset, text));
        return text;
    }

    /// Records "LENGTH key=value\n".
    void readPax(const std::string& records)
    {
        std::size_t at = 0;
        while (at < records.size()) {
            std::size_t length = 0;
            const auto parsed =
                std::from_chars(records.data() + at, records.data() + records.size(), length);
            const auto keyAt = static_cast<std::size_t>(parsed.ptr - records.data()) + 1;
            if (parsed.ec != std::errc() || length > records.size() - at || at + length <= keyAt)
                return;
            const std::string record = records.substr(keyAt, at + length - keyAt - 1);
            if (record.starts_with("path=")) m_longName = record.substr(5);
            if (record.starts_with("size="))
                std::from_chars(record.data() + 5, record.data() + record.size(), m_paxSize);
            at += length;
        }
    }

    Message place() const { return bytePlace(m_offset); }
    void problem(const char* sentence) { m_report.add({ m_file, place(), sentence }); }

    const ByteSource& m_bytes;
    const std::string& m_file;
    DatasetReport& m_report;
    std::int64_t m_offset = 0;
    std::string m_longName;
    std::int64_t m_paxSize = -1;
    std::vector<TarMember> m_members;
};

} // namespace

std::vector<TarMember> listTar(const ByteSource& bytes, const std::string& file,
    DatasetReport& report, const std::function<void(std::int64_t)>& step)
{
    return TarLister(bytes, file, report).list(step);
}

void TarFiles::add(const std::string& shard, std::shared_ptr<const ByteSource> bytes,
    const std::vector<TarMember>& members)
{
    for (const TarMember& member : members)
        m_places[shard + "/" + member.name] = { m_shards.size(), member.offset, member.size };
    m_shards.push_back(std::move(bytes));
}

std::optional<Message> TarFiles::check(const std::string& name) const
{
    if (m_places.contains(name)) return std::nullopt;
    return Message { sentences::fileMissing, {} };
}

std::vector<std::string> TarFiles::names(std::vector<DataNote>& /*skipped*/) const
{
    std::vector<std::string> names;
    for (const auto& [name, place] : m_places)
        names.push_back(name);
    std::sort(names.begin(), names.end());
    return names;
}

const TarFiles::Place& TarFiles::placeOf(const std::string& name, std::int64_t limit) const
{
    const auto place = m_places.find(name);
    if (place == m_places.end()) throw MediaError(name, "", { sentences::fileMissing, {} });
    const std::int64_t size = place->second.size;
    if (size > limit)
        throw MediaError(name, "",
            { sentences::fileTooLarge,
                { std::to_string(size / limits::mebibyte),
                    std::to_string(limit / limits::mebibyte) } });
    return place->second;
}

QByteArray TarFiles::part(
    const std::string& name, const Place& place, std::int64_t from, std::int64_t size) const
{
    QByteArray bytes(size, Qt::Uninitialized);
    const std::span<char> room { bytes.data(), static_cast<std::size_t>(size) };
    if (m_shards[place.shard]->readAt(place.offset + from, room) != room.size())
        throw MediaError(name, "", { sentences::archiveTruncated, {} });
    return bytes;
}

QByteArray TarFiles::read(const std::string& name, std::int64_t limit) const
{
    const Place& place = placeOf(name, limit);
    return part(name, place, 0, place.size);
}

FileEdges TarFiles::edges(
    const std::string& name, std::int64_t head, std::int64_t tail, std::int64_t limit) const
{
    const Place& place = placeOf(name, limit);
    FileEdges edges { place.size, part(name, place, 0, std::min(head, place.size)), {} };
    if (place.size > head)
        edges.tail =
            part(name, place, place.size - std::min(tail, place.size), std::min(tail, place.size));
    return edges;
}

} // namespace contrastlab
