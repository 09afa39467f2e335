// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One row an action.
#include "shell/actions.h"

#include "theme/icons.h"

#include <QCoreApplication>
#include <QWidget>

#include <algorithm>

namespace contrastlab {

namespace {

struct ActionRow {
    ActionId id;
    const char* name;
    const char* icon; ///< null: none
    const char* keys; ///< portable text, several with commas in QKeySequence's sense of lists
    const char* text;
    const char* tooltip;
    bool checkable = false;
};

constexpr ActionRow actionRows[] = {
    { ActionId::reset, "reset", "reset", "R", QT_TRANSLATE_NOOP("Actions", "&Reset"),
        QT_TRANSLATE_NOOP("Actions",
            "Begin again from the first step, with the values as they are; this run stays in the "
            "list of runs") },
    { ActionId::resetAll, "resetAll", nullptr, "Ctrl+Shift+R",
        QT_TRANSLATE_NOOP("Actions", "Reset &all values"),
        QT_TRANSLATE_NOOP("Actions", "Begin again with the values that the window opened with") },
    { ActionId::playPause, "playPause", "pause", "Space", QT_TRANSLATE_NOOP("Actions", "&Pause"),
        QT_TRANSLATE_NOOP("Actions", "Pause training") },
    { ActionId::step, "step", "step", "Right", QT_TRANSLATE_NOOP("Actions", "One &step"),
        QT_TRANSLATE_NOOP("Actions", "One training step, then pause") },
    { ActionId::stepTen, "stepTen", nullptr, "Shift+Right",
        QT_TRANSLATE_NOOP("Actions", "&Ten steps"),
        QT_TRANSLATE_NOOP("Actions", "Ten training steps, then pause") },
    { ActionId::follow, "follow", nullptr, "L",
        QT_TRANSLATE_NOOP("Actions", "Follow the &newest step"),
        QT_TRANSLATE_NOOP(
            "Actions", "All views go with the run again, after a click on the loss plot") },
    { ActionId::stepBack, "stepBack", nullptr, "Left",
        QT_TRANSLATE_NOOP("Actions", "One step b&ack in the recording"),
        QT_TRANSLATE_NOOP("Actions",
            "All views show the recorded step before, while training goes on; Right goes forward "
            "again") },
    { ActionId::branchHere, "branchHere", nullptr, "Ctrl+B",
        QT_TRANSLATE_NOOP("Actions", "&Branch here"),
        QT_TRANSLATE_NOOP("Actions",
            "A new run from the very state that the views show, with the same batches; change what "
            "you like in it. This run stays in the list of runs") },
    { ActionId::goToBest, "goToBest", nullptr, "B",
        QT_TRANSLATE_NOOP("Actions", "Go back to the &best"),
        QT_TRANSLATE_NOOP("Actions",
            "The weights of the lowest held-out loss so far; this run stays in the list of "
            "runs") },
    { ActionId::trainAlong, "trainAlong", nullptr, "Ctrl+Shift+B",
        QT_TRANSLATE_NOOP("Actions", "Train along with another &value…"),
        QT_TRANSLATE_NOOP("Actions",
            "A branch of the run of now with one other value, both step by step together from the "
            "same weights with the same batches, and their pictures side by side") },
    { ActionId::playSound, "playSound", nullptr, "P", QT_TRANSLATE_NOOP("Actions", "&Play sound"),
        QT_TRANSLATE_NOOP("Actions",
            "Play the sound of the item under the pointer, or of the pinned one; again: its next "
            "voice") },
    { ActionId::clearPinned, "clearPinned", nullptr, "Esc",
        QT_TRANSLATE_NOOP("Actions", "&Let the item go"),
        QT_TRANSLATE_NOOP("Actions", "Nothing pinned, nothing selected, silence") },
    { ActionId::openData, "openData", "open", "Ctrl+O", QT_TRANSLATE_NOOP("Actions", "&Open data…"),
        QT_TRANSLATE_NOOP("Actions", "Look at files of your own and train on them") },
    { ActionId::openGallery, "openGallery", "gallery", "Ctrl+G",
        QT_TRANSLATE_NOOP("Actions", "Data set &gallery…"),
        QT_TRANSLATE_NOOP("Actions", "Data sets that come with the program or with a package") },
    { ActionId::openRun, "openRun", nullptr, "Ctrl+Shift+O",
        QT_TRANSLATE_NOOP("Actions", "Open &run…"),
        QT_TRANSLATE_NOOP("Actions",
            "A recorded run with all that it was, to scrub, to branch and to go on; one that "
            "another program still trains is followed") },
    { ActionId::recording, "recording", nullptr, "",
        QT_TRANSLATE_NOOP("Actions", "Re&cording of runs…"),
        QT_TRANSLATE_NOOP("Actions",
            "Whether every run of the window is written to a folder as it goes on, and how much of "
            "the disk it may take") },
    { ActionId::saveRun, "saveRun", nullptr, "Ctrl+S",
        QT_TRANSLATE_NOOP("Actions", "Save r&un as…"),
        QT_TRANSLATE_NOOP(
            "Actions", "Save the run so far with its checkpoints, for contrastlab-cli export") },
    { ActionId::exportEmbeddings, "exportEmbeddings", nullptr, "Ctrl+Alt+E",
        QT_TRANSLATE_NOOP("Actions", "Export em&beddings…"),
        QT_TRANSLATE_NOOP("Actions",
            "Write embeddings, weights or all numbers for NumPy, TensorBoard and others") },
    { ActionId::savePicture, "savePicture", "picture", "Ctrl+E",
        QT_TRANSLATE_NOOP("Actions", "Save &picture…"),
        QT_TRANSLATE_NOOP("Actions", "Save a view or the window as PNG, SVG or PDF") },
    { ActionId::exportMetrics, "exportMetrics", "table", "Ctrl+Shift+E",
        QT_TRANSLATE_NOOP("Actions", "Export &metrics…"),
        QT_TRANSLATE_NOOP("Actions", "Write every step's numbers to a CSV file") },
    { ActionId::exportReport, "exportReport", nullptr, "",
        QT_TRANSLATE_NOOP("Actions", "&Export report…"),
        QT_TRANSLATE_NOOP("Actions",
            "Write the run as one HTML page for any browser: curves, frames to scrub, items, "
            "parameters") },
    { ActionId::film, "film", nullptr, "", QT_TRANSLATE_NOOP("Actions", "&Film…"),
        QT_TRANSLATE_NOOP(
            "Actions", "Views over the steps of the run, side by side, as a film or as pictures") },
    { ActionId::lessonPdf, "lessonPdf", nullptr, "",
        QT_TRANSLATE_NOOP("Actions", "&Lesson as PDF…"),
        QT_TRANSLATE_NOOP("Actions", "The open lesson with what its claims came to here") },
    { ActionId::lessonPrint, "lessonPrint", nullptr, "Ctrl+P",
        QT_TRANSLATE_NOOP("Actions", "Prin&t lesson…"),
        QT_TRANSLATE_NOOP(
            "Actions", "The open lesson with what its claims came to here, on paper") },
    { ActionId::quit, "quit", nullptr, "Ctrl+Q", QT_TRANSLATE_NOOP("Actions", "&Quit"),
        QT_TRANSLATE_NOOP("Actions", "End training and close the window") },
    { ActionId::undo, "undo", "undo", "Ctrl+Z", QT_TRANSLATE_NOOP("Actions", "&Undo"),
        QT_TRANSLATE_NOOP("Actions",
            "Take back what was done last: to parameters, layout, choices of items or runs") },
    { ActionId::redo, "redo", "redo", "Ctrl+Shift+Z", QT_TRANSLATE_NOOP("Actions", "R&edo"),
        QT_TRANSLATE_NOOP("Actions", "Do again what was taken back") },
    { ActionId::undoWithSteps, "undoWithSteps", nullptr, "Ctrl+Alt+Z",
        QT_TRANSLATE_NOOP("Actions", "Undo and go &back to before it"),
        QT_TRANSLATE_NOOP("Actions",
            "Take back the last change of a parameter, and go on in a new run from the step just "
            "before it; this run stays in the list of runs") },
    { ActionId::undoList, "undoList", nullptr, "Ctrl+U",
        QT_TRANSLATE_NOOP("Actions", "&What was done…"),
        QT_TRANSLATE_NOOP("Actions",
            "All that can be taken back, in its order; a click goes back to there, or forward "
            "again") },
    { ActionId::palette, "palette", nullptr, "Ctrl+K",
        QT_TRANSLATE_NOOP("Actions", "&Find anything…"),
        QT_TRANSLATE_NOOP("Actions",
            "Every action, parameter, item, run, step, lesson and data set by its name, in English "
            "or Chinese") },
    { ActionId::findHere, "findHere", nullptr, "Ctrl+F",
        QT_TRANSLATE_NOOP("Actions", "Find in this &list"),
        QT_TRANSLATE_NOOP("Actions",
            "Among the items or the runs, where one works in their list, else among the "
            "parameters") },
    { ActionId::settings, "settings", nullptr, "Ctrl+,",
        QT_TRANSLATE_NOOP("Actions", "&Settings and keys…"),
        QT_TRANSLATE_NOOP(
            "Actions", "Language, colours, recordings, threads, memory, and which keys do what") },
    { ActionId::copyCommand, "copyCommand", nullptr, "",
        QT_TRANSLATE_NOOP("Actions", "Copy as &command line"),
        QT_TRANSLATE_NOOP("Actions", "The command that does this run again") },
    { ActionId::copySpec, "copySpec", nullptr, "", QT_TRANSLATE_NOOP("Actions", "Copy as &spec"),
        QT_TRANSLATE_NOOP("Actions", "All parameters as they stand now, a file for --spec") },
    { ActionId::copyPython, "copyPython", nullptr, "",
        QT_TRANSLATE_NOOP("Actions", "Copy as P&ython"),
        QT_TRANSLATE_NOOP("Actions",
            "A whole script for PyTorch with this objective, towers, optimiser and schedule") },
    { ActionId::resetLayout, "resetLayout", nullptr, "Ctrl+0",
        QT_TRANSLATE_NOOP("Actions", "Reset &layout"),
        QT_TRANSLATE_NOOP("Actions", "All panels back to their places") },
    { ActionId::layoutLearn, "layoutLearn", nullptr, "Ctrl+1",
        QT_TRANSLATE_NOOP("Actions", "&Learn"),
        QT_TRANSLATE_NOOP("Actions", "Lessons beside curves, pairs and the projection") },
    { ActionId::layoutTune, "layoutTune", nullptr, "Ctrl+2", QT_TRANSLATE_NOOP("Actions", "&Tune"),
        QT_TRANSLATE_NOOP("Actions", "Parameters beside curves, runs, sweep and diagnostics") },
    { ActionId::layoutExplore, "layoutExplore", nullptr, "Ctrl+3",
        QT_TRANSLATE_NOOP("Actions", "&Explore"),
        QT_TRANSLATE_NOOP(
            "Actions", "Items: projection, pairs, table, search and the pinned one") },
    { ActionId::layoutPresent, "layoutPresent", nullptr, "Ctrl+4",
        QT_TRANSLATE_NOOP("Actions", "&Present"),
        QT_TRANSLATE_NOOP("Actions",
            "Curves, pairs and the projection alone, over the whole window; presenter mode makes "
            "them larger") },
    { ActionId::saveLayout, "saveLayout", nullptr, "",
        QT_TRANSLATE_NOOP("Actions", "&Save layout as…"),
        QT_TRANSLATE_NOOP("Actions", "Which panels are in sight and where, under a name") },
    { ActionId::ownLayouts, "ownLayouts", nullptr, "",
        QT_TRANSLATE_NOOP("Actions", "&Own layouts…"),
        QT_TRANSLATE_NOOP("Actions", "To rename, delete, write to a file and read from one") },
    { ActionId::fullScreen, "fullScreen", nullptr, "F11",
        QT_TRANSLATE_NOOP("Actions", "&Full screen"),
        QT_TRANSLATE_NOOP("Actions",
            "The window over the whole screen in larger type, for an audience, and back"),
        true },
    { ActionId::presenter, "presenter", nullptr, "Ctrl+Shift+P",
        QT_TRANSLATE_NOOP("Actions", "&Presenter mode"),
        QT_TRANSLATE_NOOP("Actions",
            "Big type, thick lines, strong colours; Page Down and Page Up, as a clicker sends "
            "them, go through the lesson"),
        true },
    { ActionId::lessonNext, "lessonNext", nullptr, "N",
        QT_TRANSLATE_NOOP("Actions", "Go &on in the lesson"),
        QT_TRANSLATE_NOOP(
            "Actions", "Its next part: text, each claim to predict and to try, question, answer") },
    { ActionId::lessonBack, "lessonBack", nullptr, "Shift+N",
        QT_TRANSLATE_NOOP("Actions", "Go &back in the lesson"),
        QT_TRANSLATE_NOOP("Actions", "The part of the lesson before") },
    { ActionId::themeSystem, "themeSystem", nullptr, "",
        QT_TRANSLATE_NOOP("Actions", "As the &system"),
        QT_TRANSLATE_NOOP("Actions", "Colours that go with the desktop"), true },
    { ActionId::themeLight, "themeLight", nullptr, "", QT_TRANSLATE_NOOP("Actions", "&Light"),
        QT_TRANSLATE_NOOP("Actions", "Dark text on a light ground"), true },
    { ActionId::themeDark, "themeDark", nullptr, "", QT_TRANSLATE_NOOP("Actions", "&Dark"),
        QT_TRANSLATE_NOOP("Actions", "Light text on a dark ground"), true },
    { ActionId::languageSystem, "languageSystem", nullptr, "",
        QT_TRANSLATE_NOOP("Actions", "As the s&ystem"),
        QT_TRANSLATE_NOOP("Actions", "The computer's language where there are texts in it"), true },
    { ActionId::languageEnglish, "languageEnglish", nullptr, "", "English", "English", true },
    { ActionId::languageChinese, "languageChinese", nullptr, "", "简体中文", "简体中文", true },
    { ActionId::glossary, "glossary", nullptr, "", QT_TRANSLATE_NOOP("Actions", "&Glossary"),
        QT_TRANSLATE_NOOP("Actions", "Terms in plain words, with formulas") },
    { ActionId::article, "articleMended", nullptr, "",
        QT_TRANSLATE_NOOP("Actions", "The a&rticle, mended"),
        QT_TRANSLATE_NOOP("Actions", "The listing that this lab began from, line by line") },
    { ActionId::achievements, "achievements", nullptr, "",
        QT_TRANSLATE_NOOP("Actions", "Ach&ievements"),
        QT_TRANSLATE_NOOP("Actions",
            "Six small marks of what was done in lessons, on the start page and below the "
            "lessons"),
        true },
    { ActionId::startPage, "startPage", nullptr, "", QT_TRANSLATE_NOOP("Actions", "&Start page"),
        QT_TRANSLATE_NOOP("Actions", "What this is in one picture, the lessons, recent runs") },
    { ActionId::shortcuts, "shortcuts", "help", "F1",
        QT_TRANSLATE_NOOP("Actions", "&Keys and mouse"),
        QT_TRANSLATE_NOOP("Actions", "What the keys and the mouse do") },
    { ActionId::about, "about", nullptr, "", QT_TRANSLATE_NOOP("Actions", "&About ContrastLab"),
        QT_TRANSLATE_NOOP("Actions", "Version, licences and credits") },
};

QString actionText(const char* text)
{
    return QCoreApplication::translate("Actions", text);
}

} // namespace

Actions::Actions(QWidget& owner) : m_owner(owner)
{
    for (const ActionRow& row : actionRows) {
        auto* action = new QAction(&owner);
        action->setObjectName(QString::fromLatin1(row.name));
        action->setCheckable(row.checkable);
        m_actions[static_cast<std::size_t>(row.id)] = action;
        m_keys[static_cast<std::size_t>(row.id)] = usualKeys(row.id);
        action->setShortcuts(keys(row.id));
    }
    (*this)[ActionId::step]->setAutoRepeat(true);
    (*this)[ActionId::playPause]->setAutoRepeat(false);
    (*this)[ActionId::reset]->setAutoRepeat(false);
    owner.addActions({ m_actions.begin(), m_actions.end() });
    retranslate();
    refreshIcons(owner.palette());
}

QList<QKeySequence> Actions::usualKeys(ActionId id)
{
    const char* keys = std::ranges::find(actionRows, id, &ActionRow::id)->keys;
    QList<QKeySequence> usual;
    if (*keys) usual.append(QKeySequence::fromString(QString::fromLatin1(keys)));
    if (id == ActionId::redo) usual.append(QKeySequence(Qt::CTRL | Qt::Key_Y));
    return usual;
}

void Actions::setKeys(ActionId id, const QList<QKeySequence>& keys)
{
    m_keys[static_cast<std::size_t>(id)] = keys;
    (*this)[id]->setShortcuts(keys);
    retranslate();
    showPlaying(m_playing, m_owner.palette());
}

std::map<QString, QString> Actions::changedKeys() const
{
    std::map<QString, QString> changed;
    for (const ActionRow& row : actionRows)
        if (keys(row.id) != usualKeys(row.id))
            changed[QString::fromLatin1(row.name)] = QKeySequence::listToString(keys(row.id));
    return changed;
}

void Actions::restoreKeys(const std::map<QString, QString>& changed)
{
    for (const ActionRow& row : actionRows) {
        const auto found = changed.find(QString::fromLatin1(row.name));
        if (found == changed.end()) continue;
        QList<QKeySequence> keys = QKeySequence::listFromString(found->second);
        keys.removeIf([](const QKeySequence& one) {
            return one.isEmpty() || one[0].key() == Qt::Key_unknown;
        });
        if (found->second.isEmpty() || !keys.isEmpty()) setKeys(row.id, keys);
    }
}

const char* Actions::source(ActionId id)
{
    return std::ranges::find(actionRows, id, &ActionRow::id)->text;
}

void Actions::retranslate()
{
    for (const ActionRow& row : actionRows) {
        QAction* action = (*this)[row.id];
        action->setText(actionText(row.text));
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        const QString tooltip = actionText(row.tooltip);
        action->setToolTip(keys.isEmpty() ? tooltip : tooltip + QStringLiteral("  [%1]").arg(keys));
    }
}

void Actions::refreshIcons(const QPalette& palette)
{
    for (const ActionRow& row : actionRows)
        if (row.icon) (*this)[row.id]->setIcon(themedIcon(QString::fromLatin1(row.icon), palette));
    showPlaying(m_playing, palette);
}

void Actions::showPlaying(bool playing, const QPalette& palette)
{
    m_playing = playing;
    QAction* action = (*this)[ActionId::playPause];
    action->setIcon(
        themedIcon(playing ? QStringLiteral("pause") : QStringLiteral("play"), palette));
    action->setText(playing ? actionText(QT_TRANSLATE_NOOP("Actions", "&Pause"))
                            : actionText(QT_TRANSLATE_NOOP("Actions", "&Train")));
    const QString tooltip = playing ? actionText(QT_TRANSLATE_NOOP("Actions", "Pause training"))
                                    : actionText(QT_TRANSLATE_NOOP("Actions", "Go on training"));
    action->setToolTip(tooltip
        + QStringLiteral("  [%1]").arg(action->shortcut().toString(QKeySequence::NativeText)));
}

} // namespace contrastlab
