// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The text is read twice: by events that come while an iterator counts lines, and into a tree.
#include "lesson/lined_json.h"

#include "base/json_error.h"
#include "base/translation_marks.h"

#include <algorithm>
#include <iterator>

namespace contrastlab {

namespace {

constexpr std::size_t mostBytes = std::size_t(1) << 20;

// The parser reads one byte past a number.
struct Place {
    int line = 1;
    bool afterNewline = false;
    [[nodiscard]] int now() const { return afterNewline ? line - 1 : line; }
};

class CountingIterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(const char* at, Place* place) : m_at(at), m_place(place) { }
    reference operator*() const { return *m_at; }
    CountingIterator& operator++()
    {
        m_place->afterNewline = *m_at == '\n';
        m_place->line += m_place->afterNewline;
        ++m_at;
        return *this;
    }
    CountingIterator operator++(int)
    {
        CountingIterator before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(const CountingIterator& a, const CountingIterator& b)
    {
        return a.m_at == b.m_at;
    }

private:
    const char* m_at;
    Place* m_place;
};

// JSON pointers without escapes: they are compared with each other alone.
class LineEvents final : public nlohmann::json_sax<nlohmann::json> {
public:
    LineEvents(std::string_view text, const std::string& file, const Place& place,
        std::map<std::string, int>& lines)
        : m_text(text)
        , m_file(file)
        , m_place(place)
        , m_lines(lines)
    {
    }
    bool null() override { return value(); }
    bool boolean(bool) override { return value(); }
    bool number_integer(std::int64_t) override { return value(); }
    bool number_unsigned(std::uint64_t) override { return value(); }
    bool number_float(double, const std::string&) override { return value(); }
    bool string(std::string&) override { return value(); }
    bool binary(binary_t&) override { return value(); }
    bool start_object(std::size_t) override { return open(-1); }
    bool start_array(std::size_t) override { return open(0); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(std::string& text) override
    {
        m_levels.back().key = text;
        return true;
    }
    // Of numbers that are too large, too.
    bool parse_error(
        std::size_t position, const std::string&, const nlohmann::json::exception& error) override
    {
        throw jsonError(m_text, m_file, position, error);
    }

private:
    struct Level {
        std::string pointer;
        std::string key;
        int next; ///< of an array; -1: an object
    };

    std::string pointer() const
    {
        if (m_levels.empty()) return {};
        const Level& level = m_levels.back();
        return level.pointer + '/' + (level.next < 0 ? level.key : std::to_string(level.next));
    }
    bool value()
    {
        m_lines.try_emplace(pointer(), m_place.now());
        if (!m_levels.empty() && m_levels.back().next >= 0) ++m_levels.back().next;
        return true;
    }
    bool open(int first)
    {
        const std::string here = pointer();
        value();
        m_levels.push_back({ here, {}, first });
        return true;
    }
    bool close()
    {
        m_levels.pop_back();
        return true;
    }

    std::string_view m_text;
    const std::string& m_file;
    const Place& m_place;
    std::map<std::string, int>& m_lines;
    std::vector<Level> m_levels;
};

// Pointers of deep nesting would grow as the square of the text.
void requireShallow(std::string_view text, const std::string& file)
{
    constexpr int mostLevels = 16;
    int depth = 0, line = 1;
    bool inText = false, escaped = false;
    for (const char c : text) {
        line += c == '\n';
        if (inText) {
            inText = escaped || c != '"';
            escaped = !escaped && c == '\\';
            continue;
        }
        inText = c == '"';
        depth += (c == '{' || c == '[') - (c == '}' || c == ']');
        if (depth > mostLevels)
            throw InputError(file, linePlace(line),
                { QT_TRANSLATE_NOOP("Message", "expected at most %1 levels of nesting"),
                    { std::to_string(mostLevels) } });
    }
}

} // namespace

struct LinedJson::File {
    std::string name;
    Json root;
    std::map<std::string, int> lines;
};

LinedJson::LinedJson(std::shared_ptr<const File> file, const Json* json, std::string pointer)
    : m_file(std::move(file))
    , m_json(json)
    , m_pointer(std::move(pointer))
{
}

LinedJson LinedJson::read(std::string_view text, const std::string& name)
{
    if (text.size() > mostBytes)
        throw InputError(name, {}, QT_TRANSLATE_NOOP("Message", "expected at most 1 MB"));
    requireShallow(text, name);
    auto file = std::make_shared<File>();
    file->name = name;
    Place place;
    LineEvents events(text, name, place, file->lines);
    nlohmann::json::sax_parse(CountingIterator(text.data(), &place),
        CountingIterator(text.data() + text.size(), &place), &events);
    file->root = Json::parse(text.begin(), text.end());
    const Json* root = &file->root;
    return { std::move(file), root, {} };
}

void LinedJson::fail(Message expectation) const
{
    const auto found = m_file->lines.find(m_pointer);
    throw InputError(m_file->name, linePlace(found == m_file->lines.end() ? 1 : found->second),
        std::move(expectation));
}

bool LinedJson::has(const std::string& key) const
{
    return m_json->is_object() && m_json->contains(key);
}

LinedJson LinedJson::at(const std::string& key) const
{
    if (!m_json->is_object()) fail(QT_TRANSLATE_NOOP("Message", "expected an object {...}"));
    const auto found = m_json->find(key);
    if (found == m_json->end())
        fail({ QT_TRANSLATE_NOOP("Message", "expected a member \"%1\""), { key } });
    return { m_file, &*found, m_pointer + '/' + key };
}

std::vector<std::string> LinedJson::keys() const
{
    if (!m_json->is_object()) fail(QT_TRANSLATE_NOOP("Message", "expected an object {...}"));
    std::vector<std::string> keys;
    for (const auto& member : m_json->items())
        keys.push_back(member.key());
    return keys;
}

void LinedJson::requireOnly(std::initializer_list<std::string_view> known) const
{
    for (const std::string& key : keys())
        if (std::ranges::find(known, key) == known.end()) {
            std::string names;
            for (const std::string_view name : known)
                names += (names.empty() ? "" : ", ") + std::string(name);
            at(key).fail(
                { QT_TRANSLATE_NOOP("Message", "\"%1\" is unknown here, expected one of %2"),
                    { printable(key), names } });
        }
}

std::vector<LinedJson> LinedJson::elements() const
{
    if (!m_json->is_array() || m_json->empty())
        fail(QT_TRANSLATE_NOOP("Message", "expected a list [...] of at least one value"));
    std::vector<LinedJson> elements;
    for (const Json& element : *m_json)
        elements.push_back({ m_file, &element, m_pointer + '/' + std::to_string(elements.size()) });
    return elements;
}

std::string LinedJson::text() const
{
    if (!m_json->is_string()) fail(QT_TRANSLATE_NOOP("Message", "expected a text in quotes"));
    return m_json->get<std::string>();
}

double LinedJson::number() const
{
    if (!m_json->is_number()) fail(QT_TRANSLATE_NOOP("Message", "expected a number"));
    return m_json->get<double>();
}

std::int64_t LinedJson::wholeNumber(std::int64_t least, std::int64_t most) const
{
    const bool whole = m_json->is_number_integer()
        && !(m_json->is_number_unsigned()
            && m_json->get<std::uint64_t>() > static_cast<std::uint64_t>(most));
    const std::int64_t number = whole ? m_json->get<std::int64_t>() : 0;
    if (!whole || number < least || number > most)
        fail({ QT_TRANSLATE_NOOP("Message", "expected a whole number from %1 to %2"),
            { std::to_string(least), std::to_string(most) } });
    return number;
}

bool LinedJson::flag() const
{
    if (!m_json->is_boolean()) fail(QT_TRANSLATE_NOOP("Message", "expected true or false"));
    return m_json->get<bool>();
}

std::string LinedJson::scalar() const
{
    if (m_json->is_string()) return text();
    if (!m_json->is_number() && !m_json->is_boolean())
        fail(QT_TRANSLATE_NOOP("Message", "expected a text, a number, true or false"));
    return m_json->dump();
}

} // namespace contrastlab
