// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The curves of the library's other runs, under those of the run in front: of each that is shown
// its held-out loss (its training loss where no item was judged) and its recall, the mean of both
// directions. Long histories are read in slices, one a turn of the event loop. Window thread.
#pragma once

#include "plot/line_chart.h"
#include "run/run_library.h"

#include <QTimer>

#include <functional>
#include <map>

namespace contrastlab {

/// At 1, 5 or 10.
double recallAt(const RecallMetrics& recall, int depth);

class OtherRuns : public QObject {
    Q_OBJECT

public:
    /// Where a step of a run stands on the horizontal axis.
    using KeyOf = std::function<double(const Run&, std::int64_t step)>;

    OtherRuns(RunLibrary& library, LineChart& loss, LineChart& recall, KeyOf keyOf,
        QObject* parent = nullptr);

    /// Which recall is drawn: of a pair's place among every two towers, at 1, 5 or 10.
    void setRecall(std::size_t pair, int depth);
    /// The curves are void.
    void readAnew();
    /// The runs may have grown.
    void catchUp();
    /// In both charts; empty: none does.
    void setStandsOut(const std::string& id);

signals:
    void hovered(const std::string& id); ///< empty: none is any more

private:
    struct Other {
        std::shared_ptr<const Run> run;
        bool judged = false; ///< what is drawn are its held-out losses
        std::size_t read = 0; ///< evaluations, or steps
    };

    void takeRuns();
    void setStyle(const LibraryRun& run, const Other& other);
    void begin(const std::string& id, Other& other);
    bool readSlice(const std::string& id, Other& other);
    bool readEvaluations(const QString& series, Other& other);
    bool readSteps(const QString& series, Other& other);

    RunLibrary& m_library;
    LineChart& m_loss;
    LineChart& m_recall;
    KeyOf m_keyOf;
    std::map<std::string, Other> m_others;
    std::size_t m_pair = 0;
    int m_depth = 1;
    QTimer m_more;
};

} // namespace contrastlab
