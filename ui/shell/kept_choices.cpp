// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/kept_choices.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStandardPaths>

#include <optional>

namespace contrastlab {

namespace {

/// Empty where there is no file; nothing where it is another's or damaged.
std::optional<QJsonObject> readAll(const QString& path)
{
    QFile file(path);
    if (!file.exists()) return QJsonObject();
    if (!file.open(QIODevice::ReadOnly)) return std::nullopt;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

} // namespace

std::vector<ItemSelection::Kept> readKeptChoices(const QString& file, const QString& key)
{
    std::vector<ItemSelection::Kept> kept;
    const auto all = readAll(file);
    if (!all) return kept;
    const QJsonObject ofData = all->value(key).toObject();
    for (auto choice = ofData.begin(); choice != ofData.end(); ++choice) {
        std::vector<Index> items;
        const QJsonArray numbers = choice->toArray();
        for (qsizetype i = 0; i < numbers.size(); ++i)
            if (numbers[i].isDouble()) items.push_back(Index(numbers[i].toInteger()));
        if (!items.empty()) kept.push_back({ choice.key(), std::move(items) });
    }
    return kept;
}

bool writeKeptChoices(
    const QString& file, const QString& key, const std::vector<ItemSelection::Kept>& kept)
{
    auto all = readAll(file);
    if (!all) return false;
    QJsonObject ofData;
    for (const ItemSelection::Kept& choice : kept) {
        QJsonArray items;
        for (const Index item : choice.items)
            items.append(qint64(item));
        ofData.insert(choice.name, items);
    }
    if (kept.empty())
        all->remove(key);
    else
        all->insert(key, ofData);
    QDir().mkpath(QFileInfo(file).path());
    QSaveFile target(file);
    return target.open(QIODevice::WriteOnly)
        && target.write(QJsonDocument(*all).toJson(QJsonDocument::Compact)) >= 0 && target.commit();
}

QString keptChoicesFile(const QString& settingsFile)
{
    const QString folder = settingsFile.isEmpty()
        ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
        : QFileInfo(settingsFile).path();
    return folder + QStringLiteral("/choices.json");
}

} // namespace contrastlab
