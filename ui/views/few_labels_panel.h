// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The dock of what a few labels are worth: accuracy over labels a class, from the embeddings now,
// from what the tower is given, and from runs that were kept to be compared with. Window thread.
#pragma once

#include "run/live_few_labels.h"

#include <QWidget>

class QComboBox;
class QToolButton;

namespace contrastlab {

class ArmChart;
class ViewHint;

class FewLabelsPanel : public QWidget {
    Q_OBJECT

public:
    explicit FewLabelsPanel(RunMoment& moment, QWidget* parent = nullptr);

    [[nodiscard]] LiveFewLabels& live() { return m_live; }
    [[nodiscard]] ArmChart& chart() const { return *m_chart; }
    [[nodiscard]] QComboBox& probeBox() const { return *m_probe; }
    [[nodiscard]] QComboBox& towerBox() const { return *m_tower; }
    [[nodiscard]] QToolButton& keepButton() const { return *m_keep; }
    [[nodiscard]] QToolButton& forgetButton() const { return *m_forget; }
    [[nodiscard]] QString header() const;
    /// One line a curve and number of labels, all draws and their mean, with titles.
    [[nodiscard]] QList<QStringList> table() const;

    /// Works only while it can be seen; a dock behind another one cannot.
    void setInSight(bool inSight);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeControls();
    void fillTowers();
    void showCurves();
    void retranslate();
    [[nodiscard]] FewLabelProbe probe() const;
    struct Shown {
        QString name;
        std::shared_ptr<const LiveFewLabels::Curve> curve;
    };
    [[nodiscard]] std::vector<Shown> shown() const;
    [[nodiscard]] QString emptyText() const;

    RunMoment& m_moment;
    LiveFewLabels m_live;
    ViewHint* m_hint;
    QComboBox *m_probe, *m_tower;
    QToolButton *m_keep, *m_forget;
    ArmChart* m_chart;
};

} // namespace contrastlab
