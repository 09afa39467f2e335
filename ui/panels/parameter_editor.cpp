// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What all kinds have in common, and the kinds that are entered as a whole: a mark, a choice, the
// modalities. Window thread.
#include "panels/parameter_editor.h"
#include "panels/choice_list.h"

#include "panels/encoder_editor.h"
#include "panels/modalities_edit.h"
#include "panels/number_editor.h"
#include "panels/text_editors.h"
#include "run/table_text.h"

#include <QCheckBox>

namespace contrastlab {

namespace {

class CheckEditor final : public ParameterEditor {
public:
    CheckEditor(const Parameter& parameter, QWidget* parent)
        : CheckEditor(parameter, new QCheckBox(parent))
    {
    }

    QString text() const override
    {
        return m_check->isChecked() ? QStringLiteral("true") : QStringLiteral("false");
    }
    void show(const ParameterValue& value) override { m_check->setChecked(std::get<bool>(value)); }

private:
    CheckEditor(const Parameter& parameter, QCheckBox* check)
        : ParameterEditor(parameter, check)
        , m_check(check)
    {
        connect(check, &QCheckBox::clicked, this, [this](bool on) { emit edited(on, 0); });
    }

    QCheckBox* m_check;
};

class ChoiceEditor final : public ParameterEditor {
public:
    ChoiceEditor(const Parameter& parameter, QWidget* parent)
        : ChoiceEditor(parameter, formBox(parent))
    {
    }

    QString text() const override { return m_box->currentData().toString(); }
    void show(const ParameterValue& value) override
    {
        m_box->setCurrentIndex(m_box->findData(QString::fromStdString(toText(value))));
        showTip();
    }
    // Long names need a line of their own; decided by the English texts, the longer ones.
    bool needsOwnLine() const override
    {
        return std::ranges::any_of(
            parameter().choices, [](const Choice& choice) { return choice.label.size() > 16; });
    }
    void setChoiceTip(std::string_view value, const QString& tip) override
    {
        const int place = m_box->findData(qString(value));
        if (place < 0) return;
        m_box->setItemData(place, tip, Qt::ToolTipRole);
        if (place == m_box->currentIndex()) showTip();
    }
    void retranslate() override
    {
        ParameterEditor::retranslate();
        nameChoices(*m_box, parameter());
    }

private:
    ChoiceEditor(const Parameter& parameter, QComboBox* box)
        : ParameterEditor(parameter, box)
        , m_box(box)
    {
        fillChoices(*box, parameter);
        connect(box, &QComboBox::activated, this,
            [this] { emit edited(m_box->currentData().toString().toStdString(), 0); });
    }

    void showTip()
    {
        m_box->setToolTip(
            tooltipText(parameter()) + m_box->currentData(Qt::ToolTipRole).toString());
    }

    QComboBox* m_box;
};

class ModalitiesEditor final : public ParameterEditor {
public:
    ModalitiesEditor(const Parameter& parameter, QWidget* parent)
        : ModalitiesEditor(parameter, new ModalitiesEdit(parent))
    {
    }

    QString text() const override { return QString::fromStdString(m_edit->text()); }
    void show(const ParameterValue& value) override { m_edit->setText(toText(value)); }
    bool needsOwnLine() const override { return true; }
    // One is off before another is on.
    bool keepsRefused() const override { return true; }
    QString limit() const override { return ParameterEditor::tr("two or three of them"); }
    void retranslate() override
    {
        ParameterEditor::retranslate();
        m_edit->retranslate();
    }

private:
    ModalitiesEditor(const Parameter& parameter, ModalitiesEdit* edit)
        : ParameterEditor(parameter, edit)
        , m_edit(edit)
    {
        connect(edit, &ModalitiesEdit::edited, this, [this](const std::string& text) {
            emit corrected();
            emit edited(text, 0);
        });
        connect(edit, &ModalitiesEdit::refused, this, &ParameterEditor::refused);
    }

    ModalitiesEdit* m_edit;
};

} // namespace

ParameterEditor::ParameterEditor(const Parameter& parameter, QWidget* widget)
    : QObject(widget->parentWidget())
    , m_parameter(parameter)
    , m_widget(widget)
{
}

ParameterEditor* ParameterEditor::of(const Parameter& parameter, QWidget* parent)
{
    if (std::holds_alternative<bool>(parameter.standard)) return new CheckEditor(parameter, parent);
    if (!std::holds_alternative<std::string>(parameter.standard))
        return new NumberEditor(parameter, parent);
    if (namesEncoder(parameter)) return new EncoderEditor(parameter, parent);
    if (!parameter.choices.empty()) return new ChoiceEditor(parameter, parent);
    if (parameter.key == "modalities") return new ModalitiesEditor(parameter, parent);
    if (parameter.key == "dataset") return new DatasetEditor(parameter, parent);
    return new TextEditor(parameter, parent);
}

QString ParameterEditor::limit() const
{
    return limitText(m_parameter);
}

void ParameterEditor::setChoiceTip(std::string_view, const QString&) { }

void ParameterEditor::takeFocus()
{
    m_widget->setFocus(Qt::ShortcutFocusReason);
}

void ParameterEditor::retranslate()
{
    m_widget->setToolTip(tooltipText(m_parameter));
    m_widget->setAccessibleName(labelText(m_parameter));
    const QString unit = unitText(m_parameter), help = helpText(m_parameter);
    m_widget->setAccessibleDescription( // a tip has marks of a page
        unit.isEmpty() ? help : unit + QStringLiteral(". ") + help);
}

} // namespace contrastlab
