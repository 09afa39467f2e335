// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What fuzzers do to the bytes of a file.
#pragma once

#include "base/random.h"

#include <algorithm>
#include <string>
#include <vector>

namespace contrastlab::test {

/// Pieces that parsers trip over.
inline const std::vector<std::string>& tokens()
{
    static const std::vector<std::string> all { "\"", "\n", "\r", "\t", ",", "{", "}", "[",
        "[[[[[[[[", "..", "../../../etc/passwd", "/etc/passwd", "nan", "inf", "-1",
        "99999999999999999999", "1e999", std::string(1, '\0'), "\xff\xfe", "\xef\xbb\xbf",
        "\xf0\x9f", "%s%n", "#", "|",
        "\x7f"
        "ELF",
        std::string(4, '\xff'), std::string(8, '\x7f'), std::string(5000, 'A'), "\x1f\x8b",
        "\\u0000", "'shape': (0, 0)", "(999999999, 999999999)", "NaN" };
    return all;
}

inline void mutateOnce(std::string& bytes, RandomStream& random)
{
    const auto at = [&] { return static_cast<std::size_t>(random.below(bytes.size() + 1)); };
    const std::size_t place = at();
    switch (random.below(7)) {
    case 0:
        bytes.resize(place);
        break;
    case 1:
        if (place < bytes.size()) bytes[place] = static_cast<char>(random.below(256));
        break;
    case 2:
        if (place < bytes.size())
            bytes[place] = static_cast<char>(bytes[place] ^ (1 << random.below(8)));
        break;
    case 3:
        bytes.insert(place, tokens()[random.below(tokens().size())]);
        break;
    case 4:
        bytes.erase(place, random.below(64));
        break;
    case 5:
        bytes.insert(at(), bytes.substr(place, random.below(256)));
        break;
    default:
        for (std::size_t i = place; i < std::min(bytes.size(), place + 4); ++i)
            bytes[i] = static_cast<char>(random.below(2) ? 0xff : 0);
    }
}

} // namespace contrastlab::test
