// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A matrix file of any size as features, read a row at a time. Any thread.
#pragma once

#include "data/dataset.h"
#include "store/array_view.h"
#include "store/mapped_file.h"

#include <atomic>

namespace contrastlab {

/// A memory-mapped .npy file of any number type and order; opening takes milliseconds whatever its
/// size, and resident memory holds only what the system can spare. C order is best: a row is then
/// one piece.
class MappedMatrix final : public FeatureSource {
public:
    /// Throws InputError where the header is wrong or the file too short; values are checked when
    /// read.
    explicit MappedMatrix(const std::string& path, std::size_t mostDimensions = 2);

    [[nodiscard]] Index rows() const { return m_array.rows; }
    [[nodiscard]] Index width() const override { return m_array.columns; }
    /// The extents as the file has them; all behind the first make up the width.
    [[nodiscard]] const std::vector<Index>& extents() const { return m_array.extents; }
    [[nodiscard]] ElementType type() const { return m_array.type; }
    /// Throws InputError with row and column where a value is not finite, and where someone has cut
    /// the file shorter.
    void read(Index item, std::span<float> values) const override;

private:
    MappedFile m_file;
    ArrayView m_array;
    mutable std::atomic<unsigned> m_reads { 0 };
};

} // namespace contrastlab
