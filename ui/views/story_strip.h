// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the program does and how well it does it now, at a glance, across the window: the way of one
// pair through the towers, what the model guesses for held-out items, and what the doctor says. It
// folds to one line, and is as high whatever it says. Window thread.
#pragma once

#include "run/live_guesses.h"

#include <QFrame>

#include <optional>

class QBoxLayout;
class QPushButton;
class QToolButton;

namespace contrastlab {

class DoctorLine;
class DoctorPanel;
class ElidedText;
class GuessCards;
class ItemPictures;
class PairStory;

class StoryStrip : public QFrame {
    Q_OBJECT

public:
    StoryStrip(RunMoment& moment, ItemFocus& focus, PairChoice& choice, ItemPictures& pictures,
        DoctorPanel& doctor, QWidget* parent = nullptr);

    void setFolded(bool folded);
    /// One row of guesses in place of two, or none, where a window, less what else lies across it,
    /// is not high; a person who folds or unfolds it has the last word.
    void fitWindow(int height);
    /// One line until that is taken back, unless a person unfolds it; then all is as before.
    void setBrief(bool brief);
    [[nodiscard]] bool isFoldedByHand() const
    {
        const Folding usual = m_usual.value_or(Folding { m_folded, m_byHand });
        return usual.folded && usual.byHand;
    }
    void setFoldedByHand(bool folded);
    [[nodiscard]] bool isFolded() const { return m_folded; }
    /// What is said of the whole: what is learnt, and how often it is right.
    [[nodiscard]] QString text() const;
    [[nodiscard]] const LiveGuesses& guesses() const { return m_guesses; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void trainOnRequested();
    void openDataRequested();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();
    void arrange();
    void refresh();
    void showRoom();
    void retranslate();
    [[nodiscard]] bool isDone() const;
    [[nodiscard]] bool isOfAnotherProgram() const;
    [[nodiscard]] QString questionText() const;
    [[nodiscard]] QString scoreText() const;
    [[nodiscard]] QString scoreTip() const;

    RunMoment& m_moment;
    LiveGuesses m_guesses;
    struct Folding {
        bool folded, byHand;
    };
    int m_windowHeight = 0; ///< as it was told
    bool m_folded = false;
    bool m_byHand = false;
    std::optional<Folding> m_usual; ///< while it is brief
    QToolButton* m_fold;
    ElidedText* m_text;
    QPushButton* m_trainOn;
    QPushButton* m_openData;
    QWidget* m_body;
    PairStory* m_story;
    GuessCards* m_cards;
    DoctorLine* m_doctor;
    QBoxLayout* m_headRow;
    QBoxLayout* m_bodyRow;
};

} // namespace contrastlab
