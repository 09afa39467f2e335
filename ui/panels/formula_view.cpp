// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "panels/formula_view.h"

#include "theme/elided_text.h"
#include "theme/fonts.h"

#include <QDialog>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <utility>

namespace contrastlab {

namespace {

constexpr int formulaHeight = 46, legendLines = 2, formulaGap = 3;

/// The formula alone, as large as there is room.
class LargeFormula final : public QWidget {
public:
    LargeFormula(const FormulaView& view, QWidget* parent) : QWidget(parent), m_view(view) { }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        if (m_view.drawing())
            return m_view.drawing()->draw(
                painter, rect(), palette().color(QPalette::WindowText), 6);
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, m_view.text().plain);
    }

private:
    const FormulaView& m_view;
};

QLabel* sheetLabel(QDialog& sheet, double size)
{
    auto* label = new QLabel(&sheet);
    label->setFont(scaledFont(sheet.font(), size));
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

FormulaView::FormulaView(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    retranslate();
}

void FormulaView::show(const FormulaText& text)
{
    if (text == m_text) return;
    if (std::exchange(m_text, text).name != text.name) m_drawing = FormulaDrawing::named(text.name);
    retranslate();
    update();
    emit changed();
}

QSize FormulaView::sizeHint() const
{
    const int legend = QFontMetrics(scaledFont(font(), 0.88)).lineSpacing();
    return { 240, formulaHeight + formulaGap + legendLines * legend };
}

QSize FormulaView::minimumSizeHint() const
{
    return { 120, sizeHint().height() };
}

void FormulaView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect place(0, 0, width(), formulaHeight);
    painter.setPen(palette().color(QPalette::WindowText));
    if (m_drawing)
        m_drawing->draw(painter, place, palette().color(QPalette::WindowText));
    else
        drawElided(painter, place, m_text.plain);
    painter.setFont(scaledFont(font(), 0.88));
    painter.setPen(palette().color(QPalette::PlaceholderText));
    drawElided(painter, rect().adjusted(0, formulaHeight + formulaGap, 0, 0), m_text.legend);
    if (!hasFocus()) return;
    painter.setPen(palette().color(QPalette::Highlight));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

void FormulaView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->pos())) emit clicked();
}

void FormulaView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return emit clicked();
    QWidget::keyPressEvent(event);
}

void FormulaView::retranslate()
{
    setAccessibleName(m_text.plain);
    setAccessibleDescription(m_text.legend);
    setToolTip(QStringLiteral("<p>%1</p><p>%2</p><p><small>%3</small></p>")
                   .arg(m_text.plain.toHtmlEscaped(), m_text.legend.toHtmlEscaped(),
                       tr("Click to see it large")));
}

void FormulaView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

void openFormulaSheet(FormulaView& view)
{
    auto* sheet = new QDialog(view.window());
    sheet->setObjectName(QStringLiteral("formulaSheet"));
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    QLabel* purpose = sheetLabel(*sheet, 1.5);
    QLabel* legend = sheetLabel(*sheet, 1.4);
    QLabel* source = sheetLabel(*sheet, 1.0);
    source->setForegroundRole(QPalette::PlaceholderText);
    auto* formula = new LargeFormula(view, sheet);
    auto* column = new QVBoxLayout(sheet);
    column->setContentsMargins(28, 22, 28, 18);
    column->setSpacing(14);
    column->addWidget(purpose);
    column->addWidget(formula, 1);
    column->addWidget(legend);
    column->addWidget(source);
    const auto fill = [=, &view] {
        sheet->setWindowTitle(view.text().title);
        purpose->setText(view.text().purpose);
        legend->setText(view.text().legend);
        source->setText(view.text().source);
        formula->update();
    };
    QObject::connect(&view, &FormulaView::changed, sheet, fill);
    QObject::connect(&view, &QObject::destroyed, sheet, &QDialog::close);
    fill();
    sheet->resize(960, 420);
    sheet->show();
}

} // namespace contrastlab
