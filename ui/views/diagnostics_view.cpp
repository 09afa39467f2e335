// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// As many columns of small plots as fit.
#include "views/diagnostics_view.h"

#include "objective/objective.h"
#include "plot/axis_ticks.h"
#include "plot/histogram_chart.h"
#include "run/item_names.h"
#include "run/waiting_text.h"
#include "views/doctor_panel.h"
#include "views/status_light.h"
#include "views/view_hint.h"
#include "views/view_menu.h"
#include "views/wrapping_row.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include <cmath>

namespace contrastlab {

namespace {

constexpr double narrowestTile = 11.5; ///< in heights of the font

QLabel* makeHeading(QWidget* parent)
{
    auto* label = new QLabel(parent);
    QFont bold = label->font();
    bold.setBold(true);
    label->setFont(bold);
    label->setContentsMargins(6, 6, 6, 0);
    label->setWordWrap(true); // a dock may be narrower than any one of them
    return label;
}

std::vector<double> countsOf(const std::array<std::int64_t, cosineBins>& bins)
{
    return { bins.begin(), bins.end() };
}

QString collapseName(Collapse collapse)
{
    switch (collapse) {
    case Collapse::none:
        return DiagnosticsView::tr("no collapse");
    case Collapse::dimensional:
        return DiagnosticsView::tr("dimensional collapse");
    case Collapse::complete:
        return DiagnosticsView::tr("complete collapse");
    }
    return {};
}

Severity severityOf(Collapse collapse)
{
    return collapse == Collapse::none       ? Severity::good
        : collapse == Collapse::dimensional ? Severity::warning
                                            : Severity::problem;
}

// log10 of sigma_k over the largest, against k.
void setSpectrum(Sparkline& plot, const Spectrum& spectrum)
{
    const Vector<double>& sigma = spectrum.singularValues;
    std::vector<double> keys, values;
    for (Index k = 0; k < sigma.size(); ++k) {
        keys.push_back(double(k + 1));
        values.push_back(std::log10(std::max(1e-6, sigma[k] / std::max(1e-30, sigma[0]))));
    }
    plot.setData(keys, values);
    plot.setValueText(
        DiagnosticsView::tr("RankMe %1").arg(shortNumber(spectrum.rankMe, plot.locale())));
}

} // namespace

DiagnosticsView::DiagnosticsView(RunMoment& moment, ParameterEdits& edits, QWidget* parent)
    : QScrollArea(parent)
    , m_moment(moment)
{
    auto* content = new QWidget(this);
    m_hint = new ViewHint(content);
    m_doctor = new DoctorPanel(moment, edits, content);
    m_empty = new QLabel(content);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setMargin(12);
    m_lights = makeLights(content);
    m_plots = new QWidget(content);
    m_grid = new QGridLayout(m_plots);
    m_grid->setContentsMargins(4, 0, 4, 4);
    m_grid->setSpacing(2);
    m_histogramHeading = makeHeading(m_plots);
    m_histogram = new HistogramChart(m_plots);
    m_histogram->setRange(-1, 1);
    m_spectrumHeading = makeHeading(m_plots);
    for (Sparkline** plot : { &m_spectrumA, &m_spectrumB })
        *plot = new Sparkline(m_plots);
    m_spectrumB->setColor(1);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_hint);
    layout->addWidget(m_doctor);
    layout->addWidget(m_empty);
    layout->addWidget(m_lights);
    layout->addWidget(m_plots);
    layout->addStretch(1);
    setWidget(content);
    setWidgetResizable(true);
    new ViewMenu(*this, *content, { [this] { return table(); } });
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    connect(&moment, &RunMoment::changed, this, &DiagnosticsView::follow);
    retranslate();
}

QWidget* DiagnosticsView::makeLights(QWidget* parent)
{
    auto* row = new QWidget(parent);
    auto* layout = new WrappingRow(row);
    layout->setContentsMargins(8, 2, 8, 2);
    layout->setSpacing(8);
    for (Light* light : { &m_collapse[0], &m_collapse[1], &m_scale }) {
        auto* group = new QWidget(row);
        auto* inside = new QHBoxLayout(group);
        inside->setContentsMargins({});
        inside->addWidget(light->light = new QLabel(group));
        inside->addWidget(light->text = new QLabel(group));
        layout->addWidget(group);
    }
    return row;
}

QSize DiagnosticsView::sizeHint() const
{
    const int em = fontMetrics().height();
    return { 28 * em, 20 * em };
}

// Everything anew: another run has other modalities, another language other words.
void DiagnosticsView::makeTiles()
{
    qDeleteAll(m_sparklines);
    qDeleteAll(m_headings);
    m_sparklines.clear();
    m_headings.clear();
    m_tiles.clear();
    const auto setup = m_moment.setup();
    if (!setup) return clear();
    m_tiles = diagnosticTiles(*setup);
    for (const DiagnosticTile& tile : m_tiles) {
        auto* plot = new Sparkline(m_plots);
        plot->setTitle(tile.title);
        plot->setToolTip(
            QStringLiteral("<p><b>%1</b></p>").arg(tile.title.toHtmlEscaped()) + tile.tip);
        plot->setAccessibleName(tile.title);
        plot->setColor(tile.color);
        m_sparklines.push_back(plot);
    }
    const TrainedPair pair = setup->pairs().front();
    m_spectrumA->setTitle(modalityName(setup->modality(pair.a).name));
    m_spectrumB->setTitle(modalityName(setup->modality(pair.b).name));
    m_columns = 0;
    arrange();
    clear();
    append();
    showMoment();
}

int DiagnosticsView::columnsFor(int width) const
{
    // Tiles come in pairs, one a modality.
    const int fitting = int(width / (narrowestTile * fontMetrics().height()));
    return std::clamp(fitting < 2 ? 1 : fitting / 2 * 2, 1, 8);
}

void DiagnosticsView::arrange()
{
    const int columns = columnsFor(viewport()->width());
    if (columns == m_columns || m_tiles.empty()) return;
    m_columns = columns;
    qDeleteAll(m_headings);
    m_headings.clear();
    int row = 0, column = 0;
    for (std::size_t i = 0; i < m_tiles.size(); ++i) {
        if (i == 0 || m_tiles[i].group != m_tiles[i - 1].group) {
            row += column > 0;
            column = 0;
            m_headings.push_back(makeHeading(m_plots));
            m_headings.back()->setText(groupTitle(m_tiles[i].group));
            m_grid->addWidget(m_headings.back(), row++, 0, 1, columns);
        }
        m_grid->addWidget(m_sparklines[i], row, column);
        if (++column == columns) column = 0, ++row;
    }
    row += column > 0;
    m_grid->addWidget(m_histogramHeading, row++, 0, 1, columns);
    m_grid->addWidget(m_histogram, row++, 0, 1, columns);
    m_grid->addWidget(m_spectrumHeading, row++, 0, 1, columns);
    const int half = std::max(1, columns / 2);
    m_grid->addWidget(m_spectrumA, row, 0, 1, half);
    m_grid->addWidget(m_spectrumB, row + (columns == 1), columns == 1 ? 0 : half, 1, half);
    for (int c = 0; c < 8; ++c)
        m_grid->setColumnStretch(c, c < columns ? 1 : 0);
}

void DiagnosticsView::follow(const MomentChange& change)
{
    if (change.data) return makeTiles();
    if (change.run != MomentChange::Run::same) clear();
    if (change.run != MomentChange::Run::same || change.diagnosticsLog) append();
    if (change.diagnostics || change.playhead) showMoment();
}

void DiagnosticsView::sayWhatIsAwaited()
{
    m_empty->setText(waitingText(m_moment, tr("Waiting for the first embeddings…")));
}

void DiagnosticsView::clear()
{
    m_lastStep = -1;
    sayWhatIsAwaited();
    for (Sparkline* plot : m_sparklines)
        plot->clear();
    m_histogram->setDistributions({});
    m_spectrumA->clear();
    m_spectrumB->clear();
    m_lights->hide();
    m_plots->hide();
    m_empty->show();
}

QList<QStringList> DiagnosticsView::table() const
{
    QList<QStringList> table { { tr("curve"), tr("step"), tr("value") } };
    for (std::size_t i = 0; i < m_tiles.size(); ++i) {
        const CurveData& curve = m_sparklines[i]->curve();
        const auto values = curve.values(CurveData::Line::Raw);
        for (std::size_t k = 0; k < values.size(); ++k)
            table << QStringList { m_tiles[i].title, QString::number(curve.keys()[k], 'g', 15),
                QString::number(values[k], 'g', 9) };
    }
    return table;
}

// The log may have grown past what was announced: what counts is what this view has shown.
void DiagnosticsView::append()
{
    const auto run = m_moment.run();
    if (!run || m_tiles.empty()) return;
    const auto entries = run->diagnostics.since(m_lastStep);
    if (entries.empty()) return;
    m_lastStep = entries.back()->step;
    for (std::size_t i = 0; i < m_tiles.size(); ++i)
        for (const auto& entry : entries)
            m_sparklines[i]->append(double(entry->step), m_tiles[i].value(*entry));
    m_empty->hide();
    m_plots->show();
    m_lights->show();
}

// The small plots show the whole run; numbers, lights and spreads are those of the playhead.
void DiagnosticsView::showMoment()
{
    const auto entry = m_moment.diagnostics();
    if (!entry || m_tiles.empty()) return;
    const bool newest = m_moment.playhead().following;
    for (std::size_t i = 0; i < m_tiles.size(); ++i) {
        const double value = m_tiles[i].value(*entry);
        m_sparklines[i]->setValueText(!std::isfinite(value) ? QStringLiteral("–")
                : newest                                    ? QString()
                                                            : shortNumber(value, locale()));
        if (m_tiles[i].references) m_sparklines[i]->setReferences(m_tiles[i].references(*entry));
    }
    showCollapse(entry->heldOut);
    showScale(*entry);
    showHistogram(entry->heldOut.similarity);
    showSpectra(entry->heldOut);
}

void DiagnosticsView::showCollapse(const Diagnostics& heldOut)
{
    const auto setup = m_moment.setup();
    const TrainedPair pair = setup->pairs().front();
    for (std::size_t side = 0; side < 2; ++side) {
        const Collapse collapse = side == 0 ? heldOut.a.collapse : heldOut.b.collapse;
        m_collapse[side].light->setPixmap(
            statusLight(severityOf(collapse), palette(), devicePixelRatioF()));
        m_collapse[side].text->setText(
            tr("%1: %2", "modality, kind of collapse")
                .arg(modalityName(setup->modality(side == 0 ? pair.a : pair.b).name),
                    collapseName(collapse)));
    }
}

void DiagnosticsView::showScale(const TrainingDiagnostics& entry)
{
    const bool used = m_moment.spec().isRelevant(*findParameter("temperature"));
    const bool clamped = entry.clamp != Clamp::none;
    m_scale.light->setVisible(used);
    m_scale.text->setVisible(used);
    m_scale.light->setPixmap(
        statusLight(clamped ? Severity::warning : Severity::good, palette(), devicePixelRatioF()));
    const QString scale = shortNumber(1 / entry.temperature, locale());
    m_scale.text->setText(
        clamped ? tr("scale %1: at its clamp").arg(scale) : tr("scale %1").arg(scale));
}

void DiagnosticsView::showHistogram(const SimilarityStatistics& similarity)
{
    m_histogram->setDistributions(
        { { tr("pairs that belong together"), 0, countsOf(similarity.positives) },
            { tr("others"), 1, countsOf(similarity.negatives) } });
    m_histogramHeading->setText(
        tr("Cosines now: overlap AUC %1").arg(shortNumber(similarity.overlapAuc, locale())));
}

void DiagnosticsView::showSpectra(const Diagnostics& heldOut)
{
    setSpectrum(*m_spectrumA, heldOut.a.spectrum);
    setSpectrum(*m_spectrumB, heldOut.b.spectrum);
}

QString DiagnosticsView::scaleText() const
{
    return m_scale.text->text();
}

QString DiagnosticsView::collapseText(std::size_t side) const
{
    return m_collapse[side].text->text();
}

void DiagnosticsView::retranslate()
{
    sayWhatIsAwaited();
    m_hint->setTexts(tr("Numbers should move away from their dashed lines"),
        tr("What the diagnostics show"),
        tr("<p>Each small plot is a number over the whole run, its latest value beside its name. "
           "Dashed lines say what to compare it with: chance, a collapse, a limit. Rest on a plot "
           "to read what it measures.</p>"
           "<p>Above them, what is amiss in plain words, with a remedy. The lights tell whether "
           "the embeddings of a modality collapse: all items at one place, or in few "
           "directions.</p>"));
    m_histogram->setAccessibleName(tr("Cosines of positive and negative pairs"));
    m_histogram->setAxisTitles(tr("cosine"), tr("share"));
    m_spectrumHeading->setText(tr("Singular values now"));
    const QString spectrum = tr("Decimal logarithm of the singular values of the embeddings over "
                                "the largest, from first to last. A cliff is a dimensional "
                                "collapse (Jing et al. 2022). The number is RankMe, the effective "
                                "rank.");
    m_spectrumA->setToolTip(spectrum);
    m_spectrumB->setToolTip(spectrum);
    m_lights->setToolTip(tr("Complete: the embeddings hardly vary (mean deviation under a tenth "
                            "of 1 / √d). Dimensional: they fill few of their dimensions (RankMe "
                            "under 0.3 d). Scale: 1 / temperature, at its clamp where learning "
                            "would take it below 1 or above 100."));
    makeTiles();
}

void DiagnosticsView::changeEvent(QEvent* event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() == QEvent::PaletteChange) showMoment();
}

void DiagnosticsView::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    arrange();
}

} // namespace contrastlab
