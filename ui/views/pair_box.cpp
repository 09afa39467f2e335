// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/pair_box.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>

namespace contrastlab {

PairBox::PairBox(RunMoment& moment, PairChoice& choice, Recall recall, QWidget* parent)
    : QWidget(parent)
    , m_moment(moment)
    , m_choice(choice)
    , m_label(new QLabel(this))
    , m_box(new QComboBox(this))
    , m_recall(new QLabel(this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 2, 8, 2);
    layout->addWidget(m_label);
    layout->addWidget(m_box);
    layout->addWidget(m_recall, 1);
    m_label->setBuddy(m_box);
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_recall->setForegroundRole(QPalette::PlaceholderText);
    m_recall->setVisible(recall == Recall::shown);
    if (recall == Recall::hidden) layout->addStretch(1);
    connect(m_box, &QComboBox::activated, &choice, &PairChoice::choose);
    connect(&choice, &PairChoice::changed, this, &PairBox::fill);
    connect(&moment, &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.run != MomentChange::Run::same || change.evaluations || change.playhead)
            showRecall();
    });
    fill();
}

void PairBox::fill()
{
    const QSignalBlocker quiet(m_box);
    m_box->clear();
    for (int i = 0; i < m_choice.count(); ++i)
        m_box->addItem(m_choice.isTrained(i) ? m_choice.name(i)
                                             : tr("%1 (not trained)").arg(m_choice.name(i)));
    m_box->setCurrentIndex(m_choice.index());
    m_label->setText(tr("Pair"));
    m_box->setToolTip(tr("Which two modalities are shown. A pair that is not trained emerges by "
                         "way of the third, or does not."));
    setVisible(m_choice.count() > 1);
    showRecall();
}

QString PairBox::recallText() const
{
    const auto judged = m_moment.evaluation();
    if (!judged || std::size_t(m_choice.index()) >= judged->pairs.size()) return {};
    const PairRecall& pair = judged->pairs[std::size_t(m_choice.index())];
    const auto number = [](double value) { return QLocale().toString(value, 'f', 2); };
    const double known = pair.chanceAToB.recallAt10; // not in older files
    const double chance =
        known > 0 ? known : std::min(1.0, 10.0 / double(std::max<std::int64_t>(1, judged->items)));
    return tr("recall@10: → %1, ← %2, at chance %3")
        .arg(number(pair.aToB.recallAt10), number(pair.bToA.recallAt10), number(chance));
}

void PairBox::showRecall()
{
    m_recall->setText(recallText());
}

void PairBox::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) fill();
}

} // namespace contrastlab
