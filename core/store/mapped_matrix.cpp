// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The header is parsed once; rows are converted on demand.
#include "store/mapped_matrix.h"

#include "store/npy.h"

#include <cassert>

namespace contrastlab {

namespace {

constexpr unsigned readsBetweenLooks = 64;

} // namespace

MappedMatrix::MappedMatrix(const std::string& path, std::size_t mostDimensions)
    : m_file(path)
    , m_array(parseNpy(m_file.bytes(), path, {}, mostDimensions))
{
}

void MappedMatrix::read(Index item, std::span<float> values) const
{
    assert(item >= 0 && item < rows() && static_cast<Index>(values.size()) == width());
    if (m_array.columnMajor) {
        readRow(m_array, item, values);
    } else {
        std::vector<std::byte> bytes(values.size() * sizeOf(m_array.type));
        m_file.copy(m_array.data + static_cast<std::size_t>(item) * bytes.size(), bytes);
        readRow(m_array, item, bytes, values);
    }
    // A look at the size costs as much as a short row.
    const bool look = m_reads.fetch_add(1, std::memory_order_relaxed) % readsBetweenLooks == 0;
    if (look || m_file.isCut()) m_file.requireWhole();
}

} // namespace contrastlab
