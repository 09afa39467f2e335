// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "shell/transport_bar.h"

#include "theme/fonts.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace contrastlab {

namespace {

constexpr double speeds[] = { 0, 1, 2, 5, 10, 20, 50, 100 }; ///< steps a second; 0: no limit

} // namespace

TransportBar::TransportBar(RunSession& session, const Actions& actions, QWidget* parent)
    : QToolBar(parent)
    , m_session(session)
    , m_actions(actions)
    , m_step(new QLabel(this))
    , m_stepUnit(new QLabel(this))
    , m_follow(new QToolButton(this))
    , m_speedLabel(new QLabel(this))
    , m_speed(new QComboBox(this))
{
    setObjectName(QStringLiteral("transport"));
    setMovable(false);
    setIconSize(QSize(22, 22));
    addAction(actions[ActionId::openData]);
    addSeparator();
    addAction(actions[ActionId::reset]);
    addAction(actions[ActionId::playPause]);
    addAction(actions[ActionId::step]);
    auto* play = qobject_cast<QToolButton*>(widgetForAction(actions[ActionId::playPause]));
    play->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    play->setMinimumWidth(play->fontMetrics().averageCharWidth() * 16);
    addSeparator();
    auto* counter = new QWidget(this);
    auto* row = new QHBoxLayout(counter);
    row->setContentsMargins(8, 0, 8, 0);
    row->addWidget(m_stepUnit);
    row->addWidget(m_step);
    m_stepUnit->setForegroundRole(QPalette::PlaceholderText);
    m_step->setObjectName(QStringLiteral("stepCounter"));
    styleCounter();
    addWidget(counter);
    m_follow->setObjectName(QStringLiteral("follow"));
    m_follow->setFocusPolicy(Qt::TabFocus);
    connect(m_follow, &QToolButton::clicked, actions[ActionId::follow], &QAction::trigger);
    m_followPlace = addWidget(m_follow);
    addSeparator();
    auto* speed = new QWidget(this);
    auto* speedRow = new QHBoxLayout(speed);
    speedRow->setContentsMargins(8, 0, 8, 0);
    speedRow->addWidget(m_speedLabel);
    speedRow->addWidget(m_speed);
    m_speedLabel->setBuddy(m_speed);
    m_speed->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (const double value : speeds)
        m_speed->addItem(QString(), value);
    connect(m_speed, &QComboBox::activated, this, &TransportBar::speedChosen);
    addWidget(speed);
    addSeparator();
    addAction(actions[ActionId::undo]);
    addAction(actions[ActionId::redo]);
    connect(&session.moment(), &RunMoment::changed, this, &TransportBar::follow);
    retranslate();
}

void TransportBar::styleCounter()
{
    QFont large = scaledFont(font(), 1.35);
    large.setBold(true);
    m_step->setFont(large);
    const QFontMetrics metrics(large);
    m_step->setMinimumWidth(metrics.horizontalAdvance(QStringLiteral("00000 / 00000")));
}

void TransportBar::follow(const MomentChange& change)
{
    if (change.run != MomentChange::Run::same || change.steps || change.events) showStep();
    const bool parked = !m_session.moment().playhead().following;
    if (change.playhead || (parked && change.steps)) showPlayhead();
}

void TransportBar::showStep()
{
    const std::int64_t steps = m_session.spec().integer("steps");
    const QString done = QString::number(m_session.moment().newestStep());
    m_step->setText(steps > 0 ? QStringLiteral("%1 / %2").arg(done).arg(steps) : done);
}

void TransportBar::showPlayhead()
{
    const RunMoment& moment = m_session.moment();
    const bool parked = !moment.playhead().following;
    m_actions[ActionId::follow]->setEnabled(parked);
    m_followPlace->setVisible(parked);
    m_follow->setText(parked ? tr("All views: step %1 of %2 – follow")
                                   .arg(moment.playhead().step)
                                   .arg(moment.newestStep())
                             : QString());
    m_follow->setToolTip(m_actions[ActionId::follow]->toolTip());
}

void TransportBar::speedChosen()
{
    m_session.setSpeedLimit(m_speed->currentData().toDouble());
}

void TransportBar::retranslate()
{
    setWindowTitle(tr("Toolbar"));
    m_stepUnit->setText(tr("Step"));
    m_speedLabel->setText(tr("Speed"));
    m_speed->setToolTip(tr("At most so many training steps a second"));
    for (int i = 0; i < m_speed->count(); ++i) {
        const int limit = int(speeds[i]);
        m_speed->setItemText(i, limit == 0 ? tr("unlimited") : tr("%n step(s)/s", nullptr, limit));
    }
    showStep();
    showPlayhead();
}

void TransportBar::changeEvent(QEvent* event)
{
    QToolBar::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace contrastlab
