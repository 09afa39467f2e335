// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Items as rows, each with what an encoder takes for its nearest. Window thread.
#pragma once

#include "data/encoder_trial.h"

#include <QAbstractTableModel>
#include <QPixmap>

namespace contrastlab {

class NeighbourModel : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    /// A look without a preview shows nothing.
    void show(const std::shared_ptr<const EncoderLook>& look);
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] Index itemAt(const QModelIndex& index) const;
    [[nodiscard]] QString captionOf(Index item) const;

    std::shared_ptr<const EncoderLook> m_look;
    std::map<Index, QPixmap> m_pictures;
    int m_neighbours = 0;
};

} // namespace contrastlab
