// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures as encoders take them: resized as Pillow does it, to the bit (scripts/
// make_encoder_fixtures), cut and normalised by hand, and as each kind of file says.
#include "base/problem.h"
#include "encoder/encoder_plan.h"
#include "encoder/side_files.h"
#include "support/file_bytes.h"

#include <QTemporaryDir>
#include <QTest>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

Picture samplePicture()
{
    Picture picture { 13, 9, {} };
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x)
            for (const int value :
                { (x * 37 + y * 11) % 256, (x * x * 5 + y * 29) % 256, (x + y) % 3 != 0 ? 255 : 0 })
                picture.pixels.push_back(static_cast<std::uint8_t>(value));
    return picture;
}

Picture oneColour(int width, int height, std::uint8_t value)
{
    return { width, height,
        std::vector<std::uint8_t>(static_cast<std::size_t>(width * height * 3), value) };
}

using Reader = PicturePreparation (*)(const std::string&);

QString preparationOf(const std::string& json, Reader read)
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath("config.json").toStdString();
    writeBytes(path, json);
    try {
        return QString::fromStdString(describe(read(path)));
    } catch (const InputError& error) {
        return QString::fromStdString(error.place() + ": " + error.expectation());
    }
}

} // namespace

class TestPictures : public QObject {
    Q_OBJECT

private slots:
    void resizesAsPillow()
    {
        const nlohmann::json cases = sideJson(FIXTURES "/encoders/resized.json");
        QCOMPARE(cases.size(), std::size_t(24));
        for (const auto& example : cases) {
            const int width = example.at("width"), height = example.at("height");
            const auto filter = static_cast<PictureFilter>(example.at("filter").get<int>());
            const Picture expected { width, height, example.at("pixels") };
            QVERIFY2(resized(samplePicture(), width, height, filter) == expected,
                qPrintable(QString("%1 x %2, %3").arg(width).arg(height).arg(nameOf(filter))));
        }
    }

    void shorterSideKeepsTheAspect()
    {
        PicturePreparation preparation;
        preparation.height = 6;
        preparation.cut = false;
        const Picture wide = prepared(samplePicture(), preparation);
        QCOMPARE(wide.width, 8); // 13 * 6 / 9, cut to whole pixels
        QCOMPARE(wide.height, 6);
        const Picture strip = prepared(oneColour(20000, 1, 7), {});
        QVERIFY(strip == oneColour(224, 224, 7));
    }

    void cutsTheCentre()
    {
        PicturePreparation preparation;
        preparation.fit = PictureFit::asIs;
        preparation.cutHeight = 3;
        preparation.cutWidth = 2;
        const Picture picture = samplePicture();
        const auto pixelAt = [&](int x, int y) {
            return picture.pixels[std::size_t(y * 13 + x) * 3];
        };
        // (13 - 2) / 2 = 5.5: halves go to the even number as in Python, or down.
        QCOMPARE(prepared(picture, preparation).pixels.front(), pixelAt(6, 3));
        preparation.cutRoundsDown = true;
        QCOMPARE(prepared(picture, preparation).pixels.front(), pixelAt(5, 3));
        // What is smaller is padded with black.
        preparation.cutHeight = 11;
        const Picture padded = prepared(picture, preparation);
        QCOMPARE(int(padded.pixels.front()), 0);
        QCOMPARE(padded.pixels[2 * 3], pixelAt(5, 0));
        QCOMPARE(int(padded.pixels.back()), 0);
    }

    void normalises()
    {
        PicturePreparation preparation;
        preparation.mean = { 0.5f, 0.25f, 0 };
        preparation.deviation = { 0.5f, 0.5f, 2 };
        const Picture picture { 2, 1, { 0, 255, 51, 255, 0, 102 } };
        std::vector<float> values(6);
        PixelScale(preparation).apply(picture, true, values);
        const std::vector<float> planes { -1, 1, 1.5f, -0.5f, 0.1f, 0.2f };
        for (std::size_t i = 0; i < values.size(); ++i)
            QVERIFY(std::abs(values[i] - planes[i]) < 1e-6f);
        PixelScale(preparation).apply(picture, false, values);
        QVERIFY(std::abs(values[1] - 1.5f) < 1e-6f && std::abs(values[3] - 1) < 1e-6f);
    }

    void configs_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("expected");
        const QString half = ", times 0.00392156886, mean 0.5 0.5 0.5, deviation 0.5 0.5 0.5";
        const QString imageNet = ", times 0.00392156886, mean 0.485000014 0.456 0.405999988, "
                                 "deviation 0.229000002 0.224000007 0.224999994";
        QTest::newRow("ViT") << R"({"size": 224, "resample": 2, "do_resize": true})" << 0
                             << "stretched to 224 x 224 (bilinear)" + half;
        QTest::newRow("CLIP")
            << R"({"size": 224, "resample": 3, "crop_size": 224, "do_center_crop": true,
                "image_processor_type": "CLIPImageProcessor"})"
            << 0 << "shorter side 224 (bicubic), centre 224 x 224, rounded down" + half;
        QTest::newRow("ConvNeXt")
            << R"({"size": {"shortest_edge": 224}, "resample": 3, "crop_pct": 0.875})" << 0
            << "shorter side 256 (bicubic), centre 224 x 224, rounded down" + half;
        QTest::newRow("nothing normalised")
            << R"({"size": {"height": 8, "width": 9}, "do_normalize": false, "do_rescale": false})"
            << 0 << "stretched to 8 x 9 (bilinear), times 1, mean 0 0 0, deviation 1 1 1";
        QTest::newRow("a size of another kind")
            << R"({"size": {"longest_edge": 9}})" << 0
            << "size: expected shortest_edge, or height and width";
        QTest::newRow("absurd") << R"({"size": {"shortest_edge": 1e9}})" << 0
                                << "size.shortest_edge: expected a whole number from 1 to 4096";
        QTest::newRow("two colours")
            << R"({"size": 8, "image_mean": [1, 2]})" << 0
            << "image_mean: expected three numbers, of red, green and blue";
        QTest::newRow("timm")
            << R"({"architecture": "resnet18", "pretrained_cfg": {"input_size": [3, 224, 224],
                "crop_pct": 0.95, "interpolation": "bicubic", "mean": [0.485, 0.456, 0.406],
                "std": [0.229, 0.224, 0.225]}})"
            << 1 << "shorter side 235 (bicubic), centre 224 x 224" + imageNet;
        QTest::newRow("open_clip")
            << R"({"model_cfg": {"vision_cfg": {"image_size": 256}}, "preprocess_cfg":
                {"mean": [0.5, 0.5, 0.5], "std": [0.5, 0.5, 0.5], "resize_mode": "squash"}})"
            << 2 << "stretched to 256 x 256 (bicubic)" + half;
        QTest::newRow("another mode")
            << R"({"preprocess_cfg": {"size": 8, "resize_mode": "longest"}})" << 2
            << "preprocess_cfg.resize_mode: longest is not understood; expected one of shortest, "
               "squash";
    }
    void configs()
    {
        QFETCH(const QString, json);
        QFETCH(const int, kind);
        QFETCH(const QString, expected);
        constexpr Reader readers[] = { readPreprocessorConfig, readTimmConfig, readOpenClipConfig };
        QCOMPARE(preparationOf(json.toStdString(), readers[kind]), expected);
    }
};

QTEST_GUILESS_MAIN(TestPictures)
#include "tst_pictures.moc"
