// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "shell/status_strip.h"

#include "analysis/duplicates.h"
#include "analysis/retrieval.h"
#include "data/media_text.h"
#include "plot/axis_ticks.h"
#include "run/foreign_run.h"
#include "run/item_names.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace contrastlab {

namespace {

constexpr int readableMs = 200; ///< numbers that change faster cannot be read

QString fixed(double value, int digits)
{
    if (!std::isfinite(value)) return StatusStrip::tr("not finite");
    return std::abs(value) < 1e5 ? QLocale().toString(value, 'f', digits)
                                 : shortNumber(value, QLocale());
}

// Gives way in a narrow window; all of it is in its tooltip.
class ElidedLabel final : public QLabel {
public:
    using QLabel::QLabel;
    QSize minimumSizeHint() const override
    {
        return { 6 * fontMetrics().height(), QLabel::minimumSizeHint().height() };
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const QRect room = contentsRect().adjusted(std::max(0, indent()), 0, 0, 0);
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
            fontMetrics().elidedText(text(), Qt::ElideRight, room.width()));
    }
};

} // namespace

StatusStrip::StatusStrip(RunSession& session, QWidget* parent)
    : QStatusBar(parent)
    , m_session(session)
{
    setSizeGripEnabled(false);
    auto* numbers = new QWidget(this);
    auto* row = new QHBoxLayout(numbers);
    row->setContentsMargins(8, 0, 12, 0);
    row->setSpacing(20);
    const auto add = [&](QLabel*& label, const char* name) {
        label = label ? label : new QLabel(numbers);
        label->setObjectName(QString::fromLatin1(name));
        row->addWidget(label);
    };
    addPermanentWidget(numbers);
    m_state = new ElidedLabel(this);
    m_state->setObjectName(QStringLiteral("outcome"));
    m_state->setIndent(8);
    addWidget(m_state);
    m_data = new ElidedLabel(numbers);
    add(m_data, "data");
    add(m_recall, "recall");
    add(m_loss, "loss");
    add(m_epoch, "epoch");
    add(m_speed, "speed");
    connect(&session, &RunSession::ticked, this, &StatusStrip::refreshSeldom);
    connect(&session, &RunSession::stateChanged, this, &StatusStrip::refresh);
    connect(&session, &RunSession::outcomeChanged, this, &StatusStrip::refresh);
    connect(&session.moment(), &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.run != MomentChange::Run::same || change.data || change.playhead) refresh();
    });
    refresh();
}

QString StatusStrip::stateText() const
{
    switch (m_session.state()) {
    case RunSession::State::idle:
        return tr("No run");
    case RunSession::State::preparing: {
        const auto progress = m_session.loadProgress();
        return progress ? progressText(*progress) : tr("Preparing data…");
    }
    case RunSession::State::running:
        return trainingText();
    case RunSession::State::paused:
        return tr("Paused");
    case RunSession::State::ended:
        break;
    }
    if (m_session.moment().isAdvancing()) return tr("Trained by another program");
    switch (m_session.outcome().kind) {
    case RunOutcome::Kind::completed:
        return completedText();
    case RunOutcome::Kind::diverged:
        return tr("Diverged");
    case RunOutcome::Kind::failed:
        return tr("Failed");
    default:
        if (m_session.isEmpty()) return tr("No data");
        return tr("Stopped");
    }
}

// And what ended it before its last step.
QString StatusStrip::completedText() const
{
    const auto note = m_session.run()->events.last();
    const std::string& cause = m_session.outcome().cause;
    if (cause.empty() || !note || note->key != cause) return tr("Completed");
    const QString before = QString::fromStdString(note->before);
    if (cause == "patience")
        return tr("Completed: no lower held-out loss for %1 judgements").arg(before);
    return tr("Completed: held-out recall@10 is %1, the target %2")
        .arg(QString::fromStdString(note->after), before);
}

// A step over very many pairs takes minutes.
QString StatusStrip::trainingText() const
{
    const double share = m_session.stepShare();
    if (share <= 0) return tr("Training");
    const auto last = m_session.run()->steps.last();
    return tr("Training: %1 % of step %2")
        .arg(100 * share, 0, 'f', 0)
        .arg((last ? last->step : 0) + 1);
}

void StatusStrip::refreshSeldom()
{
    if (!m_sinceRefresh.isValid() || m_sinceRefresh.elapsed() >= readableMs) refresh();
}

void StatusStrip::showStep(const StepMetrics& step)
{
    m_epoch->setText(tr("epoch %1").arg(fixed(step.epoch, 1)));
    m_loss->setText(std::isnan(step.chance)
            ? tr("loss %1").arg(fixed(step.loss, 3))
            : tr("loss %1 (chance %2)").arg(fixed(step.loss, 3), fixed(step.chance, 3)));
}

void StatusStrip::refresh()
{
    m_sinceRefresh.start();
    m_state->setText(stateText());
    m_state->setToolTip(m_state->text());
    const auto step = m_session.moment().step();
    const auto evaluation = m_session.moment().evaluation();
    const double speed = m_session.stepsPerSecond();
    m_speed->setVisible(speed > 0);
    m_speed->setText(tr("%1 steps/s").arg(fixed(speed, speed < 100 ? 1 : 0)));
    m_epoch->setVisible(step.has_value());
    m_loss->setVisible(step.has_value());
    if (step) showStep(*step);
    m_recall->setVisible(evaluation.has_value());
    if (evaluation) showRecall(*evaluation);
    showData(m_session.setup());
}

void StatusStrip::showData(const std::shared_ptr<const RunSetup>& setup)
{
    m_data->setVisible(setup != nullptr);
    if (std::exchange(m_shownSetup, setup) == setup || !setup) return;
    m_data->setText(isForeign(setup->spec())
            ? tr("Recorded by another program: %1 items judged").arg(setup->split().heldOut.size())
            : tr("%1: %2 training pairs, %3 held out")
                  .arg(QString::fromStdString(setup->dataset().name))
                  .arg(setup->split().training.size())
                  .arg(setup->split().heldOut.size()));
    m_data->setToolTip(dataTip(*setup));
}

// A number by itself says nothing: what a guess reaches stands beside it, and how far so few items
// can be trusted below the pointer.
void StatusStrip::showRecall(const EvaluationMetrics& evaluation)
{
    const double known =
        evaluation.pairs.size() > 0 ? evaluation.pairs[0].chanceAToB.recallAt10 : 0.0;
    const double chance = known > 0 ? known : std::min(1.0, 10.0 / double(evaluation.items));
    QString text = tr("held out recall@10 %1 / %2 (chance %3)")
                       .arg(fixed(evaluation.aToB.recallAt10, 2),
                           fixed(evaluation.bToA.recallAt10, 2), fixed(chance, 2));
    if (!std::isnan(evaluation.classAccuracy))
        text += QStringLiteral(" · ")
            + tr("class accuracy %1 (chance %2)")
                  .arg(fixed(evaluation.classAccuracy, 2), fixed(evaluation.classChance, 2));
    const auto test = m_session.run() ? m_session.run()->test() : std::nullopt;
    if (test)
        text += QStringLiteral(" · ")
            + tr("test %1 / %2")
                  .arg(fixed(test->aToB.recallAt10, 2), fixed(test->bToA.recallAt10, 2));
    m_recall->setText(text);
    const Interval there = wilsonInterval(evaluation.aToB.recallAt10, evaluation.items);
    const Interval back = wilsonInterval(evaluation.bToA.recallAt10, evaluation.items);
    m_recall->setToolTip(tr(
        "Of %1 items, in either direction: with 95 % confidence between %2 and %3, and between %4 "
        "and %5 (Wilson).")
                             .arg(evaluation.items)
                             .arg(fixed(there.low, 2), fixed(there.high, 2), fixed(back.low, 2),
                                 fixed(back.high, 2)));
}

QString StatusStrip::dataTip(const RunSetup& setup) const
{
    constexpr std::size_t fewItems = 30;
    const Split& split = setup.split();
    QStringList lines { m_data->text() };
    if (isForeign(setup.spec()))
        lines << tr("There are no weights: the run can be scrubbed and compared, but neither gone "
                    "on with nor branched. What the other program did not tell stands at its "
                    "default in the form.");
    if (split.heldOut.size() < fewItems)
        lines << tr("So few held-out items say little: hold out more.");
    if (!split.test.empty())
        lines << tr("%1 test items are judged once, at the end.").arg(split.test.size());
    if (split.leaking > 0)
        lines << tr(
            "%1 held-out or test items repeat a training item, as the split of the data has "
            "it.")
                     .arg(split.leaking);
    const Index copies = repeatedItems(setup);
    if (copies > 0)
        lines << tr(
            "%1 items repeat another in one modality; they count as its partners and stay on "
            "its side of the split.")
                     .arg(copies);
    return lines.join(QChar(u'\n'));
}

// The window's layout remembers how high a status bar was, also when its labels have become lower.
bool StatusStrip::event(QEvent* event)
{
    const bool isTaken = QStatusBar::event(event);
    if (event->type() == QEvent::LayoutRequest && height() != sizeHint().height()) updateGeometry();
    return isTaken;
}

void StatusStrip::changeEvent(QEvent* event)
{
    QStatusBar::changeEvent(event);
    if (event->type() != QEvent::LanguageChange) return;
    m_shownSetup = nullptr;
    refresh();
}

} // namespace contrastlab
