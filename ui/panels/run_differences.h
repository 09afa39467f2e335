// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The values that differ among the runs that are shown, alone: a row a run, a column a parameter.
// Window thread.
#pragma once

#include "panels/run_list_model.h"

#include <QWidget>

class QLabel;
class QTableWidget;

namespace contrastlab {

class RunDifferences : public QWidget {
    Q_OBJECT

public:
    RunDifferences(RunLibrary& library, RunListModel& model, QWidget* parent = nullptr);

    [[nodiscard]] QTableWidget& view() const { return *m_view; }
    /// Why there is nothing to compare; empty where there is.
    [[nodiscard]] QString note() const;
    /// All rows with titles.
    [[nodiscard]] QList<QStringList> table() const { return m_shown; }
    void refresh();

protected:
    void changeEvent(QEvent* event) override;

private:
    void fill(const std::vector<const LibraryRun*>& runs,
        const std::vector<const Parameter*>& parameters);

    RunLibrary& m_library;
    RunListModel& m_model;
    QLabel* m_note;
    QTableWidget* m_view;
    QList<QStringList> m_shown;
};

} // namespace contrastlab
