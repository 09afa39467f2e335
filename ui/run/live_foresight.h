// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The next steps of the run in front for several values of one parameter, computed in the
// background while a person holds its slider. All start from the state at which the slider was
// taken, so that a run that stands still follows the one it is let go at. Window thread, but for
// the work.
#pragma once

#include "base/newest_task.h"
#include "run/foresight.h"
#include "run/run_session.h"

#include <QObject>

#include <memory>
#include <vector>

namespace contrastlab {

class LiveForesight : public QObject {
    Q_OBJECT

public:
    explicit LiveForesight(RunSession& session, QObject* parent = nullptr);
    ~LiveForesight() override;

    /// At most so many steps ahead, and no longer than so long: what takes longer to come than that
    /// is no answer to a hand.
    static constexpr std::int64_t steps = 200;
    static constexpr double seconds = 5;

    /// The slider was taken: the newest state is where all starts.
    void take();
    /// It rests at values[chosen]. Nothing happens where the run takes no change of the parameter.
    void look(const Parameter& parameter, const std::vector<double>& values, std::size_t chosen);
    void letGo();

    /// Null while there is nothing to see.
    [[nodiscard]] std::shared_ptr<const Foresight> seen() const { return m_seen; }
    [[nodiscard]] std::size_t chosen() const { return m_chosen; }
    [[nodiscard]] bool isHeld() const { return m_held; }
    /// Why nothing can be foreseen; empty where it can.
    [[nodiscard]] const QString& problem() const { return m_problem; }

signals:
    void changed(); ///< what is seen, or why it is not
    void released(); ///< what is seen is of use no longer

private:
    void forget();
    void keep(std::shared_ptr<const Foresight> seen, const QString& problem);

    RunSession& m_session;
    std::shared_ptr<const Checkpoint> m_from;
    std::shared_ptr<const RunSetup> m_setup; ///< of m_from
    std::shared_ptr<const Foresight> m_seen;
    std::size_t m_chosen = 0;
    QString m_problem;
    bool m_held = false;
    int m_generation = 0; ///< what comes of an older one is of no use
    NewestTask m_task; ///< last: ends before what it uses goes
};

} // namespace contrastlab
