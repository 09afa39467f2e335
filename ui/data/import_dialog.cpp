// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "data/import_dialog.h"

#include "data/command_field.h"
#include "data/data_drop.h"
#include "data/data_findings.h"
#include "data/dialog_parts.h"
#include "data/import_options.h"
#include "data/look_progress.h"
#include "data/look_tables.h"
#include "data/media_text.h"
#include "data/path_field.h"
#include "report/run_texts.h"
#include "run/sentences.h"
#include "theme/colors.h"
#include "theme/icons.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

#include <utility>

namespace contrastlab {

namespace {

constexpr QSize wholeSize(1120, 700);
constexpr int waitingWidth = 760;

bool holdsWordVectors(const InspectionResult& result)
{
    return !result.failure
        && (result.report.format == DataFormat::word2vec
            || result.report.format == DataFormat::glove);
}

/// What failed, and what to do about it in this dialog.
QString adviceText(const InspectionResult& result)
{
    const LoadFailure& failure = *result.failure;
    const Message reason = failure.message.value_or(Message());
    if (reason.is(sentences::matrixMissing))
        return ImportDialog::tr("One matrix is half of a data set: choose the second one, row by "
                                "row its partners.");
    const QString text = failureText(failure);
    if (!reason.is(sentences::columnNeeded)) return text;
    return ImportDialog::tr("%1. Choose it at the left.", "what is missing").arg(text);
}

} // namespace

ImportDialog::ImportDialog(std::function<RunSpec()> base, QWidget* parent)
    : QDialog(parent)
    , m_base(std::move(base))
{
    setObjectName(QStringLiteral("importDialog"));
    setAcceptDrops(true);
    auto* layout = new QVBoxLayout(this); // made from top to bottom, as Tab goes
    layout->addWidget(makeSourceRow());
    layout->addWidget(m_findings = new DataFindings(this));
    layout->addWidget(m_kinds = wrappedLabel("kinds", this));
    m_kinds->setTextFormat(Qt::RichText);
    layout->addWidget(m_middle = makeMiddle(), 1);
    layout->addWidget(m_message = wrappedLabel("message", this));
    layout->addWidget(m_command = new CommandField(this));
    layout->addWidget(makeButtonRow());
    resize(wholeSize);
    connect(m_options, &ImportOptions::changed, this, &ImportDialog::look);
    connect(m_progress, &LookProgress::cancelled, this, &ImportDialog::cancelLook);
    connect(&m_inspection, &Inspection::progressed, m_progress, &LookProgress::show);
    connect(&m_inspection, &Inspection::finished, this, &ImportDialog::take);
    retranslate();
    refreshColors();
}

QWidget* ImportDialog::makeSourceRow()
{
    auto* place = new QWidget(this);
    auto* row = new QHBoxLayout(place);
    row->setContentsMargins({});
    m_sourceLabel = new QLabel(place);
    m_source = new PathField(PathField::fileOrFolder, place);
    m_source->setObjectName(QStringLiteral("source"));
    m_sourceLabel->setBuddy(m_source);
    m_gallery = plainButton("gallery", place);
    row->addWidget(m_sourceLabel);
    row->addWidget(m_source, 1);
    row->addWidget(m_gallery);
    // Other data: how the former were read says nothing of these.
    connect(m_source, &PathField::edited, this, [this](const QString& path) {
        DatasetSpec spec;
        spec.path = path.toStdString();
        open(spec);
        if (QFileInfo::exists(path)) emit folderChosen(m_source->startFolder());
    });
    connect(m_gallery, &QPushButton::clicked, this, &ImportDialog::galleryRequested);
    return place;
}

// How the data are read at the left, what comes of it at the right.
QWidget* ImportDialog::makeMiddle()
{
    m_options = new ImportOptions(this);
    m_tables = new LookTables(this);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(m_options);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(330);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(scroll);
    splitter->addWidget(m_tables);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({ 360, 740 });
    return splitter;
}

QWidget* ImportDialog::makeButtonRow()
{
    auto* place = new QWidget(this);
    auto* row = new QHBoxLayout(place);
    row->setContentsMargins({});
    m_progress = new LookProgress(place);
    m_close = plainButton("close", place);
    m_wordVectors = plainButton("useWordVectors", place);
    m_train = plainButton("train", place);
    row->addWidget(m_progress);
    row->addStretch(1);
    row->addWidget(m_close);
    row->addWidget(m_wordVectors);
    row->addWidget(m_train);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_wordVectors, &QPushButton::clicked, this,
        [this] { emit wordVectorsRequested(m_source->path()); });
    connect(m_train, &QPushButton::clicked, this, [this] { emit trainRequested(plan()); });
    return place;
}

void ImportDialog::open(const DatasetSpec& spec)
{
    m_source->setPath(QString::fromStdString(spec.path));
    m_options->show(spec);
    m_tables->showItems();
    QDialog::show();
    raise();
    activateWindow();
    if (spec.path.empty()) m_source->setFocus();
    look();
}

DatasetSpec ImportDialog::spec() const
{
    DatasetSpec spec = m_options->spec();
    spec.path = m_source->path().toStdString();
    return spec;
}

ImportPlan ImportDialog::plan() const
{
    if (!m_result || m_result->failure) return {};
    return planRun(m_base(), m_result->spec, m_result->report);
}

void ImportDialog::setStartFolder(const QString& folder)
{
    m_source->setStartFolder(folder);
}

void ImportDialog::setWordVectorsObstacle(const QString& obstacle)
{
    m_wordVectorsObstacle = obstacle;
    showOutcome();
}

void ImportDialog::look()
{
    showRoom();
    m_result = nullptr;
    m_cancelled = false;
    if (m_source->path().isEmpty()) {
        m_inspection.cancel();
        return showResult();
    }
    m_inspection.begin(spec());
    m_progress->setLooking(true);
    showOutcome();
}

void ImportDialog::cancelLook()
{
    m_inspection.cancel();
    m_cancelled = true;
    m_progress->setLooking(false);
    showOutcome();
}

void ImportDialog::take(const std::shared_ptr<const InspectionResult>& result)
{
    m_result = result;
    showResult();
}

// Before there is a path there is nothing to choose and nothing to see of it.
void ImportDialog::showRoom()
{
    const bool waits = m_source->path().isEmpty();
    for (QWidget* part : std::initializer_list<QWidget*> { m_middle, m_command, m_train })
        part->setVisible(!waits);
    m_kinds->setVisible(waits);
    if (std::exchange(m_waits, waits) == waits) return;
    layout()->activate();
    resize(waits ? QSize(waitingWidth, layout()->heightForWidth(waitingWidth)) : wholeSize);
}

void ImportDialog::showResult()
{
    m_progress->setLooking(false);
    const DatasetReport report = m_result ? m_result->report : DatasetReport();
    const bool read = m_result && !m_result->failure;
    m_options->refresh(report, read ? plan().heldOut : Index(0));
    m_findings->show(m_result);
    m_tables->show(report);
    showOutcome();
}

// One line of what stands in the way, or of what was fitted; and the buttons that go with it.
void ImportDialog::showOutcome()
{
    const bool read = m_result && !m_result->failure;
    const ImportPlan plan = this->plan();
    const bool ready = read && plan.obstacle.isEmpty();
    QString text =
        m_cancelled ? tr("Cancelled. Change something, or choose other data.") : QString();
    if (m_result && m_result->failure) text = adviceText(*m_result);
    if (read) text = plan.obstacle.isEmpty() ? joinedSentences(plan.notes) : plan.obstacle;
    const bool wrong = m_result && !ready;
    QPalette colors = palette();
    if (wrong) colors.setColor(QPalette::WindowText, errorColor(palette()));
    m_message->setPalette(colors);
    m_message->setText(text);
    m_message->setVisible(!text.isEmpty());
    m_train->setEnabled(ready);
    m_command->setCommand(ready ? QString::fromStdString(trainCommand(plan.spec)) : QString());
    m_wordVectors->setVisible(m_result && holdsWordVectors(*m_result));
    m_wordVectors->setEnabled(m_wordVectorsObstacle.isEmpty());
    m_wordVectors->setToolTip(m_wordVectorsObstacle.isEmpty()
            ? tr("A new run on the data that are open, its words beginning from these vectors")
            : m_wordVectorsObstacle);
}

void ImportDialog::refreshColors()
{
    m_gallery->setIcon(themedIcon(QStringLiteral("gallery"), palette()));
    m_train->setIcon(themedIcon(QStringLiteral("play"), palette()));
}

void ImportDialog::retranslate()
{
    setWindowTitle(tr("Open data"));
    m_sourceLabel->setText(tr("&Data"));
    m_source->line().setPlaceholderText(
        tr("a table, a captions file, a folder, .tar shards, .npy, word vectors …"));
    m_source->line().setAccessibleName(QString(m_sourceLabel->text()).remove(u'&'));
    m_source->retranslate();
    m_kinds->setText(tr(
        "<ul><li>pictures or sounds with captions: a CSV, TSV or JSON table, a folder with a text "
        "beside each, HuggingFace, COCO, Flickr, Clotho, AudioCaps, webdataset shards, a .zip of "
        "any "
        "of these</li><li>folders that are classes, or files whose names tell</li><li>vectors from "
        "elsewhere: two of .npy, an .npz or .safetensors, tables of numbers, word vectors</li></ul>"
        "What is in the files is found by looking at them; nothing is changed."));
    m_gallery->setText(tr("Galler&y…"));
    m_gallery->setToolTip(tr("Data sets that come with the program or with a package"));
    m_command->retranslate();
    m_tables->retranslate();
    m_progress->retranslate();
    m_close->setText(tr("Close"));
    m_wordVectors->setText(tr("Begin the &word embeddings from it"));
    m_train->setText(tr("&Train on it"));
    m_train->setToolTip(tr("Begin a new run on these data"));
    m_options->retranslate();
    const bool looking = m_inspection.isRunning();
    showResult();
    m_progress->setLooking(looking);
}

void ImportDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() != QEvent::PaletteChange || !m_train) return;
    refreshColors();
    showOutcome();
}

// Enter commits a field; only on a button it presses.
void ImportDialog::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && (event->modifiers() & Qt::ControlModifier) && m_train->isEnabled())
        m_train->click();
    else if (!enter)
        QDialog::keyPressEvent(event);
}

void ImportDialog::hideEvent(QHideEvent* event)
{
    if (m_inspection.isRunning()) cancelLook();
    QDialog::hideEvent(event);
}

void ImportDialog::dragEnterEvent(QDragEnterEvent* event)
{
    if (!localPaths(*event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void ImportDialog::dropEvent(QDropEvent* event)
{
    const DroppedData dropped = readDrop(localPaths(*event->mimeData()));
    event->acceptProposedAction();
    if (dropped.problem.isEmpty()) return open(dropped.spec);
    m_message->setText(dropped.problem);
    m_message->show();
}

} // namespace contrastlab
