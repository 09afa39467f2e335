// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Begin, model, one batch, end: each library differs in the middle two.
#include "encoder/python_recipe.h"

#include "base/message.h"
#include "encoder/side_files.h"

#include <filesystem>

namespace contrastlab {

namespace {

// As Python and JSON both have it.
std::string quoted(const std::string& text)
{
    return nlohmann::json(text).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
}

// The name that a hub knows the model by, where config.json tells it; else the folder, as the
// library wants it.
std::string modelOf(std::string_view library, const std::string& encoderFile)
{
    const bool isNamed = library == "timm" || library == "open_clip";
    const std::string folder = (isNamed ? "local-dir:" : "")
        + std::filesystem::absolute(encoderFile).parent_path().string();
    const auto config = besideFile(encoderFile, "config.json");
    if (!config || library == "open_clip") return folder;
    const nlohmann::json json = sideJson(*config);
    const Setting all(json, *config);
    std::string name = all[isNamed ? "architecture" : "_name_or_path"].text("");
    const std::string tag = all["pretrained_cfg"]["tag"].text("");
    if (isNamed && !name.empty() && !tag.empty()) name += "." + tag;
    return name.empty() ? folder : name;
}

/// The lines that differ: what is imported, how the model is made, and what a batch becomes.
struct Middle {
    std::string imports;
    std::string model;
    std::string batch;
};

Middle timmMiddle()
{
    return { "import timm",
        "model = timm.create_model(MODEL, pretrained=True, num_classes=0).eval()\n"
        "prepare = timm.data.create_transform(\n"
        "    **timm.data.resolve_model_data_config(model), is_training=False)\n",
        "    features = model(torch.stack([prepare(picture) for picture in batch]))\n" };
}

Middle openClipMiddle(EncoderKind kind)
{
    if (kind == EncoderKind::texts)
        return { "import open_clip",
            "model = open_clip.create_model_and_transforms(MODEL)[0].eval()\n"
            "tokenize = open_clip.get_tokenizer(MODEL)\n",
            "    features = model.encode_text(tokenize(batch))\n" };
    return {
        "import open_clip",
        "model, _, prepare = open_clip.create_model_and_transforms(MODEL)\n"
        "model.eval()\n",
        "    features = model.encode_image(torch.stack([prepare(picture) for picture in batch]))\n"
    };
}

std::string pooledInTorch(const EncoderPlan& plan)
{
    if (plan.output.ends_with("_embeds") || plan.pooling == Pooling::none)
        return "    features = output[" + quoted(plan.output) + "]\n";
    const std::string tokens = "output[" + quoted(plan.output) + "]";
    if (plan.pooling == Pooling::first) return "    features = " + tokens + "[:, 0]\n";
    if (plan.kind == EncoderKind::pictures) return "    features = " + tokens + ".mean((2, 3))\n";
    const std::string mask = "    mask = inputs[\"attention_mask\"].unsqueeze(-1)\n";
    if (plan.pooling == Pooling::last)
        return mask + "    last = mask.sum(1, keepdim=True) - 1\n    features = " + tokens
            + ".take_along_dim(last, 1).squeeze(1)\n";
    if (plan.pooling == Pooling::max)
        return mask + "    features = " + tokens + ".masked_fill(mask == 0, -1e9).amax(1)\n";
    return mask + "    features = (" + tokens + " * mask).sum(1) / mask.sum(1)\n";
}

Middle transformersMiddle(const EncoderPlan& plan)
{
    const bool clip = plan.output.ends_with("_embeds");
    if (plan.kind == EncoderKind::texts)
        return { std::string("from transformers import AutoTokenizer, ")
                + (clip ? "CLIPTextModelWithProjection as Model" : "AutoModel as Model"),
            "model = Model.from_pretrained(MODEL).eval()\n"
            "tokenizer = AutoTokenizer.from_pretrained(MODEL)\n",
            "    inputs = tokenizer(batch, padding=True, truncation=True, max_length="
                + std::to_string(plan.mostTokens)
                + ", return_tensors=\"pt\")\n    output = model(**inputs)\n"
                + pooledInTorch(plan) };
    return { std::string("from transformers import AutoImageProcessor, ")
            + (clip ? "CLIPVisionModelWithProjection as Model" : "AutoModel as Model"),
        "model = Model.from_pretrained(MODEL).eval()\n"
        "processor = AutoImageProcessor.from_pretrained(MODEL, use_fast=False)\n",
        "    output = model(**processor(images=batch, return_tensors=\"pt\"))\n"
            + pooledInTorch(plan) };
}

Middle sentenceMiddle()
{
    return { "from sentence_transformers import SentenceTransformer",
        "model = SentenceTransformer(MODEL)\n",
        "    features = model.encode(batch, convert_to_tensor=True).cpu()\n" };
}

} // namespace

const std::vector<std::string>& pythonLibraries()
{
    static const std::vector<std::string> all { "open_clip", "timm", "transformers",
        "sentence-transformers" };
    return all;
}

std::string pythonScript(
    std::string_view library, const PythonRecipe& recipe, const EncoderPlan& plan)
{
    const bool texts = plan.kind == EncoderKind::texts;
    if (texts ? library == "timm" : library == "sentence-transformers") return {};
    const Middle middle = library == "timm" ? timmMiddle()
        : library == "open_clip"            ? openClipMiddle(plan.kind)
        : library == "transformers"         ? transformersMiddle(plan)
                                            : sentenceMiddle();
    std::string script = "# The features of " + recipe.itemList
        + " without ContrastLab; MODEL is what the ONNX file was made from.\n"
        + (recipe.settings.empty()
                ? std::string()
                : "# Set by hand there, and not here: " + oneLine(recipe.settings) + "\n")
        + "import csv\n\nimport numpy\nimport torch\n" + (texts ? "" : "from PIL import Image\n")
        + middle.imports + "\n\nMODEL = " + quoted(modelOf(library, recipe.encoderFile)) + "\n";
    if (!texts) script += "DATA = " + quoted(recipe.data) + "\n";
    script += "\nwith open(" + quoted(recipe.itemList)
        + ", encoding=\"utf-8\", newline=\"\") as file:\n    items = list(csv.DictReader(file))\n"
        + middle.model + "\n\n@torch.inference_mode()\ndef encode(rows):\n"
        + (texts ? "    batch = [row[\"text\"] for row in rows]\n"
                 : "    batch = [Image.open(DATA + \"/\" + row[\"origin\"]).convert(\"RGB\") for "
                   "row "
                   "in rows]\n")
        + middle.batch;
    if (plan.unitLength)
        script += "    features = torch.nn.functional.normalize(features, dim=-1)\n";
    return script
        + "    return features.float().numpy()\n\n\nfeatures = [encode(items[i:i + 16]) for i in "
          "range(0, len(items), 16)]\nnumpy.save("
        + quoted(recipe.features) + ", numpy.concatenate(features))\n";
}

} // namespace contrastlab
