// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Frames of a file are somebody else's: their sizes are looked at before they go into a page.
#include "report/report_frames.h"

#include "analysis/probe_frame.h"
#include "run/checkpoint_fit.h"
#include "run/foreign_run.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace contrastlab {

namespace {

using Json = nlohmann::ordered_json;
constexpr Index mostSide = 64;
constexpr Index mostPoints = 1000;
constexpr std::size_t mostTowers = 3;

template <class T> std::vector<T> spreadOut(const std::vector<T>& all, std::size_t most)
{
    if (all.size() <= most) return all;
    std::vector<T> chosen;
    for (std::size_t i = 0; i < most; ++i)
        chosen.push_back(all[i * (all.size() - 1) / (most - 1)]);
    return chosen;
}

bool isUsable(const ProbeFrame& frame)
{
    const auto small = [](const Matrix<float>& matrix, Index most) {
        return matrix.rows() > 0 && matrix.rows() <= most;
    };
    const std::size_t towers = frame.points.size();
    return towers >= 2 && towers <= mostTowers
        && frame.similarities.size() == towers * (towers - 1) / 2
        && std::ranges::all_of(frame.similarities,
            [&](const auto& m) { return small(m, mostSide) && m.cols() == m.rows(); })
        && std::ranges::all_of(
            frame.points, [&](const auto& m) { return small(m, mostPoints) && m.cols() == 2; });
}

bool areAlike(const ProbeFrame& a, const ProbeFrame& b)
{
    const auto sizes = [](const Matrix<float>& x, const Matrix<float>& y) {
        return x.rows() == y.rows() && x.cols() == y.cols();
    };
    return std::ranges::equal(a.points, b.points, sizes)
        && std::ranges::equal(a.similarities, b.similarities, sizes);
}

// Those of another program have no plane yet.
FrameList withPoints(ThreadPool& pool, const FrameList& all)
{
    FrameList frames;
    for (const auto& frame : spreadOut(all, mostReportFrames)) {
        auto projected = std::make_shared<ProbeFrame>(*frame);
        projectFrame(pool, *projected, frames.empty() ? nullptr : frames.back().get());
        frames.push_back(std::move(projected));
    }
    return frames;
}

FrameList recordedFrames(ThreadPool& pool, const Run& run, const RunSetup* setup)
{
    const FrameList all =
        isForeign(run.spec()) ? withPoints(pool, run.frames.all()) : run.frames.all();
    FrameList frames;
    const ProbeSet probes = setup ? chooseProbes(*setup) : ProbeSet();
    for (const auto& frame : all)
        if (isUsable(*frame) && (!setup || fits(*frame, *setup, probes))
            && (frames.empty() || areAlike(*frames.front(), *frame)))
            frames.push_back(frame);
    return frames;
}

// By rising steps, one a step.
KeptCheckpoints checkpointsOf(const Run& run)
{
    KeptCheckpoints kept = run.keptCheckpoints();
    std::ranges::stable_sort(kept, {}, [](const auto& one) { return one->step(); });
    const auto isSame = [](const auto& a, const auto& b) { return a->step() == b->step(); };
    kept.erase(std::unique(kept.begin(), kept.end(), isSame), kept.end());
    return kept;
}

// Those that cannot be used are left out.
FrameList framesOfCheckpoints(
    ThreadPool& pool, const RunSetup& setup, const KeptCheckpoints& checkpoints)
{
    FrameList frames;
    const ProbeSet probes = chooseProbes(setup);
    for (const auto& kept : spreadOut(checkpoints, mostReportFrames)) {
        const auto checkpoint = kept->get();
        if (!checkpoint || !checkFits(*checkpoint, setup).empty()) continue;
        frames.push_back(std::make_shared<ProbeFrame>(analyseProbes(
            pool, setup, probes, *checkpoint, frames.empty() ? nullptr : frames.back().get())));
    }
    return frames;
}

std::string base64(const std::vector<std::uint8_t>& bytes)
{
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8 | (i + k < bytes.size() ? bytes[i + k] : 0u);
        for (std::size_t k = 0; k < 4; ++k)
            text += i + k <= bytes.size() ? digits[group >> (18 - 6 * k) & 63] : '=';
    }
    return text;
}

std::string cosinesOf(const FrameList& frames, std::size_t pair)
{
    std::vector<std::uint8_t> bytes;
    for (const auto& frame : frames) {
        const Matrix<float>& cosines = frame->similarities[pair];
        for (Index i = 0; i < cosines.size(); ++i) {
            const float value = cosines.data()[i];
            const long level =
                std::isfinite(value) ? std::lround(127 * std::clamp(value, -1.0f, 1.0f)) : -128;
            bytes.push_back(static_cast<std::uint8_t>(static_cast<std::int8_t>(level)));
        }
    }
    return base64(bytes);
}

constexpr double mostShort = 32767;

double largestOf(const FrameList& frames)
{
    double largest = 1e-6;
    for (const auto& frame : frames)
        for (const Matrix<float>& points : frame->points)
            for (Index i = 0; i < points.size(); ++i)
                if (std::isfinite(points.data()[i]))
                    largest = std::max(largest, std::abs(static_cast<double>(points.data()[i])));
    return largest;
}

std::string pointsOf(const FrameList& frames, double largest)
{
    std::vector<std::uint8_t> bytes;
    for (const auto& frame : frames)
        for (const Matrix<float>& points : frame->points)
            for (Index i = 0; i < points.size(); ++i) {
                const auto value = static_cast<double>(points.data()[i]);
                const auto level = static_cast<std::int16_t>(
                    std::isfinite(value) ? std::lround(mostShort * value / largest) : -32768);
                const auto bits = static_cast<std::uint16_t>(level);
                bytes.push_back(static_cast<std::uint8_t>(bits & 255));
                bytes.push_back(static_cast<std::uint8_t>(bits >> 8));
            }
    return base64(bytes);
}

} // namespace

FrameList reportFrames(ThreadPool& pool, const Run& run, const RunSetup* setup)
{
    const FrameList recorded = recordedFrames(pool, run, setup);
    if (!setup) return spreadOut(recorded, mostReportFrames);
    const KeptCheckpoints checkpoints = checkpointsOf(run);
    if (recorded.size() >= std::min(mostReportFrames, checkpoints.size()))
        return spreadOut(recorded, mostReportFrames);
    FrameList computed = framesOfCheckpoints(pool, *setup, checkpoints);
    return computed.size() > recorded.size() ? computed : recorded;
}

Json framesJson(const FrameList& frames)
{
    if (frames.empty()) return nullptr;
    const ProbeFrame& first = *frames.front();
    const double largest = largestOf(frames);
    Json json { { "side", first.similarities.front().rows() },
        { "count", first.points.front().rows() }, { "towers", first.points.size() },
        { "scale", largest / mostShort }, { "steps", Json::array() },
        { "temperatures", Json::array() }, { "matrices", Json::array() } };
    for (const auto& frame : frames) {
        json["steps"].push_back(frame->step);
        json["temperatures"].push_back(frame->temperature);
    }
    for (std::size_t pair = 0; pair < first.similarities.size(); ++pair)
        json["matrices"].push_back(cosinesOf(frames, pair));
    json["points"] = pointsOf(frames, largest);
    return json;
}

} // namespace contrastlab
