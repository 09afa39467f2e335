// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Manifests, folders and shards of pictures, sounds and captions: what each fixture must be read
// as.
#include "media/dataset_loader.h"
#include "support/file_bytes.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <filesystem>

#include <sys/stat.h>

using namespace contrastlab;

namespace {

std::string fixture(const char* name)
{
    return std::string(FIXTURES "/media/") + name;
}

DatasetSpec specOf(const char* name, const std::map<std::string, std::string>& values = {})
{
    DatasetSpec spec;
    spec.path = fixture(name);
    const auto problems = assign(spec, values);
    if (!problems.empty()) qFatal("%s", describe(problems).c_str());
    return spec;
}

/// Captions of every item: those of one item joined by " | ", items by " / ", in the order of the
/// data.
QString textsOf(const LoadedDataset& loaded)
{
    QStringList items;
    const ModalityData* text = loaded.dataset.find("text");
    for (const Captions& captions : text ? text->texts : std::vector<Captions>()) {
        QStringList all;
        for (const std::string& caption : captions.captions)
            all << QString::fromStdString(caption);
        items << all.join(" | ");
    }
    return items.join(" / ");
}

/// The name of the nearest colour of the fixtures, from the middle of the picture.
QString colourOf(const LoadedDataset& loaded, Index item)
{
    const ModalityData* image = loaded.dataset.find("image");
    if (!image || !image->has(item)) return "-";
    const int side = image->images->width();
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(side) * side * 3);
    image->images->read(item, 0, pixels);
    const std::uint8_t* p = pixels.data() + (side / 2 * side + side / 2) * 3;
    const struct {
        const char* name;
        int r, g, b;
    } colours[] = { { "red", 220, 30, 30 }, { "green", 30, 160, 60 }, { "blue", 40, 60, 200 },
        { "yellow", 240, 220, 40 } };
    for (const auto& c : colours)
        if (std::abs(p[0] - c.r) < 12 && std::abs(p[1] - c.g) < 12 && std::abs(p[2] - c.b) < 12)
            return c.name;
    return "?";
}

QString coloursOf(const LoadedDataset& loaded)
{
    QString all;
    for (Index i = 0; i < loaded.dataset.items; ++i)
        all += (i ? " " : "") + colourOf(loaded, i);
    return all;
}

QString problemsOf(const DatasetReport& report)
{
    QStringList lines;
    for (const DataProblem& problem : report.problems)
        lines << QString::fromStdString(describe(problem));
    return lines.join("\n");
}

} // namespace

class TestReadersTables : public QObject {
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void countsTroubles();
    void mapsColumns();
    void saysWhichColumnsThereAre();
    void keepsSplitsAndLabels();
    void holdsOutAShare();
    void limitsItems();
    void leavesNothingOutSilently();
    void repeatsAreKeptMergedOrDropped();
    void readsShardsInPlace();
    void goesOnWithoutAShard();
    void findsPicturesBesideAnnotations();
    void refusesNumbersBeyondDouble();
    void refusesEvilShards();
    void staysInsideItsFolder();
    void inspectsAsItLoads();
    void tellsLanguages();
    void countsTheSplit();
    void keepsWhatWasUnderstoodBeforeAnError();
    void stops();
    void keysRoundTrip();
    void keysSayWhatTheyExpect();
    void problemsOfPartsNameTheFolder();
    void problemsOfAShardsJson();
};

void TestReadersTables::reads_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("colours");
    QTest::addColumn<QString>("texts");

    const auto row = [](const char* path, const char* format, const char* colours,
                         const char* texts) {
        QTest::newRow(path) << path << format << colours << texts;
    };
    row("open_clip/train.csv", "table", "red green blue",
        "a red field / green, like grass / the sea");
    row("open_clip/commas.csv", "table", "red green blue",
        "a \"red\" field,\r\nof two lines / grass / the sea");
    row("open_clip/semicolons.csv", "table", "red green blue", "a red field / grass / the sea");
    row("open_clip/utf16.tsv", "table", "red blue", "a red field / 大海");
    row("open_clip/latin1.csv", "table", "red blue", "un café / the sea");
    row("flickr8k/captions.txt", "flickr8k", "red green blue",
        "A red field , with a mark . | All is red . / Grass, and more grass . / The sea .");
    row("flickr8k/Flickr8k.token.txt", "flickr-tokens", "red green blue",
        "A red field , with a mark . | All is red . / Grass . / The sea .");
    row("flickr30k/results.csv", "flickr30k", "red green blue",
        "A red field | with a bar . | All is red . / Grass . / The sea .");
    row("flickr30k", "flickr30k", "red green blue",
        "A red field | with a bar . | All is red . / Grass . / The sea .");
    row("coco", "coco", "red blue", "All red. | A red field. / The sea.");
    row("karpathy/dataset_tiny.json", "karpathy", "red green blue",
        "All red. | A red field. / Grass. / The sea.");
    row("pairs", "folder-pairs", "red blue red", "a red field | all red / the sea / the sea");
    row("classes", "folder-classes", "yellow red blue green", "fire / fire / sea view / sea view");
    row("clotho/clotho_captions_development.csv", "clotho", "- -",
        "a low tone | hum, low | a hum | low | deep / a high tone | whistle | a whistle | high | "
        "shrill");
    row("audiocaps/train.csv", "audiocaps", "- -", "A low tone / A tone, high");
    row("tones", "folder-pairs", "- -", "a high tone / a low tone");
    row("shards", "webdataset", "red green - blue yellow",
        "a red field / grass / a tone / 7 / 很长的名字");
}

void TestReadersTables::reads()
{
    QFETCH(QString, path);
    QFETCH(QString, format);
    QFETCH(QString, colours);
    QFETCH(QString, texts);
    const LoadedDataset loaded = load(specOf(path.toUtf8().constData()));
    QCOMPARE(QString(nameOf(loaded.report.format)), format);
    QCOMPARE(textsOf(loaded), texts);
    QCOMPARE(coloursOf(loaded), colours);
    QVERIFY(!loaded.report.reasons.empty());
    QCOMPARE(loaded.report.items, loaded.dataset.items);
}

void TestReadersTables::countsTroubles()
{
    const LoadedDataset loaded = load(specOf("open_clip/troubled.csv"));
    const DatasetReport& report = loaded.report;
    QCOMPARE(textsOf(loaded), "one | two / one");
    QCOMPARE(report.listed, 5);
    QCOMPARE(report.items, 2);
    QCOMPARE(report.unreadable, 3);
    QCOMPARE(report.withoutPartner, 3);
    QCOMPARE(report.badRows, 2);
    QCOMPARE(report.repeatedCaptions, 1);
    const QString problems = problemsOf(report);
    QVERIFY2(problems.contains("missing.png, troubled.csv, line 4: there is no such file"),
        qPrintable(problems));
    QVERIFY2(problems.contains("../outside.png, troubled.csv, line 5: this file lies outside"),
        qPrintable(problems));
    QVERIFY2(problems.contains("/etc/hostname, troubled.csv, line 6: this file lies outside"),
        qPrintable(problems));
    QVERIFY2(problems.contains("troubled.csv, line 7: fields in the row: 1, expected 2"),
        qPrintable(problems));
    QVERIFY2(problems.contains("troubled.csv, line 8: there is no caption"), qPrintable(problems));
    QVERIFY2(problems.contains("the caption \"one\" is also that of troubled.csv, line 2"),
        qPrintable(problems));
}

void TestReadersTables::mapsColumns()
{
    const LoadedDataset loaded = load(specOf("open_clip/unmapped.csv",
        { { "data.image_column", "where" }, { "data.caption_column", "words" } }));
    QCOMPARE(textsOf(loaded), "a red field / the sea");
    QCOMPARE(loaded.report.columns.front().use, "image");
    const LoadedDataset chinese =
        load(specOf("open_clip/semicolons.csv", { { "data.language", "zh" } }));
    QCOMPARE(textsOf(chinese), "一片红色 / 草地 / 大海");
    const LoadedDataset beside = load(specOf("pairs", { { "data.language", "zh" } }));
    QVERIFY(textsOf(beside).contains("大海"));
}

void TestReadersTables::saysWhichColumnsThereAre()
{
    try {
        load(specOf("open_clip/no_files.csv"));
        QFAIL("expected an error");
    } catch (const MediaError& error) {
        QVERIFY2(QString(error.what())
                     .contains("the columns are where, words; name it with data.image_column"),
            error.what());
    }
}

void TestReadersTables::keepsSplitsAndLabels()
{
    const LoadedDataset karpathy = load(specOf("karpathy/dataset_tiny.json"));
    QCOMPARE(karpathy.dataset.parts,
        (std::vector<Part> { Part::training, Part::training, Part::heldOut }));
    const LoadedDataset table = load(specOf("open_clip/commas.csv"));
    QCOMPARE(
        table.dataset.parts, (std::vector<Part> { Part::training, Part::heldOut, Part::training }));
    QCOMPARE(table.dataset.labels, (std::vector<int> { 1, 0, 0 }));
    QCOMPARE(table.dataset.labelNames[1].en, "warm");
    const LoadedDataset classes = load(specOf("classes"));
    QCOMPARE(classes.dataset.labels, (std::vector<int> { 0, 0, 1, 1 }));
    QCOMPARE(classes.dataset.parts[0], Part::heldOut);
    QCOMPARE(classes.dataset.parts[1], Part::training);
}

void TestReadersTables::holdsOutAShare()
{
    const LoadedDataset loaded = load(specOf("shards", { { "data.held_out", "0.4" } }));
    QCOMPARE(
        std::count(loaded.dataset.parts.begin(), loaded.dataset.parts.end(), Part::heldOut), 2);
    QVERIFY(load(specOf("shards")).dataset.parts.empty());
}

void TestReadersTables::limitsItems()
{
    const LoadedDataset loaded = load(specOf("classes", { { "data.items", "2" } }));
    QCOMPARE(coloursOf(loaded), "yellow blue");
    QCOMPARE(loaded.report.leftOut, 2);
}

void TestReadersTables::leavesNothingOutSilently()
{
    const DatasetReport report = load(specOf("pairs")).report;
    QCOMPARE(report.listed, 6);
    QCOMPARE(report.items, 3);
    QCOMPARE(report.withoutPartner, 3);
    QCOMPARE(report.unreadable, 1);
    QCOMPARE(report.repeatedFiles, 1);
    QCOMPARE(report.repeatedCaptions, 1);
    const QString problems = problemsOf(report);
    QVERIFY2(problems.contains("alone.png: the item has only its image"), qPrintable(problems));
    QVERIFY2(problems.contains("words.txt: the item has only its text"), qPrintable(problems));
    QVERIFY2(problems.contains("broken.png: the image cannot be decoded"), qPrintable(problems));
    QVERIFY2(
        problems.contains("the caption \"the sea\" is also that of b.jpg"), qPrintable(problems));
}

// Two names of one picture, and two pictures of one caption.
void TestReadersTables::repeatsAreKeptMergedOrDropped()
{
    QTemporaryDir folder;
    const QString path = folder.path() + "/t.csv";
    const QString red = QString::fromStdString(fixture("open_clip/red.png"));
    const QString blue = QString::fromStdString(fixture("open_clip/blue.png"));
    for (const char* name : { "/a.png", "/b.png" })
        QVERIFY(QFile::copy(red, folder.path() + name));
    QVERIFY(QFile::copy(blue, folder.path() + "/c.png"));
    QFile table(path);
    QVERIFY(table.open(QIODevice::WriteOnly));
    table.write("image,caption\na.png,one\nb.png,two\nc.png,two\n");
    table.close();
    const auto loaded = [&](const char* use) {
        DatasetSpec spec;
        spec.path = path.toStdString();
        if (!assign(spec, { { "data.duplicates", use } }).empty()) qFatal("refused");
        return load(spec);
    };
    const LoadedDataset kept = loaded("keep");
    QCOMPARE(textsOf(kept), "one / two / two");
    const auto& contents = kept.dataset.find("image")->contents;
    QVERIFY(contents[0] == contents[1] && contents[1] != contents[2]);
    QCOMPARE(textsOf(loaded("merge")), "one | two / two");
    const LoadedDataset dropped = loaded("drop");
    QCOMPARE(textsOf(dropped), "one / two");
    QCOMPARE(coloursOf(dropped), "red blue");
    QVERIFY(std::ranges::any_of(dropped.report.reasons,
        [](const Message& reason) { return reason.is(sentences::repeatsDropped); }));
    DatasetSpec spec;
    QCOMPARE(assign(spec, { { "data.duplicates", "some" } }).size(), std::size_t(1));
}

void TestReadersTables::readsShardsInPlace()
{
    DatasetSpec spec;
    spec.path = fixture("shards/tiny-{000..000}.tar");
    const LoadedDataset loaded = load(spec);
    QCOMPARE(textsOf(loaded), "a red field / grass / a tone / 7");
    const ModalityData* sound = loaded.dataset.find("sound");
    QVERIFY(sound && sound->has(2) && !sound->has(0));
    QCOMPARE(loaded.media->sound("sound", 2, 0).rate, 16000);
    QCOMPARE(english(loaded.media->origin(1)), "tiny-000.tar/deep/er/001.png");
    QCOMPARE(loaded.media->picture("image", 1, 0, 12).size(), QSize(12, 8));
}

void TestReadersTables::goesOnWithoutAShard()
{
    DatasetSpec spec;
    spec.path = fixture("shards/tiny-{000..002}.tar");
    const LoadedDataset loaded = load(spec);
    QCOMPARE(textsOf(loaded), "a red field / grass / a tone / 7");
    QCOMPARE(loaded.report.unreadable, 2);
    QVERIFY2(problemsOf(loaded.report).contains("tiny-001.tar: the file cannot be read"),
        qPrintable(problemsOf(loaded.report)));
    spec.path = fixture("shards/none-{000..002}.tar");
    QVERIFY_EXCEPTION_THROWN(load(spec), MediaError);
}

/// COCO's annotations lie beside the folders of pictures, not above them.
void TestReadersTables::findsPicturesBesideAnnotations()
{
    const LoadedDataset loaded = load(specOf("coco/annotations/captions_val.json"));
    QCOMPARE(coloursOf(loaded), coloursOf(load(specOf("coco"))));
    QCOMPARE(textsOf(loaded), textsOf(load(specOf("coco"))));
}

void TestReadersTables::refusesNumbersBeyondDouble()
{
    QTemporaryDir folder;
    QFile file(folder.filePath("captions.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"images":[{"id":1e999,"file_name":"a.png"}],"annotations":[]})");
    file.close();
    DatasetSpec spec;
    spec.path = file.fileName().toStdString();
    try {
        load(spec);
        QFAIL("expected an error");
    } catch (const MediaError& error) {
        QCOMPARE(error.file(), spec.path); // and not its last part only
        QVERIFY2(QString(error.what()).contains(": not valid JSON: number overflow"), error.what());
    }
}

void TestReadersTables::refusesEvilShards()
{
    const LoadedDataset evil = load(specOf("evil/evil.tar"));
    QCOMPARE(textsOf(evil), "a red field");
    const QString problems = problemsOf(evil.report);
    QVERIFY2(
        problems.contains("evil.tar/../up.png, byte 0: the archive names a path outside itself"),
        qPrintable(problems));
    QVERIFY2(problems.contains("evil.tar//etc/abs.png"), qPrintable(problems));
    QVERIFY2(problems.contains("evil.tar/link.png"), qPrintable(problems));
    const LoadedDataset cut = load(specOf("evil/cut.tar"));
    QVERIFY(cut.dataset.items >= 1);
    QVERIFY2(problemsOf(cut.report).contains("the archive ends in the middle of a member"),
        qPrintable(problemsOf(cut.report)));
}

/// Links out of the folder, links in circles, pipes: nothing of them is read, and each is named.
void TestReadersTables::staysInsideItsFolder()
{
    namespace fs = std::filesystem;
    QTemporaryDir outside, inside;
    const fs::path secret = outside.path().toStdString(), root = inside.path().toStdString();
    fs::copy_file(fixture("open_clip/red.png"), secret / "red.png");
    fs::copy_file(fixture("open_clip/red.png"), root / "own.png");
    fs::create_symlink(secret / "red.png", root / "out.png");
    fs::create_symlink(root / "own.png", root / "in.png");
    fs::create_symlink(root / "circle.png", root / "circle.png");
    fs::create_directory_symlink(root, root / "loop");
    fs::create_directory_symlink(secret, root / "away");
    QCOMPARE(mkfifo((root / "pipe.png").c_str(), 0600), 0);
    QFile table(inside.filePath("t.csv"));
    QVERIFY(table.open(QIODevice::WriteOnly));
    table.write("filepath,title\nown.png,a\nout.png,b\nin.png,c\ncircle.png,d\naway/red.png,e\n"
                "pipe.png,f\nloop/own.png,g\n./own.png,h\n");
    table.write(("sub/../../" + secret.filename().string() + "/red.png,i\n").c_str());
    table.write(
        ((secret / "red.png").string() + ",j\n" + (root / "own.png").string() + ",k\n").c_str());
    table.close();
    DatasetSpec spec;
    spec.path = (root / "t.csv").string();
    const LoadedDataset loaded = load(spec);
    QCOMPARE(textsOf(loaded), "a / c / g / h / k");
    QCOMPARE(loaded.report.unreadable, 6);
    spec.path = root.string();
    spec.format = DataFormat::folderOfPairs;
    try {
        load(spec);
        QFAIL("expected an error");
    } catch (const MediaError& error) {
        QVERIFY2(QString(error.what()).contains("none of the"), error.what());
    }
}

void TestReadersTables::inspectsAsItLoads()
{
    const DatasetReport report = inspect(specOf("open_clip/train.csv"));
    QCOMPARE(report.items, 3);
    QCOMPARE(report.images, 3);
    QCOMPARE(report.captions, 3);
    QCOMPARE(report.preview.size(), 3u);
    QCOMPARE(report.preview[1].captions.front(), "green, like grass");
    QCOMPARE(report.preview[1].picture.size(), QSize(24, 16));
    QCOMPARE(english(report.reasons.back()), "columns are separated by tab");
}

void TestReadersTables::tellsLanguages()
{
    using Names = std::vector<std::string>;
    QCOMPARE(inspect(specOf("open_clip/semicolons.csv")).languages, (Names { "en", "zh" }));
    QCOMPARE(inspect(specOf("pairs")).languages, Names { "zh" });
    QCOMPARE(inspect(specOf("open_clip/commas.csv")).languages, Names {});
}

void TestReadersTables::countsTheSplit()
{
    using Counts = std::pair<Index, Index>;
    const auto split = [](const DatasetSpec& spec) {
        const DatasetReport report = inspect(spec);
        return Counts(report.training, report.heldOut);
    };
    QCOMPARE(split(specOf("classes")), (Counts { 3, 1 }));
    QCOMPARE(split(specOf("idx")), (Counts { 4, 2 }));
    QCOMPARE(split(specOf("flickr8k")), (Counts { 0, 0 }));
    const DatasetSpec shared = specOf("flickr8k", { { "data.held_out", "0.34" } });
    QCOMPARE(split(shared), (Counts { 2, 1 }));
    const DatasetReport inspected = inspect(shared), loaded = load(shared).report;
    QCOMPARE(loaded.heldOut, 1);
    for (std::size_t i = 0; i < 3; ++i)
        QCOMPARE(inspected.preview[i].part, loaded.preview[i].part);
    QVERIFY(!inspected.preview[0].part.empty());
}

void TestReadersTables::keepsWhatWasUnderstoodBeforeAnError()
{
    DatasetReport report;
    QVERIFY_EXCEPTION_THROWN(inspect(report, specOf("open_clip/no_files.csv")), MediaError);
    QCOMPARE(report.format, DataFormat::table);
    QCOMPARE(report.columns.size(), 2u);
    QCOMPARE(report.columns[1].column, "words");
    report = {};
    const DatasetSpec wrong =
        specOf("open_clip/commas.csv", { { "data.caption_column", "nothing" } });
    QVERIFY_EXCEPTION_THROWN(inspect(report, wrong), MediaError);
    QCOMPARE(report.columns.size(), 4u);
}

void TestReadersTables::stops()
{
    std::stop_source source;
    source.request_stop();
    QVERIFY_EXCEPTION_THROWN(
        load(specOf("open_clip/train.csv"), {}, source.get_token()), LoadCancelled);
    Index last = 0;
    load(specOf("open_clip/train.csv"), [&](const LoadProgress& progress) {
        if (progress.phase == LoadPhase::decoding) last = progress.done;
    });
    QCOMPARE(last, 3);
}

void TestReadersTables::keysRoundTrip()
{
    DatasetSpec spec = specOf("open_clip",
        { { "data.format", "table" }, { "data.held_out", "0.25" }, { "data.items", "7" },
            { "data.image_fit", "pad" }, { "data.ground", "#10ff00" },
            { "data.sound_seconds", "2.5" }, { "data.root", "somewhere" } });
    DatasetSpec again;
    QVERIFY(assign(again, toMap(spec)).empty());
    QVERIFY(again == spec);
    QVERIFY(toMap(DatasetSpec()).empty());
}

void TestReadersTables::keysSayWhatTheyExpect()
{
    DatasetSpec spec;
    const auto problems = assign(spec,
        { { "data.format", "xls" }, { "data.items", "-1" }, { "data.ground", "red" },
            { "data.colour", "x" }, { "data.held_out", "nan" }, { "steps", "9" } });
    QCOMPARE(problems.size(), 5u);
    QVERIFY(spec == DatasetSpec());
}

void TestReadersTables::problemsOfPartsNameTheFolder()
{
    namespace fs = std::filesystem;
    const QTemporaryDir folder;
    const fs::path top = folder.filePath("copy").toStdString();
    fs::copy(FIXTURES "/layouts/imagefolder-in-data", top, fs::copy_options::recursive);
    const fs::path table = top / "data/train/metadata.jsonl";
    test::writeBytes(table,
        test::bytesOf(table) + "{\"file_name\": \"../../../other.png\", \"text\": \"out\"}\n"
            + "{\"file_name\": \"none.png\", \"text\": \"gone\"}\n{not json\n[1, 2]\n");
    DatasetSpec spec;
    spec.path = top.string();
    const LoadedDataset loaded = load(spec);
    QCOMPARE(loaded.dataset.items, 6);
    const QString problems = problemsOf(loaded.report);
    for (const char* line : { "data/train/metadata.jsonl, line 7: not valid JSON: ",
             "data/train/metadata.jsonl, line 8: not valid JSON: an object was expected",
             "other.png, data/train/metadata.jsonl, line 5: this file lies outside",
             "data/train/none.png, data/train/metadata.jsonl, line 6: there is no such file" })
        QVERIFY2(problems.contains(line), qPrintable(problems));
}

void TestReadersTables::problemsOfAShardsJson()
{
    const QTemporaryDir folder;
    const std::string shard = folder.filePath("0.tar").toStdString();
    std::string bytes = test::bytesOf(FIXTURES "/layouts/shards-json/00000.tar");
    bytes.replace(bytes.find("{\"caption\""), 10, "{'caption'");
    test::writeBytes(shard, bytes);
    DatasetSpec spec;
    spec.path = shard;
    const LoadedDataset loaded = load(spec);
    QCOMPARE(loaded.dataset.items, 3);
    const QString problems = problemsOf(loaded.report);
    QVERIFY2(problems.contains("0.tar/000000000.json: not valid JSON: "), qPrintable(problems));
}

QTEST_GUILESS_MAIN(TestReadersTables)
#include "tst_readers_tables.moc"
