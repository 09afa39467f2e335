// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Made anew each time, so that it speaks the language of the moment.
#include "shell/recording_sheet.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>

namespace contrastlab {

RecordingSheet::RecordingSheet(
    const RunRecording::Choice& choice, const std::vector<Recording>& found, QWidget* parent)
    : QDialog(parent)
    , m_on(new QCheckBox(tr("Record every run of this window as it goes on"), this))
    , m_folder(new QLineEdit(QDir::toNativeSeparators(choice.folder), this))
    , m_megabytes(new QSpinBox(this))
{
    setObjectName(QStringLiteral("recordingSheet"));
    setWindowTitle(tr("Recording of runs"));
    m_on->setObjectName(QStringLiteral("on"));
    m_on->setChecked(choice.on);
    m_on->setToolTip(tr("A crash or a power cut then loses the last second at most"));
    m_folder->setMinimumWidth(360);
    m_megabytes->setObjectName(QStringLiteral("megabytes"));
    m_megabytes->setRange(1, 10000000);
    m_megabytes->setGroupSeparatorShown(true);
    m_megabytes->setSingleStep(500);
    m_megabytes->setSuffix(QStringLiteral(" MB"));
    m_megabytes->setValue(choice.megabytes);
    auto* browseButton = new QPushButton(tr("Browse…"), this);
    browseButton->setAutoDefault(false);
    connect(browseButton, &QPushButton::clicked, this, &RecordingSheet::browse);
    auto* folderRow = new QHBoxLayout;
    folderRow->addWidget(m_folder);
    folderRow->addWidget(browseButton);
    std::uintmax_t bytes = 0;
    for (const Recording& recording : found)
        bytes += recording.bytes;
    auto* about = new QLabel(tr("At the start of this window there were %n recording(s) of "
                                "together %1 MB.",
                                 nullptr, int(found.size()))
                                 .arg(QLocale().toString(qulonglong((bytes + 999999) / 1000000))),
        this);
    auto* rule = new QLabel(tr("Where there are more, the oldest go when the window closes, and "
                               "you are told before. Those with a star stay, and do not count."),
        this);
    for (QLabel* label : { about, rule }) {
        label->setWordWrap(true);
        label->setForegroundRole(QPalette::PlaceholderText);
    }
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Apply"), QDialogButtonBox::AcceptRole);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* form = new QFormLayout(this);
    form->addRow(m_on);
    form->addRow(tr("Folder"), folderRow);
    m_folder->setAccessibleName(tr("Folder"));
    form->addRow(tr("At most"), m_megabytes);
    form->addRow(rule);
    form->addRow(about);
    form->addRow(buttons);
}

void RecordingSheet::browse()
{
    const QString folder = QFileDialog::getExistingDirectory(
        this, tr("Folder for recordings"), QDir::fromNativeSeparators(m_folder->text()));
    if (!folder.isEmpty()) m_folder->setText(QDir::toNativeSeparators(folder));
}

RunRecording::Choice RecordingSheet::choice() const
{
    return { m_on->isChecked(), QDir::fromNativeSeparators(m_folder->text().trimmed()),
        m_megabytes->value() };
}

} // namespace contrastlab
