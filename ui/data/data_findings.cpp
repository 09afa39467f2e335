// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "data/data_findings.h"

#include "data/dialog_parts.h"
#include "data/media_text.h"
#include "theme/colors.h"
#include "theme/fonts.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

namespace contrastlab {

DataFindings::DataFindings(QWidget* parent)
    : QWidget(parent)
    , m_format(wrappedLabel("detected", this))
    , m_reasons(wrappedLabel("reasons", this))
    , m_counts(wrappedLabel("counts", this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(2);
    QFont font = scaledFont(m_format->font(), 1.15);
    font.setBold(true);
    m_format->setFont(font);
    m_reasons->setForegroundRole(QPalette::PlaceholderText);
    m_counts->setTextFormat(Qt::RichText);
    for (QLabel* label : { m_format, m_reasons, m_counts })
        column->addWidget(label);
}

void DataFindings::show(std::shared_ptr<const InspectionResult> result)
{
    m_result = std::move(result);
    showFormat();
    showCounts();
}

void DataFindings::showFormat()
{
    const DatasetReport report = m_result ? m_result->report : DatasetReport();
    QStringList reasons;
    for (const Message& reason : report.reasons)
        reasons << messageText(reason);
    const bool known = report.format != DataFormat::automatic;
    m_format->setText(known ? formatText(report.format)
            : m_result      ? tr("Not recognised")
                            : tr("Choose a file or a folder, or drop one here."));
    m_reasons->setText(reasons.isEmpty()
            ? QString()
            : tr("Because: %1.").arg(reasons.join(tr("; ", "between reasons"))));
    m_reasons->setVisible(!reasons.isEmpty());
}

void DataFindings::showCounts()
{
    m_counts->setVisible(m_result && m_result->report.listed > 0);
    if (!m_result) return;
    const DatasetReport& report = m_result->report;
    const QString alarm = warningColor(palette()).name();
    QStringList parts;
    const auto add = [&](const QString& text, Index count, bool trouble = false) {
        if (count == 0) return;
        const QString part = text.arg(QStringLiteral("<b>%1</b>").arg(countText(count)));
        parts << (trouble ? QStringLiteral("<span style='color:%1'>%2</span>").arg(alarm, part)
                          : part);
    };
    // Without a split of their own, the run sets some of them aside.
    if (report.training > 0)
        add(tr("items to train on: %1"), report.training);
    else
        add(tr("usable items: %1"), report.items);
    add(tr("pictures: %1"), report.images);
    add(tr("sounds: %1"), report.sounds);
    add(tr("captions: %1"), report.captions);
    add(tr("held out: %1"), report.heldOut);
    add(tr("test: %1"), report.test);
    add(tr("left out by the limit: %1"), report.leftOut);
    add(tr("repeated captions: %1"), report.repeatedCaptions);
    add(tr("repeated files: %1"), report.repeatedFiles);
    add(tr("without a partner: %1"), report.withoutPartner, true);
    add(tr("unreadable: %1"), report.unreadable, true);
    add(tr("bad rows: %1"), report.badRows, true);
    m_counts->setText(parts.join(QStringLiteral(" &nbsp;·&nbsp; ")));
}

void DataFindings::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) showCounts();
}

} // namespace contrastlab
