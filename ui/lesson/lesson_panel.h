// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lessons: one at a time, its text, its claims to predict and to try, a run to play with and a
// question to think about. Drives the lab through what it signals. Window thread.
#pragma once

#include "lesson/lesson.h"
#include "lesson/lesson_print.h"

#include <QStringList>
#include <QWidget>

class QLabel;
class QMenu;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace contrastlab {

class AchievementLog;
class ClaimBox;
class GlossaryCard;
class ViewHint;

class LessonPanel : public QWidget {
    Q_OBJECT

public:
    explicit LessonPanel(QWidget* parent = nullptr);
    ~LessonPanel() override;

    [[nodiscard]] const std::vector<Lesson>& lessons() const { return m_lessons; }
    [[nodiscard]] std::size_t current() const { return m_current; }
    void open(std::size_t place);
    /// By its name.
    void open(std::string_view name);
    /// The same, and the keyboard at its first claim.
    void begin(std::size_t place);
    /// Number and title, in the language of the window.
    [[nodiscard]] QString titleOf(const Lesson& lesson) const;
    /// On to the lesson's next part, which may begin a trial or unfold the answer, then to the next
    /// lesson; while a trial goes on, nothing.
    void goOn();
    void goBack();
    [[nodiscard]] bool isDone(const Lesson& lesson) const;
    /// A lesson of one's own joins the others and opens. Throws InputError.
    void openFile(const QString& path);
    [[nodiscard]] const std::vector<ClaimBox*>& claims() const { return m_claims; }

    /// What "Save picture" saves: the part that is in sight.
    [[nodiscard]] QWidget& picture() const;
    /// Every number that the claims of this lesson came to: claim, verdict, measure, arm, seed,
    /// value; one row with the claim alone where it was not tried.
    [[nodiscard]] QList<QStringList> table() const;

    /// The lesson as it stands, for paper.
    [[nodiscard]] LessonPages pages() const;

    /// What was done in them.
    [[nodiscard]] AchievementLog& achievements() { return *m_achievements; }
    /// By the lesson's name; empty where there is none.
    [[nodiscard]] QString titleNamed(const std::string& name) const;

    /// Names of the lessons all of whose claims were tried.
    [[nodiscard]] const QStringList& done() const { return m_done; }
    void setDone(const QStringList& names);

    [[nodiscard]] QSize sizeHint() const override;

signals:
    /// A run to play with, asked for by a person.
    void runRequested(const contrastlab::RunSpec& spec);
    /// A lesson stands here in place of another one.
    void opened();
    void chartsMade();
    /// Key of a parameter, or of a dock where a term of the glossary lies there.
    void controlPointedAt(const std::string& key);
    void doneChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] Lesson lessonOf(std::string_view text, const std::string& file) const;
    QLabel* markdown(QWidget* parent);
    void showText(QLabel& label, const QString& text);
    void makeHead();
    void build();
    void addRun();
    void addQuestion();
    void noteTrial(const ClaimBox& box);
    void countDone();
    void showMenu();
    void retranslate();
    /// Where the teacher is in the lesson.
    enum class Part { text, claim, trial, run, question, answer };
    struct Stage {
        Part part;
        QWidget* widget;
        ClaimBox* claim = nullptr;
    };
    void listStages();
    void enter(std::size_t stage);
    [[nodiscard]] bool scrollOn(const QWidget& part);
    void keepInSight(ClaimBox* box);
    [[nodiscard]] const Lesson& lesson() const { return m_lessons[m_current]; }

    std::vector<Claim> m_allClaims;
    std::vector<Lesson> m_lessons;
    std::size_t m_current = 0;
    QStringList m_done;
    std::vector<ClaimBox*> m_claims;
    std::vector<Stage> m_stages;
    std::size_t m_stage = 0;
    QToolButton *m_choose, *m_before, *m_after;
    ViewHint* m_hint;
    QScrollArea* m_scroll;
    GlossaryCard* m_card;
    AchievementLog* m_achievements;
    QLabel *m_text = nullptr, *m_runText = nullptr, *m_question = nullptr, *m_answer = nullptr;
    QToolButton *m_run = nullptr, *m_break = nullptr, *m_fold = nullptr;
    std::vector<QToolButton*> m_otherRuns;
    std::vector<std::pair<std::string, QToolButton*>> m_controls;
};

} // namespace contrastlab
