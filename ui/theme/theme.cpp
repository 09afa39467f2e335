// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Fusion is the one style that follows any palette.
#include "theme/theme.h"

#include <QApplication>
#include <QEvent>
#include <QPainter>
#include <QPointer>
#include <QProxyStyle>
#include <QStyleOption>
#include <QToolTip>

#include <array>
#include <utility>
#include <vector>

namespace contrastlab {

namespace {

// Fusion draws the frames of check boxes and fields darker than the window: invisible on dark
// ground.
class Style final : public QProxyStyle {
public:
    Style() : QProxyStyle(QStringLiteral("Fusion")) { }
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
        const QWidget* widget) const override
    {
        if (element != PE_IndicatorCheckBox) {
            QProxyStyle::drawPrimitive(element, option, painter, widget);
            if (element == PE_FrameLineEdit) drawOutline(*option, *painter, option->rect);
            return;
        }
        const QPalette& colors = option->palette;
        const bool on = option->state & State_On;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRectF box = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
        painter->setPen(colors.color(on ? QPalette::Highlight : QPalette::Dark));
        // A mark without a text has no other place that shows the focus.
        if (option->state & State_HasFocus)
            painter->setPen(QPen(colors.color(QPalette::Text), 1.8));
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
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
        QPainter* painter, const QWidget* widget) const override
    {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        if (control == CC_ComboBox || control == CC_SpinBox)
            drawOutline(*option, *painter, option->rect);
    }

    // Nor does a bar that knows no end wander.
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
        const QWidget* widget) const override
    {
        const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option);
        const bool busy = bar && element == CE_ProgressBarContents && bar->maximum <= bar->minimum;
        if (!busy || !m_still) return QProxyStyle::drawControl(element, option, painter, widget);
        painter->fillRect(option->rect.adjusted(2, 2, -2, -2),
            QBrush(option->palette.color(QPalette::Highlight), Qt::Dense4Pattern));
    }

    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
        QStyleHintReturn* more) const override
    {
        if (hint == SH_Widget_Animation_Duration && m_still) return 0;
        if (hint == SH_FocusFrame_AboveWidget) return 1; // beside it there is no room in a dock
        return QProxyStyle::styleHint(hint, option, widget, more);
    }
    int pixelMetric(
        PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override
    {
        if (metric == PM_FocusFrameHMargin || metric == PM_FocusFrameVMargin) return 0;
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
    void setStill(bool still) { m_still = still; }
    [[nodiscard]] bool isStill() const { return m_still; }
    bool effects = false; ///< of the desktop
    PicturePalettes palettes;

private:
    bool m_still = false;
    static void drawOutline(const QStyleOption& option, QPainter& painter, const QRect& rect)
    {
        const bool focused = option.state & State_HasFocus && option.state & State_Enabled;
        QColor color = focused ? option.palette.color(QPalette::Active, QPalette::Highlight)
                               : fieldOutline(option.palette);
        if (!(option.state & State_Enabled)) color.setAlphaF(0.5f);
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(color);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 2.5, 2.5);
        painter.restore();
    }
};

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

// Without a palette of its own the program has the desktop's as it is now.
bool desktopIsDark()
{
    const QPalette own = QApplication::palette();
    QApplication::setPalette(QPalette());
    const bool dark = isDark(QApplication::palette());
    QApplication::setPalette(own);
    return dark;
}

namespace {

Style& ownStyle()
{
    if (!dynamic_cast<Style*>(QApplication::style())) QApplication::setStyle(new Style);
    return *static_cast<Style*>(QApplication::style());
}

} // namespace

// Menus and tips of some desktops roll and fade, which no style is asked about.
void setReducedMotion(bool reduced)
{
    Style& style = ownStyle();
    if (style.isStill() == reduced) return;
    style.setStill(reduced);
    if (reduced) style.effects = QApplication::isEffectEnabled(Qt::UI_General);
    QApplication::setEffectEnabled(Qt::UI_General, !reduced && style.effects);
}

bool animates()
{
    return QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration) > 0;
}

PicturePalettes picturePalettes()
{
    const auto* style = qApp ? dynamic_cast<const Style*>(QApplication::style()) : nullptr;
    return style ? style->palettes : PicturePalettes();
}

// Widgets take it for what it is to them: their colours are others now.
void setPicturePalettes(const PicturePalettes& palettes)
{
    if (std::exchange(ownStyle().palettes, palettes) == palettes) return;
    std::vector<QPointer<QWidget>> widgets;
    for (QWidget* widget : QApplication::allWidgets())
        widgets.emplace_back(widget);
    for (const QPointer<QWidget>& widget : widgets) {
        QEvent event(QEvent::PaletteChange);
        if (widget) QApplication::sendEvent(widget, &event);
    }
}

namespace {

constexpr std::array seriesNames { "apart", "okabeIto" };
constexpr std::array matrixNames { "blueOrange", "viridis", "cividis" };

template <typename Enum, std::size_t count>
Enum named(const std::array<const char*, count>& names, const QString& name)
{
    for (std::size_t i = 0; i < count; ++i)
        if (name == QLatin1String(names[i])) return Enum(i);
    return Enum(0);
}

} // namespace

QString nameOf(SeriesPalette palette)
{
    return QLatin1String(seriesNames[std::size_t(palette)]);
}

SeriesPalette seriesPaletteFromName(const QString& name)
{
    return named<SeriesPalette>(seriesNames, name);
}

QString nameOf(MatrixPalette palette)
{
    return QLatin1String(matrixNames[std::size_t(palette)]);
}

MatrixPalette matrixPaletteFromName(const QString& name)
{
    return named<MatrixPalette>(matrixNames, name);
}

void applyTheme(bool dark, bool contrast)
{
    ownStyle();
    const QPalette palette = contrast ? contrastPalette(dark)
        : dark                        ? darkPalette()
                                      : lightPalette();
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
}

} // namespace contrastlab
