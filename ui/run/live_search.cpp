// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/live_search.h"

#include "base/thread_pool.h"

#include <utility>

namespace contrastlab {

namespace {

constexpr int readableResultsMs = 250;

/// All that a search needs, so that any thread may do it.
struct Search {
    std::shared_ptr<const ProbeFrame> frame;
    std::shared_ptr<const RunSetup> setup;
    std::shared_ptr<const Checkpoint> checkpoint; ///< where texts or pictures are asked for
    std::vector<SearchTerm> terms;
    std::vector<int> towers; ///< of each term
    std::vector<Index> items; ///< the candidates
    PartnerNumbers partners; ///< of them, for the first term's tower and the target
    int target = 0;
    RankBy by = RankBy::cosine;
};

Vector<float> unit(const Matrix<float>& row)
{
    return row.row(0).transpose().normalized();
}

std::vector<std::uint8_t> pixelsOf(const QImage& picture, const InputShape& shape)
{
    const QImage scaled = picture
                              .scaled(int(shape.width), int(shape.height), Qt::IgnoreAspectRatio,
                                  Qt::SmoothTransformation)
                              .convertToFormat(QImage::Format_RGB888);
    std::vector<std::uint8_t> pixels;
    for (int y = 0; y < scaled.height(); ++y)
        pixels.insert(
            pixels.end(), scaled.constScanLine(y), scaled.constScanLine(y) + 3 * scaled.width());
    return pixels;
}

/// Where the term points; nothing where no word of it is known.
std::optional<Vector<float>> directionOf(ThreadPool& pool, const Search& search, std::size_t place)
{
    const SearchTerm& term = search.terms[place];
    const int tower = search.towers[place];
    if (term.kind == SearchTerm::Kind::item) {
        const int row = placeOf(search.items, term.item.item);
        if (row < 0) return std::nullopt;
        return search.frame->embeddings[std::size_t(tower)].row(row).transpose();
    }
    const Vector<float>& parameters = search.checkpoint->judged();
    if (term.kind == SearchTerm::Kind::picture)
        return unit(search.setup->embedImage(
            pool, parameters, tower, pixelsOf(term.picture, search.setup->batches().shape(tower))));
    const auto row = search.setup->embedText(pool, parameters, tower, term.words.toStdString());
    return row ? std::optional(unit(*row)) : std::nullopt;
}

/// The candidate that the query is, where it is one item alone; else -1.
Index ownPlace(const Search& search)
{
    const SearchTerm& first = search.terms.front();
    const bool alone = search.terms.size() == 1 && first.kind == SearchTerm::Kind::item;
    return alone ? placeOf(search.items, first.item.item) : -1;
}

void markPartners(const Search& search, const Vector<float>& query, SearchResult& result)
{
    const Index own = search.target == search.towers.front() ? -1 : ownPlace(search);
    for (const FoundCandidate& found : result.found)
        result.right.push_back(
            own >= 0 && search.partners.arePartners(std::size_t(own), std::size_t(found.place)));
    if (own < 0) return;
    const Vector<float> cosines = search.frame->embeddings[std::size_t(search.target)] * query;
    float best = cosines[own];
    for (Index c = 0; c < cosines.size(); ++c)
        if (search.partners.arePartners(std::size_t(own), std::size_t(c)))
            best = std::max(best, cosines[c]);
    result.partnerRank = (cosines.array() > best).count();
}

SearchResult find(const Search& search)
{
    ThreadPool pool(1);
    SearchResult result;
    result.step = search.frame->step;
    result.tower = search.target;
    std::vector<QueryTerm> terms;
    for (std::size_t i = 0; i < search.terms.size(); ++i) {
        const auto direction = directionOf(pool, search, i);
        if (direction)
            terms.push_back({ *direction, search.terms[i].minus ? -1.0f : 1.0f });
        else if (search.terms[i].kind == SearchTerm::Kind::words)
            result.unknown << search.terms[i].words;
    }
    const Vector<float> query = queryOf(terms);
    result.cancelsOut = !terms.empty() && !(query.norm() > 0.5f);
    if (terms.empty() || result.cancelsOut) return result;
    const Matrix<float>& candidates = search.frame->embeddings[std::size_t(search.target)];
    const Matrix<float>& queries = search.frame->embeddings[std::size_t(search.towers.front())];
    const HubTable hubs =
        hubTable(pool, view(queries), view(candidates), search.frame->temperature, search.by);
    result.hubness = hubs.hubness;
    result.found =
        nearestCandidates(pool, query, view(candidates), hubs.penalty, LiveSearch::shown + 1).best;
    // Among its own modality an item finds itself, which says nothing.
    if (search.target == search.towers.front())
        std::erase_if(result.found,
            [own = ownPlace(search)](const FoundCandidate& found) { return found.place == own; });
    if (result.found.size() > LiveSearch::shown) result.found.resize(LiveSearch::shown);
    markPartners(search, query, result);
    return result;
}

} // namespace

LiveSearch::LiveSearch(RunMoment& moment, PairChoice& choice, QObject* parent)
    : FrameAnalysis(moment, choice, readableResultsMs, parent)
{
}

void LiveSearch::setQuery(std::vector<SearchTerm> terms)
{
    m_terms = std::move(terms);
    if (m_terms.empty() && forget()) emit changed();
    ask();
}

void LiveSearch::setTarget(int tower)
{
    m_target = tower;
    ask();
}

void LiveSearch::setRankBy(RankBy by)
{
    m_by = by;
    ask();
}

bool LiveSearch::forget()
{
    return std::exchange(m_result, nullptr) != nullptr;
}

int LiveSearch::towerOf(const SearchTerm& term) const
{
    const auto setup = moment().setup();
    if (!setup) return -1;
    if (term.kind == SearchTerm::Kind::item)
        return term.item.tower < setup->towers() ? term.item.tower : -1;
    const auto kind =
        term.kind == SearchTerm::Kind::words ? ModalityKind::text : ModalityKind::image;
    for (int tower = 0; tower < setup->towers(); ++tower)
        if (setup->modality(tower).kind == kind) return tower;
    return -1;
}

FrameAnalysis::Work LiveSearch::work(
    std::shared_ptr<const ProbeFrame> frame, std::shared_ptr<const RunSetup> setup)
{
    Search search { std::move(frame), setup, moment().checkpoint(), {}, {},
        moment().probes().projectionItems, {}, 0, m_by };
    for (const SearchTerm& term : m_terms) {
        const int tower = towerOf(term);
        const bool needsWeights = term.kind != SearchTerm::Kind::item;
        if (tower < 0 || (needsWeights && !search.checkpoint)) continue;
        search.terms.push_back(term);
        search.towers.push_back(tower);
    }
    if (search.terms.empty()) return {};
    const int from = search.towers.front();
    const TrainedPair pair = choice().pair();
    search.target = m_target >= 0 && m_target < setup->towers() ? m_target
        : from == pair.a                                        ? pair.b
        : from == pair.b                                        ? pair.a
                                                                : pair.b;
    search.partners = setup->partners({ from, search.target }, search.items);
    return [this, search = std::move(search)]() -> Keep {
        auto result = std::make_shared<const SearchResult>(find(search));
        return [this, result = std::move(result)] { m_result = result; };
    };
}

} // namespace contrastlab
