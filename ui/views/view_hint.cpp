// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/view_hint.h"

#include <QLabel>
#include <QPainter>
#include <QScreen>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace contrastlab {

namespace {

constexpr int margin = 8;

}

ViewHint::ViewHint(QWidget* parent) : QWidget(parent), m_button(new QToolButton(this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_button->setAutoRaise(true);
    m_button->setText(QStringLiteral("?"));
    m_button->setFocusPolicy(Qt::StrongFocus);
    connect(m_button, &QToolButton::clicked, this, &ViewHint::openCard);
}

void ViewHint::setTexts(const QString& hint, const QString& title, const QString& explanation)
{
    m_hint = hint;
    m_title = title;
    m_explanation = explanation;
    m_button->setToolTip(title);
    m_button->setAccessibleName(title);
    setToolTip(hint);
    setAccessibleName(hint);
    update();
}

void ViewHint::setState(const QString& state)
{
    if (state == m_state) return;
    m_state = state;
    update();
}

QWidget* ViewHint::openCard()
{
    auto* card = new QFrame(this, Qt::Popup);
    card->setAttribute(Qt::WA_DeleteOnClose);
    card->setFrameShape(QFrame::StyledPanel);
    auto* text = new QLabel(QStringLiteral("<h3>%1</h3>%2").arg(m_title, m_explanation), card);
    text->setWordWrap(true);
    const int width = 26 * fontMetrics().height();
    text->setFixedSize(width, text->heightForWidth(width));
    auto* layout = new QVBoxLayout(card);
    layout->addWidget(text);
    card->ensurePolished(); // the style has a say in margins, and where it lies rests on its size
    layout->setSizeConstraint(QLayout::SetFixedSize);
    layout->activate();
    card->resize(layout->totalSizeHint());
    constexpr int fromEdge = 8; // its frame, too, stays on the screen
    const QRect area =
        screen()->availableGeometry().adjusted(fromEdge, fromEdge, -fromEdge, -fromEdge);
    QPoint at = m_button->mapToGlobal(m_button->rect().bottomRight()) - QPoint(card->width(), 0);
    at.setX(std::clamp(at.x(), area.left(), std::max(area.left(), area.right() - card->width())));
    at.setY(std::clamp(at.y(), area.top(), std::max(area.top(), area.bottom() - card->height())));
    card->move(at);
    card->show();
    return card;
}

QSize ViewHint::sizeHint() const
{
    return { 20 * fontMetrics().height(), fontMetrics().height() + 6 };
}

QSize ViewHint::minimumSizeHint() const
{
    return { 6 * fontMetrics().height(), sizeHint().height() };
}

void ViewHint::resizeEvent(QResizeEvent*)
{
    m_button->setGeometry(width() - height() - 4, 0, height(), height());
}

void ViewHint::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    QRect room = rect().adjusted(margin, 0, -height() - margin, 0);
    QFont bold = font();
    bold.setBold(true);
    if (!m_state.isEmpty()) {
        painter.setFont(bold);
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter, m_state);
        room.setLeft(room.left() + QFontMetrics(bold).horizontalAdvance(m_state) + margin);
    }
    painter.setFont(font());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
        fontMetrics().elidedText(m_hint, Qt::ElideRight, std::max(0, room.width())));
}

} // namespace contrastlab
