// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A seeded mutator over the fixtures of every reader: each round copies one data set, damages one
// file and loads the result. It must load or throw one clear line; a crash, a hang (an alarm), or
// memory beyond a limit ends the program. `fuzz_readers ROUNDS [SEED]`: 400 rounds and seed 1 in
// ctest; by hand as many as you like.
#include "base/random.h"
#include "media/arrays/word_vector_file.h"
#include "media/dataset_loader.h"
#include "support/text_damage.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include <sys/resource.h>
#include <unistd.h>

namespace fs = std::filesystem;
using namespace contrastlab;

namespace {

#ifdef __SANITIZE_ADDRESS__ // under which a large picture takes seconds
constexpr unsigned secondsPerRound = 120;
#else
constexpr unsigned secondsPerRound = 20;
#endif
constexpr rlim_t memoryLimit = 6ull << 30;

/// What is loaded, relative to the fixtures: a file or a folder, and what goes with it.
struct Target {
    const char* folder;
    const char* path;
    std::map<std::string, std::string> values;
};

const std::vector<Target>& targets()
{
    static const std::vector<Target> all {
        { "open_clip", "train.csv", {} },
        { "open_clip", "commas.csv", {} },
        { "open_clip", "utf16.tsv", {} },
        { "open_clip", "troubled.csv", {} },
        { "flickr8k", "captions.txt", {} },
        { "flickr8k", "Flickr8k.token.txt", {} },
        { "flickr30k", "results.csv", {} },
        { "coco", "", {} },
        { "karpathy", "dataset_tiny.json", {} },
        { "pairs", "", {} },
        { "classes", "", {} },
        { "clotho", "", {} },
        { "audiocaps", "train.csv", {} },
        { "tones", "", {} },
        { "shards", "", {} },
        { "evil", "evil.tar", {} },
        { "matrices", "", {} },
        { "features", "both.npz", {} },
        { "features", "both.safetensors", {} },
        { "features", "a.csv", { { "data.second", "b.tsv" } } },
        { "vectors", "glove.txt", {} },
        { "vectors", "word2vec.txt", {} },
        { "vectors", "word2vec.bin", {} },
        { "idx", "", {} },
        { "digits", "digits.csv.gz", {} },
        { "images", "all.csv", {} },
        { "../layouts/zip-of-a-table", "photos.zip", {} },
        { "../layouts/zip-of-pairs", "pets.zip", {} },
        { "../layouts/json-list", "", {} },
        { "../layouts/json-lines", "", {} },
        { "../layouts/json-captions-of-names", "captions.json", {} },
        { "../layouts/json-conversations", "", {} },
        { "../layouts/imagefolder-parts", "", {} },
        { "../layouts/imagefolder-in-data", "", {} },
        { "../layouts/shards-json", "", {} },
        { "../layouts/another-machine", "data.csv", {} },
        { "../layouts/list-in-cell", "captions.csv", {} },
        { "../layouts/python-list-in-cell", "captions.csv", {} },
        { "../layouts/latin1", "captions.csv", {} },
        { "../layouts/gb18030", "", {} },
        { "../layouts/gzip-csv", "captions.csv.gz", {} },
        { "../layouts/names-and-words", "captions.txt", {} },
        { "../layouts/language-lines", "", {} },
    };
    return all;
}

std::string readAll(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return { std::istreambuf_iterator<char>(file), {} };
}

void writeAll(const fs::path& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

/// A table that pairs every picture of a folder with a caption.
void writeManifest(const fs::path& folder)
{
    std::string rows = "filepath,title\n";
    for (const auto& entry : fs::directory_iterator(folder))
        rows += entry.path().filename().string() + ",a caption\n";
    writeAll(folder / "all.csv", rows);
}

/// The folder of a target copied to `to`, with one of its files damaged. Gives what was damaged.
std::string damagedCopy(const Target& target, const fs::path& to, RandomStream& random)
{
    fs::remove_all(to);
    fs::copy(fs::path(FIXTURES "/media") / target.folder, to, fs::copy_options::recursive);
    if (std::string(target.folder) == "images") writeManifest(to);
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(to))
        if (entry.is_regular_file()) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    const bool manifest = *target.path != '\0' && random.below(4) == 0;
    const fs::path victim = manifest ? to / target.path : files[random.below(files.size())];
    std::string bytes = readAll(victim);
    for (std::uint64_t left = 1 + random.below(6); left > 0; --left)
        test::mutateOnce(bytes, random);
    writeAll(victim, bytes);
    if (random.below(10) == 0) fs::create_directory_symlink(to, to / "loop");
    return victim.lexically_relative(to).string();
}

/// Reads every item once, as training does.
void readEverything(const Dataset& data)
{
    for (const ModalityData& modality : data.modalities) {
        std::vector<std::uint8_t> pixels;
        std::vector<float> values;
        if (modality.images)
            pixels.resize(
                static_cast<std::size_t>(modality.images->width()) * modality.images->height() * 3);
        if (modality.sounds)
            values.resize(
                static_cast<std::size_t>(modality.sounds->frames()) * modality.sounds->bands());
        if (modality.features) values.resize(static_cast<std::size_t>(modality.features->width()));
        for (Index item = 0; item < data.items; ++item) {
            if (!modality.has(item)) continue;
            if (modality.images) modality.images->read(item, 0, pixels);
            if (modality.sounds) modality.sounds->read(item, 0, values);
            if (modality.features) modality.features->read(item, values);
        }
    }
}

/// A message is a line of text: not empty, and nothing in it that a terminal would obey.
void requireOneLine(const std::string& text)
{
    const bool clean = !text.empty() && std::none_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < ' ';
    });
    if (clean) return;
    std::fprintf(stderr, "not one clear line: %s\n", text.c_str());
    std::abort();
}

enum class Outcome { loaded, refused };

Outcome loadOnce(const Target& target, const fs::path& folder)
{
    DatasetSpec spec;
    spec.path = (folder / target.path).string();
    assign(spec, target.values);
    if (!spec.second.empty()) spec.second = (folder / spec.second).string();
    spec.memory = 64;
    try {
        const LoadedDataset loaded = load(spec);
        readEverything(loaded.dataset);
        for (const DataProblem& problem : loaded.report.problems)
            requireOneLine(describe(problem));
        return Outcome::loaded;
    } catch (const InputError& error) {
        requireOneLine(error.what());
        requireOneLine(error.file());
        requireOneLine(error.expectation());
        return Outcome::refused;
    }
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const long rounds = argc > 1 ? std::atol(argv[1]) : 260;
    const auto seed = static_cast<std::uint64_t>(argc > 2 ? std::atoll(argv[2]) : 1);
#ifndef __SANITIZE_ADDRESS__ // whose shadow is larger
    const rlimit limit { memoryLimit, memoryLimit };
    setrlimit(RLIMIT_DATA, &limit);
#endif
    const QTemporaryDir folder;
    const fs::path copy = fs::path(folder.path().toStdString()) / "data";
    long loaded = 0;
    for (long round = 0; round < rounds; ++round) {
        RandomStream random(seed, Purpose::noise, static_cast<std::uint64_t>(round));
        const Target& target = targets()[static_cast<std::size_t>(round) % targets().size()];
        const std::string victim = damagedCopy(target, copy, random);
        if (argc > 3)
            std::fprintf(stderr, "round %ld: %s/%s\n", round, target.folder, victim.c_str());
        alarm(secondsPerRound);
        try {
            loaded += loadOnce(target, copy) == Outcome::loaded;
        } catch (const std::exception& error) {
            std::fprintf(stderr, "round %ld, seed %llu, %s/%s: %s\n", round,
                static_cast<unsigned long long>(seed), target.folder, victim.c_str(), error.what());
            return 1;
        }
        alarm(0);
    }
    std::printf("%ld rounds: %ld loaded, %ld refused\n", rounds, loaded, rounds - loaded);
    return loaded > 0 && loaded < rounds ? 0 : 1;
}
