// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The only place that knows QSettings.
#include "shell/settings.h"

#include <QDir>
#include <QSettings>

#include <algorithm>
#include <memory>

namespace contrastlab {

namespace {

std::unique_ptr<QSettings> storeAt(const QString& file)
{
    if (!file.isEmpty()) return std::make_unique<QSettings>(file, QSettings::IniFormat);
    return std::make_unique<QSettings>(QSettings::IniFormat, QSettings::UserScope,
        QStringLiteral("ContrastLab"), QStringLiteral("ContrastLab"));
}

constexpr int mostThreads = 1024;

struct FolderRow {
    const char* key;
    QString Folders::*folder;
};
constexpr FolderRow folderRows[] = {
    { "folders/data", &Folders::data },
    { "folders/runs", &Folders::runs },
    { "folders/metrics", &Folders::metrics },
    { "folders/pictures", &Folders::pictures },
    { "folders/exports", &Folders::exports },
    { "folders/recordings", &Folders::recordings },
};

} // namespace

QString Folders::placeIn(const QString& folder, const QString& name)
{
    const bool there = !folder.isEmpty() && QDir(folder).exists();
    return (there ? QDir(folder) : QDir::home()).filePath(name);
}

Settings Settings::load(const QString& file)
{
    const auto store = storeAt(file);
    Settings settings;
    settings.language = store->value(QStringLiteral("language")).toString();
    settings.theme = themeFromName(store->value(QStringLiteral("theme")).toString());
    settings.palettes = {
        seriesPaletteFromName(store->value(QStringLiteral("seriesPalette")).toString()),
        matrixPaletteFromName(store->value(QStringLiteral("matrixPalette")).toString()),
    };
    settings.strongColors = store->value(QStringLiteral("strongColors")).toBool();
    settings.reducedMotion = store->value(QStringLiteral("reducedMotion")).toBool();
    settings.threads = std::clamp(store->value(QStringLiteral("threads")).toInt(), 0, mostThreads);
    settings.slowerHidden = store->value(QStringLiteral("slowerHidden")).toBool();
    settings.slowerOnBattery = store->value(QStringLiteral("slowerOnBattery")).toBool();
    settings.memoryMegabytes = std::max(0, store->value(QStringLiteral("megabytes")).toInt());
    store->beginGroup(QStringLiteral("keys"));
    for (const QString& name : store->childKeys())
        settings.keys[name] = store->value(name).toString();
    store->endGroup();
    settings.geometry = store->value(QStringLiteral("window/geometry")).toByteArray();
    settings.docks = store->value(QStringLiteral("window/docks")).toByteArray();
    settings.smoothing =
        store->value(QStringLiteral("loss/smoothing"), settings.smoothing).toDouble();
    settings.logarithmicLoss = store->value(QStringLiteral("loss/logarithmic")).toBool();
    settings.ignoreOutliers = store->value(QStringLiteral("loss/ignoreOutliers"), true).toBool();
    settings.recallDepth =
        store->value(QStringLiteral("loss/recallDepth"), settings.recallDepth).toInt();
    settings.againstEvaluations = store->value(QStringLiteral("loss/againstEvaluations")).toBool();
    settings.storyFolded = store->value(QStringLiteral("window/storyFolded")).toBool();
    settings.lessonsDone = store->value(QStringLiteral("lessons/done")).toStringList();
    settings.lessonFacts = store->value(QStringLiteral("lessons/facts")).toStringList();
    settings.achievementsShown =
        store->value(QStringLiteral("lessons/achievementsShown"), true).toBool();
    settings.startPageSeen = store->value(QStringLiteral("window/startPageSeen")).toBool();
    settings.recentRuns = store->value(QStringLiteral("runs/recent")).toStringList();
    settings.recordsRuns = store->value(QStringLiteral("runs/record"), true).toBool();
    settings.recordedMegabytes = std::max(
        1, store->value(QStringLiteral("runs/megabytes"), settings.recordedMegabytes).toInt());
    settings.paletteUsed = store->value(QStringLiteral("palette/used")).toStringList();
    for (const FolderRow& row : folderRows)
        settings.folders.*row.folder = store->value(QLatin1String(row.key)).toString();
    return settings;
}

void Settings::save(const QString& file) const
{
    const auto store = storeAt(file);
    store->setValue(QStringLiteral("language"), language);
    store->setValue(QStringLiteral("theme"), nameOf(theme));
    store->setValue(QStringLiteral("seriesPalette"), nameOf(palettes.series));
    store->setValue(QStringLiteral("matrixPalette"), nameOf(palettes.matrix));
    store->setValue(QStringLiteral("strongColors"), strongColors);
    store->setValue(QStringLiteral("reducedMotion"), reducedMotion);
    store->setValue(QStringLiteral("threads"), threads);
    store->setValue(QStringLiteral("slowerHidden"), slowerHidden);
    store->setValue(QStringLiteral("slowerOnBattery"), slowerOnBattery);
    store->setValue(QStringLiteral("megabytes"), memoryMegabytes);
    store->beginGroup(QStringLiteral("keys"));
    store->remove(QString());
    for (const auto& [name, text] : keys)
        store->setValue(name, text);
    store->endGroup();
    store->setValue(QStringLiteral("window/geometry"), geometry);
    store->setValue(QStringLiteral("window/docks"), docks);
    store->setValue(QStringLiteral("loss/smoothing"), smoothing);
    store->setValue(QStringLiteral("loss/logarithmic"), logarithmicLoss);
    store->setValue(QStringLiteral("loss/ignoreOutliers"), ignoreOutliers);
    store->setValue(QStringLiteral("loss/recallDepth"), recallDepth);
    store->setValue(QStringLiteral("loss/againstEvaluations"), againstEvaluations);
    store->setValue(QStringLiteral("window/storyFolded"), storyFolded);
    store->setValue(QStringLiteral("lessons/done"), lessonsDone);
    store->setValue(QStringLiteral("lessons/facts"), lessonFacts);
    store->setValue(QStringLiteral("lessons/achievementsShown"), achievementsShown);
    store->setValue(QStringLiteral("window/startPageSeen"), startPageSeen);
    store->setValue(QStringLiteral("runs/recent"), recentRuns);
    store->setValue(QStringLiteral("runs/record"), recordsRuns);
    store->setValue(QStringLiteral("runs/megabytes"), recordedMegabytes);
    store->setValue(QStringLiteral("palette/used"), paletteUsed);
    for (const FolderRow& row : folderRows)
        store->setValue(QLatin1String(row.key), folders.*row.folder);
}

} // namespace contrastlab
