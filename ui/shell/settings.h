// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window remembers from one start to the next. Window thread.
#pragma once

#include "theme/theme.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <map>

namespace contrastlab {

/// Where dialogs begin: the folder that was last chosen for each kind of file. Empty: at home.
struct Folders {
    QString data;
    QString runs;
    QString metrics;
    QString pictures;
    QString exports; ///< the folder that is written itself
    QString recordings; ///< likewise; empty: the usual place of the user's data

    /// `name` in `folder`, or at home where that is empty or gone.
    static QString placeIn(const QString& folder, const QString& name);
};

struct Settings {
    QString language; ///< "en", "zh_CN"; empty: the computer's
    Theme theme = Theme::system;
    PicturePalettes palettes;
    bool strongColors = false;
    bool reducedMotion = false;
    int threads = 0; ///< of the engine; 0: one a processor
    bool slowerHidden = false; ///< training, while the window is out of sight
    bool slowerOnBattery = false;
    int memoryMegabytes = 0; ///< that the program is to have at most; 0: what there is
    std::map<QString, QString> keys; ///< of actions by name, in portable text, where a person
                                     ///< changed them
    QByteArray geometry;
    QByteArray docks;
    double smoothing = 0.6;
    bool logarithmicLoss = false;
    bool ignoreOutliers = true;
    int recallDepth = 1;
    bool againstEvaluations = false; ///< the loss, instead of steps
    bool storyFolded = false;
    QStringList lessonsDone; ///< by name
    QStringList lessonFacts; ///< that achievements follow from
    bool achievementsShown = true;
    bool startPageSeen = false; ///< shown by itself once
    QStringList recentRuns; ///< files, the newest first
    bool recordsRuns = true;
    int recordedMegabytes = 2000; ///< of recordings that are not kept, at most
    Folders folders;
    QStringList paletteUsed; ///< what was chosen in the command palette, the newest first

    /// From a file; an empty name means the usual place of the user's settings.
    static Settings load(const QString& file = {});
    void save(const QString& file = {}) const;
};

} // namespace contrastlab
