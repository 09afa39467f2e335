// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What each action does, and when it can be had. Window thread.
#include "data/data_intake.h"
#include "lesson/glossary_card.h"
#include "lesson/glossary_sheet.h"
#include "lesson/lesson_panel.h"
#include "panels/parameter_form.h"
#include "run/lockstep.h"
#include "shell/dialogs.h"
#include "shell/main_window.h"
#include "shell/run_files.h"
#include "shell/start_page.h"
#include "shell/status_strip.h"
#include "shell/undo_sheet.h"
#include "views/anatomy_panel.h"
#include "views/projection_view.h"

#include <QApplication>
#include <QDialog>
#include <QDockWidget>
#include <QLineEdit>

namespace contrastlab {

namespace {

/// The filter of the list that the widget lies in; null where there is none.
QLineEdit* filterAround(const QWidget* widget)
{
    while (widget && !qobject_cast<const QDockWidget*>(widget))
        widget = widget->parentWidget();
    if (!widget) return nullptr;
    for (QLineEdit* line : widget->findChildren<QLineEdit*>())
        if (line->property("filtersList").toBool()) return line;
    return nullptr;
}

} // namespace

void MainWindow::connectActions()
{
    const auto on = [this](ActionId id, auto&& act) {
        connect(m_actions[id], &QAction::triggered, this, act);
    };
    on(ActionId::reset, [this] {
        if (!saysNoWeights()) m_session.start(m_session.spec(), m_session.isPaused());
    });
    on(ActionId::resetAll, [this] { m_edits.startOn(m_setup.spec, m_session.isPaused()); });
    on(ActionId::playPause, [this] {
        if (!saysNoWeights()) m_session.togglePaused();
    });
    on(ActionId::step, [this] { stepForward(1); });
    on(ActionId::stepTen, [this] { stepForward(10); });
    on(ActionId::stepBack, [this] { m_session.moment().parkBy(-1); });
    on(ActionId::branchHere, [this] {
        if (!saysNoWeights()) m_session.branchHere();
    });
    on(ActionId::trainAlong, [this] { askForOtherValue(); });
    on(ActionId::openRun, [this] { askForRun(); });
    on(ActionId::follow, [this] { m_session.moment().follow(); });
    on(ActionId::goToBest, [this] {
        if (!saysNoWeights() && !m_session.goBackToBest())
            m_status->showMessage(tr("The newest step is the best so far."), 5000);
    });
    on(ActionId::playSound, [this] { playSound(); });
    on(ActionId::clearPinned, [this] {
        m_sounds.stop();
        m_focus.clear();
        m_projection->clearSelection();
    });
    on(ActionId::openData, [this] { m_intake->openData(); });
    on(ActionId::openGallery, [this] { m_intake->openGallery(); });
    on(ActionId::savePicture, [this] { m_runFiles->askAndSavePicture(m_docks.pictures()); });
    on(ActionId::lessonPdf, [this] {
        const LessonPages pages = m_lessons->pages();
        m_runFiles->savePdf(pages.title, [pages] { return pdfOf(pages); });
    });
    on(ActionId::lessonPrint, [this] { printLesson(); });
    on(ActionId::quit, [this] { close(); });
    on(ActionId::undo, [this] { undoOne(true); });
    on(ActionId::undoWithSteps, [this] { m_edits.undoWithSteps(); });
    on(ActionId::redo, [this] { undoOne(false); });
    on(ActionId::undoList, [this] { (new UndoSheet(m_undo, this))->show(); });
    connect(&m_undo, &UndoList::failed, this, [this](const QString& entry, const QString& why) {
        m_status->showMessage(tr("“%1” is past undoing: %2").arg(entry, why), 8000);
    });
    on(ActionId::findHere, [this] {
        m_startPage->close(); // a dock that is brought forward would lie over it
        QLineEdit* line = filterAround(QApplication::focusWidget());
        if (!line) m_docks.bringForward("parameters");
        if (!line) line = &m_form->filter();
        line->setFocus(Qt::ShortcutFocusReason);
        line->selectAll();
    });
    on(ActionId::resetLayout,
        [this] { changeLayout([] { return tr("Reset layout"); }, [this] { resetLayout(); }); });
    on(ActionId::fullScreen, [this](bool full) {
        setWindowState(windowState().setFlag(Qt::WindowFullScreen, full)); // maximised stays so
    });
    on(ActionId::presenter, [this](bool big) { setPresenting(big); });
    on(ActionId::lessonNext, [this] {
        m_docks.bringForward("lessons");
        m_lessons->goOn();
    });
    on(ActionId::lessonBack, [this] {
        m_docks.bringForward("lessons");
        m_lessons->goBack();
    });
    on(ActionId::themeSystem, [this] { setTheme(Theme::system); });
    on(ActionId::themeLight, [this] { setTheme(Theme::light); });
    on(ActionId::themeDark, [this] { setTheme(Theme::dark); });
    on(ActionId::languageSystem, [this] { setLanguage({}); });
    on(ActionId::languageEnglish, [this] { setLanguage(QStringLiteral("en")); });
    on(ActionId::languageChinese, [this] { setLanguage(QStringLiteral("zh_CN")); });
    on(ActionId::glossary, [this] {
        auto* sheet = new GlossarySheet(this);
        connect(&sheet->card(), &GlossaryCard::showRequested, this, &MainWindow::pointAt);
        sheet->show();
    });
    on(ActionId::article, [this] {
        m_lessons->open("the-article");
        m_docks.bringForward("lessons");
    });
    on(ActionId::startPage, [this] { openStartPage(); });
    on(ActionId::shortcuts, [this] { makeShortcutSheet(m_actions, this)->show(); });
    on(ActionId::about, [this] { makeAboutSheet(this)->show(); });
    const auto showUndo = [this] {
        m_actions[ActionId::undo]->setEnabled(m_undo.canUndo());
        m_actions[ActionId::undoWithSteps]->setEnabled(m_edits.canUndo());
        m_actions[ActionId::redo]->setEnabled(m_undo.canRedo());
    };
    connect(&m_undo, &UndoList::changed, this, showUndo);
    showUndo();
}

// What of all that a window holds has changed need not be in sight.
void MainWindow::undoOne(bool back)
{
    if (back ? !m_undo.canUndo() : !m_undo.canRedo()) return;
    const QString text = m_undo.entry(back ? m_undo.done() - 1 : m_undo.done()).text();
    const int count = m_undo.count();
    if (back)
        m_undo.undo();
    else
        m_undo.redo();
    if (m_undo.count() == count)
        m_status->showMessage((back ? tr("Undone: %1") : tr("Done again: %1")).arg(text), 5000);
}

void MainWindow::showState()
{
    const RunSession::State state = m_session.state();
    const bool playing = state == RunSession::State::running
        || (state == RunSession::State::preparing && !m_session.beginsPaused());
    const bool lost = state == RunSession::State::ended && !m_session.canGoOn();
    const bool steps = m_session.isLive() || (!lost && m_session.isRecorded());
    m_actions.showPlaying(playing, palette());
    m_actions[ActionId::trainAlong]->setEnabled(m_lockstep->canBegin());
    m_actions[ActionId::playPause]->setEnabled(!lost || m_session.isOfAnotherProgram());
    m_actions[ActionId::step]->setEnabled(steps);
    m_actions[ActionId::stepTen]->setEnabled(steps);
    m_anatomy->setStepsAllowed(state == RunSession::State::paused);
}

// What takes weights, of a run that has none: a disabled button would not tell why.
bool MainWindow::saysNoWeights()
{
    if (!m_session.isOfAnotherProgram()) return false;
    m_status->showMessage(tr("Another program trained this run and recorded no weights: it can be "
                             "scrubbed, but not trained, branched or begun anew here."),
        8000);
    return true;
}

void MainWindow::playSound()
{
    const ItemFocus::Items& items =
        m_focus.hovered().empty() ? m_focus.pinned() : m_focus.hovered();
    const Index item = m_focus.heardOf(items);
    if (m_sounds.has(item)) return m_sounds.playNext(item);
    m_status->showMessage(item < 0 ? tr("Rest on an item or click one, then P plays its sound.")
                                   : tr("This item has no sound."),
        5000);
}

} // namespace contrastlab
