// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Values that are typed as texts: a line, and the line for a data set, which offers some by name
// and has a button that looks for files. Window thread.
#pragma once

#include "panels/parameter_editor.h"

#include <QComboBox>
#include <QLineEdit>

class QToolButton;

namespace contrastlab {

/// A combo box for a form that scrolls.
QComboBox* formBox(QWidget* parent);
/// Fills a place with a box and, beside it, the button "…" that looks for what the box takes.
QToolButton* browseBeside(QComboBox* box, QWidget* place);

class TextEditor : public ParameterEditor {
    Q_OBJECT

public:
    TextEditor(const Parameter& parameter, QWidget* parent);

    [[nodiscard]] QString text() const override { return m_line->text(); }
    void show(const ParameterValue& value) override;
    [[nodiscard]] bool isBusy() const override { return m_line->isModified(); }
    [[nodiscard]] bool keepsRefused() const override { return widget().hasFocus(); }

protected:
    /// `line` is `widget` or a part of it.
    TextEditor(const Parameter& parameter, QWidget* widget, QLineEdit* line);

    bool eventFilter(QObject* object, QEvent* event) override;
    void commit();

private:
    QLineEdit* m_line;
};

class DatasetEditor final : public TextEditor {
    Q_OBJECT

public:
    DatasetEditor(const Parameter& parameter, QWidget* parent);

    void retranslate() override;

private:
    struct Parts {
        QWidget* place;
        QComboBox* box;
        QToolButton* browse;
    };
    static Parts makeParts(QWidget* parent);
    DatasetEditor(const Parameter& parameter, const Parts& parts);

    QToolButton* m_browse;
};

} // namespace contrastlab
