// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands at its default is fitted to small data by RunSetup, in the window as on the command
// line; here it is told, and what was chosen and cannot be is put back to its default.
#include "data/import_plan.h"

#include "data/media_text.h"
#include "data/split.h"
#include "objective/objective.h"
#include "run/message_text.h"
#include "run/table_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <bit>

namespace contrastlab {

namespace {

struct PlanTexts {
    Q_DECLARE_TR_FUNCTIONS(ImportPlan)
};

constexpr Index leastHeldOut = 2;

void putBack(RunSpec& spec, std::string_view key)
{
    spec.set(key, findParameter(key)->standard);
}

/// Items that train where the run draws the split.
Index fitHeldOut(ImportPlan& plan, Index items)
{
    const Index wanted = plan.spec.integer("held_out");
    if (wanted > items / 2) putBack(plan.spec, "held_out");
    const Index chosen = plan.spec.integer("held_out");
    plan.heldOut = chosen > 0 ? chosen : automaticHeldOut(items);
    if (wanted > 0 && plan.heldOut != wanted)
        plan.notes << PlanTexts::tr("%1 of the %2 items are held out instead of %3.")
                          .arg(countText(plan.heldOut), countText(items), countText(wanted));
    return items - plan.heldOut;
}

/// Items that train: by the split of the data, or what the run leaves.
Index fitSplit(ImportPlan& plan, Index items, Index training, Index heldOut)
{
    plan.heldOut = heldOut;
    if (training + heldOut > 0) {
        if (heldOut < leastHeldOut || training < 1)
            plan.obstacle =
                PlanTexts::tr("The split has %1 training and %2 held-out items; at least 1 "
                              "and 2 are needed. Hold out another share.")
                    .arg(countText(training), countText(heldOut));
        return training;
    }
    if (items > leastHeldOut) return fitHeldOut(plan, items);
    plan.obstacle =
        PlanTexts::tr("A run needs at least 3 items that can be used, and there are %1.")
            .arg(countText(items));
    return 0;
}

/// The batch size of the run.
Index fitBatch(ImportPlan& plan, Index training)
{
    const Index wanted = plan.spec.integer("batch_size");
    if (training < 1 || wanted <= training) return wanted;
    putBack(plan.spec, "batch_size");
    Index fitting = std::min<Index>(training, plan.spec.integer("batch_size"));
    if (findObjective(plan.spec.text("objective"))->usesQueue) { // which holds whole batches
        fitting = Index(std::bit_floor(std::uint64_t(training)));
        plan.spec.set("batch_size", std::int64_t(fitting));
    }
    plan.notes << PlanTexts::tr("The batch size is %1 instead of %2: there are %3 training items.")
                      .arg(countText(fitting), countText(wanted), countText(training));
    return fitting;
}

void fitObjective(ImportPlan& plan, Index batch, bool labels)
{
    const ObjectiveInfo* objective = findObjective(plan.spec.text("objective"));
    const bool unlabelled = objective->needsLabels && !labels;
    if (!unlabelled && objective->leastBatch <= batch) return;
    const QString name = QCoreApplication::translate("Objective", objective->label.data());
    plan.spec.set("objective", RunSpec().text("objective"));
    plan.notes << (unlabelled
            ? PlanTexts::tr("The objective is CLIP: %1 needs labels, and these data have none.")
            : PlanTexts::tr("The objective is CLIP: %1 needs larger batches."))
                      .arg(name);
}

RunSpec onDataset(const RunSpec& base, const std::string& dataset)
{
    RunSpec spec = base;
    putBackPresets(spec);
    spec.clearData();
    spec.set("dataset", dataset);
    spec.set("modalities", std::string()); // those of the data before need not be there
    // How many are held out goes by the number of items; a run has put theirs in place of "a
    // tenth".
    if (base.text("dataset") != dataset) putBack(spec, "held_out");
    return spec;
}

} // namespace

ImportPlan planRun(const RunSpec& base, const DatasetSpec& data, const DatasetReport& report)
{
    ImportPlan plan { onDataset(base, data.path), 0, {}, {} };
    for (const auto& [key, value] : toMap(data))
        if (key != "data.path") plan.spec.setData(key, value);
    const Index training = fitSplit(plan, report.items, report.training, report.heldOut);
    const bool labels = std::any_of(report.preview.begin(), report.preview.end(),
        [](const PreviewItem& item) { return !item.label.empty(); });
    fitObjective(plan, fitBatch(plan, training), labels);
    for (const Message& hint : report.hints)
        plan.notes << messageText(hint) + PlanTexts::tr(".", "ends a sentence");
    if (report.againstFlip && plan.spec.flag("augment.flip")) {
        plan.spec.set("augment.flip", false);
        plan.notes << PlanTexts::tr("Pictures are not mirrored: %1.")
                          .arg(messageText(*report.againstFlip));
    }
    return plan;
}

ImportPlan planGalleryRun(const RunSpec& base, const GalleryEntry& entry)
{
    ImportPlan plan { onEntry(onDataset(base, entry.id), entry), 0, {}, {} };
    const Index training = fitSplit(plan, entry.items, 0, 0);
    fitObjective(plan, fitBatch(plan, training), true);
    return plan;
}

} // namespace contrastlab
