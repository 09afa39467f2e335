// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the feature stage costs beside ONNX Runtime alone, and how fast its cache is read:
// bench_encoder MODEL.onnx [PICTURES]. The model takes pictures of a fixed size; they come in
// memory at that size, so that decoding and resizing are no part of it.
#include "encoder/feature_cache.h"
#include "encoder/feature_stage.h"

#include "base/random.h"
#include "base/thread_pool.h"

#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <unistd.h>

using namespace contrastlab;

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Of all threads of this process: what other work on the machine disturbs less.
double processorSeconds()
{
    return double(std::clock()) / CLOCKS_PER_SEC;
}

/// A thousand pictures of noise, again and again.
class Noise final : public PictureSource {
public:
    Noise(int width, int height)
    {
        RandomStream random(1, Purpose::noise, 0);
        for (int i = 0; i < 1000; ++i) {
            Picture picture { width, height, {} };
            for (int j = 0; j < width * height * 3; ++j)
                picture.pixels.push_back(static_cast<std::uint8_t>(random.below(256)));
            m_pictures.push_back(std::move(picture));
        }
    }
    Picture picture(Index item, int) const override
    {
        return m_pictures[static_cast<std::size_t>(item) % m_pictures.size()];
    }

private:
    std::vector<Picture> m_pictures;
};

/// That the model takes.
Picture blankFor(const PicturePreparation& look)
{
    return prepared({ 1, 1, { 0, 0, 0 } }, look);
}

double runtimeAlone(const std::string& file, const EncoderPlan& plan, Index items)
{
    constexpr Index batch = 16;
    const OnnxSession session(OnnxRuntime::load(), file);
    const Picture blank = blankFor(plan.preparation);
    TensorInput input { plan.input, onnx::elementFloat, { batch, 3, blank.height, blank.width }, {},
        {} };
    input.reals.assign(blank.pixels.size() * batch, 0.5f);
    ThreadPool pool(0);
    const auto begin = Clock::now();
    pool.run(items / batch, [&](Index) { (void)session.run(std::span(&input, 1), plan.output); });
    return secondsSince(begin);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "bench_encoder MODEL.onnx [PICTURES]\n");
        return 2;
    }
    const Index items = (argc > 2 ? std::atol(argv[2]) : 10'000) / 16 * 16;
    const Encoder encoder(OnnxRuntime::load(), argv[1]);
    const Picture blank = blankFor(encoder.plan().preparation);
    const Noise pictures(blank.width, blank.height);
    ModalityData modality;
    modality.kind = ModalityKind::image;
    modality.images =
        imagesInMemory(std::vector<std::uint8_t>(static_cast<std::size_t>(items) * 3), 1, 1, 1);
    for (Index item = 0; item < items; ++item)
        modality.contents.push_back(static_cast<std::uint64_t>(item));
    const auto folder =
        std::filesystem::temp_directory_path() / ("bench_encoder." + std::to_string(::getpid()));
    const FeatureStage stage { folder.string(), std::int64_t(1) << 36, 0, {}, {}, {} };
    (void)runtimeAlone(argv[1], encoder.plan(), 256);
    for (int round = 0; round < 3; ++round) {
        std::filesystem::remove_all(folder);
        const double begun = processorSeconds();
        const double alone = runtimeAlone(argv[1], encoder.plan(), items);
        const double aloneWork = processorSeconds() - begun;
        auto begin = Clock::now();
        (void)pictureFeatures(encoder, modality, items, pictures, "", stage);
        const double staged = secondsSince(begin);
        const double stagedWork = processorSeconds() - begun - aloneWork;
        begin = Clock::now();
        const auto features = pictureFeatures(encoder, modality, items, pictures, "", stage);
        const double opened = secondsSince(begin);
        std::vector<float> row(static_cast<std::size_t>(features->width()));
        begin = Clock::now();
        constexpr int times = 20;
        for (int time = 0; time < times; ++time)
            for (Index item = 0; item < items; ++item)
                features->read(item, row);
        const double bytes = double(times) * double(items) * double(row.size() * sizeof(float));
        std::printf(
            "runtime alone %.0f items/s, with the stage %.0f (%.2f of it; %.2f by processor "
            "time), opened again in %.3f s, cache read at %.2f GB/s\n",
            double(items) / alone, double(items) / staged, alone / staged, aloneWork / stagedWork,
            opened, bytes / secondsSince(begin) / 1e9);
    }
    std::filesystem::remove_all(folder);
    return 0;
}
