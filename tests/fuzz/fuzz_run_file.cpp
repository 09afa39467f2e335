// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A seeded mutator over the bytes of a run file made here: each round damages it and reads all of
// it. What is read must be what was written, or the reader throws one clear line; a crash, a hang
// (an alarm) or memory beyond a limit ends the program. `fuzz_run_file ROUNDS [SEED]`: 1500 rounds
// and seed 1 in ctest; by hand as many as you like.
#include "media/open_run_data.h"
#include "store/run_file.h"
#include "store/run_store.h"
#include "support/file_bytes.h"
#include "support/file_fuzzing.h"
#include "support/small_run.h"

#include <filesystem>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

constexpr std::size_t headerBytes = 100; // a change there mostly makes it no run file at all

std::shared_ptr<Run> someRun()
{
    const RunSpec spec = smallSpec({ { "steps", "60" }, { "hidden_width", "4" },
        { "embedding_width", "4" }, { "optimizer", "l-bfgs" }, { "history", "2" } });
    ThreadPool pool(1);
    const auto setup = smallSetup(spec);
    Trainer trainer(setup, pool);
    auto run = std::make_shared<Run>(spec);
    RunRecorder recorder(*run, nullptr, &evaluatePart);
    drive(trainer, recorder, nullptr, {});
    const ProbeSet probes = chooseProbes(*setup);
    for (const auto& checkpoint : run->checkpoints()) {
        run->frames.append(analyseProbes(pool, *setup, probes, *checkpoint, nullptr));
        run->diagnostics.append({ .step = checkpoint->step });
    }
    return run;
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

/// Of a run that another program recorded: likewise, and its data open or are refused.
void requireSameRecorded(const std::string& path, const StoredRun& whole)
{
    const StoredRun stored = readRun(path);
    if (stored.run->digest() != whole.run->digest()) fail("damage went unnoticed");
    if (stored.file->items().size() != whole.file->items().size()) fail("an item is missing");
    const OpenedData data = openRunData(path, *stored.file, stored.run->spec());
    if (data.dataset->items != std::ssize(whole.file->items())) fail("an item is missing");
    for (Index item = 0; item < data.dataset->items; ++item)
        (void)data.media->picture("image", item, 0, 8);
    for (const std::int64_t step : stored.file->frameSteps()) {
        const auto frame = stored.file->frame(step);
        if (frame->embeddings != whole.file->frame(step)->embeddings) fail("a damaged frame");
    }
}

/// What is read must be what was written.
void requireSame(const std::string& path, const Run& run)
{
    const StoredRun stored = readRun(path);
    if (stored.run->digest() != run.digest()) fail("damage went unnoticed");
    const auto written = run.checkpoints();
    if (written.size() != stored.file->checkpointSteps().size()) fail("a checkpoint is missing");
    for (std::size_t i = 0; i < written.size(); ++i)
        if (written[i]->digest() != stored.file->checkpoint(i)->digest())
            fail("a damaged checkpoint");
    const std::vector<std::int64_t> frameSteps = stored.file->frameSteps();
    if (run.frames.size() != frameSteps.size()) fail("a frame is missing");
    for (const std::int64_t step : frameSteps) { // throws where the step itself is damaged
        const auto frame = stored.file->frame(step);
        if (frame->embeddings != run.frames.atOrBefore(step)->embeddings) fail("a damaged frame");
    }
    if (stored.run->diagnostics.size() != run.diagnostics.size()) fail("diagnostics are missing");
}

} // namespace

int main(int argc, char** argv)
{
    limitMemory();
    const std::string path = fuzzedPath();
    const auto run = someRun();
    saveRun(*run, path, { "data", "{}" });
    const std::string whole = bytesOf(path);
    const std::string recordedFile = FIXTURES "/runs/recorded-generation-7.clab";
    const std::string recordedBytes = bytesOf(recordedFile);
    const StoredRun recorded = readRun(recordedFile);
    const int status = fuzz(argc, argv, 1500, [&](RandomStream& random) {
        const bool isForeign = random.below(3) == 0;
        std::string bytes = isForeign ? recordedBytes : whole;
        for (std::uint64_t times = random.below(4); times > 0; --times)
            damageOnce(bytes, random);
        return isRead(path, bytes, [&](const std::string& file) {
            if (isForeign)
                requireSameRecorded(file, recorded);
            else
                requireSame(file, *run);
        });
    });
    for (const char* suffix : { "", "-wal", "-shm", "-journal" })
        std::filesystem::remove(path + suffix);
    return status;
}
