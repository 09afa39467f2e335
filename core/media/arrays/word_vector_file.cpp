// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "media/arrays/word_vector_file.h"

#include "media/bytes/byte_source.h"
#include "media/bytes/limits.h"
#include "media/bytes/text_file.h"

#include <charconv>
#include <cmath>
#include <cstring>
#include <unordered_set>

namespace contrastlab {

namespace {

constexpr Index widestVector = 8192;
constexpr std::size_t longestWord = 4096;
constexpr std::size_t bufferBytes = 1 << 20;

/// A file read forward in blocks.
class ForwardBytes {
public:
    explicit ForwardBytes(const std::filesystem::path& path)
        : m_source(openBytes(path, path.string()))
    {
    }

    /// The next line without its end; false at the end of the file. `tooLong` lines are cut.
    bool line(std::string& text)
    {
        text.clear();
        while (fill()) {
            const auto* start = m_buffer.data() + m_at;
            const auto* end =
                static_cast<const char*>(std::memchr(start, '\n', m_buffer.size() - m_at));
            const auto length =
                end ? static_cast<std::size_t>(end - start) : m_buffer.size() - m_at;
            if (text.size() <= bufferBytes) text.append(start, length);
            m_at += length + (end ? 1 : 0);
            if (end) return true;
        }
        return !text.empty();
    }
    bool byte(char& value)
    {
        if (!fill()) return false;
        value = m_buffer[m_at++];
        return true;
    }
    bool bytes(char* to, std::size_t count)
    {
        while (count > 0 && fill()) {
            const auto taken = std::min(count, m_buffer.size() - m_at);
            std::memcpy(to, m_buffer.data() + m_at, taken);
            to += taken;
            m_at += taken;
            count -= taken;
        }
        return count == 0;
    }
    [[nodiscard]] std::int64_t size() const { return m_source->size(); }

private:
    bool fill()
    {
        if (m_at < m_buffer.size()) return true;
        m_offset += static_cast<std::int64_t>(m_buffer.size());
        m_buffer.resize(bufferBytes);
        m_buffer.resize(m_source->readAt(m_offset, m_buffer));
        m_at = 0;
        return !m_buffer.empty();
    }

    std::shared_ptr<const ByteSource> m_source;
    std::int64_t m_offset = 0;
    std::string m_buffer;
    std::size_t m_at = 0;
};

/// "word f f f ..." into word and numbers; false where a field is no number.
bool cutVector(std::string_view line, std::string& word, std::vector<float>& values)
{
    line = trimmed(line);
    const auto space = line.find_first_of(" \t");
    if (space == 0 || space == std::string_view::npos) return false;
    word = line.substr(0, space);
    values.clear();
    const char* at = line.data() + space;
    const char* end = line.data() + line.size();
    while (at < end) {
        if (*at == ' ' || *at == '\t') {
            ++at;
            continue;
        }
        float value = 0;
        const auto parsed = std::from_chars(at, end, value);
        if (parsed.ec != std::errc() || values.size() > static_cast<std::size_t>(widestVector))
            return false;
        values.push_back(value);
        at = parsed.ptr;
    }
    return !values.empty();
}

/// "V D" of word2vec.
bool cutHeader(std::string_view line, Index& words, Index& width)
{
    line = trimmed(line);
    const char* end = line.data() + line.size();
    auto parsed = std::from_chars(line.data(), end, words);
    if (parsed.ec != std::errc() || parsed.ptr == end || *parsed.ptr != ' ') return false;
    parsed = std::from_chars(parsed.ptr + 1, end, width);
    return parsed.ec == std::errc() && parsed.ptr == end && words >= 1 && width >= 1
        && width <= widestVector;
}

/// Vectors gathered row by row.
struct VectorRows {
    std::string file;
    DatasetReport& report;
    Index width = 0;
    Index limit = 0;
    std::vector<std::string> words;
    std::vector<float> values;
    std::unordered_set<std::string> seen;

    [[nodiscard]] bool full() const
    {
        return (limit > 0 && static_cast<Index>(words.size()) >= limit)
            || values.size() * sizeof(float) >= static_cast<std::size_t>(limits::wordVectorBytes);
    }
    void add(std::string word, const std::vector<float>& row, const Message& place)
    {
        if (width == 0) width = static_cast<Index>(row.size());
        if (static_cast<Index>(row.size()) != width) {
            bad(place,
                { sentences::rowLength,
                    { std::to_string(row.size() + 1), std::to_string(width + 1) } });
        } else if (!std::all_of(row.begin(), row.end(), [](float v) { return std::isfinite(v); })) {
            bad(place, { sentences::valueNotFinite, {} });
        } else {
            if (!wholeUtf8(word)) report.add({ file, place, { sentences::textNotUtf8, {} } });
            if (!seen.insert(word).second) return;
            words.push_back(std::move(word));
            values.insert(values.end(), row.begin(), row.end());
        }
    }
    void bad(const Message& place, Message message)
    {
        ++report.badRows;
        report.add({ file, place, std::move(message) });
    }
    WordVectors take()
    {
        if (words.empty() && !report.problems.empty())
            throw MediaError(file, report.problems.back().place, report.problems.back().message);
        if (words.empty())
            throw MediaError(file, "",
                { sentences::formatUnsuitable, { QT_TRANSLATE_NOOP("Message", "word vectors") } });
        WordVectors vectors;
        vectors.words = std::move(words);
        vectors.vectors = ConstMatrixView<float>(values.data(),
            static_cast<Index>(vectors.words.size()), width, Eigen::OuterStride<>(width));
        return vectors;
    }
};

void readText(ForwardBytes& bytes, bool header, VectorRows& rows, ProgressMeter& progress)
{
    std::string line, word;
    std::vector<float> values;
    Index words = 0;
    long long number = 0;
    if (header && bytes.line(line)) {
        ++number;
        cutHeader(line, words, rows.width);
    }
    while (!rows.full() && bytes.line(line)) {
        progress.check();
        const Message place = linePlace(++number);
        if (trimmed(line).empty()) continue;
        if (cutVector(line, word, values))
            rows.add(word, values, place);
        else
            rows.bad(place,
                { sentences::formatUnsuitable,
                    { QT_TRANSLATE_NOOP("Message", "a word and its numbers") } });
    }
}

bool readWord(ForwardBytes& bytes, std::string& word)
{
    word.clear();
    for (char c = 0; word.size() <= longestWord && bytes.byte(c);) {
        if (c == ' ') return true;
        if (c != '\n' || !word.empty()) word += c;
    }
    return false;
}

void readBinary(ForwardBytes& bytes, VectorRows& rows, ProgressMeter& progress)
{
    std::string line, word;
    Index words = 0;
    if (!bytes.line(line) || !cutHeader(line, words, rows.width))
        throw MediaError(rows.file, linePlace(1),
            { sentences::formatUnsuitable,
                { QT_TRANSLATE_NOOP("Message", "the numbers of words and values") } });
    std::vector<float> values(static_cast<std::size_t>(rows.width));
    for (Index i = 0; i < words && !rows.full(); ++i) {
        progress.check();
        const Message place { QT_TRANSLATE_NOOP("Message", "word %1"), { std::to_string(i + 1) } };
        if (!readWord(bytes, word)
            || !bytes.bytes(
                reinterpret_cast<char*>(values.data()), values.size() * sizeof(float))) {
            rows.bad(place,
                { sentences::fileUnreadable,
                    { { QT_TRANSLATE_NOOP(
                            "Message", "it ends before the %1 words that its first line tells of"),
                        { std::to_string(words) } } } });
            return;
        }
        rows.add(word, values, place);
    }
}

} // namespace

namespace {

bool isCalledBinary(const std::filesystem::path& path)
{
    const std::string name = lowered(path.filename().string());
    return name.ends_with(".bin") || name.ends_with(".bin.gz");
}

} // namespace

std::optional<WordVectorFormat> wordVectorFormat(const std::filesystem::path& path)
{
    ForwardBytes bytes(path);
    std::string first, second, word;
    std::vector<float> values;
    Index words = 0, width = 0;
    if (!bytes.line(first)) return std::nullopt;
    if (cutHeader(first, words, width)) {
        const bool text = bytes.line(second) && cutVector(second, word, values)
            && static_cast<Index>(values.size()) == width;
        if (text) return WordVectorFormat::word2vecText;
        const bool binary = bytes.size() > width * 4 || isCalledBinary(path);
        return binary ? std::optional(WordVectorFormat::word2vecBinary) : std::nullopt;
    }
    const bool glove = cutVector(first, word, values) && values.size() >= 2;
    if (!glove) return std::nullopt;
    // Of another length it is a bad row of such a file, and is reported as one.
    const bool goesOn = !bytes.line(second) || cutVector(second, word, values);
    return goesOn ? std::optional(WordVectorFormat::glove) : std::nullopt;
}

WordVectors readWordVectors(const std::filesystem::path& path, WordVectorFormat format, Index limit,
    DatasetReport& report, ProgressMeter& progress)
{
    ForwardBytes bytes(path);
    VectorRows rows { path.filename().string(), report, 0, limit, {}, {}, {} };
    if (format == WordVectorFormat::word2vecBinary)
        readBinary(bytes, rows, progress);
    else
        readText(bytes, format == WordVectorFormat::word2vecText, rows, progress);
    return rows.take();
}

WordVectors readWordVectors(const std::filesystem::path& path)
{
    const auto format = wordVectorFormat(path);
    if (!format)
        throw MediaError(path.string(), linePlace(1),
            { sentences::formatUnsuitable, { QT_TRANSLATE_NOOP("Message", "word vectors") } });
    DatasetReport report;
    ProgressMeter progress({}, {});
    try {
        return readWordVectors(path, *format, 0, report, progress);
    } catch (const MediaError& error) { // which may name no more than the file's own name
        throw MediaError(path.string(), error.placeMessage(), error.message());
    }
}

} // namespace contrastlab
