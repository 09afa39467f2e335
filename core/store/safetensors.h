// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The safetensors format: a length, a JSON header, then the tensors little endian and row-major.
// Limit: a header of at most 16 MiB.
#pragma once

#include "base/matrix.h"
#include "store/array_view.h"
#include "store/mapped_file.h"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace contrastlab {

/// A file opened for reading: the header is checked whole (no overlap, no gap, no byte missing).
/// Any thread.
class SafetensorsFile {
public:
    /// Throws InputError.
    explicit SafetensorsFile(const std::string& path);

    /// In the order of their bytes.
    [[nodiscard]] const std::vector<std::string>& names() const { return m_names; }
    [[nodiscard]] const std::map<std::string, std::string>& metadata() const { return m_metadata; }
    [[nodiscard]] bool contains(const std::string& name) const { return m_tensors.contains(name); }
    /// The extents of a tensor that the file contains. Throws InputError otherwise, as all below
    /// do.
    [[nodiscard]] const std::vector<Index>& shape(const std::string& name) const;
    /// Whether a tensor holds whole numbers.
    [[nodiscard]] bool isWhole(const std::string& name) const;
    /// A tensor of one to four dimensions, all behind the first as columns.
    [[nodiscard]] Matrix<float> rows(const std::string& name) const;
    /// A tensor of 1 (then N x 1) or 2 dimensions and any number type.
    template <class S> [[nodiscard]] Matrix<S> matrix(const std::string& name) const;
    [[nodiscard]] std::vector<int> labels(const std::string& name) const;
    /// A tensor of any shape, flat.
    [[nodiscard]] std::vector<float> values(const std::string& name) const;

private:
    struct Tensor {
        ElementType type = ElementType::float32;
        std::vector<Index> shape;
        std::size_t begin = 0; ///< in the file
        std::size_t end = 0;
    };
    friend class SafetensorsHeader;
    [[nodiscard]] const Tensor& tensor(const std::string& name) const;
    [[nodiscard]] ArrayView view(const std::string& name, bool flat) const;

    std::string m_path;
    MappedFile m_file;
    std::map<std::string, Tensor> m_tensors;
    std::vector<std::string> m_names;
    std::map<std::string, std::string> m_metadata;
};

struct NamedTensor {
    std::string name;
    std::vector<Index> shape;
    std::span<const float> values; ///< as many as the shape says, row-major
};

/// Single precision, in the order given; whole or not at all. Throws InputError.
void writeSafetensors(const std::string& path, std::span<const NamedTensor> tensors,
    const std::map<std::string, std::string>& metadata = {});

} // namespace contrastlab
