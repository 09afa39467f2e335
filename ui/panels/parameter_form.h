// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The form of all parameters, generated from the table: what concerns the run, as it stands by the
// recorded events, and what waits for a new run. Window thread.
#pragma once

#include "panels/form_limits.h"
#include "run/parameter_edits.h"
#include "run/run_moment.h"

#include <QWidget>

#include <map>
#include <memory>
#include <set>
#include <string>

class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace contrastlab {

class FormulaView;
class ParameterRow;
class ViewHint;
struct SliderGrip;

class ParameterForm : public QWidget {
    Q_OBJECT

public:
    ParameterForm(RunMoment& moment, ParameterEdits& edits, QWidget* parent = nullptr);

    [[nodiscard]] ParameterRow* row(std::string_view key) const;
    /// Unfolds and scrolls to a row and gives it the focus.
    void pointAt(std::string_view key);
    /// Some rows locked or hidden, with a line that says so and lifts it; empty limits: none.
    void setLimits(const FormLimits& limits);
    [[nodiscard]] const FormLimits& limits() const { return m_limits; }
    /// Rows whose labels hold a term that is explained elsewhere.
    void setTerms(const std::set<std::string>& keys);
    /// What rows are found by beside their key and the label, unit and group as they are shown:
    /// names in other languages, aliases. In the order of the table.
    void setNames(std::vector<QStringList> names);
    /// Shows the rows alone that each of its words is found in, whatever is folded.
    [[nodiscard]] QLineEdit& filter() const { return *m_filter; }
    /// All rows, not those in sight alone.
    [[nodiscard]] QWidget& content() const;
    /// Every parameter that counts, as it stands at the playhead, with titles.
    [[nodiscard]] QList<QStringList> table() const;
    QSize sizeHint() const override;

signals:
    /// A slider is taken, rests somewhere, or is let go.
    void gripped(const contrastlab::Parameter& parameter, const contrastlab::SliderGrip& grip);
    /// The button beside the data set's name.
    void dataRequested();
    /// The button beside an encoder's name, or the wish for a file.
    void encoderRequested(const std::string& key);
    /// Somebody wants to know what the label of a row means.
    void termAsked(const std::string& key);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct SectionPart {
        Section section;
        QToolButton* header = nullptr;
        QToolButton* more = nullptr;
        QWidget* body = nullptr;
        QWidget* presets = nullptr; ///< a button that is no row; most sections have none
        std::vector<ParameterRow*> rows;
    };

    void addSection(Section section, QVBoxLayout& layout);
    QWidget* makeFilterBar();
    [[nodiscard]] bool isFiltered() const;
    [[nodiscard]] bool isFound(const ParameterRow& row) const;
    void showFound(int found, int all, int waiting);
    QWidget* makePendingBar();
    QWidget* makeLimitsBar();
    void showLimits();
    /// Why nobody can change it; empty where they can.
    /// Why bfloat16 cannot be had on this machine; empty where it can.
    [[nodiscard]] static QString lackHere();
    [[nodiscard]] QString lockOf(const Parameter& parameter) const;
    QWidget* makeLegend();
    void follow(const MomentChange& change);
    void refresh();
    void showLiveValues();
    void showRefusal(const std::string& key, const Problem& problem);
    void forgetRefusals();
    void nameTowers();
    void showLegend();
    void showReach();
    void showNotes();
    FormulaView* makeFormula(const char* key);
    void showFormulas();
    void showModalities();
    void explainChoices();
    void refreshPendingBar();
    void orderTabs();
    void retranslate();

    RunMoment& m_moment;
    ParameterEdits& m_edits;
    std::vector<SectionPart> m_parts;
    ViewHint* m_hint;
    QLineEdit* m_filter = nullptr;
    QLabel* m_found = nullptr;
    std::vector<QStringList> m_names; ///< in the order of the table; may be empty
    QScrollArea* m_scroll;
    QWidget* m_pendingBar;
    FormLimits m_limits;
    QWidget* m_limitsBar;
    QLabel* m_limitsText;
    QPushButton* m_showAll;
    FormulaView* m_objective = nullptr;
    FormulaView* m_optimizer = nullptr;
    QLabel* m_pendingText;
    QPushButton* m_apply;
    QPushButton* m_discard;
    struct Sign {
        QLabel* picture;
        QLabel* text;
    };
    Sign m_liveSign, m_restartSign;
};

} // namespace contrastlab
