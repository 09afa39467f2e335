// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// utf8proc knows the tables.
#include "encoder/unicode_text.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <utf8proc.h>

namespace contrastlab {

namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr char32_t capitalDottedI = 0x130, dotAbove = 0x307;

utf8proc_category_t categoryOf(char32_t c)
{
    return utf8proc_category(static_cast<utf8proc_int32_t>(c));
}

utf8proc_option_t optionsOf(NormalForm form)
{
    int options = UTF8PROC_STABLE;
    options |=
        form == NormalForm::nfc || form == NormalForm::nfkc ? UTF8PROC_COMPOSE : UTF8PROC_DECOMPOSE;
    if (form == NormalForm::nfkc || form == NormalForm::nfkd) options |= UTF8PROC_COMPAT;
    return static_cast<utf8proc_option_t>(options);
}

} // namespace

std::u32string decodedText(std::string_view text)
{
    std::u32string points;
    points.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        utf8proc_int32_t point = -1;
        const auto length =
            utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at,
                static_cast<utf8proc_ssize_t>(text.size() - at), &point);
        points += length > 0 ? static_cast<char32_t>(point) : replacement;
        at += static_cast<std::size_t>(std::max<utf8proc_ssize_t>(1, length));
    }
    return points;
}

std::string encodedText(std::u32string_view text)
{
    std::string bytes;
    for (const char32_t point : text) {
        utf8proc_uint8_t encoded[4];
        const auto length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(point), encoded);
        bytes.append(reinterpret_cast<const char*>(encoded), static_cast<std::size_t>(length));
    }
    return bytes;
}

std::u32string normalForm(std::u32string_view text, NormalForm form)
{
    const std::string bytes = encodedText(text);
    utf8proc_uint8_t* mapped = nullptr;
    const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(bytes.data()),
        static_cast<utf8proc_ssize_t>(bytes.size()), &mapped, optionsOf(form));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
    if (length < 0) return std::u32string(text);
    return decodedText({ reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length) });
}

std::u32string lowerCase(std::u32string_view text)
{
    std::u32string lower;
    for (const char32_t c : text) {
        lower += static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c)));
        if (c == capitalDottedI) lower += dotAbove; // the one letter that becomes two
    }
    return lower;
}

std::u32string withoutMarks(std::u32string_view text)
{
    std::u32string rest;
    std::ranges::copy_if(text, std::back_inserter(rest),
        [](char32_t c) { return categoryOf(c) != UTF8PROC_CATEGORY_MN; });
    return rest;
}

bool isLetter(char32_t c)
{
    const auto category = categoryOf(c);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool isNumber(char32_t c)
{
    const auto category = categoryOf(c);
    return category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO;
}

bool isSpace(char32_t c)
{
    const auto category = categoryOf(c);
    return (c >= 9 && c <= 13) || c == 0x85
        || (category >= UTF8PROC_CATEGORY_ZS && category <= UTF8PROC_CATEGORY_ZP);
}

bool isPunctuation(char32_t c)
{
    const bool ascii = (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96)
        || (c >= 123 && c <= 126);
    const auto category = categoryOf(c);
    return ascii || (category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO);
}

bool isOther(char32_t c)
{
    const auto category = categoryOf(c);
    return category == UTF8PROC_CATEGORY_CN
        || (category >= UTF8PROC_CATEGORY_CC && category <= UTF8PROC_CATEGORY_CO);
}

bool isWordSign(char32_t c)
{
    const auto category = categoryOf(c);
    return isLetter(c) || category == UTF8PROC_CATEGORY_ND || category == UTF8PROC_CATEGORY_NL
        || category == UTF8PROC_CATEGORY_PC
        || (category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME);
}

bool isHanCharacter(char32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0x20000 && c <= 0x2A6DF) || (c >= 0x2A700 && c <= 0x2B81F)
        || (c >= 0x2B920 && c <= 0x2CEAF) || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x2F800 && c <= 0x2FA1F);
}

} // namespace contrastlab
