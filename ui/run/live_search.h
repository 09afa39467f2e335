// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the model finds for a query that a person made, ranked anew as it learns: texts, pictures,
// sounds and items, added and taken off, looked for among the items of one modality, the held-out
// ones of the probes or all. Window thread.
#pragma once

#include "analysis/query_search.h"
#include "media/decode/item_media.h"
#include "media/load_failure.h"
#include "run/frame_analysis.h"
#include "run/item_focus.h"
#include "run/live_items.h"

#include <QImage>
#include <QString>

namespace contrastlab {

class QueryEncoders;

/// One term of a query.
struct SearchTerm {
    /// Words for the text tower, a picture for the image tower, a sound for the sound tower, or an
    /// item as one tower sees it.
    enum class Kind { words, picture, sound, item };
    Kind kind = Kind::words;
    bool minus = false;
    QString words {};
    QImage picture {};
    FocusedItem item {};
    Matrix<float> logMel {}; ///< of a sound: its frames x bands
    SoundSamples sound {}; ///< the same, as it was recorded
    QString name {}; ///< of the file that it came from; empty where it came from none
};

struct SearchResult {
    std::int64_t step = 0;
    int from = 0; ///< the tower of the first term
    int tower = 0; ///< that the candidates are of
    std::vector<FoundCandidate> found; ///< the best first
    std::vector<Index> items; ///< that each one found is
    std::vector<char> right; ///< one a candidate found: the query's own other half, or its equal
    Index candidates = 0; ///< among which was looked
    Index complete = 0; ///< items that there are; more where there was no room for all
    Index partnerRank = -1; ///< from 0, by the score; where the query is one item, else -1
    QStringList unknown; ///< texts of which the vocabulary knows nothing
    std::optional<LoadFailure> trouble; ///< with the encoder that the query goes through
    bool cancelsOut = false; ///< the terms leave no direction
    RankBy rankedBy = RankBy::cosine; ///< as was asked, but for too many candidates
    double hubness = 0;
    Index hubQueries = 0; ///< that hubness and penalty are of; fewer than there are of many
};

/// What holds hubs down, kept while the embeddings are the same.
struct SearchHubs;

class LiveSearch : public FrameAnalysis {
    Q_OBJECT

public:
    LiveSearch(RunMoment& moment, PairChoice& choice, QObject* parent = nullptr);

    static constexpr std::size_t shown = 12;
    enum class Scope { heldOut, all };

    void setQuery(std::vector<SearchTerm> terms);
    /// The tower among whose embeddings is looked; -1: the other of the pair than the first term's.
    void setTarget(int tower);
    void setRankBy(RankBy by);
    void setScope(Scope scope);
    [[nodiscard]] Scope scope() const { return m_scope; }
    /// Works only while someone looks.
    void setInSight(bool inSight);
    [[nodiscard]] const LiveItems& allItems() const { return *m_all; }
    [[nodiscard]] RankBy rankBy() const { return m_by; }
    [[nodiscard]] const std::vector<SearchTerm>& query() const { return m_terms; }

    /// Null where nothing is asked or there is no frame yet.
    [[nodiscard]] std::shared_ptr<const SearchResult> result() const { return m_result; }
    /// -1 where no tower can take it.
    [[nodiscard]] int towerOf(const SearchTerm& term) const;
    /// Whether the term goes through the encoder that the items went through first.
    [[nodiscard]] bool isEncoded(const SearchTerm& term) const;

signals:
    void progressed(); ///< with embedding all items

protected:
    [[nodiscard]] Work work(
        std::shared_ptr<const ProbeFrame> frame, std::shared_ptr<const RunSetup> setup) override;
    bool forget() override;

private:
    void askAnew();
    [[nodiscard]] int targetFrom(int tower) const;

    LiveItems* m_all;
    std::vector<SearchTerm> m_terms;
    int m_target = -1;
    RankBy m_by = RankBy::cosine;
    Scope m_scope = Scope::heldOut;
    std::shared_ptr<const SearchResult> m_result;
    std::shared_ptr<const SearchHubs> m_hubs;
    std::shared_ptr<QueryEncoders> m_encoders; ///< open while something is asked
    /// What was answered last among all items: it stays the answer until one of them is another.
    std::shared_ptr<const ItemEmbeddings> m_searched;
    TrainedPair m_searchedPair;
};

} // namespace contrastlab
