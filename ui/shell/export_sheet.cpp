// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Made anew each time, so that it speaks the language of the moment.
#include "shell/export_sheet.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace contrastlab {

namespace {

struct FormatText {
    ExportFormat format;
    const char* name;
    const char* about;
};

constexpr FormatText formatTexts[] = {
    { ExportFormat::npy,
        QT_TRANSLATE_NOOP("contrastlab::ExportSheet", "NumPy, a file for each modality (.npy)"),
        QT_TRANSLATE_NOOP(
            "contrastlab::ExportSheet", "Embeddings, labels, and a table of the items") },
    { ExportFormat::npz, QT_TRANSLATE_NOOP("contrastlab::ExportSheet", "NumPy, one archive (.npz)"),
        QT_TRANSLATE_NOOP("contrastlab::ExportSheet",
            "Embeddings and labels in one file, and a table of the items") },
    { ExportFormat::csv, QT_TRANSLATE_NOOP("contrastlab::ExportSheet", "Tables (.csv)"),
        QT_TRANSLATE_NOOP("contrastlab::ExportSheet",
            "Embeddings with names and labels; all steps; all evaluations") },
    { ExportFormat::safetensors,
        QT_TRANSLATE_NOOP("contrastlab::ExportSheet", "Weights (.safetensors)"),
        QT_TRANSLATE_NOOP("contrastlab::ExportSheet",
            "All weights by name with the parameters of the run; embeddings in a second file") },
    { ExportFormat::tensorboard,
        QT_TRANSLATE_NOOP("contrastlab::ExportSheet", "TensorBoard events"),
        QT_TRANSLATE_NOOP(
            "contrastlab::ExportSheet", "Every number of all steps and evaluations") },
    { ExportFormat::projector,
        QT_TRANSLATE_NOOP("contrastlab::ExportSheet", "Embedding Projector (.tsv)"),
        QT_TRANSLATE_NOOP("contrastlab::ExportSheet",
            "Embeddings, names and pictures for projector.tensorflow.org") },
};

} // namespace

ExportSheet::ExportSheet(const QString& folder, QWidget* parent)
    : QDialog(parent)
    , m_format(new QComboBox(this))
    , m_about(new QLabel(this))
    , m_items(new QComboBox(this))
    , m_folder(new QLineEdit(QDir::toNativeSeparators(folder), this))
{
    setWindowTitle(tr("Export embeddings"));
    for (const FormatText& text : formatTexts)
        m_format->addItem(tr(text.name));
    m_items->addItem(tr("Held-out items"), int(ItemChoice::heldOut));
    m_items->addItem(tr("Training items"), int(ItemChoice::training));
    m_items->addItem(tr("All items"), int(ItemChoice::all));
    m_about->setForegroundRole(QPalette::PlaceholderText);
    m_folder->setMinimumWidth(320);
    makeLayout();
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportSheet::refresh);
    connect(m_folder, &QLineEdit::textChanged, this, &ExportSheet::refresh);
    refresh();
}

void ExportSheet::makeLayout()
{
    auto* browseButton = new QPushButton(tr("Browse…"), this);
    browseButton->setAutoDefault(false);
    connect(browseButton, &QPushButton::clicked, this, &ExportSheet::browse);
    auto* folderRow = new QHBoxLayout;
    folderRow->addWidget(m_folder);
    folderRow->addWidget(browseButton);
    auto* buttons = new QDialogButtonBox(this);
    m_export = buttons->addButton(tr("Export"), QDialogButtonBox::AcceptRole);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* form = new QFormLayout(this);
    form->addRow(tr("Format"), m_format);
    form->addRow(QString(), m_about);
    form->addRow(tr("Embeddings of"), m_items);
    form->addRow(tr("Folder"), folderRow);
    m_folder->setAccessibleName(tr("Folder"));
    form->addRow(buttons);
}

void ExportSheet::browse()
{
    const QString folder = QFileDialog::getExistingDirectory(
        this, tr("Folder to export to"), QDir::fromNativeSeparators(m_folder->text()));
    if (!folder.isEmpty()) m_folder->setText(QDir::toNativeSeparators(folder));
}

void ExportSheet::refresh()
{
    const FormatText& text = formatTexts[m_format->currentIndex()];
    m_about->setText(tr(text.about));
    m_items->setEnabled(needsData(text.format));
    m_export->setEnabled(!m_folder->text().trimmed().isEmpty());
}

ExportChoice ExportSheet::choice() const
{
    return { formatTexts[m_format->currentIndex()].format,
        ItemChoice(m_items->currentData().toInt()),
        QDir::fromNativeSeparators(m_folder->text().trimmed()).toStdString() };
}

} // namespace contrastlab
