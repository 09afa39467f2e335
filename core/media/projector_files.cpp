// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// QImage needs no window system, so this runs in the command line as well.
#include "media/projector_files.h"

#include "base/problem.h"
#include "store/atomic_file.h"
#include "store/csv.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>

#include <algorithm>

namespace contrastlab {

namespace {

constexpr int mostSpriteSide = 8192;
constexpr int largestTile = 64;
constexpr int smallestTile = 8; ///< below it nothing can be recognised

struct ProjectorRow {
    int tower = 0;
    std::size_t place = 0; ///< in the table
};

std::vector<ProjectorRow> rowsOf(const EmbeddingTable& table)
{
    std::vector<ProjectorRow> rows;
    for (int t = 0; t < table.setup->towers(); ++t)
        for (std::size_t i = 0; i < table.items.size(); ++i)
            if (table.setup->modality(t).has(table.items[i])) rows.push_back({ t, i });
    return rows;
}

// The format knows no quotation: a field ends at a tab or a line's end.
std::string field(std::string text)
{
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
    return text;
}

void writeVectors(
    const std::string& path, const EmbeddingTable& table, const std::vector<ProjectorRow>& rows)
{
    AtomicFile file(path);
    for (const ProjectorRow& row : rows) {
        std::string line;
        for (const float value :
            table.rows[static_cast<std::size_t>(row.tower)].row(static_cast<Index>(row.place)))
            line += (line.empty() ? "" : "\t") + csvNumber(value);
        file.write(line + '\n');
    }
    file.commit();
}

void writeMetadata(
    const std::string& path, const EmbeddingTable& table, const std::vector<ProjectorRow>& rows)
{
    const Dataset& dataset = table.setup->dataset();
    std::string text = "name\tmodality\tlabel\tsplit\titem\n";
    for (const ProjectorRow& row : rows) {
        const Index item = table.items[row.place];
        const std::int64_t label = table.labels[row.place];
        const std::string labelName = nameOfLabel(dataset, label);
        text += field(nameOfItem(dataset, item)) + '\t'
            + field(table.setup->modality(row.tower).name) + '\t'
            + (labelName.empty() ? std::to_string(label) : field(labelName)) + '\t'
            + nameOf(table.parts[row.place]) + '\t' + std::to_string(item) + '\n';
    }
    writeAtomically(path, text);
}

// An item's words and sounds are shown by its picture too.
class Sprite {
public:
    Sprite(const EmbeddingTable& table, const ItemMedia* media, std::size_t rows) : m_media(media)
    {
        while (m_grid * m_grid < static_cast<int>(rows))
            ++m_grid;
        m_tile = std::min(largestTile, mostSpriteSide / std::max(1, m_grid));
        for (const ModalityData& modality : table.setup->dataset().modalities)
            if (modality.kind == ModalityKind::image) m_modality = modality.name;
    }
    [[nodiscard]] bool isWanted() const
    {
        return m_media && !m_modality.empty() && m_grid > 0 && m_tile >= smallestTile;
    }
    [[nodiscard]] int tile() const { return m_tile; }

    [[nodiscard]] QImage draw(
        const EmbeddingTable& table, const std::vector<ProjectorRow>& rows) const
    {
        QImage sprite(m_grid * m_tile, m_grid * m_tile, QImage::Format_RGB32);
        sprite.fill(Qt::white);
        QPainter painter(&sprite);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const QImage picture =
                m_media->picture(m_modality, table.items[rows[i].place], 0, m_tile);
            QRect place(QPoint(), picture.size());
            place.moveCenter(cell(static_cast<int>(i)).center());
            if (!picture.isNull()) painter.drawImage(place, picture);
        }
        return sprite;
    }

private:
    [[nodiscard]] QRect cell(int number) const
    {
        return { number % m_grid * m_tile, number / m_grid * m_tile, m_tile, m_tile };
    }

    const ItemMedia* m_media;
    std::string m_modality;
    int m_grid = 0;
    int m_tile = 0;
};

void writePng(const std::string& path, const QImage& image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::WriteOnly) || !image.save(&buffer, "PNG"))
        throw InputError(path, "", QT_TRANSLATE_NOOP("Message", "cannot be written as PNG"));
    writeAtomically(
        path, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

std::string configText(std::int64_t step, int tile)
{
    std::string text = "embeddings {\n  tensor_name: \"ContrastLab, step " + std::to_string(step)
        + "\"\n  tensor_path: \"vectors.tsv\"\n  metadata_path: \"metadata.tsv\"\n";
    if (tile > 0) {
        const std::string side = "    single_image_dim: " + std::to_string(tile) + "\n";
        text += "  sprite {\n    image_path: \"sprite.png\"\n" + side + side + "  }\n";
    }
    return text + "}\n";
}

} // namespace

std::vector<std::string> writeProjectorFiles(const std::string& folder, const EmbeddingTable& table,
    const ItemMedia* media, std::int64_t step)
{
    const std::vector<ProjectorRow> rows = rowsOf(table);
    std::vector<std::string> files { folder + "/vectors.tsv", folder + "/metadata.tsv" };
    writeVectors(files[0], table, rows);
    writeMetadata(files[1], table, rows);
    const Sprite sprite(table, media, rows.size());
    if (sprite.isWanted()) {
        files.push_back(folder + "/sprite.png");
        writePng(files.back(), sprite.draw(table, rows));
    }
    files.push_back(folder + "/projector_config.pbtxt"); // last: it speaks of the others
    writeAtomically(files.back(), configText(step, sprite.isWanted() ? sprite.tile() : 0));
    return files;
}

} // namespace contrastlab
