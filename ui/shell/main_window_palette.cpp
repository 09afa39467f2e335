// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the command palette finds in the window. Window thread.
#include "data/data_intake.h"
#include "lesson/glossary_card.h"
#include "lesson/glossary_marks.h"
#include "lesson/lesson_language.h"
#include "lesson/lesson_panel.h"
#include "panels/parameter_form.h"
#include "panels/run_list.h"
#include "run/item_names.h"
#include "run/run_summary.h"
#include "run/table_text.h"
#include "shell/item_palette.h"
#include "shell/main_window.h"
#include "shell/menus.h"
#include "shell/parameter_palette.h"
#include "shell/start_page.h"
#include "shell/status_strip.h"
#include "shell/timeline_bar.h"
#include "shell/transport_bar.h"
#include "views/story_strip.h"

#include <QCoreApplication>
#include <QDir>
#include <QDockWidget>
#include <QFileInfo>
#include <QToolBar>

#include <utility>

namespace contrastlab {

namespace {

// The tooltip of an action without its shortcut.
QString purposeOf(const QAction& action)
{
    return action.toolTip().section(QStringLiteral("  ["), 0, 0);
}

QStringList allOf(const LessonText& text)
{
    QStringList all;
    for (const auto& [language, words] : text.byLanguage)
        all.append(QString::fromStdString(words));
    return all;
}

} // namespace

void MainWindow::makePalette()
{
    m_bothLanguages = std::make_unique<BothLanguages>();
    m_palette = new CommandPalette(*this);
    auto* parameters = new ParameterPalette(m_edits, *m_form, *m_bothLanguages, this);
    m_form->setNames(parameters->rowNames());
    connect(parameters, &ParameterPalette::pointedAt, this, &MainWindow::pointAt);
    connect(parameters, &ParameterPalette::told, this,
        [this](const QString& what) { m_status->showMessage(what, 5000); });
    auto* items = new ItemPalette(m_session.moment(), m_focus, this);
    connect(items, &ItemPalette::changed, m_palette,
        [this, items] { m_palette->setItems(items->items()); });
    connect(items, &ItemPalette::pinned, this, [this] { m_docks.bringForward("item"); });
    m_palette->setSource([this, parameters, items] {
        items->look();
        std::vector<PaletteEntry> all;
        for (auto part : { paletteActions(), paletteViews(), parameters->entries(), paletteRuns(),
                 paletteLessons(), paletteData(), paletteSettings(), paletteLayouts() })
            std::move(part.begin(), part.end(), std::back_inserter(all));
        return all;
    });
    m_palette->setReader([this, parameters, items](const QString& query) {
        if (query.startsWith(u'@')) return paletteSteps(query.mid(1).trimmed());
        std::vector<PaletteEntry> numbered = items->read(query); // "item 7" sets no parameter
        return numbered.empty() ? parameters->read(query) : numbered;
    });
    m_palette->setUsed(m_setup.settings.paletteUsed);
    connect(m_palette, &CommandPalette::usedChanged, this,
        [this] { m_setup.settings.paletteUsed = m_palette->used(); });
    // What is done behind it would not be seen.
    connect(m_palette, &CommandPalette::chosen, m_startPage, &StartPage::close);
    connect(m_actions[ActionId::settings], &QAction::triggered, this, [this] { askForSettings(); });
    connect(m_actions[ActionId::palette], &QAction::triggered, m_palette, &CommandPalette::open);
}

std::vector<PaletteEntry> MainWindow::paletteActions() const
{
    constexpr int before = 20; // what is found as well
    std::vector<PaletteEntry> entries;
    for (std::size_t i = 0; i < m_actions.all().size(); ++i) {
        const auto id = ActionId(i);
        QAction* action = m_actions[id];
        if (id == ActionId::palette) continue;
        PaletteEntry entry;
        entry.id = QStringLiteral("action/") + action->objectName();
        entry.title = readText(action->text());
        entry.detail = purposeOf(*action);
        entry.keys = action->shortcut().toString(QKeySequence::NativeText);
        entry.names = m_bothLanguages->of("Actions", Actions::source(id));
        if (const char* menu = m_menus->titleAround(*action)) {
            const QStringList menus = m_bothLanguages->of("Menus", menu);
            const QStringList names = entry.names;
            for (qsizetype j = 0; j < names.size(); ++j)
                entry.names << menus.value(j) + u' ' + names[j];
            entry.kind = readText(QCoreApplication::translate("Menus", menu));
        }
        entry.enabled = action->isEnabled();
        entry.obstacle = entry.enabled ? QString() : obstacleOf(id);
        entry.preference = before;
        entry.act = [action] { action->trigger(); };
        entries.push_back(std::move(entry));
    }
    return entries;
}

QString MainWindow::obstacleOf(ActionId id) const
{
    switch (id) {
    case ActionId::undo:
    case ActionId::undoWithSteps:
        return tr("Nothing was changed that could be taken back");
    case ActionId::redo:
        return tr("Nothing was taken back");
    case ActionId::step:
    case ActionId::stepTen:
    case ActionId::playPause:
        return tr("There is no run that could go on");
    case ActionId::trainAlong:
        return tr("Needs a run that goes on, or is paused");
    default:
        return {};
    }
}

std::vector<PaletteEntry> MainWindow::paletteViews()
{
    std::vector<PaletteEntry> entries;
    for (const auto& [key, title] : m_docks.titles()) {
        PaletteEntry entry;
        const std::string dock = key;
        entry.id = QStringLiteral("view/") + QLatin1String(key);
        entry.kind = tr("View");
        entry.title = tr(title);
        entry.detail = m_docks[key]->isHidden() ? tr("closed") : QString();
        entry.names = m_bothLanguages->of("contrastlab::MainWindow", title) << QLatin1String(key);
        entry.act = [this, dock] { pointAt(dock); };
        entries.push_back(std::move(entry));
    }
    const std::pair<QToolBar*, QStringList> bars[] {
        { m_transport, m_bothLanguages->of("contrastlab::TransportBar", "Toolbar") },
        { m_timeline, m_bothLanguages->of("contrastlab::TimelineBar", "Timeline") },
        { m_storyPlace, m_bothLanguages->of("contrastlab::MainWindow", "Story") },
    };
    for (const auto& [bar, names] : bars) {
        PaletteEntry entry;
        entry.id = QStringLiteral("view/") + bar->objectName();
        entry.kind = tr("View");
        entry.title = bar->windowTitle();
        entry.detail = bar->isHidden() ? tr("shows it") : tr("hides it");
        entry.names = names;
        entry.act = [action = bar->toggleViewAction()] { action->trigger(); };
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::vector<PaletteEntry> MainWindow::paletteRuns()
{
    std::vector<PaletteEntry> entries;
    const RunLibrary& library = m_session.library();
    QStringList open;
    for (const LibraryRun& run : library.runs()) {
        PaletteEntry entry;
        const std::string id = run.run->identity().id;
        entry.kind = tr("Run");
        entry.title = runName(run, library);
        entry.names << QString::fromStdString(id);
        entry.enabled = id != library.front();
        if (!entry.enabled) entry.obstacle = tr("in front");
        entry.act = [this, id] { m_runs->bringForward(id); };
        entries.push_back(std::move(entry));
        open.append(run.path);
    }
    for (const QString& path : recentRuns()) {
        if (open.contains(path)) continue;
        PaletteEntry entry;
        entry.kind = tr("Recent run");
        entry.title = QFileInfo(path).fileName();
        entry.detail = QDir::toNativeSeparators(path);
        entry.act = [this, path] { openPath(path); };
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::vector<PaletteEntry> MainWindow::paletteLessons()
{
    constexpr int termsLater = -40;
    std::vector<PaletteEntry> entries;
    for (const Lesson& lesson : m_lessons->lessons()) {
        PaletteEntry entry;
        const std::string name = lesson.name;
        entry.id = QStringLiteral("lesson/") + QString::fromStdString(name);
        entry.kind = tr("Lesson");
        entry.title = m_lessons->titleOf(lesson);
        entry.detail = m_lessons->isDone(lesson) ? tr("done") : QString();
        entry.names = allOf(lesson.title) << QString::fromStdString(name);
        entry.act = [this, name] {
            m_docks.bringForward("lessons");
            m_lessons->open(name);
        };
        entries.push_back(std::move(entry));
    }
    for (const GlossaryEntry& term : glossary()) {
        PaletteEntry entry;
        entry.id = QStringLiteral("term/") + QString::fromStdString(term.name);
        entry.kind = tr("Term");
        entry.title = inLanguage(term.term);
        entry.detail = inLanguage(term.text);
        for (const char* language : { "en", "zh_CN" })
            for (const std::string& word : term.wordsIn(language))
                entry.names << QString::fromStdString(word);
        entry.preference = termsLater;
        entry.act = [this, &term] { m_term->popUp(term, m_palette->mapToGlobal(QPoint(60, 60))); };
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::vector<PaletteEntry> MainWindow::paletteData()
{
    std::vector<PaletteEntry> entries;
    for (const GalleryEntry& set : gallery()) {
        PaletteEntry entry;
        entry.id = QStringLiteral("data/") + QString::fromStdString(set.id);
        entry.kind = tr("Data set");
        entry.title = QCoreApplication::translate("Gallery", set.name);
        entry.detail = QCoreApplication::translate("Gallery", set.summary);
        entry.names = m_bothLanguages->of("Gallery", set.name) << QString::fromStdString(set.id);
        entry.enabled = set.available();
        if (!entry.enabled)
            entry.obstacle = tr("Not installed: %1").arg(QString::fromStdString(set.install));
        entry.act = [this, set] { m_intake->trainOn(set); };
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::vector<PaletteEntry> MainWindow::paletteSteps(const QString& text)
{
    bool isNumber = false;
    const qint64 step = text.toLongLong(&isNumber);
    const std::int64_t newest = m_session.moment().newestStep();
    PaletteEntry entry;
    entry.kind = tr("Step");
    entry.title = isNumber ? tr("Step %1").arg(step) : tr("Step of the run, as in @%1").arg(newest);
    entry.enabled = isNumber && step >= 0 && step <= newest;
    if (entry.enabled)
        entry.detail = tr("All views show it, while the run goes on");
    else if (isNumber || !text.isEmpty())
        entry.obstacle = tr("Needs a whole number from 0 to %1").arg(newest);
    entry.act = [this, step] { m_session.moment().park(step); };
    return { std::move(entry) };
}

} // namespace contrastlab
