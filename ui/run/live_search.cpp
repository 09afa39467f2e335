// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/live_search.h"

#include "base/thread_pool.h"
#include "media/query_encoders.h"
#include "run/embed_features.h"

#include <optional>
#include <span>
#include <utility>

namespace contrastlab {

namespace {

constexpr int readableResultsMs = 250;

/// Where is looked: rows of the probes' frame or of all items.
struct Candidates {
    std::shared_ptr<const void> owner; ///< of what follows
    const std::vector<Matrix<float>>* rows = nullptr; ///< one matrix a tower
    std::vector<Index> const* items = nullptr;
    std::shared_ptr<const Checkpoint> checkpoint; ///< may be null: of a frame alone
    std::int64_t step = 0;
    double temperature = 1;
    Index complete = 0;

    [[nodiscard]] ConstMatrixView<float> of(int tower) const
    {
        return view((*rows)[std::size_t(tower)]);
    }
};

/// A frame does not know its items.
struct FrameItems {
    std::shared_ptr<const ProbeFrame> frame;
    std::vector<Index> items;
};

Candidates candidatesOf(std::shared_ptr<const ProbeFrame> frame, const std::vector<Index>& items,
    std::shared_ptr<const Checkpoint> checkpoint)
{
    const auto owner = std::make_shared<const FrameItems>(FrameItems { std::move(frame), items });
    return { owner, &owner->frame->embeddings, &owner->items, std::move(checkpoint),
        owner->frame->step, owner->frame->temperature, std::ssize(items) };
}

Candidates candidatesOf(const std::shared_ptr<const ItemEmbeddings>& all)
{
    return { all, &all->towers, &all->items, all->checkpoint, all->checkpoint->step,
        all->temperature, all->complete };
}

} // namespace

struct SearchHubs {
    std::shared_ptr<const void> source; ///< frame or embeddings
    int from = 0, target = 0;
    RankBy by = RankBy::cosine;
    HubTable table;
};

namespace {

/// All that a search needs, so that any thread may do it.
struct Search {
    Candidates candidates;
    std::shared_ptr<const void> source; ///< that the candidates came of
    std::shared_ptr<const RunSetup> setup;
    std::vector<SearchTerm> terms;
    std::vector<int> towers; ///< of each term
    int target = 0;
    RankBy by = RankBy::cosine;
    int threads = 1;
    std::shared_ptr<const SearchHubs> hubs; ///< of a search before
    std::shared_ptr<QueryEncoders> encoders;

    [[nodiscard]] int from() const { return towers.front(); }
    [[nodiscard]] const std::vector<Index>& items() const { return *candidates.items; }
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

EncoderKind encoderKindOf(SearchTerm::Kind kind)
{
    return kind == SearchTerm::Kind::words ? EncoderKind::texts
        : kind == SearchTerm::Kind::sound  ? EncoderKind::sounds
                                           : EncoderKind::pictures;
}

ModalityKind modalityKindOf(SearchTerm::Kind kind)
{
    return kind == SearchTerm::Kind::words ? ModalityKind::text
        : kind == SearchTerm::Kind::sound  ? ModalityKind::sound
                                           : ModalityKind::image;
}

// Through the encoder that the tower's items went through.
Matrix<float> encodedRow(ThreadPool& pool, const Search& search, const SearchTerm& term, int tower)
{
    const RunSetup& setup = *search.setup;
    const EncoderQuery query { encoderKindOf(term.kind), term.picture, term.sound,
        term.words.toStdString() };
    const std::vector<float> features =
        search.encoders->features(setup.spec(), query, setup.modality(tower).features->width());
    return embedFeatures(pool, setup, search.candidates.checkpoint->judged(), tower, features);
}

/// Where the term points; nothing where no word of it is known. Throws what its encoder throws.
std::optional<Vector<float>> directionOf(ThreadPool& pool, const Search& search, std::size_t place)
{
    const SearchTerm& term = search.terms[place];
    const int tower = search.towers[place];
    if (term.kind == SearchTerm::Kind::item)
        if (const int row = placeOf(search.items(), term.item.item); row >= 0)
            return search.candidates.of(tower).row(row).transpose();
    if (!search.candidates.checkpoint) return std::nullopt;
    const Vector<float>& parameters = search.candidates.checkpoint->judged();
    if (term.kind == SearchTerm::Kind::item)
        return unit(search.setup->embed(pool, parameters, tower, std::span(&term.item.item, 1), 0));
    if (search.setup->modality(tower).kind == ModalityKind::features)
        return unit(encodedRow(pool, search, term, tower));
    if (term.kind == SearchTerm::Kind::picture)
        return unit(search.setup->embedImage(
            pool, parameters, tower, pixelsOf(term.picture, search.setup->batches().shape(tower))));
    if (term.kind == SearchTerm::Kind::sound)
        return unit(search.setup->embedSound(pool, parameters, tower, view(term.logMel)));
    const auto row = search.setup->embedText(pool, parameters, tower, term.words.toStdString());
    return row ? std::optional(unit(*row)) : std::nullopt;
}

/// What the query is, where it is one item alone; else -1.
Index ownItem(const Search& search)
{
    const SearchTerm& first = search.terms.front();
    const bool alone = search.terms.size() == 1 && first.kind == SearchTerm::Kind::item;
    return alone ? first.item.item : -1;
}

/// Its other half, or the equal of either.
class Partners {
public:
    Partners(const Search& search, Index own)
        : m_here(search.setup->contents(search.from()))
        , m_there(search.setup->contents(search.target))
        , m_own(own)
        , m_none(own < 0 || search.target == search.from())
    {
    }

    [[nodiscard]] bool contain(Index item) const
    {
        const auto i = std::size_t(item), own = std::size_t(m_own);
        return !m_none && (item == m_own || m_here[i] == m_here[own] || m_there[i] == m_there[own]);
    }
    /// The best score of one; nothing where none is among the candidates.
    [[nodiscard]] std::optional<float> best(
        const Search& search, const Vector<float>& query, const Vector<float>& penalty) const
    {
        std::optional<float> best;
        if (m_none) return best;
        const auto rows = search.candidates.of(search.target);
        for (Index c = 0; c < rows.rows(); ++c) {
            if (!contain(search.items()[std::size_t(c)])) continue;
            const float score = rows.row(c).dot(query) - (penalty.size() > 0 ? penalty[c] : 0);
            if (!best || score > *best) best = score;
        }
        return best;
    }

private:
    const std::vector<int>&m_here, &m_there;
    Index m_own;
    bool m_none;
};

std::shared_ptr<const SearchHubs> hubsOf(ThreadPool& pool, const Search& search)
{
    const auto& kept = search.hubs;
    if (kept && kept->source == search.source && kept->from == search.from()
        && kept->target == search.target && kept->by == search.by)
        return kept;
    const Candidates& candidates = search.candidates;
    return std::make_shared<const SearchHubs>(
        SearchHubs { search.source, search.from(), search.target, search.by,
            hubTable(pool, candidates.of(search.from()), candidates.of(search.target),
                candidates.temperature, search.by) });
}

/// The direction that is looked into; none where the result says why.
Vector<float> lookedInto(ThreadPool& pool, const Search& search, SearchResult& result)
{
    std::vector<QueryTerm> terms;
    for (std::size_t i = 0; i < search.terms.size(); ++i) {
        const auto direction = directionOf(pool, search, i);
        if (direction)
            terms.push_back({ *direction, search.terms[i].minus ? -1.0f : 1.0f });
        else if (search.terms[i].kind == SearchTerm::Kind::words)
            result.unknown << search.terms[i].words;
    }
    Vector<float> query = queryOf(terms);
    result.cancelsOut = !terms.empty() && !(query.norm() > 0.5f);
    return result.cancelsOut ? Vector<float>() : query;
}

void rank(ThreadPool& pool, const Search& search, const HubTable& hubs, const Vector<float>& query,
    SearchResult& result)
{
    const Index own = ownItem(search);
    const Partners partners(search, own);
    const auto best = partners.best(search, query, hubs.penalty);
    FoundCandidates found = nearestCandidates(pool, query, search.candidates.of(search.target),
        hubs.penalty, LiveSearch::shown + 1, best.value_or(0));
    if (best) result.partnerRank = found.above;
    for (const FoundCandidate& candidate : found.best) {
        const Index item = search.items()[std::size_t(candidate.place)];
        // Among its own modality an item finds itself, which says nothing.
        if (result.found.size() == LiveSearch::shown
            || (item == own && search.target == search.from()))
            continue;
        result.found.push_back(candidate);
        result.items.push_back(item);
        result.right.push_back(partners.contain(item));
    }
}

struct Answer {
    std::shared_ptr<const SearchResult> result;
    std::shared_ptr<const SearchHubs> hubs;
};

Answer answerTo(const Search& search)
{
    ThreadPool pool(search.threads);
    SearchResult result;
    result.step = search.candidates.step;
    result.from = search.from();
    result.tower = search.target;
    result.candidates = std::ssize(search.items());
    result.complete = search.candidates.complete;
    Vector<float> query;
    try {
        query = lookedInto(pool, search, result);
    } catch (const std::exception&) { // a file, or memory that there is not
        result.trouble = failureFrom(std::current_exception());
    }
    if (query.size() == 0)
        return { std::make_shared<const SearchResult>(std::move(result)), search.hubs };
    auto hubs = hubsOf(pool, search);
    result.hubness = hubs->table.hubness;
    result.hubQueries = hubs->table.queries;
    result.rankedBy = canRankBy(search.by, result.candidates) ? search.by : RankBy::cosine;
    rank(pool, search, hubs->table, query, result);
    return { std::make_shared<const SearchResult>(std::move(result)), std::move(hubs) };
}

} // namespace

LiveSearch::LiveSearch(RunMoment& moment, PairChoice& choice, QObject* parent)
    : FrameAnalysis(moment, choice, readableResultsMs, parent)
    , m_all(new LiveItems(moment, this))
    , m_encoders(std::make_shared<QueryEncoders>())
{
    connect(m_all, &LiveItems::changed, this, &LiveSearch::ask);
    connect(m_all, &LiveItems::progressed, this, &LiveSearch::progressed);
}

void LiveSearch::askAnew()
{
    m_searched = nullptr;
    ask();
}

void LiveSearch::setScope(Scope scope)
{
    m_scope = scope;
    m_all->setWanted(scope == Scope::all);
    if (scope == Scope::all && !m_all->items() && forget()) emit changed();
    askAnew();
}

void LiveSearch::setInSight(bool inSight)
{
    m_all->setInSight(inSight);
    setActive(inSight);
}

void LiveSearch::setQuery(std::vector<SearchTerm> terms)
{
    m_terms = std::move(terms);
    if (m_terms.empty() || (m_result && m_result->trouble)) // a search under way keeps its own
        m_encoders = std::make_shared<QueryEncoders>();
    if (m_terms.empty() && forget()) emit changed();
    askAnew();
}

void LiveSearch::setTarget(int tower)
{
    m_target = tower;
    askAnew();
}

void LiveSearch::setRankBy(RankBy by)
{
    m_by = by;
    askAnew();
}

bool LiveSearch::forget()
{
    m_hubs = nullptr;
    m_searched = nullptr;
    return std::exchange(m_result, nullptr) != nullptr;
}

int LiveSearch::towerOf(const SearchTerm& term) const
{
    const auto setup = moment().setup();
    if (!setup) return -1;
    if (term.kind == SearchTerm::Kind::item)
        return term.item.tower < setup->towers() ? term.item.tower : -1;
    const ModalityKind kind = modalityKindOf(term.kind);
    for (int tower = 0; tower < setup->towers(); ++tower)
        if (setup->modality(tower).kind == kind) return tower;
    return encodedTower(*setup, moment().media().get(), encoderKindOf(term.kind));
}

bool LiveSearch::isEncoded(const SearchTerm& term) const
{
    const int tower = term.kind == SearchTerm::Kind::item ? -1 : towerOf(term);
    return tower >= 0 && moment().setup()->modality(tower).kind == ModalityKind::features;
}

// The tower among whose rows is looked, by the first term's.
int LiveSearch::targetFrom(int tower) const
{
    const TrainedPair pair = choice().pair();
    if (m_target >= 0 && m_target < moment().setup()->towers()) return m_target;
    return tower == pair.b ? pair.a : pair.b;
}

FrameAnalysis::Work LiveSearch::work(
    std::shared_ptr<const ProbeFrame> frame, std::shared_ptr<const RunSetup> setup)
{
    const auto all = m_scope == Scope::all ? m_all->items() : nullptr;
    if (m_scope == Scope::all && (!all || (all == m_searched && m_searchedPair == choice().pair())))
        return {};
    Search search;
    search.source = all ? std::shared_ptr<const void>(all) : std::shared_ptr<const void>(frame);
    search.candidates = all
        ? candidatesOf(all)
        : candidatesOf(std::move(frame), moment().probes().projectionItems, moment().checkpoint());
    search.setup = std::move(setup);
    search.by = m_by;
    search.threads = moment().isAdvancing() ? 1 : 2;
    search.hubs = m_hubs;
    search.encoders = m_encoders;
    for (const SearchTerm& term : m_terms) {
        const int tower = towerOf(term);
        const bool needsWeights = term.kind != SearchTerm::Kind::item;
        if (tower < 0 || (needsWeights && !search.candidates.checkpoint)) continue;
        search.terms.push_back(term);
        search.towers.push_back(tower);
    }
    if (search.terms.empty()) return {};
    search.target = targetFrom(search.from());
    m_searched = all;
    m_searchedPair = choice().pair();
    return [this, search = std::move(search)]() -> Keep {
        return [this, answer = answerTo(search)] {
            m_result = answer.result;
            m_hubs = answer.hubs;
        };
    };
}

} // namespace contrastlab
