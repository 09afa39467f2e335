// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "media/bytes/file_set.h"

#include "media/bytes/limits.h"

#include <QFile>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace fs = std::filesystem;

namespace contrastlab {

namespace {

constexpr std::size_t subfoldersTried = 64;

bool isInside(const fs::path& path, const fs::path& root)
{
    const auto [rootEnd, unused] =
        std::mismatch(root.begin(), root.end(), path.begin(), path.end());
    return rootEnd == root.end();
}

bool climbs(const fs::path& name)
{
    const fs::path normal = name.lexically_normal();
    return !normal.empty() && *normal.begin() == "..";
}

/// Names from Windows: back slashes, where there are no others.
fs::path asPath(const std::string& name)
{
    std::string slashed = name;
    if (name.find('/') == std::string::npos)
        std::replace(slashed.begin(), slashed.end(), '\\', '/');
    return slashed;
}

std::vector<std::string> foldersIn(const fs::path& root)
{
    std::vector<std::string> folders;
    std::error_code error;
    for (fs::directory_iterator entry(root, error), end; !error && entry != end;
         entry.increment(error))
        if (!entry->is_symlink(error) && entry->is_directory(error))
            folders.push_back(entry->path().filename().string());
    std::sort(folders.begin(), folders.end());
    folders.resize(std::min(folders.size(), subfoldersTried));
    return folders;
}

} // namespace

Message tooLarge(std::int64_t size, std::int64_t limit)
{
    return { sentences::fileTooLarge,
        { std::to_string(size / limits::mebibyte), std::to_string(limit / limits::mebibyte) } };
}

FileEdges FileSet::edges(
    const std::string& name, std::int64_t head, std::int64_t tail, std::int64_t limit) const
{
    const QByteArray bytes = read(name, limit);
    return { bytes.size(), bytes.left(head), bytes.size() > head ? bytes.right(tail) : "" };
}

FolderFiles::FolderFiles(const fs::path& root)
{
    std::error_code error;
    m_root = fs::canonical(root.empty() ? fs::path(".") : root, error);
    if (error) throw MediaError(root.string(), "", { sentences::pathMissing, {} });
    m_subfolders = foldersIn(m_root);
}

FolderFiles::Found FolderFiles::findExactly(const fs::path& name) const
{
    std::error_code error;
    const fs::path joined = name.is_absolute() ? name : m_root / name;
    if (!isInside(joined.lexically_normal(), m_root))
        return { {}, Message { sentences::fileOutsideFolder, {} } };
    const fs::path path = fs::canonical(joined, error);
    if (error) return { {}, Message { sentences::fileMissing, {} } };
    if (!isInside(path, m_root)) return { {}, Message { sentences::fileOutsideFolder, {} } };
    if (!fs::is_regular_file(path, error)) return { {}, Message { sentences::fileNotRegular, {} } };
    return { path, std::nullopt };
}

FolderFiles::Found FolderFiles::find(const std::string& name) const
{
    if (name.empty() || name.find('\0') != std::string::npos)
        return { {}, Message { sentences::fileMissing, {} } };
    const fs::path path = asPath(name);
    if (path.is_relative() && climbs(path))
        return { {}, Message { sentences::fileOutsideFolder, {} } };
    Found found = findExactly(path);
    if (!found.problem || !found.problem->is(sentences::fileMissing) || path.is_absolute())
        return found;
    for (const std::string& folder : m_subfolders)
        if (Found inFolder = findExactly(folder / path); !inFolder.problem) return inFolder;
    return found;
}

std::optional<Message> FolderFiles::check(const std::string& name) const
{
    return find(name).problem;
}

QByteArray FolderFiles::read(const std::string& name, std::int64_t limit) const
{
    const Found found = find(name);
    if (found.problem) throw MediaError(name, "", *found.problem);
    return readWholeFile(found.path, limit, name);
}

std::vector<std::string> FolderFiles::names(std::vector<DataNote>& skipped) const
{
    std::vector<std::string> links;
    std::vector<std::string> files = filesUnder(m_root, links);
    for (const std::string& link : links)
        skipped.push_back({ link, { sentences::folderLinkSkipped, {} } });
    return files;
}

namespace {

/// A file that is read piece by piece, by the tens of thousands: without Qt's layers.
class Descriptor {
public:
    Descriptor(const fs::path& path, std::string name)
        : m_name(std::move(name))
        , m_file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK))
    {
        if (m_file < 0) fail();
    }
    ~Descriptor() { ::close(m_file); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    [[nodiscard]] std::int64_t size() const
    {
        struct stat status { };
        if (::fstat(m_file, &status) != 0) fail();
        if (!S_ISREG(status.st_mode)) throw MediaError(m_name, "", { sentences::fileNotRegular });
        return status.st_size;
    }
    [[nodiscard]] QByteArray read(std::int64_t from, std::int64_t count) const
    {
        QByteArray bytes(count, Qt::Uninitialized);
        std::int64_t done = 0;
        while (done < count) {
            const auto got = ::pread(
                m_file, bytes.data() + done, static_cast<std::size_t>(count - done), from + done);
            if (got < 0 && errno != EINTR) fail();
            if (got == 0) break;
            done += std::max<std::int64_t>(0, got);
        }
        bytes.truncate(done);
        return bytes;
    }

private:
    [[noreturn]] void fail() const
    {
        throw MediaError(m_name, "", { sentences::fileUnreadable, { systemReason(errno) } });
    }

    std::string m_name;
    int m_file;
};

} // namespace

FileEdges FolderFiles::edges(
    const std::string& name, std::int64_t head, std::int64_t tail, std::int64_t limit) const
{
    const Found found = find(name);
    if (found.problem) throw MediaError(name, "", *found.problem);
    const Descriptor file(found.path, name);
    const std::int64_t size = file.size();
    if (size > limit) throw MediaError(name, "", tooLarge(size, limit));
    FileEdges edges { size, file.read(0, std::min(head, size)), {} };
    if (size > head) edges.tail = file.read(size - std::min(tail, size), std::min(tail, size));
    return edges;
}

QByteArray readWholeFile(const fs::path& path, std::int64_t limit, const std::string& shown)
{
    std::error_code error;
    if (!fs::exists(path, error)) throw MediaError(shown, "", { sentences::fileMissing, {} });
    if (!fs::is_regular_file(path, error))
        throw MediaError(shown, "", { sentences::fileNotRegular, {} });
    QFile file(QString::fromStdString(path.string()));
    if (!file.open(QIODevice::ReadOnly))
        throw MediaError(
            shown, "", { sentences::fileUnreadable, { file.errorString().toStdString() } });
    const qint64 size = file.size(); // Qt makes room for all that it is asked to read
    if (size > limit) throw MediaError(shown, "", tooLarge(size, limit));
    return file.read(size);
}

QByteArray readHead(const fs::path& path, std::int64_t count)
{
    std::error_code error;
    QFile file(QString::fromStdString(path.string()));
    if (!fs::is_regular_file(path, error) || !file.open(QIODevice::ReadOnly)) return {};
    return file.read(count);
}

std::vector<std::string> filesUnder(const fs::path& folder, std::vector<std::string>& skipped)
{
    std::vector<std::string> files;
    std::error_code error;
    fs::recursive_directory_iterator entry(
        folder, fs::directory_options::skip_permission_denied, error);
    for (const fs::recursive_directory_iterator end; !error && entry != end;
         entry.increment(error)) {
        std::error_code ignored;
        const std::string name = entry->path().lexically_relative(folder).generic_string();
        if (entry->is_directory(ignored)) {
            if (entry->is_symlink(ignored)) skipped.push_back(name);
            if (entry.depth() >= limits::folderDepth) entry.disable_recursion_pending();
        } else if (entry->is_regular_file(ignored)) {
            files.push_back(name);
        }
        if (files.size() > static_cast<std::size_t>(limits::files))
            throw MediaError(folder.string(), "",
                { sentences::tooManyFiles, { std::to_string(limits::files) } });
    }
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace contrastlab
