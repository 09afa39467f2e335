// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What all pictures share: colours that follow the palette, export, a line of text when empty and
// a caption in exported files. Window thread.
#pragma once

#include "theme/plot_theme.h"
#include "theme/spoken.h"

#include <QImage>
#include <QWidget>

#include <functional>
#include <memory>

namespace contrastlab {

class Figure : public QWidget, public Spoken {
    Q_OBJECT

public:
    explicit Figure(QWidget* parent = nullptr);

    /// Shown in the middle while there is nothing to draw.
    virtual void setEmptyText(const QString& text);
    const QString& emptyText() const { return m_emptyText; }
    /// Printed beneath the picture in images and files: what the run was.
    void setCaption(const QString& caption);

    /// Says in words what the keyboard's cursor is at, where the picture knows no names.
    void setReading(std::function<QString()> reading) { m_reading = std::move(reading); }
    /// What the keyboard's cursor is at; of an empty picture why it is empty.
    [[nodiscard]] QString spokenText() const override;

    /// The picture as shown; `size` in device-independent pixels, by default the widget's own.
    QImage toImage(QSize size = {}, qreal scale = 1);
    /// PNG, SVG or PDF by suffix; false if the suffix is another one or the file cannot be written.
    bool saveAs(const QString& path, QSize size = {});
    /// Draws now; what is returned packs it, on any thread. Null for another suffix than those.
    std::function<QByteArray()> drawnAs(const QString& suffix, QSize size = {}, qreal scale = 2);

    /// Draws it as a part of a larger picture, where what follows the mouse does not belong; with a
    /// painter that exportPainter() made.
    void drawPart(QPainter& painter, QSize size);
    /// An inactive painter of the kind that drawFigure wants in toImage and saveAs.
    virtual std::shared_ptr<QPainter> exportPainter() const;

    const PlotTheme& theme() const { return m_theme; }
    /// Lines and points so many times as large.
    void setWeight(double weight);

protected:
    /// There is nothing to draw but the text for that.
    virtual bool isEmpty() const { return false; }
    /// In words; empty: the cursor is nowhere.
    virtual QString reading() const;

    /// Draws everything into 0,0..size, on screen and in files. The background is filled already.
    virtual void drawFigure(QPainter& painter, QSize size) = 0;
    /// Palette, font or language direction changed; theme() is new.
    virtual void themeChanged();

    void drawEmptyText(QPainter& painter, const QRectF& rect) const;
    /// True while drawing for toImage and saveAs, where what follows the mouse does not belong.
    bool isExporting() const { return m_exporting; }
    /// The widget's font times `factor`, for tick labels and small print.
    QFont scaledFont(double factor) const;

    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void drawWithCaption(QPainter& painter, QSize size);
    void readTheme();

    PlotTheme m_theme;
    double m_weight = 1;
    bool m_exporting = false;
    QString m_emptyText, m_caption;
    std::function<QString()> m_reading; ///< may be null
};

} // namespace contrastlab
