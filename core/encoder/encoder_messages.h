// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is said of encoders and of the files beside them, each sentence once. Constants.
#pragma once

#include "base/message.h"
#include "base/translation_marks.h"

namespace contrastlab::sentences {

// clang-format off
inline constexpr const char* runtimeMissing = QT_TRANSLATE_NOOP("Message", "ONNX Runtime is needed to run encoders, and was not found: install it (libonnxruntime of the system, pip install onnxruntime, or npm install onnxruntime-node), or name its library in the variable CONTRASTLAB_ONNXRUNTIME");
inline constexpr const char* runtimeUnusable = QT_TRANSLATE_NOOP("Message", "expected the library of ONNX Runtime: %1");
inline constexpr const char* runtimeForeign = QT_TRANSLATE_NOOP("Message", "it does not offer OrtGetApiBase");
inline constexpr const char* runtimeTooOld = QT_TRANSLATE_NOOP("Message", "its version %1 does not offer the interface that is used");
inline constexpr const char* notOnnx = QT_TRANSLATE_NOOP("Message", "expected an ONNX file; this is none, or it is damaged");
inline constexpr const char* modelRefused = QT_TRANSLATE_NOOP("Message", "ONNX Runtime %1 refuses this file: %2");
inline constexpr const char* modelFailed = QT_TRANSLATE_NOOP("Message", "ONNX Runtime failed while it ran this file: %1");
inline constexpr const char* modelInputs = QT_TRANSLATE_NOOP("Message", "expected an encoder of %1, found the inputs %2");
inline constexpr const char* encodersOfPictures = QT_TRANSLATE_NOOP("Message", "pictures: one input of N x 3 x height x width or N x height x width x 3");
inline constexpr const char* encodersOfTexts = QT_TRANSLATE_NOOP("Message", "texts: input_ids of N x length, and attention_mask, token_type_ids or position_ids beside it");
inline constexpr const char* encodersOfSounds = QT_TRANSLATE_NOOP("Message", "sounds: one input of N x samples, N x 1 x samples, N x frames x bands or N x 1 x frames x bands");
inline constexpr const char* modelOutput = QT_TRANSLATE_NOOP("Message", "expected an output of one vector an item, or of vectors to take the mean of; found %1");
inline constexpr const char* modelRows = QT_TRANSLATE_NOOP("Message", "expected %1 rows of features, found %2");
inline constexpr const char* featuresNotFinite = QT_TRANSLATE_NOOP("Message", "expected finite features; some of item %1 are not");
inline constexpr const char* queryNotFinite = QT_TRANSLATE_NOOP("Message", "expected finite features; those of the query are not");
inline constexpr const char* encoderChanged = QT_TRANSLATE_NOOP("Message", "expected %1 features, as the run was trained on; the encoder gives %2");
inline constexpr const char* encoderOfOtherKind = QT_TRANSLATE_NOOP("Message", "the file is of another encoder than the run was trained on");
inline constexpr const char* builtInQueryFile = QT_TRANSLATE_NOOP("Message", "what is no item's needs the encoder as a file, which scripts/make_encoders makes");
inline constexpr const char* featuresTooWide = QT_TRANSLATE_NOOP("Message", "expected at most %1 features an item, found %2");
inline constexpr const char* pictureSide = QT_TRANSLATE_NOOP("Message", "expected pictures of 1 to %1 pixels a side, found %2");
inline constexpr const char* picturesDoNotFit = QT_TRANSLATE_NOOP("Message", "the files beside the encoder make pictures of %1, and it takes %2");
inline constexpr const char* soundConfigMissing = QT_TRANSLATE_NOOP("Message", "expected preprocessor_config.json beside the encoder: it tells how the log-mel frames are made that the input %1 takes");
inline constexpr const char* soundsDoNotFit = QT_TRANSLATE_NOOP("Message", "the files beside the encoder make sounds of %1, and it takes %2");
inline constexpr const char* settingsMakeOtherSounds = QT_TRANSLATE_NOOP("Message", "the settings make sounds of %1, and the encoder takes %2");
inline constexpr const char* soundTooLarge = QT_TRANSLATE_NOOP("Message", "expected at most %1 numbers a sound, found %2");
inline constexpr const char* soundLength = QT_TRANSLATE_NOOP("Message", "expected sounds of %1 to %2 samples, found %3");
inline constexpr const char* sequenceLength = QT_TRANSLATE_NOOP("Message", "expected texts of 2 to %1 tokens, found %2");
inline constexpr const char* settingKind = QT_TRANSLATE_NOOP("Message", "expected %1");
inline constexpr const char* settingUnknown = QT_TRANSLATE_NOOP("Message", "%1 is not understood; expected one of %2");
inline constexpr const char* settingPair = QT_TRANSLATE_NOOP("Message", "KEY=VALUE");
inline constexpr const char* settingSides = QT_TRANSLATE_NOOP("Message", "pixels, as 224 or 224x160, at most 4096 a side");
inline constexpr const char* settingNumber = QT_TRANSLATE_NOOP("Message", "a number");
inline constexpr const char* settingMeans = QT_TRANSLATE_NOOP("Message", "three numbers, of red, green and blue");
inline constexpr const char* settingDeviations = QT_TRANSLATE_NOOP("Message", "three numbers above 0, of red, green and blue");
inline constexpr const char* settingWhole = QT_TRANSLATE_NOOP("Message", "a whole number from %1 to %2");
inline constexpr const char* settingBetween = QT_TRANSLATE_NOOP("Message", "a number from %1 to %2");
inline constexpr const char* settingNotZero = QT_TRANSLATE_NOOP("Message", "a number other than 0");
inline constexpr const char* settingTokens = QT_TRANSLATE_NOOP("Message", "tokens of a text, 2 to 8192");
inline constexpr const char* settingsDoNotFit = QT_TRANSLATE_NOOP("Message", "the settings make pictures of %1, and the encoder takes %2");
inline constexpr const char* poolingNeeded = QT_TRANSLATE_NOOP("Message", "expected pooling=%1, because the output is %2");
inline constexpr const char* tokenizerMissing = QT_TRANSLATE_NOOP("Message", "expected a tokenizer beside the encoder: tokenizer.json, vocab.txt, or vocab.json with merges.txt");
inline constexpr const char* tokenMissing = QT_TRANSLATE_NOOP("Message", "expected the token %1 in the vocabulary");
inline constexpr const char* tokenizerMismatch = QT_TRANSLATE_NOOP("Message", "the tokenizer does not match the encoder: it has the token number %1, and config.json tells of %2 tokens");
inline constexpr const char* cacheTooLarge = QT_TRANSLATE_NOOP("Message", "the features of these data take %1 MB, and at most %2 MB are kept");
inline constexpr const char* fileTooLong = QT_TRANSLATE_NOOP("Message", "expected a file of at most %1 MB, found %2");
inline constexpr const char* jsonWrong = QT_TRANSLATE_NOOP("Message", "not valid JSON: %1");
// clang-format on

} // namespace contrastlab::sentences
