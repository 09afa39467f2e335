// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The next step of a run taken apart: the batch that it will draw, and every number on the way to
// the update, as the trainer will have them. Works on copies: the run goes on as it would have.
// Pure functions; any thread.
#pragma once

#include "analysis/pair_forces.h"
#include "run/trainer.h"

#include <stop_token>

namespace contrastlab {

/// What is to be told of the step.
struct AnatomyWish {
    int pair = 0; ///< place in setup.everyPair()
    std::vector<Index> items; ///< shown first where they are in the batch
    std::size_t shown = 8; ///< at most
};

/// A few rows of one tower on the way through the step; row r is the item shown[r].
struct TowerAnatomy {
    int tower = 0;
    ModalityBatch<float> input; ///< of the shown items, augmented as the tower takes them
    Matrix<float> raw; ///< shown x d, as the tower puts them out
    std::vector<double> lengths; ///< of those
    Matrix<float> unit; ///< shown x d
    Matrix<float> gradient; ///< shown x d: of the loss by the raw rows; empty where there is none
    Matrix<float> after; ///< shown x d: unit rows of the same inputs after the update

    double gradientNorm = 0; ///< of the loss by the tower's weights, before clipping
    double updateNorm = 0; ///< of what the weights change by
    double weightNorm = 0; ///< of the weights before

    /// Of each shown item looking for its partner in the other tower; empty where the loss is no
    /// cross entropy over the batch.
    std::vector<double> losses;
    std::vector<double> logSums; ///< ln of the sum over all candidates of exp(logit)
    Matrix<double> shares; ///< shown x shown: exp(logit - logSum), of the other tower's items
};

/// Mean cosines of the whole batch.
struct BatchCosines {
    double partners = 0, others = 0; ///< NaN where there are none
};

struct StepAnatomy {
    std::int64_t step = 0; ///< that is about to be done, counted as in StepMetrics
    RunSpec spec; ///< as it stands
    TrainedPair pair;
    bool trained = false; ///< the objective sees the pair
    Index batch = 0; ///< items drawn
    Index rows = 0; ///< of them, those that have both modalities
    bool judged = false; ///< they are enough for the objective; else what the loss tells is empty
    std::vector<Index> items; ///< of the data, those that are shown
    std::vector<Index> places; ///< of those among the rows
    TowerAnatomy a, b;
    double temperature = 0, bias = 0;
    /// The loss looks at directions alone; else lengths or columns count, too.
    bool ofDirections = true;
    Matrix<float> cosines; ///< shown x shown: rows are a's items, columns b's
    Matrix<float> cosinesAfter;
    double loss = 0, lossAToB = 0, lossBToA = 0; ///< of this pair, by the objective
    /// N times the derivative of the loss by each cosine, shown x shown: above 0 driven apart;
    /// empty where the loss acts on no pair by itself.
    Matrix<double> slopes;
    BatchCosines before, after;

    StepMetrics metrics; ///< that the run will record
    double lossAfter = 0; ///< of this pair on the same batch, after the update
    int evaluations = 0; ///< of the loss and its gradient, in this step
    double clip = 1; ///< factor of the gradient, where it was longer than allowed
    double temperatureAfter = 0;
    bool healthy = true; ///< else the step will end the run
};

/// Of the step that a trainer makes from this checkpoint, with the same numbers to the bit on any
/// number of threads. Throws SpecError where the checkpoint does not fit, Interrupted where `stop`
/// is requested meanwhile. Takes about as long as ten steps.
StepAnatomy anatomyOfNextStep(ThreadPool& pool, const std::shared_ptr<const RunSetup>& setup,
    const Checkpoint& checkpoint, const AnatomyWish& wish, const std::stop_token& stop = {});

} // namespace contrastlab
