// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The dock of a step taken apart: nine stages to walk through by keys, by buttons or in slow
// motion, for both towers or one. While a person walks, the step stays; the run goes on. Window
// thread.
#pragma once

#include "run/live_anatomy.h"
#include "views/anatomy_scene.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QToolButton;

namespace contrastlab {

class AnatomyFigure;
class StageRow;
class ViewHint;

class AnatomyPanel : public QWidget {
    Q_OBJECT

public:
    AnatomyPanel(
        RunMoment& moment, ItemFocus& focus, PairChoice& choice, QWidget* parent = nullptr);

    [[nodiscard]] LiveAnatomy& live() { return m_live; }
    [[nodiscard]] AnatomyFigure& figure() const { return *m_figure; }
    [[nodiscard]] StageRow& stages() const { return *m_stages; }
    [[nodiscard]] QComboBox& sideBox() const { return *m_side; }
    [[nodiscard]] QToolButton& backButton() const { return *m_back; }
    [[nodiscard]] QToolButton& nextButton() const { return *m_next; }
    [[nodiscard]] QToolButton& playButton() const { return *m_play; }
    [[nodiscard]] QToolButton& nextBatchButton() const { return *m_nextBatch; }
    [[nodiscard]] QToolButton& takeStepButton() const { return *m_takeStep; }
    /// Of which step, how many of its pairs.
    [[nodiscard]] QString header() const;
    [[nodiscard]] AnatomyStage stage() const { return m_scene.stage; }

    void setStage(AnatomyStage stage);
    /// A stage every few seconds, to the last.
    void setPlaying(bool playing);
    /// The session takes single steps now.
    void setStepsAllowed(bool allowed);
    /// Works only while it can be seen; a dock behind another one cannot.
    void setInSight(bool inSight);
    /// Every two shown items with all numbers of their way, one line a pair.
    [[nodiscard]] QList<QStringList> table() const;

    [[nodiscard]] QSize sizeHint() const override;

signals:
    void stepRequested(); ///< that the run makes the step that is shown

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* makeControls(PairChoice& choice);
    bool takeKey(const QKeyEvent& key);
    void walk(int stages);
    void showAnatomy();
    void showScene();
    void fitItems();
    void showControls();
    void takeNextBatch();
    [[nodiscard]] bool isNextStep() const;
    [[nodiscard]] QString emptyText() const;
    void retranslate();

    RunMoment& m_moment;
    LiveAnatomy m_live;
    AnatomyScene m_scene;
    bool m_stepsAllowed = false;
    ViewHint* m_hint;
    QToolButton *m_back, *m_next, *m_play, *m_nextBatch, *m_takeStep;
    QComboBox* m_side;
    StageRow* m_stages;
    AnatomyFigure* m_figure;
    QTimer m_slow;
};

} // namespace contrastlab
