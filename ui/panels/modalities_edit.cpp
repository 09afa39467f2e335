// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "panels/modalities_edit.h"

#include "run/item_names.h"
#include "run/run_spec.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace contrastlab {

namespace {

constexpr std::size_t leastTrained = 2, mostTrained = 3;

std::string joinedKeys(const std::vector<std::string>& names)
{
    std::string list;
    for (const std::string& name : names)
        list += (list.empty() ? "" : ",") + name;
    return list;
}

bool contains(const std::vector<std::string>& names, const std::string& name)
{
    return std::ranges::find(names, name) != names.end();
}

} // namespace

ModalitiesEdit::ModalitiesEdit(QWidget* parent)
    : QWidget(parent)
    , m_boxes(new QWidget(this))
    , m_hubLine(new QWidget(this))
    , m_hubLabel(new QLabel(m_hubLine))
    , m_hub(new QComboBox(m_hubLine))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(2);
    column->addWidget(m_boxes);
    column->addWidget(m_hubLine);
    auto* boxes = new QHBoxLayout(m_boxes);
    boxes->setContentsMargins({});
    auto* line = new QHBoxLayout(m_hubLine);
    line->setContentsMargins({});
    line->addWidget(m_hubLabel);
    line->addWidget(m_hub);
    line->addStretch(1);
    m_hubLabel->setBuddy(m_hub);
    m_hub->setFocusPolicy(Qt::StrongFocus);
    connect(m_hub, &QComboBox::activated, this, &ModalitiesEdit::changed);
    rebuild();
}

// While the data are not open, only what the value names is known.
std::vector<std::string> ModalitiesEdit::shownNames() const
{
    return m_names.empty() ? m_text : m_names;
}

bool ModalitiesEdit::setNames(const std::vector<std::string>& names)
{
    if (names == m_names) return false;
    m_names = names;
    rebuild();
    return true;
}

void ModalitiesEdit::setHubAsked(bool asked)
{
    m_hubAsked = asked;
    showBoxes();
}

void ModalitiesEdit::setText(const std::string& text)
{
    const auto names = namesIn(text);
    const bool rebuilt = m_names.empty() && names != m_text;
    m_text = names;
    if (rebuilt)
        rebuild();
    else
        showBoxes();
}

std::vector<std::string> ModalitiesEdit::chosen() const
{
    if (!m_text.empty() || m_names.size() < leastTrained) return m_text;
    return { m_names.begin(), m_names.begin() + leastTrained };
}

std::string ModalitiesEdit::text() const
{
    const bool standard = m_text.size() == leastTrained && m_names.size() >= leastTrained
        && std::equal(m_text.begin(), m_text.end(), m_names.begin());
    return standard ? std::string() : joinedKeys(m_text);
}

QCheckBox* ModalitiesEdit::box(const std::string& name) const
{
    for (QCheckBox* check : m_checks)
        if (check->objectName().toStdString() == name) return check;
    return nullptr;
}

void ModalitiesEdit::rebuild()
{
    qDeleteAll(m_checks);
    m_checks.clear();
    for (const std::string& name : shownNames()) {
        auto* check = new QCheckBox(m_boxes);
        check->setObjectName(QString::fromStdString(name));
        connect(check, &QCheckBox::clicked, this, &ModalitiesEdit::changed);
        m_boxes->layout()->addWidget(check);
        m_checks.push_back(check);
    }
    retranslate();
}

void ModalitiesEdit::showBoxes()
{
    const auto names = chosen();
    for (QCheckBox* check : m_checks)
        check->setChecked(contains(names, check->objectName().toStdString()));
    const QSignalBlocker quiet(m_hub);
    m_hub->clear();
    for (const std::string& name : shownNames())
        if (contains(names, name)) m_hub->addItem(modalityName(name), QString::fromStdString(name));
    if (!names.empty()) m_hub->setCurrentIndex(m_hub->findData(QString::fromStdString(names[0])));
    m_hubLine->setVisible(m_hubAsked && names.size() == mostTrained);
}

// The hub goes first, the others follow in the order of the data.
void ModalitiesEdit::changed()
{
    std::vector<std::string> names;
    for (const QCheckBox* check : m_checks)
        if (check->isChecked()) names.push_back(check->objectName().toStdString());
    if (names.size() < leastTrained || names.size() > mostTrained) return emit refused();
    const std::string hub = m_hub->currentData().toString().toStdString();
    if (m_hubAsked && names.size() == mostTrained && contains(names, hub))
        std::stable_partition(
            names.begin(), names.end(), [&](const std::string& name) { return name == hub; });
    m_text = names;
    showBoxes();
    emit edited(text());
}

void ModalitiesEdit::retranslate()
{
    for (QCheckBox* check : m_checks)
        check->setText(modalityName(check->objectName().toStdString()));
    m_hubLabel->setText(tr("Hub"));
    m_hub->setToolTip(tr("The modality that each of the others is trained with. Those two never "
                         "meet: whether they find each other is what the hub shows."));
    showBoxes();
}

} // namespace contrastlab
