// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// libzip, one reader at a time; what takes long, decoding what is read, is outside of its lock.
#include "media/bytes/zip_files.h"

#include "media/bytes/limits.h"
#include "media/bytes/text_file.h"

#include <sys/stat.h>
#include <zip.h>

#include <algorithm>

namespace fs = std::filesystem;

namespace contrastlab {

namespace {

constexpr std::int64_t unpackedWithoutDoubt = 64 * limits::mebibyte;

bool leavesArchive(const std::string& name)
{
    const auto normal = fs::path(name).lexically_normal();
    return normal.is_absolute() || (!normal.empty() && *normal.begin() == "..");
}

/// A name as the parts of this program write it: slashes, nothing like "./" in it.
std::string normalName(std::string name)
{
    if (name.find('/') == std::string::npos) std::replace(name.begin(), name.end(), '\\', '/');
    return fs::path(name).lexically_normal().generic_string();
}

bool isOfMacOs(const std::string& name)
{
    return name.starts_with("__MACOSX/") || name == ".DS_Store" || name.ends_with("/.DS_Store");
}

bool isLink(zip_t* zip, zip_uint64_t index)
{
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    return zip_file_get_external_attributes(zip, index, 0, &system, &attributes) == 0
        && system == ZIP_OPSYS_UNIX && ((attributes >> 16) & S_IFMT) != 0
        && !S_ISREG(static_cast<mode_t>(attributes >> 16));
}

MediaError damaged(const std::string& file, const std::string& why)
{
    return { file, "", { sentences::archiveDamaged, { why } } };
}

} // namespace

struct ZipArchive::Handle {
    explicit Handle(zip_t* opened) : zip(opened) { }
    ~Handle() { zip_discard(zip); }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    zip_t* zip;
};

ZipArchive::ZipArchive(const fs::path& path) : m_name(path.filename().string())
{
    int error = 0;
    zip_t* zip = zip_open(path.c_str(), ZIP_RDONLY, &error);
    if (!zip) {
        zip_error_t told;
        zip_error_init_with_code(&told, error);
        const std::string why = zip_error_strerror(&told);
        zip_error_fini(&told);
        throw damaged(path.string(), why);
    }
    m_handle = std::make_unique<Handle>(zip);
    const zip_int64_t count = zip_get_num_entries(zip, 0);
    if (count > limits::files)
        throw MediaError(
            path.string(), "", { sentences::tooManyFiles, { std::to_string(limits::files) } });
    for (zip_int64_t i = 0; i < count; ++i)
        take(static_cast<zip_uint64_t>(i));
    std::int64_t unpacked = 0;
    for (const auto& [name, member] : m_members)
        unpacked += std::min(member.size, INT64_MAX - unpacked);
    const auto packed = static_cast<std::int64_t>(fs::file_size(path));
    if (unpacked > unpackedWithoutDoubt && unpacked / limits::gzipRatio > packed)
        throw MediaError(path.string(), "",
            { sentences::archiveExpands, { std::to_string(limits::gzipRatio) } });
}

ZipArchive::~ZipArchive() = default;

void ZipArchive::take(std::uint64_t index)
{
    zip_stat_t status;
    if (zip_stat_index(m_handle->zip, index, 0, &status) != 0 || !status.name) return;
    const std::string given = status.name;
    if (given.ends_with('/') || isOfMacOs(given)) return;
    if (leavesArchive(given)) {
        m_skipped.emplace_back(given, Message { sentences::memberOutsideFolder, {} });
    } else if (isLink(m_handle->zip, index)) {
        m_skipped.emplace_back(given, Message { sentences::memberNotAFile, {} });
    } else {
        const auto size = std::min<zip_uint64_t>(status.size, INT64_MAX);
        m_members.try_emplace(normalName(given), Member { index, static_cast<std::int64_t>(size) });
    }
}

QByteArray ZipArchive::read(const std::string& name, std::int64_t count) const
{
    const auto found = m_members.find(name);
    if (found == m_members.end()) throw MediaError(name, "", { sentences::fileMissing, {} });
    const std::lock_guard lock(m_mutex);
    zip_t* zip = m_handle->zip;
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(
        zip_fopen_index(zip, found->second.index, 0), zip_fclose);
    if (!file) throw damaged(name, zip_strerror(zip));
    const std::int64_t size = found->second.size;
    QByteArray bytes(std::min(size, count), Qt::Uninitialized);
    std::int64_t filled = 0;
    while (filled < bytes.size()) {
        const auto step = zip_fread(
            file.get(), bytes.data() + filled, static_cast<zip_uint64_t>(bytes.size() - filled));
        if (step <= 0) throw damaged(name, zip_file_strerror(file.get()));
        filled += step;
    }
    char more = 0; // the end: libzip compares the checksum there
    if (count >= size && zip_fread(file.get(), &more, 1) != 0)
        throw damaged(name, zip_file_strerror(file.get()));
    return bytes;
}

std::shared_ptr<const ZipArchive> openZip(const fs::path& path)
{
    static std::mutex mutex;
    static std::map<std::string, std::weak_ptr<const ZipArchive>> opened;
    const std::lock_guard lock(mutex);
    const std::string key = fs::absolute(path).string() + "\n"
        + std::to_string(fs::last_write_time(path).time_since_epoch().count());
    if (auto archive = opened[key].lock()) return archive;
    std::erase_if(opened, [](const auto& entry) { return entry.second.expired(); });
    auto archive = std::make_shared<const ZipArchive>(path);
    opened[key] = archive;
    return archive;
}

bool isZipFile(const fs::path& path)
{
    std::error_code error;
    return lowered(path.extension().string()) == ".zip" && fs::is_regular_file(path, error);
}

std::optional<ZipPath> zipPath(const fs::path& path)
{
    fs::path archive;
    for (auto part = path.begin(); part != path.end(); ++part) {
        archive /= *part;
        if (lowered(part->extension().string()) != ".zip" || !isZipFile(archive)) continue;
        fs::path inside;
        for (++part; part != path.end(); ++part)
            inside /= *part;
        return ZipPath { archive, inside.lexically_normal().generic_string() };
    }
    return std::nullopt;
}

ZipFiles::ZipFiles(std::shared_ptr<const ZipArchive> archive, std::string folder)
    : m_archive(std::move(archive))
    , m_folder(std::move(folder))
{
    if (m_folder == ".") m_folder.clear();
    if (!m_folder.empty() && !m_folder.ends_with('/')) m_folder += '/';
}

std::string ZipFiles::memberOf(const std::string& name) const
{
    return m_folder + normalName(name);
}

std::optional<Message> ZipFiles::check(const std::string& name) const
{
    if (name.empty()) return Message { sentences::fileMissing, {} };
    if (leavesArchive(name)) return Message { sentences::memberOutsideFolder, {} };
    if (m_archive->members().contains(memberOf(name))) return std::nullopt;
    return Message { sentences::fileMissing, {} };
}

QByteArray ZipFiles::read(const std::string& name, std::int64_t limit) const
{
    if (const auto problem = check(name)) throw MediaError(name, "", *problem);
    const auto member = m_archive->members().find(memberOf(name));
    if (member->second.size > limit)
        throw MediaError(name, "", tooLarge(member->second.size, limit));
    return m_archive->read(member->first, limit);
}

std::string ZipFiles::name() const
{
    return m_folder.empty() ? m_archive->name() : m_archive->name() + "/" + m_folder;
}

std::vector<std::string> ZipFiles::names(std::vector<DataNote>& skipped) const
{
    for (const auto& [name, why] : m_archive->skipped())
        skipped.push_back({ m_archive->name() + "/" + name, why });
    std::vector<std::string> names;
    const auto& members = m_archive->members();
    for (auto member = members.lower_bound(m_folder);
         member != members.end() && member->first.starts_with(m_folder); ++member)
        names.push_back(member->first.substr(m_folder.size()));
    return names;
}

} // namespace contrastlab
