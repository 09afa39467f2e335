// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/run_library.h"

#include <algorithm>
#include <utility>

namespace contrastlab {

namespace {

bool isOf(const LibraryRun& run, const std::string& id)
{
    return run.run->identity().id == id;
}

// Of the runs, which may be constant.
auto placeOfRun(auto& runs, const std::string& id)
{
    return std::ranges::find_if(runs, [&](const LibraryRun& run) { return isOf(run, id); });
}

} // namespace

const LibraryRun* RunLibrary::find(const std::string& id) const
{
    const auto found = placeOfRun(m_runs, id);
    return found == m_runs.end() ? nullptr : &*found;
}

LibraryRun* RunLibrary::findRun(const std::string& id)
{
    const auto found = placeOfRun(m_runs, id);
    return found == m_runs.end() ? nullptr : &*found;
}

void RunLibrary::bringForward(LibraryRun run)
{
    m_front = run.run->identity().id;
    if (LibraryRun* there = findRun(m_front)) {
        run.color = there->color;
        run.shown = there->shown;
        run.starred = there->starred;
        if (run.path.isEmpty()) run.path = there->path;
        if (!run.ready) run.ready = there->ready;
        *there = std::move(run);
    } else {
        append(std::move(run));
    }
    emit changed();
}

void RunLibrary::add(LibraryRun run)
{
    append(std::move(run));
    emit changed();
}

void RunLibrary::append(LibraryRun run)
{
    run.color = m_colors++;
    m_runs.push_back(std::move(run));
    makeRoom();
}

void RunLibrary::setReady(const std::string& id, std::shared_ptr<const PreparedRun> ready)
{
    LibraryRun* run = findRun(id);
    if (!run || std::exchange(run->ready, ready) == ready) return;
    emit changed();
}

// It is the same run, so nobody has to hear of it.
void RunLibrary::setFile(const std::string& id, std::shared_ptr<RunFile> file)
{
    LibraryRun* run = findRun(id);
    if (run && run->file && file) run->file = std::move(file);
}

void RunLibrary::setPath(const std::string& id, const QString& path)
{
    LibraryRun* run = findRun(id);
    if (!run || std::exchange(run->path, path) == path) return;
    emit changed();
}

void RunLibrary::setParkedAt(const std::string& id, std::int64_t step)
{
    if (LibraryRun* run = findRun(id)) run->parkedAt = step;
}

void RunLibrary::setShown(const std::string& id, bool shown)
{
    LibraryRun* run = findRun(id);
    if (!run || std::exchange(run->shown, shown) == shown) return;
    emit changed();
}

void RunLibrary::setStarred(const std::string& id, bool starred)
{
    LibraryRun* run = findRun(id);
    if (!run || std::exchange(run->starred, starred) == starred) return;
    emit changed();
}

void RunLibrary::setReference(const std::string& id)
{
    if (std::exchange(m_reference, id) != id) emit changed();
}

void RunLibrary::setTrains(const std::string& id, bool trains)
{
    LibraryRun* run = findRun(id);
    if (!run || std::exchange(run->trains, trains) == trains) return;
    emit changed();
}

void RunLibrary::rename(const std::string& id, const QString& name)
{
    LibraryRun* run = findRun(id);
    if (!run) return;
    run->run->rename(name.toStdString());
    emit changed();
}

std::optional<LibraryRun> RunLibrary::remove(const std::string& id)
{
    const auto found = placeOfRun(m_runs, id);
    if (found == m_runs.end() || id == m_front) return std::nullopt;
    LibraryRun removed = std::move(*found);
    m_runs.erase(found);
    if (m_reference == id) m_reference.clear();
    emit changed();
    return removed;
}

void RunLibrary::restore(LibraryRun run)
{
    if (find(run.run->identity().id)) return;
    const auto place = std::ranges::upper_bound(m_runs, run.color, {}, &LibraryRun::color);
    m_runs.insert(place, std::move(run));
    emit changed();
}

// What stands in a file can be opened again.
void RunLibrary::makeRoom()
{
    const auto mayGo = [this](const LibraryRun& run) {
        return !run.starred && !run.trains && !isOf(run, m_front) && !isOf(run, m_reference);
    };
    while (m_runs.size() > mostInMemory) {
        const auto oldest = std::ranges::find_if(m_runs, mayGo);
        if (oldest == m_runs.end()) return;
        m_runs.erase(oldest);
    }
}

} // namespace contrastlab
