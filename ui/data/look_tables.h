// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two tables about data that were looked at: the first items, and what is wrong with which file.
// Window thread.
#pragma once

#include "media/listing/dataset_report.h"

#include <QTabWidget>

class QAbstractItemModel;
class QPushButton;
class QTableView;

namespace contrastlab {

class PreviewModel;
class ProblemModel;

class LookTables : public QTabWidget {
    Q_OBJECT

public:
    explicit LookTables(QWidget* parent = nullptr);

    void show(const DatasetReport& report);
    /// The items in front.
    void showItems();
    void retranslate();

protected:
    void changeEvent(QEvent* event) override;

private:
    QTableView* makeTable(QAbstractItemModel& model, const char* name);
    QWidget* makeProblemPage();
    void refreshColors();

    PreviewModel* m_previewModel;
    ProblemModel* m_problemModel;
    QTableView* m_preview;
    QTableView* m_problems;
    QPushButton* m_copyProblems;
};

} // namespace contrastlab
