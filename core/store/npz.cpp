// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// libzip over the mapped file; members are unpacked into memory that grows with what really comes
// out.
#include "store/npz.h"

#include "base/problem.h"
#include "store/array_view.h"
#include "store/atomic_file.h"
#include "store/file_messages.h"
#include "store/npy.h"

#include <algorithm>
#include <array>
#include <zip.h>

namespace contrastlab {

namespace {

constexpr std::string_view npySuffix = ".npy";
constexpr std::uint64_t mostUnpacked = std::uint64_t(4) << 30;
constexpr std::uint64_t unpackedWithoutDoubt = std::uint64_t(64) << 20;
constexpr std::uint64_t mostRatio = 200;

struct CloseMember {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Member = std::unique_ptr<zip_file_t, CloseMember>;

/// A zip_error_t that is released.
struct ZipError {
    zip_error_t value;
    ZipError() { zip_error_init(&value); }
    ~ZipError() { zip_error_fini(&value); }
    ZipError(const ZipError&) = delete;
    ZipError& operator=(const ZipError&) = delete;
    std::string text() { return zip_error_strerror(&value); }
};

std::string memberPlace(const std::string& name)
{
    return "array '" + printable(name) + "'";
}

void requireSaneSize(const std::string& path, const std::string& name, const zip_stat_t& status)
{
    const auto fail = [&](const std::string& expectation) {
        throw InputError(path, memberPlace(name), expectation);
    };
    if (status.encryption_method != ZIP_EM_NONE) fail("expected an array without encryption");
    if (status.comp_method != ZIP_CM_STORE && status.comp_method != ZIP_CM_DEFLATE)
        fail("expected an array stored or deflated, found compression method "
            + std::to_string(status.comp_method));
    if (status.size > mostUnpacked)
        fail("expected at most 4 GiB unpacked, found " + std::to_string(status.size) + " bytes");
    if (status.size > unpackedWithoutDoubt && status.size / mostRatio > status.comp_size)
        fail("expected to unpack to at most 200 times its packed size, found "
            + std::to_string(status.comp_size) + " bytes for " + std::to_string(status.size));
}

/// Many small members that unpack to much more are a bomb as well.
struct UnpackedTotal {
    std::uint64_t size = 0;
    std::uint64_t packed = 0;

    void add(const zip_stat_t& status)
    {
        const bool known = (status.valid & ZIP_STAT_SIZE) && (status.valid & ZIP_STAT_COMP_SIZE);
        size = known && status.size < mostUnpacked ? size + status.size : mostUnpacked + 1;
        packed += known ? status.comp_size : 0;
    }
    void require(const std::string& path) const
    {
        const auto fail = [&](const std::string& expectation) {
            throw InputError(path, "", expectation);
        };
        if (size > mostUnpacked) fail("expected arrays of at most 4 GiB together");
        if (size > unpackedWithoutDoubt && size / mostRatio > packed)
            fail("expected arrays that unpack to at most 200 times their packed size, found "
                + std::to_string(packed) + " bytes for " + std::to_string(size));
    }
};

/// Reads until the end, which also checks the checksum, and never past `size` bytes.
std::vector<std::byte> readMember(zip_file_t* member, std::uint64_t size, bool& whole)
{
    constexpr std::uint64_t firstPiece = 1 << 16;
    std::vector<std::byte> bytes;
    std::uint64_t length = 0;
    for (;;) {
        if (length == bytes.size())
            bytes.resize(
                std::min(size, std::max<std::uint64_t>(firstPiece, 2 * length)) + (length == size));
        const zip_int64_t count = zip_fread(member, bytes.data() + length, bytes.size() - length);
        if (count <= 0) {
            whole = count == 0 && length == size;
            bytes.resize(std::min(length, size));
            return bytes;
        }
        length += static_cast<std::uint64_t>(count);
        if (length > size) {
            whole = false;
            return bytes;
        }
    }
}

std::string npyBytes(const NamedMatrix& array)
{
    const std::array shape { array.values.rows(), array.values.cols() };
    std::string bytes = npyHeader<float>(shape);
    for (Index row = 0; row < array.values.rows(); ++row)
        bytes.append(
            reinterpret_cast<const char*>(array.values.data() + row * array.values.outerStride()),
            sizeof(float) * static_cast<std::size_t>(array.values.cols()));
    return bytes;
}

std::string npyBytes(const NamedWholeNumbers& array)
{
    const std::array shape { static_cast<Index>(array.values.size()) };
    std::string bytes = npyHeader<std::int64_t>(shape);
    bytes.append(reinterpret_cast<const char*>(array.values.data()), array.values.size_bytes());
    return bytes;
}

void addMember(
    zip_t* archive, const std::string& path, const std::string& arrayName, const std::string& bytes)
{
    zip_source_t* source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    const std::string name = arrayName + std::string(npySuffix);
    const zip_int64_t index =
        source ? zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8) : -1;
    if (index < 0) {
        zip_source_free(source);
        throw InputError(
            path, memberPlace(arrayName), std::string("cannot be added: ") + zip_strerror(archive));
    }
    const auto member = static_cast<zip_uint64_t>(index);
    zip_set_file_compression(archive, member, ZIP_CM_STORE, 0);
    zip_file_set_dostime(
        archive, member, 0, 0x21, 0); // 1980-01-01, so that equal arrays are equal files
}

std::string contentOf(zip_source_t* source)
{
    zip_stat_t status;
    std::string content;
    if (zip_source_stat(source, &status) != 0 || zip_source_open(source) != 0) return content;
    content.resize(status.size);
    const zip_int64_t count = zip_source_read(source, content.data(), content.size());
    content.resize(static_cast<std::size_t>(std::max<zip_int64_t>(0, count)));
    zip_source_close(source);
    return content;
}

} // namespace

struct NpzFile::Archive {
    explicit Archive(zip_t* opened) : zip(opened) { }
    ~Archive() { zip_discard(zip); }
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;

    zip_t* zip;
};

NpzFile::NpzFile(const std::string& path) : m_path(path), m_file(path)
{
    if (m_file.bytes().empty())
        throw InputError(path, "", "expected a .npz file, a zip archive; it is empty");
    ZipError error;
    zip_source_t* source =
        zip_source_buffer_create(m_file.bytes().data(), m_file.bytes().size(), 0, &error.value);
    zip_t* zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error.value) : nullptr;
    if (!zip) {
        zip_source_free(source);
        throw InputError(path, "", "expected a .npz file, a zip archive: " + error.text());
    }
    m_archive = std::make_unique<Archive>(zip);
    const zip_int64_t members = zip_get_num_entries(zip, 0);
    UnpackedTotal total;
    for (zip_int64_t i = 0; i < members; ++i) {
        const auto member = static_cast<zip_uint64_t>(i);
        const char* raw = zip_get_name(zip, member, 0);
        const std::string name = raw ? raw : "";
        if (!name.ends_with(npySuffix)) continue;
        m_names.push_back(name.substr(0, name.size() - npySuffix.size()));
        zip_stat_t status;
        if (zip_stat_index(zip, member, 0, &status) == 0) total.add(status);
    }
    total.require(path);
}

NpzFile::~NpzFile() = default;

/// The first bytes of a member, at most `most`.
std::vector<std::byte> NpzFile::unpack(const std::string& name, std::uint64_t most) const
{
    zip_t* zip = m_archive->zip;
    const zip_int64_t index = zip_name_locate(zip, (name + std::string(npySuffix)).c_str(), 0);
    zip_stat_t status;
    if (index < 0 || zip_stat_index(zip, static_cast<zip_uint64_t>(index), 0, &status) != 0)
        throw InputError(m_path, "", "expected an array '" + printable(name) + "', found none");
    requireSaneSize(m_path, name, status);
    const Member member(zip_fopen_index(zip, static_cast<zip_uint64_t>(index), 0));
    if (!member)
        throw InputError(
            m_path, memberPlace(name), std::string("cannot be unpacked: ") + zip_strerror(zip));
    bool whole = false;
    const std::uint64_t wanted = std::min<std::uint64_t>(status.size, most);
    std::vector<std::byte> bytes = readMember(member.get(), wanted, whole);
    if (!whole && wanted == status.size)
        throw InputError(m_path, memberPlace(name),
            "expected " + std::to_string(status.size) + " bytes that match their checksum");
    return bytes;
}

NpyHeader NpzFile::header(const std::string& name) const
{
    constexpr std::uint64_t headerBytes = 1 << 17;
    return readNpyHeader(unpack(name, headerBytes), { .file = m_path, .array = name });
}

Matrix<float> NpzFile::rows(const std::string& name) const
{
    const std::vector<std::byte> bytes = unpack(name);
    return toMatrix<float>(parseNpy(bytes, m_path, name, 4));
}

std::vector<std::string> NpzFile::texts(const std::string& name) const
{
    return npyTexts(unpack(name), m_path, name);
}

template <class S> Matrix<S> NpzFile::matrix(const std::string& name) const
{
    const std::vector<std::byte> bytes = unpack(name);
    return toMatrix<S>(parseNpy(bytes, m_path, name));
}

std::vector<int> NpzFile::labels(const std::string& name) const
{
    const std::vector<std::byte> bytes = unpack(name);
    return toLabels(parseNpy(bytes, m_path, name));
}

void writeNpz(const std::string& path, std::span<const NamedMatrix> arrays,
    std::span<const NamedWholeNumbers> numbers)
{
    ZipError error;
    zip_source_t* source = zip_source_buffer_create(nullptr, 0, 0, &error.value);
    zip_t* zip =
        source ? zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &error.value) : nullptr;
    if (!zip) {
        zip_source_free(source);
        throw InputError(path, "", { sentences::cannotWrite, { error.text() } });
    }
    const std::unique_ptr<zip_source_t, decltype(&zip_source_free)> kept(source, zip_source_free);
    zip_source_keep(source);
    std::vector<std::pair<std::string, std::string>> members; // libzip reads them when it closes
    for (const NamedMatrix& array : arrays)
        members.emplace_back(array.name, npyBytes(array));
    for (const NamedWholeNumbers& array : numbers)
        members.emplace_back(array.name, npyBytes(array));
    try {
        for (const auto& [name, bytes] : members)
            addMember(zip, path, name, bytes);
        if (zip_close(zip) != 0)
            throw InputError(
                path, "", { sentences::cannotWrite, { std::string(zip_strerror(zip)) } });
    } catch (...) {
        zip_discard(zip);
        throw;
    }
    writeAtomically(path, contentOf(source));
}

template Matrix<float> NpzFile::matrix<float>(const std::string&) const;
template Matrix<double> NpzFile::matrix<double>(const std::string&) const;

} // namespace contrastlab
