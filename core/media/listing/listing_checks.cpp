// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One thread.
#include "media/listing/listing_checks.h"

#include "base/thread_pool.h"
#include "media/bytes/text_file.h"
#include "media/listing/file_finder.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace contrastlab {

namespace {

/// Names that are not here as they stand, and the files that they mean. No file stands for two
/// names unless one of them is its own.
class NameSettler {
public:
    NameSettler(Listing& listing, ReadingContext& context)
        : m_listing(listing)
        , m_finder(listing.files)
        , m_report(context.report)
    {
    }

    void settle(ProgressMeter& progress)
    {
        const std::vector<std::array<bool, 2>> here = lookForAll(progress);
        std::vector<std::pair<ListedItem*, FileKind>> open;
        for (std::size_t i = 0; i < here.size(); ++i)
            for (const FileKind kind : { FileKind::image, FileKind::sound })
                if (!here[i][kind == FileKind::sound]) open.emplace_back(&m_listing.items[i], kind);
        if (!open.empty()) claimNames();
        for (const auto& [item, kind] : open) {
            progress.check();
            find(*item, kind);
        }
        if (m_remapped > 0)
            m_report.reasons.emplace_back(sentences::filesRemapped,
                std::vector<Message> { std::to_string(m_remapped), m_given, m_read });
    }

private:
    static std::string& nameOf(ListedItem& item, FileKind kind)
    {
        return kind == FileKind::image ? item.image : item.sound;
    }

    /// On all processors where there are many: a look at a file takes longer than all else here.
    [[nodiscard]] std::vector<std::array<bool, 2>> lookForAll(ProgressMeter& progress) const
    {
        constexpr std::size_t lookedForAlone = 512; // sooner than threads begin
        std::vector<std::array<bool, 2>> here(m_listing.items.size());
        ThreadPool pool(here.size() < lookedForAlone ? 1 : 0);
        pool.run(static_cast<Index>(here.size()), [&](Index tile) {
            const auto i = static_cast<std::size_t>(tile);
            const ListedItem& item = m_listing.items[i];
            here[i] = { isHere(item.image), isHere(item.sound) };
            progress.advance();
        });
        return here;
    }

    [[nodiscard]] bool isHere(const std::string& name) const
    {
        return name.empty() || !m_listing.files->check(name);
    }

    /// Every file that is named as it stands is its name's alone.
    void claimNames()
    {
        for (ListedItem& item : m_listing.items)
            for (const FileKind kind : { FileKind::image, FileKind::sound })
                if (const std::string& name = nameOf(item, kind); !name.empty())
                    m_owners.try_emplace(name, name);
    }

    void find(ListedItem& item, FileKind kind)
    {
        std::string& name = nameOf(item, kind);
        FileFinder::Found found = m_finder.find(name, kind);
        const bool taken = found.remapped && !found.name.empty()
            && m_owners.try_emplace(found.name, name).first->second != name;
        if (found.name.empty() || taken) {
            reportUnusable(name, item.place == name ? Message() : placeOf(item),
                found.problem.value_or(Message(sentences::fileMissing)), m_report);
            name.clear();
            return;
        }
        if (found.remapped && m_remapped++ == 0) {
            m_given = shortened(name, 120);
            m_read = found.name;
        }
        name = found.name;
    }

    Listing& m_listing;
    FileFinder m_finder;
    DatasetReport& m_report;
    std::unordered_map<std::string, std::string> m_owners; ///< of files, by what names them
    Index m_remapped = 0;
    std::string m_given;
    std::string m_read;
};

} // namespace

void settleNames(Listing& listing, ReadingContext& context)
{
    NameSettler(listing, context).settle(context.progress);
}

void refuseSameCaptions(const std::vector<ListedItem>& items, const ReadingContext& context)
{
    const auto isSame = [&](const ListedItem& item) {
        return item.captions == items.front().captions
            && (item.image.empty() || item.sound.empty());
    };
    if (items.size() < 2 || items.front().captions.empty()
        || !std::all_of(items.begin(), items.end(), isSame))
        return;
    const std::string caption = shortened(items.front().captions.front(), 60);
    const std::string count = std::to_string(items.size());
    std::string columns;
    for (const ColumnUse& use : context.report.columns)
        columns += (columns.empty() ? "" : ", ") + shortened(use.column, 60);
    if (columns.empty())
        throw MediaError(context.spec.path, "", { sentences::captionsAllSame, { count, caption } });
    throw MediaError(context.spec.path, "",
        { sentences::captionsAllSameInColumn, { count, caption, shortened(columns, 600) } });
}

bool areAllMissing(const DatasetReport& report)
{
    const auto isMissing = [](const DataProblem& problem) {
        return problem.message.is(sentences::fileMissing)
            || problem.message.is(sentences::fileOutsideFolder);
    };
    return report.unreadable > 0 && report.unreadable >= report.listed
        && isMissing(report.problems.front());
}

} // namespace contrastlab
