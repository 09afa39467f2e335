// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The runs of the library as a tree, each below the one that it branched off. Rows stay where they
// are while values change. Window thread.
#pragma once

#include "run/run_session.h"
#include "run/run_summary.h"

#include <QAbstractItemModel>

namespace contrastlab {

class RunListModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { name, star, outcome, steps, loss, best, recall, differs, columns };

    explicit RunListModel(RunSession& session, QObject* parent = nullptr);

    [[nodiscard]] QModelIndex index(
        int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation way, int role) const override;

    [[nodiscard]] std::string idOf(const QModelIndex& index) const;
    /// None where the run is not there.
    [[nodiscard]] QModelIndex indexOf(const std::string& id) const;
    /// Every parameter as it stands in the run; null where the run is not there.
    [[nodiscard]] const RunSpec* specOf(const std::string& id) const;
    /// How well the runs do now. True where there is more to read.
    bool refresh();
    /// Its row stands out; empty: none does.
    void setHovered(const std::string& id);
    void retranslate();

private:
    struct Row {
        std::string id;
        int parent = -1; ///< its place among all rows
        std::vector<int> children;
        RunSummary summary;
    };

    void takeRuns();
    [[nodiscard]] std::vector<int> parents() const;
    [[nodiscard]] bool isSameSoFar(const std::vector<int>& parentsNow) const;
    void append(std::size_t place, int parent);
    [[nodiscard]] const std::vector<int>& childrenOf(const QModelIndex& parent) const;
    [[nodiscard]] QModelIndex indexAt(int place, int column = 0) const;
    [[nodiscard]] QString textOf(const Row& row, int column) const;
    [[nodiscard]] QString tipOf(const Row& row, int column) const;
    [[nodiscard]] QString outcomeOf(const LibraryRun& run) const;
    [[nodiscard]] const Row* comparedWith(const Row& row) const;
    void tellOfAll();

    RunSession& m_session;
    RunLibrary& m_library;
    std::vector<Row> m_rows; ///< in the order of the library
    std::vector<int> m_roots;
    std::string m_hovered;
};

} // namespace contrastlab
