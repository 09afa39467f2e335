// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "shell/status_strip.h"

#include "data/media_text.h"
#include "plot/axis_ticks.h"
#include "run/item_names.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

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
        return tr("Training");
    case RunSession::State::paused:
        return tr("Paused");
    case RunSession::State::ended:
        break;
    }
    switch (m_session.outcome().kind) {
    case RunOutcome::Kind::completed:
        return tr("Completed");
    case RunOutcome::Kind::diverged:
        return tr("Diverged");
    case RunOutcome::Kind::failed:
        return tr("Failed");
    default:
        if (m_session.isEmpty()) return tr("No data");
        return tr("Stopped");
    }
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
    if (evaluation)
        m_recall->setText(
            tr("held out recall@10 %1 / %2")
                .arg(fixed(evaluation->aToB.recallAt10, 2), fixed(evaluation->bToA.recallAt10, 2)));
    const auto setup = m_session.setup();
    m_data->setVisible(setup != nullptr);
    if (setup)
        m_data->setText(tr("%1: %2 training pairs, %3 held out")
                            .arg(QString::fromStdString(setup->dataset().name))
                            .arg(setup->split().training.size())
                            .arg(setup->split().heldOut.size()));
    m_data->setToolTip(m_data->text());
}

void StatusStrip::changeEvent(QEvent* event)
{
    QStatusBar::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) refresh();
}

} // namespace contrastlab
