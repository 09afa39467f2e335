// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What recording costs: training steps a second of a run as the window has it, with all analyses,
// but without views; recorded and not, in turns. Beside it, steps for each second of processor
// time of the whole program, which says more where others use the machine.
//   bench_recording [SECONDS] [ROUNDS] [KEY=VALUE ...]
#include "run/run_recording.h"
#include "run/run_session.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <memory>
#include <vector>

using namespace contrastlab;

namespace {

constexpr double warmUp = 1.5; ///< seconds that are not counted

double stepsPerSecond(const Run& run)
{
    return run.steps.with([](std::span<const StepMetrics> steps) {
        const auto first = std::ranges::lower_bound(steps, warmUp, {}, &StepMetrics::seconds);
        if (first == steps.end() || steps.back().seconds <= first->seconds) return 0.0;
        return double(steps.back().step - first->step) / (steps.back().seconds - first->seconds);
    });
}

struct Result {
    double rate = 0; ///< steps a second
    double perProcessor = 0; ///< steps for each second of processor time
    double bytes = 0; ///< of the file, for each second of training
};

Result train(const RunSpec& spec, double seconds, bool records)
{
    const QTemporaryDir folder;
    Result result;
    auto recording = std::make_unique<RunRecording>();
    auto session = std::make_unique<RunSession>();
    recording->setPatience(0);
    recording->follow(session->library());
    recording->setChoice({ records, folder.path(), 2000 });
    const std::clock_t before = std::clock();
    session->start(spec);
    QObject::connect(session.get(), &RunSession::ticked, session.get(), [&] {
        const auto last = session->run()->steps.last();
        if (last && last->seconds > seconds + warmUp) QCoreApplication::quit();
    });
    QCoreApplication::exec();
    const std::shared_ptr<const Run> run = session->run();
    session = nullptr;
    recording = nullptr;
    result.perProcessor =
        double(run->steps.size()) * CLOCKS_PER_SEC / double(std::clock() - before);
    for (const QFileInfo& file : QDir(folder.path()).entryInfoList(QDir::Files))
        result.bytes += double(file.size()) / run->steps.last()->seconds;
    result.rate = stepsPerSecond(*run);
    return result;
}

double medianOf(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const double seconds = argc > 1 ? std::max(2.0, std::atof(argv[1])) : 8;
    const int rounds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 5;
    RunSpec spec;
    spec.set("steps", std::int64_t(100000000));
    for (int i = 3; i < argc; ++i) {
        const std::string text = argv[i];
        const auto equals = text.find('=');
        if (equals == std::string::npos
            || assign(spec, text.substr(0, equals), text.substr(equals + 1)))
            return std::fprintf(stderr, "bench_recording: %s is no KEY=VALUE\n", argv[i]), 2;
    }
    std::vector<double> without, with, ratios, processor, bytes;
    for (int round = 0; round < rounds; ++round) {
        // Which goes first changes: a machine that grows warm slows what comes second.
        const bool first = round % 2 == 1;
        const Result a = train(spec, seconds, first), b = train(spec, seconds, !first);
        const Result &recorded = first ? a : b, &plain = first ? b : a;
        without.push_back(plain.rate);
        with.push_back(recorded.rate);
        ratios.push_back(recorded.rate / plain.rate);
        processor.push_back(recorded.perProcessor / plain.perProcessor);
        bytes.push_back(recorded.bytes);
        std::printf("%.1f steps/s, recorded %.1f: %.1f %%; of processor time %.1f %%\n", plain.rate,
            recorded.rate, 100 * ratios.back(), 100 * processor.back());
        std::fflush(stdout);
    }
    std::printf("medians: %.1f steps/s, recorded %.1f; of each pair %.1f %%, of processor time "
                "%.1f %%; %.0f KB/s written\n",
        medianOf(without), medianOf(with), 100 * medianOf(ratios), 100 * medianOf(processor),
        medianOf(bytes) / 1000);
    return 0;
}
