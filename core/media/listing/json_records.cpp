// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Objects are cut out of the text and parsed one by one, so that a long list takes no more memory
// than its longest object. One thread.
#include "media/bytes/limits.h"
#include "media/bytes/text_file.h"
#include "media/listing/records.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace contrastlab {

namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr int recordsForHeader = 200;
constexpr std::string_view blanks = " \t\r\n,";

/// Where the value that starts at `at` ends; npos where it does not.
std::size_t valueEnd(std::string_view text, std::size_t at)
{
    int depth = 0;
    bool quoted = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (quoted) {
            if (c == '\\') ++at;
            quoted = c != '"';
            if (!quoted && depth == 0) return at + 1;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            if (--depth == 0) return at + 1;
        }
    }
    return std::string_view::npos;
}

std::string whyOf(const std::exception& error)
{
    const std::string why = error.what();
    return shortened(why.substr(std::min(why.find("] ") + 2, why.size())), 160);
}

/// Of an object that stands for a file or a text, what names it.
const OrderedJson* plainPart(const OrderedJson& object)
{
    for (const char* key : { "path", "file_name", "filename", "caption", "text", "raw", "value",
             "title", "en", "common", "name" })
        if (const auto found = object.find(key); found != object.end() && found->is_string())
            return &*found;
    return nullptr;
}

/// What is asked in a conversation describes nothing.
bool isQuestion(const OrderedJson& value)
{
    constexpr const char* keys[] = { "from", "role" };
    return value.is_object() && std::ranges::any_of(keys, [&](const char* key) {
        const auto found = value.find(key);
        return found != value.end()
            && (*found == "human" || *found == "user" || *found == "system");
    });
}

std::string cellOf(const OrderedJson& value)
{
    if (value.is_null()) return {};
    if (value.is_string()) return value.get<std::string>();
    if (value.is_object()) {
        const OrderedJson* part = plainPart(value);
        return part ? part->get<std::string>()
                    : value.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
    }
    if (!value.is_array()) return value.dump();
    OrderedJson texts = OrderedJson::array();
    for (const OrderedJson& entry : value)
        if (!isQuestion(entry)) texts.push_back(cellOf(entry));
    return texts.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

class JsonRecords final : public RecordSource {
public:
    JsonRecords(std::string text, const std::string& file, bool lines)
        : m_text(std::move(text))
        , m_file(file)
        , m_lines(lines)
    {
        if (!m_lines) m_start = listStart();
        rewind();
        findHeader();
        if (m_header.empty())
            throw MediaError(file, "",
                { sentences::jsonFieldMissing,
                    { QT_TRANSLATE_NOOP("Message",
                        "a list of objects, such as [{\"image\": .., \"caption\": ..}]") } });
    }

    bool next(Record& record, const BadRecord& bad) override
    {
        std::string_view piece;
        while (nextPiece(piece)) {
            try {
                const OrderedJson object = OrderedJson::parse(piece);
                if (!object.is_object()) {
                    bad(place(), notAnObject(), true);
                    continue;
                }
                record = { {}, place(), m_lines ? m_line : 0 };
                for (const std::string& name : m_header)
                    record.cells.push_back(object.contains(name) ? cellOf(object[name]) : "");
                return true;
            } catch (const OrderedJson::exception& error) {
                bad(place(), { sentences::jsonInvalid, { whyOf(error) } }, true);
            }
        }
        if (!m_lines && m_at >= m_text.size()) bad(place(), neverClosed(), true);
        return false;
    }

    void rewind() override
    {
        m_at = m_start;
        m_line = 0;
        m_index = -1;
    }

private:
    static Message notAnObject()
    {
        return { sentences::jsonInvalid,
            { QT_TRANSLATE_NOOP("Message", "an object was expected") } };
    }
    static Message neverClosed()
    {
        return { sentences::jsonInvalid,
            { QT_TRANSLATE_NOOP("Message", "the list is never closed") } };
    }
    [[nodiscard]] Message place() const
    {
        return m_lines ? linePlace(m_line) : Message("[" + std::to_string(m_index) + "]");
    }

    /// After the bracket of the first list that holds objects: the file's own, or that of a field.
    [[nodiscard]] std::size_t listStart() const
    {
        std::size_t at = 0;
        while ((at = m_text.find('[', at)) != std::string::npos) {
            const auto inside = m_text.find_first_not_of(blanks, at + 1);
            if (inside != std::string::npos && m_text[inside] == '{') return inside;
            ++at;
        }
        return m_text.size();
    }

    bool nextPiece(std::string_view& piece)
    {
        return m_lines ? nextLine(piece) : nextObject(piece);
    }
    bool nextLine(std::string_view& piece)
    {
        while (m_at < m_text.size()) {
            const auto end = std::min(m_text.find('\n', m_at), m_text.size());
            piece = trimmed(std::string_view(m_text).substr(m_at, end - m_at));
            m_at = end + 1;
            ++m_line;
            if (!piece.empty()) return true;
        }
        return false;
    }
    bool nextObject(std::string_view& piece)
    {
        m_at = std::min(m_text.find_first_not_of(blanks, m_at), m_text.size());
        if (m_at >= m_text.size() || m_text[m_at] == ']') return false;
        const bool nested = m_text[m_at] == '{' || m_text[m_at] == '[' || m_text[m_at] == '"';
        const auto end = nested ? valueEnd(m_text, m_at) : m_text.find_first_of(",]", m_at);
        ++m_index;
        piece = std::string_view(m_text).substr(m_at, end - m_at);
        m_at = std::min(end, m_text.size());
        return end != std::string_view::npos;
    }

    void findHeader()
    {
        std::string_view piece;
        for (int i = 0; i < recordsForHeader && nextPiece(piece); ++i) {
            const OrderedJson object = OrderedJson::parse(piece, nullptr, false);
            if (!object.is_object()) continue;
            for (const auto& [name, value] : object.items())
                if (std::find(m_header.begin(), m_header.end(), name) == m_header.end()
                    && m_header.size() < static_cast<std::size_t>(limits::tableColumns))
                    m_header.push_back(name);
        }
        rewind();
    }

    std::string m_text;
    std::string m_file;
    bool m_lines;
    std::size_t m_start = 0;
    std::size_t m_at = 0;
    long long m_line = 0;
    long long m_index = -1;
};

/// {"a.jpg": "caption", "b.jpg": ["one", "two"]}: a row a field.
class JsonFields final : public RecordSource {
public:
    explicit JsonFields(const OrderedJson& object)
    {
        m_header = { "column 1", "column 2" };
        for (const auto& [name, value] : object.items())
            m_rows.push_back({ name, cellOf(value) });
    }
    bool next(Record& record, const BadRecord& /*bad*/) override
    {
        if (m_at >= m_rows.size()) return false;
        record = { m_rows[m_at], Message("\"" + m_rows[m_at][0] + "\""), 0 };
        ++m_at;
        return true;
    }
    void rewind() override { m_at = 0; }

private:
    std::vector<std::vector<std::string>> m_rows;
    std::size_t m_at = 0;
};

bool isOfTexts(const OrderedJson& object)
{
    const auto isText = [](const OrderedJson& value) {
        return value.is_string()
            || (value.is_array() && !value.empty()
                && std::all_of(value.begin(), value.end(),
                    [](const OrderedJson& entry) { return entry.is_string(); }));
    };
    return object.is_object() && !object.empty()
        && std::all_of(object.begin(), object.end(), isText);
}

std::string_view withoutGzip(std::string_view name)
{
    return name.ends_with(".gz") ? name.substr(0, name.size() - 3) : name;
}

} // namespace

bool isJsonName(const std::string& name)
{
    return withoutGzip(lowered(name)).ends_with(".json");
}

bool isJsonLinesName(const std::string& name)
{
    const std::string low = lowered(name);
    return withoutGzip(low).ends_with(".jsonl") || withoutGzip(low).ends_with(".ndjson");
}

std::unique_ptr<RecordSource> jsonRecords(std::string text, const std::string& file, bool lines)
{
    const bool object = !lines && trimmed(text).starts_with('{');
    if (!object) return std::make_unique<JsonRecords>(std::move(text), file, lines);
    const auto second = text.find('\n') == std::string::npos
        ? std::string_view()
        : trimmed(std::string_view(text).substr(text.find('\n')));
    const std::string first(trimmed(std::string_view(text).substr(0, text.find('\n'))));
    if (second.starts_with('{')
        && OrderedJson::accept(first)) // objects a line, whatever the name says
        return std::make_unique<JsonRecords>(std::move(text), file, true);
    const OrderedJson fields = OrderedJson::parse(text, nullptr, false);
    if (fields.is_discarded()) {
        try {
            const OrderedJson again = OrderedJson::parse(text); // throws: to say where
        } catch (const OrderedJson::exception& error) {
            throw MediaError(file, "", { sentences::jsonInvalid, { whyOf(error) } });
        }
    }
    if (isOfTexts(fields)) return std::make_unique<JsonFields>(fields);
    return std::make_unique<JsonRecords>(std::move(text), file, false);
}

} // namespace contrastlab
