// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The map of a large matrix: what it draws against numbers computed one by one, and what mouse and
// keys do to it.
#include "analysis/similarity_pyramid.h"
#include "plot/heat_map_painter.h"
#include "plot/matrix_map.h"
#include "support/random_rows.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

#include <cmath>
#include <limits>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

constexpr int items = 3001;

MatrixSource sourceOf(const std::shared_ptr<const SimilarityPyramid>& pyramid)
{
    return { int(pyramid->items()),
        [pyramid](int level, const QRect& blocks) {
            const Matrix<float> means = pyramid->means(
                level, { blocks.top(), blocks.height() }, { blocks.left(), blocks.width() });
            return std::vector<float>(means.data(), means.data() + means.size());
        },
        [pyramid](int level, int block) { return pyramid->pairMean(level, block); },
        [pyramid](int level, int block) { return pyramid->leastPair(level, block); } };
}

MatrixSource sourceOf(const Matrix<float>& a, const Matrix<float>& b)
{
    ThreadPool pool;
    return sourceOf(std::make_shared<const SimilarityPyramid>(pool, a, b));
}

void turnWheel(QWidget& widget, QPointF at, int steps)
{
    QWheelEvent event(at, widget.mapToGlobal(at), {}, QPoint(0, 120 * steps), Qt::NoButton,
        Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&widget, &event);
}

void drag(QWidget& widget, QPoint from, QPoint to)
{
    QTest::mousePress(&widget, Qt::LeftButton, Qt::NoModifier, from);
    for (int i = 1; i <= 4; ++i) {
        const QPointF at = from + QPointF(to - from) * i / 4;
        QMouseEvent event(QEvent::MouseMove, at, widget.mapToGlobal(at), Qt::NoButton,
            Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&widget, &event);
    }
    QTest::mouseRelease(&widget, Qt::LeftButton, Qt::NoModifier, to);
}

} // namespace

class TestMatrixMap : public QObject {
    Q_OBJECT

private:
    Matrix<float> m_a, m_b;
    std::unique_ptr<MatrixMap> m_map;

    struct Numbers {
        double mean = 0;
        double least = 1;
    };
    /// Of the cosines of a block, one by one; of the pairs in it where it is on the diagonal.
    Numbers numbersOf(const MatrixBlock& block)
    {
        const QRect cells = m_map->cellsOf(block);
        double sum = 0, least = 1;
        Index count = 0;
        for (int row = cells.top(); row <= cells.bottom(); ++row)
            for (int column = cells.left(); column <= cells.right(); ++column) {
                if (block.row == block.column && row != column) continue;
                const double cosine =
                    m_a.row(row).cast<double>().dot(m_b.row(column).cast<double>());
                sum += cosine;
                least = std::min(least, cosine);
                ++count;
            }
        return { sum / double(count), least };
    }
    QPoint middleOf(const MatrixBlock& block)
    {
        const QRectF cells = m_map->cellsOf(block);
        return m_map->frame().toPixel(cells.center()).toPoint();
    }
    /// Whether what is drawn in a place has the colour of its mean.
    void compareColor(QPoint place)
    {
        const auto block = m_map->blockAt(place);
        QVERIFY(block.has_value());
        compareColor(middleOf(*block), numbersOf(*block).mean);
    }
    void compareColor(QPoint at, double value)
    {
        const QImage image = m_map->toImage();
        const int level = colorLevel(float(value), -0.5f, 0.5f);
        const auto near = [&](int other) {
            return image.pixel(at) == colorTable(ColorMap::Diverging, false)[std::size_t(other)];
        };
        // Sums in another order may round to the neighbouring colour.
        QVERIFY2(near(level) || near(level - 1) || near(level + 1),
            qPrintable(QStringLiteral("%1, %2").arg(at.x()).arg(at.y())));
    }

private slots:
    void initTestCase()
    {
        m_a = unitNormalRows<float>(items, 6, 1);
        // Runs of items that resemble each other, as groups do.
        for (int i = 0; i < items; ++i)
            m_a.row(i) = (m_a.row(i) + 2 * m_a.row(i / 500)).normalized();
        m_b = noisyCopy(m_a, 0.05, 2);
    }
    void init()
    {
        m_map = std::make_unique<MatrixMap>();
        m_map->setRange({ -0.5f, 0.5f });
        m_map->setBlockCaption(QStringLiteral("%1 and %2"));
        m_map->setSource(sourceOf(m_a, m_b));
        m_map->resize(520, 420);
        m_map->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_map.get()));
    }

    void blocksHaveTheColorOfTheirMean()
    {
        QCOMPARE(m_map->level(), 4); // 3,001 cells on about 400 pixels
        QVERIFY(m_map->diagonalLevel() > m_map->level());
        const QRectF plot = m_map->frame().plot;
        for (const QPointF share : { QPointF(0.1, 0.8), QPointF(0.62, 0.33), QPointF(0.995, 0.4) })
            compareColor(
                (plot.topLeft() + QPointF(share.x() * plot.width(), share.y() * plot.height()))
                    .toPoint());
        const MatrixBlock own { m_map->diagonalLevel(), 20, 20 };
        QCOMPARE(m_map->blockAt(middleOf(own)), std::optional(own));
        compareColor(middleOf(own), numbersOf(own).least);
        const QRectF cells = m_map->cellsOf(own);
        compareColor(
            m_map->frame().toPixel(cells.topLeft()).toPoint() + QPoint(2, 2), numbersOf(own).mean);
        turnWheel(*m_map, plot.center(), 12);
        compareColor(plot.topLeft().toPoint() + QPoint(70, 31));
    }

    // Where they are, but for those on the diagonal.
    void theLargestOfBlocksAreDots()
    {
        const auto pixels = [&] { return m_map->toImage(m_map->size()); };
        const int level = m_map->diagonalLevel();
        const QImage plain = pixels();
        MatrixSource source = m_map->source();
        const int cell = 5 << level; // the first of a block
        source.peaks = [&](int asked, const QRect& blocks) {
            return asked == level && blocks.contains(5, 9)
                ? std::vector<MatrixPeak> { { cell + (4 << level) + 3, cell + 2, -0.5f },
                      { cell, cell + 1, -0.5f } }
                : std::vector<MatrixPeak>();
        };
        m_map->setSource(source);
        const QImage dotted = pixels();
        const QPoint dot =
            m_map->frame().toPixel({ cell + 2.5, cell + (4 << level) + 3.5 }).toPoint();
        QCOMPARE(dotted.pixel(dot), colorTable(ColorMap::Diverging, m_map->theme().dark).front());
        int changed = 0;
        for (int y = 0; y < plain.height(); ++y)
            for (int x = 0; x < plain.width(); ++x)
                changed += plain.pixel(x, y) != dotted.pixel(x, y);
        QCOMPARE(changed, 9);
        m_map->setPeaksShown(false);
        QCOMPARE(pixels(), plain);
    }

    void theWheelZoomsAtThePointer()
    {
        const QPointF at = m_map->frame().plot.topLeft() + QPointF(120, 260);
        const auto under = [&] {
            const AxesFrame frame = m_map->frame();
            return QPointF(frame.x.toValue(at.x()), frame.left.toValue(at.y()));
        };
        const QPointF before = under();
        int last = m_map->level();
        for (int i = 0; i < 40; ++i) {
            turnWheel(*m_map, at, 1);
            QVERIFY((under() - before).manhattanLength() < 1e-6 * items);
            QVERIFY(m_map->level() <= last);
            last = m_map->level();
        }
        QCOMPARE(last, 0);
        const auto cell = m_map->blockAt(at);
        QCOMPARE(*cell, (MatrixBlock { 0, int(before.y()), int(before.x()) }));
        compareColor(at.toPoint());
        QVERIFY(!m_map->isFollowing());
        QTest::keyClick(m_map.get(), Qt::Key_F);
        QVERIFY(m_map->isFollowing());
        QCOMPARE(m_map->frame().x.upper, double(items));
    }

    void draggingPans()
    {
        const QPoint from = m_map->frame().plot.center().toPoint();
        turnWheel(*m_map, from, 8);
        const AxesFrame before = m_map->frame();
        drag(*m_map, from, from + QPoint(-30, 20));
        const AxesFrame after = m_map->frame();
        const double cell = before.plot.width() / (before.x.upper - before.x.lower);
        QVERIFY(std::abs((after.x.lower - before.x.lower) * cell - 30) < 1);
        QVERIFY(after.left.lower < before.left.lower);
        // Never beyond the matrix.
        drag(*m_map, from, from + QPoint(200, 0));
        for (int i = 0; i < 30; ++i)
            drag(*m_map, from, from + QPoint(200, 0));
        QCOMPARE(m_map->frame().x.lower, 0.0);
    }

    void clicksLeadFromTheWholeToACell()
    {
        QSignalSpy clicked(m_map.get(), &MatrixMap::cellClicked);
        const QPointF plot = m_map->frame().plot.topLeft();
        QRect within(0, 0, items, items);
        int clicks = 0;
        while (clicked.isEmpty() && ++clicks < 8) {
            const QPoint at = (plot + QPointF(201, 97)).toPoint();
            const auto block = m_map->blockAt(at);
            QVERIFY(block.has_value());
            const QRect cells = m_map->cellsOf(*block);
            if (block->level > 3) within = cells;
            QTest::mouseClick(m_map.get(), Qt::LeftButton, Qt::NoModifier, at);
            QCoreApplication::processEvents();
            QVERIFY(m_map->frame().x.lower <= cells.left());
            QVERIFY(m_map->frame().x.upper >= cells.right() + 1);
        }
        QCOMPARE(clicks, 2); // 3,001 items, then the 16 of a block
        const QPoint cell(clicked[0][1].toInt(), clicked[0][0].toInt());
        QVERIFY(within.adjusted(-12, -12, 12, 12).contains(cell));
        QVERIFY(m_map->cellsOf({ 0, cell.y(), cell.x() }).contains(cell));
    }

    void hoveringTellsWhatIsThere()
    {
        std::optional<MatrixBlock> told;
        connect(m_map.get(), &MatrixMap::blockHovered, this,
            [&](const MatrixBlock& block, const QPoint&) { told = block; });
        QSignalSpy left(m_map.get(), &MatrixMap::blockLeft);
        const MatrixBlock block { 4, 30, 80 };
        QTest::mouseMove(m_map.get(), middleOf(block));
        QTRY_COMPARE(told, std::optional(block));
        QCOMPARE(m_map->highlighted(), std::optional(block));
        QTest::mouseMove(m_map.get(), { 2, 2 });
        QTRY_COMPARE(left.count(), 1);
        told.reset();
        // Zooming looks at what is under the pointer anew.
        const QPoint at = middleOf(block);
        QTest::mouseMove(m_map.get(), at);
        QTRY_COMPARE(told, std::optional(block));
        turnWheel(*m_map, at, 10);
        QVERIFY(told->level < 4);
        QCOMPARE(told, m_map->blockAt(at));
        QTest::keyClick(m_map.get(), Qt::Key_F);
        QCOMPARE(told, m_map->blockAt(at));
        // The last block is what is left.
        QCOMPARE(m_map->cellsOf({ 4, 187, 187 }), QRect(2992, 2992, 9, 9));
    }

    void keysWalkAndEnter()
    {
        QSignalSpy clicked(m_map.get(), &MatrixMap::cellClicked);
        QTest::keyClick(m_map.get(), Qt::Key_Right); // frames what is in the middle
        const auto first = m_map->highlighted();
        QVERIFY(first.has_value());
        QTest::keyClick(m_map.get(), Qt::Key_Right);
        QTest::keyClick(m_map.get(), Qt::Key_Right);
        QTest::keyClick(m_map.get(), Qt::Key_Up);
        const auto moved = m_map->highlighted();
        QVERIFY(moved && m_map->cellsOf(*moved).left() > m_map->cellsOf(*first).right());
        QVERIFY(m_map->cellsOf(*moved).center().y() < m_map->cellsOf(*first).center().y());
        const QRect cells = m_map->cellsOf(*moved);
        QTest::keyClick(m_map.get(), Qt::Key_Return);
        QVERIFY(m_map->level() < 4);
        for (int i = 0; i < 4 && clicked.isEmpty(); ++i) {
            QTest::keyClick(m_map.get(), Qt::Key_Down);
            QTest::keyClick(m_map.get(), Qt::Key_Return);
        }
        QCOMPARE(clicked.count(), 1);
        QVERIFY(cells.adjusted(-12, -12, 12, 12).contains(clicked[0][1].toInt(), cells.top()));
    }

    void colorsReachAsFarAsNeeded()
    {
        m_map->setRangeAutomatic();
        m_map->toImage();
        const ColorRange whole = m_map->range();
        turnWheel(*m_map, m_map->frame().plot.center(), 30);
        m_map->toImage();
        QVERIFY(m_map->range() != whole);
        m_map->setRange({});
        QCOMPARE(m_map->range().upper, 1.0f);
    }

    void anotherMatrixOfThatSizeStaysInSight()
    {
        turnWheel(*m_map, m_map->frame().plot.center(), 9);
        const AxesRanges before = m_map->frame().ranges();
        m_map->setSource(sourceOf(m_b, m_a));
        QCOMPARE(m_map->frame().ranges(), before);
        m_map->setSource(sourceOf(m_a.topRows(700), m_b.topRows(700)));
        QVERIFY(m_map->isFollowing());
        QCOMPARE(m_map->side(), 700);
    }

    void picturesAreSaved()
    {
        const QTemporaryDir folder;
        for (const char* name : { "m.png", "m.svg", "m.pdf" }) {
            const QString path = folder.filePath(QString::fromLatin1(name));
            QVERIFY(m_map->saveAs(path, { 900, 700 }));
            QVERIFY(QFileInfo(path).size() > 2000);
        }
        QCOMPARE(m_map->level(), 4); // as the widget needs it
    }

    void twoItemsAndNone()
    {
        m_map->setSource(sourceOf(m_a.topRows(2), m_b.topRows(2)));
        QCOMPARE(m_map->level(), 0);
        m_map->toImage();
        QSignalSpy clicked(m_map.get(), &MatrixMap::cellClicked);
        QTest::mouseClick(m_map.get(), Qt::LeftButton, Qt::NoModifier, middleOf({ 0, 1, 0 }));
        QCOMPARE(clicked, (QList<QVariantList> { { 1, 0 } }));
        turnWheel(*m_map, m_map->frame().plot.center(), 50);
        QVERIFY(m_map->frame().x.upper - m_map->frame().x.lower >= 1);
        m_map->setSource({});
        m_map->setEmptyText(QStringLiteral("nothing"));
        m_map->toImage();
        QVERIFY(!m_map->blockAt(m_map->rect().center()));
        QTest::keyClick(m_map.get(), Qt::Key_Right);
    }

    void blocksWithoutNumbersAreGrey()
    {
        Matrix<float> broken = m_a;
        broken.row(1700).setConstant(std::numeric_limits<float>::quiet_NaN());
        m_map->setRangeAutomatic();
        m_map->setSource(sourceOf(broken, m_b));
        const QImage image = m_map->toImage();
        QCOMPARE(image.pixel(middleOf({ 4, 1700 >> 4, 20 })), m_map->theme().missing.rgb());
        QVERIFY(image.pixel(middleOf({ 4, 20, 1700 >> 4 })) != m_map->theme().missing.rgb());
        // Equal rows: one colour, and a range that is one.
        const Matrix<float> equal = Matrix<float>::Constant(items, 4, 0.5f);
        m_map->setSource(sourceOf(equal, equal));
        m_map->toImage();
        QVERIFY(m_map->range().lower < 1 && m_map->range().upper > 1);
    }
};

QTEST_MAIN(TestMatrixMap)
#include "tst_matrix_map.moc"
