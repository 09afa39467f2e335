// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Written as a reader of the papers would write them: whole matrices, gradients by autograd.
#include "objective/torch_losses.h"

#include <algorithm>
#include <iterator>

namespace contrastlab {

namespace {

struct TorchLoss {
    std::string_view objective;
    std::string_view source;
};

constexpr std::string_view twoWays = R"(def loss(a, b, scale, bias, labels, keys):
    logits = scale * unit(a) @ unit(b).T
    partner = torch.arange(len(a))
    return (F.cross_entropy(logits, partner) + F.cross_entropy(logits.T, partner)) / 2
)";

constexpr std::string_view oneWay = R"(def loss(a, b, scale, bias, labels, keys):
    logits = scale * unit(a) @ unit(b).T
    return F.cross_entropy(logits, torch.arange(len(a)))
)";

constexpr std::string_view stacked = R"(def loss(a, b, scale, bias, labels, keys):
    n = len(a)
    z = torch.cat([unit(a), unit(b)])
    logits = (scale * z @ z.T).masked_fill(torch.eye(2 * n, dtype=torch.bool), -math.inf)
    return F.cross_entropy(logits, torch.arange(2 * n).roll(n))
)";

constexpr std::string_view sigmoid = R"(def loss(a, b, scale, bias, labels, keys):
    logits = scale * unit(a) @ unit(b).T + bias
    sign = 2 * torch.eye(len(a), dtype=a.dtype) - 1
    return -F.logsigmoid(sign * logits).sum() / len(a)
)";

constexpr std::string_view supervised = R"(def loss(a, b, scale, bias, labels, keys):
    z = torch.cat([unit(a), unit(b)])
    own = torch.eye(len(z), dtype=torch.bool)
    positive = same_label(labels).repeat(2, 2) & ~own
    log_share = (scale * z @ z.T).masked_fill(own, -math.inf).log_softmax(1)
    pull = log_share.masked_fill(~positive, 0).sum(1) / positive.sum(1)
    return -pull.mean() / (0.07 * scale)  # the base temperature of SupContrast
)";

constexpr std::string_view severalPositives = R"(def loss(a, b, scale, bias, labels, keys):
    logits = scale * unit(a) @ unit(b).T
    target = same_label(labels).to(a.dtype)
    target = target / target.sum(1, keepdim=True)
    both = [-(target * x.log_softmax(1)).sum(1).mean() for x in (logits, logits.T)]
    return sum(both) / 2
)";

constexpr std::string_view triplets = R"(def loss(a, b, scale, bias, labels, keys):
    cosines = unit(a) @ unit(b).T
    return (triplets(cosines) + triplets(cosines.T)) / 2


def triplets(cosines):
    """The mean over triplets (anchor = row, its partner, a negative = column) that cost anything."""
    own = torch.eye(len(cosines), dtype=torch.bool)
    gap = cosines.diagonal()[:, None] - cosines
    counts = ~own
    if s.mining == "hard":
        hardest = cosines.masked_fill(own, -math.inf).argmax(1)
        counts = counts & (torch.arange(len(cosines)) == hardest[:, None])
    elif s.mining == "semi-hard":
        counts = counts & (gap >= -1e-6) & (gap < s.margin)
    cost = F.softplus(-gap) if s.soft_margin else F.relu(s.margin - gap)
    counts = counts & (cost > 0)
    return cost[counts].sum() / counts.sum().clamp(min=1)
)";

constexpr std::string_view queued = R"(def loss(a, b, scale, bias, labels, keys):
    keys_a, keys_b, queue_a, queue_b = keys
    return (one_way(a, keys_b, queue_b, scale) + one_way(b, keys_a, queue_a, scale)) / 2


def one_way(queries, own_keys, queue, scale):
    """Each query against its own key and the keys of the queue, which are of length 1."""
    queries = unit(queries)
    positive = (queries * unit(own_keys).detach()).sum(1, keepdim=True)
    logits = scale * torch.cat([positive, queries @ queue.T], 1)
    return F.cross_entropy(logits, torch.zeros(len(queries), dtype=torch.long))
)";

constexpr std::string_view decoupled = R"(def loss(a, b, scale, bias, labels, keys):
    logits = scale * unit(a) @ unit(b).T
    others = logits.masked_fill(torch.eye(len(a), dtype=torch.bool), -math.inf)
    push = (others.logsumexp(0).mean() + others.logsumexp(1).mean()) / 2
    return push - logits.diagonal().mean()
)";

constexpr std::string_view decoupledWeighted = R"(def loss(a, b, scale, bias, labels, keys):
    cosines = unit(a) @ unit(b).T
    others = (scale * cosines).masked_fill(torch.eye(len(a), dtype=torch.bool), -math.inf)
    push = (others.logsumexp(0).mean() + others.logsumexp(1).mean()) / 2
    pairs = cosines.diagonal()
    weight = 2 - len(a) * (pairs / s.positive_width).softmax(0).detach()
    return push - (weight * scale * pairs).mean()
)";

constexpr std::string_view hardNegatives = R"(def loss(a, b, scale, bias, labels, keys):
    n, m = len(a), 2 * len(a) - 2
    z = torch.cat([unit(a), unit(b)])
    logits = scale * z @ z.T
    positive = logits[torch.arange(2 * n), torch.arange(2 * n).roll(n)]
    no_negative = torch.eye(n, dtype=torch.bool).repeat(2, 2)
    beta, prior = s.hardness, s.positive_prior
    # ln of the sum of the negatives, each weighted by e^(beta x) over the mean of these weights
    hard = ((1 + beta) * logits).masked_fill(no_negative, -math.inf).logsumexp(1)
    mean = (beta * logits).masked_fill(no_negative, -math.inf).logsumexp(1)
    negatives = math.log(m) + hard - mean
    # less the share of false ones, and at least m e^(-scale)
    false_share = prior * m * (positive - negatives).exp()
    debiased = negatives - math.log1p(-prior) + torch.log1p(-false_share.clamp(max=1 - 1e-9))
    debiased = torch.where(false_share < 1, debiased, torch.full_like(debiased, -math.inf))
    least = math.log(m) - scale
    return F.softplus(torch.maximum(debiased, least * torch.ones_like(debiased)) - positive).mean()
)";

constexpr std::string_view alignedUniform = R"(def loss(a, b, scale, bias, labels, keys):
    a, b = unit(a), unit(b)
    alignment = (a - b).norm(dim=1).pow(s.alignment_power).mean()
    return alignment + s.uniformity_weight * (uniformity(a) + uniformity(b)) / 2


def uniformity(z):
    return torch.pdist(z).pow(2).mul(-s.uniformity_scale).exp().mean().log()
)";

constexpr std::string_view redundancy = R"(def loss(a, b, scale, bias, labels, keys):
    correlation = standardised(a).T @ standardised(b) / len(a)
    diagonal = correlation.diagonal()
    rest = correlation.square().sum() - diagonal.square().sum()
    return (1 - diagonal).square().sum() + s.redundancy_weight * rest


def standardised(x):
    return (x - x.mean(0)) / (x.var(0, unbiased=False) + 1e-5).sqrt()
)";

constexpr std::string_view varianceCovariance = R"(def loss(a, b, scale, bias, labels, keys):
    spread = s.variance_weight * (missing_spread(a) + missing_spread(b)) / 2
    repeats = s.covariance_weight * (covariances(a) + covariances(b))
    return s.invariance_weight * F.mse_loss(a, b) + spread + repeats


def missing_spread(x):
    return F.relu(1 - (x.var(0) + 1e-4).sqrt()).mean()


def covariances(x):
    x = x - x.mean(0)
    covariance = x.T @ x / max(1, len(x) - 1)
    return (covariance.square().sum() - covariance.diagonal().square().sum()) / x.shape[1]
)";

constexpr std::string_view rawSoftmax = R"(def loss(a, b, scale, bias, labels, keys):
    logits = scale * a.double() @ b.double().T  # raw rows: their products have no bound
    return F.cross_entropy(logits, torch.arange(len(a))).to(a.dtype)
)";

constexpr std::string_view rawRatio = R"(def loss(a, b, scale, bias, labels, keys):
    products = a @ b.T  # raw rows; the temperature cancels, and a ratio below zero turns NaN
    return -(products.diagonal() / products.sum(1)).log().mean()
)";

constexpr TorchLoss losses[] = { { "clip", twoWays }, { "infonce", oneWay }, { "nt-xent", stacked },
    { "siglip", sigmoid }, { "supcon", supervised }, { "clip-multi-positive", severalPositives },
    { "triplet", triplets }, { "moco", queued }, { "dcl", decoupled },
    { "dclw", decoupledWeighted }, { "hard-negative", hardNegatives },
    { "align-uniform", alignedUniform }, { "barlow-twins", redundancy },
    { "vicreg", varianceCovariance }, { "cmc", twoWays }, { "article", rawSoftmax },
    { "article-naive", rawRatio } };

} // namespace

std::string_view torchLossOf(std::string_view objective)
{
    const auto* const found = std::ranges::find(losses, objective, &TorchLoss::objective);
    return found == std::end(losses) ? std::string_view() : found->source;
}

std::string_view torchHelpers()
{
    return R"(def unit(x):
    return F.normalize(x, dim=1, eps=1e-30)


def same_label(labels):
    """Which items of the batch share a label; -1 is no label."""
    return (labels[:, None] == labels) & (labels >= 0) | torch.eye(len(labels), dtype=torch.bool)
)";
}

} // namespace contrastlab
