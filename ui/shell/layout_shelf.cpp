// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One JSON object a layout; the shelf is a list of them.
#include "shell/layout_shelf.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>

namespace contrastlab {

namespace {

constexpr int formatVersion = 1;
constexpr qsizetype mostFileBytes = 1 << 20, mostLetters = 60;

struct LayoutTexts {
    Q_DECLARE_TR_FUNCTIONS(Layouts)
};

QJsonObject objectOf(const OwnLayout& layout)
{
    return { { QStringLiteral("contrastlab"), QStringLiteral("layout") },
        { QStringLiteral("format"), formatVersion }, { QStringLiteral("name"), layout.name },
        { QStringLiteral("docks"), layout.version },
        { QStringLiteral("state"), QString::fromLatin1(layout.state.toBase64()) } };
}

std::optional<OwnLayout> layoutOf(const QJsonObject& object)
{
    OwnLayout layout;
    if (object.value(QStringLiteral("contrastlab")) != QStringLiteral("layout")) return {};
    layout.name = object.value(QStringLiteral("name")).toString().simplified().left(mostLetters);
    layout.version = object.value(QStringLiteral("docks")).toInt();
    layout.state =
        QByteArray::fromBase64(object.value(QStringLiteral("state")).toString().toLatin1());
    if (layout.name.isEmpty() || layout.state.isEmpty()) return {};
    return layout;
}

} // namespace

LayoutShelf::LayoutShelf(const QString& file) : m_file(file)
{
    if (!m_file.isEmpty()) read();
}

QString LayoutShelf::fileBeside(const QString& settingsFile)
{
    const QString folder = settingsFile.isEmpty()
        ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
        : QFileInfo(settingsFile).path();
    return folder + QStringLiteral("/layouts.json");
}

void LayoutShelf::read()
{
    QFile file(m_file);
    if (!file.exists()) return;
    const QJsonDocument document =
        file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()) : QJsonDocument();
    m_damaged = !document.isArray();
    const QJsonArray all = document.array();
    for (const QJsonValue& one : all)
        if (auto layout = layoutOf(one.toObject()); layout && !find(layout->name))
            m_layouts.push_back(*layout);
    std::ranges::sort(m_layouts, {}, &OwnLayout::name);
}

bool LayoutShelf::write()
{
    if (m_file.isEmpty()) return true;
    if (m_damaged) return false;
    QJsonArray all;
    for (const OwnLayout& layout : m_layouts)
        all.append(objectOf(layout));
    QDir().mkpath(QFileInfo(m_file).path());
    QSaveFile target(m_file);
    return target.open(QIODevice::WriteOnly) && target.write(QJsonDocument(all).toJson()) >= 0
        && target.commit();
}

const OwnLayout* LayoutShelf::find(const QString& name) const
{
    const auto found = std::ranges::find(m_layouts, name, &OwnLayout::name);
    return found == m_layouts.end() ? nullptr : &*found;
}

bool LayoutShelf::put(const OwnLayout& layout)
{
    std::erase_if(m_layouts, [&](const OwnLayout& one) { return one.name == layout.name; });
    m_layouts.push_back(layout);
    std::ranges::sort(m_layouts, {}, &OwnLayout::name);
    return write();
}

bool LayoutShelf::rename(const QString& from, const QString& to)
{
    const OwnLayout* found = find(from);
    const QString name = to.simplified().left(mostLetters);
    if (!found || name.isEmpty() || find(name)) return false;
    OwnLayout layout = *found;
    layout.name = name;
    std::erase_if(m_layouts, [&](const OwnLayout& one) { return one.name == from; });
    return put(layout);
}

bool LayoutShelf::remove(const QString& name)
{
    std::erase_if(m_layouts, [&](const OwnLayout& one) { return one.name == name; });
    return write();
}

QString LayoutShelf::freeName(const QString& wanted) const
{
    QString name = wanted;
    for (int number = 2; find(name); ++number)
        name = QStringLiteral("%1 %2").arg(wanted).arg(number);
    return name;
}

QByteArray LayoutShelf::toFile(const OwnLayout& layout)
{
    return QJsonDocument(objectOf(layout)).toJson();
}

std::optional<OwnLayout> LayoutShelf::fromFile(
    const QByteArray& bytes, int version, QString& problem)
{
    const QJsonObject object =
        bytes.size() > mostFileBytes ? QJsonObject() : QJsonDocument::fromJson(bytes).object();
    const auto layout = layoutOf(object);
    if (!layout)
        problem = LayoutTexts::tr("This is no layout of ContrastLab, or a damaged one.");
    else if (object.value(QStringLiteral("format")).toInt() > formatVersion
        || layout->version > version)
        problem = LayoutTexts::tr("This layout is of a newer ContrastLab.");
    else if (layout->version < version)
        problem = LayoutTexts::tr("This layout is of an older ContrastLab with other panels.");
    return problem.isEmpty() ? layout : std::nullopt;
}

} // namespace contrastlab
