// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// flock orders the programs that append; readers map what was whole when they looked.
#include "encoder/feature_cache.h"

#include "base/digest.h"
#include "base/problem.h"
#include "encoder/encoder_messages.h"
#include "store/atomic_file.h"
#include "store/cache_bound.h"
#include "store/file_messages.h"
#include "store/mapped_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>

namespace contrastlab {

namespace {

namespace fs = std::filesystem;

constexpr char magic[8] = { 'C', 'L', 'A', 'B', 'F', 'E', 'A', '1' };
constexpr std::size_t headerBytes = 24;
constexpr std::size_t rowHeadBytes = 16;
constexpr const char* fileEnding = ".features";
constexpr std::int64_t megabyteBytes = 1'000'000;
constexpr std::int64_t standardCacheBytes = 16'000 * megabyteBytes;

std::size_t rowBytesOf(Index width)
{
    return rowHeadBytes + (static_cast<std::size_t>(width) * sizeof(float) + 7) / 8 * 8;
}

std::string headerOf(std::uint64_t encoding, Index width)
{
    std::string header(headerBytes, '\0');
    const std::int64_t columns = width;
    std::memcpy(header.data(), magic, sizeof magic);
    std::memcpy(header.data() + 8, &encoding, sizeof encoding);
    std::memcpy(header.data() + 16, &columns, sizeof columns);
    return header;
}

std::uint64_t digestOfRow(std::uint64_t key, std::span<const float> values)
{
    Digest digest;
    digest.add(key);
    digest.add(values);
    return digest.value();
}

std::uint64_t numberAt(const std::byte* place)
{
    std::uint64_t number = 0;
    std::memcpy(&number, place, sizeof number);
    return number;
}

std::string pathIn(const std::string& folder, std::uint64_t encoding)
{
    makeFolder(folder);
    Digest name;
    name.add(encoding);
    return (fs::path(folder) / (name.hex() + fileEnding)).string();
}

[[noreturn]] void failToWrite(const std::string& path)
{
    throw InputError(path, "", { sentences::cannotWrite, { systemReason(errno) } });
}

/// While it lives, no other program changes the file.
class FileLock {
public:
    explicit FileLock(int descriptor) : m_descriptor(descriptor)
    {
        while (::flock(m_descriptor, LOCK_EX) != 0 && errno == EINTR) { }
    }
    ~FileLock() { ::flock(m_descriptor, LOCK_UN); }
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

private:
    int m_descriptor;
};

bool writeAll(int descriptor, const std::string& bytes, std::int64_t at)
{
    for (std::size_t done = 0; done < bytes.size();) {
        const ssize_t written = ::pwrite(descriptor, bytes.data() + done, bytes.size() - done,
            at + static_cast<std::int64_t>(done));
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        done += static_cast<std::size_t>(written);
    }
    return true;
}

// Whole rows that the file has; -1 where it cannot be told.
std::int64_t sizeOf(int descriptor)
{
    struct stat status { };
    return ::fstat(descriptor, &status) == 0 ? status.st_size : -1;
}

std::int64_t wholeBytes(std::int64_t size, Index width)
{
    const auto row = static_cast<std::int64_t>(rowBytesOf(width));
    const auto head = static_cast<std::int64_t>(headerBytes);
    return size < head ? 0 : head + (size - head) / row * row;
}

// Every row begins at a multiple of 8 bytes.
const float* valuesAt(const std::byte* place)
{
    return reinterpret_cast<const float*>(place + rowHeadBytes);
}

// Rows whose digest is right: key and place.
template <class Found>
void eachWholeRow(std::span<const std::byte> bytes, Index width, const Found& found)
{
    const std::size_t row = rowBytesOf(width);
    const auto values = static_cast<std::size_t>(width);
    for (std::size_t at = headerBytes; at + row <= bytes.size(); at += row) {
        const std::byte* place = bytes.data() + at;
        const std::uint64_t key = numberAt(place);
        if (numberAt(place + 8) == digestOfRow(key, { valuesAt(place), values })) found(key, at);
    }
}

class CachedFeatures final : public FeatureSource {
public:
    using Places = std::unordered_map<std::uint64_t, std::size_t>;

    CachedFeatures(const std::string& path, Index width, const Places& places,
        std::span<const std::uint64_t> keys, std::span<const std::size_t> begins)
        : m_file(path)
        , m_width(width)
        , m_begins(begins.begin(), begins.end())
    {
        const std::span<const std::byte> bytes = m_file.bytes();
        m_rows.reserve(keys.size());
        for (const std::uint64_t key : keys) {
            const auto found = places.find(key);
            // Somebody may have put another file in the place of the one that was read.
            if (found == places.end() || found->second + rowBytesOf(width) > bytes.size()
                || numberAt(bytes.data() + found->second) != key)
                throw InputError(path, "",
                    { sentences::modelRows,
                        { std::to_string(keys.size()), std::to_string(places.size()) } });
            m_rows.push_back(valuesAt(bytes.data() + found->second));
        }
        m_file.requireWhole();
    }
    Index width() const override { return m_width; }
    int variants(Index item) const override
    {
        const auto i = static_cast<std::size_t>(item);
        return std::max(1, static_cast<int>(m_begins[i + 1] - m_begins[i]));
    }
    void read(Index item, std::span<float> values) const override { readVariant(item, 0, values); }
    void readVariant(Index item, int variant, std::span<float> values) const override
    {
        const std::size_t place =
            m_begins[static_cast<std::size_t>(item)] + static_cast<std::size_t>(variant);
        std::copy_n(m_rows[place], values.size(), values.begin());
        if (m_file.isCut()) m_file.requireWhole();
    }

private:
    MappedFile m_file;
    Index m_width;
    std::vector<std::size_t> m_begins;
    std::vector<const float*> m_rows;
};

} // namespace

FeatureCache::FeatureCache(const std::string& folder, std::uint64_t encoding, Index width)
    : m_folder(folder)
    , m_path(pathIn(folder, encoding))
    , m_width(width)
    , m_file(::open(m_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644))
{
    if (m_file.value < 0) failToWrite(m_path);
    const std::string header = headerOf(encoding, width);
    {
        const FileLock lock(m_file.value);
        std::string found(headerBytes, '\0');
        const ssize_t read = ::pread(m_file.value, found.data(), found.size(), 0);
        // Another header is damage: the file begins anew.
        if (read != static_cast<ssize_t>(headerBytes) || found != header)
            if (::ftruncate(m_file.value, 0) != 0 || !writeAll(m_file.value, header, 0))
                failToWrite(m_path);
        ::futimens(m_file.value, nullptr); // it is in use
    }
    const MappedFile file(m_path);
    eachWholeRow(file.bytes(), width,
        [&](std::uint64_t key, std::size_t place) { m_places.try_emplace(key, place); });
}

void FeatureCache::reserve(Index rows, std::int64_t mostBytes)
{
    const std::int64_t more = static_cast<std::int64_t>(rowBytesOf(m_width)) * rows;
    const std::int64_t all = makeRoom({ m_folder, m_path, fileEnding, more, mostBytes });
    if (all > mostBytes)
        throw InputError(m_folder, "",
            { sentences::cacheTooLarge,
                { std::to_string(all / megabyteBytes),
                    std::to_string(mostBytes / megabyteBytes) } });
}

void FeatureCache::append(std::span<const std::uint64_t> keys, ConstMatrixView<float> rows)
{
    const std::size_t rowBytes = rowBytesOf(m_width);
    std::string bytes(rowBytes * keys.size(), '\0');
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const std::span<const float> values(
            rows.row(static_cast<Index>(i)).data(), static_cast<std::size_t>(m_width));
        const std::uint64_t digest = digestOfRow(keys[i], values);
        char* place = bytes.data() + i * rowBytes;
        std::memcpy(place, &keys[i], sizeof keys[i]);
        std::memcpy(place + 8, &digest, sizeof digest);
        std::memcpy(place + rowHeadBytes, values.data(), values.size_bytes());
    }
    const FileLock lock(m_file.value);
    // What a killed program left behind the last whole row goes.
    const std::int64_t size = sizeOf(m_file.value);
    const std::int64_t end = wholeBytes(size, m_width);
    if (end <= 0) failToWrite(m_path);
    if (end != size && ::ftruncate(m_file.value, end) != 0) failToWrite(m_path);
    if (!writeAll(m_file.value, bytes, end)) {
        const int reason = errno;
        if (::ftruncate(m_file.value, end) != 0) errno = reason; // a part of a row does no harm
        errno = reason;
        failToWrite(m_path);
    }
    for (std::size_t i = 0; i < keys.size(); ++i)
        m_places.try_emplace(keys[i], static_cast<std::size_t>(end) + i * rowBytes);
}

std::shared_ptr<const FeatureSource> FeatureCache::features(
    std::span<const std::uint64_t> keys, std::span<const std::size_t> begins) const
{
    return std::make_shared<CachedFeatures>(m_path, m_width, m_places, keys, begins);
}

std::string featureCacheFolder()
{
    const auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value ? value : "");
    };
    if (const std::string own = variable("CONTRASTLAB_CACHE"); !own.empty()) return own;
    const std::string caches = variable("XDG_CACHE_HOME"), home = variable("HOME");
    const fs::path folder = !caches.empty() ? fs::path(caches)
        : !home.empty()                     ? fs::path(home) / ".cache"
                                            : fs::temp_directory_path();
    return (folder / "contrastlab" / "features").string();
}

std::int64_t featureCacheBytes()
{
    const char* megabytes = std::getenv("CONTRASTLAB_CACHE_MB");
    const std::int64_t most = megabytes ? std::atoll(megabytes) : 0;
    return most > 0 ? std::min(most, std::int64_t(1) << 40) * megabyteBytes : standardCacheBytes;
}

} // namespace contrastlab
