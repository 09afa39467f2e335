// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The first items of some data and the list of what is wrong with them, as tables. Window thread.
#pragma once

#include "media/listing/dataset_report.h"

#include <QAbstractTableModel>
#include <QPixmap>

namespace contrastlab {

class PreviewModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { picture, captions, values, sound, label, part, origin, columns };
    static constexpr int pictureSide = 56;

    using QAbstractTableModel::QAbstractTableModel;
    void show(const DatasetReport& report);
    /// Some item has something to show there.
    [[nodiscard]] bool isUsed(Column column) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] static QString text(const PreviewItem& item, int column);

    std::vector<PreviewItem> m_items;
    std::vector<QPixmap> m_pictures;
};

class ProblemModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { file, place, message, columns };

    using QAbstractTableModel::QAbstractTableModel;
    void show(const DatasetReport& report);
    /// Every line of the list, for the clipboard.
    [[nodiscard]] QString allText() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<DataProblem> m_problems;
};

} // namespace contrastlab
