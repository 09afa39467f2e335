// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "data/preview_model.h"

#include "data/media_text.h"

#include <QGuiApplication>

#include <algorithm>

namespace contrastlab {

namespace {

constexpr std::size_t captionsShown = 3;

QPixmap thumbnail(const QImage& image)
{
    if (image.isNull()) return {};
    const qreal scale = qGuiApp->devicePixelRatio();
    const int side = qRound(PreviewModel::pictureSide * scale);
    // Tiny pictures keep their pixels visible.
    const auto mode = std::max(image.width(), image.height()) < side / 2 ? Qt::FastTransformation
                                                                         : Qt::SmoothTransformation;
    QPixmap pixmap = QPixmap::fromImage(image.scaled(side, side, Qt::KeepAspectRatio, mode));
    pixmap.setDevicePixelRatio(scale);
    return pixmap;
}

QString captionsText(const std::vector<std::string>& captions, std::size_t most)
{
    QStringList lines;
    for (std::size_t i = 0; i < std::min(most, captions.size()); ++i)
        lines << QString::fromStdString(oneLine(captions[i]));
    if (captions.size() > most)
        lines << PreviewModel::tr("and %n more", nullptr, int(captions.size() - most));
    return lines.join(u'\n');
}

QString partText(const std::string& part)
{
    return part == "training" ? PreviewModel::tr("training")
        : part == "held out"  ? PreviewModel::tr("held out")
        : part == "test"      ? PreviewModel::tr("test")
                              : QString();
}

} // namespace

void PreviewModel::show(const DatasetReport& report)
{
    beginResetModel();
    m_items = report.preview;
    m_pictures.clear();
    for (const PreviewItem& item : m_items)
        m_pictures.push_back(thumbnail(item.picture));
    endResetModel();
}

bool PreviewModel::isUsed(Column column) const
{
    return std::any_of(m_items.begin(), m_items.end(), [&](const PreviewItem& item) {
        return column == picture ? !item.picture.isNull() : !text(item, column).isEmpty();
    });
}

int PreviewModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_items.size());
}

int PreviewModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QString PreviewModel::text(const PreviewItem& item, int column)
{
    switch (column) {
    case captions:
        return captionsText(item.captions, captionsShown);
    case values:
        return QString::fromStdString(item.values);
    case sound:
        return QString::fromStdString(oneLine(item.sound));
    case label:
        return QString::fromStdString(oneLine(item.label));
    case part:
        return partText(item.part);
    case origin:
        return messageText(item.origin);
    default:
        return {};
    }
}

QVariant PreviewModel::data(const QModelIndex& index, int role) const
{
    const auto row = std::size_t(index.row());
    if (row >= m_items.size()) return {};
    if (role == Qt::DecorationRole && index.column() == picture && !m_pictures[row].isNull())
        return m_pictures[row];
    if (role == Qt::DisplayRole) return text(m_items[row], index.column());
    if (role == Qt::ToolTipRole && index.column() == captions)
        return captionsText(m_items[row].captions, m_items[row].captions.size());
    if (role == Qt::ToolTipRole) return text(m_items[row], index.column());
    return {};
}

QVariant PreviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole) return {};
    if (orientation == Qt::Vertical) return section + 1;
    switch (section) {
    case picture:
        return tr("Picture");
    case captions:
        return tr("Captions");
    case values:
        return tr("Values");
    case sound:
        return tr("Sound");
    case label:
        return tr("Label");
    case part:
        return tr("Part");
    default:
        return tr("From");
    }
}

void ProblemModel::show(const DatasetReport& report)
{
    beginResetModel();
    m_problems = report.problems;
    const Index more = report.problemCount - Index(m_problems.size());
    if (more > 0)
        m_problems.push_back({ "", "", { sentences::moreProblems, { std::to_string(more) } } });
    endResetModel();
}

QString ProblemModel::allText() const
{
    QString text;
    for (const DataProblem& problem : m_problems)
        text += problemLine(problem) + u'\n';
    return text;
}

int ProblemModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_problems.size());
}

int ProblemModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant ProblemModel::data(const QModelIndex& index, int role) const
{
    const auto row = std::size_t(index.row());
    if (row >= m_problems.size() || (role != Qt::DisplayRole && role != Qt::ToolTipRole)) return {};
    const DataProblem& problem = m_problems[row];
    return index.column() == file ? messageText(problem.file)
        : index.column() == place ? messageText(problem.place)
                                  : messageText(problem.message);
}

QVariant ProblemModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole) return {};
    if (orientation == Qt::Vertical) return section + 1;
    return section == file ? tr("File") : section == place ? tr("Place") : tr("Problem");
}

} // namespace contrastlab
