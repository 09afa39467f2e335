// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A line is busy from the first key to its commit: QLineEdit calls that "modified".
#include "panels/text_editors.h"

#include "run/built_in_data.h"
#include "run/table_text.h"
#include "theme/box_name.h"
#include "theme/wheel_focus.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QToolButton>

namespace contrastlab {

QComboBox* formBox(QWidget* parent)
{
    auto* box = new QComboBox(parent);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(13);
    turnOnlyWithFocus(*box);
    return box;
}

namespace {

QLineEdit* formLine(QWidget* parent)
{
    auto* line = new QLineEdit(parent);
    line->setMinimumWidth(line->fontMetrics().averageCharWidth() * 14);
    return line;
}

} // namespace

TextEditor::TextEditor(const Parameter& parameter, QWidget* parent)
    : TextEditor(parameter, formLine(parent), nullptr)
{
}

TextEditor::TextEditor(const Parameter& parameter, QWidget* widget, QLineEdit* line)
    : ParameterEditor(parameter, widget)
    , m_line(line ? line : qobject_cast<QLineEdit*>(widget))
{
    m_line->setProperty("acceptsText", true);
    m_line->installEventFilter(this);
    connect(m_line, &QLineEdit::editingFinished, this, [this] {
        if (m_line->isModified()) commit();
    });
}

void TextEditor::show(const ParameterValue& value)
{
    const QString text = QString::fromStdString(toText(value));
    if (m_line->text() != text) m_line->setText(text);
    m_line->setModified(false);
}

void TextEditor::commit()
{
    m_line->setModified(false);
    emit committed(m_line->text());
}

bool TextEditor::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        emit takenBack();
        return true;
    }
    return ParameterEditor::eventFilter(object, event);
}

QToolButton* browseBeside(QComboBox* box, QWidget* place)
{
    auto* browse = new QToolButton(place);
    browse->setObjectName(QStringLiteral("browse"));
    browse->setText(QStringLiteral("…"));
    auto* layout = new QHBoxLayout(place);
    layout->setContentsMargins({});
    layout->setSpacing(2);
    layout->addWidget(box, 1);
    layout->addWidget(browse);
    place->setFocusProxy(box);
    return browse;
}

DatasetEditor::Parts DatasetEditor::makeParts(QWidget* parent)
{
    auto* place = new QWidget(parent);
    QComboBox* box = formBox(place);
    const Parts parts { place, box, browseBeside(box, place) };
    parts.box->setEditable(true);
    parts.box->setInsertPolicy(QComboBox::NoInsert);
    parts.box->setMinimumContentsLength(9);
    for (const std::string_view name : builtInData)
        parts.box->addItem(QString::fromUtf8(name.data(), qsizetype(name.size())));
    return parts;
}

DatasetEditor::DatasetEditor(const Parameter& parameter, QWidget* parent)
    : DatasetEditor(parameter, makeParts(parent))
{
}

DatasetEditor::DatasetEditor(const Parameter& parameter, const Parts& parts)
    : TextEditor(parameter, parts.place, parts.box->lineEdit())
    , m_browse(parts.browse)
{
    connect(parts.box, &QComboBox::activated, this, &DatasetEditor::commit);
    connect(m_browse, &QToolButton::clicked, this, &ParameterEditor::browseRequested);
}

void DatasetEditor::retranslate()
{
    TextEditor::retranslate();
    nameBox(*static_cast<QComboBox*>(widget().focusProxy()), labelText(parameter()));
    m_browse->setToolTip(tr("Open data of your own"));
    m_browse->setAccessibleName(m_browse->toolTip());
}

} // namespace contrastlab
