// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window has for those who learn and teach: the start page, a lesson's run,
// presenter mode. Window thread.
#include "data/data_intake.h"
#include "lesson/achievement_log.h"
#include "lesson/achievement_row.h"
#include "lesson/glossary_card.h"
#include "lesson/glossary_marks.h"
#include "lesson/lesson_panel.h"
#include "panels/parameter_form.h"
#include "plot/figure.h"
#include "run/message_text.h"
#include "run/run_opener.h"
#include "run/table_text.h"
#include "shell/main_window.h"
#include "shell/run_files.h"
#include "shell/start_page.h"
#include "shell/status_strip.h"
#include "shell/timeline_bar.h"
#include "theme/fonts.h"
#include "views/diagnostics_view.h"
#include "views/doctor_panel.h"
#include "views/loss_view.h"
#include "views/spare_bar.h"
#include "views/story_strip.h"

#include <QApplication>
#include <QCursor>
#include <QFileInfo>
#include <QPrintDialog>
#include <QPrinter>
#include <QScreen>
#include <QTextDocument>
#include <QTimer>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace contrastlab {

namespace {

constexpr double presenting = 1.5; // times the usual letters
constexpr int emsInSight = 50; // of height, that four views with their settings need

} // namespace

// What the lesson locks and hides goes for its own run alone.
void MainWindow::trainLesson(const RunSpec& spec)
{
    m_edits.startOn(spec);
    const Lesson& lesson = m_lessons->lessons()[m_lessons->current()];
    m_lessonRun = m_session.run();
    m_lessonOfRun = lesson.name;
    m_lessonHealth.begin();
    m_form->setLimits({ m_lessons->titleOf(lesson), lesson.locked, lesson.hidden });
}

// A run that goes on from one of the lesson's own checkpoints is still the lesson's.
void MainWindow::liftLimits(const MomentChange& change)
{
    if (change.run == MomentChange::Run::same || m_session.run() == m_lessonRun) return;
    if (change.run == MomentChange::Run::continued && m_lessonRun) {
        m_lessonRun = m_session.run();
        return;
    }
    m_lessonRun.reset();
    m_form->setLimits({});
}

void MainWindow::makeAchievements()
{
    AchievementLog& log = m_lessons->achievements();
    m_startPage->addToFoot(new AchievementRow(
        log, [this](const std::string& name) { return m_lessons->titleNamed(name); }));
    connect(&log, &AchievementLog::changed, this, &MainWindow::keepAchievements);
    connect(
        m_actions[ActionId::achievements], &QAction::triggered, &log, &AchievementLog::setShown);
    connect(&m_session.moment(), &RunMoment::changed, this, &MainWindow::watchLessonRun);
    connect(&m_diagnostics->doctor(), &DoctorPanel::findingsChanged, this,
        &MainWindow::watchLessonHealth);
}

void MainWindow::keepAchievements()
{
    const AchievementLog& log = m_lessons->achievements();
    m_actions[ActionId::achievements]->setChecked(log.areShown());
    Settings& settings = m_setup.settings;
    const QStringList kept = log.kept();
    if (kept == settings.lessonFacts && log.areShown() == settings.achievementsShown) return;
    settings.lessonFacts = kept;
    settings.achievementsShown = log.areShown();
    keepSettings();
}

// By what the training loop has taken, not by what was asked for.
void MainWindow::watchLessonRun(const MomentChange& change)
{
    if (!change.events || !m_lessonRun || m_session.run() != m_lessonRun) return;
    const auto& lessons = m_lessons->lessons();
    const auto lesson = std::ranges::find(lessons, m_lessonOfRun, &Lesson::name);
    if (lesson == lessons.end()) return;
    for (const RunEvent& event : m_lessonRun->events.since(change.events.from))
        if (event.kind == RunEvent::Kind::change
            && std::ranges::find(lesson->controls, event.key) != lesson->controls.end())
            m_lessons->achievements().note(
                { LessonFact::Kind::controlMoved, lesson->name, event.key });
}

void MainWindow::watchLessonHealth()
{
    using enum Finding::Code;
    const auto& findings = m_diagnostics->doctor().findings();
    if (findings.empty() || !m_lessonRun || m_session.run() != m_lessonRun) return;
    const Finding& gravest = findings.front();
    const bool spoilt = gravest.code == completeCollapse || gravest.code == spoiltByChange
        || gravest.code == diverged;
    const bool well = gravest.code == healthy || gravest.code == falling;
    const auto state = spoilt ? CollapseWatch::State::spoilt
        : well                ? CollapseWatch::State::well
                              : CollapseWatch::State::unknown;
    if (m_lessonHealth.see(state))
        m_lessons->achievements().note({ LessonFact::Kind::collapseMended, m_lessonOfRun, {} });
}

// Terms of the glossary in the form's labels, by their English words.
void MainWindow::explainTerms()
{
    m_term = new GlossaryCard(this);
    m_term->hide();
    connect(m_term, &GlossaryCard::showRequested, this, &MainWindow::pointAt);
    const auto termOf = [](const Parameter& parameter) {
        return termIn(qString(parameter.label), "en");
    };
    std::set<std::string> keys;
    for (const Parameter& parameter : parameterTable())
        if (termOf(parameter)) keys.insert(std::string(parameter.key));
    m_form->setTerms(keys);
    connect(m_form, &ParameterForm::termAsked, m_term, [this, termOf](const std::string& key) {
        m_term->popUp(*termOf(*findParameter(key)), QCursor::pos());
    });
}

void MainWindow::makeStartPage()
{
    m_startPage = new StartPage(*this);
    connect(
        m_startPage, &StartPage::closed, this, [this] { m_loss->setFocus(Qt::OtherFocusReason); });
    connect(m_startPage, &StartPage::lessonChosen, this, [this](int place) {
        m_docks.bringForward("lessons");
        m_lessons->begin(std::size_t(place));
    });
    connect(m_startPage, &StartPage::dataRequested, this, [this] { m_intake->openData(); });
    connect(m_startPage, &StartPage::galleryRequested, m_intake, &DataIntake::openGallery);
    connect(m_startPage, &StartPage::runChosen, m_opener, &RunOpener::open);
    connect(m_runFiles, &RunFiles::runWritten, this, &MainWindow::rememberRunFile);
    connect(m_lessons, &LessonPanel::doneChanged, this, [this] {
        m_setup.settings.lessonsDone = m_lessons->done();
        keepSettings();
    });
}

// Once, unless somebody asks.
void MainWindow::offerStartPage()
{
    if (m_setup.offersStartPage && !m_setup.settings.startPageSeen) openStartPage();
}

void MainWindow::openStartPage()
{
    if (!std::exchange(m_setup.settings.startPageSeen, true)) keepSettings();
    std::vector<StartPage::LessonLine> lines;
    for (const Lesson& lesson : m_lessons->lessons())
        lines.push_back({ m_lessons->titleOf(lesson), m_lessons->isDone(lesson) });
    m_startPage->open(lines, recentRuns());
}

void MainWindow::rememberRunFile(const QString& path)
{
    constexpr qsizetype most = 10;
    QStringList& runs = m_setup.settings.recentRuns;
    runs.removeAll(path);
    runs.prepend(path);
    while (runs.size() > most)
        runs.removeLast();
    keepSettings();
}

void MainWindow::printLesson()
{
    auto* dialog = new QPrintDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, qOverload<QPrinter*>(&QPrintDialog::accepted), this,
        [this, pages = m_lessons->pages()](QPrinter* printer) {
            // A file is written as the others are: whole or not at all, and in the background.
            if (const QString file = printer->outputFileName(); !file.isEmpty())
                return m_runFiles->exporter().saveBytes(
                    file, [pages, page = printer->pageLayout()] { return pdfOf(pages, page); });
            QTextDocument document;
            layOut(pages, document);
            document.print(printer);
        });
    dialog->open();
}

void MainWindow::setPresenting(bool on)
{
    m_actions[ActionId::presenter]->setChecked(on);
    if (std::exchange(m_presenting, on) == on) return;
    if (on && m_usualLayout.isEmpty()) {
        m_usualLayout = m_docks.layout();
        m_usualSize = size();
    }
    applyChosenTheme();
    makeRoom(on && height() < emsInSight * presenting * fontInfo().pixelSize() / m_larger);
    present(on || isFullScreen());
    // A clicker's keys scroll elsewhere, so they are the lesson's here alone.
    for (const auto& [id, page] : { std::pair(ActionId::lessonNext, Qt::Key_PageDown),
             { ActionId::lessonBack, Qt::Key_PageUp } }) {
        QList<QKeySequence> keys = m_actions.keys(id);
        if (on) keys.append(QKeySequence(page));
        m_actions[id]->setShortcuts(keys);
    }
    if (on)
        m_docks.bringForward("lessons");
    else
        goBackToUsual();
}

// What small type needs is known after the event; bars and tabs take it some events later, and
// move the docks once more.
void MainWindow::goBackToUsual()
{
    constexpr int laterMs[] { 0, 200, 600, 1200 }; // a busy machine takes its time
    for (const int ms : laterMs)
        QTimer::singleShot(ms, this, [this, ms, last = laterMs[3]] {
            if (m_presenting || m_usualLayout.isEmpty()) return;
            if (m_docks.layout() != m_usualLayout) m_docks.restore(m_usualLayout);
            if (!isMaximized() && !isFullScreen()) resize(m_usualSize);
            if (ms == last) m_usualLayout.clear();
        });
}

// Over the whole screen is in front of people, too: they read it from the last row.
void MainWindow::present(bool on)
{
    constexpr double mostLarger = 1.35;
    constexpr int linesInSight = 36; // of what is larger because there is room
    const double usualHeight = fontMetrics().height() / m_larger;
    const double fits = double(screen()->size().height()) / (linesInSight * usualHeight);
    const double larger = !on ? 1 : m_presenting ? presenting : std::clamp(fits, 1.01, mostLarger);
    if (larger == m_larger) return;
    const double before = std::exchange(m_larger, larger);
    QApplication::setFont(scaledFont(QApplication::font(), larger / before));
    thickenLines();
}

// For large letters in a low window: two views at a time, without what they can do without.
void MainWindow::makeRoom(bool scarce)
{
    m_story->setBrief(scarce);
    if (scarce) m_timeline->hide(); // the layout of before brings it back
    for (SpareBar* bar : findChildren<SpareBar*>())
        bar->setVisible(!scarce);
    if (scarce) m_docks.condense();
}

void MainWindow::thickenLines()
{
    constexpr double heavier = 1.7;
    for (Figure* figure : findChildren<Figure*>())
        figure->setWeight(m_larger > 1 ? heavier : 1);
}

} // namespace contrastlab
