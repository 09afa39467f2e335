// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One drawing, or one slice of iterations, is at work at a time; between two the thread rests while
// training goes on, so that a map takes about a seventh of one core.
#include "run/live_map.h"

#include "analysis/evaluation.h"
#include "analysis/item_embeddings.h"
#include "analysis/probe_frame.h"

#include <QLocale>

#include <chrono>
#include <set>
#include <utility>

namespace contrastlab {

namespace {

using Clock = std::chrono::steady_clock;

constexpr double sliceSeconds = 0.025;
constexpr int layoutRest = 6; ///< as of the views' other mathematics
constexpr int betweenFollows = 700; ///< ms: a picture that chases every frame never settles
constexpr int betweenMeasures = 2000; ///< ms, at least
constexpr int measureRest = 24; ///< times as long as measuring takes

constexpr std::size_t mostPoints = 200000, mostMovingPoints = 20000;
constexpr Index mostMeasured = 20000; ///< points; of more, so many are spread evenly

double secondsSince(Clock::time_point began)
{
    return std::chrono::duration<double>(Clock::now() - began).count();
}

Matrix<float> measuredOf(const Matrix<float>& rows)
{
    if (rows.rows() <= mostMeasured) return rows;
    Matrix<float> some(mostMeasured, rows.cols());
    for (Index i = 0; i < mostMeasured; ++i)
        some.row(i) = rows.row(i * rows.rows() / mostMeasured);
    return some;
}

} // namespace

struct LiveMap::Layout {
    ThreadPool pool { 1 };
    std::unique_ptr<LiveLayout> layout;
};

struct LiveMap::Result {
    MapDrawing drawing;
    Progress progress {};
    RowsHealth health {};
    double seconds = 0;
};

LiveMap::LiveMap(RunMoment& moment, QObject* parent)
    : QObject(parent)
    , m_moment(moment)
    , m_embeddings(moment)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &LiveMap::advance);
    connect(&moment, &RunMoment::changed, this, &LiveMap::follow);
    connect(&m_embeddings, &LiveEmbeddings::changed, this, [this] {
        takeRows(m_embeddings.rows(), m_embeddings.step());
        if (m_points.empty()) tell(); // what is waited for
    });
    chooseItems();
    take();
}

LiveMap::~LiveMap() = default;

void LiveMap::accompany(const LiveMap& lead)
{
    m_lead = &lead;
    connect(&lead, &LiveMap::changed, this, [this] {
        takeSettings();
        tell();
    });
    takeSettings();
    tell();
}

void LiveMap::takeSettings()
{
    setKind(m_lead->m_kind);
    setItemsOf(m_lead->m_of);
    setDimensions(m_lead->m_wantedDimensions);
    setNeighbourhood(m_lead->neighbourhood());
    setStopped(m_lead->m_stopped);
    setAxes(m_lead->m_axes);
}

// On the sphere about its middle, which is no mean of anything: with each point's opposite it is.
void LiveMap::align()
{
    m_aligned.clear();
    const bool alike = m_lead && m_lead->m_kind == m_kind && m_lead->m_items == m_items;
    if (!alike || m_kind == Kind::axes || m_points.empty()) return;
    Matrix<float> goal = stacked(m_lead->m_points), own = stacked(m_points);
    if (goal.rows() != own.rows() || goal.cols() != own.cols()) return;
    if (!goal.allFinite() || !own.allFinite()) return;
    if (m_kind == Kind::sphere) {
        goal = stacked({ goal, -goal });
        own = stacked({ own, -own });
    }
    Matrix<float> turned = alignedTo(goal, own);
    turned.rowwise() += (goal.colwise().mean() - turned.colwise().mean()).eval();
    if (m_kind == Kind::sphere) turned.conservativeResize(turned.rows() / 2, Eigen::NoChange);
    m_aligned = parted(turned, m_points.size());
}

void LiveMap::tell()
{
    align();
    emit changed();
}

void LiveMap::follow(const MomentChange& change)
{
    if (change.run == MomentChange::Run::other || change.data) {
        for (ChosenAxis& axis : m_axes)
            if (axis.from.item || axis.to.item) axis = {};
        chooseItems();
        forget();
    }
    if (change.frame || change.data) take();
}

std::vector<Index> LiveMap::itemsToShow()
{
    const auto setup = m_moment.setup();
    m_allItems = 0;
    if (!setup) return {};
    std::vector<Index> items;
    switch (m_of) {
    case Of::heldOut:
        m_allItems = std::ssize(setup->complete(setup->split().heldOut));
        return m_moment.probes().projectionItems;
    case Of::training:
        items = setup->complete(setup->split().training);
        break;
    case Of::all:
        items = itemsInSight(*setup);
        break;
    }
    m_allItems = std::ssize(items);
    items = evenlySpread(
        items, (isIterative() ? mostMovingPoints : mostPoints) / std::size_t(setup->towers()));
    return items;
}

void LiveMap::chooseItems()
{
    m_items = itemsToShow();
    m_rows = nullptr;
    m_labels.clear();
    const auto setup = m_moment.setup();
    if (setup && !setup->dataset().labels.empty()) m_labels = labelsOf(setup->dataset(), m_items);
    m_classes = int(std::set<int>(m_labels.begin(), m_labels.end()).size());
    m_embeddings.setItems(m_of == Of::heldOut ? std::vector<Index>() : m_items);
}

void LiveMap::setItemsOf(Of of)
{
    if (std::exchange(m_of, of) == of) return;
    chooseItems();
    forget();
    take();
}

// What is at work is of no use.
void LiveMap::cancel()
{
    ++m_generation;
    m_task.cancel();
    m_measuring.cancel();
    m_next.stop();
    m_busy = false;
    m_followed = nullptr;
}

// The picture begins anew, where there is one to begin.
void LiveMap::forget()
{
    cancel();
    m_layout = nullptr;
    m_held.reset();
    m_lack = {};
    m_health = {};
    m_points.clear();
    m_explained.clear();
    m_basis = {};
    m_progress = {};
    m_quality.reset();
    m_sinceMeasured.invalidate();
    if (!canShow(m_kind)) m_kind = Kind::pca;
    tell();
}

bool LiveMap::canShow(Kind kind) const
{
    const auto setup = m_moment.setup();
    switch (kind) {
    case Kind::classes:
        return !setup || !setup->dataset().labels.empty();
    case Kind::sphere:
        return setup && (setup->embeddingWidth() == 2 || setup->embeddingWidth() == 3);
    case Kind::pca:
    case Kind::tsne:
    case Kind::umap:
    case Kind::axes:
        break;
    }
    return true;
}

void LiveMap::setKind(Kind kind)
{
    if (kind == m_kind || !canShow(kind)) return;
    m_kind = kind;
    m_stopped = false;
    if (m_of != Of::heldOut) chooseItems(); // of another number
    forget();
    take();
}

bool LiveMap::hasChoiceOfDimensions() const
{
    const auto setup = m_moment.setup();
    const bool wide = setup && setup->embeddingWidth() >= 3;
    const bool apart = m_kind != Kind::classes || m_classes > 3; // an axis fewer than classes
    return wide && apart && m_kind != Kind::sphere && m_kind != Kind::axes;
}

int LiveMap::dimensions() const
{
    if (m_kind == Kind::sphere) return int(m_moment.setup()->embeddingWidth());
    return hasChoiceOfDimensions() ? m_wantedDimensions : 2;
}

void LiveMap::setDimensions(int wanted)
{
    const int before = dimensions();
    m_wantedDimensions = wanted;
    if (dimensions() == before) return;
    forget();
    take();
}

int LiveMap::neighbourhood() const
{
    return m_kind == Kind::umap ? m_neighbours : m_perplexity;
}

int LiveMap::usedNeighbourhood() const
{
    const auto setup = m_moment.setup();
    const Index points = setup ? std::ssize(m_items) * setup->towers() : 0;
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
    take();
}

void LiveMap::setStopped(bool stopped)
{
    if (std::exchange(m_stopped, stopped) == stopped) return;
    if (!stopped) take();
    tell();
}

void LiveMap::setAxes(const ChosenAxes& axes)
{
    if (std::exchange(m_axes, axes) == axes || m_kind != Kind::axes) return;
    cancel();
    take();
}

QString LiveMap::waiting() const
{
    switch (m_lack.kind) {
    case MapLack::Kind::none:
        break;
    case MapLack::Kind::numbers:
        return tr("The embeddings of step %1 are not numbers: the model has diverged.")
            .arg(QLocale().toString(qlonglong(m_step)));
    case MapLack::Kind::axis:
        return tr("Say what the axis to the right runs from and to: two texts, or two items.");
    case MapLack::Kind::textTower:
        return tr("No modality of this run is text: let the axes run from item to item.");
    case MapLack::Kind::words:
        return tr("The vocabulary knows nothing of “%1”.").arg(m_lack.words);
    case MapLack::Kind::length:
        return tr("“%1” to itself is no axis: both ends are the same.").arg(m_lack.words);
    case MapLack::Kind::angle:
        return tr("Both axes run the same way: choose other ends for one of them.");
    }
    const QString embedding = m_embeddings.state();
    if (!embedding.isEmpty() || !m_busy || !m_points.empty()) return embedding;
    return tr("Drawing the map…");
}

void LiveMap::setHeld(bool held)
{
    if (held == isHeld() || (held && !canHold())) return;
    if (held)
        m_held = m_basis;
    else
        m_held.reset();
    cancel();
    take();
    tell();
}

void LiveMap::take()
{
    if (m_of == Of::heldOut)
        takeFrame();
    else
        takeRows(m_embeddings.rows(), m_embeddings.step());
}

void LiveMap::takeFrame()
{
    const auto frame = m_moment.frame();
    if (!frame || !m_moment.setup() || frame->embeddings.empty()
        || frame->embeddings.front().rows() != std::ssize(m_items))
        return;
    takeRows(MapRows(frame, &frame->embeddings), frame->step);
}

void LiveMap::takeRows(const MapRows& rows, std::int64_t step)
{
    if (!rows) return;
    m_rows = rows;
    m_rowsStep = step;
    if (isOfTheFrame()) return showFramesOwn();
    if (m_kind == Kind::sphere) return showRows();
    advance();
}

// Principal axes in the plane are in every frame, but for those that another program recorded.
bool LiveMap::isOfTheFrame() const
{
    const auto frame = m_moment.frame();
    return frame && !frame->points.empty() && m_of == Of::heldOut && m_kind == Kind::pca
        && dimensions() == 2 && !m_held;
}

// Where nothing is a number, there is nothing to draw.
void LiveMap::sayDivergence()
{
    const bool diverged = m_health.rows > 0 && m_health.notNumbers == m_health.rows;
    if (diverged) m_lack = { MapLack::Kind::numbers };
    if (!diverged && m_lack.kind == MapLack::Kind::numbers) m_lack = {};
    if (diverged) m_points.clear();
}

void LiveMap::showFramesOwn()
{
    const auto frame = m_moment.frame();
    m_followed = m_rows;
    m_step = frame->step;
    m_points = frame->points;
    m_explained.assign(std::begin(frame->explained), std::end(frame->explained));
    m_basis = { frame->centre.cast<double>(), frame->basis.cast<double>(), m_explained };
    m_health = healthOf(*m_rows);
    sayDivergence();
    tell();
    measure();
}

// What embeddings so narrow are needs no drawing.
void LiveMap::showRows()
{
    m_followed = m_rows;
    m_step = m_rowsStep;
    m_points = *m_rows;
    m_health = healthOf(*m_rows);
    sayDivergence();
    tell();
    measure();
}

// What is to be drawn of the newest embeddings, once the last work is done and has rested; towards
// newer ones a layout sets out where the last have had their time.
void LiveMap::advance()
{
    if (m_busy || m_stopped || !m_rows || isOfTheFrame() || m_kind == Kind::sphere
        || m_next.isActive() || (m_kind == Kind::axes && !m_moment.checkpoint()))
        return;
    const bool settled = !isIterative() || (m_layout && m_progress.done >= m_progress.total);
    const bool rested = !m_sinceFollowed.isValid() || m_sinceFollowed.elapsed() > betweenFollows;
    const bool follows = m_rows != m_followed && (!m_followed || settled || rested);
    if (!follows && settled) return;
    if (follows) {
        m_followed = m_rows;
        m_followedStep = m_rowsStep;
        m_sinceFollowed.start();
    }
    submit(isIterative() ? iterations(follows) : drawing());
}

LiveMap::Work LiveMap::drawing() const
{
    return [rows = m_followed, dims = Index(dimensions()), kind = m_kind, labels = m_labels,
               axes = m_basis.axes, held = m_held, before = stacked(m_points), chosen = m_axes,
               setup = m_moment.setup(),
               checkpoint = m_moment.checkpoint()](const std::stop_token& stop) {
        ThreadPool pool(1);
        const InterruptedBy interrupted(pool, stop);
        const Matrix<float> all = stacked(*rows);
        if (kind == Kind::axes)
            return Result { drawChosen(pool, all, chosen, *setup, *checkpoint) };
        if (kind == Kind::classes) return Result { drawClasses(pool, all, labels, dims, before) };
        return Result { held ? drawHeld(pool, all, *held) : drawPrincipal(pool, all, dims, axes) };
    };
}

LiveMap::Work LiveMap::iterations(bool follows)
{
    if (!m_layout) m_layout = std::make_shared<Layout>();
    return [layout = m_layout, rows = follows ? m_followed : nullptr, kind = m_kind,
               dims = Index(dimensions()), perplexity = m_perplexity,
               neighbours = m_neighbours](const std::stop_token& stop) {
        const auto began = Clock::now();
        if (rows) {
            const Matrix<float> all = stacked(*rows);
            if (layout->layout)
                layout->layout->follow(view(all), stop);
            else if (kind == Kind::tsne)
                layout->layout = liveTsne(layout->pool, view(all), dims,
                    { .perplexity = double(perplexity) }, nullptr, stop);
            else
                layout->layout = liveUmap(
                    layout->pool, view(all), dims, 0, { .neighbours = neighbours }, nullptr, stop);
        }
        while (layout->layout->step() && secondsSince(began) < sliceSeconds
            && !stop.stop_requested()) { }
        return Result { { layout->layout->points(), {} },
            { layout->layout->done(), layout->layout->total() } };
    };
}

void LiveMap::submit(Work work)
{
    m_busy = true;
    m_task.submit([this, work = std::move(work), rows = m_followed, generation = m_generation](
                      const std::stop_token& stop) {
        const auto began = Clock::now();
        Result result = work(stop);
        result.health = healthOf(*rows);
        result.seconds = secondsSince(began);
        QMetaObject::invokeMethod(
            this,
            [this, result = std::move(result), generation]() mutable {
                if (generation == m_generation) keep(result);
            },
            Qt::QueuedConnection);
    });
    if (m_points.empty()) tell(); // what is waited for
}

void LiveMap::keep(Result& result)
{
    m_busy = false;
    m_progress = result.progress;
    m_lack = std::move(result.drawing.lack);
    m_health = result.health;
    sayDivergence();
    m_points.clear();
    if (m_lack.kind == MapLack::Kind::none)
        m_points = parted(result.drawing.points, m_followed->size());
    m_explained = std::move(result.drawing.explained);
    m_basis = std::move(result.drawing.basis);
    m_step = m_followedStep;
    tell();
    measure();
    const double rest = m_moment.isMoving() ? layoutRest * result.seconds : 0;
    m_next.start(int(1000 * rest));
}

// Seldom; the last picture of all is measured, too.
void LiveMap::measure()
{
    if (!m_followed || m_points.empty()) return;
    const bool isLast = isIterative() && m_progress.done >= m_progress.total;
    const qint64 rest = std::max(betweenMeasures, int(1000 * measureRest * m_measureSeconds));
    if (m_sinceMeasured.isValid() && m_sinceMeasured.elapsed() < rest && !isLast) return;
    m_sinceMeasured.start();
    m_measuring.submit(
        [this, rows = m_followed, points = stacked(m_points), generation = m_generation] {
            const auto began = Clock::now();
            ThreadPool pool(1);
            const Matrix<float> all = measuredOf(stacked(*rows)), shown = measuredOf(points);
            const MapQuality quality = mapQuality(pool, view(all), view(shown));
            QMetaObject::invokeMethod(
                this,
                [this, quality, seconds = secondsSince(began), generation] {
                    if (generation != m_generation) return;
                    m_quality = quality;
                    m_measureSeconds = seconds;
                    tell();
                },
                Qt::QueuedConnection);
        });
}

} // namespace contrastlab
