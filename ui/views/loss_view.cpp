// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/loss_view.h"

#include "plot/line_chart.h"
#include "run/change_markers.h"
#include "run/item_names.h"
#include "run/waiting_text.h"
#include "views/pair_box.h"
#include "views/step_curves.h"
#include "views/wrapping_row.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

const QString heldOutId = QStringLiteral("heldOut");
const QString recallAToBId = QStringLiteral("recallAToB");
const QString recallBToAId = QStringLiteral("recallBToA");
const QString recallChanceId = QStringLiteral("recallChance");

constexpr double defaultSmoothing = 0.6;
// What is read in one go: some milliseconds.
constexpr std::size_t stepsAtATime = 40000, evaluationsAtATime = 5000;

double recallAt(const RecallMetrics& recall, int depth)
{
    return depth == 1 ? recall.recallAt1 : depth == 5 ? recall.recallAt5 : recall.recallAt10;
}

// A label with its control: the two stay in one line.
QWidget* labelled(const std::vector<QWidget*>& parts)
{
    auto* group = new QWidget(parts.front()->parentWidget());
    auto* row = new QHBoxLayout(group);
    row->setContentsMargins({});
    for (QWidget* part : parts)
        row->addWidget(part);
    qobject_cast<QLabel*>(parts[0])->setBuddy(parts[1]);
    return group;
}

} // namespace

LossView::LossView(RunMoment& moment, PairChoice& choice, QWidget* parent)
    : QWidget(parent)
    , m_moment(moment)
    , m_choice(choice)
    , m_chart(new LineChart(this))
    , m_steps(new StepCurves(moment, *m_chart, stepsAtATime, this))
{
    setFocusPolicy(Qt::ClickFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(makeControls());
    layout->addWidget(new PairBox(moment, choice, PairBox::Recall::hidden, this));
    layout->addWidget(m_chart, 1);
    connect(&moment, &RunMoment::changed, this, &LossView::follow);
    connect(&choice, &PairChoice::changed, this, &LossView::redrawRecall);
    connect(m_chart, &LineChart::clicked, this, [this](double key) { park(stepAt(key)); });
    connect(m_chart, &LineChart::markerClicked, this,
        [this](int marker) { park(stepAt(m_chart->markers()[std::size_t(marker)].x)); });
    for (auto* canvas : m_chart->findChildren<QWidget*>())
        canvas->installEventFilter(this);
    m_steps->setKey([this](const StepMetrics& metrics) { return keyOf(metrics); });
    m_moreEvaluations.setSingleShot(true);
    m_moreEvaluations.setInterval(0);
    connect(&m_moreEvaluations, &QTimer::timeout, this, &LossView::appendEvaluations);
    retranslate();
    setSmoothing(defaultSmoothing);
}

QWidget* LossView::makeControls()
{
    auto* bar = new QWidget(this);
    m_smoothingLabel = new QLabel(bar);
    m_smoothing = new QSlider(Qt::Horizontal, bar);
    m_smoothing->setRange(0, 99);
    m_smoothing->setFixedWidth(130);
    m_smoothingValue = new QLabel(bar);
    m_smoothingValue->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("0.00")) + 2);
    m_logarithmic = new QCheckBox(bar);
    m_ignoreOutliers = new QCheckBox(bar);
    m_depthLabel = new QLabel(bar);
    m_depth = new QComboBox(bar);
    for (const int depth : { 1, 5, 10 })
        m_depth->addItem(QString::number(depth), depth);
    m_axisLabel = new QLabel(bar);
    m_axis = new QComboBox(bar);
    m_axis->addItems({ QString(), QString() });
    m_fit = new QToolButton(bar);
    m_fit->setAutoRaise(true);
    auto* row = new WrappingRow(bar);
    row->setContentsMargins(8, 2, 8, 2);
    row->setSpacing(14);
    row->addWidget(labelled({ m_smoothingLabel, m_smoothing, m_smoothingValue }));
    row->addWidget(m_logarithmic);
    row->addWidget(m_ignoreOutliers);
    row->addWidget(labelled({ m_depthLabel, m_depth }));
    row->addWidget(labelled({ m_axisLabel, m_axis }));
    row->addWidget(m_fit);
    connectControls();
    return bar;
}

void LossView::connectControls()
{
    connect(m_smoothing, &QSlider::valueChanged, this, [this](int percent) {
        m_smoothingValue->setText(QString::number(percent / 100.0, 'f', 2));
        m_steps->setSmoothing(percent / 100.0);
    });
    connect(m_logarithmic, &QCheckBox::toggled, m_chart, &LineChart::setLogY);
    connect(m_ignoreOutliers, &QCheckBox::toggled, m_chart, &LineChart::setIgnoreOutliers);
    connect(m_depth, &QComboBox::currentIndexChanged, this, &LossView::redrawRecall);
    connect(m_axis, &QComboBox::currentIndexChanged, this, &LossView::redraw);
    connect(m_fit, &QToolButton::clicked, m_chart, &LineChart::resetView);
}

void LossView::setRecallDepth(int depth)
{
    if (const int place = m_depth->findData(depth); place >= 0) m_depth->setCurrentIndex(place);
}

int LossView::recallDepth() const
{
    return m_depth->currentData().toInt();
}

void LossView::setSmoothing(double weight)
{
    m_smoothing->setValue(qRound(100 * weight));
}

double LossView::smoothing() const
{
    return m_smoothing->value() / 100.0;
}

void LossView::setLogarithmic(bool logarithmic)
{
    m_logarithmic->setChecked(logarithmic);
}

bool LossView::isLogarithmic() const
{
    return m_logarithmic->isChecked();
}

void LossView::setIgnoreOutliers(bool ignore)
{
    m_ignoreOutliers->setChecked(ignore);
}

bool LossView::ignoresOutliers() const
{
    return m_ignoreOutliers->isChecked();
}

void LossView::setAxis(Axis axis)
{
    m_axis->setCurrentIndex(int(axis));
}

LossView::Axis LossView::axis() const
{
    return Axis(m_axis->currentIndex());
}

double LossView::keyOf(const StepMetrics& metrics) const
{
    return double(axis() == Axis::steps ? metrics.step : metrics.evaluations);
}

// Evaluations that were done when a step was.
double LossView::keyAt(std::int64_t step) const
{
    if (axis() == Axis::steps) return double(step);
    return m_moment.run()->steps.with([step](const auto& steps) {
        const auto after = std::ranges::upper_bound(steps, step, {}, &StepMetrics::step);
        return after == steps.begin() ? 0.0 : double(std::prev(after)->evaluations);
    });
}

void LossView::follow(const MomentChange& change)
{
    if (change.run == MomentChange::Run::other) clear();
    if (change.run == MomentChange::Run::continued) readAnew();
    if (change.data) nameSeries();
    if (change.steps) m_steps->catchUp();
    if (change.evaluations) appendEvaluations();
    if (change.events) showMarkers();
    if (change.playhead) showPlayhead();
}

// The past is drawn again beneath the eyes of who looks at it: zoom and choices stay.
void LossView::readAnew()
{
    m_steps->readAnew();
    redrawRecall();
    showMarkers();
}

// The last step that was done at a place of the horizontal axis.
std::int64_t LossView::stepAt(double key) const
{
    if (axis() == Axis::steps) return std::llround(key);
    return m_moment.run()->steps.with([key](const auto& steps) {
        const auto evaluations = [](const StepMetrics& m) { return double(m.evaluations); };
        const auto after = std::ranges::upper_bound(steps, key, {}, evaluations);
        return after == steps.begin() ? std::int64_t(0) : std::prev(after)->step;
    });
}

void LossView::park(std::int64_t step)
{
    if (!m_moment.run()) return;
    m_beforeClick = m_moment.playhead();
    m_moment.park(step);
}

// A double click shows the whole run: what its first half did is taken back.
bool LossView::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonPress) m_beforeClick.reset();
    if (event->type() == QEvent::MouseButtonDblClick && m_beforeClick) {
        if (m_beforeClick->following)
            m_moment.follow();
        else
            m_moment.park(m_beforeClick->step);
    }
    return QWidget::eventFilter(object, event);
}

void LossView::showPlayhead()
{
    const Playhead& playhead = m_moment.playhead();
    m_chart->setPlayhead(playhead.following ? std::nullopt : std::optional(keyAt(playhead.step)));
}

void LossView::redraw()
{
    clear();
    nameAxes();
    if (m_moment.run()) appendEvaluations();
}

void LossView::clear()
{
    m_chart->clearAll();
    m_evaluationsShown = 0;
    m_chart->setEmptyText(emptyText());
    showMarkers();
    showPlayhead();
    m_steps->readAnew();
}

// In slices: a long run that goes on from a checkpoint has many of them from the start.
void LossView::appendEvaluations()
{
    std::vector<EvaluationMetrics> slice;
    const bool more = m_moment.run()->evaluations.with([&](const auto& evaluations) {
        const std::size_t end =
            std::min(evaluations.size(), m_evaluationsShown + evaluationsAtATime);
        for (; m_evaluationsShown < end; ++m_evaluationsShown)
            slice.push_back(evaluations[m_evaluationsShown]);
        return m_evaluationsShown < evaluations.size();
    });
    showEvaluations(slice);
    if (more) m_moreEvaluations.start();
}

void LossView::showEvaluations(const std::vector<EvaluationMetrics>& evaluations)
{
    const auto shown = std::size_t(m_choice.index());
    const int depth = recallDepth();
    std::vector<double> keys, losses, recallKeys, aToB, bToA, chances;
    for (const EvaluationMetrics& m : evaluations) {
        keys.push_back(keyAt(m.step));
        losses.push_back(m.loss);
        if (shown >= m.pairs.size()) continue;
        recallKeys.push_back(keys.back());
        aToB.push_back(recallAt(m.pairs[shown].aToB, depth));
        bToA.push_back(recallAt(m.pairs[shown].bToA, depth));
        chances.push_back(std::min(1.0, depth / double(m.items)));
    }
    m_chart->append(heldOutId, keys, losses);
    m_chart->append(recallAToBId, recallKeys, aToB);
    m_chart->append(recallBToAId, recallKeys, bToA);
    m_chart->append(recallChanceId, recallKeys, chances);
}

// Another pair or another depth: the past is drawn anew, too.
void LossView::redrawRecall()
{
    for (const QString& id : { heldOutId, recallAToBId, recallBToAId, recallChanceId })
        m_chart->clear(id);
    nameSeries();
    m_evaluationsShown = 0;
    if (m_moment.run()) appendEvaluations();
}

void LossView::showMarkers()
{
    std::vector<ChartMarker> markers;
    if (const auto run = m_moment.run())
        for (const EventMarker& marker : changeMarkers(*run))
            markers.push_back({ keyAt(marker.step), markerText(marker) });
    m_chart->setMarkers(std::move(markers));
}

QString LossView::emptyText() const
{
    return waitingText(m_moment, tr("Waiting for the first step…"));
}

void LossView::nameAxes()
{
    const bool evaluations = axis() == Axis::evaluations;
    m_chart->setAxisTitles(evaluations ? tr("function and gradient evaluations") : tr("step"),
        tr("loss"), tr("recall@%1").arg(recallDepth()));
}

void LossView::nameSeries()
{
    QString a = tr("first"), b = tr("second");
    if (const auto setup = m_moment.setup()) {
        a = modalityName(setup->modality(m_choice.pair().a).name);
        b = modalityName(setup->modality(m_choice.pair().b).name);
    }
    m_chart->setSeries(StepCurves::trainId, { .label = tr("training loss"), .color = 0 });
    m_chart->setSeries(heldOutId, { .label = tr("held-out loss"), .color = 1, .smoothed = false });
    m_chart->setSeries(StepCurves::chanceId,
        { .label = tr("loss at chance"),
            .color = -1,
            .smoothed = false,
            .stepped = true,
            .dashed = true });
    const QString depth = QString::number(recallDepth());
    const QString recall = tr("recall@%1 %2 → %3").arg(depth);
    nameAxes();
    m_chart->setSeries(recallAToBId,
        { .label = recall.arg(a, b), .color = 4, .rightAxis = true, .smoothed = false });
    m_chart->setSeries(recallBToAId,
        { .label = recall.arg(b, a), .color = 3, .rightAxis = true, .smoothed = false });
    m_chart->setSeries(recallChanceId,
        { .label = tr("recall@%1 at chance").arg(depth),
            .color = 5,
            .rightAxis = true,
            .smoothed = false,
            .stepped = true,
            .dashed = true });
    m_chart->setEmptyText(emptyText());
}

void LossView::retranslate()
{
    m_smoothingLabel->setText(tr("Smoothing"));
    m_smoothing->setToolTip(tr("Weight of the moving average; the raw line stays faint behind it"));
    m_smoothing->setAccessibleName(tr("Smoothing"));
    m_logarithmic->setText(tr("Logarithmic"));
    m_logarithmic->setToolTip(tr("Loss on a logarithmic axis"));
    m_ignoreOutliers->setText(tr("Ignore outliers"));
    m_ignoreOutliers->setToolTip(tr("Scale the axes to most of the values, not to the extremes"));
    m_fit->setText(tr("Show all"));
    m_fit->setToolTip(tr("The whole run, and follow it; or double-click the plot"));
    m_depthLabel->setText(tr("Recall at"));
    m_depth->setToolTip(tr("A partner counts as found among so many nearest"));
    m_axisLabel->setText(tr("Against"));
    m_axis->setItemText(0, tr("steps"));
    m_axis->setItemText(1, tr("evaluations"));
    m_axis->setToolTip(tr("A step of a line search evaluates loss and gradient several times: "
                          "compare optimisers at equal evaluations"));
    m_axis->setAccessibleName(tr("Horizontal axis"));
    nameSeries();
    showMarkers();
}

void LossView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace contrastlab
