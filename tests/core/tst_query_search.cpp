// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Queries that are sums, and candidates ranked so that hubs do not come first: by hand.
#include "analysis/item_embeddings.h"
#include "analysis/query_search.h"
#include "data/synthetic.h"
#include "run/run_setup.h"
#include "support/class_data.h"
#include "support/random_rows.h"
#include "support/small_run.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

std::vector<Index> placesOf(const std::vector<FoundCandidate>& found)
{
    std::vector<Index> places;
    for (const FoundCandidate& candidate : found)
        places.push_back(candidate.place);
    return places;
}

} // namespace

class TestQuerySearch : public QObject {
    Q_OBJECT

private slots:
    void sumsAreOfUnitLength()
    {
        const Vector<float> x = Vector<float>::Unit(3, 0), y = Vector<float>::Unit(3, 1);
        QVERIFY((queryOf({ { x, 1 }, { y, 1 } }) - (x + y) / std::sqrt(2.0f)).norm() < 1e-6f);
        QVERIFY((queryOf({ { x, 1 }, { y, -1 } }) - (x - y) / std::sqrt(2.0f)).norm() < 1e-6f);
        QCOMPARE(queryOf({ { x, 1 }, { x, -1 } }).norm(), 0.0f); // they cancel out
        QCOMPARE(queryOf({}).size(), Index(0));
    }

    void nearestComeFirstAndNoNumberLast()
    {
        Matrix<float> candidates(4, 2);
        candidates << 0, 1, std::numeric_limits<float>::quiet_NaN(), 0, 1, 0, 0, 1;
        const Vector<float> query = Vector<float>::Unit(2, 1);
        ThreadPool pool(1);
        const auto found =
            nearestCandidates(pool, query, view(std::as_const(candidates)), {}, 9).best;
        QCOMPARE(placesOf(found), (std::vector<Index> { 0, 3, 2, 1 }));
        QCOMPARE(found[0].cosine, 1.0f);
    }

    // Twenty queries around one candidate, and one that has a neighbour of its own: the hub comes
    // first by cosine, its own neighbour where hubs are held down.
    void hubsAreHeldDown()
    {
        Matrix<float> queries(21, 2), candidates(2, 2);
        for (Index q = 0; q < 20; ++q)
            queries.row(q) << 1, 0;
        queries.row(20) << 0.8f, 0.6f;
        candidates << 1, 0, 0.27f, 0.9628608f; // cosines with the last: 0.8, 0.7937
        ThreadPool pool(1);
        const auto hubs = [&](RankBy by) {
            return hubTable(
                pool, view(std::as_const(queries)), view(std::as_const(candidates)), 0.1, by);
        };
        const Vector<float> last = queries.row(20).transpose();
        const auto first = [&](RankBy by) {
            return nearestCandidates(
                pool, last, view(std::as_const(candidates)), hubs(by).penalty, 1)
                .best.front()
                .place;
        };
        QCOMPARE(first(RankBy::cosine), Index(0));
        QCOMPARE(first(RankBy::csls), Index(1));
        QCOMPARE(first(RankBy::sinkhorn), Index(1));
        const Vector<float> half = hubs(RankBy::csls).penalty;
        QVERIFY(std::abs(2 * half[0] - 1) < 1e-6f);
        QVERIFY(std::abs(2 * half[1] - (9 * 0.27f + 0.7937165f) / 10) < 1e-5f);
    }

    // Of more than a tile, on one thread and three, beside all scores sorted; every score asked
    // about has as many above it as come before it.
    void manyAreRankedInOnePass()
    {
        const Index count = 40000, width = 16;
        Matrix<float> candidates = unitNormalRows<float>(count, width, 7);
        candidates.row(20000) = candidates.row(100); // of equal ones the earlier comes first
        candidates(30000, 3) = std::numeric_limits<float>::infinity();
        const Matrix<float> queries = unitNormalRows<float>(2000, width, 8);
        const Vector<float> query = candidates.row(100).transpose();
        const auto rows = view(std::as_const(candidates));
        ThreadPool one(1), three(3);
        const Vector<float> penalty = hubTable(one, view(queries), rows, 0.1, RankBy::csls).penalty;
        std::vector<FoundCandidate> expected;
        for (Index c = 0; c < count; ++c)
            if (c != 30000) {
                const float cosine = candidates.row(c).dot(query);
                expected.push_back({ c, cosine, cosine - penalty[c] });
            }
        std::ranges::stable_sort(expected, std::ranges::greater(), &FoundCandidate::score);
        const auto found = nearestCandidates(one, query, rows, penalty, 50).best;
        QCOMPARE(found.size(), std::size_t(50));
        QVERIFY(std::abs(found[0].score - expected[0].score) < 1e-6f);
        QCOMPARE(found[0].place, Index(100));
        for (std::size_t i = 0; i < 50; ++i) {
            QVERIFY(std::abs(found[i].score - expected[i].score) < 1e-6f);
            const auto above =
                nearestCandidates(three, query, rows, penalty, 3, found[i].score).above;
            QVERIFY(above <= Index(i) && (i == 0 || above + 2 > Index(i)));
        }
        QCOMPARE(
            placesOf(nearestCandidates(three, query, rows, penalty, 50).best), placesOf(found));
        QVERIFY(nearestCandidates(one, query, rows, penalty, 0).best.empty());
    }

    // Of so many queries a thousand speak, evenly spread, whatever the number of threads.
    void hubsOfManyAreThoseOfASample()
    {
        const Matrix<float> queries = unitNormalRows<float>(3000, 8, 11);
        const Matrix<float> candidates = unitNormalRows<float>(1500, 8, 12);
        ThreadPool one(1), three(3);
        const HubTable hubs = hubTable(one, view(queries), view(candidates), 0.1, RankBy::csls);
        QCOMPARE(hubs.queries, Index(1000));
        QCOMPARE(hubs.occurrences.size(), std::size_t(1000));
        QVERIFY(hubs.penalty
            == hubTable(three, view(queries), view(candidates), 0.1, RankBy::csls).penalty);
        for (const Index c : { 0, 700, 1499 }) {
            std::vector<float> cosines;
            for (Index q = 0; q < 3000; q += 3)
                cosines.push_back(queries.row(q).dot(candidates.row(c)));
            std::ranges::sort(cosines, std::ranges::greater());
            float sum = 0;
            for (int i = 0; i < 10; ++i)
                sum += cosines[std::size_t(i)];
            QVERIFY(std::abs(hubs.penalty[c] - sum / 20) < 1e-5f);
        }
        QVERIFY(canRankBy(RankBy::sinkhorn, mostSinkhornCandidates));
        QVERIFY(!canRankBy(RankBy::sinkhorn, mostSinkhornCandidates + 1));
        QVERIFY(canRankBy(RankBy::csls, mostSinkhornCandidates + 1));
    }

    void sinkhornGivesEachCandidateItsShare()
    {
        const Matrix<float> queries = unitNormalRows<float>(30, 5, 1);
        const Matrix<float> candidates = unitNormalRows<float>(20, 5, 2);
        const double temperature = 0.2;
        ThreadPool pool(1);
        const HubTable hubs =
            hubTable(pool, view(queries), view(candidates), temperature, RankBy::sinkhorn);
        Matrix<double> shares = ((queries * candidates.transpose()).cast<double>().rowwise()
            - hubs.penalty.cast<double>().transpose());
        shares = (shares / temperature).array().exp().matrix();
        for (Index q = 0; q < 30; ++q)
            shares.row(q) /= shares.row(q).sum();
        for (Index c = 0; c < 20; ++c)
            QVERIFY(std::abs(shares.col(c).sum() - 1.5) < 0.02); // 30 queries over 20
    }

    void hubnessIsTheSkewnessOfOccurrences()
    {
        ThreadPool pool(1);
        const auto hubsOf = [&](const Matrix<float>& queries, const Matrix<float>& candidates) {
            return hubTable(pool, view(queries), view(candidates), 0.1, RankBy::cosine);
        };
        // Ten candidates or fewer are all among everybody's ten: no variation.
        const Matrix<float> queries = unitNormalRows<float>(40, 6, 3);
        const Matrix<float> few = unitNormalRows<float>(10, 6, 4);
        QCOMPARE(hubsOf(queries, few).hubness, 0.0);
        const Matrix<float> many = unitNormalRows<float>(60, 6, 5);
        const HubTable even = hubsOf(many, many);
        Index sum = 0;
        for (const int count : even.occurrences)
            sum += count;
        QCOMPARE(sum, Index(600));
        // What lies in the middle of all is a hub of many dimensions.
        Matrix<float> far = unitNormalRows<float>(200, 60, 6);
        const Vector<float> centre = Vector<float>::Constant(60, 1 / std::sqrt(60.0f));
        for (Index i = 0; i < 200; ++i)
            far.row(i) = (far.row(i) + 0.7f * centre.transpose()).normalized();
        Matrix<float> hubbed = far;
        hubbed.row(0) = centre.transpose();
        const HubTable hubs = hubsOf(far, hubbed);
        QVERIFY(hubs.occurrences[0] > 150);
        QVERIFY(hubs.hubness > even.hubness + 1);
    }

    void allItemsAreEmbeddedInEveryTower()
    {
        const RunSetup setup(smallSpec({ { "held_out", "50" } }), classData(200));
        ThreadPool pool(1);
        const auto checkpoint = std::make_shared<const Checkpoint>(
            Checkpoint { .step = 7, .parameters = setup.initialParameters() });
        const ItemEmbeddings all = embedAllItems(
            pool, setup, checkpoint, [](Index, Index count) { QCOMPARE(count, Index(200)); });
        QCOMPARE(all.complete, Index(200));
        QCOMPARE(all.checkpoint->step, std::int64_t(7));
        QVERIFY(std::ranges::is_sorted(all.items));
        QCOMPARE(all.towers.size(), std::size_t(2));
        QVERIFY(std::abs(all.temperature - setup.spec().real("temperature")) < 1e-6);
        const Index item = all.items[123];
        for (int tower = 0; tower < 2; ++tower) {
            const Matrix<float> own =
                setup.embed(pool, checkpoint->parameters, tower, std::span(&item, 1), 0);
            QVERIFY(
                (all.towers[std::size_t(tower)].row(123) - own.row(0).normalized()).norm() < 1e-5f);
        }
    }

    // A text and a picture that are no item's are embedded as those of an item are.
    void textsAreEmbeddedAsTheItemsAre()
    {
        const RunSetup setup(smallSpec({ { "held_out", "50" } }), classData(200));
        ThreadPool pool(1);
        const Vector<float> parameters = setup.initialParameters();
        const Index item = 3;
        const Matrix<float> own = setup.embed(pool, parameters, 1, std::span(&item, 1), 0);
        const auto found = setup.embedText(pool, parameters, 1, classes[3]);
        QVERIFY(found.has_value());
        QVERIFY((own - *found).norm() < 1e-6f);
        QVERIFY(!setup.embedText(pool, parameters, 1, "???"));
    }
};

QTEST_APPLESS_MAIN(TestQuerySearch)
#include "tst_query_search.moc"
