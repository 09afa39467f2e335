// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lesson/achievement_row.h"

#include "lesson/achievement_log.h"
#include "theme/colors.h"
#include "theme/icons.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

#include <utility>

namespace contrastlab {

namespace {

/// On a disc where it is earned, pale where it is not: told apart without colours, too.
QPixmap medal(const QString& name, bool earned, int side, const QPalette& palette, qreal scale)
{
    const QColor ground = palette.color(QPalette::Window),
                 text = palette.color(QPalette::WindowText);
    if (!earned) return themedPixmap(name, mixed(ground, text, 0.45), side, scale);
    QPixmap pixmap(QSize(side, side) * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(legibleOn(ground, goodColor(palette), text));
    painter.drawEllipse(QRectF(0, 0, side, side));
    const int inner = side * 3 / 4;
    painter.drawPixmap((side - inner) / 2, (side - inner) / 2,
        themedPixmap(name, palette.color(QPalette::Base), inner, scale));
    return pixmap;
}

} // namespace

AchievementRow::AchievementRow(
    AchievementLog& log, std::function<QString(const std::string&)> titleOf, QWidget* parent)
    : QWidget(parent)
    , m_log(log)
    , m_titleOf(std::move(titleOf))
    , m_hide(new QToolButton(this))
{
    setObjectName(QStringLiteral("achievements"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(6, 2, 6, 2);
    for (QLabel*& icon : m_icons)
        row->addWidget(icon = new QLabel(this));
    m_hide->setObjectName(QStringLiteral("hideAchievements"));
    m_hide->setAutoRaise(true);
    m_hide->setText(QStringLiteral("×"));
    row->addWidget(m_hide);
    row->addStretch(1);
    connect(m_hide, &QToolButton::clicked, this, [this] { m_log.setShown(false); });
    connect(&m_log, &AchievementLog::changed, this, &AchievementRow::refresh);
    refresh();
}

// What it takes; of an earned one where that was.
QString AchievementRow::textOf(const AchievementInfo& info) const
{
    const auto text = [](const char* of) { return QCoreApplication::translate("Achievement", of); };
    const LessonFact* fact = earnedBy(info.id, m_log.facts());
    const QString lesson = fact ? m_titleOf(fact->lesson).simplified() : QString();
    if (!fact) return tr("%1. %2").arg(text(info.title), text(info.how));
    return lesson.isEmpty() ? tr("%1: earned").arg(text(info.title))
                            : tr("%1: earned in the lesson “%2”").arg(text(info.title), lesson);
}

void AchievementRow::refresh()
{
    setVisible(m_log.areShown());
    const int side = fontMetrics().height() * 5 / 4;
    for (const AchievementInfo& info : achievements()) {
        QLabel& icon = *m_icons[std::size_t(info.id)];
        const bool earned = earnedBy(info.id, m_log.facts());
        icon.setPixmap(
            medal(QString::fromLatin1(info.name), earned, side, palette(), devicePixelRatioF()));
        icon.setToolTip(textOf(info));
        icon.setAccessibleName(icon.toolTip());
    }
    m_hide->setToolTip(tr("Hide the achievements; the menu Help shows them again"));
    m_hide->setAccessibleName(m_hide->toolTip());
}

void AchievementRow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    const auto type = event->type();
    if (type == QEvent::LanguageChange || type == QEvent::PaletteChange
        || type == QEvent::FontChange)
        refresh();
}

} // namespace contrastlab
