// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every random quantity has a stream of its own, so changing one (say, the noise) leaves the others
// as they were.
#include "data/synthetic.h"

#include "base/digest.h"
#include "base/random.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

enum WorldStream : std::uint64_t {
    centres,
    classesOfItems,
    latents,
    mixing = 10,
    noises = 20,
    partners = 30,
    ownLatents = 40,
    ownMixing = 50
};

Matrix<double> normalMatrix(Index rows, Index columns, std::uint64_t seed, std::uint64_t index,
    const std::function<void()>& onProgress)
{
    constexpr Index often = 1 << 16;
    RandomStream stream(seed, Purpose::world, index);
    Matrix<double> m(rows, columns);
    for (Index i = 0; i < m.size(); ++i) {
        if (i % often == 0) onProgress();
        m.data()[i] = stream.normal();
    }
    return m;
}

std::vector<int> drawClasses(const SyntheticWorld& world, std::uint64_t seed)
{
    RandomStream stream(seed, Purpose::world, classesOfItems);
    std::vector<int> classes(static_cast<std::size_t>(world.items));
    for (int& c : classes)
        c = static_cast<int>(stream.below(static_cast<std::uint64_t>(world.classes)));
    return classes;
}

// Moves the rows of a share of the training items on by one among themselves.
void mismatchRows(Matrix<double>& z, Index training, double share, std::uint64_t seed)
{
    RandomStream stream(seed, Purpose::world, partners);
    std::vector<Index> chosen;
    for (Index i = 0; i < training; ++i)
        if (stream.uniform() < share) chosen.push_back(i);
    const Matrix<double> original = z;
    for (std::size_t k = 0; k < chosen.size(); ++k)
        z.row(chosen[k]) = original.row(chosen[(k + 1) % chosen.size()]);
}

} // namespace

double bytesOf(const SyntheticWorld& world)
{
    double kept = 4 + 1 + 16.0 * static_cast<double>(world.latentWidth); // label, part, latents
    Index widest = 0;
    for (int m = 0; m < world.modalities; ++m) {
        kept += 4.0 * static_cast<double>(world.widths[m]);
        widest = std::max(widest, world.widths[m]);
    }
    constexpr double whileMade = 2 * sizeof(double); // signal and noise
    return static_cast<double>(world.items) * (kept + whileMade * static_cast<double>(widest));
}

Dataset makeSyntheticWorld(
    const SyntheticWorld& world, std::uint64_t seed, const std::function<void()>& onProgress)
{
    const auto normals = [&](Index rows, Index columns, std::uint64_t stream) {
        return normalMatrix(rows, columns, seed, stream, onProgress);
    };
    Dataset dataset;
    dataset.name = "synthetic";
    dataset.items = world.items;
    dataset.labels = drawClasses(world, seed);
    for (int c = 0; c < world.classes; ++c) {
        const std::string number = std::to_string(c + 1);
        dataset.labelNames.push_back({ "class " + number, "类别 " + number });
    }
    const Matrix<double> centre = 1.5 * normals(world.classes, world.latentWidth, centres);
    Matrix<double> z = world.spread * normals(world.items, world.latentWidth, latents);
    for (Index i = 0; i < world.items; ++i)
        z.row(i) += centre.row(dataset.labels[static_cast<std::size_t>(i)]);

    // A latent of its own, as wide as the shared one, through a mixing of its own.
    const auto nuisance = [&](int m) -> Matrix<double> {
        const auto stream = static_cast<std::uint64_t>(m);
        return normals(world.items, world.latentWidth, ownLatents + stream)
            * normals(world.latentWidth, world.widths[m], ownMixing + stream)
            * (world.nuisance / std::sqrt(static_cast<double>(world.latentWidth)));
    };
    const Index training = world.items - world.heldOut;
    dataset.parts.assign(static_cast<std::size_t>(training), Part::training);
    dataset.parts.resize(static_cast<std::size_t>(world.items), Part::heldOut);

    Digest digest;
    for (int m = 0; m < world.modalities; ++m) {
        const auto stream = static_cast<std::uint64_t>(m);
        if (m == 1 && world.mismatched > 0) mismatchRows(z, training, world.mismatched, seed);
        const Matrix<double> a = normals(world.latentWidth, world.widths[m], mixing + stream)
            / std::sqrt(static_cast<double>(world.latentWidth));
        const Matrix<double> e = normals(world.items, world.widths[m], noises + stream);
        Matrix<double> seen = (z * a).array().tanh() + world.noise * e.array();
        if (world.nuisance > 0) seen += nuisance(m);
        Matrix<float> x = seen.cast<float>();
        digest.add(std::span<const float>(x.data(), static_cast<std::size_t>(x.size())));
        ModalityData modality;
        modality.name = std::string(1, static_cast<char>('a' + m));
        modality.features = featuresInMemory(std::move(x));
        dataset.modalities.push_back(std::move(modality));
    }
    dataset.digest = digest.hex();
    return dataset;
}

} // namespace contrastlab
