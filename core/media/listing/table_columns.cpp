// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One thread.
#include "media/listing/table_columns.h"

#include "base/joined.h"
#include "media/bytes/text_file.h"
#include "media/listing/column_names.h"
#include "media/listing/listing.h"

#include <algorithm>
#include <charconv>

namespace contrastlab {

namespace {

bool isNameOfThings(const std::string& column)
{
    constexpr const char* names[] = { "name", "names", "nom", "nombre", "nome", "名称", "名字",
        "имя", "名前" };
    return std::ranges::find(names, column) != std::end(names);
}

constexpr std::size_t namesShown = 600; ///< bytes of a list of columns in a message
constexpr std::size_t columnsLookedAt = 100; ///< by content; the rest by name alone
constexpr double most = 0.5;

/// One table's columns while roles are given to them.
class ColumnFinder {
public:
    ColumnFinder(const TableSample& sample, FileFinder& finder, const DatasetSpec& spec,
        const std::string& file, DatasetReport& report)
        : m_spec(spec)
        , m_file(file)
        , m_report(report)
    {
        for (std::size_t i = 0; i < sample.header.size(); ++i) {
            std::string shown(trimmed(sample.header[i]));
            wholeUtf8(shown);
            m_plain.push_back(plainColumnName(shown));
            m_shown.push_back(std::move(shown));
            m_contents.push_back(
                i < columnsLookedAt ? contentOfColumn(sample, i, finder) : ColumnContent());
        }
        m_taken.resize(m_plain.size());
    }

    ColumnRoles find()
    {
        tell({}); // what there is to choose from, should a column be missing
        for (const std::string& language : columnLanguages())
            for (const std::string& plain : m_plain)
                if (isLanguageColumn(plain, language)) m_report.addLanguage(language);
        ColumnRoles roles;
        takeChosen(roles);
        if (m_spec.imageColumn.empty()) roles.image = take(bestFile(true));
        if (m_spec.soundColumn.empty()) roles.sound = take(bestFile(false));
        if (roles.image < 0 && roles.sound < 0) takeNamedFile(roles);
        if (m_spec.splitColumn.empty()) roles.split = take(splitColumn());
        if (m_spec.labelColumn.empty()) roles.label = take(best(ColumnRole::label));
        if (m_spec.captionColumn.empty()) roles.captions = captionColumns();
        for (const int column : roles.captions)
            take(column);
        if (m_spec.labelColumn.empty() && roles.label < 0 && !roles.captions.empty())
            roles.label = take(fewValues());
        if (roles.captions.empty() && roles.label >= 0) roles.captions = { roles.label };
        if (roles.captions.empty() && isFew(roles)) roles.captions = { roles.label = fewValues() };
        tell(roles);
        require(roles);
        return roles;
    }

private:
    [[nodiscard]] int count() const { return static_cast<int>(m_plain.size()); }
    [[nodiscard]] const ColumnContent& content(int i) const
    {
        return m_contents[static_cast<std::size_t>(i)];
    }
    [[nodiscard]] const std::string& plain(int i) const
    {
        return m_plain[static_cast<std::size_t>(i)];
    }
    [[nodiscard]] bool isFree(int i) const { return !m_taken[static_cast<std::size_t>(i)]; }
    int take(int column)
    {
        if (column >= 0) m_taken[static_cast<std::size_t>(column)] = true;
        return column;
    }
    /// The free column of the highest score above 0; the first of several.
    template <class Score> int highest(Score score) const
    {
        int best = -1;
        double top = 0;
        for (int i = 0; i < count(); ++i) {
            const double value = isFree(i) ? score(i) : 0;
            if (value <= top) continue;
            best = i;
            top = value;
        }
        return best;
    }
    [[nodiscard]] int best(ColumnRole role) const
    {
        return highest(
            [&](int i) { return nameFit(plain(i), role) >= 100 ? nameFit(plain(i), role) : 0; });
    }

    void takeChosen(ColumnRoles& roles)
    {
        const auto chosen = [&](const std::string& column, const char* setting) {
            return column.empty() ? -1 : take(columnOf(column, setting));
        };
        roles.image = chosen(m_spec.imageColumn, "data.image_column");
        roles.sound = chosen(m_spec.soundColumn, "data.sound_column");
        roles.label = chosen(m_spec.labelColumn, "data.label_column");
        roles.split = chosen(m_spec.splitColumn, "data.split_column");
        if (!m_spec.captionColumn.empty())
            roles.captions = { chosen(m_spec.captionColumn, "data.caption_column") };
    }

    /// By name, else by number from 1.
    [[nodiscard]] int columnOf(const std::string& column, const char* setting) const
    {
        const auto found = std::find(m_plain.begin(), m_plain.end(), plainColumnName(column));
        if (found != m_plain.end()) return static_cast<int>(found - m_plain.begin());
        int number = 0;
        const auto parsed = std::from_chars(column.data(), column.data() + column.size(), number);
        if (parsed.ptr == column.data() + column.size() && number >= 1 && number <= count())
            return number - 1;
        throw MediaError(m_file, linePlace(1),
            { sentences::columnMissing, { column, list(), std::string(setting) } });
    }

    /// Cells that are files here; else that are called as files are; else a name that says so.
    [[nodiscard]] int bestFile(bool image) const
    {
        const ColumnRole role = image ? ColumnRole::image : ColumnRole::sound;
        return highest([&](int i) -> double {
            const ColumnContent& cells = content(i);
            const int fit =
                std::max(nameFit(plain(i), role), nameFit(plain(i), ColumnRole::file) / 4);
            const double here = image ? cells.images : cells.sounds;
            const double named = image ? cells.imageNames : cells.soundNames;
            const double elsewhere = image ? cells.soundNames : cells.imageNames;
            if (cells.isCount()) return 0; // 7 is no name of 7.png
            if (here >= most) return 2000 * here + 300 * named + fit; // "dog.png" before "dog"
            if (cells.addresses >= most) return 0;
            if (named >= most) return 1000 * named + fit;
            const bool called = nameFit(plain(i), role) >= 100;
            return called && elsewhere < most && (cells.filled == 0 || cells.length < 200) ? fit
                                                                                           : 0;
        });
    }

    /// "file_name" and the like, where no column says more.
    void takeNamedFile(ColumnRoles& roles)
    {
        const int column = highest([&](int i) -> double {
            const ColumnContent& cells = content(i);
            const int fit = nameFit(plain(i), ColumnRole::file);
            return fit >= 100 && cells.addresses < most && cells.numbers < most ? fit : 0;
        });
        if (column >= 0)
            (content(column).soundNames > 0 ? roles.sound : roles.image) = take(column);
    }

    [[nodiscard]] int splitColumn() const
    {
        return highest([&](int i) -> double {
            const ColumnContent& cells = content(i);
            const int fit = nameFit(plain(i), ColumnRole::split);
            if (cells.parts >= most && (fit > 0 || (cells.parts == 1 && cells.distinct > 1)))
                return 1000 * cells.parts + fit;
            return plain(i) == "split" ? fit : 0;
        });
    }

    [[nodiscard]] std::vector<int> captionColumns()
    {
        std::vector<int> columns = languageColumns(lowered(m_spec.language));
        if (!columns.empty()) {
            m_report.reasons.push_back({ sentences::captionColumnByLanguage,
                { m_shown[static_cast<std::size_t>(columns.front())], m_spec.language } });
            return columns;
        }
        const int named = highest([&](int i) -> double {
            const ColumnContent& cells = content(i);
            const int fit = nameFit(plain(i), ColumnRole::caption);
            const bool files = cells.imageNames >= most || cells.soundNames >= most;
            return fit >= 100 && !files && cells.addresses < most ? fit : 0;
        });
        if (named >= 0) return { named };
        for (int i = 0; i < count(); ++i)
            if (isFree(i) && isNumberedCaption(plain(i))) columns.push_back(i);
        if (!columns.empty()) return columns;
        for (const char* language : { "en", "zh" })
            if (columns.empty()) columns = languageColumns(language);
        if (!columns.empty()) return { columns.front() };
        const int longest = longestText();
        return longest >= 0 ? std::vector<int> { longest } : std::vector<int>();
    }

    [[nodiscard]] std::vector<int> languageColumns(const std::string& language) const
    {
        std::vector<int> columns;
        for (int i = 0; i < count(); ++i)
            if (!language.empty() && isFree(i) && isLanguageColumn(plain(i), language))
                columns.push_back(i);
        return columns;
    }

    /// A word of the column's name counts as much as twice the length; what things are called,
    /// before what else is told of them.
    [[nodiscard]] int longestText() const
    {
        return highest([&](int i) -> double {
            const ColumnContent& cells = content(i);
            if (!cells.isText() || (cells.distinct == 1 && cells.filled > 1)) return 0;
            const bool calls = isNameOfThings(plain(i)) && 2 * cells.distinct > cells.filled;
            const double weight = calls ? 20 : nameFit(plain(i), ColumnRole::caption) > 0 ? 2 : 1;
            return cells.length * weight;
        });
    }
    [[nodiscard]] int fewValues() const
    {
        return highest([&](int i) -> double {
            const ColumnContent& cells = content(i);
            return cells.isFew() && cells.isText() ? 1.0 / cells.distinct : 0;
        });
    }
    [[nodiscard]] bool isFew(const ColumnRoles& roles) const
    {
        return (roles.image >= 0) != (roles.sound >= 0) && fewValues() >= 0;
    }

    void tell(const ColumnRoles& roles)
    {
        m_report.columns.clear();
        for (int i = 0; i < count(); ++i) {
            const bool caption =
                std::find(roles.captions.begin(), roles.captions.end(), i) != roles.captions.end();
            const char* use = i == roles.image ? "image"
                : i == roles.sound             ? "sound"
                : caption                      ? "caption"
                : i == roles.label             ? "label"
                : i == roles.split             ? "split"
                                               : "";
            m_report.columns.push_back({ m_shown[static_cast<std::size_t>(i)], use });
        }
    }

    void require(const ColumnRoles& roles) const
    {
        const int files = (roles.image >= 0) + (roles.sound >= 0);
        if (files >= 2 || (files == 1 && !roles.captions.empty())) return;
        for (int i = 0; i < count() && files == 0; ++i)
            if (content(i).addresses >= most)
                throw MediaError(m_file, linePlace(1),
                    { sentences::columnOfAddresses, { m_shown[static_cast<std::size_t>(i)] } });
        const char* what = files == 0 ? sentences::roleOfFiles : sentences::roleOfCaptions;
        const char* setting = files == 0 ? "data.image_column" : "data.caption_column";
        throw MediaError(m_file, linePlace(1),
            { sentences::columnNeeded, { what, list(), std::string(setting) } });
    }

    [[nodiscard]] std::string list() const
    {
        return shortened(
            joined(m_shown, [](auto& name) { return shortened(name, 60); }), namesShown);
    }

    const DatasetSpec& m_spec;
    const std::string& m_file;
    DatasetReport& m_report;
    std::vector<std::string> m_plain;
    std::vector<std::string> m_shown;
    std::vector<ColumnContent> m_contents;
    std::vector<bool> m_taken;
};

} // namespace

ColumnRoles findColumns(const TableSample& sample, FileFinder& finder, const DatasetSpec& spec,
    const std::string& file, DatasetReport& report)
{
    return ColumnFinder(sample, finder, spec, file, report).find();
}

} // namespace contrastlab
