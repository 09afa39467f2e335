// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One slice of iterations is at work at a time; between two the thread rests while training goes
// on, so that a map takes about a seventh of one core.
#include "run/live_map.h"

#include "analysis/evaluation.h"
#include "analysis/projection.h"

#include <chrono>
#include <utility>

namespace contrastlab {

namespace {

using Clock = std::chrono::steady_clock;

constexpr double sliceSeconds = 0.025;
constexpr int layoutRest = 6; ///< as of the views' other mathematics
constexpr int betweenFollows = 700; ///< ms: a picture that chases every frame never settles
constexpr int betweenMeasures = 2000; ///< ms, at least
constexpr int measureRest = 24; ///< times as long as measuring takes

double secondsSince(Clock::time_point began)
{
    return std::chrono::duration<double>(Clock::now() - began).count();
}

/// All towers' embeddings, one below the other.
Matrix<float> stacked(const std::vector<Matrix<float>>& parts)
{
    Index rows = 0;
    for (const Matrix<float>& part : parts)
        rows += part.rows();
    Matrix<float> all(rows, parts.empty() ? 0 : parts.front().cols());
    Index row = 0;
    for (const Matrix<float>& part : parts) {
        all.middleRows(row, part.rows()) = part;
        row += part.rows();
    }
    return all;
}

std::vector<Matrix<float>> parted(const Matrix<float>& points, std::size_t towers)
{
    std::vector<Matrix<float>> parts;
    const Index rows = towers == 0 ? 0 : points.rows() / Index(towers);
    for (std::size_t tower = 0; tower < towers; ++tower)
        parts.emplace_back(points.middleRows(Index(tower) * rows, rows));
    return parts;
}

} // namespace

struct LiveMap::Layout {
    ThreadPool pool { 1 };
    std::unique_ptr<LiveLayout> layout;
};

struct LiveMap::Result {
    Matrix<float> points;
    Progress progress;
    double seconds = 0;
    bool settled = false;
};

LiveMap::LiveMap(RunMoment& moment, QObject* parent) : QObject(parent), m_moment(moment)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &LiveMap::advance);
    connect(&moment, &RunMoment::changed, this, &LiveMap::follow);
    showFrame();
}

LiveMap::~LiveMap() = default;

void LiveMap::follow(const MomentChange& change)
{
    if (change.run == MomentChange::Run::other || change.data) forget();
    if (change.frame || change.data) showFrame();
}

// The picture begins anew, where there is one to begin.
void LiveMap::forget()
{
    ++m_generation;
    m_task.cancel();
    m_measuring.cancel();
    m_busy = false;
    m_layout = nullptr;
    m_followed = nullptr;
    m_points.clear();
    m_progress = {};
    m_quality.reset();
    m_sinceMeasured.invalidate();
    if (!canShow(m_kind)) m_kind = Kind::pca;
    emit changed();
}

bool LiveMap::canShow(Kind kind) const
{
    const auto setup = m_moment.setup();
    return kind != Kind::classes || !setup || !setup->dataset().labels.empty();
}

void LiveMap::setKind(Kind kind)
{
    if (kind == m_kind || !canShow(kind)) return;
    m_kind = kind;
    m_stopped = false;
    forget();
    showFrame();
}

int LiveMap::neighbourhood() const
{
    return m_kind == Kind::umap ? m_neighbours : m_perplexity;
}

int LiveMap::usedNeighbourhood() const
{
    const auto setup = m_moment.setup();
    const Index points =
        setup ? Index(m_moment.probes().projectionItems.size()) * setup->towers() : 0;
    if (points < 2 || !isIterative()) return neighbourhood();
    return m_kind == Kind::umap
        ? neighboursFor(points, { .neighbours = m_neighbours })
        : int(perplexityFor(points, { .perplexity = double(m_perplexity) }));
}

void LiveMap::setNeighbourhood(int size)
{
    int& setting = m_kind == Kind::umap ? m_neighbours : m_perplexity;
    if (std::exchange(setting, size) == size || !isIterative()) return;
    forget();
    showFrame();
}

void LiveMap::setStopped(bool stopped)
{
    if (std::exchange(m_stopped, stopped) == stopped) return;
    if (!stopped) showFrame();
    emit changed();
}

bool LiveMap::fits(const ProbeFrame& frame) const
{
    const auto& items = m_moment.probes().projectionItems;
    return m_moment.setup() && !frame.embeddings.empty()
        && frame.embeddings.front().rows() == std::ssize(items);
}

void LiveMap::showFrame()
{
    const auto frame = m_moment.frame();
    if (!frame || m_stopped) return;
    if (m_kind == Kind::pca) {
        m_points = frame->points;
        m_step = frame->step;
        m_explained = { frame->explained[0], frame->explained[1] };
        emit changed();
        return measure();
    }
    if (!fits(*frame)) return;
    if (isIterative()) return advance();
    ThreadPool pool(1);
    const Matrix<float> rows = stacked(frame->embeddings);
    const std::vector<int> once =
        labelsOf(m_moment.setup()->dataset(), m_moment.probes().projectionItems);
    std::vector<int> labels; // of each tower's rows
    for (std::size_t tower = 0; tower < frame->embeddings.size(); ++tower)
        labels.insert(labels.end(), once.begin(), once.end());
    const PcaBasis basis = fitLda(pool, view(rows), labels, 2);
    Matrix<float> points = projectOn<float>(basis, view(rows));
    if (!m_points.empty()) points = alignedTo(stacked(m_points), points);
    m_points = parted(points, frame->embeddings.size());
    m_step = frame->step;
    m_explained = { basis.explained[0], basis.explained[1] };
    emit changed();
    measure();
}

// A slice of iterations; towards a newer frame where the last has had its time.
void LiveMap::advance()
{
    const auto frame = m_moment.frame();
    if (m_busy || m_stopped || !isIterative() || !frame || !fits(*frame)) return;
    const bool settled = m_layout && m_progress.done >= m_progress.total;
    const bool rested = !m_sinceFollowed.isValid() || m_sinceFollowed.elapsed() > betweenFollows;
    const bool follows = frame != m_followed && (!m_followed || settled || rested);
    if (!follows && settled) return;
    std::optional<Matrix<float>> rows;
    if (follows) {
        rows = stacked(frame->embeddings);
        m_followed = frame;
        m_sinceFollowed.start();
    }
    if (!m_layout) m_layout = std::make_shared<Layout>();
    m_busy = true;
    m_task.submit(
        [this, layout = m_layout, rows = std::move(rows), kind = m_kind, perplexity = m_perplexity,
            neighbours = m_neighbours, generation = m_generation](const std::stop_token& stop) {
            const auto began = Clock::now();
            if (rows && layout->layout)
                layout->layout->follow(view(*rows), stop);
            else if (rows && kind == Kind::tsne)
                layout->layout = liveTsne(layout->pool, view(*rows), 2,
                    { .perplexity = double(perplexity) }, nullptr, stop);
            else if (rows)
                layout->layout = liveUmap(
                    layout->pool, view(*rows), 2, 0, { .neighbours = neighbours }, nullptr, stop);
            Result result;
            do
                result.settled = !layout->layout->step();
            while (!result.settled && secondsSince(began) < sliceSeconds && !stop.stop_requested());
            result.points = layout->layout->points();
            result.progress = { layout->layout->done(), layout->layout->total() };
            result.seconds = secondsSince(began);
            QMetaObject::invokeMethod(
                this,
                [this, result = std::move(result), generation] {
                    if (generation == m_generation) keep(result);
                },
                Qt::QueuedConnection);
        });
}

void LiveMap::keep(const Result& result)
{
    m_busy = false;
    m_progress = result.progress;
    m_points = parted(result.points, m_followed->embeddings.size());
    m_step = m_followed->step;
    emit changed();
    measure();
    const double rest = m_moment.isMoving() ? layoutRest * result.seconds : 0;
    m_next.start(int(1000 * rest));
}

// Seldom; the last picture of all is measured, too.
void LiveMap::measure()
{
    const auto frame = isIterative() ? m_followed : m_moment.frame();
    if (!frame || m_points.empty() || !fits(*frame)) return;
    const bool isLast = isIterative() && m_progress.done >= m_progress.total;
    const qint64 rest = std::max(betweenMeasures, int(1000 * measureRest * m_measureSeconds));
    if (m_sinceMeasured.isValid() && m_sinceMeasured.elapsed() < rest && !isLast) return;
    m_sinceMeasured.start();
    m_measuring.submit([this, rows = stacked(frame->embeddings), points = stacked(m_points),
                           generation = m_generation] {
        const auto began = Clock::now();
        ThreadPool pool(1);
        const MapQuality quality = mapQuality(pool, view(rows), view(points));
        QMetaObject::invokeMethod(
            this,
            [this, quality, seconds = secondsSince(began), generation] {
                if (generation != m_generation) return;
                m_quality = quality;
                m_measureSeconds = seconds;
                emit changed();
            },
            Qt::QueuedConnection);
    });
}

} // namespace contrastlab
