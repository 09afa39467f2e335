// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The header is JSON from a stranger: every field is checked before it is used.
#include "store/safetensors.h"

#include "base/problem.h"
#include "store/atomic_file.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

namespace contrastlab {

using nlohmann::json;

namespace {

constexpr std::size_t mostSafetensorsHeader = std::size_t(16) << 20;
constexpr std::string_view metadataKey = "__metadata__";

std::optional<ElementType> safetensorsType(std::string_view name)
{
    constexpr std::pair<std::string_view, ElementType> known[] = {
        { "BOOL", ElementType::boolean },
        { "I8", ElementType::int8 },
        { "I16", ElementType::int16 },
        { "I32", ElementType::int32 },
        { "I64", ElementType::int64 },
        { "U8", ElementType::uint8 },
        { "U16", ElementType::uint16 },
        { "U32", ElementType::uint32 },
        { "U64", ElementType::uint64 },
        { "F16", ElementType::float16 },
        { "BF16", ElementType::bfloat16 },
        { "F32", ElementType::float32 },
        { "F64", ElementType::float64 },
    };
    for (const auto& [text, type] : known)
        if (text == name) return type;
    return std::nullopt;
}

Index elementCount(const std::vector<Index>& shape)
{
    Index count = 1;
    for (const Index extent : shape)
        if (__builtin_mul_overflow(count, extent, &count)) return -1;
    return count;
}

} // namespace

/// Checks a header and fills the file's tables.
class SafetensorsHeader {
public:
    explicit SafetensorsHeader(SafetensorsFile& file) : m_file(file), m_bytes(file.m_file.bytes())
    {
    }

    void read()
    {
        const std::size_t length = headerLength();
        m_dataStart = 8 + length;
        const json header = parse(length);
        for (const auto& [name, entry] : header.items())
            if (name == metadataKey)
                readMetadata(entry);
            else
                m_file.m_tensors[name] = readTensor(name, entry);
        requireSeamless();
    }

private:
    [[noreturn]] void fail(const std::string& place, const std::string& expectation) const
    {
        throw InputError(m_file.m_path, place, expectation);
    }

    std::size_t headerLength() const
    {
        if (m_bytes.size() < 8) fail("byte 0", "expected a .safetensors file of at least 8 bytes");
        std::uint64_t length = 0;
        std::memcpy(&length, m_bytes.data(), sizeof length);
        if (length > mostSafetensorsHeader)
            fail("byte 0",
                "expected a header of at most 16 MiB, found " + std::to_string(length) + " bytes");
        if (length > m_bytes.size() - 8)
            fail("header",
                "expected " + std::to_string(length) + " bytes, but the file ends before");
        return length;
    }

    json parse(std::size_t length) const
    {
        const char* text = reinterpret_cast<const char*>(m_bytes.data()) + 8;
        try {
            // Deep nesting is refused while it is read: a header has three levels.
            const json::parser_callback_t shallow = [this](int depth, json::parse_event_t, json&) {
                if (depth > 4)
                    fail("header", "expected a JSON object of tensors, found deeper nesting");
                return true;
            };
            json header = json::parse(text, text + length, shallow);
            if (!header.is_object()) fail("header", "expected a JSON object");
            return header;
        } catch (const json::parse_error& error) {
            fail("header byte " + std::to_string(7 + error.byte), "expected valid JSON");
        } catch (const json::exception&) {
            fail("header", "expected valid JSON with numbers in range");
        }
    }

    void readMetadata(const json& entry)
    {
        if (!entry.is_object()) fail("header, __metadata__", "expected an object of strings");
        for (const auto& [key, value] : entry.items()) {
            if (!value.is_string())
                fail("header, __metadata__, '" + printable(key) + "'", "expected a string");
            m_file.m_metadata[key] = value.get<std::string>();
        }
    }

    SafetensorsFile::Tensor readTensor(const std::string& name, const json& entry) const
    {
        const std::string place = "tensor '" + printable(name) + "'";
        if (!entry.is_object() || !entry.contains("dtype") || !entry.contains("shape")
            || !entry.contains("data_offsets"))
            fail(place, "expected an object with dtype, shape and data_offsets");
        SafetensorsFile::Tensor tensor;
        const json& dtype = entry["dtype"];
        const auto type =
            dtype.is_string() ? safetensorsType(dtype.get<std::string>()) : std::nullopt;
        if (!type)
            fail(place + ", dtype",
                "expected BOOL, I8 .. I64, U8 .. U64, F16, BF16, F32 or F64, found "
                    + printable(dtype.dump(-1, ' ', true, json::error_handler_t::replace)));
        tensor.type = *type;
        tensor.shape = readExtents(place + ", shape", entry["shape"]);
        const std::vector<Index> offsets =
            readExtents(place + ", data_offsets", entry["data_offsets"]);
        if (offsets.size() != 2) fail(place + ", data_offsets", "expected two offsets");
        requireFits(place, tensor, offsets[0], offsets[1]);
        tensor.begin = m_dataStart + static_cast<std::size_t>(offsets[0]);
        tensor.end = m_dataStart + static_cast<std::size_t>(offsets[1]);
        return tensor;
    }

    std::vector<Index> readExtents(const std::string& place, const json& list) const
    {
        constexpr std::uint64_t most = std::uint64_t(1) << 48;
        if (!list.is_array() || list.size() > 32)
            fail(place, "expected a list of at most 32 whole numbers");
        std::vector<Index> extents;
        for (const json& extent : list) {
            if (!extent.is_number_unsigned() || extent.get<std::uint64_t>() > most)
                fail(place, "expected whole numbers from 0 to 281474976710656");
            extents.push_back(static_cast<Index>(extent.get<std::uint64_t>()));
        }
        return extents;
    }

    void requireFits(const std::string& place, const SafetensorsFile::Tensor& tensor, Index begin,
        Index end) const
    {
        const Index have = static_cast<Index>(m_bytes.size() - m_dataStart);
        const Index count = elementCount(tensor.shape);
        Index need = 0;
        if (count < 0
            || __builtin_mul_overflow(count, static_cast<Index>(sizeOf(tensor.type)), &need))
            fail(place + ", shape", "expected a shape that fits in memory");
        if (begin > end || end > have)
            fail(place + ", data_offsets",
                "expected offsets in rising order up to " + std::to_string(have)
                    + ", where the file ends");
        if (end - begin != need)
            fail(place + ", data_offsets",
                "expected " + std::to_string(need) + " bytes for the shape, found "
                    + std::to_string(end - begin));
    }

    // Every byte belongs to one tensor: nothing hides between them and none shares another's.
    void requireSeamless()
    {
        std::vector<std::pair<std::size_t, std::string>> order;
        for (const auto& [name, tensor] : m_file.m_tensors)
            order.emplace_back(tensor.begin, name);
        std::stable_sort(order.begin(), order.end(), [this](const auto& a, const auto& b) {
            return std::pair(a.first, m_file.m_tensors[a.second].end)
                < std::pair(b.first, m_file.m_tensors[b.second].end);
        });
        std::size_t end = m_dataStart;
        for (const auto& [begin, name] : order) {
            if (begin != end)
                fail("tensor '" + printable(name) + "', data_offsets",
                    "expected its bytes to begin where the ones before end, at "
                        + std::to_string(end - m_dataStart));
            end = m_file.m_tensors[name].end;
            m_file.m_names.push_back(name);
        }
        if (end != m_bytes.size())
            fail("data",
                "expected the file to end after the last tensor, found "
                    + std::to_string(m_bytes.size() - end) + " bytes more");
    }

    SafetensorsFile& m_file;
    std::span<const std::byte> m_bytes;
    std::size_t m_dataStart = 0;
};

SafetensorsFile::SafetensorsFile(const std::string& path) : m_path(path), m_file(path)
{
    SafetensorsHeader(*this).read();
}

const SafetensorsFile::Tensor& SafetensorsFile::tensor(const std::string& name) const
{
    const auto found = m_tensors.find(name);
    if (found == m_tensors.end())
        throw InputError(m_path, "", "expected a tensor '" + printable(name) + "', found none");
    return found->second;
}

const std::vector<Index>& SafetensorsFile::shape(const std::string& name) const
{
    return tensor(name).shape;
}

bool SafetensorsFile::isWhole(const std::string& name) const
{
    const ElementType type = tensor(name).type;
    return type >= ElementType::int8 && type <= ElementType::uint64;
}

Matrix<float> SafetensorsFile::rows(const std::string& name) const
{
    const Tensor& source = tensor(name);
    if (source.shape.size() <= 2 || source.shape.size() > 4) return matrix<float>(name);
    ArrayView array = view(name, true);
    array.extents = source.shape;
    array.rows = source.shape[0];
    array.columns = array.rows > 0 ? elementCount(source.shape) / array.rows : 0;
    byteCount(array);
    Matrix<float> matrix = toMatrix<float>(array);
    m_file.requireWhole();
    return matrix;
}

ArrayView SafetensorsFile::view(const std::string& name, bool flat) const
{
    const Tensor& source = tensor(name);
    ArrayView array { .file = m_path, .array = name, .type = source.type };
    if (!flat && (source.shape.empty() || source.shape.size() > 2))
        throw InputError(m_path, placeIn(array, "shape"),
            "expected 1 or 2 dimensions, found " + std::to_string(source.shape.size()));
    array.rows = flat ? elementCount(source.shape) : source.shape[0];
    array.columns = flat || source.shape.size() == 1 ? 1 : source.shape[1];
    if (!flat || array.rows > 0) byteCount(array);
    array.data = m_file.bytes().data() + source.begin;
    return array;
}

template <class S> Matrix<S> SafetensorsFile::matrix(const std::string& name) const
{
    Matrix<S> matrix = toMatrix<S>(view(name, false));
    m_file.requireWhole();
    return matrix;
}

std::vector<int> SafetensorsFile::labels(const std::string& name) const
{
    std::vector<int> labels = toLabels(view(name, false));
    m_file.requireWhole();
    return labels;
}

std::vector<float> SafetensorsFile::values(const std::string& name) const
{
    const Matrix<float> column = toMatrix<float>(view(name, true));
    m_file.requireWhole();
    return { column.data(), column.data() + column.size() };
}

void writeSafetensors(const std::string& path, std::span<const NamedTensor> tensors,
    const std::map<std::string, std::string>& metadata)
{
    json header = json::object();
    if (!metadata.empty()) header[metadataKey] = metadata;
    std::size_t end = 0;
    for (const NamedTensor& tensor : tensors) {
        assert(elementCount(tensor.shape) == static_cast<Index>(tensor.values.size()));
        const std::size_t begin = end;
        end += tensor.values.size_bytes();
        header[tensor.name] = { { "dtype", "F32" }, { "shape", tensor.shape },
            { "data_offsets", { begin, end } } };
    }
    std::string text = header.dump(-1, ' ', false, json::error_handler_t::replace);
    text.append((8 - text.size() % 8) % 8, ' '); // the tensors begin at a multiple of 8
    const std::uint64_t length = text.size();
    AtomicFile file(path);
    file.write(&length, sizeof length);
    file.write(text);
    for (const NamedTensor& tensor : tensors)
        file.write(tensor.values.data(), tensor.values.size_bytes());
    file.commit();
}

template Matrix<float> SafetensorsFile::matrix<float>(const std::string&) const;
template Matrix<double> SafetensorsFile::matrix<double>(const std::string&) const;

} // namespace contrastlab
