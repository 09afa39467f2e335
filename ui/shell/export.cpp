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

#include <algorithm>
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

/// Widgets side by side with the caption beneath, as a figure has it.
class CaptionedRow {
public:
    CaptionedRow(std::vector<QWidget*> views, QString caption)
        : m_views(std::move(views))
        , m_caption(std::move(caption))
        , m_font(scaledFont(first().font(), 0.9))
        , m_margin(first().fontMetrics().height() / 2)
        , m_room(sizeOfViews())
    {
        const QRect room(0, 0, m_room.width() - 2 * m_margin, m_room.height());
        const QRect text = QFontMetrics(m_font).boundingRect(room, Qt::TextWordWrap, m_caption);
        m_captionHeight = text.height() + 2 * m_margin;
    }

    [[nodiscard]] QSize size() const { return m_room + QSize(0, m_captionHeight); }
    [[nodiscard]] QColor background() const { return first().palette().color(QPalette::Window); }
    /// That all parts can be drawn with.
    [[nodiscard]] std::shared_ptr<QPainter> painter() const
    {
        for (QWidget* view : m_views)
            if (const auto* figure = qobject_cast<Figure*>(view)) return figure->exportPainter();
        return std::make_shared<QPainter>();
    }
    void draw(QPainter& painter) const
    {
        int left = 0;
        for (QWidget* view : m_views) {
            painter.save();
            painter.translate(left, 0);
            drawView(painter, *view);
            painter.restore();
            left += view->width() + m_margin;
        }
        painter.setFont(m_font);
        painter.setPen(PlotTheme::fromPalette(first().palette()).mutedText);
        painter.drawText(QRect(m_margin, m_room.height() + m_margin, m_room.width() - 2 * m_margin,
                             m_captionHeight - m_margin),
            Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop, m_caption);
    }

private:
    [[nodiscard]] QWidget& first() const { return *m_views.front(); }
    [[nodiscard]] QSize sizeOfViews() const
    {
        QSize room(-m_margin, 0);
        for (const QWidget* view : m_views)
            room = QSize(
                room.width() + view->width() + m_margin, std::max(room.height(), view->height()));
        return room;
    }
    static void drawView(QPainter& painter, QWidget& view)
    {
        auto* figure = qobject_cast<Figure*>(&view);
        if (!figure) return view.render(&painter, QPoint());
        painter.fillRect(view.rect(), figure->theme().background);
        figure->drawPart(painter, view.size());
    }

    std::vector<QWidget*> m_views;
    QString m_caption;
    QFont m_font;
    int m_margin;
    QSize m_room; ///< of the widgets
    int m_captionHeight = 0;
};

QImage imageOf(QWidget& view, const QString& caption)
{
    if (auto* figure = qobject_cast<Figure*>(&view)) {
        figure->setCaption(caption);
        return figure->toImage({}, usualScale);
    }
    const CaptionedRow captioned({ &view }, caption);
    QPainter painter;
    return drawnImage(painter, captioned.size(), usualScale, captioned.background(),
        [&] { captioned.draw(painter); });
}

} // namespace

std::function<QByteArray()> pictureOf(
    QWidget& view, const QString& suffix, const RunMoment& moment, qreal scale)
{
    return pictureOf(std::vector { &view }, suffix, moment, scale);
}

std::function<QByteArray()> pictureOf(
    const std::vector<QWidget*>& views, const QString& suffix, const RunMoment& moment, qreal scale)
{
    const QString caption = captionOf(moment);
    auto* figure = qobject_cast<Figure*>(views.front());
    if (figure && views.size() == 1) {
        figure->setCaption(caption);
        return figure->drawnAs(suffix, {}, scale);
    }
    const CaptionedRow captioned(views, caption);
    const auto painter = captioned.painter();
    return drawnAs(
        *painter, suffix, captioned.size(), captioned.background(),
        [&] { captioned.draw(*painter); }, scale);
}

void copyPicture(QWidget& view, const QString& values, const RunMoment& moment)
{
    auto* mime = new QMimeData;
    mime->setImageData(imageOf(view, captionOf(moment)));
    mime->setText(values);
    QGuiApplication::clipboard()->setMimeData(mime);
}

} // namespace contrastlab
