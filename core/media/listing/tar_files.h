// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tar archives (ustar, GNU and pax names) read in place: one pass lists the members, and each is
// then read from its offset. Immutable once made; any thread may read.
#pragma once

#include "media/bytes/byte_source.h"
#include "media/bytes/file_set.h"
#include "media/listing/dataset_report.h"

#include <functional>
#include <unordered_map>

namespace contrastlab {

struct TarMember {
    std::string name;
    std::int64_t offset = 0;
    std::int64_t size = 0;
};

/// Lists the regular files of an archive in order. Links, devices and names that leave the archive
/// go to `report`, as does a truncated end; what came before them stays. `step` is called once a
/// member with the archive's offset and may throw to stop. Throws MediaError where nothing is a tar
/// header.
std::vector<TarMember> listTar(const ByteSource& bytes, const std::string& file,
    DatasetReport& report, const std::function<void(std::int64_t)>& step);

/// Members of several archives, named "shard.tar/member".
class TarFiles final : public FileSet {
public:
    explicit TarFiles(std::string name) : m_name(std::move(name)) { }
    /// Not once another thread reads.
    void add(const std::string& shard, std::shared_ptr<const ByteSource> bytes,
        const std::vector<TarMember>& members);

    std::optional<Message> check(const std::string& name) const override;
    QByteArray read(const std::string& name, std::int64_t limit) const override;
    FileEdges edges(const std::string& name, std::int64_t head, std::int64_t tail,
        std::int64_t limit) const override;
    std::string name() const override { return m_name; }
    std::vector<std::string> names(std::vector<DataNote>& skipped) const override;

private:
    struct Place {
        std::size_t shard;
        std::int64_t offset;
        std::int64_t size;
    };
    [[nodiscard]] const Place& placeOf(const std::string& name, std::int64_t limit) const;
    [[nodiscard]] QByteArray part(
        const std::string& name, const Place& place, std::int64_t from, std::int64_t size) const;

    std::string m_name;
    std::vector<std::shared_ptr<const ByteSource>> m_shards;
    std::unordered_map<std::string, Place> m_places;
};

} // namespace contrastlab
