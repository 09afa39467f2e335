// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "shell/outcome_banner.h"

#include "data/media_text.h"
#include "run/sentences.h"
#include "run/table_text.h"
#include "theme/colors.h"
#include "theme/icons.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace contrastlab {

OutcomeBanner::OutcomeBanner(RunSession& session, QWidget* parent)
    : Banner(parent)
    , m_session(session)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_goBack(new QPushButton(this))
    , m_startOver(new QPushButton(this))
    , m_return(new QPushButton(this))
{
    setObjectName(QStringLiteral("outcomeBanner"));
    setAutoFillBackground(true);
    m_goBack->setObjectName(QStringLiteral("goBack"));
    m_startOver->setObjectName(QStringLiteral("startOver"));
    m_return->setObjectName(QStringLiteral("returnToRun"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->setSpacing(10);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_goBack);
    layout->addWidget(m_startOver);
    layout->addWidget(m_return);
    connect(&session, &RunSession::outcomeChanged, this, &OutcomeBanner::refresh);
    connect(&session.moment(), &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.run != MomentChange::Run::same) refresh();
    });
    connect(m_goBack, &QPushButton::clicked, this, [this] {
        const std::string cause = m_session.outcome().cause;
        m_session.goBackToLastHealthy();
        emit causePointedAt(cause);
    });
    connect(m_return, &QPushButton::clicked, &session, &RunSession::cancelLoading);
    connect(
        m_startOver, &QPushButton::clicked, this, [this] { m_session.start(m_session.spec()); });
    refresh();
}

QString OutcomeBanner::text() const
{
    return m_text->text();
}

QString OutcomeBanner::diverged() const
{
    const RunOutcome& outcome = m_session.outcome();
    const QString what =
        tr("Diverged at step %1: the loss or its gradient is no longer a finite number.")
            .arg(outcome.step);
    const Parameter* cause = findParameter(outcome.cause);
    if (!cause) return what;
    const QString value = valueText(*cause, m_session.currentValue(cause->key));
    const QString likely = tr("Most likely cause: %1, now %2.").arg(labelText(*cause), value);
    const bool isNumber = std::holds_alternative<double>(cause->standard);
    const QString advice = outcome.cause == "temperature" ? tr("Raise it before going on.")
        : isNumber                                        ? tr("Lower it before going on.")
                                                          : tr("Choose another before going on.");
    return joinedSentences({ what, likely, advice });
}

QString OutcomeBanner::failed() const
{
    if (const auto failure = m_session.loadFailure())
        return tr("No run can begin on these data: %1").arg(failureText(*failure));
    return tr("The run could not go on: %1")
        .arg(QString::fromStdString(m_session.outcome().message));
}

void OutcomeBanner::refresh()
{
    const RunOutcome::Kind kind = m_session.outcome().kind;
    const bool hasDiverged = kind == RunOutcome::Kind::diverged;
    const bool shown = hasDiverged || kind == RunOutcome::Kind::failed;
    if (shown) m_text->setText(hasDiverged ? diverged() : failed());
    const std::int64_t healthy = hasDiverged ? m_session.lastHealthyStep() : -1;
    m_goBack->setVisible(healthy >= 0);
    m_goBack->setText(tr("Go back to step %1").arg(healthy));
    m_goBack->setToolTip(tr("To the last healthy step, paused; the value that likely did it goes "
                            "back to what it was"));
    m_return->setVisible(kind == RunOutcome::Kind::failed && m_session.hasRunBefore());
    m_return->setText(tr("Back to the run before"));
    m_return->setToolTip(tr("The data and the values of before, at the step where it was left"));
    m_startOver->setText(m_session.loadFailure() ? tr("Try again") : tr("Start over"));
    m_startOver->setToolTip(tr("A new run with the values as they are"));
    m_icon->setPixmap(
        themedPixmap(QStringLiteral("warning"), errorColor(palette()), 22, devicePixelRatioF()));
    emit shownChanged(shown);
}

void OutcomeBanner::changeEvent(QEvent* event)
{
    Banner::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) refresh();
    if (event->type() != QEvent::PaletteChange) return;
    m_icon->setPixmap(
        themedPixmap(QStringLiteral("warning"), errorColor(palette()), 22, devicePixelRatioF()));
}

} // namespace contrastlab
