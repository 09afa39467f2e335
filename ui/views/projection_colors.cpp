// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the points of the projection are coloured by, what stands in their place, and what is said
// of them. Window thread.
#include "run/item_names.h"
#include "run/picture_modality.h"
#include "views/item_card.h"
#include "views/item_sprites.h"
#include "views/projection_view.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

namespace contrastlab {

namespace {

constexpr double roomForPicture = 26, roomForWord = 44; // pixels a point in sight
constexpr int spriteSide = 24;
constexpr int restBetweenReads = 1000; // ms
constexpr Index mostCandidates = 10000; // for a partner's place
constexpr std::array lastRanks { 0, 4, 9, 49 }; // of the bins but the last
constexpr std::array leastCosines { 0.75f, 0.5f, 0.25f, 0.0f };

int rankBin(Index rank)
{
    return int(std::ranges::lower_bound(lastRanks, int(rank)) - lastRanks.begin());
}

int cosineBin(float cosine)
{
    int bin = 0;
    while (bin < int(leastCosines.size()) && !(cosine >= leastCosines[std::size_t(bin)]))
        ++bin;
    return bin;
}

} // namespace

void ProjectionView::setColorBy(ColorBy by)
{
    if (std::exchange(m_colorBy, by) == by) return;
    m_sinceRead.invalidate();
    m_partnerBins.clear();
    readPartners();
    nameColors();
    colorPoints();
    if (m_companion) m_companion->setColorBy(by);
    tellGreyed(); // other colours have another filter
}

namespace {

/// Of each item of a pair of towers, by its cosine with its partner or by how many come before
/// that, among `candidates` of them that are spread evenly.
std::vector<int> partnerBins(const std::vector<Matrix<float>>& rows, const TrainedPair& pair,
    const PartnerNumbers& partners, bool byRank, const std::stop_token& stop)
{
    const Matrix<float>& a = rows[std::size_t(pair.a)];
    const Matrix<float>& b = rows[std::size_t(pair.b)];
    std::vector<Index> candidates(std::size_t(std::min(b.rows(), mostCandidates)));
    for (std::size_t i = 0; i < candidates.size(); ++i)
        candidates[i] = Index(i) * b.rows() / std::ssize(candidates);
    const Matrix<float> others =
        byRank ? Matrix<float>(b(candidates, Eigen::all)) : Matrix<float>();
    std::vector<int> bins;
    for (Index i = 0; i < a.rows() && !stop.stop_requested(); ++i) {
        float own = a.row(i).dot(b.row(i));
        if (!byRank) {
            bins.push_back(cosineBin(own));
            continue;
        }
        const Vector<float> cosines = others * a.row(i).transpose();
        for (Index j = 0; j < cosines.size(); ++j)
            if (cosines[j] > own
                && partners.arePartners(std::size_t(i), std::size_t(candidates[std::size_t(j)])))
                own = cosines[j];
        bins.push_back(rankBin((cosines.array() > own).count()));
    }
    return bins;
}

} // namespace

// A search through all items takes a while: not at every frame of a run that goes on.
void ProjectionView::readPartners()
{
    const bool byRank = m_colorBy == ColorBy::rank;
    const bool wanted = byRank || m_colorBy == ColorBy::cosine;
    if (!m_moment.setup() || !m_map->rows() || !wanted) return;
    if (m_sinceRead.isValid() && m_moment.isMoving() && m_sinceRead.elapsed() < restBetweenReads)
        return;
    m_sinceRead.start();
    m_partners.submit([this, reading = ++m_reading, rows = m_map->rows(), setup = m_moment.setup(),
                          items = m_map->items(), byRank](const std::stop_token& stop) {
        const TrainedPair pair = setup->pairs().front();
        std::vector<int> bins =
            partnerBins(*rows, pair, setup->partners(pair, items), byRank, stop);
        QMetaObject::invokeMethod(
            this,
            [this, reading, bins = std::move(bins)] {
                if (reading != m_reading) return;
                m_partnerBins = bins;
                colorPoints();
            },
            Qt::QueuedConnection);
    });
}

int ProjectionView::colorOf(int point) const
{
    const auto& items = m_map->items();
    const int count = int(items.size()), place = point % count;
    switch (m_colorBy) {
    case ColorBy::group:
        break;
    case ColorBy::modality:
        return point / count;
    case ColorBy::rank:
    case ColorBy::cosine:
        return place < std::ssize(m_partnerBins) ? m_partnerBins[std::size_t(place)] : -1;
    }
    const Dataset& dataset = m_moment.setup()->dataset();
    if (dataset.labels.empty()) return 0;
    return m_colors.colorOf(dataset.labels[std::size_t(items[std::size_t(place)])]);
}

void ProjectionView::colorPoints()
{
    if (!m_moment.setup() || m_map->items().empty()) return;
    std::vector<int> colors;
    for (int point = 0; point < pointCount(); ++point)
        colors.push_back(colorOf(point));
    setColors(colors);
    nameColors();
}

QStringList ProjectionView::colorNames() const
{
    const auto setup = m_moment.setup();
    switch (m_colorBy) {
    case ColorBy::group:
        return m_colors.names(setup->dataset());
    case ColorBy::modality: {
        QStringList names;
        for (int tower = 0; tower < setup->towers(); ++tower)
            names << modalityName(setup->modality(tower).name);
        return names;
    }
    case ColorBy::rank:
        return { tr("partner first"), tr("2 to 5"), tr("6 to 10"), tr("11 to 50"), tr("later") };
    case ColorBy::cosine:
        break;
    }
    return { tr("cosine above 0.75"), tr("above 0.5"), tr("above 0.25"), tr("above 0"),
        tr("below 0") };
}

void ProjectionView::nameColors()
{
    if (!m_moment.setup()) return;
    const bool grey = m_colorBy == ColorBy::group && m_colors.hasOthers();
    setColorLegend(colorNames(), grey ? m_colors.others() : -1);
}

namespace {

QString mapName(LiveMap::Kind kind)
{
    switch (kind) {
    case LiveMap::Kind::pca:
        return ProjectionView::tr("PCA");
    case LiveMap::Kind::tsne:
        return QStringLiteral("t-SNE");
    case LiveMap::Kind::umap:
        return QStringLiteral("UMAP");
    case LiveMap::Kind::classes:
        return ProjectionView::tr("axes between groups");
    case LiveMap::Kind::axes:
        return ProjectionView::tr("chosen axes");
    case LiveMap::Kind::sphere:
        return ProjectionView::tr("the embeddings themselves");
    }
    return {};
}

} // namespace

QString ProjectionView::itemsText() const
{
    const QLocale locale;
    const Index shown = std::ssize(m_map->items());
    const QString count = shown == m_map->allItems()
        ? locale.toString(qlonglong(shown))
        : tr("%1 of %2")
              .arg(
                  locale.toString(qlonglong(shown)), locale.toString(qlonglong(m_map->allItems())));
    switch (m_map->itemsOf()) {
    case LiveMap::Of::heldOut:
        return tr("%1 held-out items").arg(count);
    case LiveMap::Of::training:
        return tr("%1 training items").arg(count);
    case LiveMap::Of::all:
        break;
    }
    return tr("%1 items, held out and trained on").arg(count);
}

QString ProjectionView::header() const
{
    if (m_map->points().empty() || !m_moment.setup()) return {};
    const QLocale locale;
    const auto number = [&](double value) { return locale.toString(value, 'f', 2); };
    QStringList parts { mapName(m_map->kind()) };
    const RowsHealth& health = m_map->health();
    if (health.notNumbers > 0)
        parts << tr("%1 of %2 embeddings are not numbers")
                     .arg(locale.toString(qlonglong(health.notNumbers)),
                         locale.toString(qlonglong(health.rows)));
    if (health.allSame) parts << tr("all embeddings are the same");
    if (const auto quality = m_map->quality())
        parts << tr("trust %1, continuity %2, overlap %3%")
                     .arg(number(quality->trustworthiness), number(quality->continuity),
                         locale.toString(100 * quality->neighbourOverlap, 'f', 0));
    if (m_map->kind() == LiveMap::Kind::pca) {
        const auto& shares = m_map->explained();
        const double all = std::accumulate(shares.begin(), shares.end(), 0.0);
        parts << tr("%1% of variance").arg(locale.toString(100 * all, 'f', 0));
    }
    if (m_colorBy == ColorBy::rank && std::ssize(m_map->items()) > mostCandidates)
        parts << tr("places among %1 of them").arg(locale.toString(qlonglong(mostCandidates)));
    if (m_map->isHeld()) parts << tr("axes held");
    if (m_map->isStopped()) parts << tr("stopped");
    if (const int used = m_map->usedNeighbourhood(); used < m_map->neighbourhood())
        parts << tr("neighbourhood of %1, the most for so few points").arg(used);
    parts << tr("step %1").arg(locale.toString(qlonglong(m_map->step())));
    if (const auto progress = m_map->progress(); progress.total > 0)
        parts << tr("iteration %1 of %2").arg(progress.done).arg(progress.total);
    parts << itemsText();
    return parts.join(QStringLiteral(" · "));
}

QString ProjectionView::caution() const
{
    const QString meter = tr(
        "Trustworthiness: neighbours in the map are neighbours in the space. Continuity: "
        "neighbours "
        "in the space stay neighbours in the map. 1 is best, a random map has about 0.5. Overlap: "
        "how many of 15 neighbours are the same (Venna and Kaski 2001).");
    switch (m_map->kind()) {
    case LiveMap::Kind::pca:
        return tr("What lies together in this plane may be far apart in the space: it shows a part "
                  "of the variance only.")
            + QLatin1Char(' ') + meter;
    case LiveMap::Kind::classes:
        return tr("These axes are chosen to pull the groups apart: that they lie apart here proves "
                  "nothing.")
            + QLatin1Char(' ') + meter;
    case LiveMap::Kind::axes:
        return tr("Each axis runs from one embedding to another; what lies across both is not "
                  "seen.")
            + QLatin1Char(' ') + meter;
    case LiveMap::Kind::sphere:
        return tr(
            "Nothing is lost here: embeddings have length 1, and the cosine of two is that of "
            "the angle between them.");
    case LiveMap::Kind::tsne:
    case LiveMap::Kind::umap:
        break;
    }
    return tr("Sizes of clusters and distances between them mean nothing here; only who is whose "
              "neighbour does.")
        + QLatin1Char(' ') + meter;
}

// Pictures for what has one, words for what is read.
QImage ProjectionView::pictureOf(int point, double room)
{
    const ItemFocus::Items items = itemsOf(point);
    if (items.empty()) return {};
    const FocusedItem& one = items.front();
    const bool words = m_moment.setup()->modality(one.tower).kind == ModalityKind::text;
    if (room < (words ? roomForWord : roomForPicture)) return {};
    if (words) return wordOf(one.item, one.tower);
    if (!isOfPictures(m_moment.setup()->modality(one.tower))) return {};
    return m_sprites->sprite(one.item, spriteSide, devicePixelRatioF(), theme().pictureGround);
}

QImage ProjectionView::wordOf(Index item, int tower)
{
    QImage& image = m_words[{ item, tower }];
    if (!image.isNull() && image.devicePixelRatio() == devicePixelRatioF()) return image;
    const QFont small = scaledFont(0.8);
    const QFontMetrics metrics(small);
    const QString text =
        metrics.elidedText(itemTitle(m_moment, item), Qt::ElideRight, 6 * metrics.height());
    const QSize size(metrics.horizontalAdvance(text) + 6, metrics.height());
    image = QImage(size * devicePixelRatioF(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(devicePixelRatioF());
    image.fill(theme().background);
    QPainter painter(&image);
    painter.setFont(small);
    painter.setPen(theme().text);
    painter.drawText(QRect(QPoint(), size), Qt::AlignCenter, text);
    return image;
}

QList<QStringList> ProjectionView::table() const
{
    const auto& map = m_map->points();
    const auto setup = m_moment.setup();
    if (map.empty() || !setup) return {};
    QStringList head { tr("item"), tr("modality"), QStringLiteral("x"), QStringLiteral("y") };
    if (map.front().cols() == 3) head << QStringLiteral("z");
    QList<QStringList> table { head };
    const auto& items = m_map->items();
    for (int tower = 0; tower < int(map.size()); ++tower)
        for (std::size_t i = 0; i < items.size(); ++i) {
            QStringList row { itemTitle(m_moment, items[i]),
                modalityName(setup->modality(tower).name) };
            for (const float place : map[std::size_t(tower)].row(Index(i)))
                row << QString::number(double(place), 'g', 6);
            table << row;
        }
    return table;
}

} // namespace contrastlab
