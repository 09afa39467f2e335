// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A 64-bit fingerprint of bytes, for comparing runs and naming data. Not for security.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace contrastlab {

/// FNV-1a over 64-bit words with a final avalanche. The value depends on the bytes and on how the
/// calls cut them.
class Digest {
public:
    void addBytes(const void* data, std::size_t size);
    template <class T>
    requires std::is_trivially_copyable_v<T>
    void add(const T& value)
    {
        if constexpr (sizeof value == sizeof(std::uint64_t))
            addWord(std::bit_cast<std::uint64_t>(value));
        else
            addBytes(&value, sizeof value);
    }
    template <class T>
    requires std::is_trivially_copyable_v<T>
    void add(std::span<const T> values) { addBytes(values.data(), values.size_bytes()); }
    void add(std::string_view text) { addBytes(text.data(), text.size()); }

    [[nodiscard]] std::uint64_t value() const;
    /// Sixteen hexadecimal digits.
    [[nodiscard]] std::string hex() const;

private:
    void addWord(std::uint64_t word)
    {
        m_state = (m_state ^ word) * 0x100000001b3ull;
        m_state ^= m_state >> 32;
    }

    std::uint64_t m_state = 0xcbf29ce484222325ull;
};

} // namespace contrastlab
