// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of items and the search, on data whose captions name classes: what they show, and how
// they and the other views point at the same items.
#include "data/data_drop.h"
#include "media/decode/query_file.h"
#include "media/open_data.h"
#include "panels/draw_pad.h"
#include "panels/search_panel.h"
#include "run/item_pictures.h"
#include "run/live_scores.h"
#include "shell/kept_choices.h"
#include "support/class_run.h"
#include "views/false_negative_table.h"
#include "views/item_table.h"
#include "views/item_table_model.h"
#include "views/selection_button.h"

#include <QApplication>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenu>
#include <QMimeData>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace contrastlab;

class TestItems : public QObject {
    Q_OBJECT

private:
    RunMoment m_moment;
    ItemFocus m_focus { m_moment };
    PairChoice m_choice { m_moment };
    ItemPictures m_pictures { m_moment };
    ClassRun m_shown;

    const std::vector<Index>& items() { return m_moment.probes().projectionItems; }

    QString cell(const ItemTable& table, int row, int column)
    {
        return table.view().model()->index(row, column).data().toString();
    }
    std::vector<QString> column(const ItemTable& table, int column)
    {
        std::vector<QString> cells;
        for (int row = 0; row < table.view().model()->rowCount(); ++row)
            cells.push_back(cell(table, row, column));
        return cells;
    }

private slots:
    // A run of 60 steps that has ended, shown as a file's would be.
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        m_moment.show(m_shown.run, m_shown.data);
        QVERIFY(m_moment.frame());
    }

    void cleanup() { m_focus.clear(); }

    void theHardestComesFirst()
    {
        ItemTable table(m_moment, m_focus, m_choice, m_pictures);
        table.show();
        QTRY_VERIFY(table.scores().scores());
        QCOMPARE(table.view().model()->rowCount(), 40);
        const auto scores = table.scores().scores();
        double last = INFINITY;
        for (int row = 0; row < 40; ++row) {
            const auto place = std::size_t(placeOf(items(), table.itemAt(row)));
            const double loss = double(scores->items[place].loss);
            QVERIFY(loss <= last);
            last = loss;
            QCOMPARE(cell(table, row, ItemTableModel::loss), QString::number(loss, 'f', 3));
            QCOMPARE(cell(table, row, ItemTableModel::rankAToB),
                QString::number(scores->items[place].rankAToB + 1));
        }
        table.view().sortByColumn(ItemTableModel::title, Qt::AscendingOrder);
        auto names = column(table, ItemTableModel::title);
        QVERIFY(std::ranges::is_sorted(names));
        QCOMPARE(table.table().size(), qsizetype(41));
        QCOMPARE(table.table().front().front(), QStringLiteral("item"));
    }

    void theSearchLeavesWhatMatches()
    {
        ItemTable table(m_moment, m_focus, m_choice, m_pictures);
        QTRY_VERIFY(table.scores().scores());
        table.search().setText(QStringLiteral("SHO"));
        const auto names = column(table, ItemTableModel::title);
        QVERIFY(!names.empty() && names.size() < 40);
        for (const QString& name : names)
            QCOMPARE(name, QStringLiteral("shoe"));
        table.search().setText(QStringLiteral("no such thing"));
        QCOMPARE(table.view().model()->rowCount(), 0);
    }

    // With the mouse: a row is pinned, several are chosen in every view, and the other way round.
    void rowsAreChosenEverywhere()
    {
        ItemTable table(m_moment, m_focus, m_choice, m_pictures);
        table.resize(900, 600);
        table.show();
        QTRY_VERIFY(table.scores().scores());
        const auto click = [&](int row, Qt::KeyboardModifiers modifiers) {
            const QRect place = table.view().visualRect(table.view().model()->index(row, 0));
            QTest::mouseClick(table.view().viewport(), Qt::LeftButton, modifiers, place.center());
        };
        const Index first = table.itemAt(1), second = table.itemAt(3);
        click(1, Qt::NoModifier);
        QCOMPARE(m_focus.pinned().front().item, first);
        QVERIFY(m_focus.selection().isEmpty());
        click(3, Qt::ControlModifier);
        QCOMPARE(m_focus.selection().items(), (std::vector<Index> { first, second }));
        QCOMPARE(m_focus.selection().origin(), ItemSelection::Origin::table);
        m_focus.selection().set({ table.itemAt(0), second }, ItemSelection::Origin::cloud);
        const auto rows = table.view().selectionModel()->selectedRows();
        QCOMPARE(rows.size(), qsizetype(2));
        QVERIFY(table.view().selectionModel()->isRowSelected(0)
            && table.view().selectionModel()->isRowSelected(3));
        QTest::keyClick(&table.view(), Qt::Key_Escape);
        QVERIFY(m_focus.selection().isEmpty() && m_focus.pinned().empty());
        QVERIFY(table.view().selectionModel()->selectedRows().isEmpty());
    }

    // Chosen rows that lie side by side are one range: of thousands of ranges Qt takes seconds.
    void manyRowsAreFewRanges()
    {
        ItemTable table(m_moment, m_focus, m_choice, m_pictures);
        table.show();
        QTRY_VERIFY(table.scores().scores());
        m_focus.selection().set(items(), ItemSelection::Origin::cloud);
        QCOMPARE(table.view().selectionModel()->selection().size(), qsizetype(1));
        QCOMPARE(table.view().selectionModel()->selectedRows().size(), qsizetype(40));
        std::vector<Index> others;
        for (int row = 0; row < 40; row += 2)
            others.push_back(table.itemAt(row));
        m_focus.selection().set(others, ItemSelection::Origin::cloud);
        QCOMPARE(table.view().selectionModel()->selection().size(), qsizetype(20));
        for (int row = 0; row < 40; ++row)
            QCOMPARE(table.view().selectionModel()->isRowSelected(row), row % 2 == 0);
        m_focus.selection().clear();
        QVERIFY(table.view().selectionModel()->selectedRows().isEmpty());
    }

    void choicesAreKeptAndToldOf()
    {
        SelectionButton button(m_moment, m_focus.selection());
        m_focus.selection().set({ items()[2], items()[0] }, ItemSelection::Origin::table);
        m_focus.selection().keep(QStringLiteral("odd ones"));
        m_focus.selection().set({ items()[0] }, ItemSelection::Origin::table);
        const auto rows = button.table();
        QCOMPARE(rows.size(), qsizetype(3));
        QCOMPARE(rows[1][2], QStringLiteral("1"));
        QCOMPARE(rows[2][2], QStringLiteral("0"));
        QCOMPARE(rows[2][3], QStringLiteral("odd ones"));
        QMenu menu;
        button.fill(menu);
        const auto named = [&](const QString& text) {
            for (QAction* action : menu.actions())
                if (action->text() == text) return action;
            return static_cast<QAction*>(nullptr);
        };
        QVERIFY(named(QStringLiteral("odd ones (2)")));
        named(QStringLiteral("odd ones (2)"))->trigger();
        QCOMPARE(m_focus.selection().items().size(), std::size_t(2));
        m_focus.selection().forget(QStringLiteral("odd ones"));
    }

    // From one start to the next, each data set's by themselves.
    void keptChoicesOutliveTheProgram()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("new/choices.json"));
        QVERIFY(readKeptChoices(file, QStringLiteral("one")).empty());
        QVERIFY(
            writeKeptChoices(file, QStringLiteral("one"), { { QStringLiteral("a"), { 3, 1 } } }));
        QVERIFY(writeKeptChoices(file, QStringLiteral("two"),
            { { QStringLiteral("图"), { 5 } }, { QStringLiteral("b"), { 7, 8 } } }));
        const auto one = readKeptChoices(file, QStringLiteral("one"));
        QCOMPARE(one.size(), std::size_t(1));
        QCOMPARE(one.front().items, (std::vector<Index> { 3, 1 }));
        QCOMPARE(readKeptChoices(file, QStringLiteral("two")).size(), std::size_t(2));
        QVERIFY(writeKeptChoices(file, QStringLiteral("one"), {}));
        QVERIFY(readKeptChoices(file, QStringLiteral("one")).empty());
        QCOMPARE(readKeptChoices(file, QStringLiteral("two")).size(), std::size_t(2));
        QFile other(file); // what is not ours is left alone
        QVERIFY(other.open(QFile::WriteOnly) && other.write("[1, 2") > 0);
        other.close();
        QVERIFY(!writeKeptChoices(file, QStringLiteral("one"), {}));
        QVERIFY(other.open(QFile::ReadOnly));
        QCOMPARE(other.readAll(), QByteArray("[1, 2"));
        QVERIFY(readKeptChoices(file, QStringLiteral("two")).empty());
    }

    // The pairs that are pushed apart most though they belong together; one that is clicked is
    // pinned and chosen in every view.
    void theLensShowsFalseNegatives()
    {
        ItemTable table(m_moment, m_focus, m_choice, m_pictures);
        table.resize(900, 600);
        table.show();
        FalseNegativeTable& lens = table.falseNegatives();
        QVERIFY(!lens.live().found());
        for (QToolButton* button : table.findChildren<QToolButton*>())
            if (button->text() == QStringLiteral("False negatives")) button->click();
        QCOMPARE(table.pages().currentWidget(), &lens);
        QTRY_VERIFY(lens.live().found());
        const auto found = lens.live().found();
        QCOMPARE(lens.rowCount(), int(found->worst.size()));
        QVERIFY(lens.rowCount() > 20);
        // Captions name classes here: each pair holds the same words.
        QCOMPARE(lens.item(0, FalseNegativeTable::reason)->text(), QStringLiteral("same content"));
        QCOMPARE(lens.item(0, 0)->text(), lens.item(0, 1)->text());
        QVERIFY(lens.summary().contains(QStringLiteral("of 1,560 cells"))
            || lens.summary().contains(QStringLiteral("of 1560 cells")));
        QTest::mouseClick(lens.viewport(), Qt::LeftButton, Qt::NoModifier,
            lens.visualItemRect(lens.item(2, 0)).center());
        const FalseNegative& cell = found->worst[2];
        const Index a = items()[std::size_t(cell.a)], b = items()[std::size_t(cell.b)];
        QCOMPARE(m_focus.pinned(), (ItemFocus::Items { { a, 0 }, { b, 1 } }));
        QCOMPARE(m_focus.selection().items(), (std::vector<Index> { a, b }));
        table.search().setText(QStringLiteral("no such thing"));
        QCOMPARE(lens.rowCount(), 0);
        QCOMPARE(lens.table().size(), qsizetype(1));
        table.search().clear();
        QCOMPARE(lens.rowCount(), int(found->worst.size()));
    }

    void aLineIsASumOfTerms()
    {
        const auto terms = termsOf(QStringLiteral("crown + well-known woman  − man -2"));
        QCOMPARE(terms.size(), std::size_t(4));
        QCOMPARE(terms[0].words, QStringLiteral("crown"));
        QCOMPARE(terms[1].words, QStringLiteral("well-known woman"));
        QCOMPARE(terms[2].words, QStringLiteral("man"));
        QVERIFY(!terms[1].minus && terms[2].minus && terms[3].minus);
        QVERIFY(termsOf(QStringLiteral("  + − ")).empty());
        QVERIFY(termsOf(QStringLiteral("-one")).front().minus);
    }

    // As one types: what is nearest to a class's name are its items.
    void wordsFindWhatTheyMean()
    {
        SearchPanel panel(m_moment, m_focus, m_choice, m_pictures);
        panel.resize(400, 600);
        panel.show();
        QVERIFY(panel.note().startsWith(QStringLiteral("Words")));
        QTest::keyClicks(&panel.words(), QStringLiteral("bag"));
        QTRY_COMPARE(panel.results().rowCount(), 12);
        QTRY_COMPARE(panel.results().item(0, 1)->text(), QStringLiteral("bag"));
        const auto result = panel.search().result();
        QCOMPARE(result->tower, 0); // what is not text
        QCOMPARE(result->step, std::int64_t(60));
        for (int row = 0; row < 5; ++row)
            QCOMPARE(panel.results().item(row, 1)->text(), QStringLiteral("bag"));
        QTest::mouseClick(panel.results().viewport(), Qt::LeftButton, Qt::NoModifier,
            panel.results().visualItemRect(panel.results().item(0, 1)).center());
        QCOMPARE(m_focus.pinned().front().item, items()[std::size_t(result->found.front().place)]);
        QCOMPARE(m_focus.pinned().front().tower, 0);
    }

    // Training items, too: their halves are found by any that was pinned, and the answer is as
    // brute force has it. What was embedded goes when it is not wanted any more.
    void allItemsAreSearched()
    {
        SearchPanel panel(m_moment, m_focus, m_choice, m_pictures);
        panel.show();
        panel.scope().setCurrentIndex(1);
        const Index training = m_shown.data.setup->split().training.front();
        QCOMPARE(placeOf(items(), training), -1);
        m_focus.pin({ { training, 1 } });
        panel.addPinned(false);
        QTRY_VERIFY(panel.search().result());
        const auto result = panel.search().result();
        QCOMPARE(result->candidates, Index(200));
        QCOMPARE(result->complete, Index(200));
        QCOMPARE(result->tower, 0);
        const auto all = panel.search().allItems().items();
        QVERIFY(all);
        const Vector<float> query = all->towers[1].row(placeOf(all->items, training)).transpose();
        const Vector<float> cosines = all->towers[0] * query;
        QVERIFY(std::abs(cosines.maxCoeff() - result->found.front().cosine) < 1e-5f);
        Index place = 0;
        cosines.maxCoeff(&place);
        QCOMPARE(result->items.front(), all->items[std::size_t(place)]);
        QVERIFY(result->partnerRank >= 0);
        QVERIFY2(panel.note().contains(QStringLiteral("of 200")), qPrintable(panel.note()));
        QVERIFY2(panel.note().contains(QStringLiteral("Recall@10")), qPrintable(panel.note()));
        // Among the held-out items it is asked by itself: its weights embed it.
        panel.scope().setCurrentIndex(0);
        QTRY_COMPARE(panel.search().result()->candidates, Index(40));
        QVERIFY(!panel.search().allItems().items());
        QVERIFY(std::abs(panel.search().result()->found.front().cosine
                    - (m_moment.frame()->embeddings[0] * query).maxCoeff())
            < 1e-4f);
    }

    // The weights that are judged embedded the candidates: where they are averaged, the query, too.
    void averagedWeightsEmbedTheQuery()
    {
        const ClassRun averaged({ { "average_decay", "0.99" } });
        RunMoment moment;
        PairChoice choice(moment);
        moment.show(averaged.run, averaged.data);
        LiveSearch search(moment, choice);
        search.setQuery(termsOf(QStringLiteral("bag")));
        QTRY_VERIFY(search.result() && !search.result()->found.empty());
        ThreadPool pool(1);
        const auto row =
            averaged.data.setup->embedText(pool, moment.checkpoint()->judged(), 1, "bag");
        const Vector<float> query = row->row(0).transpose().normalized();
        const FoundCandidate found = search.result()->found.front();
        QVERIFY(std::abs(moment.frame()->embeddings[0].row(found.place).dot(query) - found.cosine)
            < 1e-5f);
    }

    // What cannot be answered is said where one looks.
    void whatFindsNothingIsSaid()
    {
        SearchPanel panel(m_moment, m_focus, m_choice, m_pictures);
        panel.show();
        panel.words().setText(QStringLiteral("?!"));
        QTRY_VERIFY2(panel.note().contains(QStringLiteral("No word or part of a word")),
            qPrintable(panel.note()));
        QCOMPARE(panel.results().rowCount(), 0);
        panel.words().setText(QStringLiteral("shoe - shoe"));
        QTRY_COMPARE(panel.note(), QStringLiteral("The terms cancel each other out."));
        QTemporaryDir folder;
        const QString broken = folder.filePath(QStringLiteral("broken.png"));
        QFile file(broken);
        QVERIFY(file.open(QFile::WriteOnly) && file.write("no picture") > 0);
        file.close();
        panel.clear();
        panel.addFile(broken);
        QTRY_VERIFY2(panel.note().startsWith(QStringLiteral("broken.png: the image cannot be")),
            qPrintable(panel.note()));
        panel.addFile(folder.filePath(QStringLiteral("missing.wav")));
        QTRY_VERIFY2(
            panel.note().startsWith(QStringLiteral("missing.wav: ")), qPrintable(panel.note()));
        QImage picture(20, 20, QImage::Format_RGB32);
        picture.fill(Qt::red);
        QVERIFY(picture.save(broken));
        panel.addFile(broken);
        QTRY_COMPARE(
            panel.note(), QStringLiteral("No images are trained, so pictures find nothing."));
        QCOMPARE(panel.terms(), QStringList(QStringLiteral("+ broken.png")));
        panel.clear();
        panel.addFile(QStringLiteral(FIXTURES "/media/tones/high.wav"));
        QTRY_COMPARE(
            panel.note(), QStringLiteral("No sounds are trained, so sounds find nothing."));
        panel.clear();
        QVERIFY(panel.note().startsWith(QStringLiteral("Words")));
        for (QToolButton* button : panel.findChildren<QToolButton*>())
            if (button->text() == QStringLiteral("Draw")) button->click();
        QVERIFY(panel.note().startsWith(QStringLiteral("Nothing is drawn yet")));
    }

    // Over the dock a file is a query, over the rest of the window it is data; enormous ones are
    // refused by their header.
    void filesAreDropped()
    {
        QMainWindow window;
        auto* panel = new SearchPanel(m_moment, m_focus, m_choice, m_pictures, &window);
        window.setCentralWidget(panel);
        DropTarget data(window);
        int opened = 0;
        connect(&data, &DropTarget::dropped, this, [&] { ++opened; });
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("enormous.bmp"));
        QVERIFY(QImage(4, 4, QImage::Format_RGB32).save(path));
        QFile file(path); // the width of a bitmap stands at byte 18
        QVERIFY(file.open(QFile::ReadWrite) && file.seek(18));
        QVERIFY(file.write(QByteArray("\x90\x5f\x01\x00", 4)) == 4); // 90,000
        file.close();
        QMimeData mime;
        mime.setUrls({ QUrl::fromLocalFile(path) });
        const auto drop = [&](QWidget& on) {
            QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &mime, Qt::LeftButton, {});
            QApplication::sendEvent(&on, &enter);
            QVERIFY(enter.isAccepted());
            QDropEvent event(QPointF(5, 5), Qt::CopyAction, &mime, Qt::LeftButton, {});
            QApplication::sendEvent(&on, &event);
        };
        drop(*panel);
        QCOMPARE(opened, 0);
        QTRY_VERIFY2(panel->note().startsWith(QStringLiteral("enormous.bmp: the image has")),
            qPrintable(panel->note()));
        panel->clear();
        drop(panel->words());
        QCOMPARE(opened, 0);
        QTRY_VERIFY(panel->note().startsWith(QStringLiteral("enormous.bmp")));
        QVERIFY(panel->words().text().isEmpty());
        drop(window);
        QCOMPARE(opened, 1);
    }

    // A file of sound is heard by the sound tower as it is now.
    void aSoundFindsWhatSoundsLikeIt()
    {
        constexpr int items = 60, frames = 20, bands = 40;
        auto dataset =
            std::make_shared<Dataset>(makeSyntheticWorld({ .items = items, .heldOut = 20 }, 1));
        std::vector<float> values(std::size_t(items) * frames * bands);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = float(std::sin(0.01 * double(i)));
        ModalityData& sound = dataset->modalities[1];
        sound = {};
        sound.name = "sound";
        sound.kind = ModalityKind::sound;
        sound.sounds = soundsInMemory(std::move(values), frames, bands, 1, { -3, 2 });
        const RunSpec spec = smallSpec({ { "steps", "10" }, { "sound_tower", "linear" },
            { "held_out", "0" }, { "batch_size", "8" } });
        const auto setup = std::make_shared<RunSetup>(spec, dataset);
        const auto run = std::make_shared<Run>(spec);
        const ProbeSet probes = chooseProbes(*setup);
        ThreadPool pool(1);
        Trainer trainer(setup, pool);
        RunRecorder recorder(*run, nullptr, &evaluatePart);
        recorder.onStart(trainer);
        while (!trainer.finished())
            recorder.onStep(trainer.step(), trainer);
        run->frames.append(analyseProbes(pool, *setup, probes, trainer.checkpoint(), nullptr));
        recorder.onFinish({ RunOutcome::Kind::completed, trainer.steps(), {}, {} }, trainer);
        RunMoment moment;
        PairChoice choice(moment);
        ItemFocus focus(moment);
        ItemPictures pictures(moment);
        moment.show(run, { setup, nullptr, probes });
        SearchPanel panel(moment, focus, choice, pictures);
        panel.show();
        const QString path = QStringLiteral(FIXTURES "/media/tones/high.wav");
        panel.addFile(path);
        QTRY_VERIFY(panel.search().result() && !panel.search().result()->found.empty());
        const auto result = panel.search().result();
        QCOMPARE(result->from, 1);
        QCOMPARE(result->tower, 0);
        const QueryFile file = readQueryFile(path.toStdString());
        QCOMPARE(file.logMel.cols(), Index(bands));
        const Vector<float> query =
            setup->embedSound(pool, moment.checkpoint()->judged(), 1, view(file.logMel))
                .row(0)
                .transpose()
                .normalized();
        const Vector<float> cosines = moment.frame()->embeddings[0] * query;
        QVERIFY(std::abs(cosines.maxCoeff() - result->found.front().cosine) < 1e-5f);
    }

    void picturesThatWereEncodedAreShown()
    {
        RunSpec spec;
        spec.set("image_encoder", std::string("built-in"));
        const OpenedData data = openData(spec);
        const auto setup = std::make_shared<RunSetup>(spec, data.dataset);
        RunMoment moment;
        ItemPictures pictures(moment);
        moment.show(std::make_shared<Run>(spec), { setup, data.media, chooseProbes(*setup) });
        QCOMPARE(pictures.count(5), 4); // one a style
        QTRY_VERIFY(!pictures.picture(5, 2).isNull());
    }

    // The pinned item finds its own class, and says where its other half comes.
    void anItemFindsItsPartner()
    {
        SearchPanel panel(m_moment, m_focus, m_choice, m_pictures);
        panel.show();
        m_focus.pin({ { items()[6], 0 } });
        panel.addPinned(false);
        QCOMPARE(panel.terms(),
            QStringList(QStringLiteral("+ ") + QString::fromLatin1(test::classes[items()[6] % 5])));
        QTRY_VERIFY(panel.search().result());
        const auto result = panel.search().result();
        QCOMPARE(result->tower, 1);
        QCOMPARE(result->partnerRank, Index(0));
        QVERIFY(result->right.front());
        QCOMPARE(panel.results().item(0, 0)->text(), QStringLiteral("✓"));
        QVERIFY(panel.note().contains(QStringLiteral("place 1 of 40")));
        // Among its own modality it is not its own neighbour, and has no other half.
        panel.search().setTarget(0);
        QTRY_COMPARE(panel.search().result()->tower, 0);
        QCOMPARE(panel.search().result()->partnerRank, Index(-1));
        for (const FoundCandidate& found : panel.search().result()->found)
            QVERIFY(found.place != 6);
        QCOMPARE(panel.results().rowCount(), 12);
        panel.addPinned(true);
        QTRY_VERIFY(panel.search().result()->cancelsOut);
    }

    void aDrawingIsAPicture()
    {
        DrawPad pad;
        pad.show();
        QVERIFY(pad.isEmpty());
        QTest::mousePress(&pad, Qt::LeftButton, Qt::NoModifier, QPoint(20, 20));
        QTest::mouseMove(&pad, QPoint(90, 90));
        QTest::mouseRelease(&pad, Qt::LeftButton, Qt::NoModifier, QPoint(90, 90));
        QVERIFY(!pad.isEmpty());
        QVERIFY(qGray(pad.picture().pixel(20, 20)) < 128);
        QCOMPARE(pad.picture().pixelColor(100, 20), QColor(Qt::white));
        pad.clear();
        QVERIFY(pad.isEmpty() && qGray(pad.picture().pixel(20, 20)) == 255);
    }

    void keysDraw()
    {
        DrawPad pad;
        pad.show();
        pad.setFocus();
        QTest::keyClick(&pad, Qt::Key_Left, Qt::ShiftModifier); // up: nothing is drawn
        QVERIFY(pad.isEmpty());
        QCOMPARE(pad.spokenText(), QString("pen up at 37 %, 50 %"));
        QTest::keyClick(&pad, Qt::Key_Space);
        for (int step = 0; step < 5; ++step)
            QTest::keyClick(&pad, Qt::Key_Down);
        QCOMPARE(pad.spokenText(), QString("pen down at 37 %, 66 %"));
        QTest::keyClick(&pad, Qt::Key_Space);
        QTest::keyClick(&pad, Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(
            qGray(pad.picture().pixel(48, 64)) < 128 && qGray(pad.picture().pixel(48, 84)) < 128);
        QCOMPARE(pad.picture().pixelColor(64, 84), QColor(Qt::white));
        QTest::keyClick(&pad, Qt::Key_Delete);
        QVERIFY(pad.isEmpty());
    }
};

QTEST_MAIN(TestItems)
#include "tst_items.moc"
