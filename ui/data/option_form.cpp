// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "data/option_form.h"

#include "theme/wheel_focus.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>

#include <algorithm>

namespace contrastlab {

OptionForm::OptionForm(QWidget* parent) : QWidget(parent), m_form(new QFormLayout(this))
{
    m_form->setContentsMargins(2, 2, 8, 2);
    m_form->setVerticalSpacing(6);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
}

void OptionForm::addRow(QWidget* field, const char* name, const char* text, const char* help)
{
    field->setObjectName(QString::fromLatin1(name));
    auto* label = new QLabel(this);
    label->setBuddy(field);
    m_form->addRow(label, field);
    m_rows.push_back({ field, label, text, help });
}

QComboBox* OptionForm::makeBox()
{
    auto* box = new QComboBox(this);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(12);
    turnOnlyWithFocus(*box);
    connect(box, &QComboBox::activated, this, &OptionForm::changed);
    return box;
}

template <class Box> Box* OptionForm::makeNumber(double minimum, double maximum, double step)
{
    using Value = decltype(Box(nullptr).value());
    auto* box = new Box(this);
    box->setRange(Value(minimum), Value(maximum));
    box->setSingleStep(Value(step));
    box->setGroupSeparatorShown(true);
    turnOnlyWithFocus(*box);
    connect(box, &Box::valueChanged, this, &OptionForm::changed);
    return box;
}

template QSpinBox* OptionForm::makeNumber<QSpinBox>(double, double, double);
template QDoubleSpinBox* OptionForm::makeNumber<QDoubleSpinBox>(double, double, double);

void OptionForm::setShown(QWidget* field, bool shown)
{
    m_form->setRowVisible(field, shown);
}

void OptionForm::retranslate()
{
    for (const Row& row : m_rows) {
        const QString text = QCoreApplication::translate(metaObject()->className(), row.text);
        const QString help = QCoreApplication::translate(metaObject()->className(), row.help);
        row.label->setText(text);
        row.label->setToolTip(help);
        row.field->setToolTip(help);
        // Of a field of several parts the one with the focus is told of.
        QWidget* told = row.field->focusProxy() ? row.field->focusProxy() : row.field;
        told->setAccessibleName(QString(text).remove(u'&'));
    }
}

void choose(QComboBox& box, const QVariant& data)
{
    box.setCurrentIndex(std::max(0, box.findData(data)));
}

} // namespace contrastlab
