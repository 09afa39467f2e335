// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Definitions are those of core/analysis.
#include "views/diagnostic_tiles.h"

#include "analysis/evaluation.h"
#include "run/item_names.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace contrastlab {

namespace {

using Group = DiagnosticTile::Group;
using Values = const TrainingDiagnostics&;
using References = std::vector<Sparkline::Reference>;

struct Tiles {
    Q_DECLARE_TR_FUNCTIONS(Diagnostics)
};

constexpr int colorOfA = 0, colorOfB = 1, colorOfBoth = 4;

QString definition(const QString& text, const QString& range, const QString& source)
{
    return QStringLiteral("<p>%1</p><p>%2</p><p><small>%3</small></p>")
        .arg(text.toHtmlEscaped(), range.toHtmlEscaped(), source.toHtmlEscaped());
}

auto always(double value, const QString& label)
{
    return [=](Values) { return References { { value, label } }; };
}

class TileList {
public:
    explicit TileList(const RunSetup& setup)
        : m_setup(setup)
        , m_a(modalityName(setup.modality(setup.pairs().front().a).name))
        , m_b(modalityName(setup.modality(setup.pairs().front().b).name))
    {
    }
    std::vector<DiagnosticTile> all();

private:
    using Field = double Retrieval::*;
    using ModalityValue = double (*)(const ModalityDiagnostics&);

    void retrieval(const QString& title, const QString& tip, Field field, int k);
    void eachModality(Group group, const QString& title, const QString& tip, ModalityValue value,
        const std::function<References(Values)>& references = {});
    void addRetrieval();
    void addClasses();
    void addSimilarity();
    void addGeometry();
    void addTraining();
    void addLabels();

    const RunSetup& m_setup;
    QString m_a, m_b;
    std::vector<DiagnosticTile> m_tiles;
};

// Where a file does not say: a guess finds one partner among the first k of N in k / N of all
// cases; 0 stands for the rank.
void TileList::retrieval(const QString& title, const QString& tip, Field field, int k)
{
    const auto guess = [k, field](Values v) {
        const double items = double(std::max<std::int64_t>(1, v.items));
        const double known = v.heldOut.chance.aToB.*field;
        const double plain = k > 0 ? std::min(1.0, k / items) : items / 2;
        return References { { known > 0 ? known : plain, Tiles::tr("chance") } };
    };
    m_tiles.push_back({ Group::retrieval, title.arg(m_a, m_b), tip, colorOfA,
        [field](Values v) { return v.heldOut.retrieval.aToB.*field; }, guess });
    m_tiles.push_back({ Group::retrieval, title.arg(m_b, m_a), tip, colorOfB,
        [field](Values v) { return v.heldOut.retrieval.bToA.*field; }, guess });
}

void TileList::eachModality(Group group, const QString& title, const QString& tip,
    ModalityValue value, const std::function<References(Values)>& references)
{
    m_tiles.push_back({ group, title.arg(m_a), tip, colorOfA,
        [value](Values v) { return value(v.heldOut.a); }, references });
    m_tiles.push_back({ group, title.arg(m_b), tip, colorOfB,
        [value](Values v) { return value(v.heldOut.b); }, references });
}

void TileList::addRetrieval()
{
    const QString tip = definition(
        Tiles::tr("Share of held-out items whose partner is among the first k when the other "
                  "modality is sorted by cosine. Ties count in order of place, so a collapsed "
                  "model scores as a guess."),
        Tiles::tr("0 to 1; a guess: k / N, more where items repeat"),
        Tiles::tr("as open_clip counts it"));
    retrieval(Tiles::tr("recall@1 %1 → %2"), tip, &Retrieval::recallAt1, 1);
    retrieval(Tiles::tr("recall@5 %1 → %2"), tip, &Retrieval::recallAt5, 5);
    retrieval(Tiles::tr("recall@10 %1 → %2"), tip, &Retrieval::recallAt10, 10);
    retrieval(Tiles::tr("median rank %1 → %2"),
        definition(Tiles::tr("The rank that half of the partners reach or beat."),
            Tiles::tr("1 to N, the lower the better; a guess: N / 2, less where items repeat"),
            Tiles::tr("as open_clip counts it")),
        &Retrieval::medianRank, 0);
}

// In the order of the data, so that a tile keeps its place.
void TileList::addClasses()
{
    const ClassTask task = classTask(m_setup);
    if (!task.exists()) return;
    const std::span<const int> classes = m_setup.classes(task.names);
    const std::vector<std::string> names = classNames(m_setup);
    std::vector<Index> heldOut(names.size(), 0);
    for (const Index item : m_setup.complete(m_setup.split().heldOut))
        ++heldOut[static_cast<std::size_t>(classes[static_cast<std::size_t>(item)])];
    std::vector<Index> chosen;
    for (std::size_t c = 0; c < names.size(); ++c)
        if (heldOut[c] > 0) chosen.push_back(Index(c));
    std::ranges::stable_sort(chosen, std::ranges::greater {},
        [&](Index c) { return heldOut[static_cast<std::size_t>(c)]; });
    chosen.resize(std::min(chosen.size(), mostClassTiles));
    std::ranges::sort(chosen);
    for (const Index c : chosen) {
        const auto place = static_cast<std::size_t>(c);
        m_tiles.push_back({ Group::classes, QString::fromStdString(names[place]),
            definition(
                Tiles::tr(
                    "Share of the class's held-out items, %1 at most, whose nearest class name "
                    "is their own.")
                    .arg(heldOut[place]),
                Tiles::tr("0 to 1; a guess: 1 / %1").arg(names.size()),
                Tiles::tr("zero-shot, as CLIP classifies (Radford et al. 2021)")),
            colorOfA,
            [c](Values v) {
                return c < v.classAccuracies.size() ? v.classAccuracies[c] : std::nan("");
            },
            always(1.0 / double(names.size()), {}) });
    }
}

void TileList::addSimilarity()
{
    m_tiles.push_back({ Group::similarity, Tiles::tr("overlap AUC"),
        definition(Tiles::tr("Chance that a pair that belongs together has a higher cosine than "
                             "one that does not."),
            Tiles::tr("0 to 1; a guess: 0.5"), Tiles::tr("area under the ROC curve")),
        colorOfBoth, [](Values v) { return v.heldOut.similarity.overlapAuc; },
        always(0.5, Tiles::tr("chance")) });
    m_tiles.push_back({ Group::similarity, Tiles::tr("effective negatives"),
        definition(Tiles::tr("How many negatives share the push of a row: e to the entropy of "
                             "their softmax weights. Falls with the temperature."),
            Tiles::tr("1 to N − 1"), Tiles::tr("Wang and Liu 2021, relative penalty")),
        colorOfBoth, [](Values v) { return v.heldOut.similarity.effectiveNegatives; },
        [](Values v) {
            return References { { double(v.items - 1), Tiles::tr("all") } };
        } });
    m_tiles.push_back({ Group::similarity, Tiles::tr("alignment"),
        definition(Tiles::tr("Mean squared distance of the two embeddings of an item."),
            Tiles::tr("0 (equal) to 4 (opposite); 2: unrelated"), Tiles::tr("Wang and Isola 2020")),
        colorOfBoth, [](Values v) { return v.heldOut.alignment; },
        always(2, Tiles::tr("unrelated")) });
    m_tiles.push_back({ Group::similarity, Tiles::tr("modality gap"),
        definition(Tiles::tr("Distance between the mean embeddings of the two modalities."),
            Tiles::tr("0 to 2; 0.82 in CLIP"), Tiles::tr("Liang et al. 2022")),
        colorOfBoth, [](Values v) { return v.heldOut.modalityGap; }, always(0, {}) });
    m_tiles.push_back({ Group::similarity, Tiles::tr("“which modality?”"),
        definition(Tiles::tr("Accuracy of a linear classifier that is asked which modality an "
                             "embedding comes from."),
            Tiles::tr("0.5: the two lie mixed; 1: a plane parts them"),
            Tiles::tr("logistic regression on every other item")),
        colorOfBoth, [](Values v) { return v.heldOut.modalityProbe; },
        always(0.5, Tiles::tr("mixed")) });
}

void TileList::addGeometry()
{
    eachModality(
        Group::geometry, Tiles::tr("uniformity, %1"),
        definition(Tiles::tr("ln of the mean of e^(−2 d²) over all pairs of embeddings, d their "
                             "distance: the lower, the more evenly they are spread."),
            Tiles::tr("0: all equal; the line: spread evenly over the sphere"),
            Tiles::tr("Wang and Isola 2020")),
        [](const ModalityDiagnostics& m) { return m.uniformity; },
        [](Values v) {
            return References { { v.heldOut.uniformityBound, Tiles::tr("sphere") } };
        });
    eachModality(
        Group::geometry, Tiles::tr("RankMe, %1"),
        definition(Tiles::tr("Effective rank of the embeddings: e to the entropy of their "
                             "singular values."),
            Tiles::tr("1 to min(N, d); below the line: dimensional collapse"),
            Tiles::tr("Garrido et al. 2023")),
        [](const ModalityDiagnostics& m) { return m.spectrum.rankMe; },
        [](Values v) {
            const double most = double(v.heldOut.a.spectrum.singularValues.size());
            return References { { 0.3 * most, Tiles::tr("0.3 d") } };
        });
    eachModality(Group::geometry, Tiles::tr("participation ratio, %1"),
        definition(Tiles::tr("How many directions share the variance: (tr C)² / tr(C²) of the "
                             "covariance C."),
            Tiles::tr("0 (none varies), 1 to min(N, d)"),
            Tiles::tr("a cheaper relative of RankMe")),
        [](const ModalityDiagnostics& m) { return m.spectrum.participationRatio; });
}

void TileList::addTraining()
{
    m_tiles.push_back({ Group::training, Tiles::tr("temperature τ"),
        definition(Tiles::tr("Cosines are divided by it before the softmax; the scale is 1 / τ."),
            Tiles::tr("learned: 0.01 to 1, the lines"), Tiles::tr("CLIP (Radford et al. 2021)")),
        2, [](Values v) { return v.temperature; },
        [](Values v) {
            const bool near =
                v.temperature < 2 * leastLearnableTemperature || v.clamp == Clamp::lower;
            return near ? References { { leastLearnableTemperature, Tiles::tr("clamp") } }
                : v.clamp == Clamp::upper
                ? References { { mostLearnableTemperature, Tiles::tr("clamp") } }
                : References {};
        } });
    m_tiles.push_back({ Group::training, Tiles::tr("information bound"),
        definition(Tiles::tr("ln N − loss, in nats: the modalities share at least so much "
                             "information. Never more than ln N, the line."),
            Tiles::tr("at most ln N; none but for InfoNCE"),
            Tiles::tr("van den Oord et al. 2018; Poole et al. 2019")),
        2, [](Values v) { return v.informationBound; },
        [](Values v) {
            return References { { std::log(double(v.batchSize)), QStringLiteral("ln N") } };
        } });
    for (int tower = 0; tower < m_setup.towers(); ++tower)
        m_tiles.push_back({ Group::training,
            Tiles::tr("gradient norm, %1").arg(modalityName(m_setup.modality(tower).name)),
            definition(Tiles::tr("Length of the gradient of this tower's weights."),
                Tiles::tr("0: frozen, or nothing left to learn"),
                Tiles::tr("mean of the last 16 steps")),
            tower, [tower](Values v) { return v.towerGradientNorm[std::size_t(tower)]; }, {} });
    m_tiles.push_back({ Group::training, Tiles::tr("update ratio"),
        definition(Tiles::tr("Length of a step over the length of all weights."),
            Tiles::tr("about 0.001 to 0.01; below, training crawls; above, it jumps"),
            Tiles::tr("mean of the last 16 steps")),
        2, [](Values v) { return v.updateRatio; }, {} });
}

void TileList::addLabels()
{
    if (m_setup.dataset().labels.empty()) return;
    eachModality(Group::labels, Tiles::tr("tolerance, %1"),
        definition(Tiles::tr("Mean cosine of two items of the same group."), Tiles::tr("−1 to 1"),
            Tiles::tr("Wang and Liu 2021")),
        [](const ModalityDiagnostics& m) { return m.tolerance; });
    eachModality(Group::labels, Tiles::tr("neighbour probe, %1"),
        definition(Tiles::tr("Share of items whose 20 nearest neighbours vote for their group."),
            Tiles::tr("0 to 1"), Tiles::tr("Wu et al. 2018, temperature 0.07")),
        [](const ModalityDiagnostics& m) { return m.neighbourProbe; });
    eachModality(Group::labels, Tiles::tr("linear probe, %1"),
        definition(Tiles::tr("Accuracy of a linear classifier of the groups, fitted on every "
                             "other item and asked about the rest."),
            Tiles::tr("0 to 1"), Tiles::tr("logistic regression with an L2 penalty")),
        [](const ModalityDiagnostics& m) { return m.linearProbe; });
    m_tiles.push_back({ Group::labels, Tiles::tr("false negatives' share"),
        definition(Tiles::tr("Share of the negatives' push that comes from items of the same "
                             "group. The line: their share of all negatives."),
            Tiles::tr("0 to 1"), Tiles::tr("Wang and Liu 2021; Chuang et al. 2020")),
        colorOfBoth, [](Values v) { return v.heldOut.similarity.falseNegativeShare; },
        [](Values v) {
            return References { { v.heldOut.similarity.falseNegativeFraction,
                Tiles::tr("of all") } };
        } });
}

std::vector<DiagnosticTile> TileList::all()
{
    addRetrieval();
    addClasses();
    addSimilarity();
    addGeometry();
    addTraining();
    addLabels();
    return std::move(m_tiles);
}

} // namespace

QString groupTitle(Group group)
{
    switch (group) {
    case Group::retrieval:
        return Tiles::tr("Retrieval of held-out items");
    case Group::classes:
        return Tiles::tr("Accuracy by class");
    case Group::similarity:
        return Tiles::tr("Similarity of the two modalities");
    case Group::geometry:
        return Tiles::tr("Geometry of each modality");
    case Group::training:
        return Tiles::tr("Training");
    case Group::labels:
        return Tiles::tr("Groups");
    }
    return {};
}

std::vector<DiagnosticTile> diagnosticTiles(const RunSetup& setup)
{
    return TileList(setup).all();
}

} // namespace contrastlab
