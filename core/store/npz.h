// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// NumPy's .npz archives: a zip of .npy files, stored or deflated.
// Limits: an array unpacks to at most 4 GiB, and past 64 MiB to at most 200 times its packed size
// (real embeddings do not shrink so far; zip bombs do). Members that are no .npy are passed over.
#pragma once

#include "base/matrix.h"
#include "store/mapped_file.h"
#include "store/npy_header.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace contrastlab {

/// An archive opened for reading; one thread at a time.
class NpzFile {
public:
    /// Throws InputError where `path` is no zip archive.
    explicit NpzFile(const std::string& path);
    ~NpzFile();
    NpzFile(const NpzFile&) = delete;
    NpzFile& operator=(const NpzFile&) = delete;

    /// The arrays in the order of the archive, without ".npy".
    [[nodiscard]] const std::vector<std::string>& names() const { return m_names; }
    /// What the header of an array says; its values are not unpacked.
    [[nodiscard]] NpyHeader header(const std::string& name) const;
    /// An array of one to four dimensions, all behind the first as columns.
    [[nodiscard]] Matrix<float> rows(const std::string& name) const;
    /// A one-dimensional array of texts.
    [[nodiscard]] std::vector<std::string> texts(const std::string& name) const;
    /// As readNpy(); throws InputError also where there is no such array or it is damaged.
    template <class S> [[nodiscard]] Matrix<S> matrix(const std::string& name) const;
    [[nodiscard]] std::vector<int> labels(const std::string& name) const;

private:
    struct Archive;
    [[nodiscard]] std::vector<std::byte> unpack(
        const std::string& name, std::uint64_t most = ~std::uint64_t(0)) const;

    std::string m_path;
    MappedFile m_file;
    std::unique_ptr<Archive> m_archive;
    std::vector<std::string> m_names;
};

struct NamedMatrix {
    std::string name;
    ConstMatrixView<float> values;
};

struct NamedWholeNumbers {
    std::string name;
    std::span<const std::int64_t> values;
};

/// Stored, without compression, as numpy.savez does; whole or not at all. Throws InputError.
void writeNpz(const std::string& path, std::span<const NamedMatrix> arrays,
    std::span<const NamedWholeNumbers> numbers = {});

} // namespace contrastlab
