// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Random streams: the published answers of Philox, moments of the distributions, independence of
// position.
#include "base/random.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace contrastlab;

class TestRandom : public QObject {
    Q_OBJECT

private slots:
    // The known answers that Random123 publishes with philox4x32-10 (kat_vectors).
    void philoxKnownAnswers()
    {
        using Four = std::array<std::uint32_t, 4>;
        QCOMPARE(philox({ 0, 0, 0, 0 }, { 0, 0 }),
            (Four { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 }));
        QCOMPARE(
            philox({ 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff }, { 0xffffffff, 0xffffffff }),
            (Four { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd }));
        QCOMPARE(
            philox({ 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 }, { 0xa4093822, 0x299f31d0 }),
            (Four { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 }));
    }

    void uniformMoments()
    {
        RandomStream stream(7, Purpose::noise);
        constexpr int count = 200000;
        double sum = 0, squares = 0, least = 1, most = 0;
        for (int i = 0; i < count; ++i) {
            const double u = stream.uniform();
            sum += u;
            squares += u * u;
            least = std::min(least, u);
            most = std::max(most, u);
        }
        QVERIFY(least >= 0 && least < 1e-3);
        QVERIFY(most < 1 && most > 1 - 1e-3);
        // Five standard errors: sqrt(1/12 / n) and sqrt(4/45 / n).
        QVERIFY(std::abs(sum / count - 0.5) < 5 * std::sqrt(1.0 / 12 / count));
        QVERIFY(std::abs(squares / count - 1.0 / 3) < 5 * std::sqrt(4.0 / 45 / count));
    }

    void normalMoments()
    {
        RandomStream stream(8, Purpose::noise);
        constexpr int count = 200000;
        double moments[5] = {};
        int beyondTwo = 0;
        for (int i = 0; i < count; ++i) {
            const double x = stream.normal();
            for (int k = 1; k <= 4; ++k)
                moments[k] += std::pow(x, k) / count;
            beyondTwo += std::abs(x) > 2;
        }
        // Five standard errors: the variances of x, x^2, x^3, x^4 are 1, 2, 15, 96.
        QVERIFY(std::abs(moments[1]) < 5 * std::sqrt(1.0 / count));
        QVERIFY(std::abs(moments[2] - 1) < 5 * std::sqrt(2.0 / count));
        QVERIFY(std::abs(moments[3]) < 5 * std::sqrt(15.0 / count));
        QVERIFY(std::abs(moments[4] - 3) < 5 * std::sqrt(96.0 / count));
        QVERIFY(std::abs(beyondTwo / double(count) - 0.0455) < 5 * std::sqrt(0.0455 / count));
    }

    void seekGoesAnywhere()
    {
        RandomStream stream(9, Purpose::augmentation, 3);
        std::vector<std::uint32_t> numbers(41);
        for (std::uint32_t& number : numbers)
            number = stream.next();
        QCOMPARE(stream.position(), std::uint64_t(41));
        for (std::size_t k :
            { std::size_t(40), std::size_t(0), std::size_t(7), std::size_t(8), std::size_t(39) }) {
            stream.seek(k);
            QCOMPARE(stream.next(), numbers[k]);
        }
        // Far away too: position 4 (2^32) + 1 reads the block whose counter has its second word
        // set.
        stream.seek((std::uint64_t(1) << 34) + 1);
        const std::uint32_t far = stream.next();
        QVERIFY(far != numbers[1]);
        QCOMPARE(stream.position(), (std::uint64_t(1) << 34) + 2);
    }

    void drawsTakeAFixedNumberOfPositions()
    {
        RandomStream stream(10, Purpose::noise);
        stream.uniform();
        QCOMPARE(stream.position(), std::uint64_t(2));
        stream.normal();
        QCOMPARE(stream.position(), std::uint64_t(6));
    }

    void streamsDiffer()
    {
        RandomStream streams[] = { RandomStream(1, Purpose::noise), RandomStream(2, Purpose::noise),
            RandomStream(1, Purpose::split), RandomStream(1, Purpose::noise, 1) };
        int equal = 0;
        for (int k = 0; k < 1000; ++k) {
            std::uint32_t numbers[4];
            for (int s = 0; s < 4; ++s)
                numbers[s] = streams[s].next();
            for (int s = 0; s < 4; ++s)
                for (int r = 0; r < s; ++r)
                    equal += numbers[s] == numbers[r];
        }
        QCOMPARE(equal, 0);
    }

    void belowIsUnbiased()
    {
        RandomStream stream(11, Purpose::sampleOrder);
        constexpr int count = 60000;
        int counts[6] = {};
        for (int i = 0; i < count; ++i) {
            const std::uint64_t value = stream.below(6);
            QVERIFY(value < 6);
            ++counts[value];
        }
        double chiSquare = 0;
        for (int observed : counts)
            chiSquare += std::pow(observed - count / 6.0, 2) / (count / 6.0);
        QVERIFY(chiSquare < 20.5); // 0.999 quantile with five degrees of freedom
        QCOMPARE(stream.below(1), std::uint64_t(0));
    }

    void permutationsAreUniform()
    {
        RandomStream stream(12, Purpose::sampleOrder);
        int counts[24] = {};
        constexpr int count = 24000;
        for (int i = 0; i < count; ++i) {
            std::vector<std::int64_t> order = permutation(4, stream);
            const std::size_t code = static_cast<std::size_t>(order[0] * 6
                + (order[1] > order[0] ? order[1] - 1 : order[1]) * 2
                + (order[2] > order[3] ? 1 : 0));
            ++counts[code];
            std::ranges::sort(order);
            QCOMPARE(order, (std::vector<std::int64_t> { 0, 1, 2, 3 }));
        }
        double chiSquare = 0;
        for (int observed : counts)
            chiSquare += std::pow(observed - 1000.0, 2) / 1000.0;
        QVERIFY(chiSquare < 49.7); // 0.999 quantile with 23 degrees of freedom
        QVERIFY(permutation(0, stream).empty());
    }
};

QTEST_APPLESS_MAIN(TestRandom)
#include "tst_random.moc"
