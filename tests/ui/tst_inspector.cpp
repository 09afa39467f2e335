// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is pinned by a click, in all views at once, and what a machine without sound says. On the
// emoji with all three modalities, two pairs trained.
#include "analysis/probe_neighbours.h"
#include "panels/inspector.h"
#include "panels/item_sheet.h"
#include "panels/neighbour_list.h"
#include "panels/sound_strip.h"
#include "plot/chart_model.h"
#include "plot/line_chart.h"
#include "shell/main_window.h"
#include "support/window_run.h"
#include "views/anatomy_panel.h"
#include "views/heatmap_view.h"
#include "views/hover_card.h"
#include "views/item_card.h"
#include "views/loss_view.h"
#include "views/pair_box.h"
#include "views/projection_view.h"

#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QLineEdit>
#include <QRegularExpression>
#include <QStatusBar>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace contrastlab;

class TestInspector : public QObject {
    Q_OBJECT

public:
    // Nothing to be heard through, whatever the machine has. OpenAL looks at it once.
    TestInspector() { qputenv("ALSOFT_DRIVERS", "null"); }

private slots:
    void initTestCase();
    void cleanup();
    void cellPinsBothItems();
    void pointPinsItsItem();
    void neighboursFollowTheFrames();
    void neighbourIsPinnedInTurn();
    void viewsHoverTogether();
    void escapeBelongsToWhoTypes();
    void everyPairCanBeShown();
    void silentMachineSaysWhy();
    void speaksChinese();
    void restartKeepsThePinned();
    void otherDataLetItGo();

private:
    RunSession& session() { return m_window->session(); }
    HeatmapView& heatmap() { return m_window->heatmapView(); }
    ProjectionView& projection() { return m_window->projectionView(); }
    Inspector& inspector() { return m_window->inspector(); }
    ItemFocus& focus() { return m_window->focus(); }
    [[nodiscard]] std::vector<Index> items() { return session().moment().probes().projectionItems; }
    void advance(int steps);
    void clickCell(int row, int column);
    void press(Qt::Key key);
    [[nodiscard]] QPoint cellCentre(int row, int column);
    void pinFirst() { focus().pin({ { session().moment().probes().heatmapItems[3], 0 } }); }

    std::unique_ptr<MainWindow> m_window;
};

void TestInspector::initTestCase()
{
    MainWindow::Setup setup;
    for (const auto& [key, value] : std::initializer_list<std::pair<const char*, const char*>> {
             { "modalities", "image,text,sound" }, { "pairs", "hub" }, { "image_tower", "linear" },
             { "sound_tower", "linear" }, { "embedding_width", "16" }, { "batch_size", "32" },
             { "evaluate_every", "1" } })
        QVERIFY(!assign(setup.spec, key, value));
    setup.settings.language = QStringLiteral("en");
    setup.settings.theme = Theme::light;
    setup.rememberSettings = false;
    setup.paused = true;
    setup.threads = 2;
    setup.size = { 1440, 900 }; // larger than the screen that there is not
    m_window = std::make_unique<MainWindow>(std::move(setup));
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTRY_VERIFY_WITH_TIMEOUT(session().moment().frame(), 30000);
    advance(1);
}

void TestInspector::cleanup()
{
    if (!m_window) return;
    QTest::mouseMove(&projection(), QPoint(1, 1));
    m_window->actions()[ActionId::clearPinned]->trigger();
    m_window->pairChoice().choose(0);
    QVERIFY(focus().pinned().empty());
}

void TestInspector::advance(int steps)
{
    const auto step = session().moment().newestStep() + steps;
    session().advance(steps);
    QTRY_VERIFY_WITH_TIMEOUT(
        session().moment().frame()->step == step && session().moment().newestStep() == step, 20000);
    projection().finishGlide();
}

// Along the middle row and column of the widget: looking at every pixel takes seconds.
QPoint TestInspector::cellCentre(int row, int column)
{
    const auto middleOf = [](int length, auto inCell) {
        int sum = 0, count = 0;
        for (int i = 0; i < length; ++i)
            if (inCell(i)) {
                sum += i;
                ++count;
            }
        return count > 0 ? sum / count : -1;
    };
    const int y = heatmap().height() / 3, x = heatmap().width() / 2;
    return { middleOf(heatmap().width(),
                 [&](int i) {
                     const auto cell = heatmap().cellAt(QPointF(i, y));
                     return cell && cell->x() == column;
                 }),
        middleOf(heatmap().height(), [&](int i) {
            const auto cell = heatmap().cellAt(QPointF(x, i));
            return cell && cell->y() == row;
        }) };
}

// As a person does whose window is in front; a card that opens over it takes no focus.
void TestInspector::press(Qt::Key key)
{
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(&m_window->lossView(), key);
}

void TestInspector::clickCell(int row, int column)
{
    QTest::mouseClick(&heatmap(), Qt::LeftButton, {}, cellCentre(row, column));
}

void TestInspector::cellPinsBothItems()
{
    const auto shown = session().moment().probes().heatmapItems;
    clickCell(5, 9);
    QCOMPARE(focus().pinned(), (ItemFocus::Items { { shown[5], 0 }, { shown[9], 1 } }));
    QTRY_VERIFY(inspector().isInSight());
    QVERIFY(inspector().sheet(0).isVisible() && inspector().sheet(1).isVisible());
    QCOMPARE(heatmap().outlinedRows(), std::vector<int> { 5 });
    QCOMPARE(heatmap().outlinedColumns(), std::vector<int> { 9 });
    const int count = int(items().size());
    std::vector<int> points { placeOf(items(), shown[5]), count + placeOf(items(), shown[9]) };
    std::ranges::sort(points);
    QCOMPARE(projection().selection(), points);
    const auto frame = session().moment().frame();
    const float cosine = frame->similarities[0](5, 9);
    const QString number = QLocale().toString(double(cosine), 'f', 3);
    QVERIFY2(inspector().relationText().contains(number), qPrintable(inspector().relationText()));
    // The same cell again lets them go, and so does Esc.
    clickCell(5, 9);
    QVERIFY(focus().pinned().empty());
    QVERIFY(heatmap().outlinedRows().empty() && projection().selection().empty());
    clickCell(4, 4);
    QTRY_VERIFY(inspector().sheet(0).isVisible());
    QVERIFY(!inspector().sheet(1).isVisible()); // one item, from both sides
    QVERIFY(inspector().relationText().isEmpty());
    press(Qt::Key_Escape);
    QVERIFY(focus().pinned().empty());
}

void TestInspector::pointPinsItsItem()
{
    const int count = int(items().size());
    int point = -1; // of the text tower, and on top where it lies
    for (int i = count; i < 2 * count && point < 0; ++i)
        if (projection().pointAt(projection().positionOf(i).toPoint()) == i) point = i;
    QVERIFY(point >= 0);
    QTest::mouseClick(&projection(), Qt::LeftButton, {}, projection().positionOf(point).toPoint());
    const Index item = items()[std::size_t(point - count)];
    QCOMPARE(focus().pinned(), (ItemFocus::Items { { item, 1 } }));
    // With its partners: it is ringed as every tower sees it.
    QCOMPARE(projection().selection(), (std::vector<int> { point - count, point, point + count }));
    const int place = placeOf(session().moment().probes().heatmapItems, item);
    QCOMPARE(heatmap().outlinedRows(), std::vector<int> { place });
    const auto media = session().moment().media();
    QTRY_VERIFY(inspector().isInSight());
    ItemSheet& sheet = inspector().sheet(0);
    QVERIFY(sheet.title().contains(itemTitle(session().moment(), item).toHtmlEscaped()));
    const auto texts = media->texts("text", item);
    QCOMPARE(texts.size(), std::size_t(2));
    for (const ItemText& text : texts) {
        const auto has = [&](const std::string& words) {
            return sheet.text().contains(QString::fromStdString(words).toHtmlEscaped());
        };
        QVERIFY(has(text.captions.front()));
        for (const std::string& tag : text.tags)
            QVERIFY2(has(tag), tag.c_str());
    }
    QVERIFY(sheet.text().contains(QStringLiteral("U+")));
    QVERIFY(sheet.text().contains(QStringLiteral("held out")));
    QTRY_VERIFY(sheet.sounds().button(1)); // two English voices
    QVERIFY(!sheet.sounds().button(2));
    // Empty ground lets it go.
    QTest::mouseClick(&projection(), Qt::LeftButton, {},
        QPoint(projection().width() / 2, projection().height() / 2));
    if (projection().selection().empty()) QVERIFY(focus().pinned().empty());
}

void TestInspector::neighboursFollowTheFrames()
{
    const Index item = session().moment().probes().heatmapItems[3];
    const int place = placeOf(items(), item);
    focus().pin({ { item, 1 } });
    QTRY_VERIFY(inspector().isInSight());
    for (int round = 0; round < 2; ++round) {
        const auto frame = session().moment().frame();
        for (const int side : { 0, 1 }) {
            const CrossNeighbours expected =
                crossNeighbours(*frame, session().setup()->partners({ 0, 1 }, items()),
                    side == 0 ? 1 : 0, side == 0 ? 0 : 1, place, NeighbourList::length);
            const CrossNeighbours& shown = inspector().neighbours(side).neighbours();
            QCOMPARE(shown.nearest.size(), NeighbourList::length);
            for (std::size_t i = 0; i < shown.nearest.size(); ++i) {
                QCOMPARE(shown.nearest[i].place, expected.nearest[i].place);
                QCOMPARE(shown.nearest[i].cosine, expected.nearest[i].cosine);
            }
            QCOMPARE(shown.partnerRank, expected.partnerRank);
            const QString rank = QString::number(expected.partnerRank + 1);
            const QString verdict = inspector().neighbours(side).verdict();
            QVERIFY2(verdict.contains(expected.partnerRank == 0 ? QStringLiteral("first") : rank),
                qPrintable(verdict));
        }
        QCOMPARE(inspector().headingText(0), QStringLiteral("Nearest, text → image"));
        QCOMPARE(inspector().headingText(1), QStringLiteral("Nearest, image → text"));
        advance(1);
    }
}

void TestInspector::neighbourIsPinnedInTurn()
{
    pinFirst();
    QTRY_VERIFY(inspector().isInSight());
    NeighbourList& list = inspector().neighbours(0);
    const Index place = list.neighbours().nearest[1].place;
    const int line = list.height() / int(NeighbourList::length + 1);
    QTest::mouseClick(&list, Qt::LeftButton, {}, QPoint(40, line + line / 2));
    QCOMPARE(focus().pinned(), (ItemFocus::Items { { items()[std::size_t(place)], 1 } }));
}

void TestInspector::viewsHoverTogether()
{
    const auto shown = session().moment().probes().heatmapItems;
    QTest::mouseMove(&heatmap(), cellCentre(7, 2));
    QTRY_COMPARE(focus().hovered(), (ItemFocus::Items { { shown[7], 0 }, { shown[2], 1 } }));
    QCOMPARE(projection().hovered(), placeOf(items(), shown[7]));
    QTest::mouseMove(&heatmap(), QPoint(1, 1));
    QTRY_VERIFY(focus().hovered().empty());
    QCOMPARE(projection().hovered(), -1);
}

void TestInspector::escapeBelongsToWhoTypes()
{
    pinFirst();
    QTRY_VERIFY(inspector().isInSight());
    QLineEdit field(m_window.get());
    field.setProperty("acceptsText", true);
    field.show();
    field.setFocus();
    QTest::keyClick(&field, Qt::Key_Escape);
    QVERIFY(!focus().pinned().empty());
    QTest::keyClick(&field, Qt::Key_P);
    QCOMPARE(field.text(), QStringLiteral("p"));
    QCOMPARE(m_window->sounds().playing(), Index(-1));
}

void TestInspector::everyPairCanBeShown()
{
    const auto boxes = m_window->findChildren<PairBox*>();
    QCOMPARE(boxes.size(), 3);
    for (PairBox* box : boxes) {
        const bool inHiddenDock = m_window->findChild<AnatomyPanel*>()->isAncestorOf(box);
        QCOMPARE(box->isVisible(), !inHiddenDock);
        QCOMPARE(box->box().count(), 3);
        QCOMPARE(box->box().itemText(0), QStringLiteral("image – text"));
        QCOMPARE(box->box().itemText(2), QStringLiteral("text – sound (not trained)"));
    }
    LineChart& chart = m_window->lossView().recallChart();
    m_window->lossView().setRecallDepth(10);
    boxes[0]->box().setCurrentIndex(2);
    emit boxes[0]->box().activated(2);
    QCOMPARE(m_window->pairChoice().index(), 2);
    QCOMPARE(boxes[1]->box().currentIndex(), 2);
    const auto frame = session().moment().frame();
    for (const int at : { 0, 5, 63 })
        QCOMPARE(heatmap().value(at, 63 - at), frame->similarities[2](at, 63 - at));
    const EvaluationMetrics judged = *session().run()->evaluations.last();
    const auto readings = chart.readingsAt(double(judged.step));
    const auto valueOf = [&](const QString& label) {
        for (const SeriesReading& reading : readings)
            if (reading.series->style.label == label) return reading.value;
        return qQNaN();
    };
    QCOMPARE(
        valueOf(QStringLiteral("recall@10 text → sound")), 100 * judged.pairs[2].aToB.recallAt10);
    QCOMPARE(
        valueOf(QStringLiteral("recall@10 sound → text")), 100 * judged.pairs[2].bToA.recallAt10);
    QCOMPARE(valueOf(QStringLiteral("recall@10 at chance")), 1000.0 / 150);
    QVERIFY2(boxes[1]->recallText().contains(QStringLiteral("0.07")),
        qPrintable(boxes[1]->recallText()));
    // The inspector asks in the pair that is shown.
    focus().pin({ { session().moment().probes().heatmapItems[3], 2 } });
    QTRY_COMPARE(inspector().headingText(0), QStringLiteral("Nearest, sound → text"));
    m_window->lossView().setRecallDepth(1);
}

void TestInspector::silentMachineSaysWhy()
{
    const QString why = QStringLiteral("no sound device");
    // On a hovered cell: the card says it, and the status bar.
    QTest::mouseMove(&heatmap(), cellCentre(6, 6));
    QTRY_VERIFY(heatmap().card().isVisible());
    const auto sound = [&] { return heatmap().card().content().items.back().sound; };
    QTRY_VERIFY(sound() && !sound()->waveform.empty());
    QVERIFY2(sound()->hint.startsWith(QLatin1Char('P')), qPrintable(sound()->hint));
    press(Qt::Key_P);
    QTRY_VERIFY(m_window->statusBar()->currentMessage().contains(why));
    QVERIFY(sound()->hint.contains(why));
    QCOMPARE(m_window->sounds().playing(), Index(-1));
    QTest::mouseMove(&heatmap(), QPoint(1, 1));
    QTRY_VERIFY(focus().hovered().empty());
    // On a pinned item, from its button; and again and again.
    pinFirst();
    SoundStrip& strip = inspector().sheet(0).sounds();
    QTRY_VERIFY(strip.button(0) && strip.button(0)->isVisible());
    for (int i = 0; i < 5; ++i) {
        strip.button(i % 2)->click();
        QTRY_COMPARE(m_window->sounds().playing(), Index(-1));
        QVERIFY(strip.problem().contains(why));
    }
    focus().clear();
    m_window->statusBar()->clearMessage();
    press(Qt::Key_P); // nothing there to be played
    QVERIFY(m_window->statusBar()->currentMessage().contains(QStringLiteral("click one")));
}

void TestInspector::speaksChinese()
{
    pinFirst();
    QTRY_VERIFY(inspector().isInSight());
    m_window->setLanguage(QStringLiteral("zh_CN"));
    const auto chinese = [](const QString& text) {
        return text.contains(QRegularExpression(QStringLiteral("[\\x{4e00}-\\x{9fff}]")));
    };
    QTRY_VERIFY(chinese(inspector().headingText(0)));
    QVERIFY(chinese(inspector().neighbours(0).verdict()));
    QVERIFY(chinese(m_window->sounds().problemText()));
    QVERIFY(inspector().sheet(0).text().contains(QStringLiteral("留出")));
    for (PairBox* box : m_window->findChildren<PairBox*>())
        QVERIFY(chinese(box->box().itemText(2)) && chinese(box->recallText()));
    m_window->setLanguage(QStringLiteral("en"));
    QTRY_COMPARE(inspector().headingText(0), QStringLiteral("Nearest, image → text"));
}

void TestInspector::restartKeepsThePinned()
{
    pinFirst();
    const ItemFocus::Items pinned = focus().pinned();
    session().start(session().spec(), true);
    QTRY_VERIFY_WITH_TIMEOUT(session().moment().frame(), 20000);
    QCOMPARE(focus().pinned(), pinned);
    QCOMPARE(projection().selection().size(), std::size_t(3));
    QCOMPARE(heatmap().outlinedRows(), std::vector<int> { 3 });
}

void TestInspector::otherDataLetItGo()
{
    pinFirst();
    session().start(smallWindowSpec(), true);
    QTRY_VERIFY_WITH_TIMEOUT(session().moment().frame(), 20000);
    QVERIFY(focus().pinned().empty());
    QVERIFY(heatmap().outlinedRows().empty());
    for (PairBox* box : m_window->findChildren<PairBox*>())
        QVERIFY(!box->isVisible()); // two modalities: nothing to choose
    clickCell(2, 2);
    QTRY_VERIFY(inspector().isInSight());
    QVERIFY(!inspector().sheet(0).sounds().isVisible()); // vectors make no sound
    press(Qt::Key_P);
    QVERIFY(m_window->statusBar()->currentMessage().contains(QStringLiteral("no sound")));
}

QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"
