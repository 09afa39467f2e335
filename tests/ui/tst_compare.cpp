// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two runs side by side, and two that train along with each other, by mouse and keys.
#include "analysis/projection.h"
#include "panels/parameter_row.h"
#include "panels/run_list.h"
#include "panels/tick_slider.h"
#include "run/compared_run.h"
#include "run/lockstep.h"
#include "run/run_recording.h"
#include "shell/train_along_sheet.h"
#include "support/branched_window.h"
#include "views/hover_card.h"
#include "views/projection_panel.h"
#include "views/similarity_panel.h"

#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>

#include <cmath>

using namespace contrastlab;
using State = RunSession::State;

class TestCompare : public BranchedWindow {
    Q_OBJECT

private:
    ComparedRun& compared() { return m_window->comparedRun(); }
    Lockstep& lockstep() { return m_window->lockstep(); }
    SimilarityPanel& similarity() { return *m_window->findChild<SimilarityPanel*>(); }
    ProjectionPanel& projection() { return *m_window->findChild<ProjectionPanel*>(); }
    HeatmapView& a() { return m_window->heatmapView(); }
    HeatmapView& b() { return *similarity().otherMatrix(); }
    MatrixDifference& difference() { return *similarity().difference(); }
    std::int64_t stepsOf(const std::string& id)
    {
        return std::int64_t(library().find(id)->run->steps.size());
    }
    void trigger(const std::string& id, const QString& text)
    {
        QMenu menu;
        m_window->runList().fillMenu(menu, id);
        for (QAction* action : menu.actions())
            if (action->text().startsWith(text)) return action->trigger();
        QFAIL("no such action");
    }
    void compare()
    {
        trigger(m_first, QStringLiteral("Side by side"));
        QTRY_VERIFY(compared().isOn() && compared().lack().isEmpty());
        m_window->docks().bringForward("heatmap");
        similarity().compareBox().setCurrentIndex(0);
        QTRY_VERIFY(difference().isVisible());
        QTRY_VERIFY(a().rows() > 0 && difference().rows() == a().rows());
    }
    // Both runs at this very step, with its very frames.
    void park(std::int64_t step)
    {
        session().moment().park(step);
        QTRY_VERIFY(session().moment().frame() && session().moment().frame()->step == step);
        QTRY_VERIFY(compared().moment().frame() && compared().moment().frame()->step == step);
        QTRY_VERIFY(a().isComparable(b()));
        const QString told = QStringLiteral("step %1 ").arg(step);
        for (const int pane : { 0, 1 })
            QVERIFY2(similarity().row().caption(pane).contains(told),
                qPrintable(similarity().row().caption(pane)));
    }
    QPoint cell(HeatMap& map, int row, int column)
    {
        for (int y = 0; y < map.height(); ++y)
            for (int x = 0; x < map.width(); ++x)
                if (map.cellAt(QPointF(x, y)) == QPoint(column, row)) return { x, y };
        return { -1, -1 };
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void init() { openBranched(60); }
    void cleanup() { m_window.reset(); }

    void nothingIsBesideARunAlone()
    {
        QVERIFY(!compared().isOn());
        QVERIFY(a().isVisible() && !b().isVisible() && !difference().isVisible());
        QVERIFY(!projection().otherCloud()->isVisible());
        QVERIFY(!similarity().compareBox().isVisible());
        QVERIFY(!compared().moment().run());
    }

    void theDifferenceIsThatOfTheTwoMatrices()
    {
        compare();
        park(50);
        QCOMPARE(a().itemsInOrder(), b().itemsInOrder());
        const auto own = session().moment().frame(), other = compared().moment().frame();
        double largest = 0;
        for (int row = 0; row < a().rows(); ++row)
            for (int column = 0; column < a().rows(); ++column) {
                const double expected =
                    double(b().measured(row, column)) - double(a().measured(row, column));
                QTRY_VERIFY(std::abs(double(difference().value(row, column)) - expected) < 1e-5);
                largest = std::max(largest, std::abs(expected));
            }
        QVERIFY(largest > 0.01);
        QVERIFY(double(difference().upper()) >= largest / 1.02);
        QCOMPARE(difference().lower(), -difference().upper());
        // As the frames have it: the first item's cosine with its partner.
        const auto& items = session().moment().probes().heatmapItems;
        const int at = placeOf(a().itemsInOrder(), items.front());
        QVERIFY(std::abs(a().measured(at, at) - own->similarities.front()(0, 0)) < 1e-6f);
        QVERIFY(std::abs(b().measured(at, at) - other->similarities.front()(0, 0)) < 1e-6f);
        // Where the two have one past they are one.
        park(10);
        for (int row = 0; row < a().rows(); ++row)
            QTRY_COMPARE(difference().value(row, row), 0.0f);
    }

    void bothHaveOneOrderOneFaceAndOneScale()
    {
        compare();
        park(50);
        for (const int order : { 3, 2, 1, 0 }) {
            similarity().orderBox().setCurrentIndex(order);
            QCOMPARE(a().itemsInOrder(), b().itemsInOrder());
        }
        similarity().rangeBox().setCurrentIndex(1);
        QVERIFY(a().lower() != -1);
        QCOMPARE(b().lower(), a().lower());
        QCOMPARE(b().upper(), a().upper());
        similarity().faceBox().setCurrentIndex(int(MatrixFace::logit));
        QCOMPARE(b().face(), MatrixFace::logit);
        QCOMPARE(b().upper(), a().upper());
        QVERIFY(difference().rows() > 0);
        similarity().faceBox().setCurrentIndex(int(MatrixFace::target));
        QCOMPARE(difference().rows(), 0);
        QVERIFY(!difference().emptyText().isEmpty());
        similarity().itemsBox().setCurrentIndex(int(HeatmapView::Items::training));
        similarity().faceBox().setCurrentIndex(0);
        QCOMPARE(a().itemsInOrder(), b().itemsInOrder());
        QVERIFY(difference().rows() > 0);
    }

    void aCellUnderThePointerIsMarkedInAll()
    {
        compare();
        park(50);
        QSignalSpy hovered(&m_window->focus(), &ItemFocus::hoveredChanged);
        QTest::mouseMove(&b(), cell(b(), 3, 7));
        QTRY_COMPARE(m_window->focus().hovered().size(), std::size_t(2));
        QCOMPARE(m_window->focus().hovered(), b().itemsOf(3, 7));
        QTRY_VERIFY(b().card().isVisible());
        const QString footer = b().card().content().footer;
        const auto number = [](float value) { return QLocale().toString(double(value), 'f', 3); };
        QVERIFY2(footer.contains(number(a().measured(3, 7))), qPrintable(footer));
        QVERIFY2(footer.contains(number(b().measured(3, 7))), qPrintable(footer));
        QCOMPARE(a().footer(3, 7).section('\n', 0, 0), footer.section('\n', 0, 0));
        // A click in one pins in all.
        QTest::mouseClick(&difference(), Qt::LeftButton, {}, cell(difference(), 2, 2));
        QCOMPARE(m_window->focus().pinned(), a().itemsOf(2, 2));
        QCOMPARE(b().outlinedRows(), a().outlinedRows());
        QTRY_COMPARE(difference().outlinedRows(), a().outlinedRows());
    }

    void zoomIsShared()
    {
        compare();
        park(50);
        const QPoint at = cell(a(), 5, 5);
        QWheelEvent wheel(QPointF(at), a().mapToGlobal(QPointF(at)), {}, QPoint(0, 480), {}, {},
            Qt::NoScrollPhase, false);
        QApplication::sendEvent(&a(), &wheel);
        QVERIFY(!a().isFollowing() && !b().isFollowing() && !difference().isFollowing());
        QCOMPARE(b().frame().ranges().x.lower, a().frame().ranges().x.lower);
        QTest::keyClick(&b(), Qt::Key_F);
        QVERIFY(a().isFollowing() && difference().isFollowing());
    }

    void theOtherCloudIsTurnedToLieOnTheFirst()
    {
        m_window->docks().bringForward("projection");
        compare();
        park(50);
        LiveMap& own = m_window->projectionView().map();
        LiveMap& other = projection().otherCloud()->map();
        QTRY_VERIFY(other.isAligned());
        QCOMPARE(other.items(), own.items());
        const Matrix<float> goal = stacked(own.points());
        const Matrix<float> raw = stacked(compared().moment().frame()->points);
        const Matrix<float> shown = stacked(other.points());
        // A rotation or reflection with a shift keeps distances, and no turn of it lies nearer.
        const auto apart = [](const Matrix<float>& points, Index i, Index j) {
            return double((points.row(i) - points.row(j)).norm());
        };
        for (Index i = 1; i < raw.rows(); i += 7)
            QVERIFY(std::abs(apart(shown, 0, i) - apart(raw, 0, i)) < 1e-5);
        const auto misfit = [&](double angle, bool mirrored) {
            Matrix<double> turn(2, 2);
            turn << std::cos(angle), -std::sin(angle), std::sin(angle), std::cos(angle);
            if (mirrored) turn.col(1) *= -1;
            Matrix<double> points = raw.cast<double>();
            points.rowwise() -= points.colwise().mean().eval();
            Matrix<double> aim = goal.cast<double>();
            aim.rowwise() -= aim.colwise().mean().eval();
            return (points * turn - aim).norm();
        };
        const Matrix<double> off = (shown - goal).cast<double>();
        double least = 1e9;
        for (int degree = 0; degree < 3600; ++degree)
            for (const bool mirrored : { false, true })
                least = std::min(least, misfit(degree * 3.14159265358979 / 1800, mirrored));
        QVERIFY2(off.norm() <= least * (1 + 1e-4),
            qPrintable(QStringLiteral("%1 %2").arg(off.norm()).arg(least)));
        // The other kinds of map, too.
        for (const LiveMap::Kind kind : { LiveMap::Kind::tsne, LiveMap::Kind::umap }) {
            projection().mapBox().setCurrentIndex(int(kind));
            QCOMPARE(other.kind(), kind);
            QTRY_VERIFY(!own.points().empty() && other.isAligned());
        }
        projection().mapBox().setCurrentIndex(0);
        // A group that the legend turns grey is grey in both.
        m_window->projectionView().setColorShown(0, false);
        emit projection().otherCloud()->frameShown();
        int grey = 0;
        for (int point = 0; point < m_window->projectionView().pointCount(); ++point) {
            grey += m_window->projectionView().isFiltered(point);
            QCOMPARE(projection().otherCloud()->isFiltered(point),
                m_window->projectionView().isFiltered(point));
        }
        QVERIFY(grey > 0);
        m_window->projectionView().setColorShown(0, true);
        // What is chosen in one is chosen in both.
        m_window->focus().pin({ { own.items()[4], 0 } });
        QCOMPARE(projection().otherCloud()->selection(), m_window->projectionView().selection());
        QVERIFY(!projection().otherCloud()->selection().empty());
    }

    void itFollowsThePlayheadAndChangesPlacesWithTheFront()
    {
        compare();
        for (const std::int64_t step : { 35, 60, 10 }) {
            session().moment().park(step);
            QCOMPARE(compared().moment().playhead().step, step);
        }
        session().moment().follow();
        QCOMPARE(compared().moment().playhead().step, std::int64_t(60));
        advanceTo(80); // the other is shorter
        QCOMPARE(compared().moment().playhead().step, std::int64_t(60));
        QVERIFY2(similarity().row().caption(1).contains(QLatin1String("60")),
            qPrintable(similarity().row().caption(1)));
        m_window->runList().bringForward(m_first);
        QTRY_COMPARE(library().front(), m_first);
        QCOMPARE(compared().id(), m_second);
        session().moment().follow();
        QTRY_COMPARE(compared().moment().playhead().step, std::int64_t(60)); // not 80
        auto* end = similarity().findChild<QToolButton*>(QStringLiteral("endComparison"));
        QTest::mouseClick(end, Qt::LeftButton);
        QVERIFY(!compared().isOn() && !b().isVisible());
        QVERIFY(!compared().moment().run());
    }

    void runsOfOtherItemsAreSaidToBe()
    {
        RunSpec spec = smallWindowSpec();
        spec.set("seed", std::int64_t(3));
        session().start(spec, true);
        QTRY_VERIFY(session().setup());
        advanceTo(20);
        trigger(m_first, QStringLiteral("Side by side"));
        QTRY_VERIFY(!compared().lack().isEmpty());
        m_window->docks().bringForward("heatmap");
        QVERIFY(!b().isVisible());
        QCOMPARE(similarity().row().words(1), compared().lack());
        QVERIFY(!compared().moment().run());
        // One that is deleted is compared with no longer.
        m_window->runList().remove(m_first);
        QVERIFY(!compared().isOn());
    }

    void aBranchTrainsAlongAsTheOneMadeByHand()
    {
        m_window->actions()[ActionId::trainAlong]->trigger();
        auto* sheet = m_window->findChild<TrainAlongSheet*>();
        QVERIFY(sheet);
        QCOMPARE(sheet->row().parameter().key, std::string_view("temperature"));
        QVERIFY(!sheet->beginButton().isEnabled());
        auto* edit = sheet->row().editor()->findChild<QLineEdit*>();
        if (!edit) edit = qobject_cast<QLineEdit*>(sheet->row().editor());
        QVERIFY(edit);
        edit->selectAll();
        QTest::keyClicks(edit, QStringLiteral("0.05"));
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_VERIFY(sheet->beginButton().isEnabled());
        QTest::mouseClick(&sheet->beginButton(), Qt::LeftButton);
        QTRY_VERIFY(!lockstep().id().empty());
        const std::string along = lockstep().id();
        QCOMPARE(compared().id(), along);
        advanceTo(90);
        QTRY_COMPARE(stepsOf(along), std::int64_t(90));
        QTRY_COMPARE(compared().moment().newestStep(), std::int64_t(90));
        QTRY_VERIFY(compared().moment().frame() && compared().moment().frame()->step == 90);
        QVERIFY(lockstep().isOn());
        const std::uint64_t digest = library().find(along)->run->digest();

        // By hand: a branch at step 60, then the change.
        session().moment().park(60);
        QTRY_VERIFY(session().moment().checkpoint() && session().moment().checkpoint()->step == 60);
        m_window->actions()[ActionId::branchHere]->trigger();
        QTRY_VERIFY(library().front() != m_second);
        QVERIFY(!compared().isOn() || compared().id() != library().front());
        QTRY_COMPARE(session().moment().newestStep(), std::int64_t(60));
        m_window->edits().edit(*findParameter("temperature"), 0.05);
        advanceTo(90);
        QCOMPARE(session().run()->digest(), digest);
        // Whose leader made way stops where it was.
        QTRY_VERIFY(!lockstep().isOn());
        QCOMPARE(library().find(along)->run->outcome().step, std::int64_t(90));
    }

    void whoTrainsAlongComesToTheFront()
    {
        lockstep().begin({ "temperature", 0.05 });
        QTRY_VERIFY(!lockstep().id().empty());
        const std::string along = lockstep().id();
        session().setPaused(false);
        QTRY_VERIFY(stepsOf(along) > 80);
        QTRY_VERIFY(compared().moment().newestStep() > 80);
        m_window->runList().bringForward(along);
        QTRY_COMPARE(library().front(), along);
        QTRY_VERIFY(!lockstep().isOn());
        QCOMPARE(compared().id(), m_second);
        QTRY_VERIFY(session().setup() && session().state() == State::paused);
        const std::int64_t newest = session().moment().newestStep();
        advanceTo(newest + 5);
    }

    void bothComeToTheirEnd()
    {
        lockstep().begin({ "learning_rate", 0.01 });
        QTRY_VERIFY(!lockstep().id().empty());
        const std::string along = lockstep().id();
        m_window->edits().edit(*findParameter("steps"), std::int64_t(100));
        session().setPaused(false);
        QTRY_COMPARE(session().state(), State::ended);
        QTRY_VERIFY(!lockstep().isOn());
        const auto run = library().find(along)->run;
        QCOMPARE(stepsOf(along), std::int64_t(100));
        QVERIFY(run->outcome().kind == RunOutcome::Kind::stopped); // its own steps are more
        QTRY_COMPARE(compared().moment().newestStep(), std::int64_t(100));
        QTRY_VERIFY(compared().moment().frame() && compared().moment().frame()->step == 100);
        QVERIFY(!m_window->actions()[ActionId::trainAlong]->isEnabled());
    }

    void theBranchIsRecordedAsAnyRun()
    {
        const QTemporaryDir folder;
        MainWindow::Setup setup;
        setup.spec = smallWindowSpec();
        setup.settings.language = QStringLiteral("en");
        setup.settings.folders.recordings = folder.path();
        setup.settings.recordedMegabytes = 100;
        setup.rememberSettings = false;
        setup.paused = true;
        setup.threads = 1;
        m_window = std::make_unique<MainWindow>(std::move(setup));
        m_window->recording().setPatience(0);
        m_window->show();
        advanceTo(20);
        lockstep().begin({ "temperature", 0.05 });
        QTRY_VERIFY(!lockstep().id().empty());
        const std::string along = lockstep().id();
        advanceTo(50);
        QTRY_COMPARE(stepsOf(along), std::int64_t(50));
        QTRY_VERIFY(!library().find(along)->path.isEmpty());
        const std::string path = library().find(along)->path.toStdString();
        const std::uint64_t digest = library().find(along)->run->digest();
        m_window.reset();
        const StoredRun stored = readRun(path);
        QCOMPARE(stored.run->identity().id, along);
        QCOMPARE(stored.run->digest(), digest);
    }

    void endingTheComparisonEndsTheTraining()
    {
        lockstep().begin({ "temperature", 0.05 });
        QTRY_VERIFY(!lockstep().id().empty());
        const std::string along = lockstep().id();
        advanceTo(70);
        QTRY_COMPARE(stepsOf(along), std::int64_t(70));
        compared().choose({});
        QTRY_VERIFY(!lockstep().isOn());
        QTRY_VERIFY(library().find(along)->run->outcome().kind == RunOutcome::Kind::stopped);
        advanceTo(80);
        QCOMPARE(stepsOf(along), std::int64_t(70));
    }

    void aWrongValueIsRefusedInTheSheet()
    {
        m_window->actions()[ActionId::trainAlong]->trigger();
        auto* sheet = m_window->findChild<TrainAlongSheet*>();
        QVERIFY(sheet);
        QVERIFY(lockstep().problemWith({ "temperature", -1.0 }));
        QVERIFY(!lockstep().problemWith({ "temperature", 0.2 }));
        for (int i = 0; i < sheet->parameterBox().count(); ++i) {
            sheet->parameterBox().setCurrentIndex(i);
            QVERIFY(sheet->row().parameter().applies == Applies::live);
            QVERIFY(!sheet->beginButton().isEnabled());
        }
    }
};

QTEST_MAIN(TestCompare)
#include "tst_compare.moc"
