// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The embedded word vectors: known values, known neighbours, and that they serve the emoji's words.
#include "data/vocabulary.h"
#include "media/emoji/emoji_pack.h"
#include "media/emoji/word_vectors.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace contrastlab;

class TestWordVectors : public QObject {
    Q_OBJECT

private:
    WordVectors m_glove;

    Index indexOf(const std::string& word) const
    {
        const auto found = std::find(m_glove.words.begin(), m_glove.words.end(), word);
        return found == m_glove.words.end() ? -1 : Index(found - m_glove.words.begin());
    }
    /// The word with the largest cosine to `target`, `without` set aside.
    std::string nearest(Matrix<float> target, const std::set<std::string>& without) const
    {
        const auto cosines = ((m_glove.vectors * target.transpose()).array()
            / m_glove.vectors.rowwise().norm().array())
                                 .eval();
        Index best = -1;
        for (Index i = 0; i < cosines.rows(); ++i)
            if (!without.contains(m_glove.words[std::size_t(i)])
                && (best < 0 || cosines(i) > cosines(best)))
                best = i;
        return m_glove.words[std::size_t(best)];
    }
    Matrix<float> vectorOf(const std::string& word) const
    {
        return m_glove.vectors.row(indexOf(word));
    }

private slots:
    void initTestCase() { m_glove = embeddedWordVectors(); }

    void shape()
    {
        QCOMPARE(m_glove.words.size(), std::size_t(4016));
        QCOMPARE(m_glove.vectors.rows(), Index(4016));
        QCOMPARE(m_glove.vectors.cols(), Index(100));
        const std::set<std::string> distinct(m_glove.words.begin(), m_glove.words.end());
        QCOMPARE(distinct.size(), m_glove.words.size());
        QVERIFY(m_glove.vectors.allFinite());
        QVERIFY(m_glove.vectors.rowwise().norm().minCoeff() > 1);
    }

    /// GloVe 6B's "dog" begins 0.30817 0.30938 0.52803 and its length is 5.638.
    void knownValues()
    {
        const Matrix<float> dog = vectorOf("dog");
        const float half = dog.cwiseAbs().maxCoeff() / 127 / 2 + 1e-5f;
        QVERIFY(std::abs(dog(0, 0) - 0.30817f) <= half);
        QVERIFY(std::abs(dog(0, 1) - 0.30938f) <= half);
        QVERIFY(std::abs(dog(0, 2) - 0.52803f) <= half);
        QVERIFY(std::abs(dog.norm() - 5.63812539f) < 0.01f);
        QCOMPARE(m_glove.words.front(), std::string("the"));
    }

    void neighbours_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("neighbour");
        QTest::newRow("dog") << "dog"
                             << "cat";
        QTest::newRow("violin") << "violin"
                                << "piano";
        QTest::newRow("lemon") << "lemon"
                               << "lime";
    }
    void neighbours()
    {
        QFETCH(QString, word);
        const std::string name = word.toStdString();
        QTEST(QString::fromStdString(nearest(vectorOf(name), { name })), "neighbour");
    }

    /// Mikolov et al. 2013: king - man + woman = queen.
    void analogy()
    {
        const Matrix<float> target = vectorOf("king") - vectorOf("man") + vectorOf("woman");
        QCOMPARE(nearest(target, { "king", "man", "woman" }), std::string("queen"));
    }

    void coverTheEmojiVocabulary()
    {
        const auto pack = EmojiPack::load();
        const std::set<std::string> known(m_glove.words.begin(), m_glove.words.end());
        std::set<std::string> seen, missing;
        int bareLabels = 0;
        for (Index item = 0; item < pack->size(); ++item) {
            const EmojiText& text = pack->item(item).en;
            std::vector<std::string> words = wordsOf(text.label);
            bareLabels += std::none_of(words.begin(), words.end(),
                [&](const std::string& word) { return known.contains(word); });
            for (const std::string& tag : text.tags)
                for (std::string& word : wordsOf(tag))
                    words.push_back(std::move(word));
            for (const std::string& word : words)
                (known.contains(word) ? seen : missing).insert(word);
        }
        QVERIFY2(seen.size() > 20 * missing.size(), qPrintable(QString::number(missing.size())));
        QVERIFY2(bareLabels <= 2, qPrintable(QString::number(bareLabels)));
        qInfo("%zu words known, %zu not, %d names without any", seen.size(), missing.size(),
            bareLabels);
    }
};

QTEST_GUILESS_MAIN(TestWordVectors)
#include "tst_word_vectors.moc"
