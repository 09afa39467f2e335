// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "data/command_field.h"

#include "data/dialog_parts.h"
#include "theme/icons.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace contrastlab {

CommandField::CommandField(QWidget* parent)
    : QWidget(parent)
    , m_label(new QLabel(this))
    , m_line(new QLineEdit(this))
    , m_copy(plainButton("copyCommand", this))
{
    m_line->setObjectName(QStringLiteral("command"));
    m_line->setReadOnly(true);
    QFont font = m_line->font();
    font.setFamily(QStringLiteral("DejaVu Sans Mono"));
    font.setStyleHint(QFont::Monospace);
    m_line->setFont(font);
    m_label->setBuddy(m_line);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_label);
    row->addWidget(m_line, 1);
    row->addWidget(m_copy);
    connect(m_copy, &QPushButton::clicked, this,
        [this] { QGuiApplication::clipboard()->setText(m_line->text()); });
    refreshColors();
}

void CommandField::setCommand(const QString& command)
{
    m_line->setText(command);
    m_line->setCursorPosition(0);
    m_copy->setEnabled(!command.isEmpty());
}

void CommandField::retranslate()
{
    m_label->setText(tr("&Command"));
    m_line->setToolTip(tr("The same run without a window"));
    m_copy->setText(tr("Copy"));
}

void CommandField::refreshColors()
{
    m_copy->setIcon(themedIcon(QStringLiteral("copy"), palette()));
}

void CommandField::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) refreshColors();
}

} // namespace contrastlab
