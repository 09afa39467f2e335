// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Draws a stage of a step: inputs, outputs as small bars, matrices with their numbers, losses.
// Window thread.
#pragma once

#include "theme/plot_theme.h"
#include "views/anatomy_scene.h"

#include <QFont>
#include <QRectF>

#include <functional>
#include <vector>

class QPainter;

namespace contrastlab {

/// A place that stands for a pair: a click makes it the example.
struct AnatomyPlace {
    QRectF rect;
    int row = 0, column = 0;
};

class AnatomyPainter {
public:
    AnatomyPainter(QPainter& painter, const PlotTheme& theme, const AnatomyScene& scene)
        : m_painter(painter)
        , m_theme(theme)
        , m_scene(scene)
        , m_font(font())
    {
    }

    /// The stage into a rectangle; where its pairs are.
    std::vector<AnatomyPlace> draw(const QRectF& rect);

private:
    /// A table of cells with something at its edges.
    struct Grid {
        int rows = 0, columns = 0; ///< of pairs
        bool restColumn = false, restRow = false; ///< for the candidates that are not shown
        std::function<double(int row, int column)> color; ///< in -1..1, or 0..1
        std::function<QString(int row, int column)> text, shortText;
        bool diverging = true;
    };

    [[nodiscard]] QFont font() const;
    [[nodiscard]] int shown() const { return m_scene.shown; }
    [[nodiscard]] double line() const;

    void drawSample(const QRectF& rect);
    void drawVectors(const QRectF& rect, bool unit);
    void drawMatrix(const QRectF& rect, const Matrix<double>& values, double most);
    void drawSoftmax(const QRectF& rect);
    void drawLosses(const QRectF& rect);
    void drawTotal(const QRectF& rect);
    void drawGradient(const QRectF& rect);
    void drawUpdate(const QRectF& rect);

    void drawGrid(const QRectF& rect, const Grid& grid, const QString& title = {});
    void drawCells(const Grid& grid, const std::function<QRectF(int, int)>& place);
    void drawCell(const QRectF& cell, const QColor& color, const QString& text);
    /// As large as all of the texts allow in cells of this size; smaller than can be read, it is
    /// no font for them.
    [[nodiscard]] std::optional<QFont> fitting(
        const Grid& grid, const std::function<QString(int, int)>& text, const QSizeF& cell) const;
    void drawInput(const QRectF& rect, const AnatomyInput& input);
    void drawWords(const QRectF& rect, const QString& words, bool centred);
    void drawBars(const QRectF& rect, const float* values, Index count, double most);
    void drawTitle(const QRectF& rect, const QString& title);
    /// A row an item, its input at the left; where the contents are.
    QRectF drawRows(const QRectF& rect, const std::vector<AnatomyInput>& inputs,
        const std::function<void(const QRectF&, int)>& content);
    void drawHead(const QRectF& rect, const AnatomyInput& input);
    void drawLossesOf(const QRectF& rect, const TowerAnatomy& tower, double mean,
        const std::vector<AnatomyInput>& inputs, const QString& title);
    void outlinePairs(const std::function<QRectF(int, int)>& place, int rows, int columns);
    void drawSide(const QRectF& rect, const Matrix<float>& rows,
        const std::vector<AnatomyInput>& inputs, const QString& title,
        const std::function<QString(int)>& note);
    void outlineExample(const QRectF& cell);
    [[nodiscard]] QColor levelColor(double level, bool diverging) const;
    [[nodiscard]] Grid gridOf(const Matrix<double>& values, double most, int digits) const;

    QPainter& m_painter;
    const PlotTheme& m_theme;
    const AnatomyScene& m_scene;
    QFont m_font;
    std::vector<AnatomyPlace> m_places;
};

} // namespace contrastlab
