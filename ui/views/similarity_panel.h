// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The matrix of cosines with what it is turned to: which items, in which order, on which range of
// colours; and above it how many rows are right. Of all items it is a map. Window thread.
#pragma once

#include "run/compared_run.h"
#include "views/compare_row.h"
#include "views/heatmap_view.h"
#include "views/matrix_difference.h"
#include "views/matrix_map_view.h"

class QCheckBox;
class QComboBox;
class QStackedWidget;
class QToolButton;

namespace contrastlab {

class ViewHint;

class SimilarityPanel : public QWidget {
    Q_OBJECT

public:
    /// Takes the matrix and the map in.
    SimilarityPanel(RunMoment& moment, PairChoice& choice, ItemFocus& focus, HeatmapView& matrix,
        MatrixMapView& map, QWidget* parent = nullptr);

    /// Beside the matrix that of another run and the difference, where there is one to compare
    /// with.
    void compareWith(ComparedRun& other, ItemPictures& pictures, ItemSounds& sounds);
    [[nodiscard]] CompareRow& row() const { return *m_row; }
    [[nodiscard]] QComboBox& compareBox() const { return *m_compared; }
    /// Null before compareWith().
    [[nodiscard]] HeatmapView* otherMatrix() const { return m_otherMatrix; }
    [[nodiscard]] MatrixDifference* difference() const { return m_difference; }

    /// The matrix and the map: the one in front is shown.
    [[nodiscard]] QStackedWidget& pages() const { return *m_pages; }
    [[nodiscard]] ViewHint& hint() const { return *m_hint; }
    [[nodiscard]] QComboBox& itemsBox() const { return *m_items; }
    [[nodiscard]] QComboBox& faceBox() const { return *m_face; }
    [[nodiscard]] QComboBox& blockBox() const { return *m_block; }
    [[nodiscard]] QComboBox& orderBox() const { return *m_order; }
    [[nodiscard]] QComboBox& rangeBox() const { return *m_range; }
    [[nodiscard]] QCheckBox& peaksBox() const { return *m_peaks; }

protected:
    void changeEvent(QEvent* event) override;

private:
    /// Numbers of the row's pictures, and of the choices among them.
    enum Pane { own, theirs, minus };
    enum Shown { allThree, bothRuns, minusAlone };

    QWidget* makeControls();
    void showComparison();
    void sayComparison();
    template <class Picture> void addMenu(Picture& picture);
    void makeMenus();
    void showItems(int choice);
    [[nodiscard]] bool showsMap() const;
    void showHint();
    [[nodiscard]] QString lookFor() const;
    void showState();
    void nameBlocks();
    void retranslate();

    RunMoment& m_moment;
    PairChoice& m_choice;
    ItemFocus& m_focus;
    HeatmapView& m_matrix;
    MatrixMapView& m_map;
    CompareRow* m_row;
    QStackedWidget* m_pages;
    ComparedRun* m_other = nullptr; ///< null: nothing to compare with, ever
    HeatmapView* m_otherMatrix = nullptr;
    MatrixDifference* m_difference = nullptr;
    bool m_comparing = false;
    ViewHint* m_hint;
    QComboBox* m_items;
    QComboBox* m_face;
    QComboBox* m_block;
    QComboBox* m_order;
    QComboBox* m_range;
    QCheckBox* m_peaks;
    QComboBox* m_compared;
    QToolButton* m_end;
};

} // namespace contrastlab
