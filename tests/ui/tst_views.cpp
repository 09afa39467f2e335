// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the views of loss, similarity and projection can be turned to.
#include "analysis/probe_frame.h"
#include "lesson/lesson_panel.h"
#include "panels/run_list.h"
#include "plot/chart_stack.h"
#include "run/spec_settings.h"
#include "run/table_text.h"
#include "support/open_window.h"
#include "support/window_run.h"
#include "views/anatomy_figure.h"
#include "views/axis_ends.h"
#include "views/diagnostics_view.h"
#include "views/hover_card.h"
#include "views/loss_view.h"
#include "views/projection_panel.h"
#include "views/similarity_panel.h"
#include "views/view_hint.h"
#include "views/view_menu.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QRegularExpression>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <cmath>

using namespace contrastlab;

class TestViews : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<MainWindow> m_window;

    RunMoment& moment() { return m_window->session().moment(); }
    const std::vector<Index>& chosen() { return m_window->focus().selection().items(); }
    HeatmapView& matrix() { return m_window->heatmapView(); }
    ProjectionView& cloud() { return m_window->projectionView(); }
    SimilarityPanel& similarity() { return *m_window->findChild<SimilarityPanel*>(); }
    ProjectionPanel& projection() { return *m_window->findChild<ProjectionPanel*>(); }

    int side() { return int(moment().probes().heatmapItems.size()); }
    /// The cosine of what stands in a row and a column, by the frame's embeddings.
    float cosine(Index a, Index b)
    {
        const auto frame = moment().frame();
        const auto& items = moment().probes().projectionItems;
        return frame->embeddings[0]
            .row(placeOf(items, a))
            .dot(frame->embeddings[1].row(placeOf(items, b)));
    }
    /// Places of the partner among all columns, row by row, as the matrix shows them.
    std::vector<int> ranks()
    {
        std::vector<int> ranks;
        for (int row = 0; row < matrix().rows(); ++row) {
            int before = 0;
            for (int column = 0; column < matrix().columns(); ++column)
                before += matrix().value(row, column) > matrix().value(row, row);
            ranks.push_back(before);
        }
        return ranks;
    }

private slots:
    void initTestCase()
    {
        RunSpec spec = smallWindowSpec();
        spec.set("learning_rate", 0.02);
        m_window = openWindow(spec, true);
        m_window->session().advance(60);
        QTRY_VERIFY(moment().frame() && moment().frame()->step == 60);
        QTRY_COMPARE(matrix().rows(), side());
        QVERIFY(side() > 20 && side() <= 64);
    }
    void cleanup()
    {
        similarity().itemsBox().setCurrentIndex(0);
        similarity().orderBox().setCurrentIndex(0);
        similarity().rangeBox().setCurrentIndex(0);
        similarity().faceBox().setCurrentIndex(0);
        similarity().blockBox().setCurrentIndex(0);
    }

    void eachLossHasItsOwnChance()
    {
        const LineChart& chart = m_window->lossView().chart();
        const EvaluationMetrics judged = *m_window->session().run()->evaluations.last();
        const auto last = [&](const char* id) {
            return chart.curve(QString::fromLatin1(id))->values(CurveData::Line::Raw).back();
        };
        QVERIFY(std::abs(last("chance") - std::log(32)) < 1e-9);
        QCOMPARE(last("heldOutChance"), judged.chance);
        QVERIFY(std::abs(judged.chance - std::log(double(judged.items))) < 1e-6);
        const LineChart& recall = m_window->lossView().recallChart();
        QCOMPARE(recall.curve(QStringLiteral("recallAToB"))->values(CurveData::Line::Raw).back(),
            100 * judged.aToB.recallAt1);
        QCOMPARE(recall.keyRange(), chart.keyRange());
    }

    void theMatrixShowsTrainingPairs()
    {
        const auto& items = m_window->session().setup()->split().training;
        similarity().itemsBox().setCurrentIndex(1);
        const std::vector<Index> shown = matrix().itemsInOrder();
        QCOMPARE(shown, moment().probes().trainingItems);
        QCOMPARE(matrix().rows(), int(shown.size()));
        for (const Index item : shown)
            QVERIFY(std::ranges::find(items, item) != items.end());
        const auto frame = moment().frame();
        const auto pairs = m_window->session().setup()->everyPair().size();
        QCOMPARE(frame->trainingSimilarities.size(), pairs);
        QCOMPARE(matrix().value(3, 7), frame->trainingSimilarities[0](3, 7));
        // What was trained on is known better than what was not.
        const int trained = matrix().rightRows();
        similarity().itemsBox().setCurrentIndex(0);
        QCOMPARE(matrix().itemsInOrder(), moment().probes().heatmapItems);
        QVERIFY(trained >= matrix().rightRows());
    }

    void rowsAreMarkedAndCounted()
    {
        const std::vector<int> found = ranks();
        QCOMPARE(matrix().rightRows(), int(std::ranges::count(found, 0)));
        for (int row = 0; row < matrix().rows(); ++row) {
            const int winner = matrix().winners()[std::size_t(row)];
            QCOMPARE(winner == row, found[std::size_t(row)] == 0);
            for (int column = 0; column < matrix().columns(); ++column)
                QVERIFY(matrix().value(row, column) <= matrix().value(row, winner));
        }
        QCOMPARE(similarity().hint().state(),
            QStringLiteral("%1 of %2 rows right").arg(matrix().rightRows()).arg(side()));
    }

    void theMatrixIsSorted()
    {
        const std::vector<Index> byGroup = matrix().itemsInOrder();
        similarity().orderBox().setCurrentIndex(1);
        std::vector<int> found = ranks();
        QVERIFY(std::ranges::is_sorted(found));
        // The same items, and each cell with its own cosine.
        std::vector<Index> sorted = matrix().itemsInOrder();
        QVERIFY(std::abs(matrix().value(2, 9) - cosine(sorted[2], sorted[9])) < 1e-5f);
        similarity().orderBox().setCurrentIndex(2);
        found = ranks();
        QVERIFY(std::ranges::is_sorted(found, std::greater {}));
        sorted = matrix().itemsInOrder();
        std::vector<Index> before = byGroup;
        std::ranges::sort(sorted);
        std::ranges::sort(before);
        QCOMPARE(sorted, before);
        similarity().orderBox().setCurrentIndex(0);
        QCOMPARE(matrix().itemsInOrder(), byGroup);
    }

    // By the temperature of the frame; the marks stay those of the cosines.
    void facesAreWhatTheLossMakesOfTheCosines()
    {
        const int right = matrix().rightRows();
        const float cosine = matrix().value(3, 5);
        const double temperature = moment().frame()->temperature;
        similarity().faceBox().setCurrentIndex(int(MatrixFace::logit));
        QVERIFY(std::abs(matrix().value(3, 5) - cosine / float(temperature)) < 1e-4f);
        QVERIFY(!similarity().rangeBox().isEnabled());
        similarity().faceBox().setCurrentIndex(int(MatrixFace::rowSoftmax));
        float sum = 0;
        for (int column = 0; column < side(); ++column)
            sum += matrix().value(3, column);
        QVERIFY(std::abs(sum - 1) < 1e-4f);
        QCOMPARE(matrix().upper(), 0.5f);
        similarity().faceBox().setCurrentIndex(int(MatrixFace::gradient));
        for (int row = 0; row < side(); ++row)
            QVERIFY(matrix().value(row, row) <= 0);
        QCOMPARE(matrix().rightRows(), right);
        QCOMPARE(matrix().table()[4][6].toFloat(), matrix().value(3, 5));
        similarity().faceBox().setCurrentIndex(int(MatrixFace::cosine));
        QCOMPARE(matrix().value(3, 5), cosine);
        QCOMPARE(matrix().lower(), -1.f);
        QVERIFY(similarity().rangeBox().isEnabled());
    }

    // Of the objective that runs, held out and trained on, and what it takes each pair for.
    void forcesAreTheObjectives()
    {
        similarity().faceBox().setCurrentIndex(int(MatrixFace::gradient));
        for (const int items : { 0, 1 }) {
            similarity().itemsBox().setCurrentIndex(items);
            const int rows = matrix().rows();
            QVERIFY(rows > 2);
            float sum = 0;
            for (int row = 0; row < rows; ++row)
                for (int column = 0; column < rows; ++column)
                    sum += matrix().value(row, column);
            QVERIFY(std::abs(sum) < 1e-3f); // a softmax moves nothing as a whole
        }
        const std::string& name = m_window->session().run()->spec().text("objective");
        QVERIFY(matrix().colorBarTitle().contains(objectiveName(*findObjective(name))));
        QCOMPARE(matrix().upper(), 1.f);
        similarity().faceBox().setCurrentIndex(int(MatrixFace::target));
        QCOMPARE(matrix().kinds().size(), std::size_t(4));
        QCOMPARE(
            similarity().hint().hint(), QStringLiteral("What the objective takes each pair for"));
        for (int row = 0; row < matrix().rows(); ++row)
            QCOMPARE(matrix().value(row, row), float(PairTarget::positive));
        QCOMPARE(matrix().table()[3][3], QStringLiteral("positive"));
        similarity().faceBox().setCurrentIndex(int(MatrixFace::cosine));
        QVERIFY(matrix().kinds().empty());
    }

    // Alignment alone pushes no cell.
    void withoutNegativesNothingIsPushed()
    {
        m_window->edits().edit(*findParameter("break.no_negatives"), true);
        QTRY_VERIFY(moment().spec().flag("break.no_negatives"));
        similarity().faceBox().setCurrentIndex(int(MatrixFace::gradient));
        QVERIFY(matrix().colorBarTitle().contains(
            objectiveName(trainedObjectiveOf(moment().spec()).info())));
        for (int row = 0; row < matrix().rows(); ++row)
            for (int column = 0; column < matrix().rows(); ++column)
                QVERIFY(row == column ? matrix().value(row, column) < 0
                                      : std::abs(matrix().value(row, column)) < 1e-6f);
        m_window->edits().edit(*findParameter("break.no_negatives"), false);
        QTRY_VERIFY(!moment().spec().flag("break.no_negatives"));
        similarity().faceBox().setCurrentIndex(int(MatrixFace::cosine));
    }

    // One modality with itself: nobody looks for a partner there.
    void aBlockIsOfOneModality()
    {
        const auto frame = moment().frame();
        const auto& all = moment().probes().projectionItems;
        for (const int block : { 1, 2 }) {
            similarity().blockBox().setCurrentIndex(block);
            const std::vector<Index> items = matrix().itemsInOrder();
            const auto& rows = frame->embeddings[std::size_t(block - 1)];
            const float cosine =
                rows.row(placeOf(all, items[4])).dot(rows.row(placeOf(all, items[9])));
            QVERIFY(std::abs(matrix().value(4, 9) - cosine) < 1e-5f);
            QVERIFY(std::abs(matrix().value(5, 5) - 1) < 1e-5f);
            QVERIFY(matrix().winners().empty() && similarity().hint().state().isEmpty());
            emit matrix().cellClicked(4, 9);
            const ItemFocus::Items pinned = m_window->focus().pinned();
            QCOMPARE(pinned.size(), std::size_t(2));
            QCOMPARE(pinned[0].tower, block - 1);
            QCOMPARE(pinned[1].tower, block - 1);
            m_window->focus().clear();
            similarity().faceBox().setCurrentIndex(int(MatrixFace::rowSoftmax));
            QVERIFY(std::isnan(matrix().value(5, 5)));
            similarity().faceBox().setCurrentIndex(0);
        }
        QCOMPARE(similarity().blockBox().itemText(1).count(QStringLiteral("×")), 1);
        similarity().itemsBox().setCurrentIndex(1); // training items have them too
        QVERIFY(std::abs(matrix().value(5, 5) - 1) < 1e-5f);
    }

    // Neighbours are nearer than they are by group.
    void whatIsAlikeStandsTogether()
    {
        const auto nearness = [&] {
            float sum = 0;
            for (int row = 1; row < matrix().rows(); ++row)
                sum += matrix().value(row, row - 1) + matrix().value(row - 1, row);
            return sum;
        };
        const float byGroup = nearness();
        std::vector<Index> before = matrix().itemsInOrder();
        similarity().orderBox().setCurrentIndex(3);
        QVERIFY(nearness() > byGroup);
        std::vector<Index> sorted = matrix().itemsInOrder();
        QVERIFY(sorted != before);
        std::ranges::sort(sorted);
        std::ranges::sort(before);
        QCOMPARE(sorted, before);
    }

    // The card has the numbers in the formula, and they give what it says.
    void theCardFillsInTheFormula()
    {
        const QPoint at = matrix().rect().center();
        const auto cell = matrix().cellAt(at);
        QVERIFY(cell.has_value());
        emit matrix().cellHovered(cell->y(), cell->x(), matrix().mapToGlobal(at));
        QTRY_VERIFY(matrix().card().content().footer.contains(QStringLiteral("∂L/∂x")));
        const QString footer = matrix().card().content().footer;
        const QRegularExpression shares(QStringLiteral(
            "p = eˣ / \\(eˣ \\+ (\\d+) others\\) = e\\^\\((-?[\\d.]+) − \\(?(-?[\\d.]+)\\)?\\) = "
            "([\\d.e-]+)"));
        const auto found = shares.match(footer);
        QVERIFY2(found.hasMatch(), qPrintable(footer));
        QCOMPARE(found.captured(1).toInt(), side() - 1);
        const double share = std::exp(found.captured(2).toDouble() - found.captured(3).toDouble());
        QVERIFY2(std::abs(share - found.captured(4).toDouble()) < 2e-3, qPrintable(footer));
        emit matrix().cellLeft();
    }

    void colorsReachAsFarAsTheCosines()
    {
        QCOMPARE(matrix().lower(), -1.f);
        similarity().rangeBox().setCurrentIndex(1);
        std::vector<float> values;
        for (int row = 0; row < side(); ++row)
            for (int column = 0; column < side(); ++column)
                values.push_back(matrix().value(row, column));
        std::ranges::sort(values);
        const float middle = values[values.size() / 2];
        QVERIFY(std::abs(0.5f * (matrix().lower() + matrix().upper()) - middle) < 0.01f);
        QVERIFY(
            matrix().upper() - matrix().lower() <= 2 * (values.back() - values.front()) + 0.03f);
        similarity().rangeBox().setCurrentIndex(0);
        QCOMPARE(matrix().upper(), 1.f);
    }

    void aLassoGathersItems()
    {
        const auto& items = moment().probes().projectionItems;
        const int count = int(items.size());
        const std::vector<int> points { 3, 7, 11, count + 7, count + 20 }; // 7 from both sides
        const QRect place = cloud().geometry();
        cloud().setSelection(points);
        QCoreApplication::processEvents();
        QCOMPARE(cloud().geometry(), place); // what was enclosed stays where it is
        const std::vector<Index> wanted { items[3], items[7], items[11], items[20] };
        QCOMPARE(chosen(), wanted);
        QVERIFY(projection().gatheredList().isVisible());
        QCOMPARE(projection().gatheredList().count(), 4);
        const QFont font = projection().font();
        QFont large = font;
        large.setPixelSize(2 * projection().fontMetrics().height());
        const int low = projection().gatheredList().height();
        projection().setFont(large);
        QVERIFY(projection().gatheredList().maximumHeight() > low); // a line high in any letters
        projection().setFont(font);
        QCOMPARE(matrix().itemsInOrder(), wanted);
        QCOMPARE(matrix().rows(), 4);
        QVERIFY(std::abs(matrix().value(1, 2) - cosine(items[7], items[11])) < 1e-5f);
        emit projection().gatheredList().itemClicked(projection().gatheredList().item(2));
        QCOMPARE(m_window->focus().pinned().front().item, items[11]);
        QCOMPARE(matrix().outlinedRows(), std::vector<int> { 2 });
        QCOMPARE(chosen(), wanted); // pinning lets nothing go
        QTest::keyClick(&cloud(), Qt::Key_Escape);
        QVERIFY(chosen().empty());
        QVERIFY(!projection().gatheredList().isVisible());
        QCOMPARE(matrix().rows(), side());
    }

    void mapsAreChosenAndSayHowFarToBelieveThem()
    {
        QVERIFY(projection().neighbourhoodBox().isHidden());
        projection().mapBox().setCurrentIndex(int(LiveMap::Kind::tsne));
        QVERIFY(projection().neighbourhoodBox().isVisible());
        QCOMPARE(projection().neighbourhoodBox().value(), 30);
        QTRY_VERIFY_WITH_TIMEOUT(cloud().map().progress().total > 0, 60000);
        QTRY_VERIFY_WITH_TIMEOUT(
            cloud().map().progress().done == cloud().map().progress().total, 60000);
        QTRY_VERIFY2(projection().headerText().startsWith(QStringLiteral("t-SNE · trust 0.")),
            qPrintable(projection().headerText()));
        QVERIFY(cloud().caution().contains(QStringLiteral("mean nothing here")));
        cloud().finishGlide();
        QTest::mouseMove(&cloud(), cloud().positionOf(4).toPoint());
        QTRY_COMPARE(cloud().hoverLinks().size(), std::size_t(5)); // its nearest in the space
        projection().stopButton().click();
        QVERIFY(cloud().map().isStopped());
        projection().mapBox().setCurrentIndex(int(LiveMap::Kind::classes));
        QVERIFY(projection().neighbourhoodBox().isHidden() && !cloud().map().isStopped());
        projection().mapBox().setCurrentIndex(int(LiveMap::Kind::pca));
        QCOMPARE(cloud().map().points(), moment().frame()->points);
        cloud().finishGlide();
    }

    // Of all items: what is pointed at, pinned, gathered and coloured is any of them.
    void mapsOfAllItems()
    {
        projection().itemsBox().setCurrentIndex(int(LiveMap::Of::all));
        const auto setup = moment().setup();
        const int count = int(setup->split().training.size() + setup->split().heldOut.size());
        QTRY_COMPARE(cloud().pointCount(), 2 * count);
        QVERIFY2(cloud().header().contains(QStringLiteral("%1 items").arg(count)),
            qPrintable(cloud().header()));
        cloud().finishGlide();
        const auto& items = cloud().map().items();
        const int trained =
            int(std::ranges::find(items, setup->split().training[3]) - items.begin());
        m_window->focus().pin({ { items[std::size_t(trained)], 0 } });
        QCOMPARE(cloud().selection(), std::vector<int>({ trained, trained + count }));
        QTest::mouseMove(&cloud(), cloud().positionOf(trained).toPoint());
        QTRY_COMPARE(cloud().hoverLinks().size(), std::size_t(5));
        projection().search().setText(cloud().table()[1 + trained].front());
        m_window->focus().clear();
        cloud().selectInside(cloud().frame().plot);
        QCOMPARE(int(chosen().size()), count);
        QVERIFY(projection().gatheredList().count() <= count);
        m_window->focus().clear();
        projection().colorBox().setCurrentIndex(int(ProjectionView::ColorBy::rank));
        const QImage grey = cloud().toImage();
        QTRY_VERIFY(cloud().toImage() != grey); // places are looked for in the background
        projection().colorBox().setCurrentIndex(0);
        projection().itemsBox().setCurrentIndex(int(LiveMap::Of::heldOut));
        QTRY_COMPARE(cloud().map().points(), moment().frame()->points);
        cloud().finishGlide();
    }

    // Typed, or taken from what is gathered; the data have no texts, which is said.
    void axesAreChosen()
    {
        AxisEnds& ends = projection().axisEnds();
        QVERIFY(ends.isHidden());
        projection().mapBox().setCurrentIndex(int(LiveMap::Kind::axes));
        QVERIFY(ends.isVisible());
        QTRY_VERIFY2(cloud().emptyText().contains(QStringLiteral("runs from")),
            qPrintable(cloud().emptyText()));
        QTest::keyClicks(&ends.edit(0, 0), QStringLiteral("cat"));
        QTest::keyClicks(&ends.edit(0, 1), QStringLiteral("dog"));
        QTest::keyClick(&ends.edit(0, 1), Qt::Key_Return);
        emit ends.edit(0, 0).editingFinished();
        QTRY_VERIFY2(
            cloud().emptyText().contains(QStringLiteral("No modality of this run is text")),
            qPrintable(cloud().emptyText()));
        QVERIFY(!ends.findChild<QToolButton*>()->isEnabled());
        const auto& items = cloud().map().items();
        m_window->focus().selection().set({ items[3], items[8] }, ItemSelection::Origin::table);
        QVERIFY(ends.findChild<QToolButton*>()->isEnabled());
        ends.itemsAction(0).trigger();
        QTRY_COMPARE(cloud().pointCount(), 2 * int(items.size()));
        QCOMPARE(ends.edit(0, 1).text(), cloud().table()[1 + 8].front());
        QVERIFY(cloud().map().points()[0](8, 0) > cloud().map().points()[0](3, 0));
        m_window->focus().clear();
        projection().mapBox().setCurrentIndex(int(LiveMap::Kind::pca));
        QVERIFY(ends.isHidden());
        cloud().finishGlide();
    }

    // Dragged, the points turn; what is pointed at and gathered is found among them as they are.
    void mapsInSpaceTurn()
    {
        projection().spaceButton().click();
        QTRY_VERIFY(cloud().isSpatial());
        const int count = cloud().pointCount();
        QVERIFY(count > 0);
        QCOMPARE(cloud().table().front().size(), 5);
        cloud().finishGlide();
        const QPointF before = cloud().positionOf(7);
        QTest::keyClick(&cloud(), Qt::Key_Right);
        QVERIFY((cloud().positionOf(7) - before).manhattanLength() > 0.5);
        QTest::mouseMove(&cloud(), cloud().positionOf(7).toPoint());
        QTRY_VERIFY(cloud().hovered() >= 0);
        QTRY_COMPARE(cloud().hoverLinks().size(), std::size_t(5));
        projection().spaceButton().click();
        QTRY_VERIFY(!cloud().isSpatial() && cloud().pointCount() == count);
        cloud().finishGlide();
    }

    // With the mouse: what is pinned is ringed among the items that are chosen.
    void aClickPinsAndShiftChooses()
    {
        cloud().finishGlide();
        const auto& items = moment().probes().projectionItems;
        const int count = int(items.size());
        const auto click = [&](int point, Qt::KeyboardModifiers modifiers) {
            QTest::mouseClick(
                &cloud(), Qt::LeftButton, modifiers, cloud().positionOf(point).toPoint());
        };
        const int first = cloud().pointAt(cloud().positionOf(2).toPoint()) % count;
        const int second = cloud().pointAt(cloud().positionOf(count + 9).toPoint()) % count;
        QVERIFY(first != second);
        click(2, Qt::ShiftModifier);
        click(count + 9, Qt::ShiftModifier);
        const std::vector<Index> both { items[std::size_t(first)], items[std::size_t(second)] };
        QCOMPARE(chosen(), both);
        QCOMPARE(cloud().selection().size(), std::size_t(4)); // with their partners
        click(2, Qt::NoModifier);
        QCOMPARE(m_window->focus().pinned().front().item, both[0]);
        QCOMPARE(chosen(), both);
        QCOMPARE(cloud().marked(), (std::vector<int> { first, count + first }));
        QCOMPARE(matrix().rows(), 2);
        click(2, Qt::ShiftModifier);
        QCOMPARE(chosen(), std::vector<Index> { both[1] });
        m_window->focus().clear();
        QVERIFY(cloud().selection().empty() && cloud().marked().empty());
    }

    void whatTheLegendGreysIsGreyEverywhere()
    {
        ItemSelection& selection = m_window->focus().selection();
        const auto& items = moment().probes().projectionItems;
        const int em = cloud().fontMetrics().height();
        const QPoint firstEntry(2 * em, em);
        QTest::mouseClick(&cloud(), Qt::LeftButton, Qt::NoModifier, firstEntry);
        int greyed = 0;
        for (std::size_t i = 0; i < items.size(); ++i) {
            QCOMPARE(selection.isGreyed(items[i]), cloud().isFiltered(int(i)));
            greyed += selection.isGreyed(items[i]);
        }
        QVERIFY(greyed > 0 && greyed < int(items.size()));
        QVERIFY(chosen().empty());
        cloud().setColorBy(ProjectionView::ColorBy::rank); // other colours, another filter
        for (const Index item : items)
            QVERIFY(!selection.isGreyed(item));
        cloud().setColorBy(ProjectionView::ColorBy::group);
        QTest::mouseClick(&cloud(), Qt::LeftButton, Qt::NoModifier, firstEntry);
        QVERIFY(std::ranges::any_of(items, [&](Index item) { return selection.isGreyed(item); }));
        QTest::mouseClick(&cloud(), Qt::LeftButton, Qt::NoModifier, firstEntry);
        QVERIFY(!selection.isMuted(items.front()));
    }

    void choicesAreKeptByName()
    {
        ItemSelection& selection = m_window->focus().selection();
        const auto& items = moment().probes().projectionItems;
        using Origin = ItemSelection::Origin;
        selection.set({ items[4], items[1], items[4] }, Origin::table);
        QCOMPARE(chosen(), (std::vector<Index> { items[4], items[1] }));
        QCOMPARE(selection.origin(), Origin::table);
        selection.keep(QStringLiteral("two"));
        selection.add({ items[7] }, Origin::matrix);
        selection.keep(QStringLiteral("three"));
        selection.choose(QStringLiteral("two"));
        QCOMPARE(chosen().size(), std::size_t(2));
        QVERIFY(selection.isMuted(items[7]) && !selection.isMuted(items[1]));
        selection.clear();
        selection.keep(QStringLiteral("none"));
        QCOMPARE(selection.kept().size(), std::size_t(2));
        selection.choose(QStringLiteral("three"));
        QCOMPARE(chosen().size(), std::size_t(3));
        QCOMPARE(selection.origin(), Origin::kept);
        selection.forget(QStringLiteral("two"));
        selection.forget(QStringLiteral("three"));
        QVERIFY(selection.kept().empty());
        m_window->focus().clear();
    }

    void theSearchPinsAnItem()
    {
        const auto& items = moment().probes().projectionItems;
        const QString name = cloud().table()[1 + 5].front();
        projection().search().setText(name);
        emit projection().search().returnPressed();
        QCOMPARE(m_window->focus().pinned().front().item, items[5]);
        projection().search().setText(QStringLiteral("no such thing"));
        emit projection().search().returnPressed();
        QCOMPARE(m_window->focus().pinned().front().item, items[5]);
        m_window->focus().clear();
    }

    void pointsAreColouredByAnyColumn()
    {
        QComboBox& box = projection().colorBox();
        const QImage byGroup = cloud().toImage();
        for (int i = 1; i < box.count(); ++i) {
            box.setCurrentIndex(i);
            QVERIFY(cloud().toImage() != byGroup);
        }
        box.setCurrentIndex(0);
        QCOMPARE(cloud().toImage(), byGroup);
        QVERIFY2(
            cloud().header().contains(QStringLiteral("step 60")), qPrintable(cloud().header()));
        QVERIFY(projection().headerText() == cloud().header());
    }

    void everyViewSaysWhatToLookFor()
    {
        for (const char* language : { "en", "zh_CN" }) {
            m_window->setLanguage(QString::fromLatin1(language));
            QCoreApplication::sendPostedEvents();
            const auto hints = m_window->findChildren<ViewHint*>();
            QVERIFY(hints.size() >= 4);
            for (ViewHint* hint : hints) {
                QVERIFY(!hint->hint().isEmpty());
                QWidget* card = hint->openCard();
                const auto* text = card->findChild<QLabel*>();
                QVERIFY(text->text().size() > 60);
                const QRect area = card->screen()->availableGeometry();
                QVERIFY2(area.contains(card->geometry()),
                    qPrintable(QStringLiteral("%1 x %2 at %3, %4 in %5 x %6")
                                   .arg(card->width())
                                   .arg(card->height())
                                   .arg(card->x())
                                   .arg(card->y())
                                   .arg(area.width())
                                   .arg(area.height())));
                card->close();
            }
        }
        m_window->setLanguage(QStringLiteral("en"));
    }

    void menusCopyValues()
    {
        const auto menus = m_window->findChildren<ViewMenu*>();
        // Loss, recall, matrix, map of all, items, false negatives, projection, anatomy,
        // reconstructions, few labels, parameters, diagnostics, search, item, lessons, runs, both
        // pictures of a sweep; of a run that is compared with matrix, difference and projection.
        QCOMPARE(menus.size(), 21);
        for (ViewMenu* menu : menus) {
            if (menu->parent() == m_window->findChild<MatrixMapView*>()) continue; // not chosen
            if (menu->parent() == m_window->findChild<AnatomyFigure*>()) continue; // not in sight
            if (m_window->lessons().isAncestorOf(&menu->picture())) continue; // nothing is tried
            if (menu->parent() == &m_window->runList()) continue; // one run, one row
            if (menu->table().size() <= 1) continue; // nothing looked for, pinned or compared
            QMenu shown;
            menu->fill(shown);
            QVERIFY(shown.actions().size() >= 5);
            QGuiApplication::clipboard()->clear();
            shown.actions().front()->trigger();
            const QStringList lines =
                QGuiApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
            QVERIFY(lines.size() > 20);
            QVERIFY(lines[1].contains(u'\t'));
        }
        QCOMPARE(
            ViewMenu::separated({ { QStringLiteral("a,b"), QStringLiteral("say \"c\"") } }, ','),
            QStringLiteral("\"a,b\",\"say \"\"c\"\"\"\n"));
    }

    void diagnosticsAreNoWiderThanTheirDock()
    {
        QTRY_VERIFY(moment().diagnostics());
        DiagnosticsView alone(moment(), m_window->edits());
        alone.resize(260, 500);
        alone.show();
        m_window->session().advance(1);
        QTRY_COMPARE(moment().newestStep(), 61);
        QTRY_VERIFY(moment().diagnostics()->step == 61);
        QApplication::processEvents();
        QVERIFY2(alone.widget()->width() <= alone.viewport()->width(),
            qPrintable(QString::number(alone.widget()->width())));
    }

    // Of the last step, while someone looks.
    void theMatrixShowsTheBatch()
    {
        const auto setup = m_window->session().setup();
        const auto isOf = [&](const Checkpoint& checkpoint) {
            std::vector<Index> shown = matrix().itemsInOrder();
            std::vector<Index> batch = setup->complete(checkpoint.heldBatch);
            std::ranges::sort(shown);
            std::ranges::sort(batch);
            return shown == batch;
        };
        similarity().itemsBox().setCurrentIndex(2);
        const auto checkpoint = moment().checkpoint();
        QTRY_VERIFY(isOf(*checkpoint));
        QCOMPARE(matrix().rows(), 32);
        ThreadPool pool;
        const std::vector<Index> items = matrix().itemsInOrder();
        const auto unit = [&](int tower, std::size_t place) {
            return setup->embed(pool, checkpoint->judged(), tower, std::span(&items[place], 1), 0)
                .normalized()
                .eval();
        };
        QVERIFY(
            std::abs(matrix().value(3, 8) - (unit(0, 3) * unit(1, 8).transpose()).value()) < 1e-5f);
        similarity().faceBox().setCurrentIndex(int(MatrixFace::gradient));
        QVERIFY(matrix().rows() == 32 && matrix().value(0, 0) <= 0);
        m_window->session().advance(20); // another batch takes its place
        QTRY_VERIFY(
            moment().checkpoint()->step == checkpoint->step + 20 && isOf(*moment().checkpoint()));
        QVERIFY(!isOf(*checkpoint));
        moment().park(0);
        QTRY_COMPARE(matrix().rows(), 0);
        QVERIFY(!matrix().emptyText().isEmpty());
        moment().follow();
        QTRY_COMPARE(matrix().rows(), 32);
    }
};

QTEST_MAIN(TestViews)
#include "tst_views.moc"
