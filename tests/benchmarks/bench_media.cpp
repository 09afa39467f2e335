// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How fast files become a data set, how fast they train, and in how much memory: 10,000
// JPEG-caption pairs of 500 x 375, the same in a tar shard, a pair of 200,000 x 768 matrices; and a
// minute of sound as log-mel. `bench_media FOLDER [pairs|shard|matrices|sound]` makes what it needs
// there (2 GB) unless it is there.
#include "base/random.h"
#include "media/dataset_loader.h"
#include "media/decode/log_mel.h"
#include "run/trainer.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImage>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <vector>

namespace fs = std::filesystem;
using namespace contrastlab;

namespace {

constexpr int pairs = 10'000;
constexpr Index matrixRows = 200'000;
constexpr Index matrixWidth = 768;

class Stopwatch {
public:
    [[nodiscard]] double seconds() const
    {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    }

private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

/// A line of /proc/self/status in MB: "VmHWM" (most so far), "RssAnon" (memory of its own),
/// "RssFile" (pages of mapped files, which the system takes back when it needs them).
double statusMegabytes(const std::string& name)
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(name + ":")) return std::stod(line.substr(name.size() + 1)) / 1e3;
    return 0;
}

/// Lets VmHWM begin again from what is resident now.
void forgetPeak()
{
    std::ofstream("/proc/self/clear_refs") << "5";
}

/// Smooth colours with some grain: about 45 kB at quality 85, as photographs of this size have.
QByteArray photograph(int number)
{
    RandomStream random(7, Purpose::noise, static_cast<std::uint64_t>(number));
    QImage coarse(20, 15, QImage::Format_RGB32);
    for (int y = 0; y < 15; ++y)
        for (int x = 0; x < 20; ++x)
            coarse.setPixel(x, y, 0xff000000u | random.next());
    QImage image = coarse.scaled(500, 375, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    for (int y = 0; y < 375; ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < 500; ++x)
            line[x] ^= random.next() & 0x000f0f0fu;
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    image.save(&buffer, "JPEG", 85);
    return bytes;
}

void writeBytes(const fs::path& path, const char* data, std::size_t size)
{
    std::ofstream(path, std::ios::binary).write(data, static_cast<std::streamsize>(size));
}

/// An ustar header of a regular file.
std::string tarHeader(const std::string& name, std::size_t size)
{
    std::string header(512, '\0');
    header.replace(0, name.size(), name);
    std::snprintf(header.data() + 100, 8, "%07o", 0644);
    std::snprintf(header.data() + 124, 12, "%011zo", size);
    std::snprintf(header.data() + 136, 12, "%011o", 0);
    header[156] = '0';
    header.replace(257, 6, std::string("ustar\0", 6));
    header.replace(148, 8, "        ");
    unsigned sum = 0;
    for (const char c : header)
        sum += static_cast<unsigned char>(c);
    std::snprintf(header.data() + 148, 8, "%06o", sum);
    return header;
}

void appendMember(std::ofstream& tar, const std::string& name, const QByteArray& bytes)
{
    const auto size = static_cast<std::size_t>(bytes.size());
    const std::string header = tarHeader(name, size), padding((512 - size % 512) % 512, '\0');
    tar.write(header.data(), 512).write(bytes.constData(), bytes.size());
    tar.write(padding.data(), static_cast<std::streamsize>(padding.size()));
}

void makePairs(const fs::path& folder)
{
    if (fs::exists(folder / "captions.csv")) return;
    fs::create_directories(folder / "images");
    std::ofstream table(folder / "captions.csv"), tar(folder / "shard.tar", std::ios::binary);
    table << "filepath,title\n";
    for (int i = 0; i < pairs; ++i) {
        const QByteArray bytes = photograph(i);
        const std::string number = std::to_string(100'000 + i);
        writeBytes(folder / "images" / (number + ".jpg"), bytes.constData(),
            static_cast<std::size_t>(bytes.size()));
        table << "images/" << number << ".jpg,photograph number " << i << "\n";
        appendMember(tar, number + ".jpg", bytes);
        appendMember(tar, number + ".txt", "photograph number " + QByteArray::number(i));
    }
    tar << std::string(1024, '\0');
}

void makeMatrix(const fs::path& path, std::uint64_t seed)
{
    if (fs::exists(path)) return;
    std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (200000, 768), }";
    header.resize(117, ' ');
    header += '\n';
    std::ofstream file(path, std::ios::binary);
    file.write("\x93NUMPY\x01\x00\x76\x00", 10);
    file.write(header.data(), static_cast<std::streamsize>(header.size()));
    std::vector<float> row(static_cast<std::size_t>(matrixWidth));
    RandomStream random(seed, Purpose::noise);
    for (Index i = 0; i < matrixRows; ++i) {
        for (float& value : row)
            value = static_cast<float>(random.next()) / 4294967296.f - 0.5f;
        file.write(reinterpret_cast<const char*>(row.data()),
            static_cast<std::streamsize>(row.size() * 4));
    }
}

LoadedDataset timedLoad(const char* what, const DatasetSpec& spec)
{
    forgetPeak();
    const double before = statusMegabytes("VmHWM");
    const Stopwatch watch;
    LoadedDataset loaded = load(spec);
    std::printf("%s: %lld items in %.2f s, peak %.0f MB more than before\n", what,
        static_cast<long long>(loaded.dataset.items), watch.seconds(),
        statusMegabytes("VmHWM") - before);
    return loaded;
}

/// The same data with every picture in memory.
std::shared_ptr<const Dataset> inMemory(const Dataset& data)
{
    auto copy = std::make_shared<Dataset>(data);
    for (ModalityData& modality : copy->modalities) {
        if (!modality.images) continue;
        const int width = modality.images->width(), height = modality.images->height();
        const auto size = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3;
        std::vector<std::uint8_t> pixels(size * static_cast<std::size_t>(data.items));
        for (Index item = 0; item < data.items; ++item)
            modality.images->read(
                item, 0, std::span(pixels).subspan(size * static_cast<std::size_t>(item), size));
        modality.images = imagesInMemory(std::move(pixels), width, height, 1);
    }
    return copy;
}

/// Steps a second, after a few to warm up.
double trainingRate(std::shared_ptr<const Dataset> data, Index batchSize, int steps)
{
    RunSpec spec;
    spec.set("batch_size", std::int64_t(batchSize));
    ThreadPool pool(0);
    Trainer trainer(std::make_shared<RunSetup>(spec, std::move(data)), pool);
    for (int i = 0; i < 3; ++i)
        trainer.step();
    const Stopwatch watch;
    for (int i = 0; i < steps; ++i)
        trainer.step();
    return steps / watch.seconds();
}

/// Training from files against training from the same pictures in memory.
void compareTraining(const LoadedDataset& loaded, int steps)
{
    forgetPeak();
    const auto files = std::make_shared<Dataset>(loaded.dataset);
    const double fromFiles = trainingRate(files, 128, steps);
    const double peak = statusMegabytes("VmHWM");
    const double fromMemory = trainingRate(inMemory(loaded.dataset), 128, steps);
    std::printf(
        "  trains at %.1f steps/s of 128 pairs (peak %.0f MB), in memory at %.1f: %.0f %%\n",
        fromFiles, peak, fromMemory, 100 * fromFiles / fromMemory);
}

/// Items a second that one thread reads in random order.
double readingRate(const Dataset& data, const char* modality, int reads)
{
    const ModalityData& source = *data.find(modality);
    RandomStream random(3, Purpose::sampleOrder);
    std::vector<std::uint8_t> pixels;
    std::vector<float> values;
    if (source.images)
        pixels.resize(
            static_cast<std::size_t>(source.images->width()) * source.images->height() * 3);
    if (source.features) values.resize(static_cast<std::size_t>(source.features->width()));
    const Stopwatch watch;
    for (int i = 0; i < reads; ++i) {
        const auto item = static_cast<Index>(random.below(static_cast<std::uint64_t>(data.items)));
        if (source.images)
            source.images->read(item, 0, pixels);
        else
            source.features->read(item, values);
    }
    return reads / watch.seconds();
}

void benchPairs(const fs::path& folder)
{
    makePairs(folder);
    DatasetSpec table;
    table.path = (folder / "captions.csv").string();
    const struct {
        const char* what;
        int side, memory, steps;
    } cases[] = { { "10,000 JPEG-caption pairs, 64 pixels, 1,024 MiB", 64, 1024, 60 },
        { "the same in 32 MiB, of 117", 64, 32, 60 },
        { "at 224 pixels in 256 MiB, of 1,436", 224, 256, 4 } };
    for (const auto& one : cases) {
        table.imageSize = one.side;
        table.memory = one.memory;
        const LoadedDataset loaded = timedLoad(one.what, table);
        std::printf("  read: %.0f items/s a thread\n",
            readingRate(loaded.dataset, "image", one.memory == 1024 ? 200'000 : 2000));
        compareTraining(loaded, one.steps);
    }
}

void benchShard(const fs::path& folder)
{
    makePairs(folder);
    DatasetSpec shard;
    shard.path = (folder / "shard.tar").string();
    compareTraining(timedLoad("10,000 samples in a tar shard", shard), 60);
    shard.memory = 32;
    compareTraining(timedLoad("the same in 32 MiB, of 117", shard), 60);
}

void benchMatrices(const fs::path& folder)
{
    makeMatrix(folder / "a.npy", 1);
    makeMatrix(folder / "b.npy", 2);
    DatasetSpec matrices;
    matrices.path = (folder / "a.npy").string();
    matrices.second = (folder / "b.npy").string();
    const LoadedDataset pair = timedLoad("two matrices of 200,000 x 768", matrices);
    std::printf("  read: %.0f rows/s a thread\n", readingRate(pair.dataset, "a", 50'000));
    const double rate = trainingRate(std::make_shared<Dataset>(pair.dataset), 1024, 200);
    std::printf("  trains at %.1f steps/s of 1,024 pairs; %.0f MB of its own, %.0f MB of mapped "
                "pages\n",
        rate, statusMegabytes("RssAnon"), statusMegabytes("RssFile"));
}

void benchSound()
{
    std::vector<float> minute(std::size_t(60) * LogMel::rate);
    RandomStream random(5, Purpose::noise);
    for (float& value : minute)
        value = static_cast<float>(0.1 * random.normal());
    LogMel logMel;
    std::vector<double> times;
    for (int i = 0; i < 9; ++i) {
        const Stopwatch watch;
        (void)logMel(minute);
        times.push_back(watch.seconds());
    }
    std::sort(times.begin(), times.end());
    std::printf("log-mel of a minute of sound, one thread: %.0f ms (median of 9)\n",
        1000 * times[times.size() / 2]);
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const fs::path folder = argc > 1 ? argv[1] : "bench_media";
    const std::string chosen = argc > 2 ? argv[2] : "";
    const auto asked = [&](const char* name) { return chosen.empty() || chosen == name; };
    if (asked("sound")) benchSound();
    if (asked("pairs")) benchPairs(folder);
    if (asked("shard")) benchShard(folder);
    if (asked("matrices")) benchMatrices(folder);
}
