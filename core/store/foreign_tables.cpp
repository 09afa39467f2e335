// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Another program may write anything: sizes are judged before they are believed.
#include "store/foreign_tables.h"

#include "analysis/probe_frame.h"
#include "objective/unit_rows.h"
#include "store/run_format.h"
#include "store/table_rows.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace contrastlab {

namespace {

constexpr std::int64_t mostItems = 65'536, mostWidth = 65'536;
constexpr std::size_t mostPictureBytes = std::size_t(256) << 20; ///< of all items

std::vector<std::string> linesOf(const std::string& text)
{
    std::vector<std::string> lines;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        if (end > from) lines.push_back(text.substr(from, end - from));
        from = end + 1;
    }
    return lines;
}

std::vector<TrainedPair> pairsAmong(std::int64_t towers)
{
    std::vector<TrainedPair> pairs;
    for (int a = 0; a < towers; ++a)
        for (int b = a + 1; b < towers; ++b)
            pairs.push_back({ a, b });
    return pairs;
}

// Numbers of the classes by first mention.
std::vector<int> labelsOfItems(const std::vector<RecordedItem>& items)
{
    std::vector<int> labels;
    for (const RecordedItem& item : items)
        labels.push_back(item.label);
    const bool any = std::ranges::any_of(labels, [](int label) { return label >= 0; });
    return any ? labels : std::vector<int>();
}

// The rows of the chosen items, of unit length, of the tower whose embeddings begin there.
Matrix<float> rowsFrom(const std::byte* data, const std::vector<Index>& items, std::int64_t width)
{
    Matrix<float> rows(std::ssize(items), width);
    const std::size_t bytes = static_cast<std::size_t>(width) * sizeof(float);
    for (std::size_t i = 0; i < items.size(); ++i)
        std::memcpy(rows.row(static_cast<Index>(i)).data(),
            data + static_cast<std::size_t>(items[i]) * bytes, bytes);
    toUnitRows(rows);
    return rows;
}

bool isSound(const EmbeddingsRow& row, Index items)
{
    const auto numbers = static_cast<std::uint64_t>(row.data.size()) / sizeof(float);
    return row.towers >= 2 && row.towers <= mostModalities && row.items == items && row.width >= 1
        && row.width <= mostWidth && row.temperature > 0 && row.data.size() % sizeof(float) == 0
        && numbers == static_cast<std::uint64_t>(row.towers * row.items * row.width);
}

} // namespace

std::vector<RecordedItem> itemsIn(Database& database)
{
    std::vector<RecordedItem> items;
    std::vector<std::string> labels;
    std::size_t bytes = 0;
    RowReader<ItemRow> rows(database, itemsTable);
    while (rows.next()) {
        const ItemRow row = rows.read();
        bytes += row.picture.size();
        rows.require(rows.id() == std::ssize(items) + 1 && rows.id() <= mostItems
            && bytes <= mostPictureBytes);
        RecordedItem& item = items.emplace_back();
        item.name = row.name;
        item.captions = linesOf(row.captions);
        item.picture.assign(reinterpret_cast<const char*>(row.picture.data()), row.picture.size());
        item.labelName = row.label;
        if (row.label.empty()) continue;
        const auto found = std::ranges::find(labels, row.label);
        item.label = static_cast<int>(found - labels.begin());
        if (found == labels.end()) labels.push_back(row.label);
    }
    return items;
}

ProbeSet probesOf(const std::vector<RecordedItem>& items)
{
    std::vector<Index> all(items.size());
    std::iota(all.begin(), all.end(), Index(0));
    return chooseProbes(all, {}, labelsOfItems(items));
}

std::shared_ptr<const ProbeFrame> frameOfEmbeddings(
    Database& database, std::int64_t id, std::int64_t step, const ProbeSet& probes, Index items)
{
    RowReader<EmbeddingsRow> rows(database, embeddingsTable, "id = " + std::to_string(id));
    if (!rows.next())
        throw InputError(database.name(), "embeddings of step " + std::to_string(step),
            "expected what was there when the file was opened");
    const EmbeddingsRow row = rows.read();
    rows.require(row.step == step && isSound(row, items));
    const std::vector<TrainedPair> pairs = pairsAmong(row.towers);
    auto frame = std::make_shared<ProbeFrame>();
    frame->step = step;
    frame->temperature = row.temperature;
    frame->temperatures = Vector<double>::Constant(std::ssize(pairs), row.temperature);
    frame->bias = row.bias;
    const std::size_t towerBytes = row.data.size() / static_cast<std::size_t>(row.towers);
    for (std::int64_t t = 0; t < row.towers; ++t)
        frame->embeddings.push_back(
            rowsFrom(row.data.data() + static_cast<std::size_t>(t) * towerBytes,
                probes.projectionItems, row.width));
    frame->similarities = similaritiesOf(probes, frame->embeddings, pairs);
    return frame;
}

} // namespace contrastlab
