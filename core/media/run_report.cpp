// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Items are looked up in the order of the matrix first, so that these have pictures where there is
// no room for all.
#include "media/run_report.h"

#include "base/problem.h"
#include "media/chinese_texts.h"
#include "media/open_run_data.h"
#include "store/atomic_file.h"

#include <QBuffer>
#include <QResource>

#include <algorithm>
#include <unordered_map>

/// Q_INIT_RESOURCE declares a global function, so it must stand outside of every namespace.
static void registerReport()
{
    Q_INIT_RESOURCE(report);
}

namespace contrastlab {

namespace {

constexpr std::size_t mostPictureBytes = 2'600'000;
constexpr std::size_t mostCaptionBytes = 600'000;
constexpr std::size_t mostCaptions = 5; ///< an item
constexpr qsizetype longestCaption = 300; ///< characters
constexpr int pictureQuality = 80;

QByteArray pageOfReport()
{
    [[maybe_unused]] static const bool registered = (registerReport(), true);
    return QResource(QStringLiteral(":/report/report.html")).uncompressedData();
}

QImage shrunken(const QImage& picture, int side)
{
    return std::max(picture.width(), picture.height()) > side
        ? picture.scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation)
        : picture;
}

// As PNG where something shines through, else as the smaller of both.
std::string dataUriOf(const QImage& picture)
{
    const bool opaque = !picture.hasAlphaChannel();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (picture.isNull() || !buffer.open(QIODevice::WriteOnly)
        || !picture.save(&buffer, opaque ? "JPEG" : "PNG", opaque ? pictureQuality : -1))
        return {};
    return (opaque ? "data:image/jpeg;base64," : "data:image/png;base64,")
        + bytes.toBase64().toStdString();
}

std::string shortened(const std::string& text)
{
    const QString whole = QString::fromStdString(text);
    return whole.size() <= longestCaption
        ? text
        : (whole.left(longestCaption) + QChar(0x2026)).toStdString();
}

/// What items look and read like, as long as there is room in the page.
class ItemReader {
public:
    ItemReader(const RunSetup& setup, const ItemMedia* media, std::size_t items)
        : m_setup(setup)
        , m_media(media)
        , m_side(items <= 200 ? 56 : 36)
    {
    }

    ReportItem read(Index item)
    {
        const Dataset& dataset = m_setup.dataset();
        const auto place = static_cast<std::size_t>(item);
        ReportItem read { .item = item };
        if (place < dataset.itemNames.size())
            read.name = { shortened(dataset.itemNames[place].en),
                shortened(dataset.itemNames[place].zh) };
        if (place < dataset.labels.size()) read.label = dataset.labels[place];
        if (!m_media) return read;
        read.captions = captionsOf(item);
        read.picture = pictureOf(item);
        return read;
    }

private:
    // Those of the towers before others.
    [[nodiscard]] std::vector<const ModalityData*> ofKind(ModalityKind kind) const
    {
        std::vector<const ModalityData*> found;
        const auto add = [&](const ModalityData& modality) {
            if (modality.kind == kind && std::ranges::find(found, &modality) == found.end())
                found.push_back(&modality);
        };
        for (int t = 0; t < m_setup.towers(); ++t)
            add(m_setup.modality(t));
        for (const ModalityData& modality : m_setup.dataset().modalities)
            add(modality);
        return found;
    }

    std::vector<std::string> captionsOf(Index item)
    {
        std::vector<std::string> captions;
        for (const ModalityData* modality : ofKind(ModalityKind::text))
            for (const std::string& caption : m_media->captions(modality->name, item)) {
                if (captions.size() == mostCaptions) return captions;
                const std::string text = shortened(caption);
                if (m_captionBytes + text.size() > mostCaptionBytes) return captions;
                m_captionBytes += text.size();
                captions.push_back(text);
            }
        return captions;
    }

    std::string pictureOf(Index item)
    {
        for (const ModalityData* modality : ofKind(ModalityKind::image)) {
            const std::string uri =
                dataUriOf(shrunken(m_media->picture(modality->name, item, 0, m_side), m_side));
            if (uri.empty() || m_pictureBytes + uri.size() > mostPictureBytes) continue;
            m_pictureBytes += uri.size();
            return uri;
        }
        return {};
    }

    const RunSetup& m_setup;
    const ItemMedia* m_media;
    int m_side;
    std::size_t m_pictureBytes = 0;
    std::size_t m_captionBytes = 0;
};

std::vector<ReportItem> itemsOf(const RunSetup& setup, const ItemMedia* media)
{
    const ProbeSet probes = chooseProbes(setup);
    ItemReader reader(setup, media, probes.projectionItems.size());
    std::unordered_map<Index, ReportItem> known;
    for (const auto* items : { &probes.heatmapItems, &probes.projectionItems })
        for (const Index item : *items)
            if (!known.contains(item)) known.emplace(item, reader.read(item));
    std::vector<ReportItem> ordered;
    for (const Index item : probes.projectionItems)
        ordered.push_back(known.at(item));
    return ordered;
}

} // namespace

ReportedRun openForReport(
    const std::string& file, const std::string& dataset, const ProgressCallback& progress)
{
    const StoredRun stored = readRun(file);
    ReportedRun opened;
    opened.source = { .run = stored.run,
        .program = stored.file->program(),
        .engineLevel = stored.file->engineLevel(),
        .data = stored.file->data() };
    const RunSpec spec = specOfRecorded(*stored.file, dataset);
    try {
        const OpenedData data = openRunData(file, *stored.file, spec, progress);
        opened.source.setup = setupOf(file, spec, data.dataset);
        opened.media = data.media;
    } catch (const InputError& error) {
        if (!dataset.empty()) throw;
        opened.source.noData = error.message();
    }
    return opened;
}

void writeRunReport(ThreadPool& pool, ReportedRun run, const std::string& path)
{
    requireWritable(path);
    ReportSource& source = run.source;
    if (source.setup) source.items = itemsOf(*source.setup, run.media.get());
    const ChineseTexts chinese;
    source.chinese = [&chinese](const char* context, const std::string& text) {
        return chinese.of(context, text);
    };
    const QByteArray page = pageOfReport();
    writeAtomically(path,
        reportPage(pool, source, { page.constData(), static_cast<std::size_t>(page.size()) }));
}

} // namespace contrastlab
