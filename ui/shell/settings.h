// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window remembers from one start to the next. Window thread.
#pragma once

#include "theme/theme.h"

#include <QByteArray>
#include <QString>

namespace contrastlab {

struct Settings {
    QString language; ///< "en", "zh_CN"; empty: the computer's
    Theme theme = Theme::system;
    QByteArray geometry;
    QByteArray docks;
    double smoothing = 0.6;
    bool logarithmicLoss = false;

    /// From a file; an empty name means the usual place of the user's settings.
    static Settings load(const QString& file = {});
    void save(const QString& file = {}) const;
};

} // namespace contrastlab
