// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows are kept and filled anew, so that a button never vanishes under a click.
#include "views/doctor_panel.h"

#include "run/finding_text.h"
#include "views/status_light.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <limits>

namespace contrastlab {

namespace {

constexpr qint64 lookEveryMs = 1000;

} // namespace

DoctorPanel::DoctorPanel(RunMoment& moment, ParameterEdits& edits, QWidget* parent)
    : QFrame(parent)
    , m_moment(moment)
    , m_edits(edits)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(8, 6, 8, 6);
    m_layout->setSpacing(4);
    connect(&moment, &RunMoment::changed, this, &DoctorPanel::follow);
}

// What comes of itself is looked at now and then.
void DoctorPanel::follow(const MomentChange& change)
{
    const bool other = change.run != MomentChange::Run::same;
    if (other) m_reader = {};
    const bool waits = m_sinceLook.isValid() && m_sinceLook.elapsed() <= lookEveryMs;
    const bool stopped = change.playhead && !m_moment.isMoving();
    if (other || change.data || change.events || change.outcome || change.diagnostics || stopped
        || !waits)
        refresh();
}

Severity DoctorPanel::severity() const
{
    return m_findings.empty() ? Severity::note : m_findings.front().severity;
}

void DoctorPanel::refresh()
{
    m_sinceLook.start();
    const auto run = m_moment.run();
    const auto setup = m_moment.setup();
    if (!run || !setup) return show({});
    const Playhead& playhead = m_moment.playhead();
    const auto entry = m_moment.diagnostics();
    const auto diagnostics = entry ? std::optional(*entry) : std::nullopt;
    if (playhead.following)
        show(examine(m_reader.read(*run, m_moment.spec(), setup->facts(), diagnostics,
            std::numeric_limits<std::int64_t>::max())));
    else
        show(
            examine(symptomsOf(*run, m_moment.spec(), setup->facts(), diagnostics, playhead.step)));
}

void DoctorPanel::addRow()
{
    Row row { new QWidget(this), nullptr, nullptr, nullptr };
    row.light = new QLabel(row.widget);
    row.text = new QLabel(row.widget);
    row.remedy = new QPushButton(row.widget);
    row.text->setWordWrap(true);
    row.text->setTextFormat(Qt::PlainText);
    row.text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* words = new QVBoxLayout;
    words->setSpacing(3);
    words->addWidget(row.text);
    words->addWidget(row.remedy, 0, Qt::AlignLeft);
    auto* layout = new QHBoxLayout(row.widget);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(row.light, 0, Qt::AlignTop);
    layout->addLayout(words, 1);
    m_layout->addWidget(row.widget);
    const std::size_t place = m_rows.size();
    connect(row.remedy, &QPushButton::clicked, this, [this, place] { applyRemedy(place); });
    m_rows.push_back(row);
}

void DoctorPanel::show(std::vector<Finding> findings)
{
    const Severity before = severity();
    m_findings = std::move(findings);
    while (m_rows.size() < m_findings.size())
        addRow();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (i < m_findings.size()) fill(m_rows[i], m_findings[i]);
        m_rows[i].widget->setVisible(i < m_findings.size());
    }
    setVisible(!m_findings.empty());
    if (severity() != before) emit severityChanged();
    emit findingsChanged();
}

void DoctorPanel::fill(const Row& row, const Finding& finding)
{
    row.light->setPixmap(statusLight(finding.severity, palette(), devicePixelRatioF()));
    row.text->setText(findingText(finding, m_moment.spec()));
    row.remedy->setText(remedyText(finding));
    row.remedy->setToolTip(tr("Changes this value of the run; Undo brings the old one back"));
    // A remedy is for the run as it stands now.
    row.remedy->setVisible(finding.remedy.has_value() && m_moment.playhead().following);
}

QString DoctorPanel::sentence(std::size_t finding) const
{
    return finding < m_findings.size() ? findingText(m_findings[finding], m_moment.spec())
                                       : QString();
}

QString DoctorPanel::remedy(std::size_t finding) const
{
    const bool applies = finding < m_findings.size() && m_moment.playhead().following;
    return applies ? remedyText(m_findings[finding]) : QString();
}

void DoctorPanel::applyRemedy(std::size_t finding)
{
    if (finding >= m_findings.size() || !m_findings[finding].remedy) return;
    m_edits.take(Remedy(*m_findings[finding].remedy)); // a copy: what it does brings new findings
}

void DoctorPanel::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    const auto type = event->type();
    if (type == QEvent::LanguageChange || type == QEvent::PaletteChange)
        for (std::size_t i = 0; i < m_findings.size(); ++i)
            fill(m_rows[i], m_findings[i]);
}

} // namespace contrastlab
