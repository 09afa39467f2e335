// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/run_differences.h"

#include "run/table_text.h"
#include "theme/plot_theme.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

#include <utility>

namespace contrastlab {

RunDifferences::RunDifferences(RunLibrary& library, RunListModel& model, QWidget* parent)
    : QWidget(parent)
    , m_library(library)
    , m_model(model)
    , m_note(new QLabel(this))
    , m_view(new QTableWidget(this))
{
    m_note->setWordWrap(true);
    m_note->setMargin(8);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_view->setTabKeyNavigation(false);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->verticalHeader()->hide();
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_note);
    column->addWidget(m_view, 1);
    column->addStretch();
}

QString RunDifferences::note() const
{
    return m_note->text();
}

// The run in front is compared with whether it is ticked or not.
void RunDifferences::refresh()
{
    std::vector<const LibraryRun*> runs;
    std::vector<const RunSpec*> specs;
    for (const LibraryRun& run : m_library.runs()) {
        const std::string id = run.run->identity().id;
        const RunSpec* spec = m_model.specOf(id);
        if (!spec || !(run.shown || id == m_library.front())) continue;
        runs.push_back(&run);
        specs.push_back(spec);
    }
    const auto parameters =
        specs.empty() ? std::vector<const Parameter*>() : differingParameters(specs);
    const bool few = runs.size() < 2;
    m_note->setText(few          ? tr("Tick two runs or more to see by which values they differ")
            : parameters.empty() ? tr("The runs that are ticked have the same values")
                                 : QString());
    m_note->setVisible(!m_note->text().isEmpty());
    m_view->setVisible(m_note->text().isEmpty());
    fill(runs, parameters);
}

void RunDifferences::fill(
    const std::vector<const LibraryRun*>& runs, const std::vector<const Parameter*>& parameters)
{
    QList<QStringList> rows { { tr("run") } };
    for (const Parameter* parameter : parameters)
        rows.front() << shortLabel(*parameter);
    for (const LibraryRun* run : runs) {
        QStringList cells { runName(*run, m_library) };
        const RunSpec* spec = m_model.specOf(run->run->identity().id);
        for (const Parameter* parameter : parameters)
            cells << valueText(*parameter, spec->value(parameter->key));
        rows << cells;
    }
    if (std::exchange(m_shown, rows) == rows) return;
    m_view->setRowCount(int(runs.size()));
    m_view->setColumnCount(int(rows.front().size()));
    m_view->setHorizontalHeaderLabels(rows.front());
    for (std::size_t i = 0; i < parameters.size(); ++i)
        m_view->horizontalHeaderItem(int(i) + 1)->setToolTip(tooltipText(*parameters[i]));
    const PlotTheme theme = PlotTheme::fromPalette(palette());
    for (int row = 0; row < m_view->rowCount(); ++row)
        for (int column = 0; column < m_view->columnCount(); ++column) {
            auto* cell = new QTableWidgetItem(rows[row + 1][column]);
            if (column == 0)
                cell->setData(
                    Qt::DecorationRole, theme.seriesColor(runColor(*runs[std::size_t(row)])));
            m_view->setItem(row, column, cell);
        }
    m_view->resizeColumnsToContents();
}

void RunDifferences::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    const bool colors = event->type() == QEvent::PaletteChange;
    if (!colors && event->type() != QEvent::LanguageChange) return;
    m_shown.clear();
    refresh();
}

} // namespace contrastlab
