// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One claim of a lesson: first what a person expects, then the trial, then what came of it beside
// what was expected. Window thread.
#pragma once

#include "lesson/claim_task.h"

#include <QFrame>

#include <optional>

class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace contrastlab {

class ArmChart;
class PredictionPad;
struct LessonPages;

class ClaimBox : public QFrame {
    Q_OBJECT

public:
    explicit ClaimBox(Claim claim, QWidget* parent = nullptr);

    /// What may be expected: of a claim about a shape the shape, else whether it is so.
    enum class Guess { rises, falls, peaks, dips, none, yes, no, unknown };

    [[nodiscard]] const Claim& claim() const { return m_claim; }
    void choose(Guess guess);
    /// On which the curve may be drawn instead; null where the claim is about no shape.
    [[nodiscard]] PredictionPad* pad() const { return m_pad; }
    [[nodiscard]] std::optional<Guess> chosen() const { return m_chosen; }
    void tryIt();
    [[nodiscard]] bool isBeingTried() const { return m_task.isRunning(); }
    /// Null until it has been tried.
    [[nodiscard]] const std::shared_ptr<const ClaimResult>& result() const { return m_result; }
    /// It came as the person had said before; nobody foresees who says nothing.
    [[nodiscard]] bool isForeseen() const;
    /// What was expected is a curve.
    [[nodiscard]] bool isDrawn() const;
    [[nodiscard]] QString verdictText() const;
    [[nodiscard]] std::vector<ArmChart*> charts() const { return m_charts; }

    /// What it says, and what came of it where it was tried.
    void addTo(LessonPages& pages) const;

signals:
    void tried();
    /// There is more to see of it, or the keyboard did something in it.
    void grew();

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void makeChoices();
    void makePad(QVBoxLayout& layout);
    void moveChoice(int by);
    void showFocus();
    void reveal();
    void makeCharts();
    [[nodiscard]] std::size_t countUnits() const;
    void fillCharts(const std::vector<ArmChart*>& charts) const;
    void retranslate();
    [[nodiscard]] bool isAboutAShape() const;
    [[nodiscard]] Guess outcome() const;
    [[nodiscard]] QString questionText() const;
    [[nodiscard]] QString guessText(Guess guess) const;
    [[nodiscard]] QString comparisonText() const;
    [[nodiscard]] QString explanation() const;
    [[nodiscard]] QStringList armNames() const;
    [[nodiscard]] QString variedName() const;

    Claim m_claim;
    ClaimTask m_task;
    std::optional<Guess> m_chosen;
    std::shared_ptr<const ClaimResult> m_result;
    std::vector<std::pair<Guess, QToolButton*>> m_buttons;
    std::vector<ArmChart*> m_charts;
    QLabel *m_question, *m_keys;
    QWidget* m_choices;
    PredictionPad* m_pad = nullptr;
    QPushButton* m_try;
    QProgressBar* m_progress;
    QWidget* m_revealed;
    QLabel *m_verdict, *m_comparison, *m_explanation, *m_source;
    QWidget* m_chartPlace;
};

} // namespace contrastlab
