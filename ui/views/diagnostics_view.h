// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The dock of diagnostics: what the doctor says, a small plot over time of every number, how the
// cosines and the singular values are spread now. Window thread.
#pragma once

#include "run/run_moment.h"
#include "views/diagnostic_tiles.h"

#include <QScrollArea>

#include <array>

class QLabel;
class QGridLayout;

namespace contrastlab {

class DoctorPanel;
class ViewHint;
class HistogramChart;
class ParameterEdits;

class DiagnosticsView : public QScrollArea {
    Q_OBJECT

public:
    DiagnosticsView(RunMoment& moment, ParameterEdits& edits, QWidget* parent = nullptr);

    [[nodiscard]] DoctorPanel& doctor() { return *m_doctor; }
    [[nodiscard]] const std::vector<Sparkline*>& sparklines() const { return m_sparklines; }
    [[nodiscard]] HistogramChart& histogram() { return *m_histogram; }
    /// Of the first pair's first or second modality.
    [[nodiscard]] QString collapseText(std::size_t side) const;
    /// The scale 1 / temperature, and whether it lies at an end of its range.
    [[nodiscard]] QString scaleText() const;

    /// Every number of every record in the small plots, with titles.
    [[nodiscard]] QList<QStringList> table() const;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeLights(QWidget* parent);
    void makeTiles();
    void arrange();
    [[nodiscard]] int columnsFor(int width) const;
    void follow(const MomentChange& change);
    void clear();
    void sayWhatIsAwaited();
    void append();
    void showMoment();
    void showCollapse(const Diagnostics& heldOut);
    void showScale(const TrainingDiagnostics& entry);
    void showHistogram(const SimilarityStatistics& similarity);
    void showSpectra(const Diagnostics& heldOut);
    void retranslate();

    RunMoment& m_moment;
    ViewHint* m_hint;
    DoctorPanel* m_doctor;
    QLabel* m_empty;
    struct Light {
        QLabel* light;
        QLabel* text;
    };
    std::array<Light, 2> m_collapse; ///< one a modality of the first pair
    Light m_scale; ///< of the temperature's clamp
    QWidget* m_lights;
    QGridLayout* m_grid;
    QWidget* m_plots;
    std::vector<DiagnosticTile> m_tiles;
    std::vector<Sparkline*> m_sparklines; ///< one a tile
    std::vector<QLabel*> m_headings; ///< one a group that has tiles
    HistogramChart* m_histogram;
    QLabel *m_histogramHeading, *m_spectrumHeading;
    Sparkline *m_spectrumA, *m_spectrumB;
    int m_columns = 0;
    std::int64_t m_lastStep = -1; ///< of the entries in the small plots
};

} // namespace contrastlab
