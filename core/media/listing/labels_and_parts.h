// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which items are taken, which part each belongs to and what its class is: the same for data that
// list files and for arrays. Pure; any thread.
#pragma once

#include "data/dataset.h"

#include <string>
#include <vector>

namespace contrastlab {

/// Evenly spaced, at most `limit` (0: all) of `count`.
std::vector<std::size_t> evenlySpaced(std::size_t count, long long limit);
/// Parts by share, drawn by a stream of its own; the same for the same number of items.
std::vector<Part> partsByShare(std::size_t items, double heldOut);
/// Test items are held out where no others are; a split without both sides is none.
std::vector<Part> settledParts(std::vector<Part> parts);
/// A part as digests of data count it: test items as held out, as before they were told apart.
Part digestedPart(Part part);
/// Class names to numbers in the order of the alphabet (numbers by value); "" is -1.
void setLabels(Dataset& dataset, const std::vector<std::string>& labels);
/// Where there are no others, captions that name classes are the labels, by the words of the first
/// item of each.
void setLabelsByCaptions(Dataset& dataset);

} // namespace contrastlab
