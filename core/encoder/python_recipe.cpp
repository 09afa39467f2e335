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
    // Of a sound that went in alone every vector counts.
    if (plan.kind == EncoderKind::sounds && plan.pooling == Pooling::mean)
        return "    features = output[" + quoted(plan.output) + "].mean(1)\n";
    if (plan.kind == EncoderKind::sounds && plan.pooling == Pooling::max)
        return "    features = output[" + quoted(plan.output) + "].amax(1)\n";
    if (plan.kind == EncoderKind::sounds && plan.pooling == Pooling::last)
        return "    features = output[" + quoted(plan.output) + "][:, -1]\n";
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

// Of Whisper the encoder alone, of CLAP what stands beside text.
Middle soundMiddle(const EncoderPlan& plan)
{
    const bool clap = plan.output.ends_with("_embeds");
    const std::string whole = plan.sound.mel == MelKind::whisper ? ".get_encoder()" : "";
    const std::string rate = std::to_string(plan.sound.rate);
    const std::string samples = std::to_string(samplesIn(plan.sound.seconds, plan.sound)) + "]";
    return { std::string("import torchaudio\nfrom transformers import AutoFeatureExtractor, ")
            + (clap ? "ClapAudioModelWithProjection as Model" : "AutoModel as Model"),
        "model = Model.from_pretrained(MODEL)" + whole
            + ".eval()\nextractor = AutoFeatureExtractor.from_pretrained(MODEL)\n\n\n"
              "def samples(path):\n    sound, rate = torchaudio.load(path)\n"
              "    sound = sound[:, :30 * rate].mean(0)\n"
              "    return torchaudio.functional.resample(sound, rate, "
            + rate + ")[:" + samples + ".numpy()\n",
        "    inputs = extractor([samples(path) for path in batch], sampling_rate=" + rate
            + ", return_tensors=\"pt\")\n    output = model(**inputs)\n" + pooledInTorch(plan) };
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

bool knows(std::string_view library, EncoderKind kind)
{
    if (library == "transformers") return true;
    if (library == "timm") return kind == EncoderKind::pictures;
    if (library == "sentence-transformers") return kind == EncoderKind::texts;
    return kind != EncoderKind::sounds;
}

std::string pythonScript(
    std::string_view library, const PythonRecipe& recipe, const EncoderPlan& plan)
{
    if (!knows(library, plan.kind)) return {};
    const bool texts = plan.kind == EncoderKind::texts;
    const bool sounds = plan.kind == EncoderKind::sounds;
    const Middle middle = sounds    ? soundMiddle(plan)
        : library == "timm"         ? timmMiddle()
        : library == "open_clip"    ? openClipMiddle(plan.kind)
        : library == "transformers" ? transformersMiddle(plan)
                                    : sentenceMiddle();
    std::string script = "# The features of " + recipe.itemList
        + " without ContrastLab; MODEL is what the ONNX file was made from.\n"
        + (recipe.settings.empty()
                ? std::string()
                : "# Set by hand there, and not here: " + oneLine(recipe.settings) + "\n")
        + "import csv\n\nimport numpy\nimport torch\n"
        + (plan.kind == EncoderKind::pictures ? "from PIL import Image\n" : "") + middle.imports
        + "\n\nMODEL = " + quoted(modelOf(library, recipe.encoderFile)) + "\n";
    if (!texts) script += "DATA = " + quoted(recipe.data) + "\n";
    const char* batch = texts ? "    batch = [row[\"text\"] for row in rows]\n"
        : sounds              ? "    batch = [DATA + \"/\" + row[\"origin\"] for row in rows]\n"
                              : "    batch = [Image.open(DATA + \"/\" + row[\"origin\"])"
                                ".convert(\"RGB\") for row in rows]\n";
    script += "\nwith open(" + quoted(recipe.itemList)
        + ", encoding=\"utf-8\", newline=\"\") as file:\n    items = list(csv.DictReader(file))\n"
        + middle.model + "\n\n@torch.inference_mode()\ndef encode(rows):\n" + batch + middle.batch;
    if (plan.unitLength)
        script += "    features = torch.nn.functional.normalize(features, dim=-1)\n";
    const std::string step = sounds ? "1" : "16"; // sounds of several lengths
    return script + "    return features.float().numpy()\n\n\nfeatures = [encode(items[i:i + "
        + step + "]) for i in range(0, len(items), " + step + ")]\nnumpy.save("
        + quoted(recipe.features) + ", numpy.concatenate(features))\n";
}

} // namespace contrastlab
