// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is written and drawn can be told from its ground, in light and in dark.
#include "theme/colors.h"
#include "theme/plot_theme.h"
#include "theme/theme.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTest>

#include <cmath>

using namespace contrastlab;

namespace {

struct Pair {
    const char* name;
    QColor color;
};

QString saidOf(const Pair& pair, const QColor& ground)
{
    return QStringLiteral("%1 %2 on %3: %4")
        .arg(QLatin1String(pair.name), pair.color.name(), ground.name())
        .arg(contrastOf(pair.color, ground), 0, 'f', 2);
}

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

    void textIsReadable_data() { themes(); }
    void textIsReadable()
    {
        QFETCH(bool, dark);
        const QPalette palette = dark ? darkPalette() : lightPalette();
        const PlotTheme plot = PlotTheme::fromPalette(palette);
        const std::vector<Pair> words { { "text", palette.color(QPalette::WindowText) },
            { "placeholder", palette.color(QPalette::PlaceholderText) },
            { "link", palette.color(QPalette::Link) }, { "error", errorColor(palette) },
            { "warning", warningColor(palette) }, { "good", goodColor(palette) } };
        for (const auto role : { QPalette::Window, QPalette::Base })
            for (const Pair& pair : words) {
                const QColor ground = palette.color(role);
                QVERIFY2(contrastOf(pair.color, ground) >= leastTextContrast,
                    qPrintable(saidOf(pair, ground)));
            }
        const Pair chosen { "selected", palette.color(QPalette::HighlightedText) };
        const QColor highlight = palette.color(QPalette::Highlight);
        QVERIFY2(contrastOf(chosen.color, highlight) >= leastTextContrast,
            qPrintable(saidOf(chosen, highlight)));
        for (const Pair& pair : { Pair { "plot text", plot.text }, { "ticks", plot.mutedText } })
            QVERIFY2(contrastOf(pair.color, plot.background) >= leastTextContrast,
                qPrintable(saidOf(pair, plot.background)));
        // A flag's number stands on a tinted ground.
        QVERIFY(contrastOf(plot.text, plot.faint(plot.text, 0.3)) >= leastTextContrast);
        for (int i = -1; i < seriesCount; ++i) {
            const Pair name { "name of a series", plot.legible(plot.seriesColor(i)) };
            QVERIFY2(contrastOf(name.color, plot.background) >= leastTextContrast,
                qPrintable(saidOf(name, plot.background)));
        }
    }

    void linesAreSeen_data() { themes(); }
    void linesAreSeen()
    {
        QFETCH(bool, dark);
        const QPalette palette = dark ? darkPalette() : lightPalette();
        const PlotTheme plot = PlotTheme::fromPalette(palette);
        std::vector<Pair> lines { { "axis", plot.axis }, { "highlight", plot.highlight },
            { "error", plot.error }, { "good", plot.good }, { "warning", plot.warning } };
        for (int i = -1; i < seriesCount; ++i)
            lines.push_back({ "series", plot.seriesColor(i) });
        for (const Pair& line : lines)
            QVERIFY2(contrastOf(line.color, plot.background) >= leastLineContrast,
                qPrintable(saidOf(line, plot.background)));
        for (const auto role : { QPalette::Window, QPalette::Base }) {
            const Pair outline { "outline of fields", fieldOutline(palette) };
            QVERIFY2(contrastOf(outline.color, palette.color(role)) >= leastLineContrast,
                qPrintable(saidOf(outline, palette.color(role))));
        }
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
