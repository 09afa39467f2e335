// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A row a setting: how it is written and how it is read.
#include "encoder/encoder_settings.h"

#include "base/joined.h"
#include "base/problem.h"
#include "encoder/encoder_messages.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <sstream>
#include <tuple>

namespace contrastlab {

namespace {

constexpr int longestSide = 4096;
constexpr std::array<const char*, 3> fitNames { "none", "shorter", "stretched" };
constexpr std::array<const char*, 3> fillNames { "none", "zeros", "repeated" };
constexpr std::array<const char*, 2> levelNames { "same", "unit" };
constexpr std::array<const char*, 5> poolingNames { "none", "first", "mean", "max", "last" };

// Shortest text that reads back as the same number, whatever the locale.
template <class T> std::string numberText(T value)
{
    std::array<char, 32> text {};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return { text.data(), end };
}

template <class T> std::optional<T> numberFrom(std::string_view text)
{
    T value {};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return {};
    return value;
}

std::string trimmed(std::string_view text)
{
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return std::string(text.substr(begin, text.find_last_not_of(" \t") - begin + 1));
}

std::vector<std::string> partsOf(const std::string& text, char separator)
{
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, separator);)
        parts.push_back(trimmed(part));
    return parts;
}

/// One setting with its value as a person gave it, and the file for messages.
struct GivenSetting {
    const std::string& file;
    std::string name;
    std::string value;

    [[noreturn]] void fail(const char* expected) const
    {
        throw InputError(file, printable(name) + "=" + printable(value),
            { sentences::settingKind, { Message(expected) } });
    }
    template <std::size_t N> [[nodiscard]] int among(const std::array<const char*, N>& names) const
    {
        for (std::size_t i = 0; i < N; ++i)
            if (value == names[i]) return static_cast<int>(i);
        throw InputError(file, printable(name),
            { sentences::settingUnknown,
                { printable(value), joined(names, [](const char* one) { return one; }) } });
    }
    // Height and width: "224" or "224x160".
    [[nodiscard]] std::pair<int, int> sides() const
    {
        std::vector<int> sides;
        for (const std::string& part : partsOf(value, 'x')) {
            const auto side = numberFrom<int>(part);
            if (!side || *side < 1 || *side > longestSide) fail(sentences::settingSides);
            sides.push_back(*side);
        }
        if (sides.empty() || sides.size() > 2) fail(sentences::settingSides);
        return { sides.front(), sides.back() };
    }
    [[nodiscard]] float real() const
    {
        const auto number = numberFrom<float>(value);
        if (!number || !std::isfinite(*number)) fail(sentences::settingNumber);
        return *number;
    }
    [[nodiscard]] float realOtherThan0() const
    {
        const float number = real();
        if (number == 0) fail(sentences::settingNotZero);
        return number;
    }
    [[nodiscard]] double between(double least, double most) const
    {
        const auto number = numberFrom<double>(value);
        if (!number || !(*number >= least && *number <= most))
            failBetween(sentences::settingBetween, least, most);
        return *number;
    }
    [[nodiscard]] int whole(int least, int most) const
    {
        const auto number = numberFrom<int>(value);
        if (!number || *number < least || *number > most)
            failBetween(sentences::settingWhole, least, most);
        return *number;
    }
    template <class T> [[noreturn]] void failBetween(const char* expected, T least, T most) const
    {
        throw InputError(file, printable(name) + "=" + printable(value),
            { sentences::settingKind,
                { Message { expected, { numberText(least), numberText(most) } } } });
    }
    // Of red, green and blue; one number stands for three.
    [[nodiscard]] std::array<float, 3> colours(bool above0) const
    {
        std::vector<float> numbers;
        for (const std::string& part : partsOf(value, ',')) {
            const auto number = numberFrom<float>(part);
            if (!number || !std::isfinite(*number) || (above0 && !(*number > 0)))
                fail(above0 ? sentences::settingDeviations : sentences::settingMeans);
            numbers.push_back(*number);
        }
        if (numbers.size() == 1) numbers.resize(3, numbers.front());
        if (numbers.size() != 3)
            fail(above0 ? sentences::settingDeviations : sentences::settingMeans);
        return { numbers[0], numbers[1], numbers[2] };
    }
};

std::string sidesText(int height, int width)
{
    return std::to_string(height) + "x" + std::to_string(width);
}

std::string coloursText(const std::array<float, 3>& colours)
{
    return joined(colours, numberText<float>, ",");
}

void applyToPicture(const GivenSetting& given, EncoderPlan& plan)
{
    PicturePreparation& preparation = plan.preparation;
    if (given.name == "layout")
        plan.planes = given.among(std::array { "planes", "interleaved" }) == 0;
    else if (given.name == "fit")
        preparation.fit = static_cast<PictureFit>(given.among(fitNames));
    else if (given.name == "size")
        std::tie(preparation.height, preparation.width) = given.sides();
    else if (given.name == "filter")
        preparation.filter = static_cast<PictureFilter>(given.among(
            std::array { "nearest", "lanczos", "bilinear", "bicubic", "box", "hamming" }));
    else if (given.name == "cut" && given.value == "none")
        preparation.cut = false;
    else if (given.name == "cut") {
        preparation.cut = true;
        std::tie(preparation.cutHeight, preparation.cutWidth) = given.sides();
    } else if (given.name == "scale")
        preparation.scale = given.real();
    else if (given.name == "mean")
        preparation.mean = given.colours(false);
    else
        preparation.deviation = given.colours(true);
}

// Those that depend on each other are looked at last.
void applyToSound(const GivenSetting& given, SoundPreparation& sound)
{
    if (given.name == "rate")
        sound.rate = given.whole(clipLimits::lowestRate, clipLimits::highestRate);
    else if (given.name == "seconds")
        sound.seconds = given.between(clipLimits::shortest, clipLimits::longest);
    else if (given.name == "least")
        sound.least = given.between(0, clipLimits::longest);
    else if (given.name == "fill")
        sound.fill = static_cast<SoundFill>(given.among(fillNames));
    else if (given.name == "level")
        sound.unitVariance = given.among(levelNames) == 1;
    else if (given.name == "gain")
        sound.gain = given.realOtherThan0();
    else if (given.name == "bands")
        sound.bands = given.whole(1, clipLimits::bands);
    else if (given.name == "low")
        sound.low = given.between(0, clipLimits::highestRate / 2.0);
    else if (given.name == "high")
        sound.high = given.between(0, clipLimits::highestRate / 2.0);
    else if (given.name == "window")
        sound.window = given.whole(clipLimits::narrowestWindow, clipLimits::widestWindow);
    else if (given.name == "hop")
        sound.hop = given.whole(1, clipLimits::widestWindow);
    else if (given.name == "frames")
        sound.frames = given.whole(0, clipLimits::frames);
    else if (given.name == "offset")
        sound.offset = given.real();
    else
        sound.divisor = given.realOtherThan0();
}

// What was set otherwise than the files say must go together with the rest.
void requireTogether(const SoundPreparation& sound, const std::string& file)
{
    const auto require = [&](const char* name, double value, double least, double most) {
        if (value >= least && value <= most) return;
        const GivenSetting given { file, name, numberText(value) };
        given.failBetween(sentences::settingBetween, least, most);
    };
    require("least", sound.least, 0, sound.seconds);
    if (sound.mel == MelKind::none) return;
    require("high", sound.high, sound.low + 1, sound.rate / 2.0);
    require("hop", sound.hop, leastHop(sound), sound.window);
}

EncoderSettings settingsOf(const SoundPreparation& sound)
{
    EncoderSettings settings { { "rate", std::to_string(sound.rate) },
        { "seconds", numberText(sound.seconds) }, { "least", numberText(sound.least) },
        { "fill", fillNames[static_cast<std::size_t>(sound.fill)] },
        { "level", levelNames[sound.unitVariance ? 1 : 0] }, { "gain", numberText(sound.gain) } };
    if (sound.mel != MelKind::none)
        settings.insert(settings.end(),
            { { "bands", std::to_string(sound.bands) }, { "low", numberText(sound.low) },
                { "high", numberText(sound.high) }, { "window", std::to_string(sound.window) },
                { "hop", std::to_string(sound.hop) }, { "frames", std::to_string(sound.frames) },
                { "offset", numberText(sound.offset) }, { "divisor", numberText(sound.divisor) } });
    return settings;
}

void apply(const GivenSetting& given, EncoderPlan& plan)
{
    if (given.name == "tokens") {
        const auto tokens = numberFrom<std::int64_t>(given.value);
        if (!tokens || *tokens < 2 || *tokens > mostEncodedTokens)
            given.fail(sentences::settingTokens);
        plan.mostTokens = *tokens;
    } else if (given.name == "tokenizer")
        plan.tokenizer = given.value;
    else if (given.name == "output")
        plan.output = given.value;
    else if (given.name == "pooling")
        plan.pooling = static_cast<Pooling>(given.among(poolingNames));
    else if (given.name == "unit")
        plan.unitLength = given.among(std::array { "false", "true" }) == 1;
    else if (plan.kind == EncoderKind::sounds)
        applyToSound(given, plan.sound);
    else
        applyToPicture(given, plan);
}

// A path may hold what separates the others: it is the last.
std::vector<GivenSetting> settingsIn(const std::string& line, const std::string& file)
{
    std::vector<GivenSetting> all;
    std::string_view rest = line;
    while (!trimmed(rest).empty()) {
        const std::size_t equals = rest.find('=');
        const std::string name = trimmed(rest.substr(0, equals));
        const std::size_t end = name == "tokenizer" ? std::string_view::npos : rest.find(';');
        if (equals == std::string_view::npos || equals > end)
            throw InputError(file, printable(trimmed(rest.substr(0, end))),
                { sentences::settingKind, { Message(sentences::settingPair) } });
        const std::size_t length = end == std::string_view::npos ? end : end - equals - 1;
        all.push_back({ file, name, trimmed(rest.substr(equals + 1, length)) });
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
    return all;
}

} // namespace

EncoderSettings settingsOf(const EncoderPlan& plan)
{
    EncoderSettings settings;
    if (plan.kind == EncoderKind::pictures) {
        const PicturePreparation& preparation = plan.preparation;
        const bool square = preparation.height == preparation.width;
        settings = { { "layout", plan.planes ? "planes" : "interleaved" },
            { "fit", fitNames[static_cast<std::size_t>(preparation.fit)] },
            { "size",
                square ? std::to_string(preparation.height)
                       : sidesText(preparation.height, preparation.width) },
            { "filter", nameOf(preparation.filter) },
            { "cut",
                preparation.cut ? sidesText(preparation.cutHeight, preparation.cutWidth) : "none" },
            { "scale", numberText(preparation.scale) }, { "mean", coloursText(preparation.mean) },
            { "deviation", coloursText(preparation.deviation) } };
    } else if (plan.kind == EncoderKind::sounds) {
        settings = settingsOf(plan.sound);
    } else {
        settings = { { "tokens", std::to_string(plan.mostTokens) } };
    }
    settings.insert(settings.end(),
        { { "output", plan.output },
            { "pooling", poolingNames[static_cast<std::size_t>(plan.pooling)] },
            { "unit", plan.unitLength ? "true" : "false" } });
    if (plan.kind == EncoderKind::texts) settings.emplace_back("tokenizer", plan.tokenizer);
    return settings;
}

std::string settingsLine(const EncoderPlan& read, const EncoderPlan& wanted)
{
    const EncoderSettings before = settingsOf(read);
    std::string line;
    for (const auto& setting : settingsOf(wanted))
        if (std::ranges::find(before, setting) == before.end())
            line += (line.empty() ? "" : "; ") + setting.first + "=" + setting.second;
    return line;
}

EncoderPlan withSettings(EncoderPlan plan, const std::string& line, const std::string& file)
{
    const EncoderSettings known = settingsOf(plan);
    bool pooled = false, otherOutput = false;
    for (const GivenSetting& given : settingsIn(line, file)) {
        if (std::ranges::find(known, given.name, &EncoderSettings::value_type::first)
            == known.end())
            throw InputError(file, "",
                { sentences::settingUnknown,
                    { printable(given.name),
                        joined(known, [](const auto& setting) { return setting.first; }) } });
        otherOutput |= given.name == "output" && given.value != plan.output;
        pooled |= given.name == "pooling";
        apply(given, plan);
    }
    if (plan.kind == EncoderKind::sounds) requireTogether(plan.sound, file);
    if (otherOutput && !pooled) plan.pooling = Pooling::none;
    return plan;
}

} // namespace contrastlab
