// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which file a cell means: the name itself, a name without its ending, or a path of another machine
// whose end is that of one file here. One thread.
#pragma once

#include "media/bytes/file_set.h"

#include <memory>
#include <unordered_map>

namespace contrastlab {

enum class FileKind { image, sound };

class FileFinder {
public:
    /// Names start from `folder` of the set, or from its root where there is no such file.
    explicit FileFinder(std::shared_ptr<const FileSet> files, std::string folder = {})
        : m_files(std::move(files))
        , m_folder(std::move(folder))
    {
    }

    void startFrom(std::string folder) { m_folder = std::move(folder); }

    struct Found {
        std::string name; ///< in the file set; empty where nothing is meant
        std::optional<Message> problem; ///< why the name itself cannot be taken
        bool remapped = false; ///< another folder than the name says
    };
    /// The file of this kind that `name` means. Where several files end alike, none is.
    Found find(const std::string& name, FileKind kind);
    /// What kind of file `name` means, by what lies here; nothing where there is no such file.
    std::optional<FileKind> kindOf(const std::string& name);

private:
    void makeIndex();
    [[nodiscard]] std::optional<Message> check(const std::string& name) const;
    [[nodiscard]] std::string byTail(const std::string& name, FileKind kind);

    std::shared_ptr<const FileSet> m_files;
    std::string m_folder;
    bool m_indexed = false;
    std::vector<std::string> m_names;
    std::unordered_multimap<std::string, std::size_t> m_byStem; ///< lower case, without folders
};

} // namespace contrastlab
