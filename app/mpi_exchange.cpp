// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every call begins and is then asked whether it is done: a collective of MPI that waits by itself
// waits for the dead as well.
#include "mpi_exchange.h"

#include <mpi.h>

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <list>
#include <numeric>
#include <sched.h>
#include <thread>
#include <unistd.h>

namespace contrastlab {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int letterTag = 1;
constexpr auto askedAtOnce = std::chrono::microseconds(500); ///< before it sleeps between
constexpr auto asleep = std::chrono::microseconds(50);
constexpr auto lookedAfterOthers = std::chrono::milliseconds(50);
constexpr auto timeForTheLeader = std::chrono::seconds(5); ///< to bring its file to an end

std::vector<int> asInts(std::span<const std::size_t> sizes)
{
    std::vector<int> ints;
    for (const std::size_t size : sizes) {
        if (size > static_cast<std::size_t>(INT_MAX))
            throw ExchangeError("more than 2 GB for one process at once: more processes, or "
                                "fewer rows, would do");
        ints.push_back(static_cast<int>(size));
    }
    return ints;
}

std::vector<int> offsetsOf(const std::vector<int>& sizes)
{
    std::vector<int> offsets;
    std::size_t at = 0;
    for (const int size : sizes) {
        offsets.push_back(asInts(std::span(&at, 1)).front());
        at += static_cast<std::size_t>(size);
    }
    return offsets;
}

void require(int code)
{
    if (code == MPI_SUCCESS) return;
    std::string text(MPI_MAX_ERROR_STRING, ' ');
    int length = 0;
    MPI_Error_string(code, text.data(), &length);
    throw ExchangeError("MPI: " + text.substr(0, static_cast<std::size_t>(length)));
}

} // namespace

struct MpiExchange::Letters {
    struct Sent {
        std::string text;
        MPI_Request request = MPI_REQUEST_NULL;
    };
    std::list<Sent> underWay;
};

MpiExchange::MpiExchange(int& argc, char**& argv) : m_letters(std::make_unique<Letters>())
{
    int provided = 0;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &provided);
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    MPI_Comm_size(MPI_COMM_WORLD, &m_members);
    MPI_Comm_rank(MPI_COMM_WORLD, &m_member);
    introduce();
    m_bytesSent = m_calls = 0;
}

MpiExchange::~MpiExchange()
{
    MPI_Finalize();
}

// Who is where.
void MpiExchange::introduce()
{
    struct Place {
        char host[256] = {};
        long process = 0;
    };
    std::vector<Place> places(static_cast<std::size_t>(m_members));
    Place& own = places[static_cast<std::size_t>(m_member)];
    ::gethostname(own.host, sizeof own.host - 1);
    own.process = ::getpid();
    const std::vector<std::size_t> sizes(places.size(), sizeof(Place));
    m_processes.assign(places.size(), 0);
    gather(reinterpret_cast<std::byte*>(places.data()), sizes);
    for (std::size_t m = 0; m < places.size(); ++m)
        if (std::string(places[m].host) == own.host) m_processes[m] = places[m].process;
}

bool MpiExchange::isAlive(int member) const
{
    const long process = m_processes[static_cast<std::size_t>(member)];
    return process == 0 || ::kill(static_cast<pid_t>(process), 0) == 0 || errno != ESRCH;
}

std::string MpiExchange::whoIsGone() const
{
    for (int m = 0; m < m_members; ++m)
        if (!isAlive(m)) return "process " + std::to_string(m) + " is gone";
    return {};
}

void MpiExchange::wait(void* pending, const char* what)
{
    auto& request = *static_cast<MPI_Request*>(pending);
    const Clock::time_point began = Clock::now();
    Clock::time_point looked = began;
    for (;;) {
        int done = 0;
        require(MPI_Test(&request, &done, MPI_STATUS_IGNORE));
        if (done) break;
        const Clock::time_point now = Clock::now();
        if (now - began < askedAtOnce) {
            ::sched_yield();
            continue;
        }
        if (now - looked > lookedAfterOthers) {
            looked = now;
            if (const std::string gone = whoIsGone(); !gone.empty())
                throw ExchangeError(gone + ": the run goes on with --resume, and fewer processes");
        }
        if (now - began > m_deadline)
            throw ExchangeError(std::string(what) + ": not all processes have answered within "
                + std::to_string(m_deadline.count()) + " s (--deadline)");
        std::this_thread::sleep_for(asleep);
    }
    ++m_calls;
}

void MpiExchange::gather(std::byte* all, std::span<const std::size_t> sizes)
{
    const std::vector<int> counts = asInts(sizes);
    MPI_Request request = MPI_REQUEST_NULL;
    require(MPI_Iallgatherv(MPI_IN_PLACE, 0, MPI_DATATYPE_NULL, all, counts.data(),
        offsetsOf(counts).data(), MPI_BYTE, MPI_COMM_WORLD, &request));
    wait(&request, "gathering");
    m_bytesSent += sizes[static_cast<std::size_t>(m_member)] * (sizes.size() - 1);
}

void MpiExchange::swap(const std::byte* sent, std::span<const std::size_t> sentSizes,
    std::byte* received, std::span<const std::size_t> receivedSizes)
{
    const std::vector<int> sentCounts = asInts(sentSizes), counts = asInts(receivedSizes);
    const std::vector<int> sentOffsets = offsetsOf(sentCounts), offsets = offsetsOf(counts);
    MPI_Request request = MPI_REQUEST_NULL;
    require(MPI_Ialltoallv(sent, sentCounts.data(), sentOffsets.data(), MPI_BYTE, received,
        counts.data(), offsets.data(), MPI_BYTE, MPI_COMM_WORLD, &request));
    wait(&request, "adding up");
    for (std::size_t m = 0; m < sentSizes.size(); ++m)
        if (m != static_cast<std::size_t>(m_member)) m_bytesSent += sentSizes[m];
}

void MpiExchange::broadcast(std::byte* data, std::size_t size)
{
    MPI_Request request = MPI_REQUEST_NULL;
    require(MPI_Ibcast(
        data, asInts(std::span(&size, 1)).front(), MPI_BYTE, 0, MPI_COMM_WORLD, &request));
    wait(&request, "waiting for process 0");
    if (m_member == 0) m_bytesSent += size * static_cast<std::size_t>(m_members - 1);
}

void MpiExchange::send(int to, const std::string& text)
{
    m_letters->underWay.remove_if([](Letters::Sent& sent) {
        int done = 0;
        MPI_Test(&sent.request, &done, MPI_STATUS_IGNORE);
        return done != 0;
    });
    Letters::Sent& letter = m_letters->underWay.emplace_back();
    letter.text = text;
    const std::size_t size = text.size();
    require(MPI_Isend(letter.text.data(), asInts(std::span(&size, 1)).front(), MPI_BYTE, to,
        letterTag, MPI_COMM_WORLD, &letter.request));
}

std::optional<Letter> MpiExchange::receive()
{
    int isThere = 0;
    MPI_Message message = MPI_MESSAGE_NULL;
    MPI_Status status;
    require(MPI_Improbe(MPI_ANY_SOURCE, letterTag, MPI_COMM_WORLD, &isThere, &message, &status));
    if (!isThere) return std::nullopt;
    int size = 0;
    MPI_Get_count(&status, MPI_BYTE, &size);
    Letter letter { status.MPI_SOURCE, std::string(static_cast<std::size_t>(size), ' ') };
    MPI_Request request = MPI_REQUEST_NULL;
    require(MPI_Imrecv(letter.text.data(), size, MPI_BYTE, &message, &request));
    for (int done = 0; !done;) {
        require(MPI_Test(&request, &done, MPI_STATUS_IGNORE));
        if (!done && !isAlive(letter.from)) return std::nullopt; // it was cut off
        if (!done) ::sched_yield();
    }
    return letter;
}

void MpiExchange::leave(int status)
{
    std::fflush(nullptr);
    if (m_member == 0 && status == 0) ::_exit(status);
    if (m_member == 0) MPI_Abort(MPI_COMM_WORLD, status);
    std::this_thread::sleep_for(timeForTheLeader);
    ::_exit(status);
}

} // namespace contrastlab
