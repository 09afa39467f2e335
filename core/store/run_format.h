// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands in a run file: its tables as structs whose columns are visited by name, for SQL,
// writing and reading alike (table_rows.h). A file of another generation may have columns and
// tables more or fewer: what is missing is NaN, empty or as the struct begins, and what is unknown
// is left alone. A change that an older reader would misunderstand raises `minimumReader` as well.
// Inside of core/store.
//
//   run (one row)   steps   evaluations <- recalls   events   checkpoints <- pieces
//   frames   diagnostics   ending (0 or 1)   test (0 or 1) <- test_recalls
// and of a run that another program recorded: items   embeddings
#pragma once

#include "store/view_format.h"

#include <string>
#include <string_view>

namespace contrastlab {

constexpr std::int32_t runFileId = 0x434c6162; ///< SQLite's application_id: "CLab"
/// Its user_version, raised with every column and table more. 1: ContrastLab 0.1.0.
constexpr std::int32_t runFileGeneration = 7;
/// The oldest generation whose readers understand what is written now.
constexpr std::int64_t minimumReader = 2;

struct RunRow {
    std::string program, spec;
    std::int64_t branchedAt = 0; ///< step of the parent
    double began = 0;
    std::string dataDigest;
    // Since generation 2:
    std::string runId, name, parentId;
    std::string engineLevel; ///< that computed it
    std::int64_t minimumReader = 1;
    std::string dataFacts; ///< JSON, data_record.h
};
template <MaybeConst<RunRow> R, class Visit> void visitColumns(R& r, Visit&& visit)
{
    visit("program", r.program);
    visit("spec", r.spec);
    visit("branched_at", r.branchedAt);
    visit("began", r.began);
    visit("data_digest", r.dataDigest);
    visit("run_id", r.runId);
    visit("name", r.name);
    visit("parent_id", r.parentId);
    visit("engine_level", r.engineLevel);
    visit("minimum_reader", r.minimumReader);
    visit("data_facts", r.dataFacts);
}

/// The columns of a pair's recall: "a_to_b_recall_at_1", ...; of a guess
/// "a_to_b_chance_recall_at_1".
template <MaybeConst<RecallMetrics> R, class Visit>
void visitBothWays(R& aToB, R& bToA, const Visit& visit, const std::string& kind = {})
{
    const auto prefixed = [&](const char* direction) {
        return [&visit, prefix = direction + kind](
                   const char* name, auto& value) { visit(prefix + name, value); };
    };
    visitColumns(aToB, prefixed("a_to_b_"));
    visitColumns(bToA, prefixed("b_to_a_"));
}

/// The recall of the first pair stands beside the loss, where people look for it.
struct EvaluationRow {
    EvaluationMetrics metrics;
};
template <MaybeConst<EvaluationRow> R, class Visit> void visitColumns(R& r, Visit&& visit)
{
    visitColumns(r.metrics, visit);
    visitBothWays(r.metrics.aToB, r.metrics.bToA, visit);
}

struct RecallRow {
    std::int64_t evaluation = 0, a = 0, b = 0, trained = 0;
    RecallMetrics aToB, bToA;
    RecallMetrics chanceAToB, chanceBToA; ///< since generation 4
};
template <MaybeConst<RecallRow> R, class Visit> void visitColumns(R& r, Visit&& visit)
{
    visit("evaluation", r.evaluation);
    visit("tower_a", r.a);
    visit("tower_b", r.b);
    visit("trained", r.trained);
    visitBothWays(r.aToB, r.bToA, visit);
    visitBothWays(r.chanceAToB, r.chanceBToA, visit, "chance_");
}

struct EventRow {
    std::string kind;
    std::int64_t step = 0;
    std::string key, before, after;
};
template <MaybeConst<EventRow> R, class Visit> void visitColumns(R& r, Visit&& visit)
{
    visit("kind", r.kind);
    visit("step", r.step);
    visit("key", r.key);
    visit("before", r.before);
    visit("after", r.after);
}

/// A checkpoint but for its arrays.
struct CheckpointRow {
    std::int64_t step = 0;
    std::string spec;
    std::int64_t evaluations = 0, batcherEpoch = 0, batcherPosition = 0, batcherAhead = 0;
    std::int64_t heldSince = 0, queueFilled = 0;
    std::int64_t pieces = 0; ///< rows that its arrays take
    std::int64_t spacing = 0; ///< of the run's checkpoints when this one was kept
};
template <MaybeConst<CheckpointRow> R, class Visit> void visitColumns(R& r, Visit&& visit)
{
    visit("step", r.step);
    visit("spec", r.spec);
    visit("evaluations", r.evaluations);
    visit("batcher_epoch", r.batcherEpoch);
    visit("batcher_position", r.batcherPosition);
    visit("batcher_ahead", r.batcherAhead);
    visit("held_since", r.heldSince);
    visit("queue_filled", r.queueFilled);
    visit("pieces", r.pieces);
    visit("spacing", r.spacing);
}

/// A stretch of an array of a checkpoint: little endian, row-major, in the order of the ids.
struct PieceRow {
    std::int64_t checkpoint = 0;
    std::string array, type; ///< type: "float32", "float64" or "int64"
    std::int64_t rows = 0, columns = 0; ///< of the whole array
    Bytes data;
};
template <MaybeConst<PieceRow> R, class Visit> void visitColumns(R& r, Visit&& visit)
{
    visit("checkpoint", r.checkpoint);
    visit("array", r.array);
    visit("type", r.type);
    visit("rows", r.rows);
    visit("columns", r.columns);
    visit("data", r.data);
}

struct EndingRow {
    std::string outcome;
    std::int64_t step = 0;
    std::string cause, message;
    std::int64_t steps = 0, evaluations = 0, events = 0; ///< rows: none of the last is lost
};
template <MaybeConst<EndingRow> R, class Visit> void visitColumns(R& r, Visit&& visit)
{
    visit("outcome", r.outcome);
    visit("step", r.step);
    visit("cause", r.cause);
    visit("message", r.message);
    visit("steps", r.steps);
    visit("evaluations", r.evaluations);
    visit("events", r.events);
}

/// The tables of a run file by the structs of their rows, in the order of their making.
template <class Visit> void visitTables(Visit&& visit)
{
    visit("run", RunRow {});
    visit("steps", StepMetrics {});
    visit("evaluations", EvaluationRow {});
    visit("recalls", RecallRow {});
    visit("events", EventRow {});
    visit("checkpoints", CheckpointRow {});
    visit("pieces", PieceRow {});
    visit("ending", EndingRow {});
    visit("frames", FrameRow {});
    visit("diagnostics", DiagnosticsRow {});
    visit("test", EvaluationRow {});
    visit("test_recalls", RecallRow {});
}
// Since generation 7, and in files of other programs alone (run/foreign_run.h). Bytes in these
// tables count for the digest of their row by their CRC-32, which every language has at hand.

/// What people see of an item; its id is its place, from 1.
struct ItemRow {
    std::string name; ///< may be empty
    std::string captions; ///< a line each; none where there are no captions
    std::string label; ///< of its class; may be empty
    Bytes picture; ///< a file of PNG or JPEG; may be empty
};
template <MaybeConst<ItemRow> R, class Visit> void visitColumns(R& r, Visit&& visit)
{
    visit("name", r.name);
    visit("captions", r.captions);
    visit("label", r.label);
    visit("picture", r.picture);
}

/// Of all items after a step; need not be of unit length.
struct EmbeddingsRow {
    std::int64_t step = 0;
    double temperature = 0, bias = 0; ///< that the cosines are compared by
    std::int64_t towers = 0, items = 0, width = 0;
    Bytes data; ///< float32, little endian: items x width a tower, one after the other
};
template <MaybeConst<EmbeddingsRow> R, class Visit> void visitColumns(R& r, Visit&& visit)
{
    visit("step", r.step);
    visit("temperature", r.temperature);
    visit("bias", r.bias);
    visit("towers", r.towers);
    visit("items", r.items);
    visit("width", r.width);
    visit("data", r.data);
}

constexpr const char* itemsTable = "items";
constexpr const char* embeddingsTable = "embeddings";

/// Tables that this program reads, but does not write.
template <class Visit> void visitForeignTables(Visit&& visit)
{
    visit(itemsTable, ItemRow {});
    visit(embeddingsTable, EmbeddingsRow {});
}
inline bool isForeignTable(std::string_view table)
{
    return table == itemsTable || table == embeddingsTable;
}

/// Those of generation 1 are.
inline bool isInEveryFile(std::string_view table)
{
    return table != "frames" && table != "diagnostics" && !table.starts_with("test");
}

} // namespace contrastlab
