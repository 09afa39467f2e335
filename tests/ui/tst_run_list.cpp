// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The dock of the window's runs, driven as a person does: by mouse and keys.
#include "panels/run_differences.h"
#include "panels/run_list.h"
#include "plot/line_chart.h"
#include "run/run_opener.h"
#include "store/run_store.h"
#include "support/branched_window.h"
#include "views/loss_view.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>

using namespace contrastlab;
using State = RunSession::State;

class TestRunList : public BranchedWindow {
    Q_OBJECT

private:
    RunList& list() { return m_window->runList(); }
    QString text(const std::string& id, RunListModel::Column column)
    {
        return list().indexOf(id, column).data().toString();
    }
    QRect rectOf(const std::string& id, RunListModel::Column column)
    {
        const QModelIndex index = list().indexOf(id, column);
        list().view().scrollTo(index);
        return list().view().visualRect(index);
    }
    void click(const std::string& id, RunListModel::Column column)
    {
        QTest::mouseClick(
            list().view().viewport(), Qt::LeftButton, {}, rectOf(id, column).center());
    }
    QAction* action(QMenu& menu, const QString& text)
    {
        for (QAction* one : menu.actions())
            if (one->text().startsWith(text)) return one;
        return nullptr;
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void init()
    {
        openBranched(40);
        m_window->docks().bringForward("runs");
        QTRY_VERIFY(list().view().isVisible());
    }
    void cleanup() { m_window.reset(); }

    void aBranchStandsBelowItsParentAndTellsHowItDiffers()
    {
        QCOMPARE(list().view().model()->rowCount(), 1);
        QCOMPARE(list().indexOf(m_second).parent(), list().indexOf(m_first));
        QTRY_COMPARE(text(m_second, RunListModel::steps), QStringLiteral("60"));
        QCOMPARE(text(m_first, RunListModel::steps), QStringLiteral("40"));
        QTRY_COMPARE(text(m_second, RunListModel::outcome), QStringLiteral("Paused"));
        QCOMPARE(text(m_first, RunListModel::outcome), QStringLiteral("Stopped"));
        QCOMPARE(text(m_first, RunListModel::differs), QString());
        QTRY_COMPARE(text(m_second, RunListModel::differs), QStringLiteral("τ 0.1 → 0.5"));
        const auto judged = *session().run()->evaluations.last();
        QTRY_COMPARE(text(m_second, RunListModel::loss), QLocale().toString(judged.loss, 'f', 3));
        double lowest = judged.loss;
        for (const EvaluationMetrics& each : session().run()->evaluations.all())
            lowest = std::min(lowest, each.loss);
        QCOMPARE(text(m_second, RunListModel::best), QLocale().toString(lowest, 'f', 3));
        const double recall = 50 * (judged.aToB.recallAt1 + judged.bToA.recallAt1);
        QCOMPARE(text(m_second, RunListModel::recall),
            QLocale().toString(recall, 'f', 1) + QStringLiteral("\u2009%"));
        QCOMPARE(list().table().size(), 3);
        // Numbers go on with the run, and the row that is chosen stays.
        list().view().setCurrentIndex(list().indexOf(m_first));
        session().advance(20);
        QTRY_COMPARE(text(m_second, RunListModel::steps), QStringLiteral("80"));
        QCOMPARE(list().chosen(), m_first);
    }

    // Against the reference it is the other way round.
    void aReferenceIsComparedWith()
    {
        QMenu menu;
        list().fillMenu(menu, m_second);
        action(menu, QStringLiteral("Compare"))->trigger();
        QCOMPARE(library().reference(), m_second);
        QTRY_COMPARE(text(m_first, RunListModel::differs), QStringLiteral("τ 0.5 → 0.1"));
        QCOMPARE(text(m_second, RunListModel::differs), QString());
        QVERIFY(text(m_second, RunListModel::name).endsWith(QStringLiteral("(reference)")));
    }

    void doubleClickAndReturnBringToTheFront()
    {
        const auto digest = library().find(m_first)->run->digest();
        const QPoint at = rectOf(m_first, RunListModel::outcome).center();
        QTest::mouseClick(list().view().viewport(), Qt::LeftButton, {}, at);
        QTest::mouseDClick(list().view().viewport(), Qt::LeftButton, {}, at);
        QTRY_COMPARE(library().front(), m_first);
        QTRY_COMPARE(session().moment().newestStep(), 40);
        QTRY_COMPARE(session().run()->digest(), digest);
        list().view().setCurrentIndex(list().indexOf(m_second));
        QTest::keyClick(&list().view(), Qt::Key_Return);
        QTRY_COMPARE(library().front(), m_second);
        // It goes on at step 60, and left its parent at step 20 as before.
        QCOMPARE(session().run()->continuedAt(), std::int64_t(60));
        const QString tip =
            list().indexOf(m_second, RunListModel::name).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(QStringLiteral("Branched at step 20")), qPrintable(tip));
        QCOMPARE(list().indexOf(m_second).parent(), list().indexOf(m_first));
    }

    void namesAreTypedInPlace()
    {
        QCOMPARE(text(m_first, RunListModel::name), QStringLiteral("synthetic · CLIP · 1"));
        QCOMPARE(text(m_second, RunListModel::name), QStringLiteral("synthetic · CLIP · 2"));
        list().view().setCurrentIndex(list().indexOf(m_second));
        list().view().setFocus();
        QTest::keyClick(&list().view(), Qt::Key_F2);
        auto* editor = list().view().viewport()->findChild<QLineEdit*>();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, QStringLiteral("hot one")); // Space is a letter here
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(text(m_second, RunListModel::name), QStringLiteral("hot one"));
        QCOMPARE(session().run()->identity().name, std::string("hot one"));
        QCOMPARE(session().state(), State::paused);
        QCOMPARE(library().front(), m_second);
    }

    void ticksAndStarsAreClicked()
    {
        click(m_first, RunListModel::star);
        QVERIFY(library().find(m_first)->starred);
        QCOMPARE(text(m_first, RunListModel::star), QStringLiteral("★"));
        list().solo(m_second);
        QVERIFY(!library().find(m_first)->shown && library().find(m_second)->shown);
        list().solo(m_second);
        QVERIFY(library().find(m_first)->shown);
        QVERIFY(list().view().model()->setData(
            list().indexOf(m_first), Qt::Unchecked, Qt::CheckStateRole));
        QVERIFY(!library().find(m_first)->shown);
    }

    void whatIsDeletedCanBeBroughtBack()
    {
        list().view().setFocus();
        list().view().setCurrentIndex(list().indexOf(m_second));
        QTest::keyClick(&list().view(), Qt::Key_Delete);
        QCOMPARE(library().runs().size(), std::size_t(2)); // not the one in front
        library().setReference(m_first);
        list().view().setCurrentIndex(list().indexOf(m_first));
        QTest::keyClick(&list().view(), Qt::Key_Delete);
        QCOMPARE(library().runs().size(), std::size_t(1));
        QVERIFY(!list().indexOf(m_second).parent().isValid());
        auto* undo = list().findChild<QToolButton*>(QStringLiteral("undoRemove"));
        QTRY_VERIFY(undo->isVisible());
        QTest::mouseClick(undo, Qt::LeftButton);
        QCOMPARE(library().runs().size(), std::size_t(2));
        QCOMPARE(library().reference(), m_first);
        QCOMPARE(list().indexOf(m_second).parent(), list().indexOf(m_first));
        QVERIFY(!undo->isVisible());
    }

    // The same weights and batches: until something is changed, the same run.
    void aDuplicateBeginsAsItsRunBegan()
    {
        QMenu menu;
        list().fillMenu(menu, m_first);
        action(menu, QStringLiteral("Duplicate"))->trigger();
        QTRY_VERIFY(library().runs().size() == 3 && session().state() == State::paused);
        QCOMPARE(session().run()->identity().parentId, m_first);
        QCOMPARE(session().run()->identity().branchedAt, std::int64_t(0));
        session().advance(40);
        QTRY_COMPARE(session().moment().newestStep(), 40);
        QTRY_COMPARE(session().run()->digest(), library().find(m_first)->run->digest());
        QCOMPARE(list().view().model()->rowCount(list().indexOf(m_first)), 2);
    }

    void curvesOfOtherRunsLieBelowThoseInFront()
    {
        LineChart& loss = m_window->lossView().chart();
        LineChart& recall = m_window->lossView().recallChart();
        const QString other = QStringLiteral("run ") + QString::fromStdString(m_first);
        const auto judged = library().find(m_first)->run->evaluations.all();
        QTRY_VERIFY(loss.curve(other) && loss.curve(other)->size() == judged.size());
        for (std::size_t i = 0; i < judged.size(); ++i) {
            QCOMPARE(loss.curve(other)->keys()[i], double(judged[i].step));
            QCOMPARE(loss.curve(other)->values(CurveData::Line::Raw)[i], judged[i].loss);
            QCOMPARE(recall.curve(other)->values(CurveData::Line::Raw)[i],
                50 * (judged[i].aToB.recallAt1 + judged[i].bToA.recallAt1));
        }
        QCOMPARE(loss.labelOf(other), text(m_first, RunListModel::name));
        QVERIFY(!loss.curve(QStringLiteral("run ") + QString::fromStdString(m_second)));
        // The crosshair lists all, the largest first.
        const auto readings = loss.readingsAt(40);
        QVERIFY(std::ranges::any_of(
            readings, [&](const SeriesReading& one) { return one.series->id == other; }));
        QVERIFY(std::ranges::is_sorted(readings, std::greater(), &SeriesReading::value));
        // Another recall is another curve.
        m_window->lossView().setRecallDepth(10);
        QCOMPARE(recall.curve(other)->values(CurveData::Line::Raw).back(),
            50 * (judged.back().aToB.recallAt10 + judged.back().bToA.recallAt10));
        m_window->lossView().setRecallDepth(1);
        // What is hidden goes, and the one that comes to the front is drawn as such.
        library().setShown(m_first, false);
        QVERIFY(!loss.curve(other) && !recall.curve(other));
        library().setShown(m_first, true);
        QVERIFY(loss.curve(other)->size() == judged.size());
        list().bringForward(m_first);
        QTRY_COMPARE(library().front(), m_first);
        QVERIFY(!loss.curve(other));
        QTRY_COMPARE(loss.curve(QStringLiteral("run ") + QString::fromStdString(m_second))->size(),
            library().find(m_second)->run->evaluations.size());
    }

    // Pointed at in a chart or in the list, a run stands out in both charts and in the list.
    void aRunThatIsPointedAtStandsOutEverywhere()
    {
        LineChart& loss = m_window->lossView().chart();
        const QString other = QStringLiteral("run ") + QString::fromStdString(m_first);
        QTRY_VERIFY(loss.curve(other) && loss.curve(other)->size() == 3);
        const auto pixels = [](const QWidget& chart) {
            return const_cast<QWidget&>(chart).grab().toImage();
        };
        QSignalSpy hovered(&m_window->lossView(), &LossView::runHovered);
        m_window->lossView().setStandsOut({});
        QTRY_VERIFY(m_window->lossView().recallChart().curve(other)->size() == 3);
        QImage before, last; // once what still arrives is drawn
        QTRY_VERIFY((last = std::exchange(before, pixels(m_window->lossView().recallChart())),
            last == before));
        const QRect row = rectOf(m_first, RunListModel::name);
        QMouseEvent move(QEvent::MouseMove, row.center(),
            list().view().viewport()->mapToGlobal(QPointF(row.center())), Qt::NoButton,
            Qt::NoButton, {});
        QCoreApplication::sendEvent(list().view().viewport(), &move);
        QTRY_VERIFY(pixels(m_window->lossView().recallChart()) != before);
        m_window->lossView().setStandsOut({});
        QTRY_COMPARE(pixels(m_window->lossView().recallChart()), before);
        // Over the curve itself, between two of its samples.
        QWidget* canvas = loss.findChild<QWidget*>();
        for (int y = 0; y < canvas->height() && hovered.isEmpty(); y += 3) {
            const QPointF at(canvas->width() * 0.4, y);
            QMouseEvent over(
                QEvent::MouseMove, at, canvas->mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
            QCoreApplication::sendEvent(canvas, &over);
        }
        QCOMPARE(hovered.size(), 1);
        QCOMPARE(hovered.front().front().value<std::string>(), m_first);
        QVERIFY(list().indexOf(m_first).data(Qt::BackgroundRole).isValid());
        QVERIFY(!list().indexOf(m_second).data(Qt::BackgroundRole).isValid());
    }

    void whatDiffersStandsAlone()
    {
        auto* alone = list().findChild<QToolButton*>(QStringLiteral("differencesAlone"));
        QTest::mouseClick(alone, Qt::LeftButton);
        const RunDifferences& differences = list().differences();
        QVERIFY(differences.isVisible());
        const QList<QStringList> expected { { QStringLiteral("run"), QStringLiteral("τ") },
            { QStringLiteral("synthetic · CLIP · 1"), QStringLiteral("0.1") },
            { QStringLiteral("synthetic · CLIP · 2"), QStringLiteral("0.5") } };
        QTRY_COMPARE(differences.table(), expected);
        QCOMPARE(list().table(), expected);
        QCOMPARE(differences.view().item(1, 1)->text(), QStringLiteral("0.5"));
        m_window->edits().edit(*findParameter("temperature"), 0.1);
        session().advance(1);
        QTRY_VERIFY(!differences.note().isEmpty()); // the same values again
        QVERIFY(!differences.view().isVisible());
        library().setShown(m_first, false);
        QVERIFY(differences.note().startsWith(QStringLiteral("Tick two")));
        QTest::mouseClick(alone, Qt::LeftButton);
        QVERIFY(list().view().isVisible());
    }

    // Files may claim to be each other's parents, lack data and evaluations, and hold no numbers.
    void strangeRunsAreListedAndDrawn()
    {
        const auto add = [this](const char* id, const char* parent, int color) {
            auto run = std::make_shared<Run>(smallWindowSpec());
            run->takeIdentity({ id, {}, parent });
            library().restore({ run, nullptr, nullptr, {}, -1, color });
            return run;
        };
        add("one", "other", 7);
        add("other", "one", 8);
        add("own", "own", 9);
        const auto bare = add("bare", "gone", 10);
        for (const char* id : { "one", "other", "own", "bare" })
            QVERIFY(list().indexOf(id).isValid());
        QCOMPARE(text("bare", RunListModel::loss), QStringLiteral("–"));
        QCOMPARE(text("bare", RunListModel::name), QStringLiteral("synthetic · CLIP · 11"));
        // Without held-out judgements the training loss is drawn, until there are some.
        const LineChart& loss = m_window->lossView().chart();
        for (std::int64_t step = 1; step <= 50000; ++step) {
            StepMetrics metrics;
            metrics.step = step;
            metrics.loss = step % 2 ? 3 : std::nan("");
            bare->steps.append(metrics);
        }
        library().rename("bare", QStringLiteral("bare"));
        const auto drawn = [&] { return loss.curve(QStringLiteral("run bare")); };
        QTRY_COMPARE(drawn()->keys().back(), 50000.0);
        EvaluationMetrics judged;
        judged.step = 20;
        judged.loss = std::nan("");
        bare->evaluations.append(judged);
        judged.step = 40;
        judged.loss = 2.5;
        bare->evaluations.append(judged);
        library().rename("bare", QStringLiteral("judged"));
        QCOMPARE(drawn()->size(), std::size_t(2));
        QCOMPARE(text("bare", RunListModel::best), QStringLiteral("2.500"));
        QCOMPARE(text("bare", RunListModel::steps), QLocale().toString(50000));
    }

    // Behind another run, too.
    void aFileThatIsStillWrittenHasNotBrokenOff()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("other.clab"));
        Run run(session().run()->spec());
        run.steps.append({ .step = 1 });
        auto store = std::make_unique<RunStore>(
            run, path.toStdString(), recordOf(session().setup()->dataset(), run.spec()));
        m_window->runOpener().open(path);
        const std::string id = run.identity().id;
        QTRY_VERIFY(library().front() == id && library().find(id)->ready);
        list().bringForward(m_second);
        QTRY_COMPARE(library().front(), m_second);
        QTRY_COMPARE(text(id, RunListModel::outcome), QStringLiteral("Trained elsewhere"));
        store.reset();
        QCOMPARE(text(id, RunListModel::outcome), QStringLiteral("Broke off"));
    }

    void lettersLookForARun()
    {
        list().view().setFocus();
        list().view().setCurrentIndex(list().indexOf(m_first));
        library().rename(m_first, QStringLiteral("plain"));
        library().rename(m_second, QStringLiteral("hot"));
        QTest::keyClick(&list().view(), Qt::Key_P);
        QCOMPARE(list().filter().text(), QStringLiteral("p"));
        QTest::keyClicks(&list().filter(), QStringLiteral("la"));
        QVERIFY(list().indexOf(m_first).isValid() && !list().indexOf(m_second).isValid());
        list().filter().setText(QStringLiteral("τ 0.1")); // its parent stays above it
        QVERIFY(list().indexOf(m_first).isValid() && list().indexOf(m_second).isValid());
        list().filter().setText(QStringLiteral("nothing of the kind"));
        QCOMPARE(list().view().model()->rowCount(), 0);
    }
};

QTEST_MAIN(TestRunList)
#include "tst_run_list.moc"
