// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads the files that scripts/make_emoji_features and make_emoji_speech_features make.
#include "media/emoji/embedded_features.h"

#include "base/digest.h"
#include "base/problem.h"
#include "media/emoji/embedded_file.h"
#include "store/npy.h"

namespace contrastlab {

namespace {

/// Rows of an item side by side, kept as they are stored.
class RoundedFeatures final : public FeatureSource {
public:
    RoundedFeatures(ConstMatrixView<float> rows, Matrix<float> scales, int variants,
        std::span<const int> chosen)
        : m_rows(rows.cast<std::int8_t>())
        , m_scales(std::move(scales))
        , m_variants(variants)
        , m_chosen(chosen.begin(), chosen.end())
    {
    }
    Index width() const override { return m_rows.cols(); }
    int variants(Index) const override { return static_cast<int>(m_chosen.size()); }
    void read(Index item, std::span<float> values) const override { readVariant(item, 0, values); }
    void readVariant(Index item, int variant, std::span<float> values) const override
    {
        const Index row = item * m_variants + m_chosen[static_cast<std::size_t>(variant)];
        Eigen::Map<Eigen::RowVectorXf>(values.data(), width()) =
            m_rows.row(row).cast<float>().cwiseProduct(m_scales.row(0));
    }

private:
    Matrix<std::int8_t> m_rows;
    Matrix<float> m_scales; ///< 1 x width
    int m_variants; ///< in the file
    std::vector<int> m_chosen;
};

Matrix<float> digestedMatrix(const QString& file, Digest& digest)
{
    const QByteArray bytes = embeddedFile(file);
    const std::string_view text(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    digest.add(text);
    return toMatrix<float>(parseNpy(std::as_bytes(std::span(text)), file.toStdString()));
}

} // namespace

std::shared_ptr<const FeatureSource> embeddedFeatures(
    const QString& name, Index items, int variants, std::span<const int> chosen, Digest& digest)
{
    const Matrix<float> rows = digestedMatrix(name + QStringLiteral(".npy"), digest);
    Matrix<float> scales = digestedMatrix(name + QStringLiteral(".scales.npy"), digest).transpose();
    if (rows.rows() != items * variants || scales.cols() != rows.cols())
        throw InputError(name.toStdString(), "",
            { QT_TRANSLATE_NOOP("Message", "expected a row for each of %1 variants of %2 items"),
                { std::to_string(variants), std::to_string(items) } });
    return std::make_shared<RoundedFeatures>(view(rows), std::move(scales), variants, chosen);
}

} // namespace contrastlab
