// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/similarity_panel.h"

#include "views/pair_box.h"
#include "views/view_hint.h"
#include "views/view_menu.h"
#include "views/wrapping_row.h"

#include <QComboBox>
#include <QEvent>
#include <QVBoxLayout>

namespace contrastlab {

namespace {

QComboBox* makeBox(QWidget* parent, int choices)
{
    auto* box = new QComboBox(parent);
    for (int i = 0; i < choices; ++i)
        box->addItem(QString());
    return box;
}

void name(QComboBox& box, const QString& name, const QString& tip, const QStringList& choices)
{
    box.setAccessibleName(name);
    box.setToolTip(tip);
    for (int i = 0; i < box.count(); ++i)
        box.setItemText(i, choices[i]);
}

} // namespace

SimilarityPanel::SimilarityPanel(
    RunMoment& moment, PairChoice& choice, ItemFocus& focus, HeatmapView& matrix, QWidget* parent)
    : QWidget(parent)
    , m_focus(focus)
    , m_matrix(matrix)
    , m_hint(new ViewHint(this))
    , m_items(makeBox(this, 2))
    , m_order(makeBox(this, 3))
    , m_range(makeBox(this, 2))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_hint);
    column->addWidget(makeControls());
    column->addWidget(new PairBox(moment, choice, PairBox::Recall::shown, this));
    column->addWidget(&matrix, 1);
    connect(&matrix, &HeatmapView::judged, this, &SimilarityPanel::showState);
    makeMenu();
    retranslate();
}

QWidget* SimilarityPanel::makeControls()
{
    auto* bar = new QWidget(this);
    auto* row = new WrappingRow(bar);
    row->setContentsMargins(8, 0, 8, 2);
    row->setSpacing(8);
    for (QComboBox* box : { m_items, m_order, m_range })
        row->addWidget(box);
    connect(m_items, &QComboBox::currentIndexChanged, this, [this](int choice) {
        m_matrix.setItems(HeatmapView::Items(choice));
        showState();
    });
    connect(m_order, &QComboBox::currentIndexChanged, this,
        [this](int choice) { m_matrix.setOrder(HeatmapView::Order(choice)); });
    connect(m_range, &QComboBox::currentIndexChanged, this,
        [this](int choice) { m_matrix.setRangeAutomatic(choice == 1); });
    return bar;
}

void SimilarityPanel::makeMenu()
{
    new ViewMenu(m_matrix, m_matrix,
        { [this] { return m_matrix.table(); },
            [this] { return m_focus.hovered().empty() ? QString() : tr("Pin this cell"); },
            [this] { m_focus.pin(ItemFocus::Items(m_focus.hovered())); },
            [this] { m_matrix.resetView(); } });
}

void SimilarityPanel::showState()
{
    const int rows = m_matrix.rows();
    m_hint->setState(rows == 0 ? QString()
            : m_focus.selection().isEmpty() || m_matrix.shownItems() == HeatmapView::Items::training
            ? tr("%1 of %2 rows right").arg(m_matrix.rightRows()).arg(rows)
            : tr("%1 of %2 gathered rows right").arg(m_matrix.rightRows()).arg(rows));
}

void SimilarityPanel::retranslate()
{
    m_hint->setTexts(tr("Each row should be bluest on the diagonal"), tr("What the matrix shows"),
        tr("<p>Each row is an item as one modality shows it, each column an item as the other "
           "does. "
           "A cell's colour is the cosine of the two embeddings: blue is near, orange is far.</p>"
           "<p>Rows and columns have the same order, so partners meet on the diagonal. A green "
           "ring: the row's nearest is its partner, it is right. A red cross: another came "
           "nearer.</p>"
           "<p>Held-out pairs were never trained on; where training pairs are right and these are "
           "not, the model has learnt by heart.</p>"
           "<p>Wheel: zoom. Pictures and words appear where cells are large enough. Arrows move "
           "from cell to cell, Return pins.</p>"));
    name(*m_items, tr("Pairs"),
        tr("Pairs that were held out, or pairs that the model trains on: 64 of either"),
        { tr("held-out pairs"), tr("training pairs") });
    name(*m_order, tr("Order"),
        tr("By group; by the place of each row's partner, the best first; or the worst first"),
        { tr("by group"), tr("best first"), tr("worst first") });
    name(*m_range, tr("Range of colours"),
        tr("The same colours for the same cosines always; or as far as these cosines reach"),
        { tr("colours −1 to 1"), tr("colours as needed") });
    showState();
}

void SimilarityPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace contrastlab
