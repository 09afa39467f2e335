// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/doctor_line.h"

#include "run/finding_text.h"
#include "theme/elided_text.h"
#include "views/doctor_panel.h"
#include "views/status_light.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

namespace contrastlab {

DoctorLine::DoctorLine(DoctorPanel& doctor, QWidget* parent)
    : QWidget(parent)
    , m_doctor(doctor)
    , m_light(new QLabel(this))
    , m_text(new ElidedText(this))
    , m_remedy(new QPushButton(this))
{
    m_remedy->setObjectName(QStringLiteral("storyRemedy"));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(3);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_light, 0, 0, Qt::AlignTop);
    grid->addWidget(m_text, 0, 1);
    connect(m_remedy, &QPushButton::clicked, &doctor, [&doctor] { doctor.applyRemedy(0); });
    connect(&doctor, &DoctorPanel::findingsChanged, this, &DoctorLine::refresh);
    setFlat(false);
    refresh();
}

void DoctorLine::setFlat(bool flat)
{
    auto* grid = static_cast<QGridLayout*>(layout());
    grid->removeWidget(m_remedy);
    if (flat)
        grid->addWidget(m_remedy, 0, 2);
    else
        grid->addWidget(m_remedy, 1, 1, Qt::AlignLeft);
}

QString DoctorLine::text() const
{
    return m_text->text();
}

void DoctorLine::refresh()
{
    const auto& findings = m_doctor.findings();
    m_light->setVisible(!findings.empty());
    m_text->setText(findings.empty() ? QString() : m_doctor.sentence(0));
    const QString remedy = m_doctor.remedy(0);
    m_remedy->setVisible(!remedy.isEmpty());
    m_remedy->setText(remedy);
    if (!findings.empty())
        m_light->setPixmap(statusLight(findings.front().severity, palette(), devicePixelRatioF()));
}

void DoctorLine::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::LanguageChange)
        refresh();
}

} // namespace contrastlab
