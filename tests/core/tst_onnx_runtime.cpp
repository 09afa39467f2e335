// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The library found and loaded, and models run: by closed forms, and those that it must refuse.
#include "base/thread_pool.h"
#include "encoder/encoder.h"
#include "support/file_bytes.h"
#include "support/onnx_runtime_here.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

#if __has_include(<onnxruntime_c_api.h>)
#include <onnxruntime_c_api.h>
#define HAS_ONNX_HEADER 1
#elif __has_include(<onnxruntime/onnxruntime_c_api.h>)
#include <onnxruntime/onnxruntime_c_api.h>
#define HAS_ONNX_HEADER 1
#endif

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

#ifdef HAS_ONNX_HEADER
#define SAME_PLACE(ours, theirs)                                                                   \
    static_assert(offsetof(onnx::Api, ours) == offsetof(OrtApi, theirs))
SAME_PLACE(getErrorCode, GetErrorCode);
SAME_PLACE(getErrorMessage, GetErrorMessage);
SAME_PLACE(createEnv, CreateEnv);
SAME_PLACE(createSession, CreateSession);
SAME_PLACE(run, Run);
SAME_PLACE(createSessionOptions, CreateSessionOptions);
SAME_PLACE(setGraphOptimization, SetSessionGraphOptimizationLevel);
SAME_PLACE(setIntraOpThreads, SetIntraOpNumThreads);
SAME_PLACE(setInterOpThreads, SetInterOpNumThreads);
SAME_PLACE(inputCount, SessionGetInputCount);
SAME_PLACE(outputCount, SessionGetOutputCount);
SAME_PLACE(inputType, SessionGetInputTypeInfo);
SAME_PLACE(outputType, SessionGetOutputTypeInfo);
SAME_PLACE(inputName, SessionGetInputName);
SAME_PLACE(outputName, SessionGetOutputName);
SAME_PLACE(createRunOptions, CreateRunOptions);
SAME_PLACE(setTerminate, RunOptionsSetTerminate);
SAME_PLACE(createTensor, CreateTensorWithDataAsOrtValue);
SAME_PLACE(tensorData, GetTensorMutableData);
SAME_PLACE(tensorInfoOf, CastTypeInfoToTensorInfo);
SAME_PLACE(elementType, GetTensorElementType);
SAME_PLACE(dimensionCount, GetDimensionsCount);
SAME_PLACE(dimensions, GetDimensions);
SAME_PLACE(tensorInfo, GetTensorTypeAndShape);
SAME_PLACE(createCpuMemoryInfo, CreateCpuMemoryInfo);
SAME_PLACE(allocatorFree, AllocatorFree);
SAME_PLACE(defaultAllocator, GetAllocatorWithDefaultOptions);
SAME_PLACE(releaseEnv, ReleaseEnv);
SAME_PLACE(releaseStatus, ReleaseStatus);
SAME_PLACE(releaseMemoryInfo, ReleaseMemoryInfo);
SAME_PLACE(releaseSession, ReleaseSession);
SAME_PLACE(releaseValue, ReleaseValue);
SAME_PLACE(releaseRunOptions, ReleaseRunOptions);
SAME_PLACE(releaseTypeInfo, ReleaseTypeInfo);
SAME_PLACE(releaseTensorInfo, ReleaseTensorTypeAndShapeInfo);
SAME_PLACE(releaseSessionOptions, ReleaseSessionOptions);
static_assert(int(onnx::elementFloat16) == ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16);
static_assert(int(onnx::elementDouble) == ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE);
static_assert(int(onnx::elementInt64) == ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64);
static_assert(int(onnx::elementInt32) == ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32);
static_assert(int(onnx::elementUint8) == ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8);
static_assert(int(onnx::errorNoFile) == int(ORT_NO_SUCHFILE));
static_assert(int(onnx::errorInvalidProtobuf) == int(ORT_INVALID_PROTOBUF));
static_assert(onnx::allGraphOptimizations == ORT_ENABLE_ALL);
static_assert(onnx::logFatalErrors == ORT_LOGGING_LEVEL_FATAL);
#endif

// Quarters of a colour each: by rows of 4 pixels.
Picture quarters()
{
    Picture picture { 8, 8, {} };
    for (int y = 0; y < 8; ++y)
        for (int x = 0; x < 8; ++x)
            for (int channel = 0; channel < 3; ++channel)
                picture.pixels.push_back(
                    static_cast<std::uint8_t>((y / 4 * 2 + x / 4) * 51 + channel));
    return picture;
}

QString failureOf(const std::string& name)
{
    try {
        (void)Encoder(onnxRuntimeHere(), encoderFixture(name));
    } catch (const InputError& error) {
        return QString::fromStdString(error.what());
    }
    return "none";
}

} // namespace

class TestOnnxRuntime : public QObject {
    Q_OBJECT

private slots:
    void headerIsTheRealOne()
    {
#ifndef HAS_ONNX_HEADER
        QSKIP("libonnxruntime-dev is not installed: our table is compared with its header where it "
              "is");
#endif
    }

    void placesOfPackages()
    {
        const QTemporaryDir folder;
        const std::string root = folder.path().toStdString();
        for (const char* name :
            { "lib/python3.11/site-packages/onnxruntime/capi/libonnxruntime.so.1.20.1",
                "lib/python3.11/site-packages/onnxruntime/capi/other.so",
                "lib/x86_64-linux-gnu/libonnxruntime.so.1.21",
                "lib/x86_64-linux-gnu/libonnxruntime_providers_shared.so",
                "node_modules/onnxruntime-node/bin/napi-v3/linux/x64/libonnxruntime.so.1",
                "node_modules/onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime.so.1" }) {
            std::filesystem::create_directories(
                std::filesystem::path(root + "/" + name).parent_path());
            writeBytes(root + "/" + name, "");
        }
        const auto places = onnxRuntimePlaces({ root });
        QCOMPARE(places.front(), "libonnxruntime.so.1");
#ifdef __x86_64__
        QCOMPARE(places.size(), std::size_t(6));
        QVERIFY(places[2].ends_with("lib/x86_64-linux-gnu/libonnxruntime.so.1.21"));
        QVERIFY(places[3].ends_with("capi/libonnxruntime.so.1.20.1"));
        QVERIFY(places[4].ends_with("napi-v6/linux/x64/libonnxruntime.so.1"));
        QVERIFY(places[5].ends_with("napi-v3/linux/x64/libonnxruntime.so.1"));
#endif
    }

    void librariesThatAreNone()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("libonnxruntime.so.1").toStdString();
        writeBytes(path, "no library");
        QVERIFY_EXCEPTION_THROWN(OnnxRuntime { path }, InputError);
        QVERIFY_EXCEPTION_THROWN(OnnxRuntime { "libc.so.6" }, InputError);
    }

    void picturesByClosedForm()
    {
        REQUIRE_ONNX_RUNTIME;
        const Encoder encoder(onnxRuntimeHere(), encoderFixture("pictures/model.onnx"));
        QCOMPARE(QString::fromStdString(describe(encoder.plan())),
            "pixel_values (3 x height x width): shorter side 8 (bicubic), centre 8 x 8, rounded "
            "down, times 0.00392156886, mean 0.5 0.25 0.125, deviation 0.5 0.25 0.5; image_embeds");
        QCOMPARE(encoder.width(), 12);
        const std::vector<Picture> batch { quarters(), quarters(), quarters() };
        const Matrix<float> rows = encoder.encode(batch);
        QCOMPARE(rows.rows(), 3);
        const float mean[] = { 0.5f, 0.25f, 0.125f }, deviation[] = { 0.5f, 0.25f, 0.5f };
        for (int channel = 0; channel < 3; ++channel)
            for (int quarter = 0; quarter < 4; ++quarter) {
                const float value = float(quarter * 51 + channel) / 255;
                const float expected = (value - mean[channel]) / deviation[channel];
                for (Index row = 0; row < 3; ++row)
                    QVERIFY(std::abs(rows(row, channel * 4 + quarter) - expected) < 1e-5f);
            }
    }

    // Bytes, channels last, two items a run: three take two runs.
    void bytesInFixedBatches()
    {
        REQUIRE_ONNX_RUNTIME;
        const Encoder encoder(onnxRuntimeHere(), encoderFixture("bytes/model.onnx"));
        QCOMPARE(encoder.plan().fixedBatch, std::int64_t(2));
        std::vector<Picture> batch;
        for (const std::uint8_t value : { std::uint8_t(10), std::uint8_t(20), std::uint8_t(30) })
            batch.push_back({ 1, 1, { value, 0, 255 } });
        const Matrix<float> rows = encoder.encode(batch);
        for (Index row = 0; row < 3; ++row)
            QCOMPARE(rows.row(row), Eigen::RowVector3f(float(row + 1) * 10, 0, 255));
    }

    void textsByClosedForm_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::newRow("any length") << "texts";
        QTest::newRow("six tokens") << "fixed_texts";
    }
    void textsByClosedForm()
    {
        REQUIRE_ONNX_RUNTIME;
        QFETCH(const QString, folder);
        const Encoder encoder(
            onnxRuntimeHere(), encoderFixture(folder.toStdString() + "/model.onnx"));
        const bool fixed = encoder.plan().fixedLength;
        QCOMPARE(encoder.plan().mostTokens, std::int64_t(fixed ? 6 : 64));
        const std::vector<std::vector<std::int64_t>> texts { encoder.tokensOf("a cat"),
            encoder.tokensOf("a photo of a cat") };
        QCOMPARE(texts[1].size(), std::size_t(fixed ? 6 : 7));
        const Matrix<float> rows = encoder.encode(texts);
        QCOMPARE(rows.cols(), 4);
        for (Index row = 0; row < 2; ++row) { // the mean of the tokens' rows
            float sums[4] = {};
            for (const std::int64_t token : texts[std::size_t(row)]) {
                const auto number = float(token);
                const float values[] = { number, float(token * token % 7), 1, number / 2 };
                for (int i = 0; i < 4; ++i)
                    sums[i] += values[i] / float(texts[std::size_t(row)].size());
            }
            for (int i = 0; i < 4; ++i)
                QVERIFY(std::abs(rows(row, i) - sums[i]) < 1e-4f);
        }
    }

    // Whoever computes them, and beside whom: the same bits.
    void sameOnAnyNumberOfThreads()
    {
        REQUIRE_ONNX_RUNTIME;
        const Encoder encoder(onnxRuntimeHere(), encoderFixture("pictures/model.onnx"));
        const std::vector<Picture> batch(5, quarters());
        const Matrix<float> alone = encoder.encode(batch);
        std::vector<Matrix<float>> all(16);
        ThreadPool pool(4);
        pool.run(16, [&](Index tile) { all[std::size_t(tile)] = encoder.encode(batch); });
        for (const Matrix<float>& rows : all)
            QCOMPARE(rows, alone);
    }

    void stopEndsIt()
    {
        REQUIRE_ONNX_RUNTIME;
        const Encoder encoder(onnxRuntimeHere(), encoderFixture("pictures/model.onnx"));
        std::stop_source stop;
        stop.request_stop();
        const std::vector<Picture> batch { quarters() };
        QVERIFY_EXCEPTION_THROWN((void)encoder.encode(batch, stop.get_token()), Interrupted);
    }

    void modelsThatAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("part");
        QTest::newRow("no ONNX") << "none/model.onnx"
                                 << "expected an ONNX file";
        QTest::newRow("not there") << "nowhere/model.onnx"
                                   << "No such file";
        QTest::newRow("of the future") << "opset/model.onnx"
                                       << "refuses this file";
        QTest::newRow("without its weights") << "external/model.onnx"
                                             << "refuses this file";
        QTest::newRow("of two inputs") << "two_inputs/model.onnx"
                                       << "found the inputs a (N x 3), b (N x 3)";
        QTest::newRow("huge") << "huge/model.onnx"
                              << "expected pictures of 1 to 4096 pixels";
        QTest::newRow("another's tokenizer") << "mismatch/model.onnx"
                                             << "the tokenizer does not match the encoder";
    }
    void modelsThatAreRefused()
    {
        REQUIRE_ONNX_RUNTIME;
        QFETCH(const QString, name);
        QFETCH(const QString, part);
        const QString failure = failureOf(name.toStdString());
        QVERIFY2(failure.contains(part), qPrintable(failure));
        QVERIFY2(!failure.contains('\n'), qPrintable(failure));
    }
};

QTEST_GUILESS_MAIN(TestOnnxRuntime)
#include "tst_onnx_runtime.moc"
