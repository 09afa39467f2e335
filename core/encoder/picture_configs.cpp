// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The three ways in which exporters say how pictures are prepared.
#include "base/problem.h"
#include "base/translation_marks.h"
#include "encoder/encoder_messages.h"
#include "encoder/encoder_plan.h"
#include "encoder/side_files.h"

#include <cmath>

namespace contrastlab {

namespace {

constexpr std::int64_t mostPictureSide = 4096;

int sideIn(const Setting& side)
{
    return static_cast<int>(side.whole(1, mostPictureSide));
}

std::array<float, 3> threeIn(const Setting& numbers)
{
    const auto all = numbers.items();
    if (all.size() != 3)
        numbers.fail(QT_TRANSLATE_NOOP("Message", "three numbers, of red, green and blue"));
    return { static_cast<float>(all[0].real()), static_cast<float>(all[1].real()),
        static_cast<float>(all[2].real()) };
}

void readColours(const Setting& mean, const Setting& deviation, PicturePreparation& preparation)
{
    if (!mean.isNull()) preparation.mean = threeIn(mean);
    if (deviation.isNull()) return;
    preparation.deviation = threeIn(deviation);
    for (const float value : preparation.deviation)
        if (!(value > 0)) deviation.fail(QT_TRANSLATE_NOOP("Message", "deviations above 0"));
}

PictureFilter filterIn(const Setting& filter, PictureFilter standard)
{
    if (filter.isNull()) return standard;
    if (filter.isNumber()) return static_cast<PictureFilter>(filter.whole(0, 5));
    const auto named = pictureFilterNamed(filter.text());
    if (!named)
        filter.failUnknown(filter.text(), "nearest, lanczos, bilinear, bicubic, box, hamming");
    return *named;
}

void readHuggingFaceSize(const Setting& all, PicturePreparation& preparation)
{
    const Setting size = all["size"];
    if (size.isNull()) return;
    if (size.isNumber()) { // older files: CLIP's means the shorter side, others' a square
        const std::string type =
            all["image_processor_type"].text(all["feature_extractor_type"].text(""));
        preparation.height = preparation.width = sideIn(size);
        preparation.fit = type.starts_with("CLIP") || all["do_center_crop"].flag(false)
            ? PictureFit::shorterSide
            : PictureFit::stretched;
        return;
    }
    if (!size["shortest_edge"].isNull()) {
        preparation.fit = PictureFit::shorterSide;
        preparation.height = preparation.width = sideIn(size["shortest_edge"]);
        return;
    }
    if (size["height"].isNull() || size["width"].isNull())
        size.fail(QT_TRANSLATE_NOOP("Message", "shortest_edge, or height and width"));
    preparation.fit = PictureFit::stretched;
    preparation.height = sideIn(size["height"]);
    preparation.width = sideIn(size["width"]);
}

void readHuggingFaceCut(const Setting& all, PicturePreparation& preparation)
{
    const Setting size = all["crop_size"], share = all["crop_pct"];
    preparation.cut = all["do_center_crop"].flag(false);
    preparation.cutRoundsDown = true;
    if (preparation.cut && size.isNumber())
        preparation.cutHeight = preparation.cutWidth = sideIn(size);
    else if (preparation.cut) {
        preparation.cutHeight = sideIn(size["height"]);
        preparation.cutWidth = sideIn(size["width"]);
    } else if (!share.isNull() && preparation.fit == PictureFit::shorterSide) { // ConvNeXt
        constexpr int stretchedFrom = 384;
        const int side = preparation.height;
        if (side >= stretchedFrom) {
            preparation.fit = PictureFit::stretched;
            return;
        }
        const double part = share.real();
        if (!(part > 0.05 && part <= 1))
            share.fail(QT_TRANSLATE_NOOP("Message", "a number above 0.05, at most 1"));
        preparation.height = preparation.width = static_cast<int>(side / part);
        preparation.cut = true;
        preparation.cutHeight = preparation.cutWidth = side;
    }
}

} // namespace

PicturePreparation readPreprocessorConfig(const std::string& path)
{
    const nlohmann::json json = sideJson(path);
    const Setting all(json, path);
    if (!all.isObject()) all.fail(QT_TRANSLATE_NOOP("Message", "an object"));
    PicturePreparation preparation;
    preparation.height = preparation.width = 224;
    preparation.mean = preparation.deviation = { 0.5f, 0.5f, 0.5f };
    preparation.filter = filterIn(all["resample"], PictureFilter::bilinear);
    readHuggingFaceSize(all, preparation);
    readHuggingFaceCut(all, preparation);
    if (!all["do_resize"].flag(true)) preparation.fit = PictureFit::asIs;
    if (const Setting factor = all["rescale_factor"]; !factor.isNull())
        preparation.scale = static_cast<float>(factor.real());
    if (!all["do_rescale"].flag(true)) preparation.scale = 1;
    readColours(all["image_mean"], all["image_std"], preparation);
    if (!all["do_normalize"].flag(true)) {
        preparation.mean = { 0, 0, 0 };
        preparation.deviation = { 1, 1, 1 };
    }
    return preparation;
}

PicturePreparation readTimmConfig(const std::string& path)
{
    const nlohmann::json json = sideJson(path);
    const Setting whole(json, path);
    const Setting all = whole["pretrained_cfg"].isObject() ? whole["pretrained_cfg"] : whole;
    PicturePreparation preparation;
    preparation.filter = filterIn(all["interpolation"], PictureFilter::bicubic);
    if (const Setting size = all["input_size"]; !size.isNull()) {
        const auto extents = size.items();
        if (extents.size() != 3)
            size.fail(QT_TRANSLATE_NOOP("Message", "three numbers: channels, height, width"));
        preparation.cutHeight = sideIn(extents[1]);
        preparation.cutWidth = sideIn(extents[2]);
    }
    const Setting share = all["crop_pct"];
    const double part = share.isNull() ? 0.875 : share.real();
    if (!(part > 0.05 && part <= 1))
        share.fail(QT_TRANSLATE_NOOP("Message", "a number above 0.05, at most 1"));
    preparation.height = static_cast<int>(std::floor(preparation.cutHeight / part));
    preparation.width = static_cast<int>(std::floor(preparation.cutWidth / part));
    const std::string mode = all["crop_mode"].text("center");
    if (mode == "squash")
        preparation.fit = PictureFit::stretched;
    else if (mode != "center")
        all["crop_mode"].failUnknown(mode, "center, squash");
    readColours(all["mean"], all["std"], preparation);
    return preparation;
}

PicturePreparation readOpenClipConfig(const std::string& path)
{
    const nlohmann::json json = sideJson(path);
    const Setting whole(json, path), all = whole["preprocess_cfg"];
    PicturePreparation preparation;
    Setting size = all["size"];
    if (size.isNull()) size = whole["model_cfg"]["vision_cfg"]["image_size"];
    if (size.isArray()) {
        const auto extents = size.items();
        if (extents.size() < 2) size.fail(QT_TRANSLATE_NOOP("Message", "height and width"));
        preparation.cutHeight = sideIn(extents[extents.size() - 2]);
        preparation.cutWidth = sideIn(extents[extents.size() - 1]);
    } else {
        preparation.cutHeight = preparation.cutWidth = sideIn(size);
    }
    preparation.height = preparation.cutHeight;
    preparation.width = preparation.cutWidth;
    preparation.filter = filterIn(all["interpolation"], PictureFilter::bicubic);
    const std::string mode = all["resize_mode"].text("shortest");
    if (mode == "squash") {
        preparation.fit = PictureFit::stretched;
        preparation.cut = false;
    } else if (mode != "shortest") {
        all["resize_mode"].failUnknown(mode, "shortest, squash");
    }
    // OpenAI's, where the file says nothing.
    preparation.mean = { 0.48145466f, 0.4578275f, 0.40821073f };
    preparation.deviation = { 0.26862954f, 0.26130258f, 0.27577711f };
    readColours(all["mean"], all["std"], preparation);
    return preparation;
}

} // namespace contrastlab
