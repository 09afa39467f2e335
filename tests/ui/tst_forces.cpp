// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Forces over the projection: who pulls and pushes the pinned item, arrows where the map is the
// frame's plane, and words where there is nothing to draw.
#include "support/open_window.h"
#include "support/window_run.h"
#include "views/force_arrows.h"
#include "views/projection_panel.h"

#include <QComboBox>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace contrastlab;

namespace {

constexpr int patience = 30000; // ms, on a slow machine

struct ForcesWindow {
    std::unique_ptr<MainWindow> window;

    explicit ForcesWindow(std::initializer_list<std::pair<const char*, std::string>> changes = {})
    {
        RunSpec spec = smallWindowSpec();
        for (const auto& [key, text] : changes)
            if (const auto problem = assign(spec, key, text)) throw SpecError({ *problem });
        window = openWindow(spec, true);
    }
    [[nodiscard]] ProjectionView& cloud() { return window->projectionView(); }
    [[nodiscard]] ProjectionPanel& panel() { return *window->findChild<ProjectionPanel*>(); }
    [[nodiscard]] ForceArrows& arrows() { return *cloud().findChild<ForceArrows*>(); }
    [[nodiscard]] RunMoment& moment() { return window->session().moment(); }
    /// After some steps, with the forces of an item in sight.
    void open(std::size_t place, int tower)
    {
        window->session().advance(30);
        QTRY_VERIFY_WITH_TIMEOUT(
            moment().frame() && moment().frame()->step == 30 && cloud().pointCount() > 0, patience);
        QTest::mouseClick(&panel().forcesButton(), Qt::LeftButton);
        window->focus().pin({ { moment().probes().projectionItems[place], tower } });
    }
    [[nodiscard]] int pointOf(std::size_t place, int tower)
    {
        return int(std::size_t(tower) * moment().probes().projectionItems.size() + place);
    }
    [[nodiscard]] int count(CloudForce::Kind kind, bool line)
    {
        return int(std::ranges::count_if(cloud().forces(), [&](const CloudForce& force) {
            return force.kind == kind && (force.from >= 0) == line;
        }));
    }
};

} // namespace

class TestForces : public QObject {
    Q_OBJECT

private slots:
    void drawsWhoPullsAndPushes()
    {
        for (const int tower : { 0, 1 }) {
            ForcesWindow one;
            one.open(4, tower);
            QTRY_VERIFY_WITH_TIMEOUT(!one.cloud().forces().empty(), patience);
            using Kind = CloudForce::Kind;
            QVERIFY(one.count(Kind::pull, true) >= 1);
            QVERIFY(one.count(Kind::push, true) >= 1);
            for (const Kind kind : { Kind::pull, Kind::push, Kind::sum })
                QCOMPARE(one.count(kind, false), 1); // an arrow of each
            double longest = 0;
            for (const CloudForce& force : one.cloud().forces()) {
                QCOMPARE(force.on, one.pointOf(4, tower));
                QVERIFY(force.strength > 0 && force.strength <= 1);
                if (force.from < 0) longest = std::max(longest, force.strength);
                // The loss compares the two modalities: its partner pulls, others push.
                if (force.from >= 0)
                    QCOMPARE(force.from == one.pointOf(4, 1 - tower), force.kind == Kind::pull);
            }
            QCOMPARE(longest, 1.0);
            QVERIFY2(one.panel().headerText().contains(QStringLiteral("pulled by")),
                qPrintable(one.panel().headerText()));
            QVERIFY(one.panel().headerText().contains(QStringLiteral("pushed most by")));
            QVERIFY(!one.cloud().toImage({ 400, 300 }).isNull());
        }
    }

    // Arrows are the exact gradient, drawn in the plane of the frame.
    void arrowsAreTheGradient()
    {
        ForcesWindow one;
        one.open(7, 0);
        QTRY_VERIFY_WITH_TIMEOUT(one.arrows().live().forces(), patience);
        const auto forces = one.arrows().live().forces();
        const auto frame = one.moment().frame();
        const auto loss = [&](const Vector<double>& row) {
            Matrix<double> a = frame->embeddings[0].cast<double>();
            const Matrix<double> b = frame->embeddings[1].cast<double>();
            a.row(7) = row.transpose();
            PairInput<double> input;
            pointAt(input.a, a);
            pointAt(input.b, b);
            input.logScale = -std::log(frame->temperature);
            ThreadPool pool(1);
            PairResult<double> result;
            makeObjective<double>(one.moment().spec().text("objective"))
                ->evaluate(pool, input, {}, Want::loss, result);
            return result.loss;
        };
        const Vector<double> row = frame->embeddings[0].row(7).cast<double>();
        constexpr double h = 1e-5;
        for (int axis = 0; axis < 2; ++axis) {
            const Vector<double> along = frame->basis.col(axis).cast<double>();
            const Vector<double> tangent = along - along.dot(row) * row;
            const double slope = (loss(row + h * tangent) - loss(row - h * tangent)) / (2 * h);
            const double told = double(forces->inPlane[0][axis]) + double(forces->inPlane[1][axis]);
            QVERIFY2(std::abs(told + slope) < 1e-5 * (1 + std::abs(slope)) + 1e-7,
                qPrintable(QStringLiteral("%1 against %2").arg(told).arg(-slope)));
        }
    }

    void mapsThatBendHaveLinesAlone()
    {
        ForcesWindow one;
        one.open(4, 0);
        QTRY_VERIFY_WITH_TIMEOUT(one.count(CloudForce::Kind::sum, false) == 1, patience);
        one.panel().mapBox().setCurrentIndex(int(LiveMap::Kind::tsne));
        QTRY_VERIFY_WITH_TIMEOUT(!one.cloud().forces().empty()
                && one.count(CloudForce::Kind::sum, false) == 0
                && one.count(CloudForce::Kind::pull, false) == 0,
            patience);
    }

    void saysWhyThereIsNothing()
    {
        ForcesWindow one({ { "objective", "vicreg" } });
        one.open(2, 0);
        QTRY_VERIFY_WITH_TIMEOUT(
            one.panel().headerText().contains(QStringLiteral("acts on no pair by itself")),
            patience);
        QVERIFY(one.cloud().forces().empty());
        one.window->focus().clear();
        QVERIFY(one.panel().headerText().contains(QStringLiteral("click one")));
    }

    void goesWithItsButton()
    {
        ForcesWindow one;
        one.open(3, 1);
        QTRY_VERIFY_WITH_TIMEOUT(!one.cloud().forces().empty(), patience);
        QTest::mouseClick(&one.panel().forcesButton(), Qt::LeftButton);
        QVERIFY(one.cloud().forces().empty());
        QVERIFY(one.panel().headerText().contains(QStringLiteral("PCA")));
        QTest::mouseClick(&one.panel().forcesButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!one.cloud().forces().empty(), patience);
    }

    void followsTheRun()
    {
        ForcesWindow one;
        one.open(3, 0);
        QTRY_VERIFY_WITH_TIMEOUT(one.arrows().live().forces(), patience);
        const std::int64_t step = one.arrows().live().forces()->step;
        one.window->session().setPaused(false);
        QTRY_VERIFY_WITH_TIMEOUT(
            one.arrows().live().forces() && one.arrows().live().forces()->step > step, patience);
    }
};

QTEST_MAIN(TestForces)
#include "tst_forces.moc"
