// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The six achievements as small icons, those that are earned on a disc, each with a tooltip; gone
// by one click. Window thread.
#pragma once

#include "lesson/achievements.h"

#include <QString>
#include <QWidget>

#include <array>
#include <functional>

class QLabel;
class QToolButton;

namespace contrastlab {

class AchievementLog;

class AchievementRow : public QWidget {
    Q_OBJECT

public:
    /// `titleOf` gives a lesson's title by its name; empty where there is none any more.
    AchievementRow(AchievementLog& log, std::function<QString(const std::string&)> titleOf,
        QWidget* parent = nullptr);

    [[nodiscard]] const QLabel& iconOf(Achievement achievement) const
    {
        return *m_icons[std::size_t(achievement)];
    }

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    [[nodiscard]] QString textOf(const AchievementInfo& info) const;

    AchievementLog& m_log;
    std::function<QString(const std::string&)> m_titleOf;
    std::array<QLabel*, achievementCount> m_icons {};
    QToolButton* m_hide;
};

} // namespace contrastlab
