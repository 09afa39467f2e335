// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/view_menu.h"

#include "plot/axes_canvas.h"
#include "store/csv.h"
#include "views/table_in_sight.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QWidget>

#include <utility>

namespace contrastlab {

ViewMenu::ViewMenu(QWidget& view, QWidget& picture, Offers offers)
    : QObject(&view)
    , m_view(view)
    , m_picture(picture)
    , m_offers(std::move(offers))
    , m_copy(new QAction(this))
{
    m_copy->setShortcut(QKeySequence::Copy);
    m_copy->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    view.addAction(m_copy);
    connect(m_copy, &QAction::triggered, this,
        [this] { emit copyRequested(&m_picture, m_offers.table()); });
    view.setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&view, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        auto* menu = new QMenu(&m_view);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fill(*menu);
        menu->popup(m_view.mapToGlobal(at));
    });
}

QString ViewMenu::separated(const Table& table, char separator)
{
    QString text;
    for (const QStringList& row : table) {
        QStringList cells;
        for (const QString& cell : row)
            cells << QString::fromStdString(csvField(cell.toStdString(), separator));
        text += cells.join(QLatin1Char(separator)) + QChar(u'\n');
    }
    return text;
}

std::optional<ViewMenu::Table> ViewMenu::tableInSight() const
{
    return m_offers.tableInSight ? m_offers.tableInSight()
                                 : withinAxes(m_offers.table, m_view, m_picture);
}

void ViewMenu::addLegends(QMenu& menu)
{
    QList<AxesCanvas*> canvases = m_picture.findChildren<AxesCanvas*>();
    if (auto* canvas = qobject_cast<AxesCanvas*>(&m_picture)) canvases << canvas;
    QMenu* legend = nullptr;
    for (AxesCanvas* canvas : std::as_const(canvases)) {
        const std::vector<LegendEntry> entries = canvas->legendEntries();
        for (int i = 0; i < int(entries.size()) && canvas->isVisible(); ++i) {
            const LegendEntry& entry = entries[std::size_t(i)];
            if (!legend) legend = menu.addMenu(tr("Legend"));
            QAction* action = legend->addAction(entry.label);
            action->setCheckable(true);
            action->setChecked(entry.shown);
            connect(
                action, &QAction::triggered, canvas, [canvas, i] { canvas->toggleLegendEntry(i); });
        }
    }
}

void ViewMenu::fill(QMenu& menu)
{
    menu.addAction(tr("Copy values"), this,
        [this] { QGuiApplication::clipboard()->setText(separated(m_offers.table(), '\t')); });
    menu.addAction(tr("Save picture…"), this, [this] { emit saveRequested(&m_picture); });
    menu.addAction(
        tr("Export data…"), this, [this] { emit exportRequested(&m_picture, m_offers.table()); });
    if (const auto inSight = tableInSight())
        menu.addAction(tr("Export what is in sight…"), this,
            [this, table = *inSight] { emit exportRequested(&m_picture, table); });
    // Beside a tab stands what the shortcut is, without a second one that would compete.
    menu.addAction(
        tr("Copy picture") + u'\t' + m_copy->shortcut().toString(QKeySequence::NativeText), m_copy,
        &QAction::trigger);
    menu.addSeparator();
    const QString text = m_offers.pinText ? m_offers.pinText() : QString();
    if (!text.isEmpty()) menu.addAction(text, this, m_offers.pin);
    addLegends(menu);
    if (m_offers.more) m_offers.more(menu);
    if (m_offers.resetView) menu.addAction(tr("Show all"), this, m_offers.resetView);
}

} // namespace contrastlab
