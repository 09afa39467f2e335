// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is foreseen while a slider is held, drawn ahead of the loss curve; it fades once it is let
// go. Window thread.
#pragma once

#include "run/live_foresight.h"

#include <QVariantAnimation>

namespace contrastlab {

struct ChartGhosts;
class LossView;

class GhostCurves : public QObject {
    Q_OBJECT

public:
    /// A child of the view.
    GhostCurves(LiveForesight& live, LossView& view);

    [[nodiscard]] bool isFading() const { return m_fading.state() == QAbstractAnimation::Running; }

private:
    void show();
    void fade();
    [[nodiscard]] ChartGhosts drawn() const;
    [[nodiscard]] QString text() const;

    LiveForesight& m_live;
    LossView& m_view;
    QVariantAnimation m_fading;
};

} // namespace contrastlab
