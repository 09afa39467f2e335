// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/projection_panel.h"

#include "run/item_pictures.h"
#include "theme/box_name.h"
#include "theme/colors.h"
#include "theme/elided_text.h"
#include "views/axis_ends.h"
#include "views/force_arrows.h"
#include "views/item_card.h"
#include "views/spare_bar.h"
#include "views/view_hint.h"
#include "views/view_menu.h"
#include "views/wrapping_row.h"

#include <QComboBox>
#include <QCompleter>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QStringListModel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <span>

namespace contrastlab {

namespace {

constexpr int iconSide = 28;
constexpr int mostNames = 20000; // that a search looks through
constexpr std::size_t mostListed = 200; // in the list

} // namespace

ProjectionPanel::ProjectionPanel(RunMoment& moment, ItemFocus& focus, ItemPictures& pictures,
    ProjectionView& cloud, QWidget* parent)
    : QWidget(parent)
    , m_moment(moment)
    , m_focus(focus)
    , m_pictures(pictures)
    , m_cloud(cloud)
    , m_row(new CompareRow(this))
    , m_hint(new ViewHint(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_hint);
    column->addWidget(makeControls());
    m_ends = new AxisEnds(moment, focus, cloud.map(), this);
    column->addWidget(m_ends);
    column->addWidget(makeHeader());
    column->addWidget(m_row, 1);
    m_row->add(cloud);
    makeGathered();
    holdHeights();
    cloud.installEventFilter(this);
    connect(&cloud, &ProjectionView::frameShown, this, &ProjectionPanel::showHeader);
    connect(&focus.selection(), &ItemSelection::changed, this, &ProjectionPanel::showGathered);
    connect(&pictures, &ItemPictures::loaded, this, &ProjectionPanel::showPictures);
    connect(&moment, &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.data) m_names.clear();
    });
    makeMenu();
    retranslate();
    showGathered();
}

QWidget* ProjectionPanel::makeControls()
{
    auto* bar = new SpareBar(this);
    m_search = new QLineEdit(bar);
    m_search->setClearButtonEnabled(true);
    m_search->setProperty("acceptsText", true);
    m_search->setMaximumWidth(14 * fontMetrics().height());
    m_search->installEventFilter(this);
    m_completer = new QCompleter(new QStringListModel(this), this);
    m_completer->setFilterMode(Qt::MatchContains);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_search->setCompleter(m_completer);
    connect(m_completer, QOverload<const QString&>::of(&QCompleter::activated), this,
        &ProjectionPanel::pinNamed);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { pinNamed(m_search->text()); });
    m_colorBy = new QComboBox(bar);
    m_colorBy->addItems({ QString(), QString(), QString(), QString() });
    connect(m_colorBy, &QComboBox::currentIndexChanged, this,
        [this](int choice) { m_cloud.setColorBy(ProjectionView::ColorBy(choice)); });
    auto* row = new WrappingRow(bar);
    row->setContentsMargins(8, 0, 8, 2);
    row->setSpacing(8);
    row->addWidget(m_search);
    makeMapControls(bar, row);
    row->addWidget(m_colorBy);
    makeMore(bar, row);
    return bar;
}

// What is wanted now and then.
void ProjectionPanel::makeMore(QWidget* bar, QLayout* row)
{
    m_more = new QToolButton(bar);
    m_more->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_more);
    m_more->setMenu(menu);
    row->addWidget(m_more);
    m_hold = menu->addAction(QString());
    m_trails = menu->addAction(QString());
    m_lines = menu->addAction(QString());
    m_contours = menu->addAction(QString());
    m_turning = menu->addAction(QString());
    for (QAction* action : { m_hold, m_trails, m_lines, m_contours, m_turning })
        action->setCheckable(true);
    m_lines->setChecked(true);
    m_contours->setChecked(true);
    menu->setToolTipsVisible(true);
    connect(m_hold, &QAction::toggled, this, [this](bool on) { m_cloud.map().setHeld(on); });
    connect(m_trails, &QAction::toggled, &m_cloud, &ProjectionView::setTrails);
    connect(m_lines, &QAction::toggled, &m_cloud, &PointCloud::setPairsVisible);
    connect(m_contours, &QAction::toggled, &m_cloud, &PointCloud::setContoursShown);
    connect(m_turning, &QAction::toggled, &m_cloud, &PointCloud::setTurning);
}

void ProjectionPanel::makeMapControls(QWidget* bar, QLayout* row)
{
    m_map = new QComboBox(bar);
    m_map->addItems({ QString(), QString(), QString(), QString(), QString(), QString() });
    m_items = new QComboBox(bar);
    m_items->addItems({ QString(), QString(), QString() });
    connect(m_items, &QComboBox::currentIndexChanged, this, [this](int choice) {
        m_names.clear();
        m_cloud.map().setItemsOf(LiveMap::Of(choice));
    });
    m_space = new QToolButton(bar);
    m_space->setCheckable(true);
    m_neighbourhood = new QSpinBox(bar);
    m_neighbourhood->setRange(2, 200);
    m_neighbourhood->setKeyboardTracking(false);
    m_stop = new QToolButton(bar);
    m_stop->setCheckable(true);
    for (QWidget* control :
        std::initializer_list<QWidget*> { m_map, m_items, m_space, m_neighbourhood, m_stop })
        row->addWidget(control);
    connect(m_map, &QComboBox::currentIndexChanged, this, [this](int choice) {
        m_cloud.setMap(LiveMap::Kind(choice));
        showMapControls();
    });
    connect(m_space, &QToolButton::toggled, this,
        [this](bool on) { m_cloud.map().setDimensions(on ? 3 : 2); });
    connect(m_neighbourhood, &QSpinBox::valueChanged, this,
        [this](int size) { m_cloud.map().setNeighbourhood(size); });
    connect(m_stop, &QToolButton::toggled, this,
        [this](bool stopped) { m_cloud.map().setStopped(stopped); });
    connect(&m_cloud.map(), &LiveMap::changed, this, &ProjectionPanel::showMapControls);
}

void ProjectionPanel::compareWith(ComparedRun& other, ItemSounds& sounds)
{
    m_other = &other;
    m_otherCloud = new ProjectionView(other.moment(), m_focus, m_pictures, sounds, this);
    m_row->add(*m_otherCloud);
    m_cloud.setCompanion(*m_otherCloud);
    ProjectionView* cloud = m_otherCloud;
    connect(m_trails, &QAction::toggled, cloud, &ProjectionView::setTrails);
    connect(m_lines, &QAction::toggled, cloud, &PointCloud::setPairsVisible);
    connect(m_contours, &QAction::toggled, cloud, &PointCloud::setContoursShown);
    const auto link = [](ProjectionView* moved, ProjectionView* follower) {
        connect(moved, &AxesCanvas::viewChanged, follower,
            [moved, follower] { follower->takeView(*moved); });
    };
    link(&m_cloud, cloud);
    link(cloud, &m_cloud);
    new ViewMenu(*cloud, *cloud,
        { [cloud] { return cloud->table(); },
            [this] { return m_focus.hovered().empty() ? QString() : tr("Pin this item"); },
            [this] { m_focus.pin(ItemFocus::Items(m_focus.hovered())); },
            [cloud] {
                cloud->resetView();
                emit cloud->viewChanged();
            } });
    connect(&other, &ComparedRun::changed, this, &ProjectionPanel::sayComparison);
    connect(cloud, &ProjectionView::frameShown, this, &ProjectionPanel::sayComparison);
    sayComparison();
}

void ProjectionPanel::sayComparison()
{
    if (!m_other) return;
    const bool comparing = m_other->isOn();
    if (comparing != m_row->shows(1))
        m_row->show(comparing ? std::vector<int> { 0, 1 } : std::vector<int> { 0 }, comparing);
    if (!comparing) return;
    m_row->setCaption(0, m_other->captionOfFront());
    m_row->setCaption(1, m_other->caption());
    m_row->setWords(1, m_other->lack());
}

void ProjectionPanel::setForces(ForceArrows& forces)
{
    m_forces = &forces;
    connect(m_forcesButton, &QToolButton::toggled, &forces, &ForceArrows::setShown);
    connect(&forces, &ForceArrows::changed, this, &ProjectionPanel::showHeader);
}

// What may be set of this kind of map; groups may be gone with other data.
void ProjectionPanel::showMapControls()
{
    const LiveMap& map = m_cloud.map();
    const QSignalBlocker quietMap(m_map), quietSize(m_neighbourhood), quietStop(m_stop),
        quietSpace(m_space), quietHold(m_hold);
    m_turning->setEnabled(map.dimensions() == 3);
    m_hold->setEnabled(map.canHold());
    m_hold->setChecked(map.isHeld());
    m_map->setCurrentIndex(int(map.kind()));
    const auto* entries = qobject_cast<QStandardItemModel*>(m_map->model());
    for (int kind = 0; kind < m_map->count(); ++kind)
        entries->item(kind)->setEnabled(map.canShow(LiveMap::Kind(kind)));
    const bool tsne = map.kind() == LiveMap::Kind::tsne, umap = map.kind() == LiveMap::Kind::umap;
    m_space->setEnabled(map.hasChoiceOfDimensions());
    m_space->setChecked(map.dimensions() == 3);
    m_ends->setVisible(map.kind() == LiveMap::Kind::axes);
    m_neighbourhood->setVisible(tsne || umap);
    m_neighbourhood->setPrefix(tsne ? tr("perplexity ") : tr("neighbours "));
    m_neighbourhood->setValue(map.neighbourhood());
    m_stop->setVisible(tsne || umap);
    m_stop->setChecked(map.isStopped());
    m_stop->setText(map.isStopped() ? tr("Go on") : tr("Stop"));
}

// A line whatever it says, so that the cloud stays where it is.
QWidget* ProjectionPanel::makeHeader()
{
    auto* bar = new SpareBar(this);
    m_header = new ElidedText(bar);
    m_header->setForegroundRole(QPalette::PlaceholderText);
    m_header->setContentsMargins(8, 0, 8, 2);
    m_forcesButton = new QToolButton(bar);
    m_forcesButton->setCheckable(true);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 8, 2);
    row->addWidget(m_header, 1);
    row->addWidget(m_forcesButton);
    return bar;
}

// Over the lower edge of the cloud, which keeps its size: points that have just been enclosed stay
// where they are.
void ProjectionPanel::makeGathered()
{
    m_gathered = new QWidget(this);
    m_gathered->setAutoFillBackground(true);
    m_list = new QListWidget(m_gathered);
    m_list->setFlow(QListView::LeftToRight);
    m_list->setWrapping(false);
    m_list->setIconSize({ iconSide, iconSide });
    m_list->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_list, &QListWidget::itemClicked, this, [this](const QListWidgetItem* item) {
        m_focus.pin({ { Index(item->data(Qt::UserRole).toLongLong()), 0 } });
    });
    m_letGo = new QToolButton(m_gathered);
    m_letGo->setAutoRaise(true);
    m_letGo->setText(QStringLiteral("×"));
    connect(m_letGo, &QToolButton::clicked, this, [this] { m_focus.selection().clear(); });
    auto* row = new QHBoxLayout(m_gathered);
    row->setContentsMargins(4, 0, 4, 2);
    row->addWidget(m_list, 1);
    row->addWidget(m_letGo);
}

// Of what is one line high, in any size of letters.
void ProjectionPanel::holdHeights()
{
    const int line = fontMetrics().height();
    m_header->setFixedHeight(line + 2);
    m_list->setFixedHeight(iconSide + line + 10);
    placeGathered();
}

void ProjectionPanel::placeGathered()
{
    QRect place(m_cloud.mapTo(this, QPoint()), m_cloud.size());
    place.setTop(place.bottom() + 1 - m_gathered->sizeHint().height());
    m_gathered->setGeometry(place);
    m_gathered->raise();
}

void ProjectionPanel::makeMenu()
{
    new ViewMenu(m_cloud, m_cloud,
        { [this] { return m_cloud.table(); },
            [this] { return m_focus.hovered().empty() ? QString() : tr("Pin this item"); },
            [this] { m_focus.pin(ItemFocus::Items(m_focus.hovered())); },
            [this] {
                m_cloud.resetView();
                emit m_cloud.viewChanged();
            } });
}

// Captions of many items may have to be read from files.
void ProjectionPanel::readNames()
{
    if (!m_names.isEmpty() || !m_moment.setup()) return;
    for (const Index item : m_cloud.map().items()) {
        if (m_names.size() == mostNames) break;
        m_names << itemTitle(m_moment, item);
    }
    qobject_cast<QStringListModel*>(m_completer->model())->setStringList(m_names);
}

void ProjectionPanel::pinNamed(const QString& text)
{
    readNames();
    if (text.isEmpty()) return;
    qsizetype place = m_names.indexOf(text);
    for (qsizetype i = 0; place < 0 && i < m_names.size(); ++i)
        if (m_names[i].contains(text, Qt::CaseInsensitive)) place = i;
    const auto& items = m_cloud.map().items();
    if (place >= 0 && place < std::ssize(items)) m_focus.pin({ { items[std::size_t(place)], 0 } });
}

void ProjectionPanel::showGathered()
{
    const std::vector<Index>& items = m_focus.selection().items();
    m_gathered->setVisible(!items.empty());
    m_list->clear();
    if (!m_moment.setup()) return;
    for (const Index item : std::span(items).first(std::min(items.size(), mostListed))) {
        const QString name = itemTitle(m_moment, item);
        auto* entry = new QListWidgetItem(name, m_list);
        entry->setToolTip(name);
        entry->setData(Qt::UserRole, qlonglong(item));
    }
    if (items.size() > mostListed) {
        auto* rest = new QListWidgetItem(tr("and %1 more").arg(items.size() - mostListed), m_list);
        rest->setFlags(Qt::NoItemFlags);
    }
    placeGathered();
    showPictures();
}

// Those that have come by now.
void ProjectionPanel::showPictures()
{
    for (int i = 0; i < m_list->count(); ++i) {
        QListWidgetItem& entry = *m_list->item(i);
        if (!entry.icon().isNull() || entry.flags() == Qt::NoItemFlags) continue;
        const QImage picture = m_pictures.picture(entry.data(Qt::UserRole).toLongLong());
        if (!picture.isNull())
            entry.setIcon(QPixmap::fromImage(picture.scaled(
                2 * iconSide, 2 * iconSide, Qt::KeepAspectRatio, Qt::SmoothTransformation)));
    }
}

void ProjectionPanel::showHeader()
{
    if (m_forces && m_forces->isShown())
        return m_header->setText(m_forces->text(), ForceArrows::legend());
    m_header->setText(m_cloud.header(), m_cloud.caution());
}

QString ProjectionPanel::headerText() const
{
    return m_header->text();
}

bool ProjectionPanel::eventFilter(QObject* object, QEvent* event)
{
    if (object == m_search && event->type() == QEvent::FocusIn) readNames();
    const bool placed = event->type() == QEvent::Resize || event->type() == QEvent::Move;
    if (object == &m_cloud && placed) placeGathered();
    return QWidget::eventFilter(object, event);
}

void ProjectionPanel::retranslate()
{
    m_hint->setTexts(tr("Partners, joined by lines, should come to lie together"),
        tr("What the projection shows"),
        tr("<p>Each point is a held-out item as one modality shows it: its embedding, drawn in the "
           "plane of the two principal axes that all embeddings share. Lines join partners.</p>"
           "<p>t-SNE and UMAP draw neighbours as neighbours and follow the model as it learns; the "
           "line above the map says how far it can be believed. Rest on a point: dashed lines lead "
           "to its five nearest in the space itself.</p>"
           "<p>As training goes on, lines should shorten and groups come apart. Two clouds that "
           "stay apart are the modality gap.</p>"
           "<p>The plane shows a part of the variance only: what lies together here may be far "
           "apart.</p>"
           "<p>Chosen axes run from one text to another, or from item to item. “More” holds the "
           "principal axes while the embeddings move, and leaves trails.</p>"
           "<p>Wheel: zoom, until pictures and words take the place of points. Drag: move, or turn "
           "in 3-D, where the middle button moves. Shift and drag: gather items, which the list "
           "and the matrix then show.</p>"));
    m_cloud.setAccessibleDescription(m_hint->hint());
    m_search->setPlaceholderText(tr("Find an item"));
    m_search->setAccessibleName(tr("Find an item"));
    m_search->setToolTip(tr("Return pins the item"));
    nameBox(*m_colorBy, tr("Colours tell"));
    m_colorBy->setToolTip(tr("What the colours of the points tell"));
    const QStringList columns { tr("colour: group"), tr("colour: modality"),
        tr("colour: partner's place"), tr("colour: partner's cosine") };
    for (int i = 0; i < m_colorBy->count(); ++i)
        m_colorBy->setItemText(i, columns[i]);
    const QStringList maps { tr("map: PCA"), tr("map: t-SNE"), tr("map: UMAP"),
        tr("map: between groups"), tr("map: chosen axes"), tr("map: circle or sphere") };
    for (int i = 0; i < m_map->count(); ++i)
        m_map->setItemText(i, maps[i]);
    nameBox(*m_map, tr("Kind of map"));
    m_map->setToolTip(
        tr("How the space is drawn; the line below says how far to believe it. Circle "
           "and sphere are those of embeddings of width 2 and 3"));
    const QStringList items { tr("held out"), tr("trained on"), tr("all items") };
    for (int i = 0; i < m_items->count(); ++i)
        m_items->setItemText(i, items[i]);
    nameBox(*m_items, tr("Whose points the map shows"));
    m_items->setToolTip(m_items->accessibleName());
    m_space->setText(tr("3-D"));
    m_space->setToolTip(tr("Draws the map in space: drag to turn it"));
    m_more->setText(tr("More"));
    m_more->setToolTip(tr("What else the map shows"));
    m_hold->setText(tr("Hold the principal axes"));
    m_hold->setToolTip(tr("Later steps are drawn on the axes of now: what moves then is the "
                          "embeddings, not the axes"));
    m_trails->setText(tr("Trails"));
    m_trails->setToolTip(
        tr("Where what is pinned or gathered was in the last pictures; all points, up to 200"));
    m_lines->setText(tr("Lines between partners"));
    m_lines->setToolTip(tr("Up to 20,000 of them"));
    m_turning->setText(tr("Turn slowly in 3-D"));
    m_turning->setToolTip(tr("The points stand still while the pointer is over them"));
    m_contours->setText(tr("Contours where points cover each other"));
    m_contours->setToolTip(
        tr("Around the densest regions that hold 25, 50, 75 and 95% of the points in sight"));
    m_neighbourhood->setToolTip(
        tr("How many neighbours each point is to keep; the map begins anew"));
    m_neighbourhood->setAccessibleName(tr("Size of the neighbourhood"));
    m_stop->setToolTip(tr("The map stays as it is, or follows the embeddings again"));
    showMapControls();
    m_forcesButton->setText(tr("forces"));
    m_forcesButton->setToolTip(ForceArrows::legend());
    m_list->setAccessibleName(tr("Gathered items"));
    m_letGo->setToolTip(tr("Let the gathered items go"));
    m_letGo->setAccessibleName(m_letGo->toolTip());
    m_names.clear();
    showHeader();
    showGathered();
    sayComparison();
}

void ProjectionPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() == QEvent::FontChange) holdHeights();
}

} // namespace contrastlab
