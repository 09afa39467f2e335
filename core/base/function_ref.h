// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A reference to something callable, for parameters: std::function without its allocation. Lives no
// longer than the callable itself.
#pragma once

#include <utility>

namespace contrastlab {

template <class Signature> class FunctionRef;

template <class Result, class... Arguments> class FunctionRef<Result(Arguments...)> {
public:
    FunctionRef() = default;
    template <class Callable>
    FunctionRef(
        const Callable& callable) // NOLINT(google-explicit-constructor): stands in for the callable
        : m_callable(&callable)
        , m_call([](const void* target, Arguments... arguments) -> Result {
            return (*static_cast<const Callable*>(target))(std::forward<Arguments>(arguments)...);
        })
    {
    }
    Result operator()(Arguments... arguments) const
    {
        return m_call(m_callable, std::forward<Arguments>(arguments)...);
    }

private:
    const void* m_callable = nullptr;
    Result (*m_call)(const void*, Arguments...) = nullptr;
};

} // namespace contrastlab
