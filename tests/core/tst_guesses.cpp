// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the model guesses: the order of guesses, equal captions, ties and numbers that are none.
#include "analysis/guesses.h"

#include "data/synthetic.h"
#include "support/small_run.h"

#include <QTest>

#include <limits>
#include <set>

using namespace contrastlab;

namespace {

constexpr float notANumber = std::numeric_limits<float>::quiet_NaN();

// Four items in the plane: the pictures along the axes, the words a little turned, those of the
// last two swapped.
ProbeFrame fourItems()
{
    ProbeFrame frame;
    frame.step = 7;
    Matrix<float> pictures(4, 2), words(4, 2);
    pictures << 1, 0, 0, 1, -1, 0, 0, -1;
    words << 0.96f, 0.28f, -0.28f, 0.96f, 0.28f, -0.96f, -0.96f, -0.28f;
    frame.embeddings = { pictures, words };
    return frame;
}

const PartnerNumbers different { { 0, 1, 2, 3 }, { 0, 1, 2, 3 } };

std::vector<Index> placesOf(const std::vector<Guess>& guesses)
{
    std::vector<Index> places;
    for (const Guess& guess : guesses)
        places.push_back(guess.item.place);
    return places;
}

} // namespace

class TestGuesses : public QObject {
    Q_OBJECT

private slots:
    void theNearestComesFirst()
    {
        const auto guesses = bestGuesses(fourItems(), different, 0, 1, 0, 3);
        QCOMPARE(placesOf(guesses), (std::vector<Index> { 0, 2, 1 }));
        QCOMPARE(guesses[0].item.cosine, 0.96f);
        QVERIFY(guesses[0].right && !guesses[1].right && !guesses[2].right);
    }

    void aMistakeIsNotRight()
    {
        const auto guesses = bestGuesses(fourItems(), different, 0, 1, 2, 2);
        QCOMPARE(placesOf(guesses), (std::vector<Index> { 3, 1 }));
        QVERIFY(!guesses[0].right && !guesses[1].right);
    }

    void allAreCounted()
    {
        for (const auto& [from, to] : { std::pair(0, 1), std::pair(1, 0) }) {
            const GuessCount count = countGuesses(fourItems(), different, from, to);
            QCOMPARE(count.right, Index(2));
            QCOMPARE(count.queries, Index(4));
            QCOMPARE(count.byChance, 1.0); // N queries, each right one time in N
        }
    }

    void equalCaptionsAreRight()
    {
        const PartnerNumbers twoAlike { { 0, 1, 2, 3 }, { 0, 1, 2, 2 } };
        const GuessCount count = countGuesses(fourItems(), twoAlike, 0, 1);
        QCOMPARE(count.right, Index(4));
        QCOMPARE(count.byChance, 1.5); // 2 x 1/4 + 2 x 2/4
        QVERIFY(bestGuesses(fourItems(), twoAlike, 0, 1, 2, 1).front().right);
    }

    // A model whose embeddings are all equal must not look as if it knew anything.
    void aCollapsedModelIsRightAsAGuessIs()
    {
        ProbeFrame frame = fourItems();
        for (Matrix<float>& rows : frame.embeddings)
            rows.rowwise() = Eigen::RowVector2f(1, 0);
        QCOMPARE(countGuesses(frame, different, 0, 1).right, Index(1));
    }

    void whatIsNoNumberIsNotRight()
    {
        ProbeFrame frame = fourItems();
        frame.embeddings[0].row(1).setConstant(notANumber);
        QCOMPARE(countGuesses(frame, different, 0, 1).right, Index(1));
        for (const Guess& guess : bestGuesses(frame, different, 0, 1, 1, 3))
            QVERIFY(!guess.right);
    }

    void theBoardHoldsBothWays()
    {
        const GuessBoard board = guessBoard(fourItems(), different, { 0, 1 }, { 2, 0 });
        QCOMPARE(board.step, std::int64_t(7));
        QCOMPARE(board.asked, (std::vector<Index> { 2, 0 }));
        QCOMPARE(placesOf(board.aToB[1]).front(), Index(0));
        QCOMPARE(placesOf(board.bToA[0]).front(), Index(3));
        QCOMPARE(board.cosines, (std::vector<float> { -0.28f, 0.96f }));
        QCOMPARE(board.countBToA.right, Index(2));
    }

    // More rows than a stripe: the count is that of the whole matrix.
    void stripesHoldNothingBack()
    {
        ProbeFrame frame;
        const Index items = 200;
        frame.embeddings = { Matrix<float>::Identity(items, items),
            Matrix<float>::Identity(items, items) };
        std::vector<int> answers;
        for (int i = 0; i < items; ++i)
            answers.push_back(i);
        const PartnerNumbers partners { answers, answers };
        QCOMPARE(countGuesses(frame, partners, 0, 1).right, items);
        frame.embeddings[1].row(150).swap(frame.embeddings[1].row(3));
        QCOMPARE(countGuesses(frame, partners, 0, 1).right, items - 2);
    }

    void withoutCaptionsAllDiffer()
    {
        const auto setup = smallSetup(smallSpec());
        const ProbeSet probes = chooseProbes(*setup);
        const PartnerNumbers partners = setup->partners({ 0, 1 }, probes.projectionItems);
        QCOMPARE(partners.size(), probes.projectionItems.size());
        for (const auto& numbers : { partners.a, partners.b })
            QCOMPARE(std::set<int>(numbers.begin(), numbers.end()).size(), numbers.size());
    }

    void captionsAreCompared()
    {
        SyntheticWorld world;
        world.items = 300;
        world.heldOut = 60;
        Dataset dataset = makeSyntheticWorld(world, 1);
        ModalityData words;
        words.name = "text";
        words.kind = ModalityKind::text;
        for (Index item = 0; item < dataset.items; ++item)
            words.texts.push_back(
                { { item % 2 == 0 ? "even" : "number " + std::to_string(item) }, {} });
        dataset.modalities[1] = words;
        const auto setup = std::make_shared<const RunSetup>(
            smallSpec(), std::make_shared<const Dataset>(std::move(dataset)));
        const ProbeSet probes = chooseProbes(*setup);
        const PartnerNumbers partners = setup->partners({ 0, 1 }, probes.projectionItems);
        QVERIFY(partners.size() > 50);
        for (std::size_t i = 0; i < partners.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                QCOMPARE(partners.arePartners(i, j),
                    probes.projectionItems[i] % 2 == 0 && probes.projectionItems[j] % 2 == 0);
    }
};

QTEST_GUILESS_MAIN(TestGuesses)
#include "tst_guesses.moc"
