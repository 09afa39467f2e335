// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/few_labels_panel.h"

#include "plot/arm_chart.h"
#include "run/item_names.h"
#include "run/waiting_text.h"
#include "theme/box_name.h"
#include "views/view_hint.h"
#include "views/view_menu.h"
#include "views/wrapping_row.h"

#include <QComboBox>
#include <QEvent>
#include <QLocale>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace contrastlab {

FewLabelsPanel::FewLabelsPanel(RunMoment& moment, QWidget* parent)
    : QWidget(parent)
    , m_moment(moment)
    , m_live(moment)
    , m_hint(new ViewHint(this))
    , m_chart(new ArmChart(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_hint);
    column->addWidget(makeControls());
    column->addWidget(m_chart, 1);
    m_chart->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(&m_live, &LiveFewLabels::changed, this, &FewLabelsPanel::showCurves);
    connect(&moment, &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.data || change.run != MomentChange::Run::same) fillTowers();
        if (change.data || change.playhead) showCurves();
    });
    new ViewMenu(
        *m_chart, *m_chart, { [this] { return table(); }, [] { return QString(); }, [] {}, [] {} });
    fillTowers();
    retranslate();
}

QWidget* FewLabelsPanel::makeControls()
{
    auto* bar = new QWidget(this);
    auto* row = new WrappingRow(bar);
    row->setContentsMargins(8, 0, 8, 3);
    row->setSpacing(6);
    m_tower = new QComboBox(bar);
    m_probe = new QComboBox(bar);
    m_probe->addItems({ QString(), QString(), QString() });
    m_probe->setCurrentIndex(int(FewLabelProbe::logistic));
    for (QComboBox* box : { m_tower, m_probe }) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        row->addWidget(box);
    }
    for (QToolButton** button : { &m_keep, &m_forget }) {
        *button = new QToolButton(bar);
        (*button)->setFocusPolicy(Qt::TabFocus);
        row->addWidget(*button);
    }
    connect(m_tower, &QComboBox::activated, &m_live, &LiveFewLabels::setTower);
    connect(m_probe, &QComboBox::currentIndexChanged, this, &FewLabelsPanel::showCurves);
    connect(m_keep, &QToolButton::clicked, &m_live, &LiveFewLabels::keep);
    connect(m_forget, &QToolButton::clicked, &m_live, &LiveFewLabels::forgetKept);
    return bar;
}

QSize FewLabelsPanel::sizeHint() const
{
    return QSize(36, 26) * fontMetrics().height();
}

void FewLabelsPanel::setInSight(bool inSight)
{
    m_live.setActive(inSight);
}

void FewLabelsPanel::fillTowers()
{
    const auto setup = m_moment.setup();
    m_tower->clear();
    for (int t = 0; setup && t < setup->towers(); ++t)
        m_tower->addItem(tr("of: %1").arg(modalityName(setup->modality(t).name)));
    m_tower->setCurrentIndex(m_live.tower());
}

FewLabelProbe FewLabelsPanel::probe() const
{
    return FewLabelProbe(m_probe->currentIndex());
}

std::vector<FewLabelsPanel::Shown> FewLabelsPanel::shown() const
{
    std::vector<Shown> curves;
    if (m_live.now()) curves.push_back({ tr("%1, now").arg(m_live.now()->name), m_live.now() });
    if (m_live.inputs()) curves.push_back({ tr("what the tower is given"), m_live.inputs() });
    for (const auto& kept : m_live.kept())
        if (kept->tower == m_live.tower())
            curves.push_back(
                { tr("%1, step %2").arg(kept->name, QLocale().toString(qlonglong(kept->step))),
                    kept });
    std::erase_if(curves, [](const Shown& one) { return one.curve->accuracies.labels.empty(); });
    return curves;
}

void FewLabelsPanel::showCurves()
{
    const auto curves = shown();
    std::vector<ArmChart::Series> series;
    QStringList arms;
    if (m_moment.setup() && !curves.empty()) {
        for (const int count : curves.front().curve->accuracies.labels)
            arms << QLocale().toString(count);
        for (const Shown& one : curves)
            series.push_back({ one.name, one.curve->accuracies.of(probe()) });
        m_chart->setReference(ArmChart::Reference {
            curves.front().curve->accuracies.chance, tr("always the largest") });
    }
    m_chart->setEmptyText(emptyText());
    m_chart->setArms(arms, tr("accuracy over labels a class"));
    m_chart->setSeries(std::move(series));
    m_chart->setAccessibleName(tr("Few labels"));
    m_chart->setAccessibleDescription(header());
    m_keep->setEnabled(m_live.now() && !curves.empty());
    m_forget->setEnabled(!m_live.kept().empty());
    m_hint->setState(header());
    // Who takes a picture of it by itself should wait.
    m_chart->setProperty(
        "waits", m_moment.setup() && m_live.failure().isEmpty() && !m_live.isUpToDate());
}

QString FewLabelsPanel::header() const
{
    const auto now = m_live.now();
    if (!now || now->accuracies.labels.empty()) return {};
    const std::vector<double>& draws = now->accuracies.of(probe()).front();
    double mean = 0;
    for (const double accuracy : draws)
        mean += accuracy / double(draws.size());
    if (!std::isfinite(mean)) return tr("Step %1").arg(QLocale().toString(qlonglong(now->step)));
    return tr("Step %1: one label a class is right for %2 %")
        .arg(QLocale().toString(qlonglong(now->step)), QLocale().toString(100 * mean, 'f', 0));
}

QString FewLabelsPanel::emptyText() const
{
    const auto setup = m_moment.setup();
    if (setup && setup->dataset().labels.empty())
        return tr("These data have no classes, so there is nothing to label.");
    if (!m_live.failure().isEmpty())
        return tr("The labels could not be judged: %1").arg(m_live.failure());
    if (m_live.now() && m_live.now()->accuracies.labels.empty())
        return tr("Labels are judged where there are at least two classes, and no more of them "
                  "than %1.")
            .arg(QLocale().toString(qlonglong(mostLabelled)));
    return weightsText(m_moment, tr("Waiting for the first step…"));
}

QList<QStringList> FewLabelsPanel::table() const
{
    QStringList titles { tr("curve"), tr("labels a class"), tr("mean accuracy") };
    for (int draw = 1; draw <= fewLabelDraws; ++draw)
        titles << tr("draw %1").arg(draw);
    QList<QStringList> rows { titles };
    for (const Shown& one : shown()) {
        const FewLabelCurve& curve = one.curve->accuracies;
        for (std::size_t i = 0; i < curve.labels.size(); ++i) {
            const std::vector<double>& draws = curve.of(probe())[i];
            double mean = 0;
            QStringList cells;
            for (const double accuracy : draws) {
                mean += accuracy / double(draws.size());
                cells << (std::isfinite(accuracy) ? QString::number(accuracy, 'g', 6) : QString());
            }
            rows << (QStringList { one.name, QString::number(curve.labels[i]),
                         std::isfinite(mean) ? QString::number(mean, 'g', 6) : QString() }
                + cells);
        }
    }
    return rows;
}

void FewLabelsPanel::retranslate()
{
    m_hint->setTexts(tr("How far a few labels go"), tr("Few labels"),
        tr("<p>Some training items of each class are labelled, and a simple classifier is fitted "
           "to them; the curve says for how many held-out items it is right. A dot is one draw "
           "of labelled items, the line their mean.</p>"
           "<p>Good embeddings need few labels. The line to beat is that of the raw inputs, "
           "which have learnt nothing; below the dashed line one might as well always name the "
           "largest class.</p>"
           "<p>“Keep this curve” leaves it here while you train another task: so contrast, "
           "autoencoder and adversary stand in one picture. The last curve of a run that another "
           "takes the place of is kept by itself.</p>"));
    m_tower->setToolTip(tr("Whose inputs and embeddings are judged"));
    nameBox(*m_tower, m_tower->toolTip());
    m_probe->setItemText(0, tr("nearest neighbour"));
    m_probe->setItemText(1, tr("linear (least squares)"));
    m_probe->setItemText(2, tr("logistic"));
    m_probe->setToolTip(tr("The classifier that is fitted to the labelled items"));
    nameBox(*m_probe, m_probe->toolTip());
    m_keep->setText(tr("Keep this curve"));
    m_keep->setToolTip(tr("It stays here beside those of later runs on the same data"));
    m_forget->setText(tr("Forget kept ones"));
    m_forget->setToolTip(tr("Only the run of now and the inputs stay"));
    fillTowers();
    showCurves();
}

void FewLabelsPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace contrastlab
