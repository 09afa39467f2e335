// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "shell/transport_bar.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace contrastlab {

namespace {

constexpr double speeds[] = { 0, 1, 2, 5, 10, 20, 50, 100 }; ///< steps a second; 0: no limit

} // namespace

TransportBar::TransportBar(RunController& controller, const Actions& actions, QWidget* parent)
    : QToolBar(parent)
    , m_controller(controller)
    , m_step(new QLabel(this))
    , m_stepUnit(new QLabel(this))
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
    addSeparator();
    auto* speed = new QWidget(this);
    auto* speedRow = new QHBoxLayout(speed);
    speedRow->setContentsMargins(8, 0, 8, 0);
    speedRow->addWidget(m_speedLabel);
    speedRow->addWidget(m_speed);
    m_speed->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (const double value : speeds)
        m_speed->addItem(QString(), value);
    connect(m_speed, &QComboBox::activated, this, &TransportBar::speedChosen);
    addWidget(speed);
    addSeparator();
    addAction(actions[ActionId::undo]);
    addAction(actions[ActionId::redo]);
    connect(&controller, &RunController::runChanged, this, &TransportBar::showStep);
    connect(&controller, &RunController::stepsAppended, this, &TransportBar::showStep);
    connect(&controller, &RunController::eventsAppended, this, &TransportBar::showStep);
    retranslate();
}

void TransportBar::styleCounter()
{
    QFont large = font();
    large.setPointSizeF(1.35 * large.pointSizeF());
    large.setBold(true);
    m_step->setFont(large);
    const QFontMetrics metrics(large);
    m_step->setMinimumWidth(metrics.horizontalAdvance(QStringLiteral("00000 / 00000")));
}

void TransportBar::showStep()
{
    const std::int64_t steps = m_controller.spec().integer("steps");
    const QString done = QString::number(m_controller.playhead().step);
    m_step->setText(steps > 0 ? QStringLiteral("%1 / %2").arg(done).arg(steps) : done);
}

void TransportBar::speedChosen()
{
    m_controller.setSpeedLimit(m_speed->currentData().toDouble());
}

void TransportBar::retranslate()
{
    setWindowTitle(tr("Toolbar"));
    m_stepUnit->setText(tr("Step"));
    m_speedLabel->setText(tr("Speed"));
    m_speed->setToolTip(tr("At most so many training steps a second"));
    m_speed->setAccessibleName(tr("Speed"));
    for (int i = 0; i < m_speed->count(); ++i) {
        const int limit = int(speeds[i]);
        m_speed->setItemText(i, limit == 0 ? tr("unlimited") : tr("%n step(s)/s", nullptr, limit));
    }
    showStep();
}

void TransportBar::changeEvent(QEvent* event)
{
    QToolBar::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace contrastlab
