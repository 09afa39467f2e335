// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Qt 6.4 hands on to a screen reader on Linux the number of a slider, and of all else a name and a
// description, so a reading takes the place of the description, and a change of it is announced.
#include "theme/spoken.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QLocale>
#include <QWidget>

namespace contrastlab {

namespace {

class SpokenWidget final : public QAccessibleWidget, public QAccessibleValueInterface {
public:
    SpokenWidget(QWidget& widget, bool isSlider)
        : QAccessibleWidget(&widget, isSlider ? QAccessible::Slider : QAccessible::Chart)
        , m_isSlider(isSlider)
    {
    }

    void* interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::ValueInterface && m_isSlider)
            return static_cast<QAccessibleValueInterface*>(this);
        return QAccessibleWidget::interface_cast(type);
    }

    QString text(QAccessible::Text what) const override
    {
        const QString own = QAccessibleWidget::text(what);
        const QString spoken = spokenText();
        if (what == QAccessible::Value) return spoken;
        if (what != QAccessible::Description || spoken.isEmpty()) return own;
        if (!m_isSlider) return spoken;
        bool isPlain = false;
        QLocale().toDouble(spoken, &isPlain); // which is told as the number
        return isPlain ? own : own.isEmpty() ? spoken : spoken + QStringLiteral(". ") + own;
    }

    QVariant currentValue() const override { return number().value; }
    void setCurrentValue(const QVariant& value) override
    {
        if (Spoken* widget = spokenWidget()) widget->takeSpokenNumber(value.toDouble());
    }
    QVariant minimumValue() const override { return number().least; }
    QVariant maximumValue() const override { return number().most; }
    QVariant minimumStepSize() const override { return number().step; }

private:
    // Asked anew each time: a widget that is being destroyed is no Spoken any more.
    Spoken* spokenWidget() const { return dynamic_cast<Spoken*>(object()); }
    QString spokenText() const
    {
        const Spoken* widget = spokenWidget();
        return widget ? widget->spokenText() : QString();
    }
    Spoken::Number number() const
    {
        const Spoken* widget = spokenWidget();
        return widget ? widget->spokenNumber().value_or(Spoken::Number()) : Spoken::Number();
    }

    bool m_isSlider;
};

QAccessibleInterface* makeSpoken(const QString&, QObject* object)
{
    auto* widget = qobject_cast<QWidget*>(object);
    const auto* spoken = dynamic_cast<Spoken*>(object);
    return widget && spoken ? new SpokenWidget(*widget, spoken->spokenNumber().has_value())
                            : nullptr;
}

} // namespace

void speakUp()
{
    QAccessible::removeFactory(makeSpoken);
    QAccessible::installFactory(makeSpoken);
}

void tellReading(QWidget& widget)
{
    if (!widget.hasFocus()) return;
    QAccessibleEvent event(&widget, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void tellNumber(QWidget& widget, double number)
{
    QAccessibleValueChangeEvent event(&widget, number);
    QAccessible::updateAccessibility(&event);
}

} // namespace contrastlab
