// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How long a choice of items takes until every view shows it: the handlers, and each view's
// repaint, without a display. Arguments: [items].
#include "benchmarks/timing.h"
#include "panels/search_panel.h"
#include "run/item_pictures.h"
#include "run/run_moment.h"
#include "sound/item_sounds.h"
#include "support/small_run.h"
#include "views/heatmap_view.h"
#include "views/item_table.h"
#include "views/matrix_map_view.h"
#include "views/projection_panel.h"
#include "views/projection_view.h"
#include "views/similarity_panel.h"

#include <QApplication>
#include <QPixmap>
#include <QTest>

#include <cstdio>
#include <cstdlib>

using namespace contrastlab;

namespace {

std::shared_ptr<Run> runOf(const std::shared_ptr<RunSetup>& setup, const ProbeSet& probes)
{
    auto run = std::make_shared<Run>(setup->spec());
    ThreadPool pool(2);
    Trainer trainer(setup, pool);
    RunRecorder recorder(*run, nullptr, &evaluatePart);
    recorder.onStart(trainer);
    while (!trainer.finished())
        recorder.onStep(trainer.step(), trainer);
    run->frames.append(analyseProbes(pool, *setup, probes, trainer.checkpoint(), nullptr));
    recorder.onFinish({ RunOutcome::Kind::completed, trainer.steps(), {}, {} }, trainer);
    return run;
}

} // namespace

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    const Index count = argc > 1 ? std::atol(argv[1]) : 10000;
    const RunSpec spec = smallSpec({ { "held_out", std::to_string(count) }, { "steps", "20" } });
    const auto setup = std::make_shared<RunSetup>(spec,
        std::make_shared<Dataset>(
            makeSyntheticWorld({ .items = count + 2000, .heldOut = count }, 1)));
    ProbeSet probes = chooseProbes(*setup);
    probes.projectionItems = setup->complete(setup->split().heldOut); // all, whatever the probes
    sortByLabel(probes.projectionItems, setup->dataset().labels);
    const auto run = runOf(setup, probes);

    RunMoment moment;
    ItemFocus focus(moment);
    PairChoice choice(moment);
    ItemPictures pictures(moment);
    ItemSounds sounds(moment);
    moment.show(run, { setup, nullptr, probes });
    // The panels take them as their children.
    auto* matrix = new HeatmapView(moment, focus, choice, pictures, sounds);
    auto* map = new MatrixMapView(moment, focus, choice, pictures, sounds);
    auto* cloud = new ProjectionView(moment, focus, pictures, sounds);
    SimilarityPanel similarity(moment, choice, focus, *matrix, *map);
    ProjectionPanel projection(moment, focus, pictures, *cloud);
    ItemTable table(moment, focus, choice, pictures);
    SearchPanel search(moment, focus, choice, pictures);
    const std::pair<const char*, QWidget*> views[] { { "matrix", &similarity },
        { "map", &projection }, { "table", &table }, { "search", &search } };
    for (const auto& [name, view] : views) {
        view->resize(700, 500);
        view->show();
    }
    QTest::qWait(2000);
    const std::vector<Index>& all = probes.projectionItems;
    for (int pass = 0; pass < 8; ++pass) {
        std::vector<Index> chosen; // all, all but one, every other one
        for (std::size_t i = pass % 2; i < all.size(); i += pass < 4 ? 1 : 2)
            chosen.push_back(all[i]);
        double sum = 1e3 * processorSecondsOf([&] {
            focus.selection().set(chosen, ItemSelection::Origin::cloud);
        });
        std::printf("%zu chosen: handlers %.1f ms", chosen.size(), sum);
        for (const auto& [name, view] : views) {
            const double took = 1e3 * processorSecondsOf([&, view = view] { view->grab(); });
            sum += took;
            std::printf(", %s %.1f", name, took);
        }
        std::printf("; all %.1f ms\n", sum);
        QTest::qWait(300);
    }
}
