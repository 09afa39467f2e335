// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/timeline_bar.h"

#include "views/span_card.h"

#include <QActionGroup>
#include <QEvent>
#include <QLayout>
#include <QLocale>
#include <QMenu>
#include <QToolButton>

namespace contrastlab {

namespace {

constexpr double playSpeeds[] { 1, 4, 10, 30, 100 };

} // namespace

TimelineBar::TimelineBar(RunMoment& moment, const Actions& actions, QWidget* parent)
    : QToolBar(parent)
    , m_moment(moment)
    , m_timeline(new Timeline(moment, this))
    , m_play(new QToolButton(this))
    , m_live(new QToolButton(this))
{
    setObjectName(QStringLiteral("timelineBar"));
    setMovable(false);
    layout()->setContentsMargins(2, 0, 2, 0);
    m_play->setObjectName(QStringLiteral("playRecording"));
    m_play->setPopupMode(QToolButton::MenuButtonPopup);
    auto* menu = new QMenu(m_play);
    auto* group = new QActionGroup(menu);
    for (const double times : playSpeeds) {
        QAction* speed = menu->addAction(QString());
        speed->setCheckable(true);
        speed->setChecked(times == m_times);
        group->addAction(speed);
        m_speeds << speed;
        connect(speed, &QAction::triggered, this, [this, times] {
            m_times = times;
            m_timeline->play(m_times);
        });
    }
    m_play->setMenu(menu);
    addWidget(m_play);
    auto* branch = new QToolButton(this);
    branch->setDefaultAction(actions[ActionId::branchHere]);
    branch->setToolButtonStyle(Qt::ToolButtonTextOnly);
    addWidget(branch);
    addWidget(m_timeline);
    m_live->setObjectName(QStringLiteral("live"));
    m_live->setCheckable(true);
    addWidget(m_live);
    new SpanCard(
        moment, m_timeline->spans(), *m_timeline); // the window's, as others lie over its widgets
    connect(m_play, &QToolButton::clicked, this,
        [this] { m_timeline->play(m_timeline->isPlaying() ? 0 : m_times); });
    connect(m_live, &QToolButton::clicked, this, [this] {
        m_moment.follow();
        refresh();
    });
    connect(m_timeline, &Timeline::playingChanged, this, &TimelineBar::refresh);
    connect(&moment, &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.playhead || change.run != MomentChange::Run::same) refresh();
    });
    retranslate();
}

void TimelineBar::refresh()
{
    m_live->setChecked(m_moment.playhead().following);
    m_live->setText(m_moment.isAdvancing() ? tr("LIVE") : tr("End"));
    m_play->setText(m_timeline->isPlaying() ? QStringLiteral("⏸") : QStringLiteral("▷"));
}

void TimelineBar::retranslate()
{
    setWindowTitle(tr("Timeline"));
    m_play->setToolTip(tr("Play the recording, from where the views stand or from its beginning; "
                          "training goes on meanwhile"));
    m_play->setAccessibleName(tr("Play the recording"));
    m_live->setToolTip(tr("All views go with the newest step"));
    m_timeline->setAccessibleName(windowTitle());
    for (qsizetype i = 0; i < m_speeds.size(); ++i)
        m_speeds[i]->setText(tr("%1 × as fast as it was").arg(QLocale().toString(playSpeeds[i])));
    refresh();
}

void TimelineBar::changeEvent(QEvent* event)
{
    QToolBar::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace contrastlab
