// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Maps of the embeddings: each kind on a run whose classes are known, how they go on from frame to
// frame, and what is said of them.
#include "objective/unit_rows.h"
#include "run/live_map.h"
#include "support/class_run.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <functional>
#include <numeric>

using namespace contrastlab;
using Kind = LiveMap::Kind;

namespace {

bool isDone(const LiveMap& map)
{
    return map.progress().total > 0 && map.progress().done == map.progress().total;
}

/// Mean distance of points of one class over that of all.
double classSpread(const Matrix<float>& points, const std::vector<int>& labels)
{
    double within = 0, all = 0;
    int pairs = 0, total = 0;
    for (Index i = 0; i < points.rows(); ++i)
        for (Index j = 0; j < i; ++j) {
            const double distance = double((points.row(i) - points.row(j)).norm());
            all += distance;
            ++total;
            if (labels[std::size_t(i)] != labels[std::size_t(j)]) continue;
            within += distance;
            ++pairs;
        }
    return within / pairs / (all / total);
}

} // namespace

class TestLiveMap : public QObject {
    Q_OBJECT

private:
    ClassRun m_shown;

    std::vector<int> labels()
    {
        std::vector<int> labels;
        for (const Index item : m_shown.data.probes.projectionItems)
            labels.push_back(m_shown.data.setup->dataset().labels[std::size_t(item)]);
        return labels;
    }

    /// A run that has done nothing yet, whose frame has other embeddings, of which one is no
    /// number.
    std::pair<std::shared_ptr<Run>, MomentData> withEmbeddings(
        int items, const std::function<void(Matrix<float>&)>& change)
    {
        MomentData data = m_shown.data;
        data.probes.projectionItems.resize(std::size_t(items));
        data.probes.heatmapItems = data.probes.projectionItems;
        const auto run = std::make_shared<Run>(m_shown.run->spec());
        ProbeFrame frame = *m_shown.run->frames.newest();
        frame.step = 0;
        for (Matrix<float>& rows : frame.embeddings) {
            rows.conservativeResize(items, rows.cols());
            change(rows);
        }
        for (Matrix<float>& points : frame.points)
            points = Matrix<float>::Zero(items, 2);
        for (Matrix<float>& cosines : frame.similarities)
            cosines = Matrix<float>::Ones(items, items);
        frame.embeddings[0](0, 0) = std::nanf("");
        run->frames.append(frame);
        return { run, data };
    }

private slots:
    void principalAxesAreTheFrames()
    {
        RunMoment moment;
        LiveMap map(moment);
        QVERIFY(map.points().empty());
        moment.show(m_shown.run, m_shown.data);
        QCOMPARE(map.points(), moment.frame()->points);
        QCOMPARE(map.step(), std::int64_t(60));
        QCOMPARE(map.progress().total, 0);
        QTRY_VERIFY(map.quality());
        QVERIFY(map.quality()->trustworthiness > 0.5 && map.quality()->trustworthiness <= 1);
        QVERIFY(map.quality()->neighbourOverlap > 0 && map.quality()->neighbourOverlap <= 1);
    }

    void layoutsKeepClassesTogether_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("t-SNE") << int(Kind::tsne);
        QTest::newRow("UMAP") << int(Kind::umap);
        QTest::newRow("classes") << int(Kind::classes);
    }
    void layoutsKeepClassesTogether()
    {
        QFETCH(int, kind);
        RunMoment moment;
        moment.show(m_shown.run, m_shown.data);
        LiveMap map(moment);
        map.setKind(Kind(kind));
        QVERIFY(map.points().empty() && map.waiting().contains("Drawing"));
        if (kind != int(Kind::classes)) QTRY_VERIFY_WITH_TIMEOUT(isDone(map), 60000);
        QTRY_VERIFY(map.quality());
        QVERIFY(map.waiting().isEmpty());
        QCOMPARE(map.points().size(), std::size_t(2));
        for (const Matrix<float>& points : map.points()) {
            QVERIFY(points.allFinite());
            QCOMPARE(points.rows(), Index(40));
            QVERIFY2(classSpread(points, labels()) < 0.6,
                qPrintable(QString::number(classSpread(points, labels()))));
        }
        // An earlier picture's may come first; the last picture of all is measured, too.
        QTRY_VERIFY(map.quality()->trustworthiness > 0.8);
    }

    // To an earlier step and back: it goes on from where it was, and neither turns nor jumps.
    void aLayoutFollowsTheFrames()
    {
        RunMoment moment;
        moment.show(m_shown.run, m_shown.data);
        LiveMap map(moment);
        map.setKind(Kind::tsne);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(map), 60000);
        const Matrix<float> before = map.points()[0];
        const int whole = map.progress().total;
        moment.park(30);
        QTRY_COMPARE_WITH_TIMEOUT(map.step(), std::int64_t(30), 60000);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(map), 60000);
        QVERIFY(map.progress().total < whole); // not from its beginning
        moment.follow();
        QTRY_COMPARE_WITH_TIMEOUT(map.step(), std::int64_t(60), 60000);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(map), 60000);
        const Matrix<float> after = map.points()[0];
        const float width = (before.colwise().maxCoeff() - before.colwise().minCoeff()).norm();
        QVERIFY((before - after).rowwise().norm().mean() < 0.25f * width);
    }

    void whatIsStoppedStays()
    {
        RunMoment moment;
        moment.show(m_shown.run, m_shown.data);
        LiveMap map(moment);
        map.setKind(Kind::umap);
        QTRY_VERIFY(!map.points().empty());
        map.setStopped(true);
        QTest::qWait(0);
        QTRY_VERIFY(map.isStopped());
        moment.park(30);
        const auto there = map.step();
        QCOMPARE(there, std::int64_t(60));
        map.setStopped(false);
        QTRY_COMPARE_WITH_TIMEOUT(map.step(), std::int64_t(30), 60000);
    }

    void anotherNeighbourhoodBeginsAnew()
    {
        RunMoment moment;
        moment.show(m_shown.run, m_shown.data);
        LiveMap map(moment);
        map.setNeighbourhood(5);
        QVERIFY(!map.points().empty()); // of t-SNE, which is not shown
        map.setKind(Kind::tsne);
        QCOMPARE(map.neighbourhood(), 5);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(map), 60000);
        QCOMPARE(map.usedNeighbourhood(), 5);
        map.setNeighbourhood(200);
        QCOMPARE(map.usedNeighbourhood(), 26); // a third of 79
        map.setNeighbourhood(12);
        QVERIFY(map.points().empty());
        QTRY_VERIFY_WITH_TIMEOUT(isDone(map), 60000);
        map.setKind(Kind::umap);
        QCOMPARE(map.neighbourhood(), 15);
    }

    // Few held-out items, and embeddings that are no numbers or all the same.
    void degenerateEmbeddingsHaveAMap_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("dimensions");
        for (const int dimensions : { 2, 3 })
            for (const auto& [name, kind] : { std::pair("PCA", Kind::pca), { "t-SNE", Kind::tsne },
                     { "UMAP", Kind::umap }, { "classes", Kind::classes } })
                QTest::addRow("%s in %d", name, dimensions) << int(kind) << dimensions;
    }
    void degenerateEmbeddingsHaveAMap()
    {
        QFETCH(int, kind);
        QFETCH(int, dimensions);
        for (const int items : { 40, 2, 1 }) {
            RunMoment moment;
            const auto [run, data] =
                withEmbeddings(items, [](Matrix<float>& rows) { rows.setConstant(0.5f); });
            moment.show(run, data);
            QVERIFY(moment.frame());
            LiveMap map(moment);
            map.setKind(Kind(kind));
            map.setDimensions(dimensions);
            if (kind == int(Kind::tsne) || kind == int(Kind::umap))
                QTRY_VERIFY_WITH_TIMEOUT(
                    !map.points().empty() && map.progress().done == map.progress().total, 60000);
            QTRY_COMPARE(map.points().size(), std::size_t(2));
            for (const Matrix<float>& points : map.points())
                QVERIFY(points.rows() == items);
            QTRY_VERIFY(map.quality());
            QCOMPARE(map.health().notNumbers, Index(1));
            QCOMPARE(map.health().allSame, items > 1);
        }
    }

    // A model that has diverged leaves nothing to draw, which is said.
    void embeddingsThatAreNoNumbersAreSaidToBe_data() { layoutsKeepClassesTogether_data(); }
    void embeddingsThatAreNoNumbersAreSaidToBe()
    {
        QFETCH(int, kind);
        RunMoment moment;
        const auto [run, data] =
            withEmbeddings(40, [](Matrix<float>& rows) { rows.setConstant(std::nanf("")); });
        moment.show(run, data);
        LiveMap map(moment);
        QVERIFY(map.points().empty() && map.waiting().contains("not numbers"));
        map.setKind(Kind(kind));
        QTRY_VERIFY(map.waiting().contains("not numbers"));
        QVERIFY(map.points().empty());
        moment.show(m_shown.run, m_shown.data);
        QTRY_VERIFY(!map.points().empty() && map.waiting().isEmpty());
    }

    void mapsInSpace_data()
    {
        QTest::addColumn<int>("kind");
        for (const auto& [name, kind] : { std::pair("PCA", Kind::pca), { "t-SNE", Kind::tsne },
                 { "UMAP", Kind::umap }, { "classes", Kind::classes } })
            QTest::newRow(name) << int(kind);
    }
    void mapsInSpace()
    {
        QFETCH(int, kind);
        RunMoment moment;
        moment.show(m_shown.run, m_shown.data);
        LiveMap map(moment);
        map.setKind(Kind(kind));
        map.setDimensions(3);
        QCOMPARE(map.dimensions(), 3);
        QTRY_COMPARE(map.points().size(), std::size_t(2));
        QCOMPARE(map.points().front().cols(), Index(3));
        if (kind == int(Kind::tsne) || kind == int(Kind::umap))
            QTRY_VERIFY_WITH_TIMEOUT(isDone(map), 60000);
        for (const Matrix<float>& points : map.points())
            QVERIFY(points.rows() == 40 && points.allFinite());
        QTRY_VERIFY(map.quality());
        if (kind == int(Kind::pca)) {
            // As the rows say: the third axis is the third of theirs, and the shares add up.
            ThreadPool pool(1);
            const Matrix<float> rows = stacked(*map.rows());
            const PcaBasis basis = fitPca<float>(pool, view(rows), 3);
            QCOMPARE(map.explained(), basis.explained);
            QVERIFY((stacked(map.points()) - projectOn<float>(basis, view(rows))).norm() < 1e-5f);
            moment.park(30); // turned to lie near the one before
            QTRY_COMPARE(map.step(), std::int64_t(30));
        }
        map.setDimensions(2);
        QTRY_COMPARE(map.points().size(), std::size_t(2));
        QCOMPARE(map.points().front().cols(), Index(2));
    }

    // Embeddings of width 2 or 3 need no drawing: they are the points.
    void narrowEmbeddingsAreTheirOwnMap()
    {
        for (const int width : { 2, 3 }) {
            const ClassRun narrow({ { "embedding_width", std::to_string(width) } });
            RunMoment moment;
            moment.show(narrow.run, narrow.data);
            LiveMap map(moment);
            QVERIFY(map.canShow(Kind::sphere));
            map.setKind(Kind::sphere);
            QCOMPARE(map.dimensions(), width);
            QVERIFY(!map.hasChoiceOfDimensions());
            QCOMPARE(map.points(), moment.frame()->embeddings);
            for (const Matrix<float>& points : map.points())
                QVERIFY((points.rowwise().norm().array() - 1).abs().maxCoeff() < 1e-5f);
            QTRY_COMPARE(map.quality() ? map.quality()->neighbourOverlap : 0, 1.0);
            moment.show(m_shown.run, m_shown.data); // a wider run
            QCOMPARE(map.kind(), Kind::pca);
        }
    }

    // From one text to another, and from an item to another; what cannot be an axis is said.
    void chosenAxesRunFromOneToTheOther()
    {
        RunMoment moment;
        moment.show(m_shown.run, m_shown.data);
        LiveMap map(moment);
        map.setKind(Kind::axes);
        QTRY_VERIFY(map.waiting().contains("runs from"));
        QVERIFY(map.points().empty() && !map.hasChoiceOfDimensions());
        const RunSetup& setup = *m_shown.data.setup;
        const int texts = setup.modality(0).kind == ModalityKind::text ? 0 : 1;
        const auto word = [](int of) { return QString::fromUtf8(test::classes[of]); };
        const ChosenAxis along { { word(1), {} }, { word(3), {} } };
        map.setAxes({ along, {} });
        QTRY_COMPARE(map.points().size(), std::size_t(2));
        QVERIFY(map.waiting().isEmpty());
        ThreadPool pool(1);
        const auto embedded = [&](int of) {
            const auto row =
                setup.embedText(pool, moment.checkpoint()->judged(), texts, word(of).toStdString());
            return Vector<float>(row->row(0).transpose().normalized());
        };
        const Vector<float> axis = (embedded(3) - embedded(1)).normalized();
        const Matrix<float> rows = stacked(*map.rows());
        const Matrix<float> centred = rows.rowwise() - rows.colwise().mean();
        const Matrix<float> points = stacked(map.points());
        QVERIFY((points.col(0) - centred * axis).cwiseAbs().maxCoeff() < 1e-5f);
        // Up goes what is most of the rest: no other direction across the first has more.
        const Matrix<float> rest = centred - (centred * axis) * axis.transpose();
        const PcaBasis most = fitPca<float>(pool, view(rest), 1);
        QVERIFY(
            std::abs(points.col(1).squaredNorm() - float(most.explained[0]) * rest.squaredNorm())
            < 1e-3f * rest.squaredNorm());
        double at[5] = {};
        for (Index i = 0; i < 40; ++i)
            at[labels()[std::size_t(i)]] += double(map.points()[std::size_t(1 - texts)](i, 0));
        QVERIFY(at[3] > at[1]); // items lie where their classes' names are

        const Index item = map.items()[0], other = map.items()[39];
        const ChosenAxis between { { "a", FocusedItem { item, 0 } },
            { "b", FocusedItem { other, 0 } } };
        map.setAxes({ along, between });
        QTRY_VERIFY(!map.points().empty() && map.points()[0](39, 1) > map.points()[0](0, 1));
        const auto lacks = [&](const ChosenAxes& axes, const char* words) {
            map.setAxes(axes);
            return QTest::qWaitFor(
                [&] { return map.points().empty() && map.waiting().contains(words); });
        };
        QVERIFY(lacks({ ChosenAxis { { "qqqq", {} }, { word(2), {} } }, {} }, "qqqq"));
        QVERIFY(lacks({ ChosenAxis { { word(2), {} }, { word(2), {} } }, {} }, "to itself"));
        QVERIFY(lacks({ along, along }, "the same way"));
        QVERIFY(lacks({ ChosenAxis { along.from, {} }, {} }, "runs from"));
        map.setAxes({ along, between });
        QTRY_VERIFY(!map.points().empty());
        const ClassRun others;
        moment.show(others.run, others.data); // the items are not of these data
        QVERIFY(map.axes()[0] == along && !map.axes()[1].isSet());
    }

    // Held, the axes stay where the embeddings move on, and the shares are those along them.
    void heldAxesStay()
    {
        RunMoment moment;
        moment.show(m_shown.run, m_shown.data);
        moment.park(30);
        LiveMap map(moment);
        const auto then = moment.frame();
        for (const int dimensions : { 2, 3 }) {
            map.setDimensions(dimensions);
            QTRY_VERIFY(map.canHold() && map.step() == 30);
            map.setHeld(true);
            QVERIFY(map.isHeld());
            moment.follow();
            QTRY_COMPARE(map.step(), std::int64_t(60));
            ThreadPool pool(1);
            const Matrix<float> before = stacked(then->embeddings);
            const PcaBasis basis = fitPca<float>(pool, view(before), dimensions);
            const Matrix<float> now = stacked(moment.frame()->embeddings);
            // The frame's axes may be turned or mirrored: distances and the sum of shares are not.
            const Matrix<float> expected = projectOn<float>(basis, view(now));
            const Matrix<float> turned = alignedTo(expected, stacked(map.points()));
            QVERIFY((turned - expected).cwiseAbs().maxCoeff() < 1e-4f);
            const auto refit = refitted(pool, basis, view(now)).explained;
            const auto sum = [](const std::vector<double>& of) {
                return std::accumulate(of.begin(), of.end(), 0.0);
            };
            QVERIFY(std::abs(sum(map.explained()) - sum(refit)) < 1e-5);
            map.setHeld(false);
            QTRY_VERIFY(sum(map.explained()) > sum(refit) + 1e-3); // the best axes explain more
            moment.park(30);
            QTRY_COMPARE(map.step(), std::int64_t(30));
        }
        map.setHeld(true);
        map.setKind(Kind::umap);
        QVERIFY(!map.isHeld() && !map.canHold()); // there are none
    }

    // Of what was trained on and of all: as the checkpoint at the playhead embeds them.
    void otherItemsAreEmbedded_data()
    {
        QTest::addColumn<int>("of");
        QTest::addColumn<int>("kind");
        QTest::newRow("training, PCA") << int(LiveMap::Of::training) << int(Kind::pca);
        QTest::newRow("all, PCA") << int(LiveMap::Of::all) << int(Kind::pca);
        QTest::newRow("all, UMAP") << int(LiveMap::Of::all) << int(Kind::umap);
        QTest::newRow("all, classes") << int(LiveMap::Of::all) << int(Kind::classes);
    }
    void otherItemsAreEmbedded()
    {
        QFETCH(int, of);
        QFETCH(int, kind);
        RunMoment moment;
        moment.show(m_shown.run, m_shown.data);
        LiveMap map(moment);
        map.setKind(Kind(kind));
        map.setItemsOf(LiveMap::Of(of));
        const RunSetup& setup = *m_shown.data.setup;
        const Index wanted = of == int(LiveMap::Of::all) ? 200 : 160;
        QCOMPARE(std::ssize(map.items()), wanted);
        QCOMPARE(map.allItems(), wanted);
        QTRY_VERIFY(!map.points().empty());
        QCOMPARE(map.points().front().rows(), wanted);
        const auto checkpoint = moment.checkpoint();
        QVERIFY(checkpoint);
        QCOMPARE(map.step(), checkpoint->step);
        ThreadPool pool(1);
        for (int tower = 0; tower < 2; ++tower) {
            Matrix<float> rows = setup.embed(pool, checkpoint->judged(), tower, map.items(), 0);
            toUnitRows(rows);
            QVERIFY(((*map.rows())[std::size_t(tower)] - rows).cwiseAbs().maxCoeff() < 1e-5f);
        }
        QVERIFY(std::ranges::is_sorted(map.items())); // groups cover each other less than in turn
        map.setItemsOf(LiveMap::Of::heldOut);
        QTRY_VERIFY(!map.points().empty() && map.points().front().rows() == 40);
    }

    // Nobody looks: other items wait.
    void otherItemsWaitUntilSomeoneLooks()
    {
        RunMoment moment;
        moment.show(m_shown.run, m_shown.data);
        LiveMap map(moment);
        map.setActive(false);
        map.setItemsOf(LiveMap::Of::all);
        QTest::qWait(50);
        QVERIFY(map.points().empty());
        map.setActive(true);
        QTRY_COMPARE(map.points().size(), std::size_t(2));
        // Other data: what was wanted of the ones before is not asked of these.
        const ClassRun other({ { "embedding_width", "8" }, { "held_out", "80" } });
        moment.show(other.run, other.data);
        QCOMPARE(map.itemsOf(), LiveMap::Of::all);
        QTRY_VERIFY(map.rows() && map.rows()->front().cols() == 8);
    }

    void groupsThatAreNotThereAreNotShown()
    {
        RunMoment moment;
        const auto setup = smallSetup(smallSpec());
        auto plain = std::make_shared<Dataset>(setup->dataset());
        plain->labels.clear();
        MomentData data = m_shown.data;
        data.setup = std::make_shared<RunSetup>(smallSpec(), plain);
        data.probes = chooseProbes(*data.setup);
        moment.show(std::make_shared<Run>(smallSpec()), data);
        LiveMap map(moment);
        QVERIFY(!map.canShow(Kind::classes));
        map.setKind(Kind::classes);
        QCOMPARE(map.kind(), Kind::pca);
    }
};

QTEST_MAIN(TestLiveMap)
#include "tst_live_map.moc"
