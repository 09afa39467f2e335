// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
//   follower: ready, alive ..., result      leader: train, train ..., end
//
// A run is trained on a thread of its own, so that whoever trains can answer.
#include "sweep_crew.h"

#include "store/run_store.h"

#include <nlohmann/json.hpp>

#include <atomic>
#include <bit>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>
#include <unistd.h>

namespace contrastlab {

namespace {

using Json = nlohmann::ordered_json;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds betweenLooks { 2 };
constexpr std::chrono::seconds betweenSigns { 1 }; ///< of life

// Numbers as their bits: JSON has no NaN.
std::string textOf(const SweepResult& result)
{
    std::vector<std::uint64_t> values;
    for (const double value : result.values)
        values.push_back(std::bit_cast<std::uint64_t>(value));
    return Json {
        { "cell", result.cell }, { "kind", static_cast<int>(result.outcome.kind) },
        { "step", result.outcome.step }, { "cause", result.outcome.cause },
        { "message", result.outcome.message }, { "digest", result.digest }, { "values", values },
        { "seconds", result.seconds }, { "unkept", result.unkept }
    }.dump(-1, ' ', false, Json::error_handler_t::replace);
}

SweepResult resultFrom(std::string_view text)
{
    const Json json = Json::parse(text);
    SweepResult result;
    result.cell = json["cell"];
    result.outcome = { static_cast<RunOutcome::Kind>(json["kind"].get<int>()), json["step"],
        json["cause"], json["message"] };
    result.digest = json["digest"];
    for (const std::uint64_t bits : json["values"])
        result.values.push_back(std::bit_cast<double>(bits));
    result.seconds = json["seconds"];
    result.unkept = json["unkept"];
    return result;
}

/// One run, on a thread of its own.
class OneRun {
public:
    OneRun(const Sweep& sweep, SweepWork work, std::size_t cell)
        : m_thread(
            [this, &sweep, work = std::move(work), cell](const std::stop_token& stop) mutable {
                work.cells = { cell };
                work.onResult = [this](const SweepResult& result) { m_result = result; };
                runSweep(sweep, work, stop);
                m_over = true;
            })
    {
    }
    [[nodiscard]] bool isOver() const { return m_over; }
    /// Once it is over; nothing where it was given up.
    [[nodiscard]] const std::optional<SweepResult>& result() const { return m_result; }

private:
    std::atomic<bool> m_over { false };
    std::optional<SweepResult> m_result;
    std::jthread m_thread; // ends first
};

class Leader {
public:
    Leader(Mail& mail, SweepFolder* folder, const Sweep& sweep, const SweepWork& work)
        : m_mail(mail)
        , m_folder(folder)
        , m_sweep(sweep)
        , m_work(work)
        , m_waiting(work.cells.begin(), work.cells.end())
        , m_others(static_cast<std::size_t>(mail.members()))
    {
    }

    void lead(const std::stop_token& stop)
    {
        while (!stop.stop_requested() && !isDone()) {
            while (const auto letter = m_mail.receive())
                take(*letter);
            lookAfterOthers();
            trainOne();
            std::this_thread::sleep_for(betweenLooks);
        }
        m_own.reset();
        for (int other = 1; other < m_mail.members(); ++other)
            m_mail.send(other, "end");
    }

private:
    struct Other {
        bool isReady = false;
        std::optional<std::size_t> cell; ///< that it trains
        Clock::time_point heard {};
    };

    [[nodiscard]] bool isDone() const
    {
        return m_waiting.empty() && !m_own
            && std::ranges::none_of(
                m_others, [](const Other& other) { return other.cell.has_value(); });
    }

    void take(const Letter& letter)
    {
        Other& other = m_others[static_cast<std::size_t>(letter.from)];
        other.heard = Clock::now();
        if (letter.text == "ready") other.isReady = true;
        const std::size_t end = letter.text.find('\n');
        if (end == std::string::npos) return;
        other.isReady = true;
        const std::string_view text(letter.text);
        SweepResult result = resultFrom(text.substr(0, end));
        const bool awaited = other.cell == result.cell;
        other.cell.reset();
        if (!awaited) return; // it was taken for lost, and another has the run
        try {
            if (m_folder && text.size() > end + 1)
                m_folder->write(result.cell, text.substr(end + 1));
        } catch (const std::exception& error) {
            result.unkept = error.what();
        }
        m_work.onResult(result);
    }

    void lookAfterOthers()
    {
        for (int m = 1; m < m_mail.members(); ++m) {
            Other& other = m_others[static_cast<std::size_t>(m)];
            const bool isLost =
                !m_mail.isAlive(m) || (other.cell && Clock::now() - other.heard > longestSilence);
            if (isLost) {
                if (other.cell) m_waiting.push_front(*other.cell);
                other = {};
            } else if (other.isReady && !other.cell && !m_waiting.empty()) {
                other.cell = m_waiting.front();
                other.heard = Clock::now();
                m_waiting.pop_front();
                m_mail.send(m, "train " + std::to_string(*other.cell));
            }
        }
    }

    void trainOne()
    {
        if (m_own && m_own->isOver()) {
            if (m_own->result()) m_work.onResult(*m_own->result());
            m_own.reset();
        }
        if (m_own || m_waiting.empty()) return;
        m_own.emplace(m_sweep, m_work, m_waiting.front());
        m_waiting.pop_front();
    }

    Mail& m_mail;
    SweepFolder* m_folder;
    const Sweep& m_sweep;
    const SweepWork& m_work;
    std::deque<std::size_t> m_waiting;
    std::vector<Other> m_others; ///< the first is oneself
    std::optional<OneRun> m_own;
};

// A run as the content of its file.
std::string contentOf(const EndedRun& ended)
{
    namespace fs = std::filesystem;
    const std::string path = (fs::temp_directory_path()
        / ("contrastlab-" + std::to_string(::getpid()) + "-" + std::to_string(ended.cell)
            + ".clab"))
                                 .string();
    saveRun(*ended.run, path, recordOf(ended.setup->dataset(), ended.setup->spec()));
    std::ifstream file(path, std::ios::binary);
    std::string content { std::istreambuf_iterator<char>(file), {} };
    file.close();
    fs::remove(path);
    return content;
}

} // namespace

void leadSweep(Mail& mail, SweepFolder* folder, const Sweep& sweep, const SweepWork& work,
    const std::stop_token& stop)
{
    Leader(mail, folder, sweep, work).lead(stop);
}

void followSweep(Mail& mail, bool keeps, const Sweep& sweep, SweepWork work)
{
    std::string content; // of the run at work
    work.keep = [&content, keeps](
                    const EndedRun& ended) { content = keeps ? contentOf(ended) : std::string(); };
    std::optional<OneRun> run;
    Clock::time_point signalled {};
    mail.send(0, "ready");
    while (mail.isAlive(0)) {
        const auto letter = mail.receive();
        if (letter && letter->text == "end") return;
        if (letter && letter->text.starts_with("train ")) {
            content.clear();
            run.emplace(sweep, work, std::stoul(letter->text.substr(6)));
        }
        if (run && run->isOver() && run->result()) {
            mail.send(0, textOf(*run->result()) + "\n" + content);
            run.reset();
        }
        if (run && Clock::now() - signalled > betweenSigns) {
            signalled = Clock::now();
            mail.send(0, "alive");
        }
        std::this_thread::sleep_for(betweenLooks);
    }
}

} // namespace contrastlab
