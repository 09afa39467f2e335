// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/train_along_sheet.h"

#include "panels/parameter_row.h"
#include "run/table_text.h"
#include "theme/box_name.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace contrastlab {

TrainAlongSheet::TrainAlongSheet(RunSession& session, Lockstep& lockstep, QWidget* parent)
    : QDialog(parent)
    , m_session(session)
    , m_lockstep(lockstep)
    , m_parameter(new QComboBox(this))
    , m_place(new QVBoxLayout)
{
    setWindowTitle(tr("Train along with another value"));
    auto* text = new QLabel(
        tr("A second run (B) begins at the step of now, with the weights of this run (A) and the "
           "same batches from here on. Both go on step by step together, and their pictures stand "
           "side by side."),
        this);
    text->setWordWrap(true);
    const RunSpec& spec = session.spec();
    for (const Parameter& parameter : parameterTable())
        if (parameter.applies == Applies::live && spec.isRelevant(parameter)
            && parameter.key != "steps")
            m_parameter->addItem(labelText(parameter), qString(parameter.key));
    nameBox(*m_parameter, tr("Which value"));
    const int first = m_parameter->findData(QStringLiteral("temperature"));
    m_parameter->setCurrentIndex(std::max(0, first));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_begin = buttons->addButton(tr("Train both"), QDialogButtonBox::AcceptRole);
    auto* column = new QVBoxLayout(this);
    column->addWidget(text);
    column->addWidget(m_parameter);
    column->addLayout(m_place);
    column->addStretch();
    column->addWidget(buttons);
    connect(m_parameter, &QComboBox::currentIndexChanged, this, &TrainAlongSheet::chooseParameter);
    connect(buttons, &QDialogButtonBox::accepted, this, &TrainAlongSheet::begin);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    setMinimumWidth(30 * fontMetrics().height());
    chooseParameter();
}

void TrainAlongSheet::chooseParameter()
{
    const std::string key = m_parameter->currentData().toString().toStdString();
    const Parameter* parameter = findParameter(key);
    if (!parameter) return m_begin->setEnabled(false);
    delete m_row;
    m_row = new ParameterRow(*parameter, this);
    m_row->setBubblePlace(*this);
    m_row->showValue(m_session.currentValue(key));
    m_place->addWidget(m_row);
    connect(m_row, &ParameterRow::edited, this, &TrainAlongSheet::take);
    m_value.reset();
    m_begin->setEnabled(false);
}

void TrainAlongSheet::take(const ParameterValue& value)
{
    const std::string key(m_row->parameter().key);
    const auto problem = m_lockstep.problemWith({ key, value });
    m_value.reset();
    if (problem)
        m_row->refuse(problem);
    else
        m_row->accept();
    if (!problem && value != m_session.currentValue(key)) m_value = value;
    if (m_value) m_row->showValue(value);
    m_begin->setEnabled(m_value.has_value());
}

// The run may have ended meanwhile.
void TrainAlongSheet::begin()
{
    if (m_value && m_lockstep.canBegin())
        m_lockstep.begin({ std::string(m_row->parameter().key), *m_value });
    accept();
}

} // namespace contrastlab
