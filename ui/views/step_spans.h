// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Stretches of the run in front that somebody marked, on whichever view; each has a name that can
// be changed. A run that comes to the front again has its own again. Window thread.
#pragma once

#include "run/run_moment.h"

#include <QObject>
#include <QString>

#include <map>
#include <string>
#include <vector>

namespace contrastlab {

struct StepSpan {
    std::int64_t first = 0, last = 0; ///< steps, both within, in either order
    QString name;
};

class StepSpans : public QObject {
    Q_OBJECT

public:
    explicit StepSpans(RunMoment& moment, QObject* parent = nullptr);

    /// In the order of their marking.
    [[nodiscard]] const std::vector<StepSpan>& all() const { return m_spans; }
    /// Somebody marks from one step to another; it is another span once this one is done. One that
    /// ends where it began is none.
    void mark(std::int64_t first, std::int64_t last, bool done);
    void rename(std::size_t place, const QString& name);
    void clear();

signals:
    /// One came, was finished, or all went.
    void changed();
    /// One grows, or has another name.
    void moved();

private:
    void follow(const MomentChange& change);

    RunMoment& m_moment;
    std::string m_run; ///< whose they are
    std::vector<StepSpan> m_spans;
    std::map<std::string, std::vector<StepSpan>> m_others; ///< of runs that are not in front
    bool m_marks = false; ///< the last of them is being marked
};

} // namespace contrastlab
