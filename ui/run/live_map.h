// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The picture of the embeddings at the playhead, of one kind at a time, in the plane or in space.
// What takes iterations (t-SNE, UMAP) moves on in the background a few at a time, from the frame
// before to the next, and never begins anew; how far any of them can be believed is measured
// beside. Window thread.
#pragma once

#include "analysis/map_quality.h"
#include "base/newest_task.h"
#include "run/live_embeddings.h"
#include "run/map_drawing.h"
#include "run/run_moment.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

namespace contrastlab {

class LiveMap : public QObject {
    Q_OBJECT

public:
    /// Principal axes; t-SNE; UMAP; axes that separate the labels (Fisher's discriminant); axes
    /// from one thing to another; the circle or sphere itself that embeddings of width 2 or 3 lie
    /// on.
    enum class Kind { pca, tsne, umap, classes, axes, sphere };

    /// Held-out items, as many as a frame holds; training items; both. Of very many, some are
    /// spread evenly: at most 200,000 points in all, 20,000 where the kind takes iterations.
    enum class Of { heldOut, training, all };

    explicit LiveMap(RunMoment& moment, QObject* parent = nullptr);
    ~LiveMap() override;

    void setKind(Kind kind);
    [[nodiscard]] Kind kind() const { return m_kind; }
    /// False for classes where there are none, and for the sphere where embeddings are wider.
    [[nodiscard]] bool canShow(Kind kind) const;
    /// 2 or 3, where this kind leaves the choice.
    void setDimensions(int wanted);
    [[nodiscard]] int dimensions() const;
    [[nodiscard]] bool hasChoiceOfDimensions() const;
    /// Of t-SNE the perplexity, of UMAP the neighbours; begins that picture anew.
    void setNeighbourhood(int size);
    [[nodiscard]] int neighbourhood() const;
    /// What so few points allow of it.
    [[nodiscard]] int usedNeighbourhood() const;
    /// Stopped, it stays as it is, whatever the embeddings do.
    void setStopped(bool stopped);
    [[nodiscard]] bool isStopped() const { return m_stopped; }

    /// Those of the kind `axes`; with other data, those that lead to items are forgotten.
    void setAxes(const ChosenAxes& axes);
    [[nodiscard]] const ChosenAxes& axes() const { return m_axes; }
    /// Later embeddings are drawn on the principal axes of now, so that they move and the axes do
    /// not; until the picture begins anew.
    void setHeld(bool held);
    [[nodiscard]] bool isHeld() const { return m_held.has_value(); }
    [[nodiscard]] bool canHold() const { return m_basis.axes.size() > 0; }

    /// From now on of the same kind, items and settings as another map, as of another run, with its
    /// points turned, mirrored and shifted to lie as near as they can to that map's, item by item
    /// (orthogonal Procrustes); chosen axes mean the same in both and stay.
    void accompany(const LiveMap& lead);
    /// It lies on the map that it accompanies.
    [[nodiscard]] bool isAligned() const { return !m_aligned.empty(); }

    void setItemsOf(Of of);
    [[nodiscard]] Of itemsOf() const { return m_of; }
    /// Other items than a frame's are embedded only while someone looks.
    void setActive(bool active) { m_embeddings.setActive(active); }
    /// How many there are, of which items() may be some.
    [[nodiscard]] Index allItems() const { return m_allItems; }
    /// Why there are no points; empty where it is the frame that is waited for.
    [[nodiscard]] QString waiting() const;

    /// Whose points they are.
    [[nodiscard]] const std::vector<Index>& items() const { return m_items; }
    /// Of the embeddings shown; null until there are some.
    [[nodiscard]] const MapRows& rows() const { return m_followed; }
    /// One matrix (items x dimensions) a tower, in the order of items(); empty until there is a
    /// frame.
    [[nodiscard]] const std::vector<Matrix<float>>& points() const
    {
        return isAligned() ? m_aligned : m_points;
    }
    /// Of what is shown, or would be.
    [[nodiscard]] const RowsHealth& health() const { return m_health; }
    [[nodiscard]] std::int64_t step() const { return m_step; } ///< of the embeddings shown
    struct Progress {
        int done = 0, total = 0; ///< iterations; 0 where the kind has none
    };
    [[nodiscard]] Progress progress() const { return m_progress; }
    /// Of what was shown a moment ago; nothing until it is measured.
    [[nodiscard]] std::optional<MapQuality> quality() const { return m_quality; }
    /// Shares of the variance (of the ratio of variances, for classes) along the axes; none where
    /// the kind has no axes.
    [[nodiscard]] const std::vector<double>& explained() const { return m_explained; }

signals:
    void changed(); ///< points, or what is said of them

private:
    struct Layout; ///< lives on the background thread
    struct Result;
    using Work = std::function<Result(const std::stop_token&)>;

    void follow(const MomentChange& change);
    void takeSettings();
    void align();
    void tell();
    void forget();
    void cancel();
    void chooseItems();
    [[nodiscard]] std::vector<Index> itemsToShow();
    void take();
    void takeFrame();
    void takeRows(const MapRows& rows, std::int64_t step);
    [[nodiscard]] bool isOfTheFrame() const;
    void showFramesOwn();
    void showRows();
    void sayDivergence();
    void advance();
    [[nodiscard]] Work drawing() const;
    [[nodiscard]] Work iterations(bool follows);
    void submit(Work work);
    void keep(Result& result);
    void measure();
    [[nodiscard]] bool isIterative() const { return m_kind == Kind::tsne || m_kind == Kind::umap; }

    RunMoment& m_moment;
    Kind m_kind = Kind::pca;
    int m_wantedDimensions = 2;
    int m_perplexity = 30, m_neighbours = 15;
    bool m_stopped = false;
    ChosenAxes m_axes;

    Of m_of = Of::heldOut;
    LiveEmbeddings m_embeddings;
    std::vector<Index> m_items;
    Index m_allItems = 0;
    std::vector<int> m_labels; ///< of the items; empty where there are none
    int m_classes = 0; ///< of the items
    MapRows m_rows; ///< the newest of the items
    std::int64_t m_rowsStep = 0;

    std::vector<Matrix<float>> m_points;
    QPointer<const LiveMap> m_lead; ///< null: it stands alone
    std::vector<Matrix<float>> m_aligned; ///< to the lead's; empty: they are not
    std::int64_t m_step = 0;
    Progress m_progress;
    std::optional<MapQuality> m_quality;
    std::vector<double> m_explained;
    PcaBasis m_basis; ///< of principal axes that are shown
    std::optional<PcaBasis> m_held;
    MapLack m_lack;
    RowsHealth m_health;
    double m_measureSeconds = 0; ///< that the last took

    int m_generation = 0; ///< of data, kind and settings: what was asked of others is of no use
    bool m_busy = false;
    std::shared_ptr<Layout> m_layout;
    MapRows m_followed; ///< those that are drawn, or that the layout moves towards
    std::int64_t m_followedStep = 0;
    QElapsedTimer m_sinceFollowed, m_sinceMeasured;
    QTimer m_next;

    NewestTask m_task { NewestTask::Urgency::background }; ///< last: these end before what they use
    NewestTask m_measuring { NewestTask::Urgency::background };
};

} // namespace contrastlab
