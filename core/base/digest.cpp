// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// FNV-1a over words of eight bytes; a short last word is padded with its length.
#include "base/digest.h"

#include <cstring>

namespace contrastlab {

void Digest::addBytes(const void* data, std::size_t size)
{
    const auto* bytes = static_cast<const unsigned char*>(data);
    while (size > 0) {
        std::uint64_t word = size < 8 ? size << 56 : 0;
        const std::size_t take = size < 8 ? size : 8;
        std::memcpy(&word, bytes, take);
        addWord(word);
        bytes += take;
        size -= take;
    }
}

std::uint64_t Digest::value() const
{
    std::uint64_t x = m_state;
    x = (x ^ (x >> 33)) * 0xff51afd7ed558ccdull;
    x = (x ^ (x >> 33)) * 0xc4ceb9fe1a85ec53ull;
    return x ^ (x >> 33);
}

std::string Digest::hex() const
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string text(16, '0');
    std::uint64_t rest = value();
    for (int i = 15; i >= 0; --i, rest >>= 4)
        text[static_cast<std::size_t>(i)] = digits[rest & 15];
    return text;
}

} // namespace contrastlab
