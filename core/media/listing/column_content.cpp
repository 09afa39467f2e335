// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One thread.
#include "media/listing/column_content.h"

#include "media/bytes/text_file.h"
#include "media/listing/column_names.h"
#include "media/listing/listing.h"

#include <algorithm>
#include <set>

namespace contrastlab {

namespace {

constexpr double most = 0.5;
constexpr int fewestRows = 6;
constexpr std::size_t longestFileName = 1024;

bool isAddress(std::string_view cell)
{
    return cell.find("://") != std::string_view::npos && cell.find(' ') == std::string_view::npos;
}

bool isNumber(std::string_view cell)
{
    return cell.find_first_of("0123456789") != std::string_view::npos
        && cell.find_first_not_of("0123456789.,+-eE ") == std::string_view::npos;
}

} // namespace

bool ColumnContent::isText() const
{
    return filled > 0 && imageNames < most && soundNames < most && addresses < most
        && numbers < most && parts < 1 && objects < most;
}

bool ColumnContent::isCount() const
{
    return numbers >= most && filled >= fewestRows && distinct * 8 < filled;
}

bool ColumnContent::isFew() const
{
    return filled >= fewestRows && distinct >= 2 && distinct * 2 <= filled && length < 60;
}

ColumnContent contentOfColumn(const TableSample& sample, std::size_t column, FileFinder& finder)
{
    ColumnContent content;
    std::set<std::string> values;
    for (const std::vector<std::string>& row : sample.rows) {
        const std::string cell(trimmed(row[column]));
        if (cell.empty()) continue;
        ++content.filled;
        content.length += static_cast<double>(cell.size());
        values.insert(cell);
        content.addresses += isAddress(cell);
        content.numbers += isNumber(cell);
        content.parts += partNamed(cell).has_value();
        content.objects += cell.starts_with("{\"") || cell.starts_with("[{");
        if (cell.size() > longestFileName) continue;
        content.imageNames += isImageName(cell);
        content.soundNames += isSoundName(cell);
        const auto kind = finder.kindOf(cell);
        content.images += kind == FileKind::image;
        content.sounds += kind == FileKind::sound;
    }
    for (double* share : { &content.images, &content.sounds, &content.imageNames,
             &content.soundNames, &content.addresses, &content.numbers, &content.parts,
             &content.objects, &content.length })
        *share /= std::max(1, content.filled);
    content.distinct = static_cast<int>(values.size());
    return content;
}

bool isFirstItem(const std::vector<std::string>& row, FileFinder& finder)
{
    const std::vector<std::string>& known = knownColumns();
    const auto isKnown = [&](const std::string& cell) {
        return std::find(known.begin(), known.end(), plainColumnName(cell)) != known.end();
    };
    if (std::any_of(row.begin(), row.end(), isKnown)) return false;
    return std::any_of(row.begin(), row.end(), [&](const std::string& cell) {
        const std::string name(trimmed(cell));
        return isImageName(name) || isSoundName(name) || finder.kindOf(name).has_value();
    });
}

} // namespace contrastlab
