// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a person wants less motion nothing glides, pulses, fades or wanders, also what was on its
// way already.
#include "plot/view_glide.h"
#include "theme/flash.h"
#include "theme/theme.h"
#include "views/frame_glide.h"

#include <QAbstractAnimation>
#include <QElapsedTimer>
#include <QMainWindow>
#include <QProgressBar>
#include <QStyle>
#include <QTest>

using namespace contrastlab;

namespace {

bool hasPassed(int ms)
{
    QElapsedTimer clock;
    clock.start();
    return QTest::qWaitFor([&] { return clock.elapsed() >= ms; });
}

QImage drawn(QWidget& widget)
{
    QImage image(widget.size(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    widget.render(&image, {}, {}, QWidget::RenderFlags());
    return image;
}

} // namespace

class TestReducedMotion : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(false); }
    void cleanup() { setReducedMotion(false); }

    void theSettingIsTheStyles()
    {
        QVERIFY(animates());
        QApplication::setEffectEnabled(Qt::UI_General, true);
        setReducedMotion(true);
        QVERIFY(!animates());
        QVERIFY(!QApplication::isEffectEnabled(Qt::UI_General));
        applyTheme(true); // another theme changes nothing of it
        QVERIFY(!animates());
        QMainWindow window; // docks move as long as their style says
        QCOMPARE(
            window.style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, &window), 0);
        setReducedMotion(false);
        QVERIFY(animates());
        QVERIFY(QApplication::isEffectEnabled(Qt::UI_General));
        applyTheme(false);
    }

    void matricesJump()
    {
        FrameGlide glide;
        glide.aim({ 0, 0 }, true);
        QVERIFY(hasPassed(30));
        glide.aim({ 1, -1 }, true);
        QVERIFY(glide.isMoving());
        setReducedMotion(true);
        QTRY_VERIFY(!glide.isMoving());
        QCOMPARE(glide.shown(), glide.goal());
        QVERIFY(hasPassed(30));
        glide.aim({ 0.5f, 0.5f }, true);
        QVERIFY(!glide.isMoving());
        QCOMPARE(glide.shown(), (std::vector<float> { 0.5f, 0.5f }));
    }

    void mapsJump()
    {
        constexpr QRectF plot(0, 0, 200, 200);
        ViewGlide glide;
        glide.jump(CloudView::fitting({ -1, -1, 2, 2 }, plot));
        glide.aimAnew({ -8, -8, 16, 16 }, plot);
        QVERIFY(glide.isMoving());
        setReducedMotion(true);
        glide.advance(plot);
        QVERIFY(!glide.isMoving());
        const double there = CloudView::fitting({ -8, -8, 16, 16 }, plot).unitsPerPixel;
        QCOMPARE(glide.view().unitsPerPixel, there);
        glide.aimAnew({ -1, -1, 2, 2 }, plot);
        QVERIFY(!glide.isMoving());
        QVERIFY(glide.view().unitsPerPixel < there);
    }

    void framesStand()
    {
        QWidget window;
        QWidget target(&window);
        window.resize(200, 100);
        target.setGeometry(20, 20, 100, 40);
        window.show();
        Flash::at(target);
        auto* flash = window.findChild<Flash*>();
        QVERIFY(QTest::qWaitFor([&] { return flash->isVisible(); }));
        const QImage full = [&] {
            setReducedMotion(true);
            return drawn(*flash);
        }();
        QVERIFY(hasPassed(150));
        QCOMPARE(drawn(*flash), full);
        QCOMPARE(full.pixelColor(flash->width() / 2, 1).alpha(), 255);
    }

    void busyBarsDoNotWander()
    {
        for (const bool still : { true, false }) {
            setReducedMotion(still);
            QProgressBar bar;
            bar.setRange(0, 0);
            bar.setTextVisible(false);
            bar.resize(160, 20);
            bar.show();
            QVERIFY(QTest::qWaitForWindowExposed(&bar));
            const QImage first = drawn(bar);
            QCOMPARE(bar.findChildren<QAbstractAnimation*>().isEmpty(), still);
            // It does not look like an empty one.
            QProgressBar empty;
            empty.setTextVisible(false);
            empty.resize(bar.size());
            QVERIFY(drawn(empty) != first);
        }
    }
};

QTEST_MAIN(TestReducedMotion)
#include "tst_reduced_motion.moc"
