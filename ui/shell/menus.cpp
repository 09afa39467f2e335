// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "shell/menus.h"

#include "shell/settings.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenuBar>

#include <algorithm>

namespace contrastlab {

namespace {

constexpr ActionId line = ActionId::count;

} // namespace

Menus::Menus(QMenuBar& bar, const Actions& actions, const std::vector<QAction*>& panels)
    : m_actions(actions)
{
    using enum ActionId;
    fill(add(bar.addMenu(QString()), QT_TRANSLATE_NOOP("Menus", "&File")),
        { openData, openGallery, line, openRun, saveRun, recording, exportReport, exportEmbeddings,
            exportMetrics, savePicture, film, line, lessonPdf, lessonPrint, line, quit });
    fill(add(bar.addMenu(QString()), QT_TRANSLATE_NOOP("Menus", "&Edit")),
        { undo, redo, undoWithSteps, undoList, line, palette, findHere, settings, line, copyCommand,
            copySpec, copyPython });
    QMenu* run = add(bar.addMenu(QString()), QT_TRANSLATE_NOOP("Menus", "&Run"));
    fill(run,
        { playPause, step, stepTen, line, stepBack, follow, line, branchHere, trainAlong, goToBest,
            reset, resetAll });
    fill(run, { line, playSound, clearPinned });
    QMenu* view = add(bar.addMenu(QString()), QT_TRANSLATE_NOOP("Menus", "&View"));
    view->addActions({ panels.begin(), panels.end() });
    view->addSeparator();
    fill(add(view->addMenu(QString()), QT_TRANSLATE_NOOP("Menus", "La&yout")),
        { layoutLearn, layoutTune, layoutExplore, layoutPresent, line, saveLayout, ownLayouts });
    fill(view, { resetLayout, fullScreen, presenter, lessonNext, lessonBack });
    QMenu* theme = add(view->addMenu(QString()), QT_TRANSLATE_NOOP("Menus", "&Theme"));
    fill(theme, { themeSystem, themeLight, themeDark });
    // In both languages: whoever landed in the wrong one finds the way out.
    QMenu* language = add(bar.addMenu(QString()), QT_TRANSLATE_NOOP("Menus", "&Language"));
    fill(language, { languageSystem, languageEnglish, languageChinese });
    fill(add(bar.addMenu(QString()), QT_TRANSLATE_NOOP("Menus", "&Help")),
        { startPage, glossary, article, achievements, line, shortcuts, about });
    for (QMenu* choices : { theme, language }) {
        auto* group = new QActionGroup(choices);
        for (QAction* action : choices->actions())
            group->addAction(action);
    }
}

QMenu* Menus::add(QMenu* menu, const char* title)
{
    m_menus.push_back({ menu, title });
    return menu;
}

void Menus::fill(QMenu* menu, std::initializer_list<ActionId> ids)
{
    for (const ActionId id : ids) {
        if (id == line)
            menu->addSeparator();
        else
            menu->addAction(m_actions[id]);
    }
}

void Menus::retranslate()
{
    for (const Menu& menu : m_menus)
        menu.menu->setTitle(QCoreApplication::translate("Menus", menu.title));
}

const char* Menus::titleAround(const QAction& action) const
{
    const auto around = std::ranges::find_if(
        m_menus, [&](const Menu& menu) { return action.associatedObjects().contains(menu.menu); });
    return around == m_menus.end() ? nullptr : around->title;
}

void Menus::check(const Settings& settings)
{
    const auto mark = [this](ActionId id, bool chosen) { m_actions[id]->setChecked(chosen); };
    mark(ActionId::themeSystem, settings.theme == Theme::system);
    mark(ActionId::themeLight, settings.theme == Theme::light);
    mark(ActionId::themeDark, settings.theme == Theme::dark);
    mark(ActionId::languageSystem, settings.language.isEmpty());
    mark(ActionId::languageEnglish, settings.language == u"en");
    mark(ActionId::languageChinese, settings.language == u"zh_CN");
}

} // namespace contrastlab
