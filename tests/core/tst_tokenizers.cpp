// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Token numbers against those of HuggingFace's tokenizers (scripts/make_encoder_fixtures), and
// files that are none.
#include "base/problem.h"
#include "encoder/side_files.h"
#include "encoder/tokenizer.h"
#include "support/file_bytes.h"

#include <QTemporaryDir>
#include <QTest>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

std::string fixture(const std::string& name)
{
    return FIXTURES "/encoders/" + name;
}

QString textOf(const std::vector<std::int64_t>& tokens)
{
    QStringList numbers;
    for (const std::int64_t token : tokens)
        numbers << QString::number(token);
    return numbers.join(' ');
}

std::string readFailure(const std::string& json)
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath("tokenizer.json").toStdString();
    writeBytes(path, json);
    try {
        (void)readTokenizerJson(path);
    } catch (const InputError& error) {
        return error.place() + ": " + error.expectation();
    }
    return "read";
}

} // namespace

class TestTokenizers : public QObject {
    Q_OBJECT

private slots:
    void sameAsReference_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("reference");
        for (const char* name : { "bert_json", "clip_json", "roberta_json", "unigram", "llama" })
            QTest::newRow(name) << name << name;
        QTest::newRow("vocab.txt") << "bert"
                                   << "bert_json";
        QTest::newRow("vocab.json and merges.txt of CLIP") << "clip"
                                                           << "clip_json";
        QTest::newRow("vocab.json and merges.txt of RoBERTa") << "roberta"
                                                              << "roberta_json";
    }
    void sameAsReference()
    {
        QFETCH(const QString, folder);
        QFETCH(const QString, reference);
        const SubwordTokenizer tokenizer =
            readTokenizer(fixture(folder.toStdString() + "/model.onnx")); // beside it
        const nlohmann::json cases = sideJson(fixture("tokens.json"));
        QVERIFY(cases.size() > 20);
        for (const auto& example : cases) {
            const auto text = example.at("text").get<std::string>();
            const auto expected =
                example.at(reference.toStdString()).get<std::vector<std::int64_t>>();
            QVERIFY2(tokenizer.encode(text, 1000) == expected,
                qPrintable(QString::fromStdString(text) + ": "
                    + textOf(tokenizer.encode(text, 1000)) + ", expected " + textOf(expected)));
        }
    }

    void longTextsEndAsTheyShould()
    {
        const SubwordTokenizer tokenizer = readTokenizer(fixture("bert/model.onnx"));
        QCOMPARE(textOf(tokenizer.encode("a photo of a cat", 5)), "2 5 6 7 3");
        QCOMPARE(textOf(tokenizer.encode("a photo of a cat", 2)), "2 3");
        QCOMPARE(tokenizer.encode(std::string(5'000'000, 'a'), 16).size(), std::size_t(3));
    }

    // A text without spaces is one piece: merging must not take its length squared.
    void longPieceIsQuick()
    {
        const SubwordTokenizer tokenizer = readTokenizer(fixture("roberta/model.onnx"));
        const std::string text(300'000, 'a');
        QCOMPARE(tokenizer.encode(text, 10).size(), std::size_t(10));
    }

    void noTokenizer()
    {
        QVERIFY_EXCEPTION_THROWN((void)readTokenizer(fixture("nan/model.onnx")), InputError);
    }

    void filesThatAreWrong_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("expected");
        QTest::newRow("no JSON") << "{"
                                 << "line 1, column 2: expected JSON: syntax error while parsing "
                                    "object key - unexpected end "
                                    "of input; expected string literal";
        QTest::newRow("no model") << "{}"
                                  << "model: expected an object";
        QTest::newRow("another model")
            << R"({"model": {"type": "WordLevel"}})"
            << "model.type: WordLevel is not understood; expected one of "
               "WordPiece, BPE, Unigram";
        QTest::newRow("another part")
            << R"({"normalizer": {"type": "Nmt"}, "model": {}})"
            << "normalizer.type: Nmt is not understood; expected one of NFC, NFD, NFKC, NFKD, "
               "Precompiled, Lowercase, StripAccents, Replace, Prepend, Strip, BertNormalizer, "
               "Sequence";
        QTest::newRow("a token of no number")
            << R"({"model": {"type": "BPE", "vocab": {"a": -1}, "merges": []}})"
            << "vocab a: expected a whole number from 0 to 16777216";
        QTest::newRow("a merge of one")
            << R"({"model": {"type": "BPE", "vocab": {"a": 1}, "merges": ["aa"]}})"
            << "model.merges[0]: expected two tokens with a space between them";
        QTest::newRow("no unknown token")
            << R"({"model": {"type": "WordPiece", "vocab": {"a": 1}, "unk_token": "[UNK]"}})"
            << "model.unk_token: expected the token [UNK] in the vocabulary";
        QTest::newRow("a score that is none")
            << R"({"model": {"type": "Unigram", "vocab": [["a", "b"]]}})"
            << "model.vocab[0][1]: expected a number";
    }
    void filesThatAreWrong()
    {
        QFETCH(const QString, json);
        QFETCH(const QString, expected);
        QCOMPARE(QString::fromStdString(readFailure(json.toStdString())), expected);
    }
};

QTEST_GUILESS_MAIN(TestTokenizers)
#include "tst_tokenizers.moc"
