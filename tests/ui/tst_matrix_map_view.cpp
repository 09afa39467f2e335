// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The cosines of all items in the window: chosen, looked at, renewed and let go.
#include "plot/heat_map_painter.h"
#include "run/item_pictures.h"
#include "shell/docks.h"
#include "sound/item_sounds.h"
#include "support/open_window.h"
#include "support/small_run.h"
#include "support/window_run.h"
#include "views/hover_card.h"
#include "views/similarity_panel.h"
#include "views/view_hint.h"
#include "views/view_menu.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLocale>
#include <QMainWindow>
#include <QStackedWidget>
#include <QTest>

#include <cmath>
#include <limits>

using namespace contrastlab;

namespace {

/// The map of a run that nobody trains, with a checkpoint of its first step; its parameters times
/// `factor`.
struct Alone {
    RunMoment moment;
    ItemFocus focus { moment };
    PairChoice choice { moment };
    ItemPictures pictures { moment };
    ItemSounds sounds { moment };
    MatrixMapView view { moment, focus, choice, pictures, sounds };

    Alone(const RunSpec& spec, int modalities, float factor = 1)
    {
        const auto setup = smallSetup(spec, modalities);
        const auto run = std::make_shared<Run>(spec);
        auto checkpoint = std::make_shared<Checkpoint>();
        checkpoint->spec = spec;
        checkpoint->parameters = factor * setup->initialParameters();
        run->keep(checkpoint);
        view.setChosen(true);
        view.resize(400, 300);
        view.show();
        moment.show(run, { setup, nullptr, chooseProbes(*setup) });
    }
};

} // namespace

class TestMatrixMapView : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<MainWindow> m_window;

    RunMoment& moment() { return m_window->session().moment(); }
    SimilarityPanel& panel() { return *m_window->findChild<SimilarityPanel*>(); }
    MatrixMapView& map() { return *m_window->findChild<MatrixMapView*>(); }
    QComboBox& items() { return panel().itemsBox(); }

    /// By the keyboard, as a person would.
    void choose(int choice)
    {
        items().setFocus();
        QTest::keyClick(&items(), Qt::Key_Home);
        for (int i = 0; i < choice; ++i)
            QTest::keyClick(&items(), Qt::Key_Down);
        QCOMPARE(items().currentIndex(), choice);
    }
    /// The cosine of two items at the checkpoint shown.
    float cosine(Index a, Index b)
    {
        const auto setup = moment().setup();
        const auto checkpoint = moment().checkpoint();
        ThreadPool pool;
        const auto unit = [&](int tower, Index item) {
            return setup->embed(pool, checkpoint->judged(), tower, std::span(&item, 1), 0)
                .normalized()
                .eval();
        };
        return (unit(0, a) * unit(1, b).transpose()).value();
    }
    QPoint middleOf(const MatrixBlock& block)
    {
        const QRectF cells = map().cellsOf(block);
        return map().frame().toPixel(cells.center()).toPoint();
    }
    void rest(QPoint at)
    {
        QTest::mouseMove(&map(), at + QPoint(1, 0));
        QTest::mouseMove(&map(), at);
    }

private slots:
    void initTestCase()
    {
        m_window = openActive(smallWindowSpec(), true);
        m_window->session().advance(60);
        QTRY_VERIFY(moment().frame() && moment().frame()->step == 60);
    }
    void init()
    {
        if (items().currentIndex() != 3) choose(3);
        QTRY_VERIFY(map().cosines());
        map().resetView();
    }

    void theBoxShowsAllItems()
    {
        choose(0);
        QVERIFY(!map().cosines() && map().side() == 0);
        QCOMPARE(panel().pages().currentWidget(), &m_window->heatmapView());
        QVERIFY(panel().orderBox().isVisible());
        choose(3);
        QVERIFY(map().isVisible() && !m_window->heatmapView().isVisible());
        QVERIFY(!panel().orderBox().isVisible());
        QVERIFY(!map().emptyText().isEmpty());
        QTRY_VERIFY(map().cosines());
        const ItemCosines& cosines = *map().cosines();
        QCOMPARE(cosines.items.size(), std::size_t(288));
        QCOMPARE(map().side(), 288);
        QCOMPARE(cosines.step, moment().checkpoint()->step);
        QCOMPARE(panel().hint().state(),
            QStringLiteral("288 items at step %1").arg(QLocale().toString(cosines.step)));
        const auto& labels = moment().setup()->dataset().labels;
        QVERIFY(std::ranges::is_sorted(
            cosines.items, {}, [&](Index item) { return labels[std::size_t(item)]; }));
        const float mean = map().source().means(0, QRect(17, 211, 1, 1)).front();
        QVERIFY(std::abs(mean - cosine(cosines.items[211], cosines.items[17])) < 1e-5f);
    }

    void theLargestOfBlocksAreThoseOfTheItems()
    {
        const QRect blocks(1, 2, 3, 4);
        const auto peaks = map().source().peaks(5, blocks);
        QCOMPARE(peaks.size(), std::size_t(12));
        for (std::size_t i = 0; i < peaks.size(); ++i) {
            const auto cells = map().source().means(
                0, QRect(32 * (1 + int(i) % 3), 32 * (2 + int(i) / 3), 32, 32));
            QCOMPARE(peaks[i].value, *std::ranges::max_element(cells));
            const auto at = map().source().means(0, QRect(peaks[i].column, peaks[i].row, 1, 1));
            QVERIFY(std::abs(at.front() - peaks[i].value) < 1e-6f);
        }
        QVERIFY(panel().peaksBox().isVisible());
        panel().peaksBox().click();
        panel().peaksBox().click();
    }

    void aBlockIsTold()
    {
        const MatrixBlock block { map().level(), 20, 3 };
        QVERIFY(block.level > 0);
        rest(middleOf(block));
        QTRY_VERIFY(map().card().isVisible());
        const ItemCosines& cosines = *map().cosines();
        const QRect cells = map().cellsOf(block);
        double sum = 0;
        float largest = -1;
        std::pair<Index, Index> nearest;
        for (int row = cells.top(); row <= cells.bottom(); ++row)
            for (int column = cells.left(); column <= cells.right(); ++column) {
                const Index a = cosines.items[std::size_t(row)],
                            b = cosines.items[std::size_t(column)];
                const float one = cosine(a, b);
                sum += double(one);
                if (one > largest) nearest = { a, b };
                largest = std::max(largest, one);
            }
        const QString side = QString::number(cells.width());
        const QString text = map().card().content().footer;
        const auto number = [](double value) { return QLocale().toString(value, 'f', 3); };
        QVERIFY2(text.contains(QStringLiteral("%1 × %1 items: mean cosine %2")
                                   .arg(side, number(sum / (cells.width() * cells.height())))),
            qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("nearest two: ") + number(double(largest))),
            qPrintable(text));
        QCOMPARE(m_window->focus().hovered(),
            (ItemFocus::Items { { nearest.first, 0 }, { nearest.second, 1 } }));
        // On the diagonal: what its pairs are.
        const MatrixBlock own { map().diagonalLevel(), 5, 5 };
        rest(middleOf(own));
        QTRY_VERIFY(map().card().content().footer.contains(
            QStringLiteral("their %1 pairs: mean %2")
                .arg(map().cellsOf(own).width())
                .arg(number(double(cosines.pyramid.pairMean(own.level, 5))))));
        choose(0);
        QVERIFY(m_window->focus().hovered().empty() && !map().card().isVisible());
    }

    void clicksPinTwoItems()
    {
        const QPoint at = middleOf({ map().level(), 12, 40 });
        for (int clicks = 0; map().level() > 0 && clicks < 4; ++clicks) {
            QTest::mouseClick(&map(), Qt::LeftButton, {}, at);
            QVERIFY(m_window->focus().pinned().empty());
        }
        const auto cell = map().blockAt(at);
        QVERIFY(cell && cell->level == 0);
        QTest::mouseClick(&map(), Qt::LeftButton, {}, at);
        const auto& sorted = map().cosines()->items;
        const Index row = sorted[std::size_t(cell->row)],
                    column = sorted[std::size_t(cell->column)];
        QCOMPARE(m_window->focus().pinned(), (ItemFocus::Items { { row, 0 }, { column, 1 } }));
        QCOMPARE(map().outlined(), std::optional(QPoint(cell->column, cell->row)));
        QTest::mouseClick(&map(), Qt::LeftButton, {}, at);
        QVERIFY(m_window->focus().pinned().empty() && !map().outlined());
    }

    void othersAreFollowed()
    {
        const Index item = map().cosines()->items[77];
        QTest::mouseMove(&map(), { 1, 1 });
        m_window->focus().hover({ { item, 0 } });
        const auto block = map().highlighted();
        QVERIFY(block && map().cellsOf(*block).contains(77, 77));
        m_window->focus().hover({});
        QVERIFY(!map().highlighted());
    }

    void whatIsInSightIsCopied()
    {
        const QList<QStringList> table = map().table();
        const MatrixBlock block { map().level(), 3, 9 };
        QCOMPARE(table.size(), 1 + map().blocksInSight(block.level).height());
        const float mean = map().source().means(block.level, QRect(9, 3, 1, 1)).front();
        QVERIFY(std::abs(table[4][10].toFloat() - mean) < 1e-5f);
        QVERIFY(table[0][10].contains(QStringLiteral(" to ")));
        const auto menus = map().findChildren<ViewMenu*>();
        QCOMPARE(menus.size(), 1);
        QMenu menu;
        menus.front()->fill(menu);
        menu.actions().front()->trigger();
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(table[0].join(u'\t')));
    }

    void colorsFollowTheBox()
    {
        panel().rangeBox().setCurrentIndex(1);
        map().toImage();
        QVERIFY(map().range() != ColorRange {});
        panel().rangeBox().setCurrentIndex(0);
        QCOMPARE(map().range(), ColorRange {});
    }

    void anotherCheckpointIsTakenUp()
    {
        const std::int64_t before = map().cosines()->step;
        m_window->session().advance(100);
        QTRY_VERIFY(map().cosines() && map().cosines()->step > before);
        QTRY_COMPARE(map().cosines()->step, moment().checkpoint()->step);
        // Of the past there is what the run has kept.
        moment().park(70);
        QVERIFY(moment().checkpoint()->step < 70);
        QTRY_COMPARE(map().cosines()->step, moment().checkpoint()->step);
        moment().follow();
        QTRY_VERIFY(map().cosines()->step > 70);
        // A new run: nothing is left of the old one.
        m_window->actions()[ActionId::reset]->trigger();
        QTRY_VERIFY(map().cosines() && map().cosines()->step == 0);
    }

    void thePairIsTheChosenOne()
    {
        Alone alone(smallSpec({ { "modalities", "a,b,c" } }), 3);
        QTRY_VERIFY(alone.view.cosines());
        QCOMPARE(alone.view.cosines()->pair.b, 1);
        alone.choice.choose(1);
        QVERIFY(!alone.view.cosines()); // of another pair they would mislead
        QTRY_VERIFY(alone.view.cosines());
        QCOMPARE(alone.view.cosines()->pair.a, alone.choice.pair().a);
        QCOMPARE(alone.view.cosines()->pair.b, 2);
        alone.view.hide();
        alone.choice.choose(0);
        QVERIFY(!alone.view.cosines());
        alone.view.show(); // what is not in sight is computed when it is
        QTRY_VERIFY(alone.view.cosines());
        QCOMPARE(alone.view.cosines()->pair.b, 1);
    }

    void aModelThatHasDivergedIsSaid()
    {
        Alone alone(smallSpec(), 2, std::numeric_limits<float>::quiet_NaN());
        MatrixMapView& view = alone.view;
        QTRY_VERIFY2(view.emptyText().contains(QStringLiteral("has diverged")),
            qPrintable(view.emptyText()));
        QVERIFY(!view.cosines() && view.side() == 0 && view.stateText().isEmpty());
        QVERIFY(view.table().isEmpty());
    }

    void thePageInFrontIsThePicture()
    {
        QMainWindow window;
        Docks docks(window, 1);
        QStackedWidget& pages = panel().pages();
        auto* place = new QWidget(&window);
        docks.add({ "heatmap", "Similarity", place, DockRow::Place::first, nullptr, &pages });
        QCOMPARE(docks.pictures().front().second, &map());
        choose(1);
        QCOMPARE(docks.pictures().front().second, &m_window->heatmapView());
    }
};

QTEST_MAIN(TestMatrixMapView)
#include "tst_matrix_map_view.moc"
