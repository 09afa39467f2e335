// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The same card stands in the list of all terms and pops up over a lesson.
#include "lesson/glossary_card.h"

#include "lesson/lesson_language.h"

#include <QEvent>
#include <QLabel>
#include <QScreen>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace contrastlab {

GlossaryCard::GlossaryCard(QWidget* parent)
    : QFrame(parent)
    , m_term(new QLabel(this))
    , m_text(new QLabel(this))
    , m_formula(new QLabel(this))
    , m_source(new QLabel(this))
    , m_show(new QToolButton(this))
{
    setFrameShape(QFrame::StyledPanel);
    auto* layout = new QVBoxLayout(this);
    QFont bold = font();
    bold.setBold(true);
    m_term->setFont(bold);
    m_source->setForegroundRole(QPalette::PlaceholderText);
    for (QLabel* label : { m_term, m_text, m_formula, m_source }) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        layout->addWidget(label);
    }
    m_formula->setIndent(2 * fontMetrics().averageCharWidth());
    m_formula->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_show->setObjectName(QStringLiteral("showMe"));
    m_show->setFocusPolicy(Qt::StrongFocus);
    layout->addWidget(m_show);
    setMinimumWidth(20 * fontMetrics().height());
    connect(m_show, &QToolButton::clicked, this, [this] {
        if (isWindow()) close();
        if (m_entry) emit showRequested(m_entry->show);
    });
}

void GlossaryCard::showEntry(const GlossaryEntry& entry)
{
    m_entry = &entry;
    retranslate();
    show();
}

void GlossaryCard::popUp(const GlossaryEntry& entry, const QPoint& place)
{
    setWindowFlag(Qt::Popup);
    m_entry = &entry;
    retranslate();
    const int width = minimumWidth();
    resize(width, layout()->heightForWidth(width));
    const QRect screen = this->screen()->availableGeometry();
    move(std::clamp(place.x(), screen.left(), std::max(screen.left(), screen.right() - width)),
        place.y() + 12 + height() > screen.bottom() ? place.y() - 12 - height() : place.y() + 12);
    show();
    m_show->setFocus(Qt::PopupFocusReason);
}

void GlossaryCard::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && m_entry) retranslate();
}

void GlossaryCard::retranslate()
{
    m_term->setText(inLanguage(m_entry->term));
    m_text->setText(inLanguage(m_entry->text));
    m_formula->setText(QString::fromStdString(m_entry->formula));
    m_source->setText(QString::fromStdString(m_entry->source));
    m_source->setVisible(!m_entry->source.empty());
    m_show->setText(tr("Show me"));
    m_show->setToolTip(tr("Points at it in the window"));
}

} // namespace contrastlab
