// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "panels/number_edit.h"

#include "panels/slider_scale.h"
#include "theme/spoken.h"
#include "theme/wheel_focus.h"

#include <QKeyEvent>
#include <QLineEdit>

#include <algorithm>
#include <array>
#include <cmath>

namespace contrastlab {

NumberEdit::NumberEdit(const Parameter& parameter, QWidget* parent)
    : QAbstractSpinBox(parent)
    , m_parameter(parameter)
{
    turnOnlyWithFocus(*this);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    lineEdit()->setAlignment(Qt::AlignRight);
    connect(lineEdit(), &QLineEdit::textEdited, this, [this] {
        m_dirty = true;
        emit edited();
    });
    connect(this, &QAbstractSpinBox::editingFinished, this, [this] {
        if (std::exchange(m_dirty, false)) emit committed();
    });
}

void NumberEdit::setText(const QString& text)
{
    if (lineEdit()->text() != text) lineEdit()->setText(text);
    m_dirty = false;
}

QString NumberEdit::text() const
{
    return lineEdit()->text().trimmed();
}

double NumberEdit::number() const
{
    const auto typed = parseValue(m_parameter, text().toStdString());
    if (!typed) return std::nan("");
    const auto* integer = std::get_if<std::int64_t>(&*typed);
    return integer ? double(*integer) : std::get<double>(*typed);
}

void NumberEdit::setNumber(double number)
{
    lineEdit()->setText(shortNumberText(number, 12));
    m_dirty = false;
    emit committed();
}

// Powers of two double, logarithmic scales climb 1-2-5, others move by a hundredth of their range.
double NumberEdit::stepped(double value, bool up) const
{
    const bool integer = std::holds_alternative<std::int64_t>(m_parameter.standard);
    if (m_parameter.scale == Scale::powersOfTwo) {
        const double exponent = std::log2(std::max(value, 1.0));
        return std::exp2(up ? std::floor(exponent) + 1 : std::ceil(exponent) - 1);
    }
    if (m_parameter.scale == Scale::logarithmic && value > 0) {
        const double decade = std::pow(10.0, std::floor(std::log10(value) + 1e-9));
        constexpr std::array ladder { 0.5, 1.0, 2.0, 5.0, 10.0 };
        if (up)
            for (const double rung : ladder)
                if (rung * decade > value * 1.001) return rung * decade;
        for (auto rung = ladder.rbegin(); rung != ladder.rend(); ++rung)
            if (*rung * decade < value * 0.999) return *rung * decade;
    }
    if (integer) return value + (up ? 1 : -1);
    const double range = m_parameter.maximum - m_parameter.minimum;
    const double step = range <= 20 ? range / 100 : 1;
    return value + (up ? step : -step);
}

void NumberEdit::stepBy(int count)
{
    const auto typed = parseValue(m_parameter, text().toStdString());
    const ParameterValue& from = typed ? *typed : m_parameter.standard;
    const auto* integer = std::get_if<std::int64_t>(&from);
    double value = integer ? double(*integer) : std::get<double>(from);
    for (int i = 0; i < std::abs(count); ++i)
        value = stepped(value, count > 0);
    setNumber(std::clamp(value, m_parameter.minimum, m_parameter.maximum));
    tellNumber(*this, number());
}

QSize NumberEdit::sizeHint() const
{
    QSize size = QAbstractSpinBox::sizeHint();
    size.setWidth(fontMetrics().horizontalAdvance(QStringLiteral("0.00000")) + 40);
    return size;
}

void NumberEdit::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        m_dirty = false;
        emit takenBack();
        return;
    }
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter) m_dirty = true; // committed again even where nothing changed
    QAbstractSpinBox::keyPressEvent(event);
}

} // namespace contrastlab
