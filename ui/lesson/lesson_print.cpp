// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lesson/lesson_print.h"

#include <QBuffer>
#include <QPageSize>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QStringList>
#include <QTextDocument>
#include <QUrl>

namespace contrastlab {

// What stands between the tags of the body: a page is one document.
void LessonPages::addText(const QString& markdown)
{
    QTextDocument part;
    part.setMarkdown(markdown);
    static const QRegularExpression around(
        QStringLiteral("<body[^>]*>(.*)</body>"), QRegularExpression::DotMatchesEverythingOption);
    html += around.match(part.toHtml()).captured(1);
}

void LessonPages::addHeading(const QString& text)
{
    html += QStringLiteral("<h3>%1</h3>").arg(text.toHtmlEscaped());
}

void LessonPages::addChart(const QImage& chart)
{
    html += QStringLiteral("<p><img src='chart%1' width='%2' height='%3'></p>")
                .arg(charts.size())
                .arg(chart.width() / 2)
                .arg(chart.height() / 2);
    charts.push_back(chart);
}

void LessonPages::addTable(const std::vector<QStringList>& rows)
{
    html += QStringLiteral("<table cellpadding='3'>");
    for (const QStringList& row : rows) {
        html += QStringLiteral("<tr>");
        for (const QString& cell : row)
            html += QStringLiteral("<td>%1</td>").arg(cell.toHtmlEscaped());
        html += QStringLiteral("</tr>");
    }
    html += QStringLiteral("</table>");
}

void layOut(const LessonPages& pages, QTextDocument& document)
{
    for (std::size_t i = 0; i < pages.charts.size(); ++i)
        document.addResource(
            QTextDocument::ImageResource, QUrl(QStringLiteral("chart%1").arg(i)), pages.charts[i]);
    document.setHtml(QStringLiteral("<h1>%1</h1>").arg(pages.title.toHtmlEscaped()) + pages.html);
}

QByteArray pdfOf(const LessonPages& pages, const QPageLayout& page)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(pages.title);
    writer.setPageSize(QPageSize(QPageSize::A4));
    if (page.isValid()) writer.setPageLayout(page);
    QTextDocument document;
    layOut(pages, document);
    document.print(&writer);
    return bytes;
}

} // namespace contrastlab
