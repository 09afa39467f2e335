// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Made anew each time, so that it speaks the language of the moment.
#include "data/problem_sheet.h"

#include "data/media_text.h"
#include "data/preview_model.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace contrastlab {

namespace {

struct SheetTexts {
    Q_DECLARE_TR_FUNCTIONS(ProblemSheet)
};

} // namespace

QDialog* makeProblemSheet(const DatasetReport& report, QWidget* parent)
{
    auto* dialog = new QDialog(parent);
    dialog->setObjectName(QStringLiteral("problemSheet"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(
        SheetTexts::tr("Problems of the data (%1)").arg(countText(report.problemCount)));
    ProblemModel problems;
    problems.show(report);
    auto* text = new QPlainTextEdit(problems.allText(), dialog);
    text->setReadOnly(true);
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    auto* buttons = new QDialogButtonBox(dialog);
    QPushButton* copy =
        buttons->addButton(SheetTexts::tr("Copy all"), QDialogButtonBox::ActionRole);
    buttons->addButton(SheetTexts::tr("Close"), QDialogButtonBox::RejectRole);
    QObject::connect(copy, &QPushButton::clicked, text,
        [text] { QGuiApplication::clipboard()->setText(text->toPlainText()); });
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    auto* layout = new QVBoxLayout(dialog);
    layout->addWidget(text);
    layout->addWidget(buttons);
    dialog->resize(760, 420);
    return dialog;
}

} // namespace contrastlab
