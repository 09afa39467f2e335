// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a look at data has found: the format, why it is taken for that, and how many of what. Window
// thread.
#pragma once

#include "data/inspection.h"

#include <QWidget>

class QLabel;

namespace contrastlab {

class DataFindings : public QWidget {
    Q_OBJECT

public:
    explicit DataFindings(QWidget* parent = nullptr);

    /// Null before the first look.
    void show(std::shared_ptr<const InspectionResult> result);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showFormat();
    void showCounts();

    std::shared_ptr<const InspectionResult> m_result;
    QLabel* m_format;
    QLabel* m_reasons;
    QLabel* m_counts;
};

} // namespace contrastlab
