// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows of the batch and of the run.
#include "run/parameter_rows.h"

#include "base/translation_marks.h"

namespace contrastlab {

namespace {

using Integer = std::int64_t;

} // namespace

std::vector<Parameter> batchRows()
{
    return {
        { .key = "batch_size",
            .label = QT_TRANSLATE_NOOP("Parameter", "Batch size N"),
            .section = Section::batch,
            .standard = Integer(128),
            .minimum = 1,
            .maximum = 1 << 20,
            .scale = Scale::powersOfTwo,
            .unit = QT_TRANSLATE_NOOP("Parameter", "pairs"),
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Pairs a step. Each pair meets N − 1 negatives, so the loss of a guess is ln N.") },
        { .key = "augment.shift",
            .label = QT_TRANSLATE_NOOP("Parameter", "Shift"),
            .section = Section::batch,
            .standard = Integer(2),
            .minimum = 0,
            .maximum = 16,
            .unit = QT_TRANSLATE_NOOP("Parameter", "px"),
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "Pictures move by up to this much; sounds by as many frames.") },
        { .key = "augment.flip",
            .label = QT_TRANSLATE_NOOP("Parameter", "Flip"),
            .section = Section::batch,
            .standard = true,
            .help = QT_TRANSLATE_NOOP("Parameter", "Swap left and right half of the time.") },
        { .key = "augment.colour",
            .label = QT_TRANSLATE_NOOP("Parameter", "Colour jitter"),
            .section = Section::batch,
            .standard = 0.2,
            .minimum = 0,
            .maximum = 1,
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "Strength of random brightness, contrast and saturation.") },
        { .key = "augment.styles",
            .label = QT_TRANSLATE_NOOP("Parameter", "Mix drawing styles"),
            .section = Section::batch,
            .standard = true,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Draw one of the item's pictures (or voices) at random each time, instead of the "
                "first.") },
        { .key = "augment.drop_text",
            .label = QT_TRANSLATE_NOOP("Parameter", "Drop name and tags"),
            .section = Section::batch,
            .standard = 0.8,
            .minimum = 0,
            .maximum = 0.95,
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "Chance that the name, and each tag, is left out.") },
        { .key = "augment.drop_words",
            .label = QT_TRANSLATE_NOOP("Parameter", "Drop words"),
            .section = Section::batch,
            .standard = 0.0,
            .minimum = 0,
            .maximum = 0.95,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Chance that each word of a caption is left out; one always stays. Against "
                "learning "
                "captions by heart.") },
        { .key = "shards",
            .label = QT_TRANSLATE_NOOP("Parameter", "Shards"),
            .section = Section::batch,
            .applies = Applies::restart,
            .standard = Integer(1),
            .minimum = 1,
            .maximum = 4096,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Equal parts of a batch that several processes may share (contrastlab-mpi). Sums "
                "run over them in a fixed order, so the run is the same on any number of "
                "processes."),
            .advanced = true },
    };
}

std::vector<Parameter> runRows()
{
    return {
        { .key = "steps",
            .label = QT_TRANSLATE_NOOP("Parameter", "Steps"),
            .section = Section::run,
            .standard = Integer(3600),
            .minimum = 0,
            .maximum = unlimited,
            .scale = Scale::logarithmic,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Where the run ends and the schedule with it; 0: it goes on until it is stopped. "
                "May be raised while it runs.") },
        { .key = "evaluate_every",
            .label = QT_TRANSLATE_NOOP("Parameter", "Judge every"),
            .section = Section::run,
            .standard = Integer(25),
            .minimum = 1,
            .maximum = 1e9,
            .scale = Scale::logarithmic,
            .unit = QT_TRANSLATE_NOOP("Parameter", "steps"),
            .help = QT_TRANSLATE_NOOP("Parameter", "How often the held-out items are judged.") },
        { .key = "seed",
            .label = QT_TRANSLATE_NOOP("Parameter", "Seed"),
            .section = Section::run,
            .applies = Applies::restart,
            .standard = Integer(0),
            .minimum = 0,
            .maximum = unlimited,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "The same seed gives the same run, number for number, on any number of threads of "
                "one engine level.") },
        { .key = "patience",
            .label = QT_TRANSLATE_NOOP("Parameter", "Patience"),
            .section = Section::run,
            .standard = Integer(0),
            .minimum = 0,
            .maximum = 1e9,
            .unit = QT_TRANSLATE_NOOP("Parameter", "judgements"),
            .help = QT_TRANSLATE_NOOP("Parameter",
                "The run ends where the held-out loss has not fallen for so many judgements: what "
                "it "
                "learns from there on it learns by heart. 0: it goes on. Run > Go back to the best "
                "takes the weights of the lowest.") },
        { .key = "target_recall",
            .label = QT_TRANSLATE_NOOP("Parameter", "Target recall"),
            .section = Section::run,
            .standard = 0.0,
            .minimum = 0,
            .maximum = 1,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "The run ends at the first judgement at which recall@10 of the held-out items, the "
                "mean of both ways, is at least this. 0: it goes on. Who trains on from there has "
                "it behind him.") },
        { .key = "precision",
            .label = QT_TRANSLATE_NOOP("Parameter", "Precision of products"),
            .section = Section::run,
            .standard = std::string("float32"),
            .help = QT_TRANSLATE_NOOP("Parameter",
                "What the factors of a step's products are rounded to. bfloat16 keeps three digits "
                "and is up to twice as fast on large batches, where the processor has it: in the "
                "gradients of towers, and in the similarities and gradients of clip, cmc, infonce, "
                "nt-xent, siglip, dcl, dclw, align-uniform and hard-negative. In single precision "
                "stay weights, sums, the towers' way forward, similarities where a low temperature "
                "or a small width would make more than a percent of the rounding (with "
                "hard-negative always), all other objectives, decoders, averages and "
                "judgements."),
            .choices = { { "float32", QT_TRANSLATE_NOOP("Parameter", "single precision") },
                { "bfloat16", QT_TRANSLATE_NOOP("Parameter", "bfloat16") } },
            .advanced = true },
    };
}

} // namespace contrastlab
