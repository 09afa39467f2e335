// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "data/ground_button.h"

#include <QColorDialog>
#include <QPainter>

namespace contrastlab {

GroundButton::GroundButton(QWidget* parent) : QPushButton(parent)
{
    setAutoDefault(false);
    connect(this, &QPushButton::clicked, this, &GroundButton::ask);
}

void GroundButton::ask()
{
    const QColor color =
        QColorDialog::getColor(QColor(m_color), this, toolTip(), QColorDialog::DontUseNativeDialog);
    if (!color.isValid()) return;
    setColor(color.name());
    emit chosen();
}

void GroundButton::setColor(const QString& color)
{
    m_color = color;
    QPixmap swatch(28, 14);
    swatch.fill(QColor(color));
    QPainter(&swatch).drawRect(0, 0, 27, 13);
    setIconSize(swatch.size());
    setIcon(swatch);
    setText(color);
}

} // namespace contrastlab
