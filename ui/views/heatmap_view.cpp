// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/heatmap_view.h"

#include "run/item_names.h"
#include "views/item_card.h"

#include <QEvent>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

constexpr double longestGlideMs = 500;

// Runs of items with the same label.
std::vector<AxisGroup> groupsOf(const Dataset& dataset, const std::vector<Index>& items)
{
    std::vector<AxisGroup> groups;
    int last = -2;
    for (int i = 0; i < int(items.size()) && !dataset.labels.empty(); ++i) {
        const int label = dataset.labels[std::size_t(items[std::size_t(i)])];
        if (label != last) groups.push_back({ i, 0, labelName(dataset, label) });
        ++groups.back().count;
        last = label;
    }
    return groups;
}

} // namespace

HeatmapView::HeatmapView(RunController& controller, QWidget* parent)
    : HeatMap(parent)
    , m_controller(controller)
    , m_card(new HoverCard(this))
{
    setRange(-1, 1);
    setDiagonalOutlined(true);
    connect(&controller, &RunController::runChanged, this, &HeatmapView::clear);
    connect(&controller, &RunController::setupReady, this, &HeatmapView::prepare);
    connect(&controller, &RunController::frameChanged, this, &HeatmapView::showFrame);
    connect(&controller, &RunController::ticked, this, [this] {
        if (m_glideMs > 0) glide();
    });
    connect(&controller, &RunController::stateChanged, this, &HeatmapView::glideToEnd);
    connect(this, &HeatMap::cellHovered, this, &HeatmapView::hover);
    connect(this, &HeatMap::cellLeft, m_card, &HoverCard::hideSoon);
    retranslate();
}

void HeatmapView::clear()
{
    m_card->hide();
    m_measured.clear();
    setHighlightedCell({});
    setMatrix({}, 0, 0);
    retranslate();
}

void HeatmapView::prepare()
{
    retranslate();
    if (m_controller.frame()) showFrame();
}

void HeatmapView::showFrame()
{
    const auto frame = m_controller.frame();
    if (frame->similarities.empty()) return;
    const Matrix<float>& cosines = frame->similarities.front();
    const bool same = rows() == cosines.rows() && columns() == cosines.cols();
    m_from.clear();
    for (int row = 0; same && row < rows(); ++row)
        for (int column = 0; column < columns(); ++column)
            m_from.push_back(value(row, column));
    m_measured.assign(cosines.data(), cosines.data() + cosines.size());
    m_rows = int(cosines.rows());
    m_columns = int(cosines.cols());
    const double since = m_sinceFrame.isValid() ? double(m_sinceFrame.elapsed()) : 0;
    m_sinceFrame.start();
    m_glideMs = std::min(since, longestGlideMs);
    if (!same || m_controller.state() != RunController::State::running) m_glideMs = 0;
    glide();
}

void HeatmapView::glideToEnd()
{
    if (m_controller.state() == RunController::State::running || m_glideMs <= 0) return;
    m_glideMs = 0;
    glide();
}

// Towards the measured values, for as long as they took to come.
void HeatmapView::glide()
{
    if (m_measured.empty()) return;
    const double share
        = m_glideMs > 0 ? std::min(1.0, double(m_sinceFrame.elapsed()) / m_glideMs) : 1;
    std::vector<float> shown = m_measured;
    for (std::size_t i = 0; share < 1 && i < shown.size(); ++i)
        if (std::isfinite(m_from[i])) shown[i] = std::lerp(m_from[i], shown[i], float(share));
    setMatrix(std::move(shown), m_rows, m_columns);
    if (share >= 1) m_glideMs = -1;
}

void HeatmapView::hover(int row, int column, const QPoint& globalPosition)
{
    m_card->showSoon(globalPosition, [this, row, column] {
        CardContent content;
        const auto setup = m_controller.setup();
        const auto& items = m_controller.probes().heatmapItems;
        if (!setup || row >= std::ssize(items) || column >= m_columns || m_measured.empty())
            return content;
        const TrainedPair pair = setup->pairs().front();
        content.items.push_back(cardItem(m_controller, items[std::size_t(row)], pair.a));
        content.items.push_back(cardItem(m_controller, items[std::size_t(column)], pair.b));
        const QString cosine = QLocale().toString(
            double(m_measured[std::size_t(row * m_columns + column)]), 'f', 3);
        content.footer =
            row == column ? tr("cosine %1 · a pair").arg(cosine) : tr("cosine %1").arg(cosine);
        return content;
    });
}

void HeatmapView::retranslate()
{
    setColorBarTitle(tr("cosine"));
    setReductionCaption(tr("each cell is the mean of %1 × %1 pairs"));
    setEmptyText(
        m_controller.setup() ? tr("Waiting for the first embeddings…") : tr("Preparing the data…"));
    const auto setup = m_controller.setup();
    if (!setup) return;
    const TrainedPair pair = setup->pairs().front();
    setAxisTitles(
        modalityName(setup->modality(pair.a).name), modalityName(setup->modality(pair.b).name));
    const auto groups = groupsOf(setup->dataset(), m_controller.probes().heatmapItems);
    setGroups(groups, groups);
}

void HeatmapView::changeEvent(QEvent* event)
{
    HeatMap::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace contrastlab
