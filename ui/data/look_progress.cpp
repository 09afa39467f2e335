// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "data/look_progress.h"

#include "data/dialog_parts.h"
#include "data/media_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace contrastlab {

LookProgress::LookProgress(QWidget* parent)
    : QWidget(parent)
    , m_bar(new QProgressBar(this))
    , m_cancel(plainButton("cancelLook", this))
    , m_text(new QLabel(this))
{
    m_bar->setObjectName(QStringLiteral("bar"));
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(160);
    m_text->setObjectName(QStringLiteral("progress"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_bar);
    row->addWidget(m_cancel);
    row->addWidget(m_text);
    connect(m_cancel, &QPushButton::clicked, this, &LookProgress::cancelled);
}

void LookProgress::setLooking(bool looking)
{
    m_bar->setVisible(looking);
    m_cancel->setVisible(looking);
    m_text->setVisible(looking);
    m_bar->setRange(0, 0);
    m_text->setText(looking ? progressText({}) : QString());
}

void LookProgress::show(const LoadProgress& progress)
{
    showProgress(*m_bar, progress);
    m_text->setText(progressText(progress));
}

void LookProgress::retranslate()
{
    m_cancel->setText(tr("Cancel"));
}

} // namespace contrastlab
