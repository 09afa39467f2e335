// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The next step of the run at the playhead, taken apart in the background from the newest
// checkpoint there. It follows the run until a person walks through it, who then asks for the next
// one. Window thread.
#pragma once

#include "analysis/step_anatomy.h"
#include "base/newest_task.h"
#include "run/item_focus.h"
#include "run/pair_choice.h"

#include <QElapsedTimer>
#include <QTimer>

#include <memory>
#include <optional>

namespace contrastlab {

class LiveAnatomy : public QObject {
    Q_OBJECT

public:
    LiveAnatomy(RunMoment& moment, ItemFocus& focus, PairChoice& choice, QObject* parent = nullptr);

    /// Items that are shown at most: pinned ones first, then chosen ones, where the batch has them.
    static constexpr std::size_t shown = 8;

    /// Null until there is one.
    [[nodiscard]] std::shared_ptr<const StepAnatomy> anatomy() const { return m_anatomy; }
    /// Why the step could not be taken apart; empty where it could, or has not been tried.
    [[nodiscard]] const QString& problem() const { return m_problem; }
    /// It is the step after the checkpoint at the playhead.
    [[nodiscard]] bool isUpToDate() const;
    /// What the run has recorded of that step since; nothing before it has done it.
    [[nodiscard]] std::optional<StepMetrics> recorded() const;

    /// Of now.
    void ask();
    /// Works only while someone looks.
    void setActive(bool active);
    /// The step that is shown stays, though the run goes on.
    void setHeld(bool held);

signals:
    void changed(); ///< anatomy or problem
    void recordedChanged();

private:
    void follow(const MomentChange& change);
    void forget();
    void askSoon();
    void keep(std::shared_ptr<const StepAnatomy> anatomy, const QString& problem, qint64 took);
    [[nodiscard]] AnatomyWish wish() const;

    RunMoment& m_moment;
    ItemFocus& m_focus;
    PairChoice& m_choice;
    std::shared_ptr<const StepAnatomy> m_anatomy;
    QString m_problem;
    bool m_active = false, m_held = false;
    bool m_missed = true; ///< something, while nobody looked
    bool m_wasRecorded = false;
    int m_generation = 0; ///< of what was asked: what was asked before is of no use
    qint64 m_took = 0; ///< ms, the last
    QElapsedTimer m_sinceAsked;
    QTimer m_soon;

    NewestTask m_task { NewestTask::Urgency::background }; ///< last: ends before what it uses goes
};

} // namespace contrastlab
