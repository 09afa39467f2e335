// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pad on which a curve is drawn before it is measured: by the pointer, by keys, and what the
// claim's box makes of it.
#include "lesson/claim_box.h"
#include "lesson/lesson_panel.h"
#include "lesson/prediction_pad.h"
#include "plot/arm_chart.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace contrastlab;
using Guess = ClaimBox::Guess;

namespace {

/// From thing to thing through these values, the button held.
void draw(PredictionPad& pad, const std::vector<double>& values)
{
    QTest::mousePress(&pad, Qt::LeftButton, {}, pad.placeOf(0, values[0]).toPoint());
    for (std::size_t arm = 1; arm < values.size(); ++arm)
        QTest::mouseMove(&pad, pad.placeOf(int(arm), values[arm]).toPoint());
    QTest::mouseRelease(
        &pad, Qt::LeftButton, {}, pad.placeOf(int(values.size()) - 1, values.back()).toPoint());
}

bool isAbout(double value, double wanted)
{
    return std::abs(value - wanted) < 0.02;
}

struct Pad {
    PredictionPad pad;

    Pad()
    {
        pad.setArms(
            { QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("d") },
            QStringLiteral("things"));
        pad.resize(400, 200);
        pad.show();
    }
};

} // namespace

class TestPredictionPad : public QObject {
    Q_OBJECT

private slots:
    void aStrokeIsACurve()
    {
        Pad one;
        QSignalSpy changed(&one.pad, &PredictionPad::changed);
        QVERIFY(!one.pad.isComplete());
        draw(one.pad, { 0.2, 0.5, 0.9, 0.4 });
        QCOMPARE(changed.count(), 1);
        QVERIFY(one.pad.isComplete());
        QVERIFY(isAbout(one.pad.values()[0], 0.2) && isAbout(one.pad.values()[1], 0.5)
            && isAbout(one.pad.values()[2], 0.9) && isAbout(one.pad.values()[3], 0.4));
        QVERIFY(!one.pad.toImage().isNull());
        // One point can be put elsewhere, and no further than to the edge.
        QTest::mouseClick(&one.pad, Qt::LeftButton, {}, one.pad.placeOf(1, 1.2).toPoint());
        QCOMPARE(one.pad.values()[1], 1.0);
        QVERIFY(isAbout(one.pad.values()[2], 0.9));
    }

    // The pointer is told of at a few places only where it goes fast.
    void aFastStrokeSkipsNothing()
    {
        Pad one;
        QTest::mousePress(&one.pad, Qt::LeftButton, {}, one.pad.placeOf(3, 0).toPoint());
        QTest::mouseMove(&one.pad, one.pad.placeOf(0, 0.9).toPoint());
        QTest::mouseRelease(&one.pad, Qt::LeftButton, {}, one.pad.placeOf(0, 0.9).toPoint());
        QVERIFY(isAbout(one.pad.values()[2], 0.3) && isAbout(one.pad.values()[1], 0.6));
        // Without a button nothing is drawn.
        const auto before = one.pad.values();
        QTest::mouseMove(&one.pad, one.pad.placeOf(2, 1).toPoint());
        QCOMPARE(one.pad.values(), before);
    }

    void arrowsDraw()
    {
        Pad one;
        one.pad.setFocus();
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(&one.pad, Qt::Key_Up);
        QVERIFY(isAbout(one.pad.values()[0], 0.8));
        QTest::keyClick(&one.pad, Qt::Key_Right);
        QVERIFY(isAbout(one.pad.values()[1], 0.8)); // as high as before
        QTest::keyClick(&one.pad, Qt::Key_Down);
        QTest::keyClick(&one.pad, Qt::Key_Right);
        QTest::keyClick(&one.pad, Qt::Key_Right);
        QTest::keyClick(&one.pad, Qt::Key_Right); // there is no more
        QTest::keyClick(&one.pad, Qt::Key_Down);
        QVERIFY(one.pad.isComplete());
        QVERIFY(isAbout(one.pad.values()[2], 0.7) && isAbout(one.pad.values()[3], 0.6));
        QKeyEvent arrow(QEvent::ShortcutOverride, Qt::Key_Left, {});
        arrow.ignore();
        QApplication::sendEvent(&one.pad, &arrow);
        QVERIFY(arrow.isAccepted()); // not a step of the run
        one.pad.clear();
        QVERIFY(!one.pad.isComplete());
    }

    void aDrawnCurveIsAGuess()
    {
        LessonPanel panel;
        panel.resize(500, 900);
        panel.show();
        panel.open(1); // the cap, which takes no training
        ClaimBox& box = *panel.claims().front();
        PredictionPad* pad = box.pad();
        QVERIFY(pad && pad->isVisible());
        QVERIFY(!panel.claims().back()->pad()); // two things, no shape
        const std::vector<double> hill { 0.1, 0.8, 0.7, 0.2 };
        draw(*pad, hill);
        QCOMPARE(box.chosen(), std::optional(Guess::peaks));
        // Choosing takes back what was drawn, and drawing what was chosen.
        for (QToolButton* button : box.findChildren<QToolButton*>())
            if (button->text() == QStringLiteral("it falls")) button->click();
        QCOMPARE(box.chosen(), std::optional(Guess::falls));
        QVERIFY(!pad->isComplete());
        draw(*pad, { 0.1, 0.4, 0.6, 0.9 });
        QCOMPARE(box.chosen(), std::optional(Guess::rises));
        box.tryIt();
        QTRY_VERIFY_WITH_TIMEOUT(box.result(), 60000);
        QVERIFY(!pad->isVisible());
        QCOMPARE(box.charts().front()->sketch().heights, pad->values());
        QStringList said;
        for (const QLabel* label : box.findChildren<QLabel*>())
            if (label->isVisibleTo(&box)) said.append(label->text());
        QVERIFY2(said.join(' ').contains(QStringLiteral("That is what you expected")),
            qPrintable(said.join(' ')));
        const QImage with = box.charts().front()->toImage({ 300, 200 });
        box.charts().front()->setSketch({});
        QVERIFY(box.charts().front()->toImage({ 300, 200 }) != with);
    }
};

QTEST_MAIN(TestPredictionPad)
#include "tst_prediction_pad.moc"
