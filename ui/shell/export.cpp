// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "shell/export.h"

#include "plot/figure.h"
#include "plot/plot_export.h"
#include "plot/plot_text.h"
#include "run/run_moment.h"
#include "run/table_text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLocale>
#include <QMimeData>
#include <QPainter>
#include <QWidget>

#include <utility>

namespace contrastlab {

namespace {

QString captionOf(const RunMoment& moment)
{
    const RunSpec& spec = moment.spec();
    const bool contrasts = spec.isRelevant(*findParameter("objective"));
    QStringList parts { qString(spec.text("dataset")),
        qString(spec.text(contrasts ? "objective" : "task")), qString(spec.text("optimizer")) };
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

/// A widget that is no figure, with the caption beneath, as a figure has it.
class CaptionedWidget {
public:
    CaptionedWidget(QWidget& widget, QString caption)
        : m_widget(widget)
        , m_caption(std::move(caption))
        , m_font(scaledFont(widget.font(), 0.9))
        , m_margin(widget.fontMetrics().height() / 2)
    {
        const QRect room(0, 0, widget.width() - 2 * m_margin, widget.height());
        const QRect text = QFontMetrics(m_font).boundingRect(room, Qt::TextWordWrap, m_caption);
        m_captionHeight = text.height() + 2 * m_margin;
    }

    [[nodiscard]] QSize size() const { return m_widget.size() + QSize(0, m_captionHeight); }
    [[nodiscard]] QColor background() const { return m_widget.palette().color(QPalette::Window); }
    void draw(QPainter& painter) const
    {
        m_widget.render(&painter, QPoint());
        painter.setFont(m_font);
        painter.setPen(PlotTheme::fromPalette(m_widget.palette()).mutedText);
        painter.drawText(QRect(m_margin, m_widget.height() + m_margin,
                             m_widget.width() - 2 * m_margin, m_captionHeight - m_margin),
            Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop, m_caption);
    }

private:
    QWidget& m_widget;
    QString m_caption;
    QFont m_font;
    int m_margin, m_captionHeight = 0;
};

QImage imageOf(QWidget& view, const QString& caption)
{
    if (auto* figure = qobject_cast<Figure*>(&view)) {
        figure->setCaption(caption);
        return figure->toImage({}, usualScale);
    }
    const CaptionedWidget captioned(view, caption);
    QPainter painter;
    return drawnImage(painter, captioned.size(), usualScale, captioned.background(),
        [&] { captioned.draw(painter); });
}

} // namespace

std::function<QByteArray()> pictureOf(
    QWidget& view, const QString& suffix, const RunMoment& moment, qreal scale)
{
    const QString caption = captionOf(moment);
    if (auto* figure = qobject_cast<Figure*>(&view)) {
        figure->setCaption(caption);
        return figure->drawnAs(suffix, {}, scale);
    }
    const CaptionedWidget captioned(view, caption);
    QPainter painter;
    return drawnAs(
        painter, suffix, captioned.size(), captioned.background(), [&] { captioned.draw(painter); },
        scale);
}

void copyPicture(QWidget& view, const QString& values, const RunMoment& moment)
{
    auto* mime = new QMimeData;
    mime->setImageData(imageOf(view, captionOf(moment)));
    mime->setText(values);
    QGuiApplication::clipboard()->setMimeData(mime);
}

} // namespace contrastlab
