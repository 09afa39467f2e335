// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/undo_sheet.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace contrastlab {

UndoSheet::UndoSheet(UndoList& undo, QWidget* parent)
    : QDialog(parent)
    , m_undo(undo)
    , m_hint(new QLabel(this))
    , m_list(new QListWidget(this))
    , m_told(new QLabel(this))
    , m_back(new QPushButton(this))
    , m_again(new QPushButton(this))
    , m_close(new QPushButton(this))
{
    setObjectName(QStringLiteral("undoSheet"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_hint->setWordWrap(true);
    m_told->setWordWrap(true);
    m_told->setTextFormat(Qt::PlainText);
    m_told->hide();
    m_list->setWordWrap(true);
    auto* buttons = new QHBoxLayout;
    for (QPushButton* button : { m_back, m_again, m_close }) {
        button->setAutoDefault(false);
        if (button == m_close) buttons->addStretch(1);
        buttons->addWidget(button);
    }
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_hint);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_told);
    layout->addLayout(buttons);
    const auto goTo = [this](QListWidgetItem* item) { m_undo.goTo(m_list->row(item)); };
    // By mouse at once; the keys walk through the list first, and Return goes.
    connect(m_list, &QListWidget::itemClicked, this, goTo, Qt::QueuedConnection);
    connect(m_list, &QListWidget::itemActivated, this, goTo, Qt::QueuedConnection);
    connect(m_back, &QPushButton::clicked, &undo, &UndoList::undo);
    connect(m_again, &QPushButton::clicked, &undo, &UndoList::redo);
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
    connect(&undo, &UndoList::changed, this, &UndoSheet::refresh);
    connect(&undo, &UndoList::failed, this, [this](const QString& entry, const QString& why) {
        m_told->setText(tr("“%1” is past undoing: %2").arg(entry, why));
        m_told->show();
    });
    retranslate();
    resize(26 * fontMetrics().height(), 24 * fontMetrics().height());
}

// Rows are kept, so that a click hits what it was meant for.
void UndoSheet::refresh()
{
    const int rows = m_undo.count() + 1;
    while (m_list->count() > rows)
        delete m_list->takeItem(m_list->count() - 1);
    while (m_list->count() < rows)
        m_list->addItem(QString());
    for (int row = 0; row < rows; ++row) {
        QListWidgetItem* item = m_list->item(row);
        const bool isHere = row == m_undo.done();
        const QString text = row == 0 ? tr("As it was at first") : m_undo.entry(row - 1).text();
        QFont font = m_list->font();
        font.setBold(isHere);
        font.setItalic(row > m_undo.done());
        item->setFont(font);
        item->setText((isHere ? QStringLiteral("▸ ") : QString()) + text);
        item->setData(Qt::AccessibleTextRole,
            isHere                    ? tr("%1; here you are").arg(text)
                : row > m_undo.done() ? tr("%1; undone").arg(text)
                                      : text);
        item->setToolTip(row > m_undo.done()
                ? tr("Undone; a click does it again, and all before it")
                : isHere ? tr("Here you are")
                         : tr("A click undoes all below it"));
    }
    m_list->setCurrentRow(m_undo.done());
    m_list->scrollToItem(m_list->item(m_undo.done()));
    m_back->setEnabled(m_undo.canUndo());
    m_again->setEnabled(m_undo.canRedo());
}

void UndoSheet::retranslate()
{
    setWindowTitle(tr("What was done"));
    m_hint->setText(tr("Parameters, layout, choices of items and deleted runs, in the order of "
                       "their change. A click goes to there."));
    m_list->setAccessibleName(tr("What was done"));
    m_back->setText(tr("Undo"));
    m_again->setText(tr("Redo"));
    m_back->setShortcut(QKeySequence::Undo); // a new text takes it off
    m_again->setShortcut(QKeySequence::Redo);
    m_close->setText(tr("Close"));
    refresh();
}

void UndoSheet::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace contrastlab
