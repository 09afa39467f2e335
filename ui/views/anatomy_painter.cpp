// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/anatomy_painter.h"

#include "plot/color_map.h"
#include "plot/plot_text.h"
#include "run/spec_settings.h"
#include "theme/elided_text.h"
#include "theme/fonts.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

struct AnatomyLabels {
    Q_DECLARE_TR_FUNCTIONS(Anatomy)
};

constexpr double space = 6; // between things
constexpr int numberFlags = Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip;
constexpr double leastScale = 0.6; // of letters in cells
constexpr double leastForce = 0.005; // that is more than zeros in its cell
constexpr double widestCard = 170, highestRow = 44, widestCell = 110;

double largestOf(const Matrix<double>& values)
{
    double most = 0;
    for (Index i = 0; i < values.size(); ++i)
        if (std::isfinite(values.data()[i])) most = std::max(most, std::abs(values.data()[i]));
    return most > 0 ? most : 1;
}

// In little room; a sound has a name, which says more than its spectrogram.
bool arePictures(const std::vector<AnatomyInput>& inputs)
{
    if (inputs.empty() || !inputs.front().words.isEmpty()) return false;
    return !inputs.front().picture.isNull() || !inputs.front().numbers.empty();
}

QString signedNumber(double value, int digits)
{
    return (value > 0 ? QStringLiteral("+") : QString()) + anatomyNumber(value, digits);
}

} // namespace

QFont AnatomyPainter::font() const
{
    return m_painter.font();
}

double AnatomyPainter::line() const
{
    return QFontMetricsF(m_font).height();
}

std::optional<QFont> AnatomyPainter::fitting(
    const Grid& grid, const std::function<QString(int, int)>& text, const QSizeF& cell) const
{
    const QFontMetricsF metrics(m_font);
    double widest = 1;
    for (int r = 0; r < grid.rows; ++r)
        for (int c = 0; c < grid.columns; ++c)
            widest = std::max(widest, metrics.horizontalAdvance(text(r, c)));
    // Digits are as high as capitals, whatever else the font has room for.
    const double high = 1.5 * metrics.capHeight();
    const double scale = std::min({ 1.0, (cell.width() - 3) / widest, cell.height() / high });
    return scale < leastScale ? std::nullopt : std::optional(scaledFont(m_font, scale));
}

std::vector<AnatomyPlace> AnatomyPainter::draw(const QRectF& rect)
{
    const StepAnatomy& anatomy = *m_scene.anatomy;
    m_painter.setRenderHint(QPainter::Antialiasing);
    const Matrix<double> cosines = anatomy.cosines.cast<double>();
    switch (m_scene.stage) {
    case AnatomyStage::sample:
        drawSample(rect);
        break;
    case AnatomyStage::encode:
    case AnatomyStage::normalise:
        drawVectors(rect, m_scene.stage == AnatomyStage::normalise);
        break;
    case AnatomyStage::similarity:
        drawMatrix(rect, cosines, 1);
        break;
    case AnatomyStage::temperature:
        if (trainedObjectiveOf(anatomy.spec).info().usesScale)
            drawMatrix(rect, cosines / anatomy.temperature, 1 / anatomy.temperature);
        else
            drawMatrix(rect, cosines, 1);
        break;
    case AnatomyStage::softmax:
        drawSoftmax(rect);
        break;
    case AnatomyStage::loss:
        drawLosses(rect);
        break;
    case AnatomyStage::gradient:
        drawGradient(rect);
        break;
    case AnatomyStage::update:
        drawUpdate(rect);
        break;
    }
    m_painter.setFont(m_font);
    return std::move(m_places);
}

// --- inputs

// Cards with one half above the other; in two rows where that makes them larger.
void AnatomyPainter::drawSample(const QRectF& rect)
{
    const int count = shown();
    const bool both = m_scene.side == AnatomySide::both;
    const auto sideIn = [&](int rows) {
        const int columns = (count + rows - 1) / rows;
        return std::min({ widestCard, rect.width() / columns - space,
            (rect.height() / rows - space) / (both ? 1.6 : 1.0) });
    };
    const int rows = count > 1 && sideIn(2) > sideIn(1) ? 2 : 1;
    const int columns = (count + rows - 1) / rows;
    const double side = sideIn(rows), high = both ? 1.6 * side : side;
    const QPointF start(rect.center().x() - columns * (side + space) / 2,
        rect.center().y() - rows * (high + space) / 2);
    for (int i = 0; i < count; ++i) {
        const QRectF card(start
                + QPointF(i % columns * (side + space) + space / 2,
                    i / columns * (high + space) + space / 2),
            QSizeF(side, high));
        m_places.push_back({ card, i, i });
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_theme.faint(m_theme.axis, 0.25));
        m_painter.drawRoundedRect(card, 5, 5);
        const QRectF inner = card.adjusted(3, 3, -3, -3);
        QRectF upper = inner, lower = inner;
        if (both) {
            const bool wordsAbove = m_scene.inputsA[std::size_t(i)].picture.isNull()
                && !m_scene.inputsB[std::size_t(i)].picture.isNull();
            upper.setHeight(inner.height() * (wordsAbove ? 0.4 : 0.6));
            lower.setTop(upper.bottom() + 2);
        }
        if (m_scene.shows(AnatomySide::a)) drawInput(upper, m_scene.inputsA[std::size_t(i)]);
        if (m_scene.shows(AnatomySide::b)) drawInput(lower, m_scene.inputsB[std::size_t(i)]);
        if (i == m_scene.row) outlineExample(card);
    }
}

void AnatomyPainter::drawInput(const QRectF& rect, const AnatomyInput& input)
{
    if (!input.picture.isNull()) {
        QRectF place = rect;
        if (!input.words.isEmpty() && rect.height() > 2.5 * line()) {
            place.setBottom(rect.bottom() - line());
            drawWords({ rect.left(), place.bottom(), rect.width(), line() }, input.words, true);
        }
        QSizeF size = input.picture.size();
        size.scale(place.size(), Qt::KeepAspectRatio);
        QRectF picture(QPointF(), size);
        picture.moveCenter(place.center());
        m_painter.setRenderHint(QPainter::SmoothPixmapTransform);
        m_painter.drawImage(picture, input.picture);
        return;
    }
    if (input.numbers.empty()) return drawWords(rect, input.words, true);
    double most = 1e-9;
    for (const float value : input.numbers)
        most = std::max(most, double(std::abs(value)));
    drawBars(rect, input.numbers.data(), std::ssize(input.numbers), most);
}

void AnatomyPainter::drawWords(const QRectF& rect, const QString& words, bool centred)
{
    const QString text = words.isEmpty() ? AnatomyLabels::tr("no known word") : words;
    m_painter.setPen(words.isEmpty() ? m_theme.mutedText : m_theme.text);
    m_painter.setFont(scaledFont(m_font, rect.height() < line() ? 0.75 : 0.88));
    if (rect.height() < 2 * line())
        drawElidedText(
            m_painter, rect, (centred ? Qt::AlignHCenter : Qt::AlignLeft) | Qt::AlignVCenter, text);
    else
        drawWrappedText(m_painter, rect, Qt::AlignCenter, text);
    m_painter.setFont(m_font);
}

// --- outputs

// Up and down from a middle line, one a number.
void AnatomyPainter::drawBars(const QRectF& rect, const float* values, Index count, double most)
{
    const double width = rect.width() / double(count), middle = rect.center().y();
    m_painter.setPen(QPen(m_theme.grid, 1));
    m_painter.drawLine(QPointF(rect.left(), middle), QPointF(rect.right(), middle));
    m_painter.setPen(Qt::NoPen);
    for (Index i = 0; i < count; ++i) {
        const double value = double(values[i]);
        if (!std::isfinite(value)) continue;
        const double high = std::clamp(value / most, -1.0, 1.0) * rect.height() / 2;
        m_painter.setBrush(m_theme.seriesColor(value < 0 ? 1 : 0));
        m_painter.drawRect(QRectF(rect.left() + double(i) * width, std::min(middle, middle - high),
            std::max(0.6, width - (width > 3 ? 1 : 0)), std::abs(high)));
    }
}

void AnatomyPainter::drawTitle(const QRectF& rect, const QString& title)
{
    m_painter.setPen(m_theme.text);
    drawElidedText(m_painter, { rect.left(), rect.top(), rect.width(), line() },
        Qt::AlignLeft | Qt::AlignVCenter, title);
}

QRectF AnatomyPainter::drawRows(const QRectF& rect, const std::vector<AnatomyInput>& inputs,
    const std::function<void(const QRectF&, int)>& content)
{
    const double high = std::min(highestRow, rect.height() / std::max(1, shown()));
    const bool pictures = arePictures(inputs);
    const double head = pictures ? high : std::min(rect.width() * 0.3, 8 * line());
    for (int i = 0; i < shown(); ++i) {
        const QRectF row(rect.left(), rect.top() + i * high, rect.width(), high - 2);
        m_places.push_back({ row, i, i });
        drawHead({ row.left(), row.top(), head - 3, row.height() }, inputs[std::size_t(i)]);
        content(row.adjusted(head, 0, 0, 0), i);
        if (i == m_scene.row) outlineExample(row);
    }
    return { rect.left() + head, rect.top(), rect.width() - head, shown() * high };
}

// An input at the edge of something.
void AnatomyPainter::drawHead(const QRectF& rect, const AnatomyInput& input)
{
    if (arePictures({ input })) return drawInput(rect, input);
    drawWords(rect, input.words, false);
}

void AnatomyPainter::drawSide(const QRectF& rect, const Matrix<float>& rows,
    const std::vector<AnatomyInput>& inputs, const QString& title,
    const std::function<QString(int)>& note)
{
    drawTitle(rect, title);
    double notes = 0;
    for (int i = 0; note && i < shown(); ++i)
        notes = std::max(notes, QFontMetricsF(m_font).horizontalAdvance(note(i)) + space);
    const double most = largestOf(rows.topRows(shown()).cast<double>());
    drawRows(rect.adjusted(0, line() + 2, 0, 0), inputs, [&](const QRectF& row, int i) {
        drawBars(row.adjusted(0, 0, -notes, 0), rows.row(i).data(), rows.cols(), most);
        m_painter.setPen(m_theme.text);
        if (note) m_painter.drawText(row, numberFlags, note(i));
    });
}

void AnatomyPainter::drawVectors(const QRectF& rect, bool unit)
{
    const StepAnatomy& anatomy = *m_scene.anatomy;
    const bool both = m_scene.side == AnatomySide::both;
    QRectF left = rect, right = rect;
    if (both) {
        left.setRight(rect.center().x() - space);
        right.setLeft(rect.center().x() + space);
    }
    const auto side = [&](const QRectF& place, const TowerAnatomy& tower,
                          const std::vector<AnatomyInput>& inputs, const QString& name,
                          const QString& symbol) {
        const auto note = [&](int i) { return anatomyNumber(tower.lengths[std::size_t(i)], 2); };
        drawSide(place, unit ? tower.unit : tower.raw, inputs,
            unit ? AnatomyLabels::tr("%1: %2, of length 1").arg(name, symbol)
                 : AnatomyLabels::tr("%1 tower: z, and its length").arg(name),
            unit ? std::function<QString(int)>() : note);
    };
    if (m_scene.shows(AnatomySide::a))
        side(left, anatomy.a, m_scene.inputsA, m_scene.nameA, QStringLiteral("u"));
    if (m_scene.shows(AnatomySide::b))
        side(right, anatomy.b, m_scene.inputsB, m_scene.nameB, QStringLiteral("v"));
}

// --- matrices

QColor AnatomyPainter::levelColor(double level, bool diverging) const
{
    const auto& colors =
        colorTable(diverging ? ColorMap::Diverging : ColorMap::Sequential, m_theme.dark);
    const int place = colorLevel(float(level), diverging ? -1 : 0, 1);
    return place < 0 ? m_theme.missing : QColor::fromRgb(colors[std::size_t(place)]);
}

AnatomyPainter::Grid AnatomyPainter::gridOf(
    const Matrix<double>& values, double most, int digits) const
{
    Grid grid { shown(), shown() };
    grid.color = [&values, most](int r, int c) { return values(r, c) / most; };
    grid.text = [&values, digits](int r, int c) { return anatomyNumber(values(r, c), digits); };
    grid.shortText = [&values, digits](int r, int c) {
        return anatomyNumber(values(r, c), std::max(0, digits - 1));
    };
    return grid;
}

void AnatomyPainter::outlineExample(const QRectF& cell)
{
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(m_theme.highlight, 2));
    m_painter.drawRect(cell.adjusted(0.5, 0.5, -0.5, -0.5));
}

void AnatomyPainter::drawCell(const QRectF& cell, const QColor& color, const QString& text)
{
    m_painter.fillRect(cell, color);
    const bool onLight = contrastOf(color, Qt::black) > contrastOf(color, Qt::white);
    m_painter.setPen(onLight ? Qt::black : Qt::white);
    m_painter.drawText(cell, Qt::AlignCenter | Qt::TextDontClip, text);
}

// All in letters of one size; short where that makes them legible, none where nothing does.
void AnatomyPainter::drawCells(const Grid& grid, const std::function<QRectF(int, int)>& place)
{
    const QSizeF size = place(0, 0).size();
    auto font = fitting(grid, grid.text, size);
    const bool whole = font.has_value();
    if (!whole) font = fitting(grid, grid.shortText, size);
    if (font) m_painter.setFont(*font);
    for (int r = 0; r < grid.rows + grid.restRow; ++r)
        for (int c = 0; c < grid.columns + grid.restColumn; ++c) {
            if (r == grid.rows && c == grid.columns) continue;
            const QString text = !font ? QString() : whole ? grid.text(r, c) : grid.shortText(r, c);
            drawCell(place(r, c), levelColor(grid.color(r, c), grid.diverging), text);
            if (r < grid.rows && c < grid.columns) m_places.push_back({ place(r, c), r, c });
        }
    m_painter.setFont(m_font);
}

// Items of a stand at the left, those of b above.
void AnatomyPainter::drawGrid(const QRectF& rect, const Grid& grid, const QString& title)
{
    QRectF body = rect;
    if (!title.isEmpty()) {
        drawTitle(rect, title);
        body.setTop(rect.top() + line() + 2);
    }
    const int rows = grid.rows + grid.restRow, columns = grid.columns + grid.restColumn;
    const bool tall = arePictures(m_scene.inputsB), square = arePictures(m_scene.inputsA);
    const double above = std::min(body.height() * 0.2, tall ? 40.0 : 2 * line());
    const double high = std::min(highestRow, (body.height() - above) / std::max(1, rows));
    const double words = std::min(body.width() * 0.22, 7 * line());
    const double beside = square ? std::max(high, grid.restRow ? 3 * line() : 0) : words;
    const double wide = std::min(widestCell, (body.width() - beside) / std::max(1, columns));
    const double left =
        body.left() + beside + std::max(0.0, (body.width() - beside - columns * wide) / 2);
    const auto place = [&](int row, int column) {
        return QRectF(left + column * wide, body.top() + above + row * high, wide - 1, high - 1);
    };
    const QString others = AnatomyLabels::tr("others");
    for (int c = 0; c < columns; ++c) {
        const QRectF head(left + c * wide, body.top(), wide - 2, above - 2);
        if (c == grid.columns || !tall)
            drawWords(
                head, c < grid.columns ? m_scene.inputsB[std::size_t(c)].words : others, true);
        else
            drawHead(head, m_scene.inputsB[std::size_t(c)]);
    }
    for (int r = 0; r < rows; ++r) {
        const QRectF head(left - beside, place(r, 0).top(), beside - 3, high - 1);
        if (r == grid.rows)
            drawWords(head, others, false);
        else
            drawHead(head, m_scene.inputsA[std::size_t(r)]);
    }
    drawCells(grid, place);
    outlinePairs(place, rows, columns);
}

// Those that belong together, and the example; of one side, all that it looks among.
void AnatomyPainter::outlinePairs(
    const std::function<QRectF(int, int)>& place, int rows, int columns)
{
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(m_theme.text, 1));
    for (int i = 0; i < shown(); ++i)
        m_painter.drawRect(place(i, i).adjusted(0.5, 0.5, -0.5, -0.5));
    const int row = m_scene.row, column = m_scene.column;
    outlineExample(place(row, column));
    if (m_scene.side == AnatomySide::a)
        outlineExample(place(row, 0).united(place(row, columns - 1)));
    if (m_scene.side == AnatomySide::b)
        outlineExample(place(0, column).united(place(rows - 1, column)));
}

void AnatomyPainter::drawMatrix(const QRectF& rect, const Matrix<double>& values, double most)
{
    drawGrid(rect, gridOf(values, most, 2));
}

void AnatomyPainter::drawSoftmax(const QRectF& rect)
{
    const StepAnatomy& anatomy = *m_scene.anatomy;
    const bool forth = m_scene.shows(AnatomySide::a) && !anatomy.a.losses.empty();
    const bool back = m_scene.shows(AnatomySide::b) && !anatomy.b.losses.empty();
    if (!forth && !back) {
        if (anatomy.slopes.size() == 0) return drawTotal(rect);
        const Matrix<double> weights = anatomy.slopes.cwiseAbs();
        Grid grid = gridOf(weights, largestOf(weights.topLeftCorner(shown(), shown())), 2);
        grid.diverging = false;
        return drawGrid(rect, grid, AnatomyLabels::tr("How strongly the loss acts on each pair"));
    }
    QRectF left = rect, right = rect;
    if (forth && back) {
        left.setRight(rect.center().x() - space);
        right.setLeft(rect.center().x() + space);
    }
    const bool rest = shown() < anatomy.rows
        || trainedObjectiveOf(anatomy.spec).info().candidates == Candidates::bothModalities;
    const auto shares = [&](const QRectF& place, const Matrix<double>& values, bool byRow,
                            const QString& title) {
        Grid grid = gridOf(values, 1, 2);
        grid.diverging = false;
        (byRow ? grid.restColumn : grid.restRow) = rest;
        const auto share = [&values, byRow, count = shown()](int r, int c) {
            const int own = byRow ? r : c, other = byRow ? c : r;
            return other < count ? values(own, other) : 1 - values.row(own).head(count).sum();
        };
        grid.color = share;
        grid.text = [share](int r, int c) { return anatomyNumber(share(r, c), 2); };
        grid.shortText = [share](int r, int c) { return anatomyNumber(share(r, c), 1); };
        drawGrid(place, grid, title);
    };
    if (forth)
        shares(left, anatomy.a.shares, true,
            AnatomyLabels::tr("→ each %1 among all: rows sum to 1").arg(m_scene.nameA));
    if (back)
        shares(right, anatomy.b.shares, false,
            AnatomyLabels::tr("← each %1 among all: columns sum to 1").arg(m_scene.nameB));
}

void AnatomyPainter::drawGradient(const QRectF& rect)
{
    const StepAnatomy& anatomy = *m_scene.anatomy;
    const bool one = m_scene.side != AnatomySide::both;
    const bool pairs = anatomy.slopes.size() > 0;
    if (anatomy.a.gradient.size() == 0) return;
    QRectF matrix = rect, vectors = rect;
    if (one && pairs) {
        matrix.setRight(rect.left() + rect.width() * 0.55 - space);
        vectors.setLeft(rect.left() + rect.width() * 0.55 + space);
    }
    if (pairs) {
        const Matrix<double>& slopes = anatomy.slopes;
        const double most = largestOf(slopes.topLeftCorner(shown(), shown()));
        Grid grid = gridOf(slopes, most, 1);
        grid.color = [&slopes, most](int r, int c) { return -slopes(r, c) / most; };
        grid.text = [&slopes](int r, int c) {
            const double slope = slopes(r, c);
            const QString arrows = slope < -leastForce ? QStringLiteral("→← ")
                : slope > leastForce                   ? QStringLiteral("←→ ")
                                                       : QString();
            return arrows + anatomyNumber(std::abs(slope), 2);
        };
        grid.shortText = [&slopes](int r, int c) { return anatomyNumber(slopes(r, c), 1); };
        drawGrid(matrix, grid);
    }
    if (!one && pairs) return;
    if (!one) {
        matrix.setRight(rect.center().x() - space);
        vectors.setLeft(rect.center().x() + space);
    }
    const auto side = [&](const QRectF& place, const TowerAnatomy& tower,
                          const std::vector<AnatomyInput>& inputs, const QString& name) {
        drawSide(place, -tower.gradient, inputs,
            AnatomyLabels::tr("%1: where z is moved, −∂L/∂z").arg(name), {});
    };
    if (m_scene.shows(AnatomySide::a))
        side(one ? vectors : matrix, anatomy.a, m_scene.inputsA, m_scene.nameA);
    if (m_scene.shows(AnatomySide::b)) side(vectors, anatomy.b, m_scene.inputsB, m_scene.nameB);
}

void AnatomyPainter::drawUpdate(const QRectF& rect)
{
    const StepAnatomy& anatomy = *m_scene.anatomy;
    const Matrix<double> before = anatomy.cosines.cast<double>();
    const Matrix<double> after = anatomy.cosinesAfter.cast<double>();
    const Matrix<double> change = after - before;
    Grid grid = gridOf(change, largestOf(change.topLeftCorner(shown(), shown())), 2);
    grid.text = [&](int r, int c) {
        return QStringLiteral("%1 → %2").arg(
            anatomyNumber(before(r, c), 3), anatomyNumber(after(r, c), 3));
    };
    grid.shortText = [&](int r, int c) { return signedNumber(change(r, c), 3); };
    drawGrid(rect, grid);
}

// --- losses

void AnatomyPainter::drawLosses(const QRectF& rect)
{
    const StepAnatomy& anatomy = *m_scene.anatomy;
    const bool forth = m_scene.shows(AnatomySide::a) && !anatomy.a.losses.empty();
    const bool back = m_scene.shows(AnatomySide::b) && !anatomy.b.losses.empty();
    if (!forth && !back) return drawTotal(rect);
    QRectF left = rect, right = rect;
    if (forth && back) {
        left.setRight(rect.center().x() - space);
        right.setLeft(rect.center().x() + space);
    }
    if (forth)
        drawLossesOf(left, anatomy.a, anatomy.lossAToB, m_scene.inputsA,
            AnatomyLabels::tr("→ each %1 looks for its %2").arg(m_scene.nameA, m_scene.nameB));
    if (back)
        drawLossesOf(right, anatomy.b, anatomy.lossBToA, m_scene.inputsB,
            AnatomyLabels::tr("← each %1 looks for its %2").arg(m_scene.nameB, m_scene.nameA));
}

void AnatomyPainter::drawLossesOf(const QRectF& rect, const TowerAnatomy& tower, double mean,
    const std::vector<AnatomyInput>& inputs, const QString& title)
{
    const double chance = m_scene.anatomy->metrics.chance;
    const double most = std::max({ mean, std::isfinite(chance) ? chance : 0.0,
        *std::max_element(tower.losses.begin(), tower.losses.begin() + shown()), 1e-9 });
    const double number = QFontMetricsF(m_font).horizontalAdvance(QStringLiteral("00.00")) + 4;
    drawTitle(rect, title);
    const QRectF area =
        drawRows(rect.adjusted(0, line() + 2, 0, -line()), inputs, [&](const QRectF& row, int i) {
            const double loss = tower.losses[std::size_t(i)];
            const QRectF bar(row.left(), row.top() + row.height() * 0.15,
                std::max(1.0, (row.width() - number) * loss / most), row.height() * 0.7);
            m_painter.fillRect(bar, m_theme.seriesColor(0));
            m_painter.setPen(m_theme.text);
            m_painter.drawText(row, numberFlags, anatomyNumber(loss, 2));
        });
    const auto place = [&](double value) {
        return area.left() + (area.width() - number) * value / most;
    };
    const auto mark = [&](double value, const QString& name, Qt::PenStyle style) {
        const double x = place(value), text = QFontMetricsF(m_font).horizontalAdvance(name) + 2;
        m_painter.setPen(QPen(m_theme.text, 1.2, style));
        m_painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        const double start = std::clamp(x - text / 2, rect.left(), rect.right() - text);
        m_painter.drawText(QRectF(start, area.bottom(), text, line()), Qt::AlignCenter, name);
    };
    const QString own = AnatomyLabels::tr("mean"), guess = AnatomyLabels::tr("a guess");
    mark(mean, own, Qt::SolidLine);
    // Where their names would not lie over each other.
    if (std::abs(place(chance) - place(mean))
        > QFontMetricsF(m_font).horizontalAdvance(own + guess) / 2 + space)
        mark(chance, guess, Qt::DashLine);
}

// Where no item has a loss of its own.
void AnatomyPainter::drawTotal(const QRectF& rect)
{
    const StepAnatomy& anatomy = *m_scene.anatomy;
    std::vector<std::pair<QString, double>> bars;
    if (anatomy.judged) bars.emplace_back(AnatomyLabels::tr("this batch"), anatomy.loss);
    if (anatomy.judged && std::isfinite(anatomy.metrics.chance))
        bars.emplace_back(AnatomyLabels::tr("a guess"), anatomy.metrics.chance);
    double most = 1e-9;
    for (const auto& [name, value] : bars)
        most = std::max(most, std::abs(value));
    const double high = std::min(2.2 * line(), rect.height() / 2);
    const double head = std::min(8 * line(), rect.width() * 0.3);
    double top = rect.center().y() - high * double(bars.size()) / 2;
    for (const auto& [name, value] : bars) {
        const QRectF row(rect.left(), top, rect.width(), high - 4);
        m_painter.setPen(m_theme.text);
        m_painter.drawText(QRectF(row.left(), row.top(), head, row.height()),
            Qt::AlignLeft | Qt::AlignVCenter, name);
        const double number = 5 * line();
        const QRectF bar(row.left() + head, row.top() + 2,
            std::max(1.0, (row.width() - head - number) * std::abs(value) / most),
            row.height() - 4);
        m_painter.fillRect(bar, m_theme.seriesColor(0));
        m_painter.drawText(QRectF(bar.right() + 6, row.top(), number, row.height()),
            Qt::AlignLeft | Qt::AlignVCenter, anatomyNumber(value));
        top += high;
    }
}

} // namespace contrastlab
