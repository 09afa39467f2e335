// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "run/item_names.h"

#include <QCoreApplication>
#include <QLocale>

namespace contrastlab {

namespace {

struct ItemTexts {
    Q_DECLARE_TR_FUNCTIONS(ItemNames)
};

} // namespace

QString displayName(const DisplayName& name)
{
    const bool chinese = QLocale().language() == QLocale::Chinese && !name.zh.empty();
    return QString::fromStdString(chinese || name.en.empty() ? name.zh : name.en);
}

QString itemName(const Dataset& dataset, Index item)
{
    QString name;
    if (!dataset.itemNames.empty())
        name = displayName(dataset.itemNames[static_cast<std::size_t>(item)]);
    return name.isEmpty() ? ItemTexts::tr("item %1").arg(item) : name;
}

QString labelName(const Dataset& dataset, int label)
{
    if (label < 0) return {};
    const auto place = static_cast<std::size_t>(label);
    const QString name =
        place < dataset.labelNames.size() ? displayName(dataset.labelNames[place]) : QString();
    return name.isEmpty() ? ItemTexts::tr("class %1").arg(label) : name;
}

QString groupName(const Dataset& dataset, Index item)
{
    if (dataset.labels.empty()) return {};
    return labelName(dataset, dataset.labels[static_cast<std::size_t>(item)]);
}

QString modalityName(std::string_view name)
{
    if (name == "image") return ItemTexts::tr("image");
    if (name == "text") return ItemTexts::tr("text");
    if (name == "chinese") return ItemTexts::tr("Chinese text");
    if (name == "sound") return ItemTexts::tr("sound");
    if (name == "features") return ItemTexts::tr("features");
    return QString::fromUtf8(name.data(), qsizetype(name.size()));
}

} // namespace contrastlab
