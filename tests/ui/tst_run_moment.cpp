// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What views take: a run at a step, with nobody training it; and the analyst that makes frames.
#include "plot/line_chart.h"
#include "run/analyst.h"
#include "run/item_pictures.h"
#include "run/run_moment.h"
#include "run/run_session.h"
#include "run/table_text.h"
#include "sound/item_sounds.h"
#include "store/run_store.h"
#include "support/small_run.h"
#include "support/window_run.h"
#include "views/heatmap_view.h"
#include "views/loss_view.h"
#include "views/similarity_panel.h"
#include "views/view_hint.h"

#include <QComboBox>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <chrono>
#include <limits>
#include <thread>

using namespace contrastlab;
using namespace std::chrono_literals;
using State = RunSession::State;

namespace {

struct Recording {
    std::shared_ptr<Run> run;
    MomentData data;
};

// A run of 40 steps that has ended, with frames of some of them: as a file has it.
Recording recording(std::initializer_list<std::pair<const char*, std::string>> changes = {})
{
    const RunSpec spec = smallSpec(changes);
    const auto setup = smallSetup(spec);
    Recording recorded { std::make_shared<Run>(spec), { setup, nullptr, chooseProbes(*setup) } };
    ThreadPool pool(1);
    Trainer trainer(setup, pool);
    const auto addFrame = [&] {
        const auto before = recorded.run->frames.newest();
        recorded.run->frames.append(
            analyseProbes(pool, *setup, recorded.data.probes, trainer.checkpoint(), before.get()));
        TrainingDiagnostics entry;
        entry.step = trainer.steps();
        recorded.run->diagnostics.append(entry);
    };
    RunRecorder recorder(*recorded.run, nullptr, &evaluatePart);
    addFrame();
    recorder.onStart(trainer);
    while (!trainer.finished()) {
        recorder.onStep(trainer.step(), trainer);
        if (trainer.steps() % 15 == 0) addFrame();
        if (trainer.steps() != 20) continue;
        recorded.run->events.append(
            { RunEvent::Kind::change, 20, "learning_rate", "0.002", "0.01" });
    }
    recorder.onFinish({ RunOutcome::Kind::completed, 40, {}, {} }, trainer);
    return recorded;
}

void blockUntilStopped(const std::stop_token& stop, std::atomic<int>& begun)
{
    ++begun;
    while (!stop.stop_requested())
        std::this_thread::sleep_for(1ms);
}

} // namespace

class TestRunMoment : public QObject {
    Q_OBJECT

private slots:
    void aRecordingDrivesViews();
    void aRunOfAFileDrivesViews();
    void anOlderFrameSaysWhatItLacks();
    void aQueuesObjectiveIsShownByAnother();
    void theMomentIsThatOfItsStep();
    void aLogThatIsThinnedKeepsWhatIsShown();
    void aParkedPlayheadStaysWhileTrainingGoesOn();
    void aContinuedRunKeepsAPlayheadOfItsPast();
    void ofEachKindTheNewestWins();
    void destructionWaitsForNoAnalysis();
};

void TestRunMoment::aRecordingDrivesViews()
{
    const Recording recorded = recording();
    RunMoment moment;
    ItemFocus focus(moment);
    PairChoice choice(moment);
    ItemPictures pictures(moment);
    ItemSounds sounds(moment);
    HeatmapView view(moment, focus, choice, pictures, sounds);
    LossView loss(moment, choice);
    moment.show(recorded.run, recorded.data);
    const auto frames = recorded.run->frames.all();
    QCOMPARE(frames.size(), std::size_t(3));
    QCOMPARE(moment.playhead().step, 40);
    QCOMPARE(view.rows(), int(recorded.data.probes.heatmapItems.size()));
    QCOMPARE(view.value(0, 0), frames[2]->similarities[0](0, 0));
    QCOMPARE(loss.chart().curve(QStringLiteral("train"))->size(), std::size_t(40));
    QCOMPARE(loss.chart().markers().size(), std::size_t(1));
    moment.park(17);
    QCOMPARE(view.value(0, 0), frames[1]->similarities[0](0, 0));
    moment.park(14);
    QCOMPARE(view.value(0, 0), frames[0]->similarities[0](0, 0));
    emit loss.chart().clicked(31.2);
    QCOMPARE(moment.playhead(), (Playhead { 31, false }));
    QCOMPARE(view.value(0, 0), frames[2]->similarities[0](0, 0));
    emit loss.chart().markerClicked(0);
    QCOMPARE(moment.playhead(), (Playhead { 20, false }));
    moment.follow();
    QCOMPARE(moment.playhead(), (Playhead { 40, true }));
}

// Nothing is computed anew: its frames are those of the file.
void TestRunMoment::aRunOfAFileDrivesViews()
{
    const Recording recorded = recording();
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("run.clab")).toStdString();
    saveRun(*recorded.run, path, {});
    const auto run = readRun(path).run;
    RunMoment moment;
    ItemFocus focus(moment);
    PairChoice choice(moment);
    ItemPictures pictures(moment);
    ItemSounds sounds(moment);
    HeatmapView view(moment, focus, choice, pictures, sounds);
    moment.show(run, recorded.data);
    const auto frames = recorded.run->frames.all();
    QCOMPARE(moment.frame()->step, frames[2]->step);
    QCOMPARE(view.value(0, 1), frames[2]->similarities[0](0, 1));
    moment.park(17);
    QCOMPARE(view.value(0, 1), frames[1]->similarities[0](0, 1));
    QCOMPARE(moment.diagnostics()->step, 15);
    int changes = 0;
    connect(&moment, &RunMoment::changed, this, [&] { ++changes; });
    moment.catchUp();
    QCOMPARE(changes, 0);

    // Frames of other data are none.
    MomentData other = recorded.data;
    other.probes.heatmapItems.pop_back();
    moment.setData(other);
    QVERIFY(!moment.frame());
    moment.park(39);
    QVERIFY(!moment.frame());
    moment.setData(recorded.data);
    QCOMPARE(moment.frame()->step, frames[2]->step);
}

// One of a file from before embeddings of training items were kept.
void TestRunMoment::anOlderFrameSaysWhatItLacks()
{
    Recording recorded = recording();
    ProbeFrame older = *recorded.run->frames.newest();
    older.trainingEmbeddings.clear();
    older.temperatures = {};
    older.bias = std::numeric_limits<double>::quiet_NaN();
    recorded.run = std::make_shared<Run>(recorded.run->spec());
    recorded.run->frames.append(std::move(older));
    RunMoment moment;
    ItemFocus focus(moment);
    PairChoice choice(moment);
    ItemPictures pictures(moment);
    ItemSounds sounds(moment);
    HeatmapView view(moment, focus, choice, pictures, sounds);
    moment.show(recorded.run, recorded.data);
    view.setFace(MatrixFace::gradient);
    QVERIFY(view.rows() > 0); // held-out items have theirs
    view.setItems(HeatmapView::Items::training);
    QCOMPARE(view.rows(), 0);
    QVERIFY(view.emptyText().contains(QStringLiteral("without embeddings")));
    view.setItems(HeatmapView::Items::batch);
    QCOMPARE(view.rows(), 0);
    QVERIFY(view.emptyText().startsWith(QStringLiteral("No batch yet")));
    view.setItems(HeatmapView::Items::training);
    view.setFace(MatrixFace::target);
    QVERIFY(view.rows() > 0);
    view.setBlock(PairBlock::second);
    QCOMPARE(view.rows(), 0);
    view.setBlock(PairBlock::across);
    view.setFace(MatrixFace::cosine);
    QCOMPARE(view.value(0, 1), moment.frame()->trainingSimilarities[0](0, 1));
    QVERIFY(view.rightRows() >= 0 && view.table().size() > 1);
}

// Its forces are between items and keys of the past: shown are those by which it is judged.
void TestRunMoment::aQueuesObjectiveIsShownByAnother()
{
    const Recording recorded = recording({ { "objective", "moco" }, { "queue_size", "64" } });
    RunMoment moment;
    ItemFocus focus(moment);
    PairChoice choice(moment);
    ItemPictures pictures(moment);
    ItemSounds sounds(moment);
    auto* view = new HeatmapView(moment, focus, choice, pictures, sounds);
    auto* map = new MatrixMapView(moment, focus, choice, pictures, sounds);
    SimilarityPanel panel(moment, choice, focus, *view, *map);
    panel.faceBox().setCurrentIndex(int(MatrixFace::gradient));
    moment.show(recorded.run, recorded.data);
    QVERIFY(view->rows() > 0);
    const ObjectiveInfo& moco = *findObjective("moco");
    QVERIFY(view->colorBarTitle().startsWith(objectiveName(judgedBy(moco))));
    QVERIFY(panel.hint().hint().contains(objectiveName(judgedBy(moco))));
    panel.faceBox().setCurrentIndex(int(MatrixFace::cosine));
    QVERIFY(!panel.hint().hint().contains(objectiveName(judgedBy(moco))));
}

void TestRunMoment::theMomentIsThatOfItsStep()
{
    const Recording recorded = recording();
    RunMoment moment;
    moment.show(recorded.run, recorded.data);
    QCOMPARE(moment.spec().real("learning_rate"), 0.01);
    moment.park(19);
    QCOMPARE(moment.spec().real("learning_rate"), 0.002);
    QCOMPARE(moment.newestSpec().real("learning_rate"), 0.01);
    QCOMPARE(moment.step()->step, 19);
    QCOMPARE(moment.evaluation()->step, 10);
    QCOMPARE(moment.frame()->step, 15);
    QCOMPARE(moment.diagnostics()->step, 15);
    QCOMPARE(moment.checkpoint()->step, 0);
    moment.park(20);
    QCOMPARE(moment.spec().real("learning_rate"), 0.01);
    QCOMPARE(moment.evaluation()->step, 20);
    moment.park(1000); // the end is nearer
    QCOMPARE(moment.playhead(), (Playhead { 40, false }));
    moment.park(-7);
    QCOMPARE(moment.playhead(), (Playhead { 0, false }));
    QVERIFY(!moment.step() && !moment.evaluation());
}

void TestRunMoment::aLogThatIsThinnedKeepsWhatIsShown()
{
    const auto run = std::make_shared<Run>(RunSpec());
    RunMoment moment;
    moment.show(run);
    for (int step = 1; step <= 1000; ++step) {
        run->steps.append({ .step = step });
        ProbeFrame frame;
        frame.step = step;
        run->frames.append(std::move(frame));
        moment.catchUp();
        if (step == 104) moment.park(104);
    }
    QVERIFY(run->frames.atOrBefore(104)->step < 104);
    QCOMPARE(moment.frame()->step, 104);
    moment.park(100);
    QCOMPARE(moment.frame(), run->frames.atOrBefore(100));
    moment.follow();
    QCOMPARE(moment.frame()->step, 1000);
}

void TestRunMoment::aParkedPlayheadStaysWhileTrainingGoesOn()
{
    RunSession session(1);
    RunMoment& moment = session.moment();
    session.start(smallWindowSpec(), true);
    QTRY_VERIFY(moment.frame() && moment.diagnostics());
    session.advance(10);
    QTRY_VERIFY(moment.frame()->step == 10 && moment.diagnostics()->step == 10);
    moment.park(5);
    QVERIFY(moment.frame()->step <= 5 && moment.diagnostics()->step <= 5);
    QTRY_VERIFY(moment.frame()->step == 5 && moment.diagnostics()->step == 5);
    const auto frame = moment.frame();
    const auto diagnostics = moment.diagnostics();
    int frames = 0;
    connect(&moment, &RunMoment::changed, this,
        [&](const MomentChange& change) { frames += change.frame; });
    session.advance(20);
    QTRY_COMPARE(moment.newestStep(), 30);
    QTRY_COMPARE(session.run()->frames.newest()->step, 30);
    QTRY_COMPARE(session.run()->diagnostics.newest()->step, 30);
    QTRY_COMPARE(session.state(), State::paused);
    QCOMPARE(moment.playhead(), (Playhead { 5, false }));
    QCOMPARE(moment.frame(), frame);
    QCOMPARE(moment.diagnostics(), diagnostics);
    QCOMPARE(moment.step()->step, 5);
    QCOMPARE(frames, 0);
    moment.follow();
    QCOMPARE(moment.frame()->step, 30);
    session.advance(5);
    QTRY_COMPARE(moment.frame()->step, 35);
}

void TestRunMoment::aContinuedRunKeepsAPlayheadOfItsPast()
{
    RunSession session(1);
    RunMoment& moment = session.moment();
    session.start(smallWindowSpec(30));
    QTRY_COMPARE(session.state(), State::ended);
    moment.park(12);
    session.continueFurther();
    QTRY_COMPARE(moment.newestStep(), 60);
    QCOMPARE(moment.playhead(), (Playhead { 12, false }));
    session.start(smallWindowSpec(30));
    QCOMPARE(moment.playhead(), (Playhead { 0, true }));
}

void TestRunMoment::ofEachKindTheNewestWins()
{
    Analyst analyst;
    std::atomic<int> begun { 0 }, last { 0 }, ran { 0 };
    std::atomic<bool> hold { true };
    analyst.submit(Analyst::Kind::diagnostics, [&](const std::stop_token&) {
        ++begun;
        while (hold)
            std::this_thread::sleep_for(1ms);
    });
    QTRY_COMPARE(begun.load(), 1);
    for (int i = 1; i <= 5; ++i)
        analyst.submit(Analyst::Kind::diagnostics, [&, i](const std::stop_token&) {
            ++ran;
            last = i;
        });
    // Another kind does not wait for this one.
    analyst.submit(Analyst::Kind::frame, [&](const std::stop_token&) { ++begun; });
    QTRY_COMPARE(begun.load(), 2);
    QCOMPARE(ran.load(), 0);
    hold = false;
    QTRY_VERIFY(analyst.isIdle(Analyst::Kind::diagnostics));
    QCOMPARE(last.load(), 5);
    QCOMPARE(ran.load(), 1);
}

// Each of them goes on until it is told to stop.
void TestRunMoment::destructionWaitsForNoAnalysis()
{
    std::atomic<int> begun { 0 };
    {
        Analyst analyst;
        for (const auto kind : { Analyst::Kind::frame, Analyst::Kind::diagnostics })
            analyst.submit(
                kind, [&](const std::stop_token& stop) { blockUntilStopped(stop, begun); });
        QTRY_COMPARE(begun.load(), 2);
    }
    QCOMPARE(begun.load(), 2);
}

QTEST_MAIN(TestRunMoment)
#include "tst_run_moment.moc"
