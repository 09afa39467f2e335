// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/similarity_panel.h"

#include "run/item_names.h"
#include "run/spec_settings.h"
#include "run/table_text.h"
#include "theme/box_name.h"
#include "theme/theme.h"
#include "views/pair_box.h"
#include "views/spare_bar.h"
#include "views/view_hint.h"
#include "views/view_menu.h"
#include "views/wrapping_row.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>
#include <utility>

namespace contrastlab {

namespace {

constexpr int allItems = 3; // behind HeatmapView::Items in the box

QComboBox* makeBox(QWidget* parent, int choices)
{
    auto* box = new QComboBox(parent);
    for (int i = 0; i < choices; ++i)
        box->addItem(QString());
    return box;
}

void name(QComboBox& box, const QString& name, const QString& tip, const QStringList& choices)
{
    nameBox(box, name);
    box.setToolTip(tip);
    for (int i = 0; i < box.count(); ++i)
        box.setItemText(i, choices[i]);
}

bool isBlueNear()
{
    return picturePalettes().matrix == MatrixPalette::blueOrange;
}

} // namespace

SimilarityPanel::SimilarityPanel(RunMoment& moment, PairChoice& choice, ItemFocus& focus,
    HeatmapView& matrix, MatrixMapView& map, QWidget* parent)
    : QWidget(parent)
    , m_moment(moment)
    , m_choice(choice)
    , m_focus(focus)
    , m_matrix(matrix)
    , m_map(map)
    , m_row(new CompareRow(this))
    , m_pages(new QStackedWidget(this))
    , m_hint(new ViewHint(this))
    , m_items(makeBox(this, 4))
    , m_face(makeBox(this, 6))
    , m_block(makeBox(this, 3))
    , m_order(makeBox(this, 4))
    , m_range(makeBox(this, 2))
    , m_peaks(new QCheckBox(this))
    , m_compared(makeBox(this, 3))
    , m_end(new QToolButton(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_hint);
    column->addWidget(makeControls());
    column->addWidget(new PairBox(moment, choice, PairBox::Recall::shown, this));
    column->addWidget(m_row, 1);
    m_row->add(*m_pages);
    m_pages->addWidget(&matrix);
    m_pages->addWidget(&map);
    connect(&matrix, &HeatmapView::judged, this, &SimilarityPanel::showState);
    connect(&map, &MatrixMapView::stateChanged, this, &SimilarityPanel::showState);
    connect(&choice, &PairChoice::changed, this, &SimilarityPanel::nameBlocks);
    connect(&moment, &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.data) nameBlocks();
        if (change.run != MomentChange::Run::same || change.events) showHint();
    });
    m_block->setSizeAdjustPolicy(QComboBox::AdjustToContents); // its words come with the data
    makeMenus();
    retranslate();
}

QWidget* SimilarityPanel::makeControls()
{
    auto* bar = new SpareBar(this);
    auto* row = new WrappingRow(bar);
    row->setContentsMargins(8, 0, 8, 2);
    row->setSpacing(8);
    for (QComboBox* box : { m_items, m_face, m_block, m_order, m_range })
        row->addWidget(box);
    row->addWidget(m_peaks);
    row->addWidget(m_compared);
    row->addWidget(m_end);
    m_compared->hide();
    m_end->setObjectName(QStringLiteral("endComparison"));
    m_end->setText(QStringLiteral("×"));
    m_end->hide();
    connect(m_compared, &QComboBox::currentIndexChanged, this, &SimilarityPanel::showComparison);
    m_peaks->setChecked(true);
    m_peaks->hide();
    connect(m_peaks, &QCheckBox::toggled, &m_map, &MatrixMap::setPeaksShown);
    connect(m_items, &QComboBox::currentIndexChanged, this, &SimilarityPanel::showItems);
    connect(m_face, &QComboBox::currentIndexChanged, this, [this](int choice) {
        m_matrix.setFace(MatrixFace(choice));
        m_range->setEnabled(choice == 0); // the others have ranges of their own
        showHint();
    });
    connect(m_block, &QComboBox::currentIndexChanged, this, [this](int choice) {
        m_matrix.setBlock(PairBlock(choice));
        showHint();
        showState();
    });
    connect(m_order, &QComboBox::currentIndexChanged, this,
        [this](int choice) { m_matrix.setOrder(HeatmapView::Order(choice)); });
    connect(m_range, &QComboBox::currentIndexChanged, this, [this](int choice) {
        m_matrix.setRangeAutomatic(choice == 1);
        if (choice == 1)
            m_map.setRangeAutomatic();
        else
            m_map.setRange({});
    });
    return bar;
}

bool SimilarityPanel::showsMap() const
{
    return m_items->currentIndex() == allItems;
}

// The map has one order, and goes on with nothing while it is not in front.
void SimilarityPanel::showItems(int choice)
{
    if (!showsMap()) m_matrix.setItems(HeatmapView::Items(choice));
    m_order->setVisible(!showsMap());
    m_face->setVisible(!showsMap());
    m_block->setVisible(!showsMap());
    m_peaks->setVisible(showsMap());
    m_range->setEnabled(showsMap() || m_face->currentIndex() == 0);
    m_pages->setCurrentIndex(showsMap() ? 1 : 0);
    m_map.setChosen(showsMap());
    showComparison();
    showHint();
    showState();
}

void SimilarityPanel::compareWith(ComparedRun& other, ItemPictures& pictures, ItemSounds& sounds)
{
    m_other = &other;
    m_otherMatrix = new HeatmapView(other.moment(), m_focus, m_choice, pictures, sounds, this);
    m_difference =
        new MatrixDifference(m_matrix, *m_otherMatrix, m_moment, m_focus, pictures, sounds, this);
    m_row->add(*m_otherMatrix);
    m_row->add(*m_difference);
    addMenu(*m_otherMatrix);
    addMenu(*m_difference);
    const std::array<HeatMap*, 3> pictures3 { &m_matrix, m_otherMatrix, m_difference };
    for (const HeatMap* moved : pictures3)
        for (HeatMap* follower : pictures3)
            if (moved != follower)
                connect(moved, &AxesCanvas::viewChanged, follower,
                    [moved, follower] { follower->takeView(*moved); });
    connect(m_end, &QToolButton::clicked, this, [this] { m_other->choose({}); });
    connect(&other, &ComparedRun::changed, this, &SimilarityPanel::sayComparison);
    sayComparison();
}

template <class Picture> void SimilarityPanel::addMenu(Picture& picture)
{
    new ViewMenu(picture, picture,
        { [&picture] { return picture.table(); },
            [this] { return m_focus.hovered().empty() ? QString() : tr("Pin this cell"); },
            [this] { m_focus.pin(ItemFocus::Items(m_focus.hovered())); },
            [&picture] {
                picture.resetView();
                emit picture.viewChanged();
            } });
}

// As many at first as there is room for.
void SimilarityPanel::sayComparison()
{
    if (!m_other) return;
    const bool on = m_other->isOn();
    if (m_comparing != on) {
        const int narrow = 3 * 14 * fontMetrics().height();
        m_compared->setCurrentIndex(width() < narrow ? bothRuns : allThree);
        m_matrix.setCompanion(on ? m_otherMatrix : nullptr);
    }
    const bool other = m_comparing != on || m_row->words(theirs) != m_other->lack();
    m_comparing = on;
    m_row->setCaption(own, m_other->captionOfFront());
    m_row->setCaption(theirs, m_other->caption());
    m_row->setCaption(minus, tr("B − A"));
    m_row->setWords(theirs, m_other->lack());
    m_row->setWords(minus, m_other->lack());
    if (other) showComparison();
}

// Of all items there is one map. The first of several has the names for all, the last the colours.
void SimilarityPanel::showComparison()
{
    if (!m_other) return;
    const bool comparing = m_comparing && !showsMap();
    const int choice = m_compared->currentIndex();
    m_compared->setVisible(comparing);
    m_end->setVisible(m_comparing);
    m_matrix.setBarShown(!comparing || !m_other->lack().isEmpty());
    m_otherMatrix->setNamesShown(false);
    m_difference->setNamesShown(choice == minusAlone);
    if (!comparing) return m_row->show({ own }, false);
    if (choice == minusAlone) return m_row->show({ minus }, true);
    m_row->show(choice == allThree ? std::vector<int> { own, theirs, minus }
                                   : std::vector<int> { own, theirs },
        true);
}

void SimilarityPanel::makeMenus()
{
    new ViewMenu(m_map, m_map,
        { [this] { return m_map.table(); }, [this] { return m_map.pinText(); },
            [this] { m_focus.pin(ItemFocus::Items(m_focus.hovered())); },
            [this] { m_map.resetView(); } });
    addMenu(m_matrix);
}

void SimilarityPanel::showState()
{
    if (showsMap()) return m_hint->setState(m_map.stateText());
    const int rows = m_matrix.rows();
    m_hint->setState(rows == 0 || m_matrix.block() != PairBlock::across ? QString()
            : m_focus.selection().isEmpty() || m_matrix.shownItems() != HeatmapView::Items::heldOut
            ? tr("%1 of %2 rows right").arg(m_matrix.rightRows()).arg(rows)
            : tr("%1 of %2 gathered rows right").arg(m_matrix.rightRows()).arg(rows));
}

void SimilarityPanel::showHint()
{
    m_matrix.setAccessibleDescription(lookFor());
    const QString ofMap = isBlueNear() ? tr("The diagonal should stand out in blue")
                                       : tr("The diagonal should stand out, as it is light");
    m_map.setAccessibleDescription(ofMap);
    if (showsMap())
        return m_hint->setTexts(ofMap, tr("What the map shows"),
            tr("<p>The cosines of all items that are trained on or held out, each row with each "
               "column, sorted by group: at 10,000 items a hundred million. They are never stored. "
               "A cell is the mean over a block of them, which is exact: the mean of cosines is "
               "the "
               "product of two mean embeddings.</p>"
               "<p>A block's mean hides its few pairs, so the diagonal is drawn as squares in the "
               "colour "
               "of their own mean, and in the middle of each square that of the lowest.</p>"
               "<p>Wheel: zoom, down to single items. A click on a block shows what is in it, on a "
               "single cell it pins the two items; F shows all again.</p>"
               "<p>The items are embedded anew in the background when the run has moved on; the "
               "step above says how old the map is.</p>")
                + tr("<p>Beside the diagonal a dot stands where a block's largest cosine is, in "
                     "its colour, and the card of a block shows those two items: of more than "
                     "16,384 items only where few of them are in sight.</p>"));
    m_hint->setTexts(lookFor(), tr("What the matrix shows"),
        tr("<p>Each row is an item as one modality shows it, each column an item as the other "
           "does. A cell's colour is the cosine of the two embeddings: %1.</p>")
                .arg(isBlueNear() ? tr("blue is near, orange is far")
                                  : tr("light is near, dark is far"))
            + tr("<p>Rows and columns have the same order, so partners meet on the diagonal. A "
                 "green "
                 "ring: the row's nearest is its partner, it is right. A red cross: another came "
                 "nearer.</p>"
                 "<p>Held-out pairs were never trained on; where training pairs are right and "
                 "these are "
                 "not, the model has learnt by heart.</p>"
                 "<p>Wheel: zoom. Pictures and words appear where cells are large enough. Arrows "
                 "move "
                 "from cell to cell, Return pins.</p>")
            + tr("<p>Pull and push: the slope of the objective's own loss at each cell, times the "
                 "number of pairs, as if these pairs were a batch. Target: what the objective "
                 "takes each cell for. A false negative is pushed away although it is of the same "
                 "group or content. The card of a cell has its numbers in the objective's "
                 "formula.</p>"));
}

QString SimilarityPanel::lookFor() const
{
    const ObjectiveInfo* objective =
        m_moment.run() ? &trainedObjectiveOf(m_moment.spec()).info() : nullptr;
    const bool ofObjective =
        m_matrix.face() == MatrixFace::gradient || m_matrix.face() == MatrixFace::target;
    if (const auto setup = m_moment.setup(); setup && !isContrast(m_moment.spec()) && ofObjective)
        return tr("Another task runs here, and takes pairs for nothing");
    if (objective && ofObjective && &judgedBy(*objective) != objective)
        return tr("As %1 has it: keys of the past are no items here")
            .arg(objectiveName(judgedBy(*objective)));
    if (m_matrix.face() == MatrixFace::target) return tr("What the objective takes each pair for");
    if (m_matrix.face() == MatrixFace::gradient)
        return tr("Partners are pulled together, look-alikes pushed apart");
    if (m_matrix.block() != PairBlock::across)
        return isBlueNear() ? tr("Groups should stand out as blue blocks")
                            : tr("Groups should stand out as light blocks");
    return isBlueNear() ? tr("Each row should be bluest on the diagonal")
                        : tr("Each row should be lightest on the diagonal");
}

void SimilarityPanel::nameBlocks()
{
    const auto setup = m_moment.setup();
    const auto side = [&](int tower) {
        return setup ? modalityName(setup->modality(tower).name) : QString();
    };
    const auto both = [](const QString& rows, const QString& columns) {
        return tr("%1 × %2", "rows and columns of the matrix").arg(rows, columns);
    };
    const TrainedPair pair = m_choice.pair();
    const QString a = side(pair.a), b = side(pair.b);
    name(*m_block, tr("Block"),
        tr("Rows of one modality and columns of the other; or one modality with itself"),
        { both(a, b), both(a, a), both(b, b) });
    m_block->setEnabled(setup != nullptr);
}

void SimilarityPanel::retranslate()
{
    showHint();
    name(*m_items, tr("Pairs"),
        tr("Pairs that were held out, or pairs that the model trains on: 64 of either; the batch "
           "of the last step, 128 pairs at most, as the weights after it see them; or a map of all "
           "items"),
        { tr("held-out pairs"), tr("training pairs"), tr("last batch"), tr("all items") });
    name(*m_face, tr("Colours tell"),
        tr("The cosine; what the loss makes of it at the temperature of now: cosine / τ, the "
           "probability with which a row chooses a column or a column a row; how the objective "
           "that runs pulls (below 0) and pushes (above 0) each pair; or what it takes each pair "
           "for"),
        { tr("cosine"), tr("cosine / τ"), tr("softmax by row"), tr("softmax by column"),
            tr("pull and push"), tr("target") });
    nameBlocks();
    name(*m_order, tr("Order"),
        tr("By group; by the place of each row's partner, the best first; the worst first; or what "
           "is near side by side (optimal leaf order of a clustering)"),
        { tr("by group"), tr("best first"), tr("worst first"), tr("by likeness") });
    m_peaks->setText(tr("largest of each block"));
    m_peaks->setToolTip(tr("A dot where the largest cosine of each block is, in its colour"));
    name(*m_range, tr("Range of colours"),
        tr("The same colours for the same cosines always; or as far as these cosines reach"),
        { tr("colours −1 to 1"), tr("colours as needed") });
    name(*m_compared, tr("Compared"),
        tr("The run in front (A), the one that it is compared with (B), and what B has more of"),
        { tr("A, B and B − A"), tr("A and B"), tr("B − A") });
    m_end->setToolTip(tr("End the comparison"));
    m_end->setAccessibleName(m_end->toolTip());
    showState();
    sayComparison();
}

void SimilarityPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() == QEvent::PaletteChange) showHint(); // it names colours
}

} // namespace contrastlab
