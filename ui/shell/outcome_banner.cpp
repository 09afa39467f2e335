// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "shell/outcome_banner.h"

#include "data/media_text.h"
#include "run/finding_text.h"
#include "run/sentences.h"
#include "run/table_text.h"
#include "theme/colors.h"
#include "theme/icons.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace contrastlab {

OutcomeBanner::OutcomeBanner(RunSession& session, ParameterEdits& edits, QWidget* parent)
    : Banner(parent)
    , m_session(session)
    , m_edits(edits)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_goBack(new QPushButton(this))
    , m_startOver(new QPushButton(this))
    , m_return(new QPushButton(this))
    , m_locate(new QPushButton(this))
    , m_dismiss(new QToolButton(this))
{
    makeLayout();
    connect(&session, &RunSession::outcomeChanged, this, &OutcomeBanner::refresh);
    connect(&session.moment(), &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.run == MomentChange::Run::same) return;
        m_findings.clear();
        m_dismissed = false;
        refresh();
    });
    connect(m_goBack, &QPushButton::clicked, this, &OutcomeBanner::goBack);
    connect(m_startOver, &QPushButton::clicked, this, &OutcomeBanner::startOver);
    connect(m_return, &QPushButton::clicked, &session, &RunSession::cancelLoading);
    connect(m_locate, &QPushButton::clicked, this, &OutcomeBanner::locateRequested);
    connect(m_dismiss, &QToolButton::clicked, this, &OutcomeBanner::dismiss);
    refresh();
}

void OutcomeBanner::makeLayout()
{
    setObjectName(QStringLiteral("outcomeBanner"));
    setAutoFillBackground(true);
    m_goBack->setObjectName(QStringLiteral("goBack"));
    m_startOver->setObjectName(QStringLiteral("startOver"));
    m_return->setObjectName(QStringLiteral("returnToRun"));
    m_locate->setObjectName(QStringLiteral("locateData"));
    m_dismiss->setObjectName(QStringLiteral("dismiss"));
    m_dismiss->setAutoRaise(true);
    m_dismiss->setText(QStringLiteral("✕"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 4);
    layout->setSpacing(10);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    for (QWidget* button :
        std::initializer_list<QWidget*> { m_goBack, m_startOver, m_locate, m_return, m_dismiss })
        layout->addWidget(button);
}

QString OutcomeBanner::text() const
{
    return m_text->text();
}

void OutcomeBanner::setFindings(std::vector<Finding> findings)
{
    if (!m_session.moment().playhead().following) return;
    m_findings = std::move(findings);
    if (!lostPairs()) m_dismissed = false;
    refresh();
}

// That a run lost what it had learnt, or learns nothing because its embeddings fell together.
const Finding* OutcomeBanner::lostPairs() const
{
    for (const auto code : { Finding::Code::spoiltByChange, Finding::Code::completeCollapse }) {
        const auto found = std::ranges::find(m_findings, code, &Finding::code);
        if (found != m_findings.end()) return &*found;
    }
    return nullptr;
}

// To before what is blamed; where nothing is, to the last healthy step with the values as they are.
std::optional<Remedy> OutcomeBanner::wayBack() const
{
    if (m_session.outcome().kind == RunOutcome::Kind::diverged) {
        const std::int64_t healthy = m_session.lastHealthyStep();
        if (healthy < 0) return std::nullopt;
        const auto blamed = m_session.suspects();
        const std::string& cause = m_session.outcome().cause;
        const Parameter* parameter = findParameter(blamed.empty() ? cause : blamed.front().key);
        if (!parameter) return std::nullopt;
        const auto before =
            blamed.empty() ? std::nullopt : parseValue(*parameter, blamed.front().before);
        return Remedy { std::string(parameter->key),
            before ? *before : m_session.currentValue(parameter->key), healthy };
    }
    for (const Finding& finding : m_findings)
        if (finding.severity == Severity::problem && finding.remedy && finding.remedy->backTo > 0)
            return finding.remedy;
    return std::nullopt;
}

std::optional<Remedy> OutcomeBanner::wayAnew() const
{
    for (const Finding& finding : m_findings)
        if (finding.severity == Severity::problem && finding.remedy) return finding.remedy;
    return std::nullopt;
}

void OutcomeBanner::goBack()
{
    const auto remedy = wayBack();
    if (!remedy) return;
    m_edits.take(*remedy);
    emit causePointedAt(remedy->key);
}

void OutcomeBanner::startOver()
{
    if (const auto remedy = wayAnew()) return m_edits.restartWith(*remedy);
    m_session.start(m_session.spec());
}

void OutcomeBanner::dismiss()
{
    m_dismissed = true;
    refresh();
}

QString OutcomeBanner::diverged() const
{
    const RunOutcome& outcome = m_session.outcome();
    const QString what =
        tr("Diverged at step %1: the loss or its gradient is no longer a finite number.")
            .arg(outcome.step);
    const auto blamed = m_session.suspects();
    if (!blamed.empty()) {
        const QString second =
            blamed.size() < 2 ? QString() : tr("Less likely: %1.").arg(suspectText(blamed[1]));
        return joinedSentences(
            { what, tr("Most likely cause: %1.").arg(suspectText(blamed.front())), second });
    }
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

QString OutcomeBanner::collapsed() const
{
    const RunSpec& spec = m_session.spec();
    QStringList sentences;
    for (const Finding& finding : m_findings)
        if (finding.severity == Severity::problem && sentences.size() < 2)
            sentences << findingText(finding, spec);
    return joinedSentences(sentences);
}

QString OutcomeBanner::failed() const
{
    const auto failure = m_session.loadFailure();
    if (failure && m_session.isRecorded())
        return tr("Only curves and recorded pictures can be shown: %1").arg(failureText(*failure));
    if (failure) return tr("No run can begin on these data: %1").arg(failureText(*failure));
    return tr("The run could not go on: %1")
        .arg(QString::fromStdString(m_session.outcome().message));
}

void OutcomeBanner::refresh()
{
    const RunOutcome::Kind kind = m_session.outcome().kind;
    const bool lacksData = m_session.isRecorded() && m_session.loadFailure();
    const bool hasDiverged = kind == RunOutcome::Kind::diverged && !lacksData;
    const bool hasFailed = kind == RunOutcome::Kind::failed || lacksData;
    const bool hasCollapsed = !hasDiverged && !hasFailed && lostPairs() && !m_dismissed;
    const bool shown = hasDiverged || hasFailed || hasCollapsed;
    if (shown) m_text->setText(hasDiverged ? diverged() : hasFailed ? failed() : collapsed());
    const auto back = hasFailed ? std::nullopt : wayBack();
    m_goBack->setVisible(back.has_value());
    m_goBack->setText(tr("Go back to step %1").arg(back ? back->backTo : 0));
    m_goBack->setToolTip(tr("The weights of that step, and the value that likely did it as it was; "
                            "Undo brings the value back"));
    m_locate->setVisible(lacksData);
    m_locate->setText(tr("Locate the data…"));
    m_locate->setToolTip(tr("Where they are now; they must still be those that it was trained on"));
    m_startOver->setVisible(!lacksData && !m_session.isOfAnotherProgram());
    m_return->setVisible(hasFailed && m_session.hasRunBefore());
    m_return->setText(tr("Back to the run before"));
    m_return->setToolTip(tr("The data and the values of before, at the step where it was left"));
    const auto anew = hasFailed ? std::nullopt : wayAnew();
    m_startOver->setText(m_session.loadFailure() ? tr("Try again")
            : anew                               ? restartText(*anew)
                                                 : tr("Start over"));
    m_startOver->setToolTip(anew
            ? tr("A new run from the first step, with the other values as they are")
            : tr("A new run with the values as they are"));
    m_dismiss->setVisible(hasCollapsed);
    m_dismiss->setToolTip(tr("Let the run go on as it is"));
    showIcon();
    emit shownChanged(shown);
}

void OutcomeBanner::showIcon()
{
    m_icon->setPixmap(
        themedPixmap(QStringLiteral("warning"), errorColor(palette()), 22, devicePixelRatioF()));
}

void OutcomeBanner::changeEvent(QEvent* event)
{
    Banner::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) refresh();
    if (event->type() == QEvent::PaletteChange) showIcon();
}

} // namespace contrastlab
