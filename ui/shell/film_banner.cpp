// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/film_banner.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>

namespace contrastlab {

FilmBanner::FilmBanner(FilmTask& task, QWidget* parent)
    : Banner(parent)
    , m_task(task)
    , m_text(new QLabel(this))
    , m_bar(new QProgressBar(this))
    , m_cancel(new QPushButton(this))
{
    setObjectName(QStringLiteral("filmBanner"));
    setAutoFillBackground(true);
    m_cancel->setObjectName(QStringLiteral("cancelFilm"));
    m_bar->setTextVisible(false);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 4);
    layout->setSpacing(10);
    layout->addWidget(m_text);
    layout->addWidget(m_bar, 1);
    layout->addWidget(m_cancel);
    connect(m_cancel, &QPushButton::clicked, &task, &FilmTask::cancel);
    connect(&task, &FilmTask::changed, this, &FilmBanner::refresh);
    refresh();
}

void FilmBanner::refresh()
{
    const QLocale locale;
    m_text->setText(m_task.done() < m_task.all()
            ? tr("Film: %1 of %2 pictures")
                  .arg(locale.toString(qlonglong(m_task.done())),
                      locale.toString(qlonglong(m_task.all())))
            : tr("Film: all pictures are drawn and are put together"));
    m_bar->setRange(0, int(std::max<std::int64_t>(1, m_task.all())));
    m_bar->setValue(int(m_task.done()));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setToolTip(tr("Nothing is written"));
    emit shownChanged(m_task.isAtWork());
}

void FilmBanner::changeEvent(QEvent* event)
{
    Banner::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) refresh();
}

} // namespace contrastlab
