// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The dock of what decoders tell: what it shows of a run that tells items again, what it says of
// one that does not, and that pictures come back from standardised values as they were.
#include "panels/parameter_form.h"
#include "panels/parameter_row.h"
#include "support/open_window.h"
#include "support/run_dock.h"
#include "support/window_run.h"
#include "views/input_pictures.h"
#include "views/reconstruction_figure.h"
#include "views/reconstruction_panel.h"

#include <QComboBox>
#include <QDockWidget>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace contrastlab;

namespace {

constexpr int patience = 30000; // ms, on a slow machine

struct Dock : RunDock<ReconstructionPanel> {
    using RunDock::RunDock;
    [[nodiscard]] const ReconstructionScene& scene() const { return panel->figure().scene(); }
    [[nodiscard]] bool isThere() const { return !scene().columns.empty(); }
};

} // namespace

class TestReconstructionsView : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void saysWhatWouldBeHere()
    {
        Dock dock;
        QVERIFY(dock.panel->figure().emptyText().contains(QStringLiteral("No data")));
        dock.open();
        QVERIFY(dock.panel->figure().emptyText().contains(QStringLiteral("Autoencoder")));
        QVERIFY(dock.panel->taskButton().isVisible() && !dock.panel->sourceBox().isVisible());
        QVERIFY(!dock.panel->figure().grab().isNull());
        QSignalSpy asked(dock.panel.get(), &ReconstructionPanel::taskRequested);
        QTest::mouseClick(&dock.panel->taskButton(), Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(dock.panel->table().size(), 1);
    }

    void showsWhatIsToldBesideWhatIs()
    {
        Dock dock({ { "task", "autoencoder" }, { "decode", "all" }, { "steps", "300" } });
        dock.open();
        QTRY_VERIFY_WITH_TIMEOUT(dock.isThere(), patience);
        QVERIFY(!dock.panel->taskButton().isVisible());
        const ReconstructionScene& scene = dock.scene();
        QCOMPARE(scene.columns.size(), std::size_t(6));
        QVERIFY(scene.columns[0].original && scene.columns[3].original);
        QCOMPARE(scene.columns[1].title, QStringLiteral("from itself"));
        QCOMPARE(scene.columns[4].title, QStringLiteral("from itself"));
        QCOMPARE(scene.columns[5].title, QStringLiteral("from a"));
        const auto& heldOut = dock.run.data.setup->split().heldOut;
        QCOMPARE(scene.items.size(), LiveReconstructions::made);
        QCOMPARE(scene.items.front(), heldOut.front());
        QCOMPARE(scene.columns[0].cells[0].numbers.size(), std::size_t(8));
        for (const int column : { 1, 2, 4, 5 }) {
            QVERIFY(std::isfinite(scene.columns[std::size_t(column)].error));
            QVERIFY(scene.columns[std::size_t(column)].error < 1);
        }
        // One word a text, which both decoders know by now.
        QCOMPARE(scene.columns[3].cells[0].words.size(), std::size_t(1));
        QVERIFY(scene.columns[3].cells[0].words[0].right);
        QCOMPARE(scene.columns[5].cells[0].words[0].text, scene.columns[3].cells[0].words[0].text);
        const QList<QStringList> table = dock.panel->table();
        QCOMPARE(table.size(), qsizetype(1 + 4 * LiveReconstructions::made));
        QCOMPARE(table[1][0], QString::fromLatin1(test::classes[heldOut.front() % 5]));
        QVERIFY(dock.panel->header().contains(QStringLiteral("300")));
        QVERIFY(dock.panel->figure().rows() >= 3);
        QVERIFY(dock.panel->figure().drawnAs(QStringLiteral("svg"))().contains("from itself"));
    }

    void theRunMayBeLookedBackOn()
    {
        Dock dock({ { "task", "autoencoder" } });
        dock.open();
        QTRY_VERIFY_WITH_TIMEOUT(dock.isThere(), patience);
        const double last = dock.scene().columns[1].error;
        dock.moment.park(0);
        QTRY_VERIFY_WITH_TIMEOUT(dock.panel->header().endsWith(QStringLiteral(" 0")), patience);
        QVERIFY(dock.scene().columns[1].error > last);
        QCOMPARE(dock.panel->figure().property("waits").toBool(), false);
    }

    void itemsAreChosen()
    {
        Dock dock({ { "task", "adversarial" } });
        dock.open();
        QTRY_VERIFY_WITH_TIMEOUT(dock.isThere(), patience);
        QCOMPARE(dock.scene().columns.size(), std::size_t(4)); // no partners there
        const Split& split = dock.run.data.setup->split();
        const Index first = dock.scene().items.front();
        QTest::mouseClick(&dock.panel->othersButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(dock.scene().items.front() != first, patience);
        dock.panel->sourceBox().setCurrentIndex(1);
        QTRY_COMPARE_WITH_TIMEOUT(dock.scene().items.front(), split.training.front(), patience);
        dock.focus.selection().set({ split.heldOut[7] }, ItemSelection::Origin::table);
        QTRY_COMPARE_WITH_TIMEOUT(dock.scene().items.front(), split.heldOut[7], patience);
        QTest::mouseClick(&dock.panel->figure(), Qt::LeftButton, {},
            dock.panel->figure().placeOf(1, 0).center().toPoint());
        QCOMPARE(dock.focus.pinned(), (ItemFocus::Items { { split.training.front(), 0 } }));
        QTRY_COMPARE_WITH_TIMEOUT(dock.scene().items.front(), split.training.front(), patience);
    }

    // Nothing is computed for a dock that nobody sees.
    void restsOutOfSight()
    {
        Dock dock({ { "task", "autoencoder" } });
        dock.panel->setInSight(false);
        dock.open();
        dock.panel->othersButton().click();
        QApplication::processEvents();
        QVERIFY(!dock.isThere());
        dock.panel->setInSight(true);
        QTRY_VERIFY_WITH_TIMEOUT(dock.isThere(), patience);
    }

    void itFollowsTheRunInTheWindow()
    {
        RunSpec spec = smallWindowSpec();
        for (const auto& [key, value] : { std::pair("task", "autoencoder"), { "steps", "100000" } })
            QVERIFY(!assign(spec, key, value));
        const auto window = openActive(spec, true);
        window->docks().bringForward("reconstructions");
        const ReconstructionPanel& panel = window->reconstructions();
        QTRY_VERIFY_WITH_TIMEOUT(!panel.figure().scene().columns.empty(), patience);
        const double before = panel.figure().scene().columns[1].error;
        window->session().advance(60);
        QTRY_VERIFY_WITH_TIMEOUT(panel.header().endsWith(QStringLiteral("60")), patience);
        QVERIFY(panel.figure().scene().columns[1].error < before);
    }

    void theWayToTheTask()
    {
        const auto window = openActive(smallWindowSpec(), true);
        window->docks().bringForward("reconstructions");
        QTRY_VERIFY(window->reconstructions().taskButton().isVisible());
        QTest::mouseClick(&window->reconstructions().taskButton(), Qt::LeftButton);
        QTRY_VERIFY(window->form().row("task")->isVisible());
        QTRY_VERIFY(window->form().row("task")->isAncestorOf(window->focusWidget()));
    }

    // What is standardised comes back as it was; what is beyond white is white.
    void picturesComeBack()
    {
        auto data = std::make_shared<Dataset>(*test::classData(40));
        std::vector<std::uint8_t> pixels;
        for (int i = 0; i < 40 * 4 * 4 * 3; ++i)
            pixels.push_back(std::uint8_t((37 * i + i / 48) % 256));
        ModalityData image;
        image.name = "image";
        image.kind = ModalityKind::image;
        image.images = imagesInMemory(pixels, 4, 4, 1);
        data->modalities[0] = image;
        const RunSetup setup(smallSpec({ { "held_out", "8" } }), data);
        ThreadPool pool(1);
        ModalityBatch<float> batch;
        const std::vector<Index> items { 5 };
        setup.batches().makePlain(pool, items, 0, 0, batch);
        const InputPictures pictures(setup.batches(), 0);
        const QImage back = pictures.picture(batch.dense.data());
        QCOMPARE(back.size(), QSize(4, 4));
        for (int i = 0; i < 16; ++i) {
            const QColor color = back.pixelColor(i % 4, i / 4);
            const std::uint8_t* was = pixels.data() + 5 * 48 + 3 * i;
            QVERIFY(std::abs(color.red() - was[0]) <= 1 && std::abs(color.green() - was[1]) <= 1
                && std::abs(color.blue() - was[2]) <= 1);
        }
        batch.dense.setConstant(1e6f);
        QCOMPARE(pictures.picture(batch.dense.data()).pixelColor(0, 0), QColor(Qt::white));
        batch.dense.setConstant(std::nanf(""));
        QCOMPARE(pictures.picture(batch.dense.data()).pixelColor(0, 0), QColor(Qt::black));
    }
};

QTEST_MAIN(TestReconstructionsView)
#include "tst_reconstructions_view.moc"
