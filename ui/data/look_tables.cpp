// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "data/look_tables.h"

#include "data/dialog_parts.h"
#include "data/media_text.h"
#include "data/preview_model.h"
#include "theme/icons.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QPushButton>
#include <QShortcut>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace contrastlab {

namespace {

constexpr int previewTab = 0;
constexpr int problemTab = 1;
constexpr int widestPlace = 260;

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

LookTables::LookTables(QWidget* parent)
    : QTabWidget(parent)
    , m_previewModel(new PreviewModel(this))
    , m_problemModel(new ProblemModel(this))
    , m_preview(makeTable(*m_previewModel, "preview"))
    , m_problems(makeTable(*m_problemModel, "problems"))
    , m_copyProblems(plainButton("copyProblems", this))
{
    setObjectName(QStringLiteral("tabs"));
    m_preview->verticalHeader()->setDefaultSectionSize(PreviewModel::pictureSide + 8);
    m_preview->setIconSize(QSize(PreviewModel::pictureSide, PreviewModel::pictureSide));
    m_problems->setWordWrap(false); // a long line is whole in its tooltip
    addTab(m_preview, QString());
    addTab(makeProblemPage(), QString());
    refreshColors();
}

QTableView* LookTables::makeTable(QAbstractItemModel& model, const char* name)
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

QWidget* LookTables::makeProblemPage()
{
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins({});
    column->addWidget(m_problems, 1);
    column->addWidget(m_copyProblems, 0, Qt::AlignRight);
    connect(m_copyProblems, &QPushButton::clicked, this,
        [this] { QGuiApplication::clipboard()->setText(m_problemModel->allText()); });
    return page;
}

void LookTables::showItems()
{
    setCurrentIndex(previewTab);
}

void LookTables::show(const DatasetReport& report)
{
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
    setTabText(previewTab,
        report.preview.empty() ? tr("First items")
                               : tr("First %n item(s)", nullptr, int(report.preview.size())));
    // An error that ended the look is none of these: no number denies it.
    setTabText(problemTab,
        report.problemCount > 0 ? tr("Problems (%1)").arg(countText(report.problemCount))
                                : tr("Problems"));
    m_copyProblems->setEnabled(report.problemCount > 0);
}

void LookTables::retranslate()
{
    m_copyProblems->setText(tr("Copy all"));
    m_preview->setAccessibleName(tr("Items as they are read"));
    m_problems->setAccessibleName(tr("What was left out"));
}

void LookTables::refreshColors()
{
    m_copyProblems->setIcon(themedIcon(QStringLiteral("copy"), palette()));
}

void LookTables::changeEvent(QEvent* event)
{
    QTabWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_copyProblems) refreshColors();
}

} // namespace contrastlab
