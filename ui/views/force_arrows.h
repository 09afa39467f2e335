// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Attraction and repulsion of one item, drawn over the projection: lines to what draws it most and
// to what drives it away most; where the map is the frame's plane, arrows of their sums. Window
// thread.
#pragma once

#include "plot/cloud_arrows.h"
#include "run/live_forces.h"

namespace contrastlab {

class ProjectionView;

class ForceArrows : public QObject {
    Q_OBJECT

public:
    /// A child of the projection.
    ForceArrows(RunMoment& moment, ItemFocus& focus, PairChoice& choice, ProjectionView& cloud);

    void setShown(bool shown);
    [[nodiscard]] bool isShown() const { return m_shown; }
    /// Who pulls, who pushes, by which loss; or why nothing is drawn. Empty while it is not shown.
    [[nodiscard]] QString text() const;
    /// How to read lines and arrows.
    [[nodiscard]] static QString legend();
    [[nodiscard]] const LiveForces& live() const { return m_live; }

signals:
    void changed(); ///< the text

private:
    void draw();
    [[nodiscard]] int pointOf(Index place, int tower) const;
    [[nodiscard]] bool isFramesPlane() const;
    void addLines(const ItemForces& forces, int on, std::vector<CloudForce>& drawn) const;
    void addArrows(const ItemForces& forces, int on, std::vector<CloudForce>& drawn) const;
    [[nodiscard]] QString nameOf(Index place, int tower) const;
    [[nodiscard]] QString strongest(const ItemForces& forces, bool pull) const;

    RunMoment& m_moment;
    ProjectionView& m_cloud;
    LiveForces m_live;
    bool m_shown = false;
};

} // namespace contrastlab
