// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Layouts: the program's four, a person's own, and the way back to the one before. Window thread.
#include "shell/both_languages.h"
#include "shell/layout_shelf.h"
#include "shell/layouts_sheet.h"
#include "shell/main_window.h"
#include "shell/start_page.h"
#include "shell/status_strip.h"
#include "shell/timeline_bar.h"
#include "shell/transport_bar.h"
#include "views/story_strip.h"

#include <QDockWidget>
#include <QEvent>
#include <QInputDialog>
#include <QMenu>
#include <QTimer>

#include <array>
#include <utility>

namespace contrastlab {

namespace {

struct WayToWork {
    ActionId id;
    Arrangement arrangement;
};

const std::array<WayToWork, 4>& waysToWork()
{
    static const std::array<WayToWork, 4> ways { {
        { ActionId::layoutLearn,
            { { "parameters", "lessons", "loss", "heatmap", "projection", "item" },
                { "lessons", "heatmap", "projection" } } },
        { ActionId::layoutTune,
            { { "parameters", "loss", "heatmap", "runs", "diagnostics", "sweep" },
                { "parameters", "runs", "diagnostics" } } },
        { ActionId::layoutExplore,
            { { "heatmap", "items", "projection", "search", "diagnostics", "item" },
                { "items", "projection" } } },
        { ActionId::layoutPresent,
            { { "loss", "heatmap", "projection" }, { "heatmap", "projection" } } },
    } };
    return ways;
}

/// The layout is as it is wanted when this is made. What it has become meanwhile is kept when it is
/// undone: room is shared out some events later.
class LayoutChange final : public UndoEntry {
public:
    LayoutChange(std::function<QString()> name, QByteArray before, std::function<QByteArray()> now,
        std::function<void(const QByteArray&)> restore)
        : UndoEntry(Kind::layout)
        , m_name(std::move(name))
        , m_before(std::move(before))
        , m_now(std::move(now))
        , m_restore(std::move(restore))
    {
    }
    QString text() const override { return MainWindow::tr("Layout: %1").arg(m_name()); }
    QString undo() override
    {
        m_after = m_now();
        m_restore(m_before);
        return {};
    }
    QString redo() override
    {
        if (!m_after.isEmpty()) m_restore(m_after);
        return {};
    }

private:
    std::function<QString()> m_name;
    QByteArray m_before, m_after;
    std::function<QByteArray()> m_now;
    std::function<void(const QByteArray&)> m_restore;
};

QMenu* menuAround(const QAction& action)
{
    const QObjectList around = action.associatedObjects();
    for (QObject* object : around)
        if (auto* menu = qobject_cast<QMenu*>(object)) return menu;
    return nullptr;
}

} // namespace

void MainWindow::makeLayouts()
{
    const QString file =
        m_setup.rememberSettings ? LayoutShelf::fileBeside(m_setup.settingsFile) : QString();
    m_layouts = std::make_unique<LayoutShelf>(file);
    for (const WayToWork& way : waysToWork())
        connect(m_actions[way.id], &QAction::triggered, this,
            [this, id = way.id] { useArrangement(id); });
    connect(
        m_actions[ActionId::saveLayout], &QAction::triggered, this, &MainWindow::askForLayoutName);
    connect(m_actions[ActionId::ownLayouts], &QAction::triggered, this, &MainWindow::askForLayouts);
    // What a person shows, hides, drags and closes can be undone, too; what a lesson or a narrow
    // window moves is none of that.
    QMenu* view = menuAround(*m_actions[ActionId::resetLayout]);
    connect(view, &QMenu::aboutToShow, this, [this] { m_knownLayout = m_docks.layout(); });
    connect(view, &QMenu::aboutToHide, this,
        [this] { QTimer::singleShot(0, this, [this] { m_knownLayout.clear(); }); });
    std::vector<QAction*> toggles = m_docks.toggles();
    toggles.insert(toggles.end(),
        { m_transport->toggleViewAction(), m_timeline->toggleViewAction(),
            m_storyPlace->toggleViewAction() });
    for (const QAction* toggle : toggles)
        connect(toggle, &QAction::triggered, this,
            [this, toggle] { noteLayout([toggle] { return toggle->text(); }); });
    for (QDockWidget* dock : m_docks.widgets()) {
        const auto note = [this, dock] { noteLayout([dock] { return dock->windowTitle(); }); };
        connect(dock, &QDockWidget::topLevelChanged, this, note);
        connect(dock, &QDockWidget::dockLocationChanged, this, note);
    }
    showOwnLayouts();
}

void MainWindow::watchDock(QDockWidget& dock, const QEvent& event)
{
    switch (event.type()) {
    case QEvent::MouseButtonPress:
    case QEvent::Close:
        m_knownLayout = m_docks.layout();
        if (event.type() == QEvent::Close)
            noteLayout([shown = &dock] { return shown->windowTitle(); });
        break;
    case QEvent::MouseButtonRelease:
        m_knownLayout.clear();
        break;
    default:
        break;
    }
}

void MainWindow::noteLayout(const LayoutName& name)
{
    const QByteArray before = std::exchange(m_knownLayout, {});
    if (before.isEmpty() || m_changesLayout || !m_usualLayout.isEmpty()) return;
    QTimer::singleShot(0, this, [this, name, before] {
        if (m_docks.layout() != before) pushLayout(name, before);
    });
}

void MainWindow::pushLayout(const LayoutName& name, const QByteArray& before)
{
    m_undo.push(std::make_unique<LayoutChange>(
        name, before, [this] { return m_docks.layout(); },
        [this](const QByteArray& layout) { restoreLayout(layout); }));
}

// In front of people the layout of before is to come back, whatever is done meanwhile.
void MainWindow::changeLayout(const LayoutName& name, const std::function<void()>& change)
{
    const QByteArray before = m_docks.layout();
    m_changesLayout = true;
    change();
    m_changesLayout = false;
    if (m_usualLayout.isEmpty()) pushLayout(name, before);
}

void MainWindow::restoreLayout(const QByteArray& layout)
{
    m_changesLayout = true;
    m_docks.restore(layout);
    m_changesLayout = false;
}

void MainWindow::useArrangement(ActionId id)
{
    m_startPage->close(); // docks that are shown would lie over it
    const auto way = std::ranges::find(waysToWork(), id, &WayToWork::id);
    const LayoutName name = [this, id] { return readText(m_actions[id]->text()); };
    changeLayout(name, [this, way] {
        m_docks.arrange(way->arrangement);
        m_transport->show();
        m_timeline->show();
        m_storyPlace->show();
    });
    m_status->showMessage(tr("Layout “%1”; undo goes back to the one before.").arg(name()), 5000);
}

void MainWindow::useOwnLayout(const QString& name)
{
    const OwnLayout* layout = m_layouts->find(name);
    if (!layout) return;
    m_startPage->close();
    const QByteArray before = m_docks.layout();
    m_changesLayout = true;
    const bool done = layout->version == m_docks.version() && m_docks.restore(layout->state);
    m_changesLayout = false;
    if (!done) {
        m_status->showMessage(
            tr("The layout “%1” is damaged, or of another version of the program.").arg(name),
            8000);
        return;
    }
    if (m_usualLayout.isEmpty()) pushLayout([name] { return name; }, before);
    m_status->showMessage(tr("Layout “%1”; undo goes back to the one before.").arg(name), 5000);
}

void MainWindow::askForLayoutName()
{
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save layout as"));
    dialog->setLabelText(tr("Name; one that is there already is replaced"));
    dialog->setOkButtonText(tr("Save"));
    dialog->setCancelButtonText(tr("Cancel"));
    dialog->setTextValue(m_layouts->freeName(tr("My layout")));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& text) {
        const QString name = text.simplified().left(60);
        if (name.isEmpty()) return;
        const bool written = m_layouts->put({ name, m_docks.version(), m_docks.layout() });
        m_status->showMessage(written ? tr("The layout “%1” is kept.").arg(name)
                                      : tr("The layouts could not be written."),
            8000);
        showOwnLayouts();
    });
    dialog->open();
}

void MainWindow::askForLayouts()
{
    auto* sheet = new LayoutsSheet(*m_layouts, m_docks.version(), this);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    connect(sheet, &LayoutsSheet::useRequested, this, &MainWindow::useOwnLayout);
    connect(sheet, &LayoutsSheet::changed, this, &MainWindow::showOwnLayouts);
    sheet->show();
}

// In the menu, below the program's four.
void MainWindow::showOwnLayouts()
{
    QMenu* menu = menuAround(*m_actions[ActionId::saveLayout]);
    const QList<QAction*> all = menu->actions();
    for (QAction* action : all)
        if (action->property("ownLayout").toBool()) delete action;
    QAction* before = m_actions[ActionId::saveLayout];
    for (const OwnLayout& layout : m_layouts->layouts()) {
        QString text = layout.name;
        auto* action = new QAction(text.replace(u'&', QStringLiteral("&&")), menu);
        action->setProperty("ownLayout", true);
        connect(
            action, &QAction::triggered, this, [this, name = layout.name] { useOwnLayout(name); });
        menu->insertAction(before, action);
    }
}

std::vector<PaletteEntry> MainWindow::paletteLayouts()
{
    std::vector<PaletteEntry> entries;
    for (const OwnLayout& layout : m_layouts->layouts()) {
        PaletteEntry entry;
        entry.kind = tr("Layout");
        entry.title = layout.name;
        entry.act = [this, name = layout.name] { useOwnLayout(name); };
        entries.push_back(std::move(entry));
    }
    return entries;
}

} // namespace contrastlab
