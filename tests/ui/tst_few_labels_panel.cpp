// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The dock of few labels: its curves, what is kept of a run that another takes the place of, and
// what is said where there is nothing to judge.
#include "plot/arm_chart.h"
#include "support/class_run.h"
#include "support/open_window.h"
#include "support/window_run.h"
#include "views/few_labels_panel.h"

#include <QComboBox>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace contrastlab;

namespace {

constexpr int patience = 30000; // ms, on a slow machine

struct Dock {
    RunMoment moment;
    FewLabelsPanel panel { moment };

    Dock()
    {
        panel.resize(600, 400);
        panel.show();
        panel.setInSight(true);
    }
    void open(const ClassRun& run)
    {
        moment.show(run.run, run.data);
        moment.catchUp();
    }
    [[nodiscard]] const std::vector<ArmChart::Series>& series() const
    {
        return panel.chart().series();
    }
    [[nodiscard]] QString name(std::size_t place) const { return series()[place].name; }
};

} // namespace

class TestFewLabelsPanel : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void saysWhyThereIsNothing()
    {
        Dock dock;
        QVERIFY(dock.panel.chart().emptyText().contains(QStringLiteral("No data")));
        ClassRun run;
        auto plain = std::make_shared<Dataset>(run.data.setup->dataset());
        plain->labels.clear();
        run.data.setup = std::make_shared<RunSetup>(run.data.setup->spec(), plain);
        dock.open(run);
        QVERIFY(dock.panel.chart().emptyText().contains(QStringLiteral("no classes")));
        QVERIFY(!dock.panel.chart().grab().isNull());
        QVERIFY(!dock.panel.keepButton().isEnabled());
        QCOMPARE(dock.panel.table().size(), 1);
    }

    void comparesEmbeddingsWithInputs()
    {
        Dock dock;
        const ClassRun run;
        dock.open(run);
        QTRY_COMPARE_WITH_TIMEOUT(dock.series().size(), std::size_t(2), patience);
        QVERIFY(dock.name(0).contains(QStringLiteral("CLIP")));
        QCOMPARE(dock.series()[0].values.size(), std::size_t(5)); // 1, 2, 5, 10, 20
        QCOMPARE(dock.series()[0].values[0].size(), std::size_t(fewLabelDraws));
        QVERIFY(dock.panel.header().startsWith(QStringLiteral("Step 60: one label")));
        const QList<QStringList> table = dock.panel.table();
        QCOMPARE(table.size(), 1 + 2 * 5);
        QCOMPARE(table[1].size(), 3 + fewLabelDraws);
        QCOMPARE(table[5][1], QStringLiteral("20"));
        // The other half of a pair, which holds nothing but the class's name.
        dock.panel.towerBox().setCurrentIndex(1);
        emit dock.panel.towerBox().activated(1);
        QTRY_COMPARE_WITH_TIMEOUT(dock.series().size(), std::size_t(2), patience);
        QCOMPARE(dock.series()[1].values[0], std::vector<double>(fewLabelDraws, 1.0));
        for (int probe = 0; probe < 3; ++probe) {
            dock.panel.probeBox().setCurrentIndex(probe);
            QVERIFY(std::isfinite(dock.series()[0].values[0][0]));
        }
    }

    void whatWasSeenOfARunStays()
    {
        Dock dock;
        const ClassRun contrast, decoder({ { "task", "autoencoder" } }),
            other({ { "held_out", "50" } });
        dock.open(contrast);
        QTRY_COMPARE_WITH_TIMEOUT(dock.series().size(), std::size_t(2), patience);
        const auto before = dock.series()[0].values;
        dock.open(decoder);
        QTRY_COMPARE_WITH_TIMEOUT(dock.series().size(), std::size_t(3), patience);
        QVERIFY(dock.name(0).contains(QStringLiteral("autoencoder")));
        QVERIFY(dock.name(2).contains(QStringLiteral("CLIP"))
            && dock.name(2).endsWith(QStringLiteral("step 60")));
        QCOMPARE(dock.series()[2].values, before);
        QTest::mouseClick(&dock.panel.keepButton(), Qt::LeftButton);
        QCOMPARE(dock.series().size(), std::size_t(4));
        QTest::mouseClick(&dock.panel.keepButton(), Qt::LeftButton); // in its place
        QCOMPARE(dock.series().size(), std::size_t(4));
        QTest::mouseClick(&dock.panel.forgetButton(), Qt::LeftButton);
        QCOMPARE(dock.series().size(), std::size_t(2));
        QVERIFY(!dock.panel.forgetButton().isEnabled());
        dock.open(other); // other items are held out: nothing to compare with
        QTRY_COMPARE_WITH_TIMEOUT(dock.series().size(), std::size_t(2), patience);
        QVERIFY(dock.panel.live().kept().empty());
    }

    void restsOutOfSight()
    {
        Dock dock;
        const ClassRun run;
        dock.panel.setInSight(false);
        dock.open(run);
        QApplication::processEvents();
        QVERIFY(!dock.panel.live().now() && !dock.panel.live().inputs());
        dock.panel.setInSight(true);
        QTRY_VERIFY_WITH_TIMEOUT(dock.panel.live().isUpToDate(), patience);
        QVERIFY(!dock.panel.chart().property("waits").toBool());
    }

    void itFollowsTheRunInTheWindow()
    {
        const auto window = openActive(smallWindowSpec(), true);
        window->docks().bringForward("few_labels");
        FewLabelsPanel& panel = window->fewLabels();
        QTRY_VERIFY_WITH_TIMEOUT(panel.live().isUpToDate(), patience);
        window->session().advance(30);
        QTRY_VERIFY_WITH_TIMEOUT(panel.header().startsWith(QStringLiteral("Step 30")), patience);
        // Another task in its place, in the same window.
        RunSpec spec = smallWindowSpec();
        QVERIFY(!assign(spec, "task", "adversarial"));
        window->session().start(spec, true);
        QTRY_COMPARE_WITH_TIMEOUT(panel.chart().series().size(), std::size_t(3), patience);
        QVERIFY(panel.chart().series()[0].name.contains(QStringLiteral("adversarial")));
    }
};

QTEST_MAIN(TestFewLabelsPanel)
#include "tst_few_labels_panel.moc"
