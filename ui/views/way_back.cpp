// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/way_back.h"

#include <QCoreApplication>
#include <QLocale>
#include <QMenu>

namespace contrastlab {

void addWayBack(QMenu& menu, std::int64_t step, const std::function<void()>& goBack)
{
    const QString text =
        QCoreApplication::translate("WayBack", "Go back to just before this change (step %1)")
            .arg(QLocale().toString(qlonglong(step)));
    const QString tip = QCoreApplication::translate("WayBack",
        "A new run from the very state before it, with the same batches; this run stays in the "
        "list of runs");
    menu.addAction(text, goBack)->setToolTip(tip);
    menu.setToolTipsVisible(true);
}

} // namespace contrastlab
