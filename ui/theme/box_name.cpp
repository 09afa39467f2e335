// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// On Linux Qt tells a box's entry in the place of its accessible name and leaves what the box is
// for to its label: so there is one, which is not seen.
#include "theme/box_name.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>

namespace contrastlab {

void nameBox(QComboBox& box, const QString& name)
{
    box.setAccessibleName(name);
    if (box.lineEdit()) box.lineEdit()->setAccessibleName(name);
    const QString ours = QStringLiteral("boxName");
    QLabel* label = nullptr;
    for (QLabel* other :
        box.parentWidget()->findChildren<QLabel*>(ours, Qt::FindDirectChildrenOnly))
        if (other->buddy() == &box) label = other;
    if (!label) {
        label = new QLabel(box.parentWidget());
        label->setObjectName(ours);
        label->hide();
        label->setBuddy(&box);
    }
    label->setText(name);
}

} // namespace contrastlab
