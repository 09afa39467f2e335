// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One row of the form: label, editor by the parameter's kind, slider where it has a scale, and a
// line for what is wrong. Shows values; tells what a person asks for. Window thread.
#pragma once

#include "base/problem.h"
#include "panels/parameter_editor.h"

#include <QWidget>

#include <optional>

class QLabel;

namespace contrastlab {

class ModalitiesEdit;

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
    /// Keeps what was typed, marks it, and says what it should be. The problem may lie with another
    /// field; null: this parameter's own limit.
    void refuse(const std::optional<Problem>& problem = {});
    void accept();
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
    /// The button beside the data set's name.
    void browseRequested();

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void connectEditor();
    void arrange();
    void commitText(const QString& text);
    void takeBack();
    void paintState();
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
    bool m_waiting = false;
};

} // namespace contrastlab
