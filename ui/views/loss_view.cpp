// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/loss_view.h"

#include "analysis/evaluation.h"
#include "plot/chart_stack.h"
#include "run/change_markers.h"
#include "run/item_names.h"
#include "run/waiting_text.h"
#include "theme/spoken.h"
#include "views/other_runs.h"
#include "views/pair_box.h"
#include "views/spare_bar.h"
#include "views/step_curves.h"
#include "views/step_spans.h"
#include "views/view_hint.h"
#include "views/view_menu.h"
#include "views/way_back.h"
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
#include <tuple>

namespace contrastlab {

namespace {

/// Of hundredths.
class SmoothingSlider final : public QSlider, public Spoken {
public:
    explicit SmoothingSlider(QWidget* parent) : QSlider(Qt::Horizontal, parent) { }
    [[nodiscard]] QString spokenText() const override
    {
        return QLocale().toString(value() / 100.0, 'f', 2);
    }
    [[nodiscard]] std::optional<Number> spokenNumber() const override
    {
        return Number { value() / 100.0, minimum() / 100.0, maximum() / 100.0, 0.01 };
    }
    void takeSpokenNumber(double weight) override { setValue(qRound(100 * weight)); }
};

const QString heldOutId = QStringLiteral("heldOut");
const QString classId = QStringLiteral("class");
const QString classChanceId = QStringLiteral("classChance");
const QString heldOutChanceId = QStringLiteral("heldOutChance");
const QString recallAToBId = QStringLiteral("recallAToB");
const QString recallBToAId = QStringLiteral("recallBToA");
const QString recallChanceId = QStringLiteral("recallChance");

constexpr double defaultSmoothing = 0.6;
// What is read in one go: some milliseconds.
constexpr std::size_t stepsAtATime = 40000, evaluationsAtATime = 5000;

SeriesStyle chanceStyle(const QString& label, const QString& endLabel, int color)
{
    return { .label = label,
        .color = color,
        .smoothed = false,
        .stepped = true,
        .dashed = true,
        .endLabel = endLabel };
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
    , m_hint(new ViewHint(this))
    , m_stack(new ChartStack(this))
    , m_chart(&m_stack->upper())
    , m_recallChart(&m_stack->lower())
    , m_steps(new StepCurves(moment, *m_chart, stepsAtATime, this))
{
    setFocusPolicy(Qt::ClickFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_hint);
    layout->addWidget(makeControls());
    layout->addWidget(new PairBox(moment, choice, PairBox::Recall::hidden, this));
    layout->addWidget(m_stack, 1);
    m_recallChart->setValueUnit(QStringLiteral("%"));
    connect(&moment, &RunMoment::changed, this, &LossView::follow);
    connect(&choice, &PairChoice::changed, this, &LossView::redrawRecall);
    connectCharts();
    makeMenus();
    m_steps->setKey([this](const StepMetrics& metrics) { return keyOf(metrics); });
    m_moreEvaluations.setSingleShot(true);
    m_moreEvaluations.setInterval(0);
    connect(&m_moreEvaluations, &QTimer::timeout, this, &LossView::appendEvaluations);
    retranslate();
    setSmoothing(defaultSmoothing);
}

void LossView::connectCharts()
{
    for (LineChart* chart : { m_chart, m_recallChart }) {
        connect(chart, &LineChart::clicked, this, [this](double key) { park(stepAt(key)); });
        connect(chart, &LineChart::markerClicked, this,
            [this](int marker) { park(stepAt(m_chart->markers()[std::size_t(marker)].x)); });
        for (auto* canvas : chart->findChildren<QWidget*>())
            canvas->installEventFilter(this);
    }
}

void LossView::compareWith(RunLibrary& library)
{
    m_others = new OtherRuns(
        library, *m_chart, *m_recallChart,
        [this](const Run& run, std::int64_t step) { return keyAt(run, step); }, this);
    m_others->setRecall(std::size_t(m_choice.index()), recallDepth());
    connect(m_others, &OtherRuns::hovered, this, &LossView::runHovered);
}

void LossView::markIn(StepSpans& spans)
{
    m_spans = &spans;
    for (const auto tells : { &StepSpans::changed, &StepSpans::moved })
        connect(&spans, tells, this, &LossView::showSpans);
    for (LineChart* chart : { m_chart, m_recallChart }) {
        chart->setBandsMarked(true);
        connect(chart, &LineChart::bandDragged, this, [this](double from, double to, bool done) {
            if (m_moment.run()) m_spans->mark(stepAt(from), stepAt(to), done);
        });
    }
}

void LossView::showSpans()
{
    if (!m_spans || !m_moment.run()) return;
    std::vector<ChartBand> bands;
    for (const StepSpan& span : m_spans->all())
        bands.push_back({ keyAt(span.first), keyAt(span.last), span.name });
    for (LineChart* chart : { m_chart, m_recallChart })
        chart->setBands(bands);
}

void LossView::setStandsOut(const std::string& id)
{
    if (m_others) m_others->setStandsOut(id);
}

void LossView::makeMenus()
{
    for (LineChart* chart : { m_chart, m_recallChart })
        new ViewMenu(*chart, *m_stack,
            { [this] { return table(); },
                [chart] {
                    return chart->crosshair() ? tr("Show this step in all views") : QString();
                },
                [this, chart] {
                    if (const auto key = chart->crosshair()) park(stepAt(*key));
                },
                [chart] { chart->resetView(); }, {},
                [this, chart](QMenu& menu) { offerWayBack(menu, chart->hoveredMarker()); } });
}

// The flags are the run's changes, in the same order.
void LossView::offerWayBack(QMenu& menu, int marker)
{
    if (marker < 0) return;
    const auto changes = changeMarkers(*m_moment.run());
    const std::int64_t step =
        std::size_t(marker) < changes.size() ? stepBefore(changes[std::size_t(marker)]) : -1;
    if (step >= 0) addWayBack(menu, step, [this, step] { emit goBackRequested(step); });
}

// As they are drawn: a long past has a sample a block.
QList<QStringList> LossView::table() const
{
    QList<QStringList> table { { tr("curve"), tr("step"), tr("value") } };
    for (const LineChart* chart : { m_chart, m_recallChart })
        for (const QString& id : chart->seriesIds()) {
            const CurveData& curve = *chart->curve(id);
            const auto values = curve.values(CurveData::Line::Raw);
            for (std::size_t i = 0; i < values.size(); ++i)
                table << QStringList { chart->labelOf(id),
                    QString::number(curve.keys()[i], 'g', 15), QString::number(values[i], 'g', 9) };
        }
    return table;
}

QWidget* LossView::makeControls()
{
    auto* bar = new SpareBar(this);
    m_smoothingLabel = new QLabel(bar);
    m_smoothing = new SmoothingSlider(bar);
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
    m_ignoreOutliers->setChecked(true);
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
double LossView::keyAt(const Run& run, std::int64_t step) const
{
    if (axis() == Axis::steps) return double(step);
    return run.steps.with([step](const auto& steps) {
        const auto after = std::ranges::upper_bound(steps, step, {}, &StepMetrics::step);
        return after == steps.begin() ? 0.0 : double(std::prev(after)->evaluations);
    });
}

double LossView::keyAt(std::int64_t step) const
{
    return axis() == Axis::steps ? double(step) : keyAt(*m_moment.run(), step);
}

void LossView::follow(const MomentChange& change)
{
    if (m_others) m_others->catchUp();
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
    for (LineChart* chart : { m_chart, m_recallChart })
        chart->setPlayhead(playhead.following ? std::nullopt : std::optional(keyAt(playhead.step)));
}

void LossView::redraw()
{
    clear();
    nameAxes();
    if (m_moment.run()) appendEvaluations();
    showSpans();
}

void LossView::clear()
{
    m_chart->clearAll();
    m_recallChart->clearAll();
    m_evaluationsShown = 0;
    m_best = {};
    m_chart->setStar({});
    for (LineChart* chart : { m_chart, m_recallChart })
        chart->setEmptyText(emptyText());
    showMarkers();
    showPlayhead();
    m_steps->readAnew();
    if (m_others) m_others->readAnew();
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
    std::vector<double> keys, losses, lossChances, recallKeys, aToB, bToA, chances;
    std::vector<double> classes, classChances;
    for (const EvaluationMetrics& m : evaluations) {
        keys.push_back(keyAt(m.step));
        losses.push_back(m.loss);
        lossChances.push_back(m.chance);
        ++m_best.since;
        if (m.loss < m_best.loss) m_best = { m.loss, m.step, 0 };
        classes.push_back(100 * m.classAccuracy);
        classChances.push_back(100 * m.classChance);
        if (shown >= m.pairs.size()) continue;
        recallKeys.push_back(keys.back());
        aToB.push_back(100 * recallAt(m.pairs[shown].aToB, depth));
        bToA.push_back(100 * recallAt(m.pairs[shown].bToA, depth));
        const double chance = recallAt(m.pairs[shown].chanceAToB, depth); // not in older files
        chances.push_back(
            100 * (chance > 0 ? chance : std::min(1.0, double(depth) / double(m.items))));
    }
    m_chart->append(heldOutId, keys, losses);
    m_chart->append(heldOutChanceId, keys, lossChances);
    m_recallChart->append(recallAToBId, recallKeys, aToB);
    m_recallChart->append(recallBToAId, recallKeys, bToA);
    m_recallChart->append(recallChanceId, recallKeys, chances);
    if (m_namesClasses) {
        m_recallChart->append(classId, keys, classes);
        m_recallChart->append(classChanceId, keys, classChances);
    }
    showBest();
}

// Once it is past: at the edge of a curve that falls, every judgement would be the best.
void LossView::showBest()
{
    constexpr int clearlyPast = 4; // judgements
    if (m_best.since < clearlyPast) return m_chart->setStar({});
    m_chart->setStar(ChartMarker { keyAt(m_best.step),
        tr("best held-out loss: %1 at step %2")
            .arg(QLocale().toString(m_best.loss, 'f', 2), QLocale().toString(m_best.step)) });
}

// Another pair or another depth: the past is drawn anew, too.
void LossView::redrawRecall()
{
    for (const QString& id : { heldOutId, heldOutChanceId })
        m_chart->clear(id);
    for (const QString& id : { recallAToBId, recallBToAId, recallChanceId, classId, classChanceId })
        m_recallChart->clear(id);
    nameSeries();
    if (m_others) m_others->setRecall(std::size_t(m_choice.index()), recallDepth());
    m_evaluationsShown = 0;
    m_best = {};
    if (m_moment.run()) appendEvaluations();
}

void LossView::showMarkers()
{
    std::vector<ChartMarker> markers;
    if (const auto run = m_moment.run())
        for (const EventMarker& marker : changeMarkers(*run))
            markers.push_back({ keyAt(marker.step), markerText(marker) });
    m_recallChart->setMarkers(markers);
    m_chart->setMarkers(std::move(markers));
    m_stack->arrange();
}

QString LossView::emptyText() const
{
    return waitingText(m_moment, tr("Waiting for the first step…"));
}

void LossView::nameAxes()
{
    const bool evaluations = axis() == Axis::evaluations;
    const QString keys = evaluations ? tr("function and gradient evaluations") : tr("step");
    m_chart->setAxisTitles(keys, tr("loss"));
    m_recallChart->setAxisTitles(keys, tr("recall@%1").arg(recallDepth()));
}

void LossView::nameSeries()
{
    QString a = tr("first"), b = tr("second");
    if (const auto setup = m_moment.setup()) {
        a = modalityName(setup->modality(m_choice.pair().a).name);
        b = modalityName(setup->modality(m_choice.pair().b).name);
    }
    m_chart->setSeries(StepCurves::trainId,
        { .label = tr("training loss"), .color = 0, .endLabel = tr("training") });
    m_chart->setSeries(heldOutId,
        { .label = tr("held-out loss"),
            .color = 1,
            .smoothed = false,
            .endLabel = tr("held-out") });
    m_chart->setSeries(StepCurves::chanceId,
        chanceStyle(tr("training loss at chance"), tr("training, a guess"), 0));
    m_chart->setSeries(
        heldOutChanceId, chanceStyle(tr("held-out loss at chance"), tr("held-out, a guess"), 1));
    nameAxes();
    nameRecall(a, b);
    for (LineChart* chart : { m_chart, m_recallChart })
        chart->setEmptyText(emptyText());
    m_stack->arrange();
}

void LossView::nameRecall(const QString& a, const QString& b)
{
    const QString depth = QString::number(recallDepth());
    const QString percent = QStringLiteral("\u2009%");
    for (const auto& [id, from, to, color] :
        { std::tuple(recallAToBId, a, b, 4), std::tuple(recallBToAId, b, a, 3) })
        m_recallChart->setSeries(id,
            { .label = tr("recall@%1 %2 → %3").arg(depth, from, to),
                .color = color,
                .smoothed = false,
                .endLabel = QStringLiteral("%1 → %2").arg(from, to),
                .unit = percent });
    SeriesStyle chance = chanceStyle(tr("recall@%1 at chance").arg(depth), tr("a guess"), -1);
    chance.unit = percent;
    m_recallChart->setSeries(recallChanceId, chance);
    nameClasses(percent);
}

// Where captions are names of classes: how often the nearest name is the own.
void LossView::nameClasses(const QString& percent)
{
    const auto setup = m_moment.setup();
    m_namesClasses = setup && classTask(*setup).exists();
    if (!m_namesClasses) {
        m_recallChart->removeSeries(classId);
        m_recallChart->removeSeries(classChanceId);
        return;
    }
    m_recallChart->setSeries(classId,
        { .label = tr("class accuracy"),
            .color = 2,
            .smoothed = false,
            .endLabel = tr("class"),
            .unit = percent });
    SeriesStyle chance = chanceStyle(tr("class accuracy at chance"), tr("class, a guess"), 2);
    chance.unit = percent;
    m_recallChart->setSeries(classChanceId, chance);
}

void LossView::retranslate()
{
    m_hint->setTexts(tr("Loss should fall below its dashed line, recall rise above its own"),
        tr("What the curves show"),
        tr("<p><b>Above, the loss</b>: how badly partners are told apart, in the batches trained "
           "on and among the held-out items. Each has a dashed line of its own: the loss of a "
           "guess, which grows with the number of candidates.</p>"
           "<p><b>Below, recall</b>: of the held-out items, the share whose partner is among the "
           "nearest, from either modality to the other. Dashed: a guess. Where captions are "
           "names of classes, class accuracy is the share whose nearest name is their own.</p>"
           "<p>The star marks the lowest held-out loss once it is past: what is learnt from there "
           "on is learnt by heart. Run > Go back to the best takes its weights.</p>"
           "<p>Numbered flags are changes that you made; rest on one to read it. A click shows "
           "that step in all views. Drag: zoom. Double click: show all.</p>")
            + tr("<p>Ctrl and a drag, or a drag over the numbers of the steps, marks a span: its "
                 "mean, slope and extremes stand beside those of the span before.</p>")
            + tr("<p>Thin lines are other runs that are ticked in the list of runs: their held-out "
                 "loss, and their recall as the mean of both directions. Point at one and it "
                 "stands out.</p>"));
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
    for (LineChart* chart : { m_chart, m_recallChart })
        chart->setAccessibleDescription(m_hint->hint());
    m_chart->setAccessibleName(tr("Loss"));
    m_recallChart->setAccessibleName(tr("Recall"));
    nameSeries();
    showMarkers();
}

void LossView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace contrastlab
