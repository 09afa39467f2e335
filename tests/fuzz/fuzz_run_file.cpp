// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A seeded mutator over the bytes of a run file made here: each round damages it and reads all of
// it. What is read must be what was written, or the reader throws one clear line; a crash, a hang
// (an alarm) or memory beyond a limit ends the program. `fuzz_run_file ROUNDS [SEED]`: 1500 rounds
// and seed 1 in ctest; by hand as many as you like.
#include "base/problem.h"
#include "base/random.h"
#include "store/run_store.h"
#include "support/small_run.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <sys/resource.h>
#include <unistd.h>

using namespace contrastlab;

namespace {

constexpr unsigned secondsPerRound = 10;
constexpr rlim_t memoryLimit = 1ull << 30;
constexpr std::size_t headerBytes = 100; // a change there mostly makes it no run file at all

[[noreturn]] void fail(const std::string& what)
{
    std::fprintf(stderr, "fuzz_run_file: %s\n", what.c_str());
    std::abort();
}

std::shared_ptr<Run> someRun()
{
    const RunSpec spec = smallSpec({ { "steps", "60" }, { "hidden_width", "4" },
        { "embedding_width", "4" }, { "optimizer", "l-bfgs" }, { "history", "2" } });
    ThreadPool pool(1);
    Trainer trainer(smallSetup(spec), pool);
    auto run = std::make_shared<Run>(spec);
    RunRecorder recorder(*run, nullptr, &evaluateTrainer);
    drive(trainer, recorder, nullptr, {});
    return run;
}

std::string bytesOf(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return { std::istreambuf_iterator<char>(file), {} };
}

std::size_t somePlace(const std::string& bytes, RandomStream& random)
{
    const bool header = random.below(16) == 0 || bytes.size() <= headerBytes;
    const std::size_t first = header ? 0 : headerBytes;
    return first + static_cast<std::size_t>(random.below(bytes.size() - first + 1));
}

void damageOnce(std::string& bytes, RandomStream& random)
{
    const std::size_t place = somePlace(bytes, random);
    const std::size_t length = std::min(bytes.size() - place, random.below(64) + std::size_t(1));
    switch (random.below(6)) {
    case 0:
        bytes.resize(place);
        break;
    case 1:
        if (place < bytes.size())
            bytes[place] = static_cast<char>(bytes[place] ^ (1 << random.below(8)));
        break;
    case 2:
        for (std::size_t i = 0; i < length; ++i)
            bytes[place + i] = static_cast<char>(random.below(2) ? 0xff : 0);
        break;
    case 3: // another stretch of the file, as where a sector was written to a wrong place
        bytes.replace(place, length, bytes.substr(somePlace(bytes, random), length));
        break;
    case 4:
        bytes.erase(place, length);
        break;
    default:
        for (std::size_t i = 0; i < length; ++i)
            bytes[place + i] = static_cast<char>(random.next());
    }
}

/// True where the file could be read to the end.
bool readOne(const std::string& path, const std::string& bytes, const Run& run)
{
    std::ofstream(path, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    try {
        const StoredRun stored = readRun(path);
        if (stored.run->digest() != run.digest()) fail("damage went unnoticed");
        const auto written = run.checkpoints(), read = stored.run->checkpoints();
        if (written.size() != read.size()) fail("a checkpoint is missing");
        for (std::size_t i = 0; i < read.size(); ++i)
            if (written[i]->digest() != read[i]->digest()) fail("a damaged checkpoint");
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

void limitMemory()
{
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    const rlimit limit { memoryLimit, memoryLimit };
    setrlimit(RLIMIT_AS, &limit);
#endif
}

} // namespace

int main(int argc, char** argv)
{
    const long rounds = argc > 1 ? std::atol(argv[1]) : 1500;
    const auto seed = static_cast<std::uint64_t>(argc > 2 ? std::atol(argv[2]) : 1);
    limitMemory();
    const std::string path =
        (std::filesystem::temp_directory_path() / ("fuzz_run_file." + std::to_string(getpid())))
            .string();
    const auto run = someRun();
    saveRun(*run, path, "data");
    const std::string whole = bytesOf(path);
    long readable = 0;
    for (long round = 0; round < rounds; ++round) {
        RandomStream random(seed, Purpose::noise, static_cast<std::uint64_t>(round));
        std::string bytes = whole;
        for (std::uint64_t times = random.below(4); times > 0; --times)
            damageOnce(bytes, random);
        alarm(secondsPerRound);
        readable += readOne(path, bytes, *run);
    }
    for (const char* suffix : { "", "-wal", "-shm", "-journal" })
        std::filesystem::remove(path + suffix);
    std::printf("%ld rounds from seed %llu: %ld read, %ld refused\n", rounds,
        static_cast<unsigned long long>(seed), readable, rounds - readable);
    return readable > 0 && readable < rounds ? 0 : 1;
}
