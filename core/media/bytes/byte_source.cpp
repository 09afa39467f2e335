// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "media/bytes/byte_source.h"

#include "media/bytes/gzip_source.h"
#include "media/bytes/limits.h"
#include "media/bytes/media_message.h"

#include "base/open_file.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace contrastlab {

namespace {

class PlainSource final : public ByteSource {
public:
    PlainSource(const std::filesystem::path& path, std::string shown)
        : m_shown(std::move(shown))
        , m_file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK))
    {
        struct stat status { };
        if (m_file.value < 0 || ::fstat(m_file.value, &status) != 0) fail();
        if (!S_ISREG(status.st_mode))
            throw MediaError(m_shown, "", { sentences::fileNotRegular, {} });
        m_size = status.st_size;
    }
    std::int64_t size() const override { return m_size; }
    std::size_t readAt(std::int64_t offset, std::span<char> bytes) const override
    {
        std::size_t filled = 0;
        while (filled < bytes.size()) {
            const auto count = ::pread(m_file.value, bytes.data() + filled, bytes.size() - filled,
                offset + static_cast<std::int64_t>(filled));
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) fail();
            if (count == 0) break;
            filled += static_cast<std::size_t>(count);
        }
        return filled;
    }

private:
    [[noreturn]] void fail() const
    {
        throw MediaError(m_shown, "", { sentences::fileUnreadable, { systemReason(errno) } });
    }
    std::string m_shown;
    OpenFile m_file; // closed where the constructor throws, too
    std::int64_t m_size = 0;
};

} // namespace

std::shared_ptr<const ByteSource> openBytes(
    const std::filesystem::path& path, const std::string& shown)
{
    auto plain = std::make_shared<PlainSource>(path, shown);
    char magic[2] = {};
    const bool packed = plain->readAt(0, magic) == 2 && magic[0] == '\x1f' && magic[1] == '\x8b';
    if (!packed) return plain;
    return std::make_shared<GzipSource>(std::move(plain), shown);
}

std::string unpackedFile(
    const std::filesystem::path& path, std::int64_t limit, const std::string& shown)
{
    const auto source = openBytes(path, shown);
    if (source->size() > limit)
        throw MediaError(shown, "",
            { sentences::fileTooLarge,
                { std::to_string(source->size() / limits::mebibyte),
                    std::to_string(limit / limits::mebibyte) } });
    std::string bytes(static_cast<std::size_t>(source->size()), '\0');
    bytes.resize(source->readAt(0, bytes));
    return bytes;
}

} // namespace contrastlab
