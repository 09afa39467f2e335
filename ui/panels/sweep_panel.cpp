// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is set up is folded away while a sweep is there: the picture needs the room.
#include "panels/sweep_panel.h"

#include "panels/sweep_editor.h"
#include "plot/arm_chart.h"
#include "plot/heat_map.h"
#include "run/sentences.h"
#include "run/table_text.h"
#include "run/waiting_text.h"
#include "store/recordings.h"
#include "store/sweep_folder.h"
#include "theme/box_name.h"
#include "theme/elided_text.h"
#include "views/sweep_diagram.h"
#include "views/view_hint.h"
#include "views/view_menu.h"
#include "views/wrapping_row.h"

#include <QComboBox>
#include <QDateTime>
#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace contrastlab {

SweepPanel::SweepPanel(RunSession& session, UndoList& undo, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_undo(undo)
    , m_hint(new ViewHint(this))
    , m_editor(new SweepEditor(this))
    , m_diagram(new SweepDiagram(m_live, this))
    , m_progress(new QProgressBar(this))
    , m_message(new QLabel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_hint);
    column->addWidget(makeOffer());
    column->addWidget(m_editor);
    column->addWidget(makeControls());
    column->addWidget(m_progress);
    column->addWidget(m_message);
    column->addWidget(m_diagram, 1);
    column->addWidget(makeDetails());
    m_progress->setTextVisible(false); // the hint says it, in words
    m_progress->setFixedHeight(4);
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setContentsMargins(8, 0, 8, 2);
    connect(m_editor, &SweepEditor::changed, this, &SweepPanel::showState);
    connect(m_diagram, &SweepDiagram::chosenChanged, this, &SweepPanel::showChosen);
    connect(&m_live, &LiveSweep::stateChanged, this, &SweepPanel::showState);
    connect(&m_live, &LiveSweep::unfinishedChanged, this, &SweepPanel::showOffer);
    connect(&m_live, &LiveSweep::runsEnded, this, [this] {
        showProgress();
        showMessages();
        showChosen();
    });
    connect(&session.moment(), &RunMoment::changed, this, [this](const MomentChange& change) {
        if (!change.data && change.run == MomentChange::Run::same) return;
        if (m_session.setup()) m_editor->setBase(m_session.spec());
        showState();
    });
    for (Figure* figure :
        std::initializer_list<Figure*> { &m_diagram->heatMap(), &m_diagram->armChart() })
        new ViewMenu(*figure, *figure,
            { [this] { return m_diagram->table(); },
                [this] { return m_open->isEnabled() ? tr("Open the chosen run") : QString(); },
                [this] { m_open->click(); }, [this] { m_diagram->heatMap().resetView(); } });
    retranslate();
}

QWidget* SweepPanel::makeControls()
{
    auto* bar = new QWidget(this);
    auto* row = new WrappingRow(bar);
    row->setContentsMargins(8, 0, 8, 3);
    row->setSpacing(6);
    for (QToolButton** button : { &m_go, &m_cancel, &m_setUp, &m_delete }) {
        *button = new QToolButton(bar);
        (*button)->setFocusPolicy(Qt::TabFocus);
        row->addWidget(*button);
    }
    m_setUp->setCheckable(true);
    m_setUp->setChecked(true);
    m_metricLabel = new QLabel(bar);
    m_metric = new QComboBox(bar);
    m_metric->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_metricLabel->setBuddy(m_metric);
    row->addWidget(m_metricLabel);
    row->addWidget(m_metric);
    connect(m_go, &QToolButton::clicked, this, &SweepPanel::go);
    connect(m_cancel, &QToolButton::clicked, &m_live, &LiveSweep::stop);
    connect(m_delete, &QToolButton::clicked, this, &SweepPanel::remove);
    connect(&m_trash, &RunTrash::moved, this, &SweepPanel::reopen);
    connect(&m_trash, &RunTrash::failed, this, &SweepPanel::keepWhatStays);
    connect(m_setUp, &QToolButton::toggled, m_editor, &QWidget::setVisible);
    connect(m_setUp, &QToolButton::toggled, this, &SweepPanel::showState);
    connect(m_metric, &QComboBox::currentIndexChanged, this, [this](int metric) {
        if (metric < 0) return;
        m_diagram->setMetric(std::size_t(metric));
        showChosen();
    });
    return bar;
}

QWidget* SweepPanel::makeOffer()
{
    m_offer = new QWidget(this);
    auto* row = new WrappingRow(m_offer);
    row->setContentsMargins(8, 2, 8, 2);
    row->setSpacing(6);
    m_offerText = new QLabel(m_offer);
    m_offerText->setTextFormat(Qt::PlainText);
    row->addWidget(m_offerText);
    for (QToolButton** button : { &m_resume, &m_leave }) {
        *button = new QToolButton(m_offer);
        (*button)->setFocusPolicy(Qt::TabFocus);
        row->addWidget(*button);
    }
    connect(m_resume, &QToolButton::clicked, this, [this] {
        const QString folder = QString::fromStdString(m_live.unfinished()->folder);
        m_setUp->setChecked(false);
        m_live.open(folder, front(), true);
    });
    connect(m_leave, &QToolButton::clicked, &m_live, &LiveSweep::leaveUnfinished);
    return m_offer;
}

QWidget* SweepPanel::makeDetails()
{
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 2, 8, 3);
    row->setSpacing(6);
    m_details = new ElidedText(bar);
    m_open = new QToolButton(bar);
    m_open->setFocusPolicy(Qt::TabFocus);
    row->addWidget(m_details, 1);
    row->addWidget(m_open);
    m_seeds = new QMenu(m_open);
    connect(m_seeds, &QMenu::aboutToShow, this, &SweepPanel::fillSeeds);
    connect(m_open, &QToolButton::clicked, this, [this] {
        if (m_open->menu()) return m_open->showMenu();
        const auto runs = m_diagram->chosen() ? m_live.runsAt(*m_diagram->chosen())
                                              : std::vector<const SweptRun*>();
        if (!runs.empty()) openRun(runs.front()->path);
    });
    return bar;
}

const QString& SweepPanel::header() const
{
    return m_hint->state();
}

QSize SweepPanel::sizeHint() const
{
    return QSize(36, 26) * fontMetrics().height();
}

void SweepPanel::setFolder(const QString& folder, bool offers)
{
    m_folder = QString::fromStdString(sweepsBeside(folder.toStdString()));
    if (offers) m_live.lookForUnfinished(m_folder);
}

std::shared_ptr<const PreparedRun> SweepPanel::front() const
{
    const LibraryRun* run = m_session.library().find(m_session.library().front());
    return run ? run->ready : nullptr;
}

void SweepPanel::openSweep(const QString& path)
{
    m_setUp->setChecked(false);
    m_live.open(path, front());
}

void SweepPanel::openRun(const QString& path)
{
    if (!path.isEmpty()) emit openRequested(path);
}

// Its one button begins, holds and goes on, as that of the run in front does.
void SweepPanel::go()
{
    if (m_setUp->isChecked() && !m_live.isBusy()) return start();
    switch (m_live.state()) {
    case State::training:
        return m_live.setPaused(true);
    case State::paused:
        return m_live.setPaused(false);
    case State::stopped:
        return m_live.goOn();
    default:
        return start();
    }
}

void SweepPanel::start()
{
    if (!m_session.setup() || !m_editor->problems().isEmpty()) return;
    const SweepSpec spec = m_editor->sweepOf(m_session.spec());
    QStringList keys;
    for (const SweepAxis& axis : spec.axes)
        keys << QString::fromStdString(axis.key);
    const QString now =
        QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HHmmss.zzz"));
    const QString name = now + u' ' + keys.join(QStringLiteral(" x "));
    m_live.start(spec, QDir(m_folder).filePath(name), front());
    m_setUp->setChecked(false);
}

class SweepPanel::Removal final : public UndoEntry {
public:
    Removal(SweepPanel& panel, QString folder, SweepSpec spec)
        : UndoEntry(Kind::run)
        , m_panel(panel)
        , m_folder(std::move(folder))
        , m_spec(std::move(spec))
    {
    }
    [[nodiscard]] const QString& folder() const { return m_folder; }
    QString text() const override
    {
        return SweepPanel::tr("Deleted the sweep %1; its folder is in the bin")
            .arg(m_panel.nameOfSweep(m_spec));
    }
    QString undo() override { return m_panel.bringBack(m_folder); }
    QString redo() override
    {
        if (m_panel.m_live.folder() == m_folder && m_panel.m_live.isBusy())
            return SweepPanel::tr("Its runs are being trained.");
        m_panel.discard(m_folder);
        return {};
    }

private:
    SweepPanel& m_panel;
    QString m_folder;
    SweepSpec m_spec;
};

void SweepPanel::remove()
{
    const QString folder = m_live.folder();
    if (!isSweep(folder.toStdString())) { // nothing was written there
        m_live.close();
        return;
    }
    m_undo.perform(std::make_unique<Removal>(*this, folder, m_live.spec()));
}

void SweepPanel::discard(const QString& folder)
{
    m_comesBack.clear();
    if (m_live.folder() == folder) m_live.close();
    m_trash.discard(folder);
}

QString SweepPanel::bringBack(const QString& folder)
{
    if (!m_trash.canRestore(folder)) return tr("Its folder is no longer in the bin.");
    m_comesBack = folder;
    m_trash.restore(folder);
    return {};
}

// Once it is back for good it is shown again, unless another one is by now.
void SweepPanel::reopen(const QString& folder)
{
    const bool isBack = !m_trash.willMove(folder) && QFileInfo::exists(folder);
    if (folder != m_comesBack || !isBack) return; // it was on its way in
    m_comesBack.clear();
    if (m_live.state() == State::none) openSweep(folder);
}

void SweepPanel::keepWhatStays(const QString& folder, const QString& why)
{
    emit told(tr("The sweep %1 stays where it is: %2").arg(QDir(folder).dirName(), why));
    for (int place = m_undo.done() - 1; place >= 0; --place)
        if (const auto* removal = dynamic_cast<const Removal*>(&m_undo.entry(place));
            removal && removal->folder() == folder)
            return m_undo.takeBack(*removal);
}

void SweepPanel::showState()
{
    const State state = m_live.state();
    const bool setsUp = m_setUp->isChecked() && !m_live.isBusy();
    const bool isGood = m_editor->problems().isEmpty();
    QString text = isGood ? tr("Start %n run(s)", nullptr, int(m_editor->runs())) : tr("Start");
    if (state == State::training || state == State::preparing) text = tr("Pause");
    if (state == State::paused || (state == State::stopped && !setsUp)) text = tr("Go on");
    m_go->setText(text);
    const bool canStart = m_session.setup() && isGood;
    const bool busy = m_live.isBusy();
    m_go->setEnabled(state == State::training || state == State::paused
        || (state == State::stopped && !setsUp) || (!busy && state != State::stopping && canStart));
    m_cancel->setEnabled(busy);
    m_setUp->setEnabled(!busy || m_setUp->isChecked());
    m_delete->setVisible(state != State::none);
    m_delete->setEnabled(!busy && state != State::stopping);
    m_diagram->setEmptyText(emptyText());
    // Who takes a picture of it by itself should wait.
    for (Figure* figure :
        std::initializer_list<Figure*> { &m_diagram->heatMap(), &m_diagram->armChart() })
        figure->setProperty("waits", state == State::preparing || state == State::training);
    showProgress();
    showMessages();
    showChosen();
}

QString SweepPanel::emptyText() const
{
    switch (m_live.state()) {
    case State::preparing:
        return tr("The data are opened, and all runs are checked before the first begins…");
    case State::refused:
        return tr("This sweep cannot be trained.");
    default:
        return waitingText(m_session.moment(),
            tr("Choose what is to vary and over which values, and press Start."));
    }
}

void SweepPanel::showProgress()
{
    const std::size_t runs = m_live.runs(), ended = m_live.ended();
    m_progress->setVisible(m_live.isBusy() && runs > 0);
    m_hint->setState({});
    if (runs == 0) return;
    const QLocale locale;
    QStringList parts { tr("%1 of %2 runs")
                            .arg(locale.toString(qulonglong(ended)),
                                locale.toString(qulonglong(runs))) };
    if (m_live.diverged() > 0) parts << tr("%n diverged", nullptr, int(m_live.diverged()));
    const auto left = m_live.secondsLeft();
    if (m_live.state() == State::paused)
        parts << tr("paused");
    else if (m_live.state() == State::stopping)
        parts << tr("stopping…");
    else if (m_live.state() == State::training && left)
        parts << (*left < 90 ? tr("about %n second(s) left", nullptr, int(std::ceil(*left)))
                             : tr("about %n minute(s) left", nullptr, int(std::ceil(*left / 60))));
    m_progress->setRange(0, int(runs));
    m_progress->setValue(int(ended));
    m_hint->setState(parts.join(tr(", ")));
    m_hint->setToolTip(m_live.folder());
}

void SweepPanel::showMessages()
{
    const QString wrong = m_live.problems();
    const QString text = wrong.isEmpty() ? m_live.notes() : wrong;
    m_message->setText(text);
    m_message->setVisible(!text.isEmpty());
}

void SweepPanel::showChosen()
{
    const auto& chosen = m_diagram->chosen();
    std::vector<const SweptRun*> runs;
    if (chosen) runs = m_live.runsAt(*chosen);
    std::erase_if(runs, [](const SweptRun* run) { return run->path.isEmpty(); });
    const QString text = chosen
        ? tr("%1: %2").arg(m_diagram->nameOf(*chosen), m_diagram->numbersOf(*chosen))
        : m_live.ended() == 0     ? QString()
        : m_diagram->hasNumbers() ? tr("Click a setting to open its run.")
                                  : tr("None of these runs has such a number.");
    m_details->setText(text, chosen ? m_diagram->linesOf(*chosen) : QString());
    m_open->setEnabled(!runs.empty());
    m_open->setVisible(m_live.ended() > 0);
    m_open->setPopupMode(runs.size() > 1 ? QToolButton::InstantPopup : QToolButton::DelayedPopup);
    m_open->setMenu(runs.size() > 1 ? m_seeds : nullptr);
}

// As they are when it opens: more may end meanwhile.
void SweepPanel::fillSeeds()
{
    m_seeds->clear();
    if (!m_diagram->chosen()) return;
    for (const SweptRun* run : m_live.runsAt(*m_diagram->chosen()))
        if (!run->path.isEmpty())
            m_seeds->addAction(tr("Seed %1").arg(m_live.sweep()->seed(run->cell)), this,
                [this, path = run->path] { openRun(path); });
}

QString SweepPanel::nameOfSweep(const SweepSpec& spec) const
{
    QStringList names;
    for (const SweepAxis& axis : spec.axes)
        if (const Parameter* parameter = findParameter(axis.key))
            names << labelText(*parameter);
        else
            names << QString::fromStdString(axis.key);
    return names.join(QStringLiteral(" × "));
}

void SweepPanel::showOffer()
{
    const auto& unfinished = m_live.unfinished();
    m_offer->setVisible(unfinished.has_value());
    if (!unfinished) return;
    const QLocale locale;
    m_offerText->setText(
        tr("A sweep did not come to its end: %1, %2 of %3 runs.")
            .arg(nameOfSweep(unfinished->spec), locale.toString(qulonglong(unfinished->there)),
                locale.toString(qulonglong(unfinished->runs))));
}

void SweepPanel::fillMetrics()
{
    const int chosen = std::max(0, m_metric->currentIndex());
    const QSignalBlocker quiet(m_metric);
    m_metric->clear();
    for (const SweepMetric& metric : sweepMetrics())
        m_metric->addItem(metric.label());
    m_metric->setCurrentIndex(chosen);
}

void SweepPanel::retranslate()
{
    m_hint->setTexts(tr("Many runs at once: which setting does best?"), tr("Sweep"),
        tr("<p>One or two parameters are varied, every setting is trained, and its colour says "
           "what came of it. The picture fills from coarse to fine: its corners first, then what "
           "lies between. So one sees early where it is worth looking.</p>"
           "<p>A hatched cell has not been trained yet, a cross says that a run diverged. Zoom in "
           "with the wheel: large cells show the training loss over the steps, and where the "
           "held-out items lie at the end, each in its own scale.</p>"
           "<p>With several seeds, number and colour are means; how far the runs lie apart says "
           "whether a difference between settings is more than chance.</p>"
           "<p>Each cell is a run like any other: click it and open it. The run in front goes "
           "first; the sweep takes what it leaves, and all where it is paused.</p>"));
    for (Figure* figure : m_diagram->findChildren<Figure*>())
        figure->setAccessibleDescription(m_hint->hint());
    m_cancel->setText(tr("Cancel"));
    m_cancel->setToolTip(
        tr("Gives up the runs at work; those that have ended are kept, and the rest can be "
           "trained later"));
    m_setUp->setText(tr("Set up"));
    m_setUp->setToolTip(tr("Another sweep: what varies, and over which values"));
    m_delete->setText(tr("Delete"));
    m_delete->setToolTip(tr("Moves this sweep with its runs into the bin; can be undone"));
    m_metricLabel->setText(tr("Show"));
    nameBox(*m_metric, tr("What is shown of each run"));
    m_progress->setAccessibleName(tr("Progress of the sweep"));
    m_open->setText(tr("Open run"));
    m_open->setToolTip(tr("As any run: its curves, matrix and map, its state at every step"));
    m_resume->setText(tr("Go on with it"));
    m_leave->setText(tr("Leave it"));
    fillMetrics();
    showOffer();
    showState();
}

void SweepPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace contrastlab
