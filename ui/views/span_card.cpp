// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/span_card.h"

#include "analysis/span_statistics.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QToolButton>

#include <cmath>

namespace contrastlab {

namespace {

constexpr double slopeSteps = 1000; ///< slopes are told for so many
constexpr int rowsBefore = 3; ///< name, steps, seconds

QString number(double value)
{
    return std::isfinite(value) ? QLocale().toString(value, 'g', 4) : QStringLiteral("–");
}

} // namespace

SpanCard::SpanCard(RunMoment& moment, StepSpans& spans, QWidget& above)
    : QFrame(above.window())
    , m_moment(moment)
    , m_spans(spans)
    , m_above(above)
    , m_grid(new QGridLayout(this))
{
    setObjectName(QStringLiteral("spanCard"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    m_grid->setHorizontalSpacing(18);
    m_grid->setVerticalSpacing(3);
    connect(&spans, &StepSpans::changed, this, &SpanCard::refresh);
    window()->installEventFilter(this);
    hide();
}

void SpanCard::addText(int row, int column, const QString& text)
{
    auto* label = new QLabel(text, this);
    if (column > 0) label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_grid->addWidget(label, row, column);
}

void SpanCard::addColumn(int column, std::size_t place)
{
    const StepSpan& span = m_spans.all()[place];
    auto* name = new QLineEdit(span.name, this);
    name->setObjectName(QStringLiteral("spanName%1").arg(column));
    name->setToolTip(tr("What this span is called"));
    connect(name, &QLineEdit::textEdited, &m_spans,
        [this, place](const QString& text) { m_spans.rename(place, text); });
    m_grid->addWidget(name, 0, column);
    const SpanStatistics statistics = statisticsOf(*m_moment.run(), span.first, span.last);
    const QLocale locale;
    addText(1, column,
        tr("%1 to %2", "steps")
            .arg(locale.toString(qlonglong(statistics.first)),
                locale.toString(qlonglong(statistics.last))));
    addText(2, column, number(statistics.seconds));
    int row = rowsBefore;
    for (const ColumnStatistics* numbers :
        { &statistics.loss, &statistics.heldOutLoss, &statistics.recallAt1 })
        for (const double value :
            { numbers->mean, slopeSteps * numbers->slope, numbers->least, numbers->most })
            addText(row++, column, number(value));
}

// What is added to a widget in sight is hidden at first, and has no size.
void SpanCard::refresh()
{
    hide();
    for (QWidget* child : findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
        child->setParent(nullptr);
        child->deleteLater(); // it may be the button that was clicked
    }
    const std::size_t count = m_spans.all().size();
    if (count == 0 || !m_moment.run()) return;
    addText(1, 0, tr("Steps"));
    addText(2, 0, tr("Seconds of training"));
    int row = rowsBefore;
    for (const QString& what : { tr("Loss"), tr("Held-out loss"), tr("Recall@1") })
        for (const QString& of :
            { tr("%1: mean"), tr("%1: slope in 1,000 steps"), tr("%1: least"), tr("%1: most") })
            addText(row++, 0, of.arg(what));
    int column = 1;
    for (std::size_t place = count > 1 ? count - 2 : 0; place < count; ++place)
        addColumn(column++, place);
    auto* close = new QToolButton(this);
    close->setObjectName(QStringLiteral("closeSpans"));
    close->setAutoRaise(true);
    close->setText(QStringLiteral("✕"));
    close->setToolTip(tr("Forget the spans"));
    connect(close, &QToolButton::clicked, &m_spans, &StepSpans::clear);
    m_grid->addWidget(close, 0, column);
    show();
    place();
}

void SpanCard::place()
{
    adjustSize();
    const int bottom =
        m_above.isVisible() ? m_above.mapTo(window(), QPoint(0, 0)).y() : window()->height();
    move(0, std::max(0, bottom - height() - 6));
    raise();
}

bool SpanCard::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::Resize && isVisible()) place();
    return QFrame::eventFilter(object, event);
}

void SpanCard::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) refresh();
}

} // namespace contrastlab
