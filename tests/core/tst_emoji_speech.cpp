// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The spoken names: every one decodes, is neither silent nor clipped, and starts where the index
// says.
#include "media/decode/log_mel.h"
#include "media/emoji/emoji_dataset.h"
#include "media/emoji/emoji_speech.h"
#include "run/run_setup.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <future>

using namespace contrastlab;

namespace {

constexpr double rate = 16000;

float peakOf(std::span<const float> sound)
{
    float peak = 0;
    for (const float value : sound)
        peak = std::max(peak, std::abs(value));
    return peak;
}

double rmsOf(std::span<const float> sound)
{
    double squares = 0;
    for (const float value : sound)
        squares += double(value) * value;
    return std::sqrt(squares / double(sound.size()));
}

} // namespace

class TestEmojiSpeech : public QObject {
    Q_OBJECT

    using Names = std::vector<std::vector<float>>;
    std::shared_ptr<const EmojiSpeech> m_speech;
    std::vector<Names> m_names; ///< by voice

    void addVoices()
    {
        QTest::addColumn<int>("voice");
        for (std::size_t voice = 0; voice < m_speech->voices().size(); ++voice)
            QTest::newRow(m_speech->voices()[voice].key.c_str()) << int(voice);
    }
    std::string label(std::size_t voice, std::size_t item) const
    {
        return m_speech->voices()[voice].key + " " + std::to_string(item);
    }

private slots:
    void initTestCase()
    {
        m_speech = EmojiSpeech::load();
        std::vector<std::future<Names>> decoding;
        for (int voice = 0; voice < int(m_speech->voices().size()); ++voice)
            decoding.push_back(
                std::async(std::launch::async, [this, voice] { return m_speech->names(voice); }));
        for (auto& names : decoding)
            m_names.push_back(names.get());
    }

    void twoVoicesALanguage()
    {
        QStringList voices;
        for (const EmojiVoice& voice : m_speech->voices()) {
            voices << QString::fromStdString(voice.language + " " + voice.key);
            QVERIFY(!voice.name.en.empty() && !voice.name.zh.empty());
        }
        QCOMPARE(voices, QStringList({ "en en-us", "en en-us-f3", "zh zh", "zh zh-f3" }));
        QCOMPARE(m_speech->size(), Index(853));
    }

    void everyNameIsHeard_data() { addVoices(); }
    void everyNameIsHeard()
    {
        QFETCH(int, voice);
        const Names& names = m_names[std::size_t(voice)];
        QCOMPARE(names.size(), std::size_t(853));
        for (std::size_t item = 0; item < names.size(); ++item) {
            const auto& name = names[item];
            const std::string place = label(std::size_t(voice), item);
            QCOMPARE(name.size(), m_speech->length(Index(item), voice));
            QVERIFY2(
                double(name.size()) > 0.2 * rate && double(name.size()) < 4 * rate, place.c_str());
            QVERIFY2(peakOf(name) < 0.99f && peakOf(name) > 0.4f, place.c_str());
            QVERIFY2(rmsOf(name) > 0.03, place.c_str());
        }
    }

    /// A wrong place would begin inside a neighbour: names begin and end quietly and are loud
    /// between.
    void namesStandWhereTheIndexSays_data() { addVoices(); }
    void namesStandWhereTheIndexSays()
    {
        QFETCH(int, voice);
        const Names& names = m_names[std::size_t(voice)];
        for (std::size_t item = 0; item < names.size(); ++item) {
            const std::span<const float> name = names[item];
            const std::string place = label(std::size_t(voice), item);
            QVERIFY2(peakOf(name.first(40)) < 0.1f, place.c_str());
            QVERIFY2(peakOf(name.last(40)) < 0.02f, place.c_str());
        }
    }

    void oneNameIsTheSameAsAmongAll_data() { addVoices(); }
    void oneNameIsTheSameAsAmongAll()
    {
        QFETCH(int, voice);
        for (const Index item : { 0, 1, 100, 431, 432, 851, 852 }) {
            const SoundSamples name = m_speech->name(item, voice);
            QCOMPARE(name.rate, 16000);
            QCOMPARE(name.values, m_names[std::size_t(voice)][std::size_t(item)]);
        }
    }

    void unknownNamesThrow()
    {
        QVERIFY_EXCEPTION_THROWN((void)m_speech->name(853, 0), std::out_of_range);
        QVERIFY_EXCEPTION_THROWN((void)m_speech->name(0, 4), std::out_of_range);
    }

    /// The woman's voice is the higher one: its spectrum lies higher in most names.
    void voicesDiffer()
    {
        LogMel logMel;
        const auto centre = [&](const std::vector<float>& name) {
            const Matrix<float> power = logMel(name).array().exp();
            const auto bands = Matrix<float>(power.colwise().sum());
            double sum = 0, weighted = 0;
            for (Index band = 0; band < LogMel::bands; ++band) {
                sum += bands(0, band);
                weighted += double(band) * bands(0, band);
            }
            return weighted / sum;
        };
        int higher = 0;
        for (std::size_t item = 0; item < 853; ++item) {
            QVERIFY(m_names[0][item] != m_names[1][item]);
            higher += centre(m_names[1][item]) > centre(m_names[0][item]);
        }
        QVERIFY2(higher > 600, qPrintable(QString::number(higher)));
    }

    // A sound that is no item's is embedded as an item's own is, whatever its length.
    void aSoundIsEmbeddedAsTheItemsAre()
    {
        EmojiOptions options;
        options.sound = true;
        const auto dataset =
            std::make_shared<Dataset>(makeEmojiDataset(*EmojiPack::load(), options));
        RunSpec spec;
        spec.set("modalities", std::string("image,sound"));
        const RunSetup setup(spec, dataset);
        const int tower = setup.modality(0).kind == ModalityKind::sound ? 0 : 1;
        ThreadPool pool(1);
        const Vector<float> parameters = setup.initialParameters();
        Index longest = 0;
        for (Index item = 0; item < m_speech->size(); ++item)
            if (m_speech->length(item, 0) > m_speech->length(longest, 0)) longest = item;
        QVERIFY(LogMel::frames(m_speech->length(longest, 0)) > 158); // cut; the first is filled up
        for (const Index item : { Index(0), longest }) {
            LogMel logMel;
            const Matrix<float> mel = logMel(m_speech->name(item, 0).values);
            const Matrix<float> own = setup.embed(pool, parameters, tower, std::span(&item, 1), 0);
            const Matrix<float> found = setup.embedSound(pool, parameters, tower, view(mel));
            QVERIFY2((own - found).norm() < 1e-4f * own.norm(),
                qPrintable(QString::number(double((own - found).norm()))));
        }
    }

    void towersHearStandardisedFrames()
    {
        const auto pack = EmojiPack::load();
        EmojiOptions options;
        options.sound = true;
        const Dataset dataset = makeEmojiDataset(*pack, options);
        const SoundSource& sounds = *dataset.find("sound")->sounds;
        QCOMPARE(sounds.frames(), 158);
        QCOMPARE(sounds.bands(), 40);
        QCOMPARE(sounds.variants(0), 2);
        double sum = 0, squares = 0, count = 0;
        std::vector<float> values(158 * 40);
        for (Index item = 0; item < dataset.items; ++item)
            for (int voice = 0; voice < 2; ++voice) {
                sounds.read(item, voice, values);
                const Index own =
                    std::min<Index>(158, LogMel::frames(m_speech->length(item, voice)));
                for (std::size_t i = 0; i < values.size(); ++i) {
                    QVERIFY(i < std::size_t(own * 40) || values[i] == 0);
                    sum += values[i];
                    squares += double(values[i]) * values[i];
                }
                count += double(own) * 40;
            }
        QVERIFY(std::abs(sum / count) < 1e-3);
        QVERIFY(std::abs(squares / count - 1) < 1e-3);
        QVERIFY(dataset.digest != makeEmojiDataset(*pack).digest);
    }

    void peopleHearTheTextsLanguage_data()
    {
        QTest::addColumn<int>("language");
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<int>("firstVoice");
        const QStringList english { "English, man", "English, woman" };
        const QStringList mandarin { "Mandarin, man", "Mandarin, woman" };
        QTest::newRow("english") << int(EmojiLanguage::english) << english << 0;
        QTest::newRow("chinese") << int(EmojiLanguage::chinese) << mandarin << 2;
        QTest::newRow("both") << int(EmojiLanguage::both) << english + mandarin << 0;
    }
    void peopleHearTheTextsLanguage()
    {
        QFETCH(int, language);
        QFETCH(int, firstVoice);
        const auto media = makeEmojiMedia(EmojiPack::load(), EmojiLanguage(language));
        QStringList names;
        for (int variant = 0; variant < media->variants("sound", 7); ++variant)
            names << QString::fromStdString(media->variantName("sound", variant).en);
        QTEST(names, "names");
        QCOMPARE(media->sound("sound", 7, 0).values, m_names[std::size_t(firstVoice)][7]);
        QVERIFY(media->sound("sound", 7, int(names.size())).empty());
        QVERIFY(media->sound("sound", 853, 0).empty());
        QVERIFY(media->sound("image", 7, 0).empty());
    }
};

QTEST_GUILESS_MAIN(TestEmojiSpeech)
#include "tst_emoji_speech.moc"
