// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The names of objectives and optimisers for the translation tools: their tables stand in the
// engine, one row a file. A test compares.
#include <QtGlobal>

namespace contrastlab {

namespace {

[[maybe_unused]] constexpr const char* tableLabels[] = {
    QT_TRANSLATE_NOOP("Objective", "Alignment and uniformity"),
    QT_TRANSLATE_NOOP("Objective", "The article's formula"),
    QT_TRANSLATE_NOOP("Objective", "The article's listing (turns NaN)"),
    QT_TRANSLATE_NOOP("Objective", "Barlow Twins"),
    QT_TRANSLATE_NOOP("Objective", "CLIP (symmetric InfoNCE)"),
    QT_TRANSLATE_NOOP("Objective", "InfoNCE (a to b)"),
    QT_TRANSLATE_NOOP("Objective", "CLIP with several positives"),
    QT_TRANSLATE_NOOP("Objective", "CMC (mean over pairs of modalities)"),
    QT_TRANSLATE_NOOP("Objective", "DCL (decoupled)"),
    QT_TRANSLATE_NOOP("Objective", "DCLW (decoupled, weighted)"),
    QT_TRANSLATE_NOOP("Objective", "Hard negatives (debiased)"),
    QT_TRANSLATE_NOOP("Objective", "MoCo (queue and moving-average towers)"),
    QT_TRANSLATE_NOOP("Objective", "NT-Xent (SimCLR)"),
    QT_TRANSLATE_NOOP("Objective", "SigLIP (sigmoid)"),
    QT_TRANSLATE_NOOP("Objective", "Supervised contrast"),
    QT_TRANSLATE_NOOP("Objective", "Triplet margin"),
    QT_TRANSLATE_NOOP("Objective", "VICReg"),
    QT_TRANSLATE_NOOP("Optimizer", "Gradient descent"),
    QT_TRANSLATE_NOOP("Optimizer", "Momentum"),
    QT_TRANSLATE_NOOP("Optimizer", "Nesterov momentum"),
    QT_TRANSLATE_NOOP("Optimizer", "Adam"),
    QT_TRANSLATE_NOOP("Optimizer", "AdamW"),
    QT_TRANSLATE_NOOP("Optimizer", "LARS"),
    QT_TRANSLATE_NOOP("Optimizer", "Nonlinear conjugate gradient"),
    QT_TRANSLATE_NOOP("Optimizer", "L-BFGS"),
};

} // namespace

} // namespace contrastlab
