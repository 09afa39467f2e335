// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is worth knowing of data before they train: whether to mirror, languages that are not there.
#include "media/bytes/media_message.h"
#include "media/hints.h"
#include "media/listing/flip_judge.h"

#include <QTest>

using namespace contrastlab;

namespace {

std::optional<Message> judged(
    std::initializer_list<const char*> captions, std::initializer_list<const char*> labels = {})
{
    FlipJudge judge;
    for (const char* caption : captions)
        judge.addCaption(caption);
    for (const char* label : labels)
        judge.addLabel(label);
    return judge.objection();
}

std::vector<Message> hintsFor(const char* asked, std::vector<std::string> languages)
{
    DatasetSpec spec;
    spec.language = asked;
    DatasetReport report;
    report.languages = std::move(languages);
    hintAtLanguage(spec, report);
    return report.hints;
}

} // namespace

class TestDataHints : public QObject {
    Q_OBJECT

private slots:
    void sidesSpeakAgainstMirrors()
    {
        const auto found = judged({ "a cat left of a dog", "a dog", "ein Hund, rechts" });
        QVERIFY(found && found->is(sentences::captionsOfSides));
        QCOMPARE(english(*found),
            std::string("2 captions speak of left and right, such as \"a cat left of a dog\""));
        QVERIFY(judged({ "猫在左边", "右边的狗" }));
        QVERIFY(!judged({ "a bright cat", "the leftover dog", "a cat, left" })); // one is no rule
        QVERIFY(!judged({}));
    }

    void charactersSpeakAgainstMirrors()
    {
        QVERIFY(judged({ "x" }, { "3", "7" })->is(sentences::classesAreCharacters));
        QVERIFY(judged({ "x" }, { "Zero", "nine" }));
        QVERIFY(judged({ "x" }, { "a", "ß", "中" }));
        QVERIFY(!judged({ "x" }, { "3", "coat" }));
        QVERIFY(!judged({ "x" }, { "3" }));
        Dataset dataset;
        dataset.labelNames = { { "1", {} }, { "2", {} } };
        QVERIFY(!objectionToFlip(dataset)); // no pictures
        ModalityData image;
        image.images = imagesInMemory(std::vector<std::uint8_t>(24), 2, 2, 1);
        dataset.modalities = { image };
        QVERIFY(objectionToFlip(dataset));
    }

    void languagesThatAreNotThereAreTold()
    {
        QVERIFY(hintsFor("", { "en" }).empty());
        QVERIFY(hintsFor("EN", { "en", "zh" }).empty());
        QVERIFY(hintsFor("fr", { "en", "zh" }).front().is(sentences::languageMissing));
        QVERIFY(
            english(hintsFor("fr", { "en", "zh" }).front()).find("en, zh") != std::string::npos);
        QVERIFY(hintsFor("fr", {}).front().is(sentences::languagesNone));
    }
};

QTEST_APPLESS_MAIN(TestDataHints)
#include "tst_data_hints.moc"
