// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures of any size as encoders take them: resized as Pillow does it (to the bit), cut and
// normalised. Pure; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

/// Red, green and blue bytes, rows from the top.
struct Picture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels;

    friend bool operator==(const Picture&, const Picture&) = default;
};

/// By Pillow's numbers, as preprocessor_config.json has them in "resample".
enum class PictureFilter {
    nearest = 0,
    lanczos = 1,
    bilinear = 2,
    bicubic = 3,
    box = 4,
    hamming = 5
};

/// "bicubic" and the like; nothing for others.
std::optional<PictureFilter> pictureFilterNamed(std::string_view name);
const char* nameOf(PictureFilter filter);

/// As Pillow's Image.resize: in two passes of fixed-point sums, each rounded to bytes.
Picture resized(Picture picture, int width, int height, PictureFilter filter);

enum class PictureFit {
    asIs, ///< not resized
    shorterSide, ///< so that the shorter side is `height` long, its aspect kept
    stretched ///< to height x width
};

/// What happens to a picture before it goes in. The standard values are those of ImageNet models.
struct PicturePreparation {
    PictureFit fit = PictureFit::shorterSide;
    int height = 256; ///< after resizing
    int width = 256; ///< where stretched
    PictureFilter filter = PictureFilter::bilinear;
    bool cut = true; ///< the centre is cut out; what lies outside the picture is black
    bool cutRoundsDown =
        false; ///< where it cannot be in the middle: as HuggingFace, else torchvision
    int cutHeight = 224;
    int cutWidth = 224;
    float scale = 1.0f / 255; ///< of bytes
    std::array<float, 3> mean { 0.485f, 0.456f, 0.406f };
    std::array<float, 3> deviation { 0.229f, 0.224f, 0.225f };

    friend bool operator==(const PicturePreparation&, const PicturePreparation&) = default;
};

/// "shorter side 256 (bilinear), centre 224 x 224, ..."; one line that names every value: of equal
/// preparations equal, of others not.
std::string describe(const PicturePreparation& preparation);

/// Resized and cut.
Picture prepared(Picture picture, const PicturePreparation& preparation);
/// Whether prepared() gives the picture as it is.
bool isPrepared(const Picture& picture, const PicturePreparation& preparation);

/// What becomes of bytes: (byte scale - mean) / deviation. Made once for many pictures.
class PixelScale {
public:
    explicit PixelScale(const PicturePreparation& preparation);
    /// As 3 x height x width planes, or height x width x 3.
    void apply(const Picture& picture, bool planes, std::span<float> values) const;

private:
    std::array<std::array<float, 256>, 3> m_tables; ///< of red, green and blue
};

} // namespace contrastlab
