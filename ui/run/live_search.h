// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the model finds for a query that a person made, ranked anew as it learns: texts, pictures
// and items, added and taken off, looked for among the held-out items of one modality. Window
// thread.
#pragma once

#include "analysis/query_search.h"
#include "run/frame_analysis.h"
#include "run/item_focus.h"

#include <QImage>
#include <QString>

namespace contrastlab {

/// One term of a query.
struct SearchTerm {
    /// Words for the text tower, a picture for the image tower, or an item as one tower sees it.
    enum class Kind { words, picture, item };
    Kind kind = Kind::words;
    bool minus = false;
    QString words {};
    QImage picture {};
    FocusedItem item {};
};

struct SearchResult {
    std::int64_t step = 0;
    int tower = 0; ///< that the candidates are of
    std::vector<FoundCandidate> found; ///< places in the probe's projectionItems
    std::vector<char> right; ///< one a candidate found: the query's own other half, or its equal
    Index partnerRank = -1; ///< from 0, where the query is one item; else -1
    QStringList unknown; ///< texts of which the vocabulary knows nothing
    bool cancelsOut = false; ///< the terms leave no direction
    double hubness = 0;
};

class LiveSearch : public FrameAnalysis {
    Q_OBJECT

public:
    LiveSearch(RunMoment& moment, PairChoice& choice, QObject* parent = nullptr);

    static constexpr std::size_t shown = 12;

    void setQuery(std::vector<SearchTerm> terms);
    /// The tower among whose embeddings is looked; -1: the other of the pair than the first term's.
    void setTarget(int tower);
    void setRankBy(RankBy by);
    [[nodiscard]] RankBy rankBy() const { return m_by; }
    [[nodiscard]] const std::vector<SearchTerm>& query() const { return m_terms; }

    /// Null where nothing is asked or there is no frame yet.
    [[nodiscard]] std::shared_ptr<const SearchResult> result() const { return m_result; }
    /// -1 where no tower can take it.
    [[nodiscard]] int towerOf(const SearchTerm& term) const;

protected:
    [[nodiscard]] Work work(
        std::shared_ptr<const ProbeFrame> frame, std::shared_ptr<const RunSetup> setup) override;
    bool forget() override;

private:
    std::vector<SearchTerm> m_terms;
    int m_target = -1;
    RankBy m_by = RankBy::cosine;
    std::shared_ptr<const SearchResult> m_result;
};

} // namespace contrastlab
