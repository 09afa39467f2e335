// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Contrast is that of WCAG, and fields have an outline that stands out, in light and in dark.
#include "theme/colors.h"
#include "theme/theme.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTest>

#include <cmath>

using namespace contrastlab;

namespace {

/// How far the pixels along the left edge of a widget stand out from `ground`, at most.
double outlineContrast(QWidget& widget, const QColor& ground)
{
    const QImage image = widget.grab().toImage();
    double most = 0;
    for (int x = 0; x < 2; ++x)
        most = std::max(most, contrastOf(image.pixelColor(x, image.height() / 2), ground));
    return most;
}

} // namespace

class TestTheme : public QObject {
    Q_OBJECT

private slots:
    void contrastIsThatOfWcag()
    {
        QCOMPARE(contrastOf(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrastOf(Qt::white, Qt::black), 21.0);
        QCOMPARE(contrastOf(Qt::red, Qt::red), 1.0);
        QVERIFY(std::abs(contrastOf(QColor(0x767676), Qt::white) - 4.54) < 0.01); // a known pair
    }

    void fieldsHaveAnOutline_data() { themes(); }
    void fieldsHaveAnOutline()
    {
        QFETCH(bool, dark);
        applyTheme(dark);
        QWidget window;
        QLineEdit line(&window);
        QComboBox box(&window);
        box.addItem(QStringLiteral("one"));
        for (QWidget* field : { static_cast<QWidget*>(&line), static_cast<QWidget*>(&box) }) {
            field->resize(120, 28);
            const QColor ground = window.palette().color(QPalette::Window);
            const double contrast = outlineContrast(*field, ground);
            QVERIFY2(contrast >= leastLineContrast, qPrintable(QString::number(contrast)));
        }
    }

    // Light enough for drawings in black, and no lamp in a dark window.
    void groundsOfPicturesDoNotGlare()
    {
        QVERIFY(contrastOf(pictureGround(darkPalette()), Qt::black) >= leastTextContrast);
        QVERIFY(pictureGround(darkPalette()).lightnessF() < 0.75f);
        QCOMPARE(pictureGround(lightPalette()), QColor(Qt::white));
    }

private:
    static void themes()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
