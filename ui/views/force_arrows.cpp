// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/force_arrows.h"

#include "run/item_names.h"
#include "run/table_text.h"
#include "views/item_card.h"
#include "views/projection_view.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

constexpr int mostPullLines = 3, mostPushLines = 5;
constexpr double leastLine = 0.02; // of the strongest

int towerOfPart(const ItemForces& forces, const RowForce& part)
{
    return part.within ? forces.item.tower : forces.otherTower;
}

} // namespace

ForceArrows::ForceArrows(
    RunMoment& moment, ItemFocus& focus, PairChoice& choice, ProjectionView& cloud)
    : QObject(&cloud)
    , m_moment(moment)
    , m_cloud(cloud)
    , m_live(moment, focus, choice)
{
    m_live.setActive(false);
    connect(&m_live, &LiveForces::changed, this, &ForceArrows::draw);
    connect(&cloud, &ProjectionView::frameShown, this, &ForceArrows::draw);
}

void ForceArrows::setShown(bool shown)
{
    m_shown = shown;
    m_live.setActive(shown);
    if (shown) m_live.ask();
    draw();
    emit changed();
}

// -1 where the map shows other items than the frame has.
int ForceArrows::pointOf(Index place, int tower) const
{
    const auto& shown = m_cloud.map().items();
    const int there = placeOf(shown, m_moment.probes().projectionItems[std::size_t(place)]);
    return there < 0 ? -1 : int(tower * std::ssize(shown) + there);
}

// Others bend or stretch what happens in the space.
bool ForceArrows::isFramesPlane() const
{
    const auto frame = m_moment.frame();
    return frame && m_cloud.map().points() == frame->points;
}

void ForceArrows::draw()
{
    if (!m_shown && m_cloud.forces().empty()) return;
    std::vector<CloudForce> drawn;
    const auto forces = m_shown ? m_live.forces() : nullptr;
    const int place = forces ? placeOf(m_moment.probes().projectionItems, forces->item.item) : -1;
    const int on = place < 0 ? -1 : pointOf(place, forces->item.tower);
    if (on >= 0) {
        addLines(*forces, on, drawn);
        if (isFramesPlane()) addArrows(*forces, on, drawn);
    }
    m_cloud.setForces(std::move(drawn));
    emit changed();
}

// Each kind to a scale of its own: one partner that pulls would make all that push invisible.
void ForceArrows::addLines(const ItemForces& forces, int on, std::vector<CloudForce>& drawn) const
{
    for (const bool pull : { false, true }) {
        double most = 0;
        int left = pull ? mostPullLines : mostPushLines;
        for (const RowForce& part : forces.forces.parts) {
            const double strength = std::abs(part.strength);
            if ((part.strength > 0) != pull || strength < leastLine * most || left == 0) continue;
            most = std::max(most, strength); // the strongest comes first
            --left;
            const int from = pointOf(part.row, towerOfPart(forces, part));
            if (from < 0) continue;
            drawn.push_back({ on, pull ? CloudForce::Kind::pull : CloudForce::Kind::push, from, {},
                strength / most });
        }
    }
}

// All to one scale; the longest is as long as there is room.
void ForceArrows::addArrows(const ItemForces& forces, int on, std::vector<CloudForce>& drawn) const
{
    const auto& [pull, push] = forces.inPlane;
    if (pull.size() != 2) return;
    const Vector<float> sum = pull + push;
    const double most = double(std::max({ pull.norm(), push.norm(), sum.norm() }));
    if (!(most > 0)) return;
    const auto add = [&](const Vector<float>& force, CloudForce::Kind kind) {
        drawn.push_back({ on, kind, -1, QPointF(double(force[0]), double(force[1])),
            double(force.norm()) / most });
    };
    add(push, CloudForce::Kind::push);
    add(pull, CloudForce::Kind::pull);
    add(sum, CloudForce::Kind::sum);
}

QString ForceArrows::nameOf(Index place, int tower) const
{
    const Index item = m_moment.probes().projectionItems[std::size_t(place)];
    return tr("%1 “%2”", "modality, item")
        .arg(modalityName(m_moment.setup()->modality(tower).name), itemTitle(m_moment, item));
}

// "text “cat” (84%)": its share of all that pulls, or pushes.
QString ForceArrows::strongest(const ItemForces& forces, bool pull) const
{
    double all = 0;
    const RowForce* first = nullptr;
    for (const RowForce& part : forces.forces.parts) {
        if ((part.strength > 0) != pull) continue;
        if (!first) first = &part;
        all += std::abs(part.strength);
    }
    if (!first || !(all > 0)) return {};
    const QString share = QLocale().toString(100 * std::abs(first->strength) / all, 'f', 0);
    const QString name = nameOf(first->row, towerOfPart(forces, *first));
    return pull ? tr("pulled by %1 (%2%)").arg(name, share)
                : tr("pushed most by %1 (%2%)").arg(name, share);
}

QString ForceArrows::text() const
{
    if (!m_shown || !m_moment.setup()) return {};
    if (!m_live.item()) return tr("Forces: rest on an item, or click one");
    const auto forces = m_live.forces();
    const int place = placeOf(m_moment.probes().projectionItems, m_live.item()->item);
    if (place < 0) return tr("Forces: this item is not among those that are drawn");
    if (!forces) return tr("Forces: working them out…");
    if (!forces->forces.ofPairs && m_moment.spec().integer("matryoshka") > 1)
        return tr("The loss is a mean over several widths of the embeddings: there are no forces "
                  "of one cosine to draw");
    if (!forces->forces.ofPairs)
        return tr("%1 acts on no pair by itself: there are no forces to draw")
            .arg(objectiveName(m_live.objective()));
    QStringList parts { nameOf(place, forces->item.tower) };
    for (const bool pull : { true, false })
        if (const QString one = strongest(*forces, pull); !one.isEmpty()) parts << one;
    if (parts.size() == 1) parts << tr("nothing pulls or pushes it");
    return parts.join(QStringLiteral(" · "));
}

QString ForceArrows::legend()
{
    return tr("Blue, whole lines: what draws the item towards it. Orange, dashed: what drives it "
              "away. The wider, the stronger of its kind; percentages are of all pull, and of all "
              "push.")
        + QLatin1Char('\n')
        + tr("Where the map is the plane of the principal axes, arrows are all pull, all push and, "
             "darker or lighter than both, their sum: where a step would move the item. They need "
             "not point at what pulls, because embeddings move along a sphere.")
        + QLatin1Char('\n')
        + tr("All from the exact gradient of the loss, with the held-out items for a batch.");
}

} // namespace contrastlab
