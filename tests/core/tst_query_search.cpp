// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Queries that are sums, and candidates ranked so that hubs do not come first: by hand.
#include "analysis/query_search.h"
#include "data/synthetic.h"
#include "run/run_setup.h"
#include "support/class_data.h"
#include "support/random_rows.h"
#include "support/small_run.h"

#include <QTest>

#include <cmath>
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
        const auto found =
            nearestCandidates(query, view(std::as_const(candidates)), RankBy::cosine, {}, 9);
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
        const HubTable hubs =
            hubTable(view(std::as_const(queries)), view(std::as_const(candidates)), 0.1);
        const Vector<float> last = queries.row(20).transpose();
        const auto first = [&](RankBy by) {
            return nearestCandidates(last, view(std::as_const(candidates)), by, hubs, 1)
                .front()
                .place;
        };
        QCOMPARE(first(RankBy::cosine), Index(0));
        QCOMPARE(first(RankBy::csls), Index(1));
        QCOMPARE(first(RankBy::sinkhorn), Index(1));
        QVERIFY(std::abs(hubs.meanNearest[0] - 1) < 1e-6f);
        QVERIFY(std::abs(hubs.meanNearest[1] - (9 * 0.27f + 0.7937165f) / 10) < 1e-5f);
    }

    void sinkhornGivesEachCandidateItsShare()
    {
        const Matrix<float> queries = unitNormalRows<float>(30, 5, 1);
        const Matrix<float> candidates = unitNormalRows<float>(20, 5, 2);
        const double temperature = 0.2;
        const HubTable hubs = hubTable(view(queries), view(candidates), temperature);
        Matrix<double> shares = ((queries * candidates.transpose()).cast<double>().rowwise()
            - hubs.logWeights.cast<double>().transpose());
        shares = (shares / temperature).array().exp().matrix();
        for (Index q = 0; q < 30; ++q)
            shares.row(q) /= shares.row(q).sum();
        for (Index c = 0; c < 20; ++c)
            QVERIFY(std::abs(shares.col(c).sum() - 1.5) < 0.02); // 30 queries over 20
    }

    void hubnessIsTheSkewnessOfOccurrences()
    {
        // Ten candidates or fewer are all among everybody's ten: no variation.
        const Matrix<float> queries = unitNormalRows<float>(40, 6, 3);
        const Matrix<float> few = unitNormalRows<float>(10, 6, 4);
        QCOMPARE(hubTable(view(queries), view(few), 0.1).hubness, 0.0);
        const Matrix<float> many = unitNormalRows<float>(60, 6, 5);
        const HubTable even = hubTable(view(many), view(many), 0.1);
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
        const HubTable hubs = hubTable(view(std::as_const(far)), view(std::as_const(hubbed)), 0.1);
        QVERIFY(hubs.occurrences[0] > 150);
        QVERIFY(hubs.hubness > even.hubness + 1);
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
