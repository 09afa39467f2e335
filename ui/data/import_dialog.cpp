// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "data/import_dialog.h"

#include "data/data_drop.h"
#include "data/import_options.h"
#include "data/media_text.h"
#include "data/path_field.h"
#include "data/preview_model.h"
#include "theme/colors.h"
#include "theme/icons.h"

#include <QAbstractSpinBox>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace contrastlab {

namespace {

constexpr int previewTab = 0;
constexpr int problemTab = 1;
constexpr int barSteps = 1000;
constexpr int widestPlace = 260;

QLabel* wrappedLabel(const char* name, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(QString::fromLatin1(name));
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QPushButton* plainButton(const char* name, QWidget* parent)
{
    auto* button = new QPushButton(parent);
    button->setObjectName(QString::fromLatin1(name));
    button->setAutoDefault(false); // Enter in a field is no wish to begin a run
    return button;
}

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
    const MessageCode code = failure.message ? failure.message->code : MessageCode::cancelled;
    if (code == MessageCode::matrixMissing)
        return ImportDialog::tr("One matrix is half of a data set: choose the second one, row by "
                                "row its partners.");
    const QString text = failureText(failure, result.report);
    if (code != MessageCode::columnNeeded) return text;
    return ImportDialog::tr("%1. Choose it at the left.", "what is missing").arg(text);
}

QString selectedText(const QTableView& table)
{
    QString text;
    for (const QModelIndex& row : table.selectionModel()->selectedRows()) {
        QStringList cells;
        for (int column = 0; column < table.model()->columnCount(); ++column)
            cells << row.siblingAtColumn(column).data().toString();
        text += cells.join(u'\t') + u'\n';
    }
    return text;
}

} // namespace

ImportDialog::ImportDialog(std::function<RunSpec()> base, QWidget* parent)
    : QDialog(parent)
    , m_base(std::move(base))
    , m_previewModel(new PreviewModel(this))
    , m_problemModel(new ProblemModel(this))
{
    setObjectName(QStringLiteral("importDialog"));
    setAcceptDrops(true);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(makeSourceRow());
    layout->addWidget(makeFindings());
    layout->addWidget(makeTables(), 1);
    m_message = wrappedLabel("message", this);
    layout->addWidget(m_message);
    layout->addWidget(makeCommandRow());
    layout->addWidget(makeButtonRow());
    resize(1120, 700);
    connect(&m_inspection, &Inspection::progressed, this, &ImportDialog::showProgress);
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
    });
    connect(m_gallery, &QPushButton::clicked, this, &ImportDialog::galleryRequested);
    return place;
}

QWidget* ImportDialog::makeFindings()
{
    auto* place = new QWidget(this);
    auto* column = new QVBoxLayout(place);
    column->setContentsMargins({});
    column->setSpacing(2);
    m_format = wrappedLabel("detected", place);
    QFont font = m_format->font();
    font.setBold(true);
    font.setPointSizeF(1.15 * font.pointSizeF());
    m_format->setFont(font);
    m_reasons = wrappedLabel("reasons", place);
    m_reasons->setForegroundRole(QPalette::PlaceholderText);
    m_counts = wrappedLabel("counts", place);
    m_counts->setTextFormat(Qt::RichText);
    for (QLabel* label : { m_format, m_reasons, m_counts })
        column->addWidget(label);
    return place;
}

QTableView* ImportDialog::makeTable(QAbstractItemModel& model, const char* name)
{
    auto* table = new QTableView(this);
    table->setObjectName(QString::fromLatin1(name));
    table->setModel(&model);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setAlternatingRowColors(true);
    table->setWordWrap(true);
    table->setTabKeyNavigation(false);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setHighlightSections(false);
    auto* copy = new QShortcut(QKeySequence::Copy, table);
    copy->setContext(Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, table,
        [table] { QGuiApplication::clipboard()->setText(selectedText(*table)); });
    return table;
}

QWidget* ImportDialog::makeTables()
{
    m_options = new ImportOptions(this);
    connect(m_options, &ImportOptions::changed, this, &ImportDialog::look);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(m_options);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(330);
    m_preview = makeTable(*m_previewModel, "preview");
    m_preview->verticalHeader()->setDefaultSectionSize(PreviewModel::pictureSide + 8);
    m_preview->setIconSize(QSize(PreviewModel::pictureSide, PreviewModel::pictureSide));
    m_problems = makeTable(*m_problemModel, "problems");
    m_problems->setWordWrap(false); // a long line is whole in its tooltip
    m_copyProblems = plainButton("copyProblems", this);
    connect(m_copyProblems, &QPushButton::clicked, this,
        [this] { QGuiApplication::clipboard()->setText(m_problemModel->allText()); });
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins({});
    column->addWidget(m_problems, 1);
    column->addWidget(m_copyProblems, 0, Qt::AlignRight);
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(QStringLiteral("tabs"));
    m_tabs->addTab(m_preview, QString());
    m_tabs->addTab(page, QString());
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(scroll);
    splitter->addWidget(m_tabs);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({ 360, 740 });
    return splitter;
}

QWidget* ImportDialog::makeCommandRow()
{
    auto* place = new QWidget(this);
    auto* row = new QHBoxLayout(place);
    row->setContentsMargins({});
    m_commandLabel = new QLabel(place);
    m_command = new QLineEdit(place);
    m_command->setObjectName(QStringLiteral("command"));
    m_command->setReadOnly(true);
    QFont font = m_command->font();
    font.setFamily(QStringLiteral("DejaVu Sans Mono"));
    font.setStyleHint(QFont::Monospace);
    m_command->setFont(font);
    m_commandLabel->setBuddy(m_command);
    m_copyCommand = plainButton("copyCommand", place);
    connect(m_copyCommand, &QPushButton::clicked, this,
        [this] { QGuiApplication::clipboard()->setText(m_command->text()); });
    row->addWidget(m_commandLabel);
    row->addWidget(m_command, 1);
    row->addWidget(m_copyCommand);
    return place;
}

QWidget* ImportDialog::makeButtonRow()
{
    auto* place = new QWidget(this);
    auto* row = new QHBoxLayout(place);
    row->setContentsMargins({});
    m_bar = new QProgressBar(place);
    m_bar->setObjectName(QStringLiteral("bar"));
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(160);
    m_progress = new QLabel(place);
    m_progress->setObjectName(QStringLiteral("progress"));
    m_cancel = plainButton("cancelLook", place);
    m_close = plainButton("close", place);
    m_wordVectors = plainButton("useWordVectors", place);
    m_train = plainButton("train", place);
    row->addWidget(m_bar);
    row->addWidget(m_cancel);
    row->addWidget(m_progress);
    row->addStretch(1);
    row->addWidget(m_close);
    row->addWidget(m_wordVectors);
    row->addWidget(m_train);
    connect(m_cancel, &QPushButton::clicked, this, &ImportDialog::cancelLook);
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
    m_tabs->setCurrentIndex(previewTab);
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

void ImportDialog::setWordVectorsObstacle(const QString& obstacle)
{
    m_wordVectorsObstacle = obstacle;
    showOutcome();
}

void ImportDialog::look()
{
    m_result = nullptr;
    m_cancelled = false;
    if (m_source->path().isEmpty()) {
        m_inspection.cancel();
        return showResult();
    }
    m_inspection.begin(spec());
    showLooking(true);
    showOutcome();
}

void ImportDialog::cancelLook()
{
    m_inspection.cancel();
    m_cancelled = true;
    showLooking(false);
    showOutcome();
}

void ImportDialog::take(const std::shared_ptr<const InspectionResult>& result)
{
    m_result = result;
    showResult();
}

void ImportDialog::showResult()
{
    showLooking(false);
    const DatasetReport report = m_result ? m_result->report : DatasetReport();
    const bool read = m_result && !m_result->failure;
    m_options->refresh(report, read ? plan().heldOut : Index(0));
    showFormat();
    showCounts();
    showTables();
    showOutcome();
}

void ImportDialog::showLooking(bool looking)
{
    m_bar->setVisible(looking);
    m_cancel->setVisible(looking);
    m_progress->setVisible(looking);
    m_bar->setRange(0, 0);
    m_progress->setText(looking ? progressText({}) : QString());
}

void ImportDialog::showProgress(const LoadProgress& progress)
{
    m_bar->setRange(0, progress.total > 0 ? barSteps : 0);
    if (progress.total > 0) m_bar->setValue(int(barSteps * progress.done / progress.total));
    m_progress->setText(progressText(progress));
}

void ImportDialog::showFormat()
{
    const DatasetReport report = m_result ? m_result->report : DatasetReport();
    QStringList reasons;
    for (const Message& reason : report.reasons)
        reasons << messageText(reason);
    const bool known = report.format != DataFormat::automatic;
    m_format->setText(known ? formatText(report.format)
            : m_result      ? tr("Not recognised")
                            : tr("Choose a file or a folder, or drop one here."));
    m_reasons->setText(reasons.isEmpty()
            ? QString()
            : tr("Because: %1.").arg(reasons.join(tr("; ", "between reasons"))));
    m_reasons->setVisible(!reasons.isEmpty());
}

void ImportDialog::showCounts()
{
    m_counts->setVisible(m_result && m_result->report.listed > 0);
    if (!m_result) return;
    const DatasetReport& report = m_result->report;
    const QString alarm = warningColor(palette()).name();
    QStringList parts;
    const auto add = [&](const QString& text, Index count, bool trouble = false) {
        if (count == 0) return;
        const QString part = text.arg(QStringLiteral("<b>%1</b>").arg(countText(count)));
        parts << (trouble ? QStringLiteral("<span style='color:%1'>%2</span>").arg(alarm, part)
                          : part);
    };
    add(tr("items to train on: %1"), report.items);
    add(tr("pictures: %1"), report.images);
    add(tr("sounds: %1"), report.sounds);
    add(tr("captions: %1"), report.captions);
    add(tr("held out: %1"), report.heldOut);
    add(tr("left out by the limit: %1"), report.leftOut);
    add(tr("repeated captions: %1"), report.repeatedCaptions);
    add(tr("repeated files: %1"), report.repeatedFiles);
    add(tr("without a partner: %1"), report.withoutPartner, true);
    add(tr("unreadable: %1"), report.unreadable, true);
    add(tr("bad rows: %1"), report.badRows, true);
    m_counts->setText(parts.join(QStringLiteral(" &nbsp;·&nbsp; ")));
}

void ImportDialog::showTables()
{
    const DatasetReport report = m_result ? m_result->report : DatasetReport();
    m_previewModel->show(report);
    m_problemModel->show(report);
    for (int column = 0; column < PreviewModel::columns; ++column)
        m_preview->setColumnHidden(column,
            !m_previewModel->isUsed(PreviewModel::Column(column))
                && column != PreviewModel::origin);
    m_preview->setColumnWidth(PreviewModel::picture, PreviewModel::pictureSide + 24);
    m_preview->setColumnWidth(PreviewModel::captions, 300);
    m_preview->setColumnWidth(PreviewModel::values, 300);
    m_preview->setColumnWidth(PreviewModel::sound, 150);
    m_preview->setColumnWidth(PreviewModel::label, 90);
    m_preview->setColumnWidth(PreviewModel::part, 80);
    m_preview->resizeRowsToContents();
    m_preview->horizontalHeader()->setVisible(!report.preview.empty());
    m_problems->horizontalHeader()->setVisible(report.problemCount > 0);
    for (const int column : { ProblemModel::file, ProblemModel::place }) {
        m_problems->resizeColumnToContents(column);
        m_problems->setColumnWidth(
            column, std::min(m_problems->columnWidth(column) + 12, widestPlace));
    }
    m_tabs->setTabText(previewTab,
        report.preview.empty() ? tr("First items")
                               : tr("First %n item(s)", nullptr, int(report.preview.size())));
    m_tabs->setTabText(problemTab, tr("Problems (%1)").arg(countText(report.problemCount)));
    m_copyProblems->setEnabled(report.problemCount > 0);
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
    if (read) text = plan.obstacle.isEmpty() ? plan.notes.join(u' ') : plan.obstacle;
    const bool wrong = m_result && !ready;
    QPalette colors = palette();
    if (wrong) colors.setColor(QPalette::WindowText, errorColor(palette()));
    m_message->setPalette(colors);
    m_message->setText(text);
    m_message->setVisible(!text.isEmpty());
    m_train->setEnabled(ready);
    m_command->setText(ready ? trainCommand(plan.spec) : QString());
    m_command->setCursorPosition(0);
    m_copyCommand->setEnabled(ready);
    m_wordVectors->setVisible(m_result && holdsWordVectors(*m_result));
    m_wordVectors->setEnabled(m_wordVectorsObstacle.isEmpty());
    m_wordVectors->setToolTip(m_wordVectorsObstacle.isEmpty()
            ? tr("A new run on the data that are open, its words beginning from these vectors")
            : m_wordVectorsObstacle);
}

void ImportDialog::refreshColors()
{
    m_copyCommand->setIcon(themedIcon(QStringLiteral("copy"), palette()));
    m_copyProblems->setIcon(themedIcon(QStringLiteral("copy"), palette()));
    m_gallery->setIcon(themedIcon(QStringLiteral("gallery"), palette()));
    m_train->setIcon(themedIcon(QStringLiteral("play"), palette()));
}

void ImportDialog::retranslate()
{
    setWindowTitle(tr("Open data"));
    m_sourceLabel->setText(tr("&Data"));
    m_source->line().setPlaceholderText(
        tr("a table, a captions file, a folder, .tar shards, .npy, word vectors …"));
    m_source->retranslate();
    m_gallery->setText(tr("Galler&y…"));
    m_gallery->setToolTip(tr("Data sets that come with the program or with a package"));
    m_commandLabel->setText(tr("&Command"));
    m_command->setToolTip(tr("The same run without a window"));
    m_copyCommand->setText(tr("Copy"));
    m_copyProblems->setText(tr("Copy all"));
    m_cancel->setText(tr("Cancel"));
    m_close->setText(tr("Close"));
    m_wordVectors->setText(tr("Begin the &word embeddings from it"));
    m_train->setText(tr("&Train on it"));
    m_train->setToolTip(tr("Begin a new run on these data"));
    m_options->retranslate();
    const bool looking = m_inspection.isRunning();
    showResult();
    showLooking(looking);
}

void ImportDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() != QEvent::PaletteChange || !m_train) return;
    refreshColors();
    showCounts();
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
