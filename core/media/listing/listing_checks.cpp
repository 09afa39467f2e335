// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One thread.
#include "media/listing/listing_checks.h"

#include "media/bytes/text_file.h"
#include "media/listing/file_finder.h"

#include <algorithm>
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
        std::vector<std::pair<ListedItem*, FileKind>> open;
        for (ListedItem& item : m_listing.items) {
            for (const FileKind kind : { FileKind::image, FileKind::sound })
                if (!isHere(nameOf(item, kind))) open.emplace_back(&item, kind);
            progress.advance();
        }
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
