// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The embedded emoji: all there, nothing blank or doubled, the two sides of each pair belong
// together.
#include "media/emoji/emoji_dataset.h"
#include "media/emoji/emoji_pack.h"

#include <QSet>
#include <QTest>

#include <algorithm>
#include <array>

using namespace contrastlab;

namespace {

QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

/// How many of the drawing's pixels are not fully transparent.
int coverage(const QImage& drawing)
{
    int covered = 0;
    for (int y = 0; y < drawing.height(); ++y)
        for (int x = 0; x < drawing.width(); ++x)
            covered += qAlpha(drawing.pixel(x, y)) > 0;
    return covered;
}

int colours(const QImage& drawing)
{
    QSet<QRgb> seen;
    for (int y = 0; y < drawing.height(); ++y)
        for (int x = 0; x < drawing.width(); ++x)
            seen.insert(drawing.pixel(x, y));
    return int(seen.size());
}

bool hasChinese(const std::string& utf8)
{
    const QString characters = text(utf8);
    return std::any_of(characters.begin(), characters.end(),
        [](QChar c) { return c.script() == QChar::Script_Han; });
}

std::vector<std::uint8_t> pixelsOf(const Dataset& dataset, Index item, int style)
{
    const ImageSource& images = *dataset.find("image")->images;
    std::vector<std::uint8_t> pixels(
        static_cast<std::size_t>(3 * images.width() * images.height()));
    images.read(item, style, pixels);
    return pixels;
}

} // namespace

class TestEmojiPack : public QObject {
    Q_OBJECT

private:
    std::shared_ptr<const EmojiPack> m_pack;
    Dataset m_dataset;

    Index indexOf(const QString& hexcode) const
    {
        for (Index item = 0; item < m_pack->size(); ++item)
            if (text(m_pack->item(item).hexcode) == hexcode) return item;
        return -1;
    }

private slots:
    void initTestCase()
    {
        m_pack = EmojiPack::load();
        m_dataset = makeEmojiDataset(*m_pack);
    }

    void holdsAllItemsAndStyles()
    {
        QCOMPARE(m_pack->size(), Index(853));
        QStringList styles;
        for (const EmojiStyle& style : m_pack->styles())
            styles << text(style.key);
        QCOMPARE(styles, QStringList({ "noto", "twemoji", "openmoji", "fluent-flat" }));
    }

    void codePointsAreUniqueAndMatchTheCharacters()
    {
        QSet<QString> seen;
        for (Index item = 0; item < m_pack->size(); ++item) {
            const Emoji& emoji = m_pack->item(item);
            QStringList points;
            for (const uint point : text(emoji.character).toUcs4())
                if (point != 0xFE0F || emoji.hexcode.find("FE0F") != std::string::npos)
                    points << QString::number(point, 16).toUpper().rightJustified(4, '0');
            QCOMPARE(points.join('-'), text(emoji.hexcode));
            seen.insert(text(emoji.hexcode));
        }
        QCOMPARE(seen.size(), 853);
    }

    void everyTextIsThereInBothLanguages()
    {
        QSet<QString> english, chinese;
        int inLatin = 0;
        for (Index item = 0; item < m_pack->size(); ++item) {
            const Emoji& emoji = m_pack->item(item);
            for (const EmojiText* words : { &emoji.en, &emoji.zh }) {
                QVERIFY2(!words->label.empty() && !words->tags.empty(), emoji.hexcode.c_str());
                for (const std::string& tag : words->tags)
                    QVERIFY2(!text(tag).trimmed().isEmpty(), emoji.hexcode.c_str());
            }
            inLatin += !hasChinese(emoji.zh.label);
            QVERIFY2(!hasChinese(emoji.en.label), emoji.hexcode.c_str());
            english.insert(text(emoji.en.label));
            chinese.insert(text(emoji.zh.label));
        }
        QCOMPARE(inLatin, 2); // "DVD" and "DNA"
        QCOMPARE(english.size(), 853);
        QCOMPARE(chinese.size(), 853);
    }

    void knownItems_data()
    {
        QTest::addColumn<QString>("hexcode");
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("chinese");
        QTest::addColumn<QString>("group");
        QTest::addColumn<QString>("subgroup");
        QTest::newRow("dog") << "1F436"
                             << "dog face"
                             << "狗脸"
                             << "动物与自然"
                             << "哺乳动物";
        QTest::newRow("apple") << "1F34E"
                               << "red apple"
                               << "红苹果"
                               << "食物与饮料"
                               << "水果";
        QTest::newRow("joined") << "1F408-200D-2B1B"
                                << "black cat"
                                << "黑猫"
                                << "动物与自然"
                                << "哺乳动物";
        QTest::newRow("last") << "1FAAA"
                              << "identification card"
                              << "身份证"
                              << "物品"
                              << "其他物品";
    }
    void knownItems()
    {
        QFETCH(QString, hexcode);
        const Index index = indexOf(hexcode);
        QVERIFY(index >= 0);
        const Emoji& emoji = m_pack->item(index);
        QTEST(text(emoji.en.label), "english");
        QTEST(text(emoji.zh.label), "chinese");
        QTEST(text(m_pack->groups().at(std::size_t(emoji.group)).zh), "group");
        QTEST(text(m_pack->subgroups().at(std::size_t(emoji.subgroup)).zh), "subgroup");
        const DisplayName& name = m_dataset.itemNames.at(std::size_t(index));
        QTEST(text(name.en), "english");
        QTEST(text(name.zh), "chinese");
    }

    void groupSizes()
    {
        std::array<int, 5> counts {};
        for (const int label : m_dataset.labels)
            ++counts.at(std::size_t(label));
        QCOMPARE(counts, (std::array { 158, 130, 218, 85, 262 }));
        QCOMPARE(m_dataset.labelNames.size(), std::size_t(5));
        QCOMPARE(text(m_dataset.labelNames[4].en), "Objects");
        EmojiOptions bySubgroup;
        bySubgroup.labels = EmojiLabels::subgroup;
        const Dataset fine = makeEmojiDataset(*m_pack, bySubgroup);
        QCOMPARE(fine.labelNames.size(), std::size_t(49));
        QCOMPARE(*std::max_element(fine.labels.begin(), fine.labels.end()), 48);
    }

    void noDrawingIsBlank_data()
    {
        QTest::addColumn<int>("style");
        for (int style = 0; style < int(m_pack->styles().size()); ++style)
            QTest::newRow(m_pack->styles()[std::size_t(style)].key.c_str()) << style;
    }
    void noDrawingIsBlank()
    {
        QFETCH(int, style);
        for (Index item = 0; item < m_pack->size(); ++item) {
            const QImage drawing = m_pack->drawing(item, style);
            QCOMPARE(drawing.size(), QSize(48, 48));
            QVERIFY2(coverage(drawing) > 100, m_pack->item(item).en.label.c_str());
            QVERIFY2(colours(drawing) > 8, m_pack->item(item).en.label.c_str());
        }
    }

    void stylesDiffer()
    {
        for (Index item = 0; item < m_pack->size(); ++item)
            for (int a = 0; a < 4; ++a)
                for (int b = 0; b < a; ++b)
                    QVERIFY2(m_pack->drawing(item, a) != m_pack->drawing(item, b),
                        m_pack->item(item).en.label.c_str());
    }

    void towersSeeTheDrawingsOnTheGround()
    {
        const ImageSource& images = *m_dataset.find("image")->images;
        QCOMPARE(images.width(), 32);
        QCOMPARE(images.height(), 32);
        QCOMPARE(images.variants(0), 4);
        EmojiOptions options;
        options.ground = QColor(10, 20, 30);
        const Dataset onDark = makeEmojiDataset(*m_pack, options);
        const Index swan = indexOf("1F9A2");
        const auto light = pixelsOf(m_dataset, swan, 0);
        const auto dark = pixelsOf(onDark, swan, 0);
        QCOMPARE(light.size(), std::size_t(32 * 32 * 3));
        QCOMPARE((std::array { int(light[0]), int(light[1]), int(light[2]) }),
            (std::array { 255, 255, 255 }));
        QCOMPARE(
            (std::array { int(dark[0]), int(dark[1]), int(dark[2]) }), (std::array { 10, 20, 30 }));
        const std::size_t middle = (16 * 32 + 16) * 3; // the swan's white body hides the ground
        QVERIFY(dark[middle] > 200);
        QVERIFY(m_dataset.digest != onDark.digest);
    }

    /// A red apple is red on average, in the channel order of the source.
    void coloursStandInTheirChannels()
    {
        const Index apple = indexOf("1F34E");
        for (int style = 0; style < 4; ++style) {
            std::array<double, 3> sums {};
            const auto pixels = pixelsOf(m_dataset, apple, style);
            for (std::size_t i = 0; i < pixels.size(); ++i)
                sums[i % 3] += pixels[i];
            QVERIFY(sums[0] > 1.1 * sums[1] && sums[0] > 1.1 * sums[2]);
        }
    }

    void languages_data()
    {
        QTest::addColumn<int>("language");
        QTest::addColumn<QStringList>("captions");
        QTest::addColumn<int>("tags");
        QTest::newRow("english") << int(EmojiLanguage::english) << QStringList { "dog face" } << 7;
        QTest::newRow("chinese") << int(EmojiLanguage::chinese) << QStringList { "狗脸" } << 5;
        QTest::newRow("both") << int(EmojiLanguage::both) << QStringList { "dog face", "狗脸" }
                              << 12;
    }
    void languages()
    {
        QFETCH(int, language);
        EmojiOptions options;
        options.language = EmojiLanguage(language);
        const Dataset dataset = makeEmojiDataset(*m_pack, options);
        const Captions& dog = dataset.find("text")->texts.at(std::size_t(indexOf("1F436")));
        QStringList captions;
        for (const std::string& caption : dog.captions)
            captions << text(caption);
        QTEST(captions, "captions");
        QTEST(int(dog.tags.size()), "tags");
    }

    void eachLanguageHasATextOfItsOwn()
    {
        EmojiOptions options;
        options.language = EmojiLanguage::each;
        const Dataset dataset = makeEmojiDataset(*m_pack, options);
        const auto dog = std::size_t(indexOf("1F436"));
        QCOMPARE(dataset.modalities.size(), std::size_t(3));
        const auto labelIn = [&](const char* name) {
            const Captions& captions = dataset.find(name)->texts.at(dog);
            return captions.captions.size() == 1 ? text(captions.captions.front()) : QString();
        };
        QCOMPARE(labelIn("text"), "dog face");
        QCOMPARE(labelIn("chinese"), QStringLiteral("狗脸"));
        QVERIFY(dataset.digest != m_dataset.digest);
        const auto media = makeEmojiMedia(m_pack, EmojiLanguage::each);
        QCOMPARE(text(media->captions("text", Index(dog)).at(0)), "dog face");
        QCOMPARE(text(media->captions("chinese", Index(dog)).at(0)), QStringLiteral("狗脸"));
        QCOMPARE(media->texts("chinese", Index(dog)).size(), std::size_t(2));
        QVERIFY(makeEmojiMedia(m_pack)->captions("chinese", Index(dog)).empty());
    }

    void peopleSeeTheSameItems()
    {
        const auto media = makeEmojiMedia(m_pack);
        const Index cat = indexOf("1F408-200D-2B1B");
        QCOMPARE(media->variants("image", cat), 4);
        QCOMPARE(media->variants("text", cat), 0);
        QCOMPARE(text(media->variantName("image", 2).en), "OpenMoji");
        QCOMPARE(media->picture("image", cat, 1, 96), m_pack->drawing(cat, 1));
        QCOMPARE(media->picture("image", cat, 1, 24).size(), QSize(24, 24));
        QVERIFY(media->picture("image", cat, 4, 48).isNull());
        QVERIFY(media->picture("text", cat, 0, 48).isNull());
        QCOMPARE(text(media->captions("text", cat).at(0)), "black cat");
        QCOMPARE(media->captions("text", cat).size(), std::size_t(8));
        QCOMPARE(text(english(media->origin(cat))), "U+1F408 U+200D U+2B1B");
    }

    void sameBytesEachTime()
    {
        const Dataset again = makeEmojiDataset(*EmojiPack::load());
        QCOMPARE(again.digest, m_dataset.digest);
        for (Index item = 0; item < again.items; item += 50)
            QCOMPARE(pixelsOf(again, item, 3), pixelsOf(m_dataset, item, 3));
    }

    void kindsOfEmojiAreParts()
    {
        const auto all = EmojiPack::load("emoji", "all");
        QCOMPARE(all->size(), Index(1594));
        QVERIFY(all->digest() != m_pack->digest());
        QSet<QString> hexcodes, digests { text(all->digest()) };
        for (Index item = 0; item < all->size(); ++item) {
            hexcodes.insert(text(all->item(item).hexcode));
            QVERIFY(!all->item(item).en.label.empty() && !all->item(item).zh.label.empty());
        }
        QCOMPARE(hexcodes.size(), 1594);
        for (const Index item : { 0, 500, 852 }) { // as in the things alone
            QCOMPARE(all->item(item).hexcode, m_pack->item(item).hexcode);
            QCOMPARE(all->drawing(item, 2), m_pack->drawing(item, 2));
        }
        Index place = 853, sizes[3] { 168, 342, 231 };
        for (int kind = 0; kind < 3; ++kind) {
            const auto part =
                EmojiPack::load("emoji", std::array { "faces", "people", "symbols" }.at(kind));
            QCOMPARE(part->size(), sizes[kind]);
            digests.insert(text(part->digest()));
            QVERIFY(part->groups().size() <= 2 && part->subgroups().size() > 10);
            for (int style = 0; style < 4; ++style) {
                QVERIFY(coverage(part->drawing(0, style)) > 48);
                QCOMPARE(part->drawing(0, style), all->drawing(place, style));
            }
            place += part->size();
        }
        QCOMPARE(digests.size(), 4);
        QCOMPARE(makeEmojiMedia(all)->variants("sound", 0), 0); // those alone that are all spoken
        QCOMPARE(makeEmojiMedia(m_pack)->variants("sound", 0), 2);
    }

    void iconsAreBlackOnWhiteInSixWeights()
    {
        const auto icons = EmojiPack::load("icons");
        QCOMPARE(icons->size(), Index(1512));
        QCOMPARE(icons->styles().size(), std::size_t(6));
        const auto media = makeEmojiMedia(icons);
        for (Index item = 0; item < icons->size(); item += 40)
            for (int weight = 0; weight < 6; ++weight) {
                const QImage drawing = media->picture("image", item, weight, 48);
                QVERIFY(colours(drawing) > 2);
                for (int x = 0; x < 48; ++x) {
                    const QRgb pixel = drawing.pixel(x, 24);
                    QVERIFY(qAlpha(pixel) == 255 && qRed(pixel) == qBlue(pixel));
                }
            }
        QCOMPARE(text(icons->item(0).en.label), "acorn");
        QVERIFY(media->captions("text", 0).size() > 1); // with tags
        QCOMPARE(media->texts("text", 0).size(), std::size_t(1)); // named in English alone
        QCOMPARE(icons->groups().size(), std::size_t(18));
    }

    void peopleAreEveryCombination()
    {
        const auto people = EmojiPack::load("people");
        const Dataset dataset = makeEmojiDataset(*people);
        QCOMPARE(dataset.name, "people");
        QCOMPARE(dataset.items, Index(360));
        QCOMPARE(dataset.factors.size(), 3U);
        QSet<QString> combinations, english, chinese;
        for (Index item = 0; item < dataset.items; ++item) {
            QString combination;
            for (const Factor& factor : dataset.factors)
                combination +=
                    QString::number(factor.ofItems[static_cast<std::size_t>(item)]) + ' ';
            combinations << combination;
            english << text(people->item(item).en.label);
            chinese << text(people->item(item).zh.label);
            QVERIFY(coverage(people->drawing(item, 0)) > 200);
            QVERIFY(coverage(people->drawing(item, 1)) > 200);
        }
        QCOMPARE(combinations.size(), 360);
        QCOMPARE(english.size(), 360);
        QCOMPARE(chinese.size(), 360);
        for (int style = 0; style < 2; ++style) { // no two are drawn alike
            QSet<QByteArray> drawings;
            for (Index item = 0; item < people->size(); ++item) {
                const QImage drawing = people->drawing(item, style);
                drawings << QByteArray(
                    reinterpret_cast<const char*>(drawing.constBits()), drawing.sizeInBytes());
            }
            QCOMPARE(drawings.size(), 360);
        }
    }

    void heldOutPeopleTrainWithOthers()
    {
        const Dataset dataset = makeEmojiDataset(*EmojiPack::load("people"));
        QCOMPARE(std::ranges::count(dataset.parts, Part::heldOut), 72); // a fifth
        // Each two values of different factors are there in training.
        for (const Factor& f : dataset.factors)
            for (const Factor& g : dataset.factors) {
                if (&f == &g) continue;
                QSet<QPair<int, int>> seen;
                for (std::size_t item = 0; item < dataset.parts.size(); ++item)
                    if (dataset.parts[item] == Part::training)
                        seen << qMakePair(f.ofItems[item], g.ofItems[item]);
                QCOMPARE(std::size_t(seen.size()), f.values.size() * g.values.size());
            }
    }

    void peopleShowTheirDrawingsAndNames()
    {
        const auto media = makeEmojiMedia(EmojiPack::load("people"));
        QCOMPARE(media->variants("image", 0), 2);
        QCOMPARE(media->variants("sound", 0), 0);
        QCOMPARE(media->picture("image", 0, 1, 48).size(), QSize(48, 48));
        QCOMPARE(media->captions("text", 0), std::vector<std::string> { "person" });
        QCOMPARE(media->texts("text", 0).back().captions, std::vector<std::string> { "成人" });
    }
};

QTEST_GUILESS_MAIN(TestEmojiPack)
#include "tst_emoji_pack.moc"
