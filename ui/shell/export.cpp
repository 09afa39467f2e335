// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "shell/export.h"

#include "plot/figure.h"
#include "plot/plot_export.h"
#include "run/run_moment.h"
#include "run/table_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>
#include <QWidget>

namespace contrastlab {

namespace {

QString captionOf(const RunMoment& moment)
{
    const RunSpec& spec = moment.spec();
    QStringList parts { qString(spec.text("dataset")), qString(spec.text("objective")),
        qString(spec.text("optimizer")) };
    for (const char* key : { "temperature", "learning_rate", "batch_size", "seed" }) {
        const Parameter& parameter = *findParameter(key);
        if (spec.isRelevant(parameter))
            parts << shortLabel(parameter) + QLatin1Char(' ')
                    + valueText(parameter, spec.value(key));
    }
    parts << QCoreApplication::translate("contrastlab::Export", "step %1")
                 .arg(QLocale().toString(qlonglong(moment.playhead().step)));
    return QStringLiteral("ContrastLab · ") + parts.join(QStringLiteral(" · "));
}

} // namespace

std::function<QByteArray()> drawnAs(QWidget& widget, const QString& suffix)
{
    QPainter painter;
    return drawnAs(painter, suffix, widget.size(), widget.palette().color(QPalette::Window),
        [&] { widget.render(&painter, QPoint()); });
}

std::function<QByteArray()> pictureOf(QWidget& view, const QString& suffix, const RunMoment& moment)
{
    auto* figure = qobject_cast<Figure*>(&view);
    if (!figure) return drawnAs(view, suffix);
    figure->setCaption(captionOf(moment));
    return figure->drawnAs(suffix);
}

} // namespace contrastlab
