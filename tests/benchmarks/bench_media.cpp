// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How fast files become a data set: 10,000 JPEG-caption pairs of 500 x 375, the same in a tar
// shard, and a pair of 200,000 x 768 matrices. `bench_media FOLDER` makes them there (2 GB) unless
// they are there.
#include "base/random.h"
#include "media/dataset_loader.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImage>

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

double residentMegabytes()
{
    std::ifstream status("/proc/self/statm");
    double pages = 0, resident = 0;
    status >> pages >> resident;
    return resident * 4096 / 1e6;
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
    const Stopwatch watch;
    LoadedDataset loaded = load(spec);
    std::printf("%s: %lld items in %.2f s, resident %.0f MB\n", what,
        static_cast<long long>(loaded.dataset.items), watch.seconds(), residentMegabytes());
    return loaded;
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

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const fs::path folder = argc > 1 ? argv[1] : "bench_media";
    makePairs(folder);
    makeMatrix(folder / "a.npy", 1);
    makeMatrix(folder / "b.npy", 2);

    DatasetSpec table;
    table.path = (folder / "captions.csv").string();
    const LoadedDataset files = timedLoad("10,000 JPEG-caption pairs", table);
    std::printf("  cached: %.0f items/s a thread\n", readingRate(files.dataset, "image", 200'000));
    table.imageSize = 224;
    table.memory = 256;
    const LoadedDataset large = timedLoad("the same at 224 pixels in 256 MiB", table);
    std::printf(
        "  18 %% cached: %.0f items/s a thread\n", readingRate(large.dataset, "image", 2000));

    DatasetSpec shard;
    shard.path = (folder / "shard.tar").string();
    timedLoad("10,000 samples in a tar shard", shard);

    DatasetSpec matrices;
    matrices.path = (folder / "a.npy").string();
    matrices.second = (folder / "b.npy").string();
    const LoadedDataset pair = timedLoad("two matrices of 200,000 x 768", matrices);
    std::printf("  %.0f rows/s a thread\n", readingRate(pair.dataset, "a", 50'000));
    std::printf("  resident after 50,000 rows: %.0f MB\n", residentMegabytes());
}
