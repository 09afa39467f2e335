// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One row of the form: label, editor by the parameter's kind, slider where it has a scale, and a
// bubble for what is wrong. Shows values; tells what a person asks for. Window thread.
#pragma once

#include "base/problem.h"
#include "panels/parameter_editor.h"

#include <QPixmap>
#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;

namespace contrastlab {

class ModalitiesEdit;

/// The sign of when a value takes effect, in its colour.
QPixmap badgeOf(Applies applies, const QPalette& palette, double pixelRatio);

class ParameterRow : public QWidget {
    Q_OBJECT

public:
    explicit ParameterRow(const Parameter& parameter, QWidget* parent = nullptr);

    [[nodiscard]] const Parameter& parameter() const { return m_parameter; }
    /// What the editor holds, as text.
    [[nodiscard]] QString editorText() const { return m_editor->text(); }
    [[nodiscard]] QString message() const;
    [[nodiscard]] QWidget* editor() const { return &m_editor->widget(); }
    [[nodiscard]] TickSlider* slider() const { return m_editor->slider(); }
    /// Of parameter "modalities" alone; else null.
    [[nodiscard]] ModalitiesEdit* modalities() const;

    /// Shows a value, unless a person is about to change it or something typed was refused.
    void showValue(const ParameterValue& value);
    /// Marks a value that waits for a new run.
    void setWaiting(bool waiting);
    /// Shown, and not to be changed; `why` is the tooltip. Empty: as usual.
    void setLock(const QString& why);
    /// Says what the value should be; what was typed stays, marked, while it can be corrected
    /// there. The problem may lie with another field; null: this parameter's own limit.
    void refuse(const std::optional<Problem>& problem = {});
    void accept();
    /// What was refused goes, and the value of the run stands there again.
    void forgetRefusal();
    /// Another name than the table's, for these data; empty: the table's.
    void setLabel(const QString& label);
    /// As it is shown.
    [[nodiscard]] QString label() const;
    /// What lies beneath the bubble that says what is wrong: it covers, and moves nothing.
    void setBubblePlace(QWidget& place);
    /// The label holds a term that is explained elsewhere: dotted beneath, a click asks for it.
    void setTerm(bool has);
    /// The values that a drag may reach, where they are fewer than the parameter's own.
    void setReach(double least, double most) { m_editor->setReach(least, most); }
    /// A line beneath: the objective's formula, for one.
    void setNote(const QString& text);
    /// Below everything else of the row, across it.
    void setFoot(QWidget* foot);
    /// What a choice means, shown over its entry and, while it is chosen, over the box.
    void setChoiceTip(std::string_view value, const QString& tip)
    {
        m_editor->setChoiceTip(value, tip);
    }
    /// Brings the row to attention.
    void focusEditor() { m_editor->takeFocus(); }

    void retranslate();

signals:
    /// Edits of one gesture have the same number, 0 stands for itself.
    void edited(const contrastlab::ParameterValue& value, int gesture);
    /// The slider is taken, rests somewhere, or is let go.
    void gripped(const contrastlab::SliderGrip& grip);
    /// The button beside the data set's name.
    void browseRequested();
    void termAsked();

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void moveEvent(QMoveEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showMessage();
    void placeMessage();
    void connectEditor();
    void arrange();
    void commitText(const QString& text);
    void takeBack();
    void paintState();
    void nameLabel();
    [[nodiscard]] QString refusalText() const;

    const Parameter& m_parameter;
    ParameterValue m_shown;
    QLabel* m_badge;
    QLabel* m_label;
    QLabel* m_message;
    QLabel* m_note;
    ParameterEditor* m_editor;
    bool m_refused = false;
    std::optional<Problem> m_problem; ///< why it was refused; null: this parameter's own limit
    QString m_refusedText; ///< that is no longer in the editor
    QString m_name; ///< in place of the table's label; empty: none
    QTimer m_messageTimer;
    QTimer m_termTimer; ///< a double click means something else
    bool m_hasTerm = false;
    bool m_waiting = false;
    QString m_lock; ///< why nothing can be changed here; empty: it can
};

} // namespace contrastlab
