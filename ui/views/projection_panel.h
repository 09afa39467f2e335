// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The projection with a line of what is drawn, a search that pins an item, a choice of what colours
// tell, and a list of the items that a lasso gathered. Window thread.
#pragma once

#include "run/compared_run.h"
#include "views/compare_row.h"
#include "views/projection_view.h"

class QComboBox;
class QAction;
class QSpinBox;
class QCompleter;
class QLineEdit;
class QListWidget;
class QToolButton;

namespace contrastlab {

class AxisEnds;
class ElidedText;
class ForceArrows;
class ViewHint;

class ProjectionPanel : public QWidget {
    Q_OBJECT

public:
    /// Takes the projection in.
    ProjectionPanel(RunMoment& moment, ItemFocus& focus, ItemPictures& pictures,
        ProjectionView& cloud, QWidget* parent = nullptr);

    [[nodiscard]] ViewHint& hint() const { return *m_hint; }
    [[nodiscard]] QString headerText() const;
    [[nodiscard]] QLineEdit& search() const { return *m_search; }
    [[nodiscard]] QComboBox& colorBox() const { return *m_colorBy; }
    [[nodiscard]] QComboBox& mapBox() const { return *m_map; }
    [[nodiscard]] QComboBox& itemsBox() const { return *m_items; }
    [[nodiscard]] QSpinBox& neighbourhoodBox() const { return *m_neighbourhood; }
    [[nodiscard]] AxisEnds& axisEnds() const { return *m_ends; }
    [[nodiscard]] QToolButton& spaceButton() const { return *m_space; }
    [[nodiscard]] QToolButton& stopButton() const { return *m_stop; }
    [[nodiscard]] QAction& holdAction() const { return *m_hold; }
    [[nodiscard]] QAction& trailsAction() const { return *m_trails; }
    [[nodiscard]] QListWidget& gatheredList() const { return *m_list; }
    [[nodiscard]] QToolButton& forcesButton() const { return *m_forcesButton; }
    /// Beside the cloud that of another run, laid on it, where there is one to compare with.
    void compareWith(ComparedRun& other, ItemSounds& sounds);
    [[nodiscard]] CompareRow& row() const { return *m_row; }
    /// Null before compareWith().
    [[nodiscard]] ProjectionView* otherCloud() const { return m_otherCloud; }
    /// What the button shows and the header tells.
    void setForces(ForceArrows& forces);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    QWidget* makeControls();
    QWidget* makeHeader();
    void makeGathered();
    void makeMapControls(QWidget* bar, QLayout* row);
    void showMapControls();
    void holdHeights();
    void placeGathered();
    void makeMore(QWidget* bar, QLayout* row);
    void makeMenu();
    void readNames();
    void pinNamed(const QString& text);
    void showGathered();
    void showPictures();
    void showHeader();
    void sayComparison();
    void retranslate();

    RunMoment& m_moment;
    ItemFocus& m_focus;
    ItemPictures& m_pictures;
    ProjectionView& m_cloud;
    CompareRow* m_row;
    ComparedRun* m_other = nullptr; ///< null: nothing to compare with, ever
    ProjectionView* m_otherCloud = nullptr;
    ViewHint* m_hint;
    ElidedText* m_header;
    QLineEdit* m_search;
    QCompleter* m_completer;
    QComboBox *m_colorBy, *m_map, *m_items;
    QSpinBox* m_neighbourhood;
    AxisEnds* m_ends;
    QToolButton *m_space, *m_stop, *m_more;
    QAction *m_hold, *m_trails, *m_lines, *m_contours, *m_turning;
    QToolButton* m_forcesButton;
    ForceArrows* m_forces = nullptr;
    QWidget* m_gathered;
    QListWidget* m_list;
    QToolButton* m_letGo;
    QStringList m_names; ///< of the items that are drawn; read when they are first looked for
};

} // namespace contrastlab
