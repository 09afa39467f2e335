// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every call begins and is then asked whether it is done: a collective of MPI that waits by itself
// waits for the dead as well.
#include "mpi_exchange.h"

#include <mpi.h>

#include <algorithm>
#include <cerrno>
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

constexpr int letterTag = 1, pieceTag = 2;
constexpr auto askedAtOnce = std::chrono::microseconds(500); ///< before it sleeps between
constexpr auto asleep = std::chrono::microseconds(50);
constexpr auto lookedAfterOthers = std::chrono::milliseconds(50);
constexpr auto timeForTheLeader = std::chrono::seconds(5); ///< to bring its file to an end

// All together fit in one.
struct Counts {
    std::vector<int> sizes, offsets;

    explicit Counts(std::span<const std::size_t> bytes)
    {
        int at = 0;
        for (const std::size_t size : bytes) {
            offsets.push_back(at);
            sizes.push_back(static_cast<int>(size));
            at += sizes.back();
        }
    }
};

void require(int code)
{
    if (code == MPI_SUCCESS) return;
    std::string text(MPI_MAX_ERROR_STRING, ' ');
    int length = 0;
    MPI_Error_string(code, text.data(), &length);
    throw ExchangeError("MPI: " + text.substr(0, static_cast<std::size_t>(length)));
}

} // namespace

struct MpiExchange::Stretch {
    std::byte* data;
    std::size_t size;
    int other;
    bool isSent;
};

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

void MpiExchange::wait(void* pending, std::size_t count, const char* what)
{
    auto* requests = static_cast<MPI_Request*>(pending);
    const Clock::time_point began = Clock::now();
    Clock::time_point looked = began;
    for (;;) {
        int done = 0;
        require(MPI_Testall(static_cast<int>(count), requests, &done, MPI_STATUSES_IGNORE));
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
    constexpr const char* what = "gathering";
    const auto own = static_cast<std::size_t>(m_member);
    if (std::accumulate(sizes.begin(), sizes.end(), std::size_t(0)) <= m_mostBytes) {
        const Counts counts(sizes);
        MPI_Request request = MPI_REQUEST_NULL;
        require(MPI_Iallgatherv(MPI_IN_PLACE, 0, MPI_DATATYPE_NULL, all, counts.sizes.data(),
            counts.offsets.data(), MPI_BYTE, MPI_COMM_WORLD, &request));
        wait(&request, 1, what);
    } else {
        std::byte* ofOwn =
            all + std::accumulate(sizes.begin(), sizes.begin() + m_member, std::size_t(0));
        std::vector<Stretch> stretches;
        for (std::size_t m = 0; m < sizes.size(); ++m) {
            if (m != own) {
                stretches.push_back({ all, sizes[m], static_cast<int>(m), false });
                stretches.push_back({ ofOwn, sizes[own], static_cast<int>(m), true });
            }
            all += sizes[m];
        }
        pass(stretches, what);
    }
    m_bytesSent += sizes[own] * (sizes.size() - 1);
}

void MpiExchange::swap(const std::byte* sent, std::span<const std::size_t> sentSizes,
    std::byte* received, std::span<const std::size_t> receivedSizes)
{
    std::vector<Stretch> stretches;
    for (std::size_t m = 0; m < sentSizes.size(); ++m) {
        auto* data = const_cast<std::byte*>(sent); // MPI only reads it
        if (m == static_cast<std::size_t>(m_member)) {
            std::copy_n(sent, sentSizes[m], received);
        } else {
            stretches.push_back({ received, receivedSizes[m], static_cast<int>(m), false });
            stretches.push_back({ data, sentSizes[m], static_cast<int>(m), true });
            m_bytesSent += sentSizes[m];
        }
        sent += sentSizes[m];
        received += receivedSizes[m];
    }
    pass(stretches, "adding up");
}

// Both sides cut a stretch into the same pieces, and MPI keeps their order.
void MpiExchange::pass(const std::vector<Stretch>& stretches, const char* what)
{
    std::vector<MPI_Request> requests;
    for (const bool sends : { false, true })
        for (const Stretch& stretch : stretches)
            for (std::size_t at = 0; stretch.isSent == sends && at < stretch.size;
                 at += m_mostBytes) {
                const auto bytes = static_cast<int>(std::min(m_mostBytes, stretch.size - at));
                MPI_Request& request = requests.emplace_back(MPI_REQUEST_NULL);
                require(sends ? MPI_Isend(stretch.data + at, bytes, MPI_BYTE, stretch.other,
                            pieceTag, MPI_COMM_WORLD, &request)
                              : MPI_Irecv(stretch.data + at, bytes, MPI_BYTE, stretch.other,
                                  pieceTag, MPI_COMM_WORLD, &request));
            }
    wait(requests.data(), requests.size(), what);
}

void MpiExchange::broadcast(std::byte* data, std::size_t size)
{
    for (std::size_t at = 0; at < size; at += m_mostBytes) {
        const auto bytes = static_cast<int>(std::min(m_mostBytes, size - at));
        MPI_Request request = MPI_REQUEST_NULL;
        require(MPI_Ibcast(data + at, bytes, MPI_BYTE, 0, MPI_COMM_WORLD, &request));
        wait(&request, 1, "waiting for process 0");
    }
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
    require(MPI_Isend(letter.text.data(), static_cast<int>(text.size()), MPI_BYTE, to, letterTag,
        MPI_COMM_WORLD, &letter.request));
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
