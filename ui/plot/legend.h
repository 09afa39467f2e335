// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The legend that the pictures share: a row of entries that wraps, drawn by its owner, which also
// passes the clicks on. Click hides or shows an entry, Alt-click (or Ctrl-click, where the window
// manager takes Alt) shows it alone. Window thread.
#pragma once

#include "theme/plot_theme.h"

#include <QFont>
#include <QRectF>
#include <QString>

#include <vector>

class QPainter;

namespace contrastlab {

enum class LegendMark { Line, DashedLine, Swatch, Circle, Square, Triangle };

struct LegendEntry {
    QString label;
    QColor color;
    LegendMark mark = LegendMark::Line;
    bool shown = true;
    bool startsGroup = false; ///< set apart from the entries before it
};

class Legend {
public:
    void setEntries(std::vector<LegendEntry> entries) { m_entries = std::move(entries); }
    const std::vector<LegendEntry>& entries() const { return m_entries; }

    /// Arranges the entries in rows of `width` from `topLeft`; returns the height they take,
    /// 0 for an empty legend.
    double layout(QPointF topLeft, double width, const QFont& font);
    /// Nothing is drawn or found until it is laid out again; 0.
    double hide();
    void draw(QPainter& painter, const PlotTheme& theme, int hoveredEntry = -1) const;
    /// Index of the entry at `position`, or -1.
    int entryAt(QPointF position) const;

private:
    std::vector<LegendEntry> m_entries;
    std::vector<QRectF> m_rects;
    QFont m_font;
};

/// Draws one mark of side `size` centred at `center`: also the points of a cloud in vector files.
void drawLegendMark(
    QPainter& painter, LegendMark mark, QPointF center, double size, const QColor& color);

/// The visibility of all entries after a click on entry `clicked`: toggled, or with `solo` that one
/// alone (all again where it is alone already). Never leaves nothing shown by solo.
std::vector<bool> legendClicked(const std::vector<bool>& shown, std::size_t clicked, bool solo);

} // namespace contrastlab
