// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which recorded facts earn which achievement, and that facts outlive being written down.
#include "lesson/achievements.h"

#include <QTest>

#include <set>

using namespace contrastlab;
using Kind = LessonFact::Kind;

namespace {

std::set<Achievement> earned(const std::vector<LessonFact>& facts)
{
    std::set<Achievement> all;
    for (const AchievementInfo& info : achievements())
        if (earnedBy(info.id, facts)) all.insert(info.id);
    return all;
}

LessonFact claim(bool foreseen, bool drawn, Verdict verdict)
{
    return { Kind::claimTried, "temperature", "temperature-recall", foreseen, drawn, verdict };
}

} // namespace

class TestAchievements : public QObject {
    Q_OBJECT

private slots:
    void whatEarnsWhat()
    {
        using enum Achievement;
        const auto of = [](const LessonFact& fact) { return earned({ fact }); };
        QCOMPARE(earned({}), std::set<Achievement> {});
        QCOMPARE(of(claim(false, false, Verdict::holds)), std::set<Achievement> {});
        QCOMPARE(of(claim(false, true, Verdict::holds)), std::set<Achievement> {}); // another shape
        QCOMPARE(of(claim(true, false, Verdict::holds)), std::set { foreseen });
        QCOMPARE(of(claim(true, true, Verdict::holds)), (std::set { foreseen, drawn }));
        QCOMPARE(of(claim(false, false, Verdict::fails)), std::set { disproved });
        QCOMPARE(of(claim(true, false, Verdict::fails)), (std::set { foreseen, disproved }));
        QCOMPARE(of(claim(false, false, Verdict::undecided)), std::set<Achievement> {});
        QCOMPARE(of({ Kind::lessonTried, "capped", {} }), std::set { wholeLesson });
        QCOMPARE(of({ Kind::controlMoved, "capped", "batch_size" }), std::set { handsOn });
        QCOMPARE(of({ Kind::collapseMended, "capped", {} }), std::set { mended });
    }

    void tellsWhatEarnedItFirst()
    {
        std::vector<LessonFact> facts { { Kind::lessonTried, "capped", {} } };
        QVERIFY(record(facts, { Kind::lessonTried, "hub", {} }));
        QCOMPARE(earnedBy(Achievement::wholeLesson, facts)->lesson, std::string("capped"));
    }

    // Who has seen the result knows it the next time.
    void onlyTheFirstTrialCounts()
    {
        std::vector<LessonFact> facts;
        QVERIFY(record(facts, claim(false, false, Verdict::holds)));
        QVERIFY(!record(facts, claim(true, true, Verdict::holds)));
        QVERIFY(earned(facts).empty());
        LessonFact other = claim(true, false, Verdict::holds);
        other.subject = "batch-size";
        QVERIFY(record(facts, other));
        QCOMPARE(earned(facts), std::set { Achievement::foreseen });
    }

    void factsAreWrittenDown()
    {
        const std::vector<LessonFact> facts { claim(true, true, Verdict::fails),
            claim(false, false, Verdict::undecided), claim(true, false, Verdict::holds),
            { Kind::lessonTried, "capped", {} }, { Kind::controlMoved, "my own", "pairs" },
            { Kind::collapseMended, "hub", {} } };
        for (const LessonFact& fact : facts)
            QVERIFY2(lessonFactOf(textOf(fact)) == fact, textOf(fact).c_str());
        QCOMPARE(textOf(facts.front()),
            std::string("claim\ttemperature\ttemperature-recall\tforeseen\tdrawn\tfails"));
        for (const char* text :
            { "", "claim", "claim\ttemperature", "claim\t\tcap", "dream\ta\tb", "control\tx" })
            QVERIFY2(!lessonFactOf(text), text);
        // Of a newer version.
        QVERIFY(lessonFactOf("lesson\tcapped\ttwice")
            == (LessonFact { Kind::lessonTried, "capped", {} }));
    }

    void onlyWhatWentWellCanBeSpoiltAndMended()
    {
        using enum CollapseWatch::State;
        const auto mendings = [](std::initializer_list<CollapseWatch::State> states) {
            CollapseWatch watch;
            int count = 0;
            for (const auto state : states)
                count += watch.see(state);
            return count;
        };
        QCOMPARE(mendings({ well, well }), 0);
        QCOMPARE(mendings({ well, spoilt, spoilt }), 0);
        QCOMPARE(mendings({ unknown, well, spoilt, unknown, well, well }), 1);
        QCOMPARE(mendings({ spoilt, well }), 0); // bad from the beginning
        QCOMPARE(mendings({ spoilt, well, spoilt, well }), 1);
        CollapseWatch watch;
        watch.see(well);
        watch.see(spoilt);
        watch.begin();
        QVERIFY(!watch.see(well)); // another run
    }

    void eachHasItsTexts()
    {
        std::set<std::string> names;
        for (std::size_t i = 0; i < achievementCount; ++i) {
            const AchievementInfo& info = achievements()[i];
            QCOMPARE(std::size_t(info.id), i);
            QVERIFY(names.insert(info.name).second);
            QVERIFY(*info.title && *info.how);
        }
    }
};

QTEST_APPLESS_MAIN(TestAchievements)
#include "tst_achievements.moc"
