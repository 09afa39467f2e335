// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Points are laid out tower by tower: point t * items + i is item i as tower t sees it.
#include "views/projection_view.h"

#include "run/item_names.h"
#include "views/item_card.h"

#include <QEvent>

#include <algorithm>
#include <map>

namespace contrastlab {

namespace {

// The most frequent labels of the items have a colour each; beyond that colours cannot be told
// apart.
constexpr std::size_t mostColors = 9;

std::vector<int> frequentLabels(const Dataset& dataset, const std::vector<Index>& items)
{
    std::map<int, int> counts;
    for (const Index item : items)
        if (!dataset.labels.empty()) ++counts[dataset.labels[std::size_t(item)]];
    std::vector<std::pair<int, int>> byCount(counts.begin(), counts.end());
    std::ranges::stable_sort(byCount, std::greater {}, &std::pair<int, int>::second);
    if (byCount.size() > mostColors + 1) byCount.resize(mostColors);
    std::vector<int> labels;
    for (const auto& [label, count] : byCount)
        labels.push_back(label);
    std::ranges::sort(labels);
    return labels;
}

} // namespace

ProjectionView::ProjectionView(RunController& controller, QWidget* parent)
    : PointCloud(parent)
    , m_controller(controller)
    , m_card(new HoverCard(this))
{
    connect(&controller, &RunController::runChanged, this, &ProjectionView::clear);
    connect(&controller, &RunController::setupReady, this, &ProjectionView::retranslate);
    connect(&controller, &RunController::frameChanged, this, &ProjectionView::showFrame);
    connect(this, &PointCloud::pointHovered, this, &ProjectionView::hover);
    connect(this, &PointCloud::pointLeft, m_card, &HoverCard::hideSoon);
    retranslate();
}

void ProjectionView::clear()
{
    m_card->hide();
    setPoints({});
    setPairs({});
    m_shownLabels.clear();
    retranslate();
}

int ProjectionView::colorOf(Index item) const
{
    const Dataset& dataset = m_controller.setup()->dataset();
    if (dataset.labels.empty()) return 0;
    const int label = dataset.labels[std::size_t(item)];
    const auto place = std::ranges::lower_bound(m_shownLabels, label);
    const bool known = place != m_shownLabels.end() && *place == label;
    return int(known ? place - m_shownLabels.begin() : std::ssize(m_shownLabels));
}

void ProjectionView::makePoints(const ProbeFrame& frame)
{
    const auto setup = m_controller.setup();
    const auto& items = m_controller.probes().projectionItems;
    m_shownLabels = frequentLabels(setup->dataset(), items);
    std::vector<CloudPoint> points;
    std::vector<std::pair<int, int>> pairs;
    const int count = int(items.size());
    m_others = false;
    for (int tower = 0; tower < int(frame.points.size()); ++tower)
        for (int i = 0; i < count; ++i) {
            const Matrix<float>& places = frame.points[std::size_t(tower)];
            const int color = colorOf(items[std::size_t(i)]);
            m_others |= color == std::ssize(m_shownLabels) && color > 0;
            points.push_back({ places(i, 0), places(i, 1), color, tower });
        }
    for (const TrainedPair& pair : setup->pairs())
        for (int i = 0; i < count; ++i)
            pairs.emplace_back(pair.a * count + i, pair.b * count + i);
    nameColors();
    setPoints(std::move(points));
    setPairs(std::move(pairs));
}

void ProjectionView::showFrame()
{
    const auto frame = m_controller.frame();
    Index total = 0;
    for (const auto& places : frame->points)
        total += places.rows();
    if (pointCount() != total) return makePoints(*frame);
    std::vector<float> coordinates;
    coordinates.reserve(std::size_t(2 * total));
    for (const auto& places : frame->points)
        coordinates.insert(coordinates.end(), places.data(), places.data() + places.size());
    setFrame(coordinates);
}

void ProjectionView::hover(int point, const QPoint& globalPosition)
{
    m_card->showSoon(globalPosition, [this, point] {
        CardContent content;
        const int items = int(m_controller.probes().projectionItems.size());
        if (!m_controller.setup() || items == 0 || point >= pointCount()) return content;
        const Index item = m_controller.probes().projectionItems[std::size_t(point % items)];
        content.items.push_back(cardItem(m_controller, item, point / items));
        return content;
    });
}

void ProjectionView::nameColors()
{
    const auto setup = m_controller.setup();
    QStringList labels;
    for (const int label : m_shownLabels)
        labels << (label < 0 ? tr("no group") : labelName(setup->dataset(), label));
    if (m_others) labels << tr("other groups");
    setColorLegend(labels);
}

void ProjectionView::retranslate()
{
    setEmptyText(
        m_controller.setup() ? tr("Waiting for the first embeddings…") : tr("Preparing the data…"));
    setAxisTitles(tr("first principal axis"), tr("second principal axis"));
    const auto setup = m_controller.setup();
    if (!setup) return;
    QStringList shapes;
    for (int tower = 0; tower < setup->towers(); ++tower)
        shapes << modalityName(setup->modality(tower).name);
    setShapeLegend(shapes);
    nameColors();
}

void ProjectionView::changeEvent(QEvent* event)
{
    PointCloud::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace contrastlab
