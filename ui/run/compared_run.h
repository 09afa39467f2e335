// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run of the library beside the one in front, at the same step: a RunMoment of its own, so that
// the same views draw it. There is a run in the moment only where both runs learn from the same
// items, held out alike, since only then a place in one picture means the same in the other. Window
// thread.
#pragma once

#include "run/moment_seeker.h"
#include "run/run_library.h"
#include "run/run_session.h"

#include <QObject>

namespace contrastlab {

class ComparedRun : public QObject {
    Q_OBJECT

public:
    explicit ComparedRun(RunSession& session, QObject* parent = nullptr);

    /// Compares the run in front with this one from now on; empty: with none. Where that comes to
    /// the front the two change places.
    void choose(const std::string& id);
    [[nodiscard]] const std::string& id() const { return m_id; }
    [[nodiscard]] bool isOn() const { return !m_id.empty(); }

    [[nodiscard]] RunMoment& moment() { return m_moment; }
    [[nodiscard]] const RunMoment& moment() const { return m_moment; }
    /// Why the two cannot be compared, or not yet; empty where they are.
    [[nodiscard]] const QString& lack() const { return m_lack; }
    /// "A · step 1,200 · emoji · CLIP · 1", "B · ..."; the step is that of the pictures
    [[nodiscard]] QString captionOfFront() const;
    [[nodiscard]] QString caption() const;

    void retranslate();

signals:
    void changed(); ///< another run, or what is said of the two

private:
    void look();
    void followLibrary();
    void show();
    void park();
    void seek();
    [[nodiscard]] QString reason() const;

    RunSession& m_session;
    RunLibrary& m_library;
    std::string m_id, m_frontBefore;
    RunMoment m_moment;
    std::shared_ptr<const Run> m_shown; ///< in the moment; null: none
    std::shared_ptr<const PreparedRun> m_ready;
    std::shared_ptr<const PreparedRun> m_seeksFor; ///< that the seeker computes with now
    QString m_lack;
    MomentSeeker m_seeker { m_moment }; ///< last: ends before what it uses goes
};

} // namespace contrastlab
