// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// All that reproduces a run, as a value: every parameter of the table, and the keys under "data."
// that describe a user's own files.
#pragma once

#include "run/parameters.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

struct Dataset;

/// CLIP clamps a learnt log scale to [ln 1, ln 100] (Radford et al. 2021, section 2.5).
inline constexpr double leastLearnableTemperature = 0.01;
inline constexpr double mostLearnableTemperature = 1;

class RunSpec {
public:
    /// Every parameter at its default.
    RunSpec();

    [[nodiscard]] const ParameterValue& value(std::string_view key) const;
    [[nodiscard]] double real(std::string_view key) const { return std::get<double>(value(key)); }
    [[nodiscard]] std::int64_t integer(std::string_view key) const
    {
        return std::get<std::int64_t>(value(key));
    }
    [[nodiscard]] bool flag(std::string_view key) const { return std::get<bool>(value(key)); }
    [[nodiscard]] const std::string& text(std::string_view key) const
    {
        return std::get<std::string>(value(key));
    }

    /// The key must exist and the value have its type; limits are the business of validate().
    void set(std::string_view key, ParameterValue value);

    /// Keys under "data.", verbatim; the reader of the files knows them.
    [[nodiscard]] const std::map<std::string, std::string>& data() const { return m_data; }
    void setData(const std::string& key, const std::string& value) { m_data[key] = value; }
    /// For other data: the keys belong to the files that they were set for.
    void clearData() { m_data.clear(); }

    /// False where the parameter does not concern this run: by its Relevance, or because what that
    /// goes by does not concern it either.
    [[nodiscard]] bool isRelevant(const Parameter& parameter) const;

    friend bool operator==(const RunSpec&, const RunSpec&) = default;

private:
    std::vector<ParameterValue> m_values; ///< in the order of the table
    std::map<std::string, std::string> m_data;
};

/// What stands between the commas, as in "modalities"; nothing for what is empty.
std::vector<std::string> namesIn(const std::string& list);

/// Sets one parameter from text. A problem where the key is unknown or the text is none of its
/// type.
std::optional<Problem> assign(RunSpec& spec, std::string_view key, std::string_view text);

/// What there is to know of the data when a spec is judged; 0 and empty where it is not known yet.
struct DataFacts {
    std::int64_t trainingItems = 0;
    int modalities = 0;
    bool labels = false;
};

/// All problems at once, each with field, value and limit.
std::vector<Problem> validate(const RunSpec& spec, const DataFacts& facts = {});

/// A queue size at its default gives way to the batch size, of which it has to be a multiple; not
/// where it was `chosen`, nor where the objective has no queue.
void fitQueue(RunSpec& spec, const std::set<std::string>& chosen);

/// All that keeps the spec from running on these data, what validate() says of it included. The
/// defaults of batch_size, queue_size and held_out give way to small data, but not where they were
/// `chosen`.
std::vector<Problem> problemsWith(
    const RunSpec& spec, const Dataset& dataset, const std::set<std::string>& chosen = {});

/// A spec as a file has it. A value that cannot be used is a problem and leaves its parameter at
/// the default.
struct SpecReading {
    RunSpec spec;
    std::set<std::string> keys; ///< that the file names
    std::vector<Problem> problems; ///< unknown and repeated keys, wrong types; each with the file
};

/// JSON text with every parameter.
std::string toJson(const RunSpec& spec);
/// And back. Throws InputError with line and column where the text is no JSON object.
SpecReading readSpec(std::string_view json, const std::string& file);
/// The same for texts that have no problems; else throws SpecError with all of them.
RunSpec specFromJson(std::string_view json, const std::string& file);

} // namespace contrastlab
