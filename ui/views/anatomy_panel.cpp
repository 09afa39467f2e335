// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/anatomy_panel.h"

#include "run/item_names.h"
#include "run/spec_settings.h"
#include "run/waiting_text.h"
#include "theme/box_name.h"
#include "views/anatomy_figure.h"
#include "views/item_card.h"
#include "views/pair_box.h"
#include "views/stage_row.h"
#include "views/view_hint.h"
#include "views/view_menu.h"
#include "views/wrapping_row.h"

#include <QComboBox>
#include <QKeyEvent>
#include <QLocale>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace contrastlab {

namespace {

constexpr int slowMs = 2500; // to read a stage
constexpr AnatomyStage lastStage = AnatomyStage::update;

/// That a key goes on, or back.
int stagesOf(const QKeyEvent& key)
{
    if (key.modifiers() & ~Qt::KeypadModifier) return 0;
    return key.key() == Qt::Key_Right ? 1 : key.key() == Qt::Key_Left ? -1 : 0;
}

} // namespace

AnatomyPanel::AnatomyPanel(RunMoment& moment, ItemFocus& focus, PairChoice& choice, QWidget* parent)
    : QWidget(parent)
    , m_moment(moment)
    , m_live(moment, focus, choice)
    , m_hint(new ViewHint(this))
    , m_stages(new StageRow(this))
    , m_figure(new AnatomyFigure(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setProperty("ringed", true);
    m_figure->installEventFilter(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_hint);
    column->addWidget(makeControls(choice));
    column->addWidget(m_stages);
    column->addWidget(m_figure, 1);
    connect(m_stages, &StageRow::clicked, this, [this](int stage) {
        setFocus(Qt::MouseFocusReason);
        setPlaying(false);
        setStage(AnatomyStage(stage));
    });
    connect(m_figure, &AnatomyFigure::pairClicked, this, [this](int row, int col) {
        setFocus(Qt::MouseFocusReason);
        m_scene.row = row;
        m_scene.column = col;
        showScene();
    });
    connect(&m_live, &LiveAnatomy::changed, this, &AnatomyPanel::showAnatomy);
    connect(&m_live, &LiveAnatomy::recordedChanged, this, &AnatomyPanel::showScene);
    connect(&moment, &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.data || change.run != MomentChange::Run::same) showAnatomy();
        if (change.steps || change.playhead) showControls();
    });
    m_slow.setInterval(slowMs);
    connect(&m_slow, &QTimer::timeout, this, [this] {
        walk(1);
        if (m_scene.stage == lastStage) setPlaying(false);
    });
    new ViewMenu(*m_figure, *m_figure,
        { [this] { return table(); }, [] { return QString(); }, [] {},
            [this] { setStage(AnatomyStage::sample); } });
    retranslate();
}

QWidget* AnatomyPanel::makeControls(PairChoice& choice)
{
    auto* bar = new QWidget(this);
    auto* row = new WrappingRow(bar);
    row->setContentsMargins(8, 0, 8, 3);
    row->setSpacing(6);
    for (QToolButton** button : { &m_back, &m_next, &m_play, &m_nextBatch, &m_takeStep }) {
        *button = new QToolButton(bar);
        (*button)->setFocusPolicy(Qt::TabFocus);
        (*button)->installEventFilter(this);
        row->addWidget(*button);
        // The keys of who clicks go on from there.
        connect(*button, &QToolButton::pressed, this, [this] { setFocus(Qt::MouseFocusReason); });
    }
    m_play->setCheckable(true);
    m_side = new QComboBox(bar);
    m_side->addItems({ QString(), QString(), QString() });
    row->addWidget(m_side);
    row->addWidget(new PairBox(m_moment, choice, PairBox::Recall::hidden, bar));
    connect(m_back, &QToolButton::clicked, this, [this] { walk(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { walk(1); });
    connect(m_play, &QToolButton::clicked, this, &AnatomyPanel::setPlaying);
    connect(m_nextBatch, &QToolButton::clicked, this, &AnatomyPanel::takeNextBatch);
    connect(m_takeStep, &QToolButton::clicked, this, &AnatomyPanel::stepRequested);
    connect(m_side, &QComboBox::currentIndexChanged, this, [this](int side) {
        m_scene.side = AnatomySide(side);
        showScene();
    });
    return bar;
}

QSize AnatomyPanel::sizeHint() const
{
    return QSize(40, 32) * fontMetrics().height();
}

void AnatomyPanel::setInSight(bool inSight)
{
    if (!inSight) setPlaying(false);
    m_live.setActive(inSight);
}

void AnatomyPanel::setStage(AnatomyStage stage)
{
    m_scene.stage = stage;
    fitItems();
    m_live.setHeld(m_slow.isActive() || stage != AnatomyStage::sample);
    showScene();
}

void AnatomyPanel::walk(int stages)
{
    setStage(AnatomyStage(std::clamp(int(m_scene.stage) + stages, 0, int(lastStage))));
}

// From the beginning, where it stands at the end.
void AnatomyPanel::setPlaying(bool playing)
{
    if (playing)
        m_slow.start();
    else
        m_slow.stop();
    setStage(playing && m_scene.stage == lastStage ? AnatomyStage::sample : m_scene.stage);
}

void AnatomyPanel::setStepsAllowed(bool allowed)
{
    m_stepsAllowed = allowed;
    showControls();
}

void AnatomyPanel::takeNextBatch()
{
    m_slow.stop();
    m_scene.row = m_scene.column = 0;
    setStage(AnatomyStage::sample);
    m_live.ask();
}

// The run stands right before it.
bool AnatomyPanel::isNextStep() const
{
    return m_scene.anatomy && m_moment.playhead().following
        && m_scene.anatomy->step == m_moment.newestStep() + 1;
}

void AnatomyPanel::showAnatomy()
{
    const auto setup = m_moment.setup();
    m_scene.anatomy = setup ? m_live.anatomy() : nullptr;
    if (m_scene.anatomy) {
        const StepAnatomy& anatomy = *m_scene.anatomy;
        m_scene.items.clear();
        for (const Index item : anatomy.items)
            m_scene.items << itemTitle(m_moment, item);
        m_scene.nameA = modalityName(setup->modality(anatomy.pair.a).name);
        m_scene.nameB = modalityName(setup->modality(anatomy.pair.b).name);
        m_scene.trainingItems = std::ssize(setup->split().training);
        m_scene.inputsA = anatomyInputs(*setup, anatomy.a, m_scene.items);
        m_scene.inputsB = anatomyInputs(*setup, anatomy.b, m_scene.items);
    }
    fitItems();
    retranslate();
}

void AnatomyPanel::fitItems()
{
    const int count = m_scene.anatomy ? int(m_scene.anatomy->items.size()) : 0;
    m_scene.shown = count;
    m_scene.row = std::clamp(m_scene.row, 0, std::max(0, count - 1));
    m_scene.column = std::clamp(m_scene.column, 0, std::max(0, count - 1));
    if (count == 0) return;
    m_scene.shown = std::min(count, m_figure->rowsWithRoom(m_scene));
    m_scene.row = std::min(m_scene.row, m_scene.shown - 1);
    m_scene.column = std::min(m_scene.column, m_scene.shown - 1);
}

// A button with the focus would hand it to its neighbour.
bool AnatomyPanel::eventFilter(QObject* object, QEvent* event)
{
    if (object != m_figure && event->type() == QEvent::KeyPress)
        return takeKey(*static_cast<QKeyEvent*>(event));
    if (object == m_figure && event->type() == QEvent::Resize) {
        fitItems();
        showScene();
    }
    return QWidget::eventFilter(object, event);
}

void AnatomyPanel::showScene()
{
    m_scene.recorded = m_live.recorded();
    m_stages->setCurrent(int(m_scene.stage));
    m_figure->setEmptyText(emptyText());
    m_figure->show(m_scene);
    showControls();
}

QString AnatomyPanel::emptyText() const
{
    if (m_moment.setup() && !isContrast(m_moment.spec()))
        return tr("These stages are those of the contrast of pairs; this run learns another task.");
    if (!m_live.problem().isEmpty())
        return tr("The step could not be taken apart: %1").arg(m_live.problem());
    if (m_scene.anatomy && m_scene.anatomy->items.empty())
        return tr("No item of this batch has both halves of the pair that is shown.");
    return weightsText(m_moment, tr("Waiting for the first step…"));
}

void AnatomyPanel::showControls()
{
    const bool any = m_scene.anatomy != nullptr;
    const QSignalBlocker quiet(m_play);
    m_back->setEnabled(any && m_scene.stage != AnatomyStage::sample);
    m_next->setEnabled(any && m_scene.stage != lastStage);
    m_play->setEnabled(any);
    m_play->setChecked(m_slow.isActive());
    m_play->setText(m_slow.isActive() ? tr("Stop") : tr("Play slowly"));
    m_nextBatch->setEnabled(any && !isNextStep());
    m_takeStep->setEnabled(isNextStep() && !m_moment.isMoving() && m_stepsAllowed);
    QString text = anatomyHeader(m_scene);
    if (any && m_moment.newestStep() > m_scene.anatomy->step)
        text += tr(" · the run is at step %1")
                    .arg(QLocale().toString(qlonglong(m_moment.newestStep())));
    m_hint->setState(text);
    // Who takes a picture of it by itself should wait.
    m_figure->setProperty("waits", m_live.problem().isEmpty() && !m_live.isUpToDate());
}

QString AnatomyPanel::header() const
{
    return m_hint->state();
}

QList<QStringList> AnatomyPanel::table() const
{
    QList<QStringList> rows { { m_scene.nameA, m_scene.nameB, tr("cosine"), tr("logit"),
        tr("share →"), tr("share ←"), tr("N ∂L/∂s"), tr("cosine after") } };
    if (!m_scene.anatomy) return rows;
    const StepAnatomy& anatomy = *m_scene.anatomy;
    const auto cell = [](bool known, double value) {
        return known ? QString::number(value, 'g', 7) : QString();
    };
    const bool scaled = trainedObjectiveOf(anatomy.spec).info().usesScale;
    for (Index r = 0; r < anatomy.cosines.rows(); ++r)
        for (Index c = 0; c < anatomy.cosines.cols(); ++c) {
            const double cosine = double(anatomy.cosines(r, c));
            const bool forth = !anatomy.a.losses.empty(), back = !anatomy.b.losses.empty();
            rows << QStringList { m_scene.items.value(r), m_scene.items.value(c),
                cell(true, cosine), cell(scaled, cosine / anatomy.temperature),
                cell(forth, forth ? anatomy.a.shares(r, c) : 0),
                cell(back, back ? anatomy.b.shares(c, r) : 0),
                cell(anatomy.slopes.size() > 0,
                    anatomy.slopes.size() > 0 ? anatomy.slopes(r, c) : 0),
                cell(true, double(anatomy.cosinesAfter(r, c))) };
        }
    return rows;
}

bool AnatomyPanel::takeKey(const QKeyEvent& key)
{
    if (stagesOf(key) == 0) return false;
    setPlaying(false);
    walk(stagesOf(key));
    return true;
}

// Left and right are the stages' while the focus is here, not the window's.
bool AnatomyPanel::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (stagesOf(*key) != 0) key->accept();
    }
    return QWidget::event(event);
}

void AnatomyPanel::keyPressEvent(QKeyEvent* event)
{
    if (!takeKey(*event)) QWidget::keyPressEvent(event);
}

void AnatomyPanel::retranslate()
{
    m_hint->setTexts(tr("What one step does"), tr("Anatomy of a step"),
        tr("<p>The next step of the run, taken apart on a copy: the batch that it will draw, and "
           "every number on the way to the change of the weights.</p>"
           "<p>Click a cell or an item: the formula then shows its numbers. Pinned items come "
           "first where the batch holds them.</p>"
           "<p>While training goes on, the step that you walk through stays; “Next batch” takes "
           "the newest. With the run paused, “Take this step” makes what was foretold come "
           "true.</p>"
           "<p>Keys: → next stage, ← back.</p>"));
    m_back->setText(QStringLiteral("←"));
    m_next->setText(QStringLiteral("→"));
    m_back->setToolTip(tr("The stage before"));
    m_next->setToolTip(tr("The next stage"));
    for (QToolButton* button : { m_back, m_next })
        button->setAccessibleName(button->toolTip());
    m_nextBatch->setText(tr("Next batch"));
    m_nextBatch->setToolTip(tr("The step that the run stands before now"));
    m_takeStep->setText(tr("Take this step"));
    m_takeStep->setToolTip(
        tr("The run, paused right before it, makes this step: foretold and recorded loss can then "
           "be compared"));
    m_play->setToolTip(tr("A stage every 2.5 seconds"));
    const QSignalBlocker quiet(m_side);
    const bool any = m_scene.anatomy != nullptr;
    m_side->setItemText(0, tr("both towers"));
    m_side->setItemText(1, any ? tr("%1 tower").arg(m_scene.nameA) : tr("first tower"));
    m_side->setItemText(2, any ? tr("%1 tower").arg(m_scene.nameB) : tr("second tower"));
    nameBox(*m_side, tr("Whose way is shown"));
    QStringList names;
    for (int i = 0; i < anatomyStages; ++i)
        names << anatomyStageName(AnatomyStage(i));
    m_stages->setNames(names);
    showScene();
}

void AnatomyPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) showAnatomy();
}

} // namespace contrastlab
