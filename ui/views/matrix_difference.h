// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One matrix minus another, cell by cell, as both glide: blue where the second run has more, on
// colours that reach equally far both ways of 0. Where they are not of the same pairs it says so.
// Window thread.
#pragma once

#include "views/heatmap_view.h"

namespace contrastlab {

class MatrixDifference : public HeatMap {
    Q_OBJECT

public:
    /// `a` is taken from `b`; the moment is that of `a`.
    MatrixDifference(HeatmapView& a, HeatmapView& b, RunMoment& moment, ItemFocus& focus,
        ItemPictures& pictures, ItemSounds& sounds, QWidget* parent = nullptr);

    [[nodiscard]] HoverCard& card();
    /// As measured, with the names of rows and columns.
    [[nodiscard]] QList<QStringList> table() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void subtract();
    void fitRange();
    void showFocus();
    void retranslate();

    HeatmapView& m_a;
    HeatmapView& m_b;
    ItemFocus& m_focus;
    ItemHover* m_hover;
};

} // namespace contrastlab
