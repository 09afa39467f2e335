// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which features came along, and where the ONNX files would be.
#include "media/built_in_encoders.h"

#include "base/translation_marks.h"
#include "media/emoji/embedded_features.h"

#include <QStandardPaths>

namespace contrastlab {

std::shared_ptr<const FeatureSource> embeddedFeaturesOf(const RunSpec& spec, const std::string& key,
    const Dataset& dataset, const ModalityData& modality, Digest& digest)
{
    if (spec.text("dataset") != "emoji" || key != "image_encoder"
        || modality.kind != ModalityKind::image)
        return nullptr;
    return embeddedFeatures(
        QStringLiteral("emoji/nanodet"), dataset.items, modality.images->variants(0), digest);
}

std::string builtInEncoderFile(const std::string& key)
{
    const QString name =
        key == "image_encoder" ? QStringLiteral("pictures") : QStringLiteral("texts");
    const QString file = QStandardPaths::locate(QStandardPaths::GenericDataLocation,
        QStringLiteral("contrastlab/encoders/%1/model.onnx").arg(name));
    if (!file.isEmpty()) return file.toStdString();
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    throw SpecError({ { key, builtInEncoder,
        { QT_TRANSLATE_NOOP("Message",
              "scratch or an ONNX file: the built-in encoder comes with features of the emoji "
              "alone, "
              "for other data scripts/make_encoders makes %1"),
            { folder.toStdString() + "/contrastlab/encoders/" + name.toStdString()
                + "/model.onnx" } } } });
}

} // namespace contrastlab
