// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Made anew each time, so that it speaks the language of the moment.
#include "shell/layouts_sheet.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSaveFile>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <utility>

namespace contrastlab {

LayoutsSheet::LayoutsSheet(LayoutShelf& shelf, int version, QWidget* parent)
    : QDialog(parent)
    , m_shelf(shelf)
    , m_version(version)
    , m_list(new QListWidget(this))
    , m_told(new QLabel(this))
    , m_use(new QPushButton(tr("Use"), this))
    , m_rename(new QPushButton(tr("Rename"), this))
    , m_delete(new QPushButton(tr("Delete"), this))
    , m_back(new QPushButton(tr("Bring back"), this))
    , m_write(new QPushButton(tr("Write to a file…"), this))
    , m_read(new QPushButton(tr("Read from a file…"), this))
{
    setObjectName(QStringLiteral("layoutsSheet"));
    setWindowTitle(tr("Own layouts"));
    m_list->setAccessibleName(tr("Own layouts"));
    m_list->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::SelectedClicked);
    m_told->setWordWrap(true);
    auto* buttons = new QVBoxLayout;
    for (QPushButton* button : { m_use, m_rename, m_delete, m_back, m_write, m_read }) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    m_back->hide();
    buttons->addStretch(1);
    auto* row = new QHBoxLayout;
    row->addWidget(m_list, 1);
    row->addLayout(buttons);
    auto* box = new QDialogButtonBox(this);
    box->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(row, 1);
    layout->addWidget(m_told);
    layout->addWidget(box);
    const auto use = [this] { emit useRequested(chosen()); };
    connect(m_use, &QPushButton::clicked, this, use);
    connect(m_list, &QListWidget::itemDoubleClicked, this, use);
    connect(m_list, &QListWidget::currentRowChanged, this, &LayoutsSheet::showChosen);
    connect(m_list, &QListWidget::itemChanged, this,
        [this](QListWidgetItem* item) { rename(m_list->row(item)); });
    connect(
        m_rename, &QPushButton::clicked, this, [this] { m_list->editItem(m_list->currentItem()); });
    connect(m_delete, &QPushButton::clicked, this, &LayoutsSheet::remove);
    connect(m_back, &QPushButton::clicked, this, &LayoutsSheet::bringBack);
    connect(m_write, &QPushButton::clicked, this, [this] {
        const QString path = QFileDialog::getSaveFileName(this, tr("Write layout"),
            QDir::home().filePath(chosen() + QStringLiteral(".layout")), tr("Layouts (*.layout)"));
        if (!path.isEmpty()) writeTo(path);
    });
    connect(m_read, &QPushButton::clicked, this, [this] {
        const QString path = QFileDialog::getOpenFileName(
            this, tr("Read layout"), QDir::homePath(), tr("Layouts (*.layout)"));
        if (!path.isEmpty()) readFrom(path);
    });
    fill({});
    resize(30 * fontMetrics().height(), 20 * fontMetrics().height());
}

QString LayoutsSheet::chosen() const
{
    const auto row = std::size_t(m_list->currentRow());
    return row < m_shelf.layouts().size() ? m_shelf.layouts()[row].name : QString();
}

QString LayoutsSheet::told() const
{
    return m_told->text();
}

void LayoutsSheet::fill(const QString& chosen)
{
    const QSignalBlocker block(m_list);
    m_list->clear();
    for (const OwnLayout& layout : m_shelf.layouts()) {
        auto* item = new QListWidgetItem(layout.name, m_list);
        item->setFlags(item->flags() | Qt::ItemIsEditable);
        if (layout.name == chosen) m_list->setCurrentItem(item);
    }
    if (m_list->currentRow() < 0) m_list->setCurrentRow(0);
    if (m_list->count() == 0)
        m_told->setText(tr("None yet: View, Layout, Save layout as… keeps how the window is now."));
    showChosen();
}

void LayoutsSheet::showChosen()
{
    const OwnLayout* layout = m_shelf.find(chosen());
    for (QPushButton* button : { m_rename, m_delete, m_write })
        button->setEnabled(layout);
    m_use->setEnabled(layout && layout->version == m_version);
    m_use->setToolTip(layout && layout->version != m_version
            ? tr("Of another version of the program, with other panels")
            : QString());
}

void LayoutsSheet::tell(bool written, const QString& done)
{
    m_told->setText(written ? done : tr("The layouts could not be written."));
    emit changed();
}

void LayoutsSheet::rename(int row)
{
    const QString before = m_shelf.layouts()[std::size_t(row)].name;
    const QString after = m_list->item(row)->text().simplified();
    if (after == before) return;
    const bool taken = after.isEmpty() || m_shelf.find(after);
    const bool done = !taken && m_shelf.rename(before, after);
    fill(done ? after : before);
    if (taken)
        m_told->setText(tr("A name has to be there, and to be no other layout's."));
    else
        tell(done, {});
}

void LayoutsSheet::remove()
{
    const OwnLayout* layout = m_shelf.find(chosen());
    if (!layout) return;
    m_deleted = *layout;
    const bool written = m_shelf.remove(m_deleted->name);
    m_back->show();
    fill({});
    tell(written, tr("“%1” is deleted.").arg(m_deleted->name));
}

void LayoutsSheet::bringBack()
{
    OwnLayout layout = *std::exchange(m_deleted, {});
    layout.name = m_shelf.freeName(layout.name);
    const bool written = m_shelf.put(layout);
    m_back->hide();
    fill(layout.name);
    tell(written, {});
}

void LayoutsSheet::writeTo(const QString& path)
{
    const OwnLayout* layout = m_shelf.find(chosen());
    if (!layout) return;
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly)
        && file.write(LayoutShelf::toFile(*layout)) >= 0 && file.commit();
    m_told->setText((written ? tr("Written: %1") : tr("%1 could not be written"))
                        .arg(QDir::toNativeSeparators(path)));
}

void LayoutsSheet::readFrom(const QString& path)
{
    QFile file(path);
    QString problem;
    const auto layout = file.open(QIODevice::ReadOnly)
        ? LayoutShelf::fromFile(file.read(2 << 20), m_version, problem)
        : std::nullopt;
    if (!layout) {
        m_told->setText(QFileInfo(path).fileName() + QStringLiteral(": ")
            + (problem.isEmpty() ? tr("it cannot be opened.") : problem));
        return;
    }
    OwnLayout own = *layout;
    own.name = m_shelf.freeName(own.name);
    const bool written = m_shelf.put(own);
    fill(own.name);
    tell(written, tr("“%1” is one of yours now.").arg(own.name));
}

} // namespace contrastlab
