// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every colour that the themes define against what it stands on: 4.5:1 for what is read, 3:1 for
// what is seen (WCAG 2.1, 1.4.3 and 1.4.11), and colours of curves and cells apart with any kind of
// colour vision. A colour that is new fails here until somebody says what it is for.
#include "plot/color_map.h"
#include "theme/plot_theme.h"
#include "theme/theme.h"

#include <QDirIterator>
#include <QFile>
#include <QMetaEnum>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>

using namespace contrastlab;

namespace {

// --- what stands on what

using Role = QPalette::ColorRole;

enum class Use {
    ground, ///< what others stand on
    text,
    line, ///< also marks, and borders of what one can use
    shade ///< of the style, beside what tells the same: bevels, shadows
};

struct RoleUse {
    Use use;
    std::vector<Role> grounds; ///< that it stands on
};

const std::map<std::string, RoleUse>& roleUses()
{
    const std::vector<Role> page { QPalette::Window, QPalette::Base, QPalette::AlternateBase };
    const std::vector<Role> plain { QPalette::Window, QPalette::Base };
    static const std::map<std::string, RoleUse> uses {
        { "Window", { Use::ground, {} } },
        { "Base", { Use::ground, {} } },
        { "AlternateBase", { Use::ground, {} } },
        { "Button", { Use::ground, {} } },
        { "ToolTipBase", { Use::ground, {} } },
        { "WindowText", { Use::text, page } },
        { "Text", { Use::text, page } },
        { "ButtonText", { Use::text, { QPalette::Button, QPalette::Window } } },
        { "BrightText", { Use::text, { QPalette::Dark } } },
        { "PlaceholderText", { Use::text, page } },
        { "Link", { Use::text, page } },
        { "LinkVisited", { Use::text, page } },
        { "ToolTipText", { Use::text, { QPalette::ToolTipBase } } },
        { "HighlightedText", { Use::text, { QPalette::Highlight } } },
        { "Highlight", { Use::line, { QPalette::Window, QPalette::Base, QPalette::Button } } },
        { "Accent", { Use::line, plain } }, // since Qt 6.6
        { "Dark", { Use::line, plain } },
        { "Mid", { Use::line, plain } },
        { "Midlight", { Use::shade, {} } },
        { "Light", { Use::shade, {} } },
        { "Shadow", { Use::shade, {} } },
    };
    return uses;
}

/// Of colors.h, by their names there.
struct NamedColor {
    const char* name;
    QColor (*of)(const QPalette&);
    Use use;
};
constexpr std::array namedColors {
    NamedColor { "errorColor", errorColor, Use::text },
    NamedColor { "warningColor", warningColor, Use::text },
    NamedColor { "goodColor", goodColor, Use::text },
    NamedColor { "pictureGround", pictureGround, Use::ground },
    NamedColor { "tileGround", tileGround, Use::ground },
    NamedColor { "fieldOutline", fieldOutline, Use::line },
};

void compareOn(const QColor& ground, const QColor& color, double least, const std::string& name)
{
    const double contrast = contrastOf(color, ground);
    QVERIFY2(contrast >= least,
        qPrintable(QStringLiteral("%1 %2 on %3: %4")
                       .arg(QString::fromStdString(name), color.name(), ground.name())
                       .arg(contrast, 0, 'f', 2)));
}

double leastOf(Use use)
{
    return use == Use::text ? leastTextContrast : leastLineContrast;
}

/// Every palette of the window.
void themes()
{
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("light") << lightPalette();
    QTest::newRow("dark") << darkPalette();
    QTest::newRow("strong, light") << contrastPalette(false);
    QTest::newRow("strong, dark") << contrastPalette(true);
}

bool isStrong(const QPalette& palette)
{
    return palette == contrastPalette(isDark(palette));
}

QByteArray sourceOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const QString uiFolder = QStringLiteral(FIXTURES "/../../ui/");

// --- what eyes see

using Triple = std::array<double, 3>;

/// Machado, Oliveira and Fernandes (2009), severity 1, on linear sRGB; the first is usual vision.
const std::array<std::array<Triple, 3>, 4> visions { {
    { { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } } },
    { { { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 },
        { -0.003882, -0.048116, 1.051998 } } }, // protanopia
    { { { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 },
        { -0.011820, 0.042940, 0.968881 } } }, // deuteranopia
    { { { 1.255528, -0.076749, -0.178779 }, { -0.078411, 0.930809, 0.147602 },
        { 0.004733, 0.691367, 0.303900 } } }, // tritanopia
} };

Triple product(const std::array<Triple, 3>& matrix, const Triple& v)
{
    Triple result {};
    for (std::size_t i = 0; i < 3; ++i)
        result[i] = matrix[i][0] * v[0] + matrix[i][1] * v[1] + matrix[i][2] * v[2];
    return result;
}

/// CIELAB (D65) of a colour as it is seen.
Triple labOf(const QColor& color, std::size_t vision = 0)
{
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    Triple seen = product(
        visions[vision], { linear(color.redF()), linear(color.greenF()), linear(color.blueF()) });
    for (double& channel : seen)
        channel = std::clamp(channel, 0.0, 1.0);
    const Triple xyz =
        product({ { { 0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047 },
                    { 0.2126729, 0.7151522, 0.0721750 },
                    { 0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883 } } },
            seen);
    const auto f = [](double t) {
        return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    };
    return { 116 * f(xyz[1]) - 16, 500 * (f(xyz[0]) - f(xyz[1])), 200 * (f(xyz[1]) - f(xyz[2])) };
}

double degrees(double radians)
{
    return radians * 180 / std::numbers::pi;
}

double cosine(double degrees)
{
    return std::cos(degrees * std::numbers::pi / 180);
}

/// CIEDE2000, in the notation of Sharma, Wu and Dalal (2005); about 1 is just noticeable.
double distanceOf(const Triple& one, const Triple& two)
{
    const double meanC = (std::hypot(one[1], one[2]) + std::hypot(two[1], two[2])) / 2;
    const double power = std::pow(meanC, 7), most = std::pow(25.0, 7);
    const double g = 1.5 - 0.5 * std::sqrt(power / (power + most));
    const double a1 = one[1] * g, a2 = two[1] * g;
    const double c1 = std::hypot(a1, one[2]), c2 = std::hypot(a2, two[2]);
    const auto hue = [](double a, double b) {
        const double h = a == 0 && b == 0 ? 0 : degrees(std::atan2(b, a));
        return h < 0 ? h + 360 : h;
    };
    const double h1 = hue(a1, one[2]), h2 = hue(a2, two[2]);
    const bool grey = c1 * c2 == 0;
    double turn = grey ? 0 : h2 - h1;
    if (turn > 180) turn -= 360;
    if (turn < -180) turn += 360;
    double h = h1 + h2;
    if (!grey) {
        if (std::abs(h1 - h2) > 180) h += h < 360 ? 360 : -360;
        h /= 2;
    }
    const double deltaL = two[0] - one[0], deltaC = c2 - c1;
    const double deltaH = 2 * std::sqrt(c1 * c2) * std::sin(turn / 2 * std::numbers::pi / 180);
    const double l = (one[0] + two[0]) / 2 - 50, c = (c1 + c2) / 2;
    const double t = 1 - 0.17 * cosine(h - 30) + 0.24 * cosine(2 * h) + 0.32 * cosine(3 * h + 6)
        - 0.2 * cosine(4 * h - 63);
    const double sL = 1 + 0.015 * l * l / std::sqrt(20 + l * l);
    const double sC = 1 + 0.045 * c, sH = 1 + 0.015 * c * t;
    const double c7 = std::pow(c, 7);
    const double bend = 30 * std::exp(-std::pow((h - 275) / 25, 2));
    const double rT =
        -2 * std::sqrt(c7 / (c7 + most)) * std::sin(2 * bend * std::numbers::pi / 180);
    const double x = deltaL / sL, y = deltaC / sC, z = deltaH / sH;
    return std::sqrt(x * x + y * y + z * z + rT * y * z);
}

} // namespace

class TestContrast : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { setPicturePalettes({}); }

    void everyRoleOfThePalette_data() { themes(); }
    void everyRoleOfThePalette()
    {
        QFETCH(QPalette, palette);
        const auto roles = QMetaEnum::fromType<Role>();
        for (int i = 0; i < roles.keyCount(); ++i) {
            const std::string name = roles.key(i);
            if (name == "NoRole" || name == "NColorRoles") continue;
            const auto found = roleUses().find(name);
            QVERIFY2(found != roleUses().end(), name.c_str());
            const auto& [use, grounds] = found->second;
            for (const auto group : { QPalette::Active, QPalette::Inactive })
                for (const Role ground : grounds)
                    compareOn(palette.color(group, ground),
                        palette.color(group, Role(roles.value(i))), leastOf(use), name);
            // What cannot be used may be faint, but is still read.
            if (use == Use::text && name != "BrightText" && name != "HighlightedText")
                for (const Role ground : grounds)
                    compareOn(palette.color(ground),
                        palette.color(QPalette::Disabled, Role(roles.value(i))), leastLineContrast,
                        name + ", disabled,");
        }
    }

    void everyNamedColor_data() { themes(); }
    void everyNamedColor()
    {
        QFETCH(QPalette, palette);
        for (const NamedColor& named : namedColors) {
            if (named.use == Use::ground) { // black drawings stand on it
                compareOn(named.of(palette), Qt::black, leastTextContrast, named.name);
                continue;
            }
            std::vector<Role> grounds { QPalette::Window, QPalette::Base };
            if (named.use == Use::text) grounds.push_back(QPalette::AlternateBase);
            for (const Role ground : grounds)
                compareOn(palette.color(ground), named.of(palette), leastOf(named.use), named.name);
        }
        // A field with what was refused.
        const QColor red = errorColor(palette);
        compareOn(
            mixed(palette.color(QPalette::Base), red, 0.12), red, leastTextContrast, "refused");
    }

    void everyColorOfPlots_data() { themes(); }
    void everyColorOfPlots()
    {
        QFETCH(QPalette, palette);
        for (const auto series : { SeriesPalette::apart, SeriesPalette::okabeIto }) {
            setPicturePalettes({ series, MatrixPalette::blueOrange });
            // All of them: a new one does not compile until it has its line below.
            const auto [dark, weight, background, text, mutedText, axis, grid, unselected, missing,
                error, highlight, good, warning, ground, matrix, colors] =
                PlotTheme::fromPalette(palette);
            QCOMPARE(dark, isDark(palette));
            QCOMPARE(weight, 1.0);
            QCOMPARE(matrix, MatrixPalette::blueOrange);
            QCOMPARE(ground, pictureGround(palette));
            for (const QColor& words : { text, mutedText, error, good, warning })
                compareOn(background, words, leastTextContrast, "words");
            for (const QColor& line : { axis, highlight })
                compareOn(background, line, leastLineContrast, "line");
            for (const QRgb color : seriesColors(dark, series))
                for (const Role role : { QPalette::Window, QPalette::Base })
                    compareOn(palette.color(role), color, leastLineContrast, "series");
            for (std::size_t i = 0; i < colors.size(); ++i)
                QCOMPARE(colors[i].rgb() | 0xff000000, seriesColors(dark, series)[i] | 0xff000000);
            // What stands back stands back, but for who asked for the strongest contrast. Lines of
            // the grid tell nothing that the ticks do not.
            for (const QColor& aside : { unselected, missing })
                compareOn(background, aside, isStrong(palette) ? leastLineContrast : 1.2, "aside");
            compareOn(background, grid, isStrong(palette) ? 1.4 : 1.1, "grid");
        }
    }

    void wordsOnTints_data() { themes(); }
    void wordsOnTints()
    {
        QFETCH(QPalette, palette);
        for (const auto series : { SeriesPalette::apart, SeriesPalette::okabeIto }) {
            setPicturePalettes({ series, MatrixPalette::blueOrange });
            const PlotTheme theme = PlotTheme::fromPalette(palette);
            for (int i = -1; i < seriesCount; ++i) {
                const QColor color = theme.seriesColor(i);
                compareOn(theme.background, theme.legible(color), leastTextContrast, "its name");
                for (const double strength : { 0.12, 0.18, 0.3 }) // flags, towers, fields
                    compareOn(theme.faint(color, strength), theme.text, leastTextContrast, "text");
            }
            for (const Role role : { QPalette::Window, QPalette::Base }) // done, hovered
                compareOn(mixed(palette.color(role), palette.color(QPalette::Highlight), 0.25),
                    palette.color(QPalette::Text), leastTextContrast, "text on what is marked");
        }
    }

    // Colours come from the theme alone, else this test would not know of them.
    void noColorEscapes()
    {
        static const QRegularExpression declared(
            QStringLiteral("QColor (\\w+)\\(const QPalette& palette\\)"));
        const QByteArray header = sourceOf(uiFolder + QStringLiteral("theme/colors.h"));
        auto names = declared.globalMatch(QString::fromUtf8(header));
        int count = 0;
        while (names.hasNext()) {
            const QByteArray name = names.next().captured(1).toLatin1();
            QVERIFY2(std::ranges::any_of(
                         namedColors, [&](const NamedColor& known) { return name == known.name; }),
                name.constData());
            ++count;
        }
        QCOMPARE(count, int(namedColors.size()));

        static const QRegularExpression literal(QStringLiteral(
            "QColor(\\(|\\s*\\{\\s*)(0x|\"#|\\d)|qRgba?\\(\\d|\"#[0-9a-f]{6}\"|"
            "Qt::(dark)?(red|green|blue|cyan|magenta|yellow|gray)\\b|Qt::lightGray"));
        QDirIterator files(uiFolder, { QStringLiteral("*.cpp"), QStringLiteral("*.h") },
            QDir::Files, QDirIterator::Subdirectories);
        int read = 0;
        while (files.hasNext()) {
            const QString path = files.next();
            if (path.endsWith(QLatin1String("theme/colors.cpp"))) continue;
            const auto found = literal.match(QString::fromUtf8(sourceOf(path)));
            QVERIFY2(!found.hasMatch(), qPrintable(path + u' ' + found.captured()));
            ++read;
        }
        QVERIFY(read > 100);
    }

    // Pairs of Sharma, Wu and Dalal (2005), table 1.
    void distancesAreThoseOfCie()
    {
        const auto isNear = [](double a, double b) { return std::abs(a - b) < 5e-5; };
        QVERIFY(isNear(distanceOf({ 50, 2.6772, -79.7751 }, { 50, 0, -82.7485 }), 2.0425));
        QVERIFY(isNear(distanceOf({ 50, 0, 0 }, { 50, -1, 2 }), 2.3669));
        QVERIFY(isNear(distanceOf({ 50, 2.49, -0.001 }, { 50, -2.49, 0.0009 }), 7.1792));
        QVERIFY(isNear(distanceOf({ 50, 2.5, 0 }, { 73, 25, -18 }), 27.1492));
        QVERIFY(
            isNear(distanceOf({ 2.0776, 0.0795, -1.1350 }, { 0.9033, -0.0636, -0.5514 }), 0.9082));
    }

    void seriesStayApart_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<SeriesPalette>("series");
        QTest::newRow("light") << false << SeriesPalette::apart;
        QTest::newRow("dark") << true << SeriesPalette::apart;
        QTest::newRow("Okabe and Ito, light") << false << SeriesPalette::okabeIto;
        QTest::newRow("Okabe and Ito, dark") << true << SeriesPalette::okabeIto;
    }
    void seriesStayApart()
    {
        QFETCH(bool, dark);
        QFETCH(SeriesPalette, series);
        constexpr double leastOfFive = 10, leastOfAll = 6.5;
        const auto& colors = seriesColors(dark, series);
        for (std::size_t vision = 0; vision < visions.size(); ++vision)
            for (std::size_t i = 0; i < colors.size(); ++i)
                for (std::size_t j = 0; j < i; ++j) {
                    const double distance =
                        distanceOf(labOf(colors[i], vision), labOf(colors[j], vision));
                    QVERIFY2(distance >= (i < 5 ? leastOfFive : leastOfAll),
                        qPrintable(QStringLiteral("%1 and %2 in vision %3: %4")
                                       .arg(QColor(colors[i]).name(), QColor(colors[j]).name())
                                       .arg(vision)
                                       .arg(distance)));
                }
    }

    // Numbers that grow become lighter throughout, or leave the middle on either side.
    void matricesAreReadWithAnyVision()
    {
        for (std::size_t vision = 0; vision < visions.size(); ++vision) {
            PlotTheme theme = PlotTheme::fromPalette(lightPalette());
            for (const auto matrix : { MatrixPalette::viridis, MatrixPalette::cividis }) {
                theme.matrix = matrix;
                const ColorTable& table = colorTable(ColorMap::Matrix, theme);
                double before = -1;
                for (int level = 0; level < colorLevels; level += 8) {
                    const double lightness = labOf(table[std::size_t(level)], vision)[0];
                    QVERIFY2(lightness > before, qPrintable(QString::number(level)));
                    before = lightness;
                }
            }
            for (const QPalette& palette : { lightPalette(), darkPalette() }) {
                theme = PlotTheme::fromPalette(palette);
                const ColorTable& table = colorTable(ColorMap::Matrix, theme);
                QCOMPARE(table, colorTable(ColorMap::Diverging, theme.dark));
                for (int away = 30; away <= colorLevels / 2; away += 8) {
                    const auto at = [&](int level) {
                        return labOf(table[std::size_t(colorLevels / 2 + level)], vision);
                    };
                    QVERIFY(distanceOf(at(-away), at(away)) > 6.5);
                    QVERIFY(distanceOf(at(0), at(away)) > 6.5);
                    QVERIFY(distanceOf(at(0), at(-away)) > 6.5);
                }
            }
        }
    }

    // Pictures that are shown have other colours at once; nobody's choice takes them back.
    void palettesAreTakenLive()
    {
        applyTheme(false);
        struct Counted : QWidget {
            int changes = 0;
            void changeEvent(QEvent* event) override
            {
                changes += event->type() == QEvent::PaletteChange;
                QWidget::changeEvent(event);
            }
        } widget;
        const int before = widget.changes;
        const PicturePalettes chosen { SeriesPalette::okabeIto, MatrixPalette::cividis };
        setPicturePalettes(chosen);
        QCOMPARE(widget.changes, before + 1);
        setPicturePalettes(chosen);
        QCOMPARE(widget.changes, before + 1);
        applyTheme(true);
        QCOMPARE(picturePalettes(), chosen);
        const PlotTheme theme = PlotTheme::fromPalette(QApplication::palette());
        QCOMPARE(theme.series[1].rgb() | 0xff000000,
            seriesColors(true, SeriesPalette::okabeIto)[1] | 0xff000000);
        QCOMPARE(theme.matrix, MatrixPalette::cividis);
        for (const auto series : { SeriesPalette::apart, SeriesPalette::okabeIto })
            QCOMPARE(seriesPaletteFromName(nameOf(series)), series);
        for (const auto matrix :
            { MatrixPalette::blueOrange, MatrixPalette::viridis, MatrixPalette::cividis })
            QCOMPARE(matrixPaletteFromName(nameOf(matrix)), matrix);
        QCOMPARE(matrixPaletteFromName(QStringLiteral("plaid")), MatrixPalette::blueOrange);
        applyTheme(false);
    }
};

QTEST_MAIN(TestContrast)
#include "tst_contrast.moc"
