// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What fuzzers of one file share: each round writes damaged bytes and reads them, with an alarm
// against hangs and a limit of memory. What is refused must be refused in one clear line.
#pragma once

#include "base/problem.h"
#include "base/random.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <sys/resource.h>
#include <unistd.h>

namespace contrastlab::test {

constexpr unsigned secondsPerRound = 10;
constexpr rlim_t memoryLimit = 1ull << 30;

[[noreturn]] inline void fail(const std::string& what)
{
    std::fprintf(stderr, "%s: %s\n", program_invocation_short_name, what.c_str());
    std::abort();
}

inline void limitMemory()
{
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    const rlimit limit { memoryLimit, memoryLimit };
    setrlimit(RLIMIT_AS, &limit);
#endif
}

inline std::string fuzzedPath()
{
    const std::string name =
        std::string(program_invocation_short_name) + "." + std::to_string(getpid());
    return (std::filesystem::temp_directory_path() / name).string();
}

/// True where read(path) came to the end of the file of these bytes.
template <class Read>
bool isRead(const std::string& path, const std::string& bytes, const Read& read)
{
    std::ofstream(path, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    try {
        read(path);
        return true;
    } catch (const InputError& error) {
        const std::string text = error.what();
        if (error.file() != path || error.expectation().empty())
            fail("no file or expectation: " + text);
        if (text.find_first_of("\n\r\x1b") != std::string::npos)
            fail("more than one line: " + text);
        return false;
    }
}

/// Calls round(random), which tells whether its file was read, as often as `argv` says (ROUNDS
/// [SEED]). The status to exit with: 1 where no file was read, or every one.
template <class Round> int fuzz(int argc, char** argv, long standardRounds, const Round& round)
{
    const long rounds = argc > 1 ? std::atol(argv[1]) : standardRounds;
    const auto seed = static_cast<std::uint64_t>(argc > 2 ? std::atol(argv[2]) : 1);
    long readable = 0;
    for (long i = 0; i < rounds; ++i) {
        RandomStream random(seed, Purpose::noise, static_cast<std::uint64_t>(i));
        alarm(secondsPerRound);
        readable += round(random);
    }
    std::printf("%ld rounds from seed %llu: %ld read, %ld refused\n", rounds,
        static_cast<unsigned long long>(seed), readable, rounds - readable);
    return readable > 0 && readable < rounds ? 0 : 1;
}

} // namespace contrastlab::test
