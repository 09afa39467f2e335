// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run is exported to, read back: each format holds the same numbers in the same order.
// (NumPy and a TensorBoard parser read them in tests/cli.)
#include "base/problem.h"
#include "media/open_data.h"
#include "media/run_export.h"
#include "store/csv.h"
#include "store/npy.h"
#include "store/npz.h"
#include "store/run_tables.h"
#include "store/safetensors.h"
#include "store/tensorboard.h"
#include "support/small_run.h"

#include <QFile>
#include <QImage>
#include <QPainter>
#include <QTemporaryDir>
#include <QTest>

using namespace contrastlab;

namespace {

QList<QByteArrayList> tableOf(const std::string& path, char separator)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly)) return {};
    QList<QByteArrayList> rows;
    for (const QByteArray& line : file.readAll().trimmed().split('\n'))
        rows << line.split(separator);
    return rows;
}

} // namespace

class TestExport : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const RunSpec spec = smallSpec({ { "steps", "20" } });
        SyntheticWorld world;
        world.items = 300;
        world.heldOut = 60;
        auto dataset = std::make_shared<Dataset>(makeSyntheticWorld(world, 1));
        dataset->itemNames.resize(300);
        dataset->itemNames[240] = { "a \"b\", c", "甲" };
        dataset->itemNames[241] = { "tab\there", "" };
        dataset->modalities[1].present.assign(300, 1);
        dataset->modalities[1].present[250] = 0; // neither trains nor is judged
        m_source.setup = std::make_shared<RunSetup>(spec, dataset);
        auto run = std::make_shared<Run>(spec);
        ThreadPool pool(1);
        Trainer trainer(m_source.setup, pool);
        RunRecorder recorder(*run, nullptr, &evaluatePart);
        drive(trainer, recorder, nullptr, {});
        m_run = run;
        m_source.logs = logsOf(run);
        m_source.checkpoint = run->checkpoints().back();
        m_table =
            embedItems(pool, *m_source.setup, m_source.checkpoint->parameters, ItemChoice::heldOut);
    }

    void rowsAreOfLengthOneOrMissing()
    {
        QCOMPARE(m_table.items.size(), std::size_t(59));
        QCOMPARE(m_table.items.front(), Index(240));
        ThreadPool pool(1);
        const EmbeddingTable all =
            embedItems(pool, *m_source.setup, m_source.checkpoint->parameters, ItemChoice::all);
        QCOMPARE(all.items.size(), std::size_t(300));
        for (Index i = 0; i < 300; ++i) {
            QVERIFY(std::abs(all.rows[0].row(i).norm() - 1) < 1e-5f);
            QCOMPARE(all.parts[std::size_t(i)] == Part::unused, i == 250);
            if (i == 250)
                QVERIFY(all.rows[1].row(i).array().isNaN().all());
            else
                QVERIFY(std::abs(all.rows[1].row(i).norm() - 1) < 1e-5f);
        }
    }

    void npy()
    {
        const std::string folder = exported("npy", 4);
        QCOMPARE(readNpy<float>(folder + "/a.npy"), m_table.rows[0]);
        QCOMPARE(readNpy<float>(folder + "/b.npy"), m_table.rows[1]);
        QCOMPARE(readNpyLabels(folder + "/labels.npy"),
            std::vector<int>(m_table.labels.begin(), m_table.labels.end()));
        const auto items = tableOf(folder + "/items.csv", '\n');
        QCOMPARE(items.size(), 60);
        QCOMPARE(
            items[0][0], QByteArray("item,name_en,name_zh,label,label_name,split,has_a,has_b"));
        QVERIFY(items[1][0].startsWith("240,\"a \"\"b\"\", c\",甲,"));
        QVERIFY(items[1][0].endsWith(",held-out,1,1"));
    }

    void npz()
    {
        const NpzFile file(exported("npz", 2) + "/embeddings.npz");
        QCOMPARE(file.names(), (std::vector<std::string> { "a", "b", "labels", "items" }));
        QCOMPARE(file.matrix<float>("b"), m_table.rows[1]);
        QCOMPARE(
            file.labels("labels"), std::vector<int>(m_table.labels.begin(), m_table.labels.end()));
        QCOMPARE(file.labels("items").back(), 299);
    }

    void csv()
    {
        const std::string folder = exported("csv", 3);
        const auto rows = tableOf(folder + "/embeddings.csv", ',');
        QCOMPARE(rows.size(), 1 + 59 + 59);
        QCOMPARE(rows[0].mid(0, 6).join(','), QByteArray("item,name,label,modality,split,e0"));
        QCOMPARE(rows[0].last(), QByteArray("e11"));
        const QByteArrayList last = rows.last();
        QCOMPARE(last.mid(0, 2).join(','), QByteArray("299,299")); // no name but its number
        QCOMPARE(last.mid(3, 2).join(','), QByteArray("b,held-out"));
        for (int e = 0; e < 12; ++e)
            QCOMPARE(last[5 + e].toFloat(), m_table.rows[1](58, e));
        const auto steps = tableOf(folder + "/steps.csv", ',');
        QCOMPARE(steps.size(), 21);
        QCOMPARE(steps[0].mid(0, 5).join(','),
            QByteArray("step,loss,temperature,learning_rate,batch_size"));
        QCOMPARE(steps[20][1].toDouble(), m_run->steps.last()->loss);
        const auto evaluations = tableOf(folder + "/evaluations.csv", ',');
        QCOMPARE(evaluations.size(), 4); // after steps 1, 10 and 20
        const auto column = evaluations[0].indexOf("b_to_a_recall_at_5");
        QVERIFY(column > 0);
        QCOMPARE(evaluations[3][column].toDouble(), m_run->evaluations.last()->bToA.recallAt5);
        const auto guess = evaluations[0].indexOf("b_to_a_chance_recall_at_5");
        QCOMPARE(evaluations[3][guess].toDouble(), 5.0 / 59);
        QCOMPARE(evaluations[3][evaluations[0].indexOf("class_accuracy")], QByteArray());
    }

    void safetensors()
    {
        const std::string folder = exported("safetensors", 2);
        const SafetensorsFile weights(folder + "/weights.safetensors");
        const Vector<float>& parameters = m_source.checkpoint->parameters;
        const auto towers = static_cast<std::size_t>(m_source.setup->towers());
        QCOMPARE(weights.names().size(), m_source.setup->blocks().size() + 2 * towers);
        for (int t = 0; t < m_source.setup->towers(); ++t) {
            const auto standard = m_source.setup->batches().standard(t);
            const std::string name = m_source.setup->modality(t).name + ".input.";
            QVERIFY(std::ranges::equal(weights.values(name + "mean"), standard.mean));
            QVERIFY(std::ranges::equal(weights.values(name + "deviation"), standard.deviation));
        }
        for (const ParameterBlock& block : m_source.setup->blocks()) {
            const auto values = weights.values(block.name);
            QVERIFY(std::equal(values.begin(), values.end(), parameters.data() + block.offset));
            QCOMPARE(Index(values.size()), block.size());
        }
        QCOMPARE(weights.shape("a.hidden1.weight"), (std::vector<Index> { 32, 24 }));
        QCOMPARE(weights.shape("a.hidden1.bias"), (std::vector<Index> { 24 }));
        const auto& metadata = weights.metadata();
        QVERIFY(specFromJson(metadata.at("spec"), "metadata") == m_source.checkpoint->spec);
        QCOMPARE(metadata.at("step"), std::string("20"));
        const SafetensorsFile embeddings(folder + "/embeddings.safetensors");
        QCOMPARE(embeddings.matrix<float>("a"), m_table.rows[0]);
        QVERIFY(embeddings.metadata().at("items").starts_with("240,241,"));
    }

    void tensorboard()
    {
        QCOMPARE(crc32c("123456789"), 0xe3069283u); // the check value of the CRC catalogue
        QCOMPARE(crc32c(std::string(32, '\0')), 0x8a9136aau); // RFC 3720, B.4
        const ExportSource runAlone { m_source.logs, nullptr, nullptr, nullptr };
        ThreadPool pool(1);
        const std::string folder = m_folder.path().toStdString() + "/events";
        const ExportChoice choice { ExportFormat::tensorboard, ItemChoice::heldOut, folder };
        const auto files = exportRun(pool, runAlone, choice);
        QCOMPARE(files, exportRun(pool, runAlone, choice)); // replaced, not doubled
        QCOMPARE(files.size(), std::size_t(1));
    }

    void projectorWithoutPictures()
    {
        const std::string folder = exported("projector", 3);
        const auto vectors = tableOf(folder + "/vectors.tsv", '\t');
        const auto metadata = tableOf(folder + "/metadata.tsv", '\t');
        QCOMPARE(vectors.size(), 59 + 59);
        QCOMPARE(metadata.size(), 1 + vectors.size()); // a header, as it has several columns
        QCOMPARE(metadata[0].join(','), QByteArray("name,modality,label,split,item"));
        QCOMPARE(metadata[2][0], QByteArray("tab here"));
        for (const auto& row : metadata)
            QCOMPARE(row.size(), 5);
        for (int e = 0; e < 12; ++e)
            QCOMPARE(vectors[3][e].toFloat(), m_table.rows[0](3, e));
    }

    void aWorldIsGivenUpWhileItIsMade()
    {
        RunSpec spec;
        spec.set("dataset", std::string("synthetic"));
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_EXCEPTION_THROWN(openData(spec, {}, stop.get_token()), LoadCancelled);
    }

    void projectorSpritesAreInTheOrderOfTheRows()
    {
        RunSpec spec;
        const OpenedData data = openData(spec);
        const auto setup = std::make_shared<RunSetup>(spec, data.dataset);
        ThreadPool pool(1);
        const auto checkpoint = std::make_shared<Checkpoint>(Trainer(setup, pool).checkpoint());
        const std::string folder = m_folder.path().toStdString() + "/sprite";
        QCOMPARE(exportRun(pool, { m_source.logs, checkpoint, setup, data.media },
                     { ExportFormat::projector, ItemChoice::heldOut, folder })
                     .size(),
            std::size_t(4));
        const QImage sprite(QString::fromStdString(folder + "/sprite.png"));
        QCOMPARE(sprite.size(), QSize(18 * 64, 18 * 64)); // 300 rows
        const auto metadata = tableOf(folder + "/metadata.tsv", '\t');
        QCOMPARE(metadata.size(), 301);
        for (const int row : { 0, 17, 18, 149, 150, 299 }) {
            const Index item = metadata[row + 1][4].toLongLong();
            const QImage picture = data.media->picture("image", item, 0, 64);
            QImage expected(64, 64, QImage::Format_RGB32);
            expected.fill(Qt::white);
            QPainter(&expected).drawImage(
                (64 - picture.width()) / 2, (64 - picture.height()) / 2, picture);
            QCOMPARE(sprite.copy(row % 18 * 64, row / 18 * 64, 64, 64), expected);
        }
        // A word's picture is that of its item.
        QCOMPARE(sprite.copy(0, 0, 64, 64), sprite.copy(150 % 18 * 64, 150 / 18 * 64, 64, 64));
        QFile config(QString::fromStdString(folder + "/projector_config.pbtxt"));
        QVERIFY(config.open(QIODevice::ReadOnly));
        const QByteArray text = config.readAll();
        for (const char* line : { "tensor_path: \"vectors.tsv\"", "metadata_path: \"metadata.tsv\"",
                 "image_path: \"sprite.png\"", "single_image_dim: 64" })
            QVERIFY2(text.contains(line), line);
    }

    void itemsAreChosen()
    {
        ThreadPool pool(1);
        const auto& parameters = m_source.checkpoint->parameters;
        QCOMPARE(embedItems(pool, *m_source.setup, parameters, ItemChoice::training).items.size(),
            std::size_t(240));
        const auto all = embedItems(pool, *m_source.setup, parameters, ItemChoice::all);
        QCOMPARE(all.items.size(), std::size_t(300));
        QCOMPARE(nameOf(all.parts[0]), "training");
        QCOMPARE(all.rows[0].bottomRows(49), m_table.rows[0].bottomRows(49)); // past the absent one
    }

    void badFoldersAndCheckpointsAreNamed()
    {
        ThreadPool pool(1);
        const QString file = m_folder.filePath(QStringLiteral("file"));
        QVERIFY(QFile(file).open(QIODevice::WriteOnly));
        for (const QString& folder : { file, file + QStringLiteral("/inside") })
            try {
                exportRun(pool, m_source,
                    { ExportFormat::npy, ItemChoice::heldOut, folder.toStdString() });
                QFAIL("not refused");
            } catch (const InputError& error) {
                QCOMPARE(error.file(), folder.toStdString());
            }
        ExportSource other = m_source;
        auto checkpoint = std::make_shared<Checkpoint>(*m_source.checkpoint);
        checkpoint->parameters.conservativeResize(7);
        other.checkpoint = checkpoint;
        try {
            exportRun(pool, other,
                { ExportFormat::npy, ItemChoice::heldOut, m_folder.path().toStdString() });
            QFAIL("not refused");
        } catch (const SpecError& error) {
            QCOMPARE(error.problems().front().field, std::string("checkpoint.parameters"));
            QCOMPARE(error.problems().front().value, std::string("7 numbers"));
        }
    }

    void formatNames()
    {
        for (std::size_t i = 0; i < exportFormatNames().size(); ++i)
            QCOMPARE(exportFormatNamed(exportFormatNames()[i]), static_cast<ExportFormat>(i));
        QVERIFY(!exportFormatNamed("parquet"));
    }

private:
    std::string exported(const char* format, std::size_t files)
    {
        ThreadPool pool(2);
        const std::string folder = m_folder.path().toStdString() + "/" + format;
        const auto written =
            exportRun(pool, m_source, { *exportFormatNamed(format), ItemChoice::heldOut, folder });
        for (const std::string& file : written)
            if (!QFile::exists(QString::fromStdString(file))) return "missing: " + file;
        return written.size() == files ? folder : "another number of files";
    }

    QTemporaryDir m_folder;
    std::shared_ptr<Run> m_run;
    ExportSource m_source;
    EmbeddingTable m_table;
};

QTEST_GUILESS_MAIN(TestExport)
#include "tst_export.moc"
