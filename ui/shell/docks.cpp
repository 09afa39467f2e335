// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// All lie in one area: with no central widget, areas would share the width as they please.
#include "shell/docks.h"

#include <QAction>
#include <QCoreApplication>
#include <QDockWidget>
#include <QGuiApplication>
#include <QMainWindow>
#include <QStackedWidget>
#include <QTimer>
#include <QToolBar>

#include <algorithm>
#include <utility>

namespace contrastlab {

namespace {

constexpr int narrowestForm = 300, widestForm = 480, condensedForm = 430;
constexpr int untilLaidOutMs = 1000; ///< a dock that comes is laid out some events later
constexpr std::string_view formKey = "parameters", firstView = "loss", secondView = "heatmap";
const QList<int> sharesBesideItem { 100, 40 };

} // namespace

QDockWidget* Docks::add(const DockRow& row)
{
    auto* dock = new QDockWidget(&m_window);
    dock->setObjectName(QString::fromLatin1(row.key));
    dock->setWidget(row.widget);
    // Wayland lets no window of its own be dragged back into another one (QTBUG-87332).
    if (QGuiApplication::platformName() == u"wayland")
        dock->setFeatures(dock->features() & ~QDockWidget::DockWidgetFloatable);
    // Who asks for it wants to see it, also where it lies behind others.
    QObject::connect(dock->toggleViewAction(), &QAction::triggered, dock, [dock](bool shown) {
        if (shown) QTimer::singleShot(0, dock, &QWidget::raise); // it is laid out first
    });
    if (row.shown == DockRow::Shown::byHand)
        QObject::connect(dock, &QDockWidget::visibilityChanged, dock, [this, dock](bool inFront) {
            QTimer::singleShot(0, dock, [this, dock, inFront] { giveWay(dock, inFront); });
        });
    m_docks.push_back({ row, dock });
    place(m_docks.back());
    return dock;
}

QDockWidget* Docks::operator[](std::string_view key) const
{
    const auto found =
        std::ranges::find_if(m_docks, [key](const Dock& dock) { return dock.row.key == key; });
    return found == m_docks.end() ? nullptr : found->widget;
}

bool Docks::isNarrow() const
{
    return m_window.width() < narrowWidth;
}

// The form, what shares its place, and the view that stands beside them stay where they are.
bool Docks::isView(const DockRow& row)
{
    return row.neighbour && row.neighbour != formKey;
}

void Docks::place(const Dock& dock)
{
    if (m_forNarrow && isView(dock.row))
        return m_window.tabifyDockWidget((*this)[firstView], dock.widget);
    if (m_condensed && isView(dock.row) && dock.row.key != secondView)
        return m_window.tabifyDockWidget((*this)[secondView], dock.widget);
    QDockWidget* neighbour = dock.row.neighbour ? (*this)[dock.row.neighbour] : nullptr;
    switch (dock.row.place) {
    case DockRow::Place::first:
        return m_window.addDockWidget(Qt::LeftDockWidgetArea, dock.widget);
    case DockRow::Place::rightOf:
        return m_window.splitDockWidget(neighbour, dock.widget, Qt::Horizontal);
    case DockRow::Place::below:
        return m_window.splitDockWidget(neighbour, dock.widget, Qt::Vertical);
    case DockRow::Place::over:
        return m_window.tabifyDockWidget(neighbour, dock.widget);
    }
}

void Docks::reset()
{
    m_forNarrow = isNarrow();
    m_wideLayout.clear();
    for (const Dock& dock : m_docks) {
        dock.widget->setFloating(false);
        m_window.removeDockWidget(dock.widget);
    }
    for (const Dock& dock : m_docks)
        place(dock);
    for (Dock& dock : m_docks) {
        dock.waiting = dock.row.shown == DockRow::Shown::filled && !m_forNarrow
            && m_window.width() < roomyWidth;
        dock.widget->setVisible(!dock.waiting && dock.row.shown != DockRow::Shown::byHand);
    }
    for (const Dock& dock : m_docks) // what others lie over is what one sees first
        if (dock.row.place == DockRow::Place::over) (*this)[dock.row.neighbour]->raise();
    if (m_forNarrow) (*this)[firstView]->raise();
    shareOutSpace();
}

void Docks::arrange(const Arrangement& arrangement)
{
    reset();
    for (Dock& dock : m_docks) {
        const std::string_view key = dock.row.key;
        const bool shown = std::ranges::find(arrangement.shown, key) != arrangement.shown.end();
        dock.waiting = dock.waiting && shown;
        dock.widget->setVisible(shown && !dock.waiting);
    }
    for (const std::string_view key : arrangement.inFront)
        (*this)[key]->raise();
    shareOutSpace();
}

// The highest of those that share a place must not make the window higher while it lies behind.
void Docks::condense()
{
    constexpr int leastHeight = 160;
    m_condensed = true;
    m_takesAll = nullptr;
    m_firstGivesWay = !(*this)[firstView]->isHidden();
    std::vector<Dock> shown;
    for (const Dock& dock : m_docks)
        if (!dock.widget->isHidden() && !dock.widget->isFloating()) shown.push_back(dock);
    for (const Dock& dock : m_docks)
        if (!dock.widget->isFloating()) m_window.removeDockWidget(dock.widget);
    for (const Dock& dock : m_docks)
        if (!dock.widget->isFloating()) place(dock);
    for (const Dock& dock : shown)
        dock.widget->show();
    for (const Dock& dock : m_docks)
        if (isView(dock.row)) dock.row.widget->setMinimumHeight(leastHeight);
    for (const std::string_view key : { formKey, secondView, firstView })
        (*this)[key]->raise();
    shareOutSpace();
}

void Docks::giveWay(QDockWidget* dock, bool inFront)
{
    if (inFront)
        m_takesAll = dock;
    else if (m_takesAll == dock)
        m_takesAll = nullptr;
    if (m_condensed && m_firstGivesWay) (*this)[firstView]->setVisible(!m_takesAll);
}

void Docks::fill(std::string_view key)
{
    for (Dock& dock : m_docks) {
        if (dock.row.key != key || !std::exchange(dock.waiting, false)) continue;
        holdForm((*this)[formKey]->width());
        dock.widget->show();
        m_window.resizeDocks(
            { (*this)[dock.row.neighbour], dock.widget }, sharesBesideItem, Qt::Horizontal);
    }
}

bool Docks::viewsShareTabs() const
{
    const auto others = m_window.tabifiedDockWidgets((*this)[firstView]);
    return std::ranges::all_of(m_docks, [&](const Dock& dock) {
        return !isView(dock.row) || dock.widget->isHidden() || others.contains(dock.widget);
    });
}

bool Docks::followWidth()
{
    if (!isNarrow() && !m_forNarrow) m_wideLayout.clear();
    if (m_forNarrow == isNarrow()) return false;
    m_forNarrow = !m_forNarrow;
    if (m_forNarrow)
        shareTabs();
    else
        spread();
    return true;
}

void Docks::beforeWidth()
{
    if (!m_forNarrow && isNarrow() && m_wideLayout.isEmpty())
        m_wideLayout = m_window.saveState(m_version);
}

void Docks::shareTabs()
{
    if (viewsShareTabs()) return m_wideLayout.clear();
    for (const Dock& dock : m_docks)
        if (isView(dock.row) && !dock.widget->isFloating()) place(dock);
    (*this)[firstView]->raise();
}

// What has been shown or hidden meanwhile stays so.
void Docks::spread()
{
    QWidgetList shown, hidden;
    for (QWidget* bar : m_window.findChildren<QToolBar*>())
        (bar->isHidden() ? hidden : shown) << bar;
    for (const Dock& dock : m_docks)
        (dock.widget->isHidden() ? hidden : shown) << dock.widget;
    if (!m_wideLayout.isEmpty())
        m_window.restoreState(std::exchange(m_wideLayout, {}), m_version);
    else if (viewsShareTabs())
        reset();
    for (const Dock& dock : m_docks)
        if (dock.waiting) shown.removeOne(dock.widget);
    for (QWidget* widget : shown)
        widget->show();
    for (QWidget* widget : hidden)
        widget->hide();
}

QByteArray Docks::layout() const
{
    return m_forNarrow && !m_wideLayout.isEmpty() ? m_wideLayout : m_window.saveState(m_version);
}

bool Docks::restore(const QByteArray& layout)
{
    m_condensed = false;
    letFormGo();
    for (const Dock& dock : m_docks)
        if (isView(dock.row)) dock.row.widget->setMinimumHeight(0);
    if (!m_window.restoreState(layout, m_version)) return false;
    for (Dock& dock : m_docks)
        dock.waiting = dock.row.shown == DockRow::Shown::filled && dock.widget->isHidden();
    m_forNarrow = false;
    m_wideLayout.clear();
    beforeWidth();
    followWidth();
    return true;
}

// resizeDocks() does not reach across nested splits; bounds for a moment do.
void Docks::holdForm(int width)
{
    QWidget* form = (*this)[formKey]->widget();
    form->setMaximumWidth(width);
    if (m_condensed) form->setMinimumWidth(width);
    QTimer::singleShot(untilLaidOutMs, form, [this] { letFormGo(); });
}

void Docks::letFormGo()
{
    QWidget* form = (*this)[formKey]->widget();
    form->setMinimumWidth(narrowestForm);
    form->setMaximumWidth(widestForm);
}

void Docks::shareOutSpace()
{
    holdForm(m_condensed ? condensedForm : (*this)[formKey]->widget()->sizeHint().width());
    if (m_forNarrow) return;
    QDockWidget* loss = (*this)["loss"];
    QDockWidget* heatmap = (*this)["heatmap"];
    const int height = loss->height() + heatmap->height();
    m_window.resizeDocks({ loss, heatmap }, { height * 2 / 5, height * 3 / 5 }, Qt::Vertical);
    if (m_condensed) return;
    m_window.resizeDocks({ heatmap, (*this)["projection"] }, { 100, 100 }, Qt::Horizontal);
    m_window.resizeDocks({ loss, (*this)["item"] }, sharesBesideItem, Qt::Horizontal);
}

QString Docks::titleOf(const DockRow& row)
{
    return QCoreApplication::translate("contrastlab::MainWindow", row.title);
}

void Docks::showTitle(const Dock& dock)
{
    const QString title = titleOf(dock.row);
    dock.row.widget->setAccessibleName(title);
    dock.widget->setWindowTitle(dock.alarm ? QStringLiteral("⚠ ") + title : title);
}

void Docks::retranslate()
{
    for (const Dock& dock : m_docks)
        showTitle(dock);
}

void Docks::setAlarm(std::string_view key, bool alarm)
{
    for (Dock& dock : m_docks) {
        if (dock.row.key != key) continue;
        dock.alarm = alarm;
        showTitle(dock);
    }
}

std::vector<QDockWidget*> Docks::widgets() const
{
    std::vector<QDockWidget*> widgets;
    for (const Dock& dock : m_docks)
        widgets.push_back(dock.widget);
    return widgets;
}

std::vector<QAction*> Docks::toggles() const
{
    std::vector<QAction*> actions;
    for (const Dock& dock : m_docks)
        actions.push_back(dock.widget->toggleViewAction());
    return actions;
}

QWidget* Docks::bringForward(std::string_view key)
{
    const auto found =
        std::ranges::find_if(m_docks, [key](const Dock& dock) { return dock.row.key == key; });
    if (found == m_docks.end()) return nullptr;
    found->widget->show();
    found->widget->raise();
    const auto* pages = qobject_cast<QStackedWidget*>(found->row.picture);
    if (pages) return pages->currentWidget();
    return found->row.picture ? found->row.picture : found->row.widget;
}

std::vector<std::pair<std::string, QString>> Docks::views() const
{
    std::vector<std::pair<std::string, QString>> views;
    for (const Dock& dock : m_docks)
        if (dock.row.picture) views.emplace_back(dock.row.key, titleOf(dock.row));
    return views;
}

std::vector<std::pair<const char*, const char*>> Docks::titles() const
{
    std::vector<std::pair<const char*, const char*>> titles;
    for (const Dock& dock : m_docks)
        titles.emplace_back(dock.row.key, dock.row.title);
    return titles;
}

std::vector<std::pair<QString, QWidget*>> Docks::pictures() const
{
    std::vector<std::pair<QString, QWidget*>> pictures;
    for (const Dock& dock : m_docks)
        if (dock.row.picture) {
            const auto* pages = qobject_cast<QStackedWidget*>(dock.row.picture);
            pictures.emplace_back(
                titleOf(dock.row), pages ? pages->currentWidget() : dock.row.picture);
        }
    return pictures;
}

} // namespace contrastlab
