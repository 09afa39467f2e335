// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Zip archives laid out by hand, so that tests can lie in any field.
#pragma once

#include <QByteArray>

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace contrastlab::test {

/// The bytes of a number, little endian.
template <class T> std::string raw(T value)
{
    std::string bytes(sizeof(T), '\0');
    std::memcpy(bytes.data(), &value, sizeof(T));
    return bytes;
}

/// Raw deflate: zlib's format without its header of 2 bytes and its checksum of 4; Qt puts 4 more
/// before.
inline std::string deflated(const std::string& data)
{
    const QByteArray packed = qCompress(QByteArray::fromStdString(data), 9);
    return packed.mid(6, packed.size() - 10).toStdString();
}

/// The checksum of zip: polynomial 0x04c11db7, reflected.
inline std::uint32_t crc32(const std::string& data)
{
    std::uint32_t table[256];
    for (std::uint32_t i = 0; i < 256; ++i) {
        table[i] = i;
        for (int bit = 0; bit < 8; ++bit)
            table[i] = table[i] >> 1 ^ (table[i] & 1 ? 0xedb88320u : 0);
    }
    std::uint32_t crc = ~0u;
    for (const char c : data)
        crc = crc >> 8 ^ table[(crc ^ static_cast<unsigned char>(c)) & 0xff];
    return ~crc;
}

struct ZipMember {
    std::string name;
    std::string data;
    bool deflate = false;
    std::uint32_t claimedSize = 0; ///< 0: the true one
};

/// A zip archive by hand: local headers with their data, central directory, end record.
inline std::string zipFile(const std::vector<ZipMember>& members)
{
    std::string bytes;
    std::string directory;
    for (const ZipMember& m : members) {
        const std::string packed = m.deflate ? deflated(m.data) : m.data;
        const std::uint32_t crc = crc32(m.data);
        const auto size = m.claimedSize ? m.claimedSize : static_cast<std::uint32_t>(m.data.size());
        const std::string common = raw<std::uint16_t>(20) + raw<std::uint16_t>(0)
            + raw<std::uint16_t>(m.deflate ? 8 : 0) + raw<std::uint32_t>(0x210000) + raw(crc)
            + raw(static_cast<std::uint32_t>(packed.size())) + raw(size)
            + raw(static_cast<std::uint16_t>(m.name.size())) + raw<std::uint16_t>(0);
        directory += raw<std::uint32_t>(0x02014b50) + raw<std::uint16_t>(20) + common
            + raw<std::uint16_t>(0) + raw<std::uint16_t>(0) + raw<std::uint16_t>(0)
            + raw<std::uint32_t>(0) + raw(static_cast<std::uint32_t>(bytes.size())) + m.name;
        bytes += raw<std::uint32_t>(0x04034b50) + common + m.name + packed;
    }
    const auto count = static_cast<std::uint16_t>(members.size());
    return bytes + directory + raw<std::uint32_t>(0x06054b50) + raw<std::uint32_t>(0) + raw(count)
        + raw(count) + raw(static_cast<std::uint32_t>(directory.size()))
        + raw(static_cast<std::uint32_t>(bytes.size())) + raw<std::uint16_t>(0);
}

} // namespace contrastlab::test
