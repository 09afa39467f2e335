// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What it costs a run to be written into a file while it trains. One thread; it has the machine for
// itself.
#pragma once

#include "run/trainer.h"

namespace contrastlab {

/// Shares of a step without any record: 0.05 is five per cent more.
struct RecordingCost {
    double time = 0;
    double processor = 0; ///< of all threads, which says more where others use the machine
};

/// Of a run with its checkpoints and its file, a whole spacing of checkpoints or several at a time,
/// by turns with as many plain steps of the same trainer; all takes about `seconds`, or a turn of
/// both where that is longer. Throws InputError where no file can be written in the folder for
/// temporary ones.
RecordingCost measureRecording(Trainer& trainer, double seconds);

} // namespace contrastlab
