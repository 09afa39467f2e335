// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Fusion is the one style that follows any palette.
#include "shell/theme.h"

#include <QApplication>
#include <QFile>
#include <QPainter>
#include <QProxyStyle>
#include <QStyleOption>
#include <QSvgRenderer>
#include <QToolTip>

namespace contrastlab {

namespace {

// Fusion draws the frame of a check box darker than the window: invisible on dark ground.
class Style final : public QProxyStyle {
public:
    Style() : QProxyStyle(QStringLiteral("Fusion")) { }
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
        const QWidget* widget) const override
    {
        if (element != PE_IndicatorCheckBox)
            return QProxyStyle::drawPrimitive(element, option, painter, widget);
        const QPalette& colors = option->palette;
        const bool on = option->state & State_On;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRectF box = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
        painter->setPen(colors.color(on ? QPalette::Highlight : QPalette::Dark));
        painter->setBrush(colors.color(on ? QPalette::Highlight : QPalette::Base));
        painter->drawRoundedRect(box, 2.5, 2.5);
        if (on) {
            const auto at = [&](double x, double y) {
                return QPointF(box.left() + x * box.width(), box.top() + y * box.height());
            };
            painter->setPen(QPen(colors.color(QPalette::HighlightedText), 1.8, Qt::SolidLine,
                Qt::RoundCap, Qt::RoundJoin));
            painter->drawPolyline(QPolygonF { at(0.22, 0.52), at(0.42, 0.72), at(0.78, 0.28) });
        }
        painter->restore();
    }
};

QPalette paletteOf(QColor window, QColor base, QColor text, QColor button, QColor highlight)
{
    QPalette palette(button, window);
    const QColor faint = mixedColor(text, window, 0.45);
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::AlternateBase, mixedColor(base, highlight, 0.12));
    palette.setColor(QPalette::Button, button);
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText })
        palette.setColor(role, text);
    palette.setColor(QPalette::PlaceholderText, mixedColor(text, window, 0.32));
    palette.setColor(QPalette::ToolTipBase, base);
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::Highlight, highlight);
    palette.setColor(QPalette::HighlightedText, base.lightnessF() < 0.5f ? Qt::black : Qt::white);
    palette.setColor(QPalette::Link, highlight);
    palette.setColor(QPalette::Mid, mixedColor(text, window, 0.75));
    palette.setColor(QPalette::Midlight, mixedColor(text, window, 0.9));
    palette.setColor(QPalette::Dark, mixedColor(text, window, 0.6));
    palette.setColor(QPalette::Light, mixedColor(base, Qt::white, 0.1));
    palette.setColor(QPalette::Shadow, mixedColor(window, Qt::black, 0.6));
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText })
        palette.setColor(QPalette::Disabled, role, faint);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, faint);
    return palette;
}

QPalette lightPalette()
{
    return paletteOf(
        QColor(0xf3f4f6), QColor(0xffffff), QColor(0x1b1f24), QColor(0xf9fafb), QColor(0x1f6fc0));
}

QPalette darkPalette()
{
    return paletteOf(
        QColor(0x1e2227), QColor(0x15181c), QColor(0xe6e9ed), QColor(0x2a3037), QColor(0x47b5fa));
}

bool isDark(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightnessF() < 0.5f;
}

} // namespace

QString nameOf(Theme theme)
{
    return theme == Theme::light ? QStringLiteral("light")
        : theme == Theme::dark   ? QStringLiteral("dark")
                                 : QStringLiteral("system");
}

Theme themeFromName(const QString& name)
{
    return name == u"light" ? Theme::light : name == u"dark" ? Theme::dark : Theme::system;
}

void applyTheme(Theme theme)
{
    static const bool desktopIsDark = isDark(QApplication::palette());
    const bool dark = theme == Theme::dark || (theme == Theme::system && desktopIsDark);
    if (!dynamic_cast<Style*>(QApplication::style())) QApplication::setStyle(new Style);
    const QPalette palette = dark ? darkPalette() : lightPalette();
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
}

QColor errorColor(const QPalette& palette)
{
    return isDark(palette) ? QColor(0xff8a80) : QColor(0xb3261e);
}

QColor warningColor(const QPalette& palette)
{
    return isDark(palette) ? QColor(0xf7bc50) : QColor(0xb26a00);
}

QColor mixedColor(const QColor& a, const QColor& b, double t)
{
    const auto channel = [t](int from, int to) { return qRound(from + t * (to - from)); };
    return QColor(
        channel(a.red(), b.red()), channel(a.green(), b.green()), channel(a.blue(), b.blue()));
}

QPixmap themedPixmap(const QString& name, const QColor& color, int side, qreal scale)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly)) return {};
    QSvgRenderer drawing(file.readAll().replace("currentColor", color.name().toLatin1()));
    QPixmap pixmap(QSize(side, side) * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    drawing.render(&painter, QRectF(0, 0, side, side));
    return pixmap;
}

QIcon themedIcon(const QString& name, const QPalette& palette)
{
    QIcon icon;
    for (const qreal scale : { 1.0, 2.0 }) {
        icon.addPixmap(
            themedPixmap(name, palette.color(QPalette::Active, QPalette::ButtonText), 24, scale));
        icon.addPixmap(
            themedPixmap(name, palette.color(QPalette::Disabled, QPalette::ButtonText), 24, scale),
            QIcon::Disabled);
    }
    return icon;
}

} // namespace contrastlab
