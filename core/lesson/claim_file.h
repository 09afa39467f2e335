// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A claim from its file (resources/lessons/claims; the README says how to write one). A file names
// parameters of the lab and nothing else: no path, no address. Any thread.
#pragma once

#include "lesson/claim.h"
#include "lesson/lined_json.h"

namespace contrastlab {

/// Throws InputError with file, line and what was expected.
Claim readClaim(std::string_view json, const std::string& file);
Claim readClaim(const LinedJson& json);
/// A text in some languages, {"en": ..., "zh_CN": ...}: each one string, or a list of lines.
LessonText readLessonText(const LinedJson& json);
/// Sets a parameter of the lab as a lesson may; throws where it may not, or is none.
void setFromLesson(RunSpec& spec, const std::string& key, const LinedJson& value);
/// Throws where the spec cannot be run, or not in the time that a lesson has.
void requireLessonSpec(const RunSpec& spec, const LinedJson& where);

} // namespace contrastlab
