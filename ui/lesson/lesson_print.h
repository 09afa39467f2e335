// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A lesson on paper: text, claims with what came of them, question and answer. A page layout is a
// plain value that any thread turns into a PDF.
#pragma once

#include <QByteArray>
#include <QImage>
#include <QPageLayout>
#include <QString>

#include <vector>

class QTextDocument;

namespace contrastlab {

struct LessonPages {
    QString title;
    QString html; ///< names its pictures "chart0", "chart1" ...
    std::vector<QImage> charts;

    /// Of Markdown.
    void addText(const QString& markdown);
    void addHeading(const QString& text);
    /// Drawn at twice the size that it has on paper.
    void addChart(const QImage& chart);
    void addTable(const std::vector<QStringList>& rows);
};

/// Lays the pages out in `document`.
void layOut(const LessonPages& pages, QTextDocument& document);
/// On A4, or as the page is laid out.
QByteArray pdfOf(const LessonPages& pages, const QPageLayout& page = {});

} // namespace contrastlab
