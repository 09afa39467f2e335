// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/item_scores.h"

#include <cmath>
#include <limits>

namespace contrastlab {

namespace {

constexpr float noNumber = std::numeric_limits<float>::quiet_NaN();

/// Of a query's cosines with all candidates.
struct Row {
    Index rank = -1;
    float loss = noNumber;
    float falseNegativeShare = noNumber;
    Index nearestWrong = -1;
    float wrongCosine = -std::numeric_limits<float>::infinity();
};

class RowReader {
public:
    RowReader(const PartnerNumbers& partners, const std::vector<int>& labels, double temperature)
        : m_partners(partners)
        , m_labels(labels)
        , m_scale(1 / temperature)
    {
    }

    [[nodiscard]] Row read(const Vector<float>& cosines, Index query) const
    {
        Row row;
        if (!cosines.allFinite()) return row;
        const float best = bestPartner(cosines, query);
        const double top = static_cast<double>(cosines.maxCoeff());
        double all = 0, negatives = 0, ofGroup = 0;
        row.rank = 0;
        for (Index j = 0; j < cosines.size(); ++j) {
            const double weight = std::exp(m_scale * (static_cast<double>(cosines[j]) - top));
            all += weight;
            if (j == query) continue;
            negatives += weight;
            if (inGroup(query, j)) ofGroup += weight;
            if (arePartners(query, j)) continue;
            row.rank += cosines[j] > best || (cosines[j] == best && j < query);
            if (cosines[j] > row.wrongCosine) {
                row.wrongCosine = cosines[j];
                row.nearestWrong = j;
            }
        }
        const double own = m_scale * (static_cast<double>(cosines[query]) - top);
        row.loss = static_cast<float>(std::log(all) - own);
        if (!m_labels.empty() && negatives > 0)
            row.falseNegativeShare = static_cast<float>(ofGroup / negatives);
        return row;
    }

private:
    [[nodiscard]] bool arePartners(Index i, Index j) const
    {
        return m_partners.arePartners(static_cast<std::size_t>(i), static_cast<std::size_t>(j));
    }
    [[nodiscard]] bool inGroup(Index i, Index j) const
    {
        if (m_labels.empty()) return false;
        const int label = m_labels[static_cast<std::size_t>(i)];
        return label >= 0 && label == m_labels[static_cast<std::size_t>(j)];
    }
    [[nodiscard]] float bestPartner(const Vector<float>& cosines, Index query) const
    {
        float best = cosines[query];
        for (Index j = 0; j < cosines.size(); ++j)
            if (cosines[j] > best && arePartners(query, j)) best = cosines[j];
        return best;
    }

    const PartnerNumbers& m_partners;
    const std::vector<int>& m_labels;
    double m_scale;
};

} // namespace

ItemScores scoreItems(const ProbeFrame& frame, const PartnerNumbers& partners,
    const TrainedPair& pair, const std::vector<int>& labels)
{
    const Matrix<float>& a = frame.embeddings[static_cast<std::size_t>(pair.a)];
    const Matrix<float>& b = frame.embeddings[static_cast<std::size_t>(pair.b)];
    const RowReader reader(partners, labels, frame.temperature);
    ItemScores scores { frame.step, {} };
    for (Index i = 0; i < a.rows(); ++i) {
        const Row there = reader.read(b * a.row(i).transpose(), i);
        const Row back = reader.read(a * b.row(i).transpose(), i);
        scores.items.push_back({ a.row(i).dot(b.row(i)), there.rank, back.rank,
            (there.loss + back.loss) / 2, (there.falseNegativeShare + back.falseNegativeShare) / 2,
            there.nearestWrong, there.nearestWrong < 0 ? noNumber : there.wrongCosine });
    }
    return scores;
}

} // namespace contrastlab
