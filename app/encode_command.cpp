// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// contrastlab-cli encode: the features that an ONNX file gives of a data set, as matrices for other
// programs and for `train --dataset`.
#include "assignments.h"
#include "commands.h"
#include "flags.h"
#include "interruption.h"
#include "loading_line.h"
#include "summary.h"

#include "base/joined.h"
#include "encoder/python_recipe.h"
#include "media/encoded_data.h"
#include "media/item_list.h"
#include "run/spec_settings.h"
#include "store/atomic_file.h"
#include "store/npy.h"

#include <nlohmann/json.hpp>

#include <iostream>

namespace contrastlab {

namespace {

struct EncodeOptions {
    std::string model;
    std::string dataset;
    std::string folder;
    std::string modality; ///< empty: the first that the encoder takes
    std::vector<std::string> assignments;
    bool variants = false; ///< a row each, not the first alone
    std::string settings; ///< of the encoder, otherwise than its files say
    std::string python; ///< a library: its script is printed, and nothing encoded
};

RunSpec dataSpecOf(const EncodeOptions& options)
{
    RunSpec spec;
    spec.set("dataset", options.dataset);
    std::vector<Problem> problems;
    for (const auto& [key, value] : splitAssignments(options.assignments, problems)) {
        const Parameter* parameter = findParameter(key);
        if (parameter ? parameter->section != Section::data : !key.starts_with("data."))
            problems.push_back({ key, value, "a parameter of the data" });
        else if (auto problem = assign(spec, key, value))
            problems.push_back(std::move(*problem));
    }
    if (!problems.empty()) throw SpecError(problems);
    return spec;
}

const ModalityData& modalityFor(
    const EncodeOptions& options, const Encoder& encoder, const Dataset& dataset)
{
    const ModalityKind kind = kindFor(encoder.plan().kind);
    const ModalityData* found = nullptr;
    for (const ModalityData& modality : dataset.modalities)
        if (!found && modality.kind == kind
            && (options.modality.empty() || modality.name == options.modality))
            found = &modality;
    if (!found)
        throw SpecError({ { "modality", options.modality,
            std::string("one of kind ") + nameOf(kind) + ", of "
                + joined(dataset.modalities, &ModalityData::name) } });
    return *found;
}

int variantsOf(const ModalityData& modality, Index item)
{
    return modality.kind == ModalityKind::image ? modality.images->variants(item)
        : modality.kind == ModalityKind::sound
        ? modality.sounds->variants(item)
        : static_cast<int>(encodedTexts(modality.texts[static_cast<std::size_t>(item)]).size());
}

/// An item a row, or as often as it has variants.
std::vector<Index> rowsOf(const ModalityData& modality, Index items, bool variants)
{
    std::vector<Index> rows;
    for (Index item = 0; item < items; ++item)
        if (modality.has(item))
            rows.insert(rows.end(),
                variants ? static_cast<std::size_t>(variantsOf(modality, item)) : 1, item);
    return rows;
}

const char* nameOf(EncoderKind kind)
{
    return kind == EncoderKind::texts ? "texts"
        : kind == EncoderKind::sounds ? "sounds"
                                      : "pictures";
}

int printPython(const EncodeOptions& options, const Encoder& encoder, const PythonRecipe& recipe)
{
    const std::string script = pythonScript(options.python, recipe, encoder.plan());
    if (script.empty())
        throw SpecError({ { "--as-python", options.python,
            std::string("a library that encodes ") + nameOf(encoder.plan().kind) } });
    std::cout << script << std::flush;
    return exitDone;
}

int encodeData(const EncodeOptions& options)
{
    StopOnInterrupt interrupt;
    requireWritableFolder(options.folder);
    const Encoder encoder(OnnxRuntime::load(), options.model, options.settings);
    const RunSpec spec = dataSpecOf(options);
    const ProgressCallback progress = progressOnStandardError();
    const OpenedData data = openData(spec, progress);
    const ModalityData& modality = modalityFor(options, encoder, *data.dataset);
    const auto items = rowsOf(modality, data.dataset->items, options.variants);
    makeFolder(options.folder);
    PythonRecipe recipe = recipeIn(options.folder, options.model, options.dataset, modality.name);
    recipe.settings = options.settings;
    writeAtomically(recipe.itemList, itemList(data, modality, items));
    if (!options.python.empty()) return printPython(options, encoder, recipe);
    interrupt.begin(); // what has been encoded is in the cache
    const auto features =
        encodedFeatures(encoder, data, modality, groundOf(spec), progress, interrupt.token());
    Matrix<float> rows(std::ssize(items), features->width());
    int variant = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
        variant = i > 0 && items[i] == items[i - 1] ? variant + 1 : 0;
        features->readVariant(items[i], variant,
            { rows.row(static_cast<Index>(i)).data(), static_cast<std::size_t>(rows.cols()) });
    }
    writeNpy<float>(recipe.features, view(std::as_const(rows)));
    std::cout << lineOf({ { "file", recipe.features }, { "items", recipe.itemList },
        { "modality", modality.name }, { "rows", rows.rows() }, { "features", rows.cols() },
        { "encoder", describe(encoder.plan()) } })
              << std::endl;
    return exitDone;
}

int encode(const EncodeOptions& options)
{
    try {
        return encodeData(options);
    } catch (const Interrupted&) {
    } catch (const LoadCancelled&) {
    }
    std::cerr
        << "contrastlab-cli: interrupted; encoding goes on from here when it is begun again\n";
    return exitInterrupted;
}

} // namespace

void addEncodeCommand(CLI::App& program, CommandAction& action)
{
    auto options = std::make_shared<EncodeOptions>();
    CLI::App* command = program.add_subcommand(
        "encode", "Write the features that an ONNX encoder gives of pictures, texts or sounds");
    command
        ->add_option("--model", options->model,
            "The ONNX file; how its input is prepared is read from the files beside it")
        ->required();
    command->add_option("--settings", options->settings,
        "What is done otherwise than those files say, as image_encoder_settings: "
        "mean=0.5,0.5,0.5; pooling=mean");
    command->add_option("--dataset", options->dataset, "As for train")->required();
    command
        ->add_option("--to", options->folder,
            "Folder for MODALITY.npy (a row an item) and MODALITY.items.csv (their names)")
        ->required();
    command->add_option(
        "--modality", options->modality, "Default: the first that the encoder takes");
    command->add_option("--set", options->assignments, "A parameter of the data: KEY=VALUE")
        ->expected(1)
        ->take_all();
    command->add_flag("--variants", options->variants,
        "A row for every drawing, caption or voice of an item, not for its first alone");
    command
        ->add_option("--as-python", options->python,
            "Print the Python that makes the same .npy with this library, and write the items "
            "alone")
        ->check(oneOf(pythonLibraries()));
    command->callback(
        [options, &action] { action = unlessWrong([options] { return encode(*options); }); });
}

} // namespace contrastlab
