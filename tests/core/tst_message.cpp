// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sentences with what stands in them.
#include "base/problem.h"

#include <QTest>

using namespace contrastlab;

class TestMessage : public QObject {
    Q_OBJECT

private slots:
    void argumentsStandInTheirPlaces()
    {
        QCOMPARE(english({ "%2 of %1", { std::string("b"), std::string("a") } }), "a of b");
        QCOMPARE(
            english({ "%1: %2", { joinedPlace(std::string("x.csv"), linePlace(7)), "empty" } }),
            "x.csv, line 7: empty");
    }
    void whatIsQuotedIsNoSentence()
    {
        const Message quoted { std::string("%1 of 100 %") };
        QCOMPARE(english(quoted), "%1 of 100 %");
        QCOMPARE(english({ "found %1", { quoted } }), "found %1 of 100 %");
        QVERIFY(!Message { std::string("tab") }.is("tab"));
        QVERIFY(Message { "tab" }.is("tab"));
        QVERIFY(!(Message { std::string("tab") } == Message { "tab" }));
    }
    void namesOfFilesStayOnTheLine()
    {
        QCOMPARE(english({ "there is no %1", { std::string("a\nb\x1b") } }), "there is no a b ");
        const Message where = oneLined(joinedPlace(std::string("a\nb"), rowPlace(1)));
        QCOMPARE(english(where), "a b, row 1");
        QCOMPARE(InputError("a\n", "", std::string("b\r")).what(), "a?: b?");
    }
    void placesAreJoinedWhereThereAreTwo()
    {
        QCOMPARE(english(joinedPlace(std::string("a"), "")), "a");
        QCOMPARE(english(joinedPlace("", bytePlace(3))), "byte 3");
        QCOMPARE(InputError("", "", "expected more").what(), ": expected more");
    }
    void theSystemsReasonsAreSentences()
    {
        QVERIFY(systemReason(EACCES).is("Permission denied"));
        QCOMPARE(english({ "cannot be read: %1", { systemReason(ENOENT) } }),
            "cannot be read: No such file or directory");
    }
};

QTEST_APPLESS_MAIN(TestMessage)
#include "tst_message.moc"
