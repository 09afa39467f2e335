// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The picture of the embeddings that the playhead's frame has, of one kind at a time. What takes
// iterations (t-SNE, UMAP) moves on in the background a few at a time, from the frame before to the
// next, and never begins anew; how far any of them can be believed is measured beside. Window
// thread.
#pragma once

#include "analysis/map_quality.h"
#include "base/newest_task.h"
#include "run/run_moment.h"

#include <QElapsedTimer>
#include <QTimer>

namespace contrastlab {

class LiveMap : public QObject {
    Q_OBJECT

public:
    /// Principal axes; t-SNE; UMAP; axes that separate the labels (Fisher's discriminant).
    enum class Kind { pca, tsne, umap, classes };

    explicit LiveMap(RunMoment& moment, QObject* parent = nullptr);
    ~LiveMap() override;

    void setKind(Kind kind);
    [[nodiscard]] Kind kind() const { return m_kind; }
    /// Of t-SNE the perplexity, of UMAP the neighbours; begins that picture anew.
    void setNeighbourhood(int size);
    [[nodiscard]] int neighbourhood() const;
    /// What so few points allow of it.
    [[nodiscard]] int usedNeighbourhood() const;
    /// Stopped, it stays as it is, whatever the embeddings do.
    void setStopped(bool stopped);
    [[nodiscard]] bool isStopped() const { return m_stopped; }
    /// False for classes where there are none.
    [[nodiscard]] bool canShow(Kind kind) const;

    /// One matrix (items x 2) a tower, in the order of the moment's projectionItems; empty until
    /// there is a frame.
    [[nodiscard]] const std::vector<Matrix<float>>& points() const { return m_points; }
    [[nodiscard]] std::int64_t step() const { return m_step; } ///< of the embeddings shown
    struct Progress {
        int done = 0, total = 0; ///< iterations; 0 where the kind has none
    };
    [[nodiscard]] Progress progress() const { return m_progress; }
    /// Of what was shown a moment ago; nothing until it is measured.
    [[nodiscard]] std::optional<MapQuality> quality() const { return m_quality; }
    /// Shares of the variance (of the ratio of variances, for classes) along the two axes.
    [[nodiscard]] std::array<double, 2> explained() const { return m_explained; }

signals:
    void changed(); ///< points, or what is said of them

private:
    struct Layout; ///< lives on the background thread
    struct Result;

    void follow(const MomentChange& change);
    void forget();
    void showFrame();
    void advance();
    void keep(const Result& result);
    void measure();
    [[nodiscard]] bool isIterative() const { return m_kind == Kind::tsne || m_kind == Kind::umap; }
    [[nodiscard]] bool fits(const ProbeFrame& frame) const;

    RunMoment& m_moment;
    Kind m_kind = Kind::pca;
    int m_perplexity = 30, m_neighbours = 15;
    bool m_stopped = false;
    std::vector<Matrix<float>> m_points;
    std::int64_t m_step = 0;
    Progress m_progress;
    std::optional<MapQuality> m_quality;
    std::array<double, 2> m_explained { 0, 0 };
    double m_measureSeconds = 0; ///< that the last took

    int m_generation = 0; ///< of data, kind and settings: what was asked of others is of no use
    bool m_busy = false;
    std::shared_ptr<Layout> m_layout;
    std::shared_ptr<const ProbeFrame> m_followed; ///< the frame that the layout moves towards
    QElapsedTimer m_sinceFollowed, m_sinceMeasured;
    QTimer m_next;

    NewestTask m_task { NewestTask::Urgency::background }; ///< last: these end before what they use
    NewestTask m_measuring { NewestTask::Urgency::background };
};

} // namespace contrastlab
