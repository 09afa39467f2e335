// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare_row.h"

#include "theme/elided_text.h"

#include <QBoxLayout>
#include <QLabel>

#include <algorithm>

namespace contrastlab {

CompareRow::CompareRow(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
{
    m_layout->setContentsMargins({});
    m_layout->setSpacing(2);
}

int CompareRow::add(QWidget& picture)
{
    auto* whole = new QWidget(this);
    auto* caption = new ElidedText(whole);
    caption->setContentsMargins(8, 0, 4, 0);
    caption->setFixedHeight(fontMetrics().height() + 2);
    caption->hide();
    auto* words = new QLabel(whole);
    words->setWordWrap(true);
    words->setAlignment(Qt::AlignCenter);
    words->setForegroundRole(QPalette::PlaceholderText);
    words->setMargin(8);
    words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    words->hide();
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(caption);
    column->addWidget(words, 1);
    column->addWidget(&picture, 1);
    whole->setVisible(m_panes.empty());
    m_layout->addWidget(whole, 1);
    m_panes.push_back({ whole, caption, words, &picture });
    return int(m_panes.size()) - 1;
}

// Pictures in a row may be smaller than one alone wants to be: the window keeps its size.
void CompareRow::show(const std::vector<int>& panes, bool captioned)
{
    const int least = panes.size() > 1 ? 6 * fontMetrics().height() : 0;
    for (int i = 0; i < int(m_panes.size()); ++i) {
        const Pane& pane = m_panes[std::size_t(i)];
        pane.picture->setMinimumWidth(least);
        pane.caption->setVisible(captioned);
        pane.whole->setVisible(std::ranges::find(panes, i) != panes.end());
    }
    arrange();
}

bool CompareRow::shows(int pane) const
{
    return !m_panes[std::size_t(pane)].whole->isHidden();
}

void CompareRow::setCaption(int pane, const QString& text)
{
    m_panes[std::size_t(pane)].caption->setText(text);
}

QString CompareRow::caption(int pane) const
{
    return m_panes[std::size_t(pane)].caption->text();
}

void CompareRow::setWords(int pane, const QString& why)
{
    const Pane& there = m_panes[std::size_t(pane)];
    if (there.words->text() == why) return;
    there.words->setText(why);
    there.words->setVisible(!why.isEmpty());
    there.picture->setVisible(why.isEmpty());
}

QString CompareRow::words(int pane) const
{
    return m_panes[std::size_t(pane)].words->text();
}

// Whichever way the smaller side of each is longer.
void CompareRow::arrange()
{
    const auto count = int(
        std::ranges::count_if(m_panes, [](const Pane& pane) { return !pane.whole->isHidden(); }));
    const int beside = std::min(width() / std::max(1, count), height());
    const int above = std::min(width(), height() / std::max(1, count));
    m_layout->setDirection(above > beside ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void CompareRow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace contrastlab
