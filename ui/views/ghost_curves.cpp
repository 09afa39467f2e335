// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/ghost_curves.h"

#include "plot/line_chart.h"
#include "run/table_text.h"
#include "theme/theme.h"
#include "views/loss_view.h"

#include <QLocale>

#include <algorithm>

namespace contrastlab {

namespace {

constexpr int fadingMs = 2500; // long enough to see the run go where its ghost went

QString ghostName(const Parameter& parameter, const Ghost& ghost)
{
    const QString value = valueText(parameter, ghost.value);
    return ghost.diverged ? GhostCurves::tr("%1 diverges").arg(value) : value;
}

std::int64_t longest(const Foresight& seen)
{
    std::size_t steps = 0;
    for (const Ghost& ghost : seen.ghosts)
        steps = std::max(steps, ghost.steps.size());
    return std::int64_t(steps);
}

} // namespace

GhostCurves::GhostCurves(LiveForesight& live, LossView& view)
    : QObject(&view)
    , m_live(live)
    , m_view(view)
{
    m_fading.setStartValue(1.0);
    m_fading.setEndValue(0.0);
    m_fading.setEasingCurve(QEasingCurve::InQuad);
    m_fading.setDuration(fadingMs);
    connect(&live, &LiveForesight::changed, this, &GhostCurves::show);
    connect(&live, &LiveForesight::released, this, &GhostCurves::fade);
    connect(&m_fading, &QVariantAnimation::valueChanged, this, [this](const QVariant& strength) {
        auto ghosts = m_view.chart().ghosts();
        if (!ghosts) return;
        ghosts->strength = strength.toDouble();
        m_view.chart().setGhosts(std::move(ghosts));
    });
    connect(&m_fading, &QVariantAnimation::finished, this,
        [this] { m_view.chart().setGhosts(std::nullopt); });
}

void GhostCurves::show()
{
    m_fading.stop();
    if (m_live.seen() || !m_live.problem().isEmpty())
        m_view.chart().setGhosts(drawn());
    else
        m_view.chart().setGhosts(std::nullopt);
}

void GhostCurves::fade()
{
    if (!animates()) return m_view.chart().setGhosts(std::nullopt);
    if (m_view.chart().ghosts()) m_fading.start();
}

ChartGhosts GhostCurves::drawn() const
{
    ChartGhosts ghosts;
    ghosts.text = text();
    const auto seen = m_live.seen();
    if (!seen) {
        ghosts.from = ghosts.to = m_view.keyOfNewest();
        return ghosts;
    }
    ghosts.chosen = m_live.chosen();
    ghosts.from = ghosts.to = m_view.keyAt(seen->from);
    for (const Ghost& ghost : seen->ghosts) {
        const QString name = ghostName(*findParameter(seen->key), ghost);
        ChartSeries curve;
        curve.style = { .label = name, .dashed = true, .endLabel = name };
        std::vector<double> keys, losses;
        for (const StepMetrics& step : ghost.steps) {
            keys.push_back(m_view.keyOf(step));
            losses.push_back(step.loss);
        }
        if (!keys.empty()) ghosts.to = std::max(ghosts.to, keys.back());
        curve.data.append(keys, losses);
        ghosts.curves.push_back(std::move(curve));
    }
    // Room for what is still to come, so that the axis does not move with every part of it.
    if (!seen->ended && m_view.axis() == LossView::Axis::steps)
        ghosts.to = ghosts.from + double(LiveForesight::steps);
    return ghosts;
}

QString GhostCurves::text() const
{
    const auto seen = m_live.seen();
    if (!seen) return tr("The next steps cannot be computed: %1").arg(m_live.problem());
    const auto& ghosts = seen->ghosts;
    const bool refused =
        std::ranges::all_of(ghosts, [](const Ghost& ghost) { return ghost.refusal.has_value(); });
    if (refused && !ghosts.empty())
        return tr("The next steps cannot be computed: %1")
            .arg(problemText(*ghosts.front().refusal));
    const QString name = labelText(*findParameter(seen->key));
    const QString from = QLocale().toString(seen->from);
    const std::int64_t steps = longest(*seen);
    if (steps == 0 && !seen->ended) return tr("%1, from step %2: looking ahead…").arg(name, from);
    if (seen->cutShort)
        return tr("%1, from step %2: slow, only %n step(s)", nullptr, int(steps)).arg(name, from);
    return tr("%1, from step %2: the next %n step(s)", nullptr, int(steps)).arg(name, from);
}

} // namespace contrastlab
