// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/view_menu.h"

#include "store/csv.h"

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
{
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

void ViewMenu::fill(QMenu& menu)
{
    menu.addAction(tr("Copy values"), this,
        [this] { QGuiApplication::clipboard()->setText(separated(m_offers.table(), '\t')); });
    menu.addAction(tr("Save picture…"), this, [this] { emit saveRequested(&m_picture); });
    menu.addAction(
        tr("Export data…"), this, [this] { emit exportRequested(&m_picture, m_offers.table()); });
    menu.addSeparator();
    if (const QString text = m_offers.pinText(); !text.isEmpty())
        menu.addAction(text, this, m_offers.pin);
    menu.addAction(tr("Show all"), this, m_offers.resetView);
}

} // namespace contrastlab
