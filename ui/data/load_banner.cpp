// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "data/load_banner.h"

#include "data/media_text.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace contrastlab {

namespace {

constexpr qint64 patienceMs = 300; ///< what is faster needs no bar

/// Items and files that the run has to do without.
bool hasLosses(const DatasetReport& report)
{
    return report.unreadable + report.withoutPartner + report.badRows > 0;
}

} // namespace

LoadBanner::LoadBanner(RunSession& session, QWidget* parent)
    : Banner(parent)
    , m_session(session)
    , m_text(new QLabel(this))
    , m_bar(new QProgressBar(this))
{
    setObjectName(QStringLiteral("loadBanner"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 4);
    layout->setSpacing(10);
    layout->addWidget(m_text, 1);
    m_text->setWordWrap(true);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(220);
    layout->addWidget(m_bar);
    m_cancel = addButton("cancelLoading");
    m_open = addButton("openData");
    m_gallery = addButton("openGallery");
    m_again = addButton("loadAgain");
    m_problems = addButton("showProblems");
    m_dismiss = addButton("dismiss");
    connect(m_cancel, &QPushButton::clicked, &session, &RunSession::cancelLoading);
    connect(m_open, &QPushButton::clicked, this, &LoadBanner::openRequested);
    connect(m_gallery, &QPushButton::clicked, this, &LoadBanner::galleryRequested);
    connect(m_problems, &QPushButton::clicked, this, &LoadBanner::problemsRequested);
    connect(m_again, &QPushButton::clicked, this, [this] { m_session.start(m_session.spec()); });
    connect(m_dismiss, &QPushButton::clicked, this, [this] {
        m_toldOf = dataDigest();
        m_toldLate = m_session.lateProblems();
        refresh();
    });
    connect(&session.moment(), &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.run != MomentChange::Run::same) m_sinceStart.start();
        if (change.run != MomentChange::Run::same || change.data) refresh();
    });
    connect(&session, &RunSession::ticked, this, &LoadBanner::refresh);
    connect(&session, &RunSession::stateChanged, this, &LoadBanner::refresh);
}

QPushButton* LoadBanner::addButton(const char* name)
{
    auto* button = new QPushButton(this);
    button->setObjectName(QString::fromLatin1(name));
    layout()->addWidget(button);
    return button;
}

QString LoadBanner::text() const
{
    return m_text->text();
}

std::string LoadBanner::dataDigest() const
{
    const auto setup = m_session.setup();
    return setup ? setup->dataset().digest : std::string();
}

LoadBanner::State LoadBanner::wanted() const
{
    if (m_session.isEmpty()) return State::empty;
    // That it failed is known a moment before it has ended.
    const bool preparing = m_session.state() == RunSession::State::preparing
        && m_session.outcome().kind != RunOutcome::Kind::failed;
    const bool slow = m_sinceStart.isValid() && m_sinceStart.elapsed() > patienceMs;
    if (preparing) return slow ? State::loading : State::hidden;
    const DatasetReport* report = m_session.dataReport();
    // A restart on the same data has nothing new to tell.
    const bool lost = report && (hasLosses(*report) || m_session.lateProblems() > 0);
    const bool told = m_toldOf == dataDigest() && m_toldLate >= m_session.lateProblems();
    return lost && !told ? State::losses : State::hidden;
}

void LoadBanner::refresh()
{
    const State state = wanted();
    if (state != m_state || (state == State::losses && m_shownLate != m_session.lateProblems()))
        setState(state);
    if (state == State::loading) showProgress();
}

void LoadBanner::setState(State state)
{
    m_state = state;
    m_bar->setVisible(state == State::loading);
    m_cancel->setVisible(state == State::loading);
    m_open->setVisible(state == State::empty);
    m_gallery->setVisible(state == State::empty);
    m_again->setVisible(state == State::empty);
    m_problems->setVisible(state == State::losses);
    m_dismiss->setVisible(state == State::losses);
    if (state == State::empty)
        m_text->setText(tr("No data are loaded. Open data, choose from the gallery, or drop files "
                           "on this window."));
    if (state == State::losses) m_text->setText(lossesText());
    m_shownLate = m_session.lateProblems();
    m_cancel->setText(tr("Cancel"));
    m_open->setText(tr("Open data…"));
    m_gallery->setText(tr("Gallery…"));
    m_again->setText(tr("Load again"));
    m_problems->setText(tr("Show"));
    m_dismiss->setText(tr("Dismiss"));
    m_cancel->setToolTip(
        m_session.hasRunBefore() ? tr("Back to the run before") : tr("Stop loading"));
    emit shownChanged(state != State::hidden);
}

void LoadBanner::showProgress()
{
    const auto progress = m_session.loadProgress().value_or(LoadProgress());
    contrastlab::showProgress(*m_bar, progress);
    const QString name = QString::fromStdString(m_session.spec().text("dataset"));
    m_text->setText(
        tr("%1: %2", "data set, progress").arg(name.section(u'/', -1), progressText(progress)));
}

QString LoadBanner::lossesText() const
{
    const DatasetReport& report = *m_session.dataReport();
    QStringList losses;
    const auto add = [&](const QString& text, Index count) {
        if (count > 0) losses << text.arg(countText(count));
    };
    add(tr("unreadable files: %1"), report.unreadable);
    add(tr("items without a partner: %1"), report.withoutPartner);
    add(tr("bad rows: %1"), report.badRows);
    add(tr("damaged, seen as blank: %1"), Index(m_session.lateProblems()));
    return tr("The run trains on %1 of %2 items (%3).")
        .arg(countText(report.items), countText(report.listed),
            losses.join(tr(", ", "between losses")));
}

void LoadBanner::changeEvent(QEvent* event)
{
    Banner::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) setState(m_state);
}

} // namespace contrastlab
