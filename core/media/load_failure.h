// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Why data could not be opened, as a value that outlives the exception, so that the window can say
// it in the reader's language. Any thread.
#pragma once

#include "media/bytes/media_message.h"

#include <exception>
#include <optional>

namespace contrastlab {

struct LoadFailure {
    std::string file;
    Message place;
    std::optional<Message> message; ///< what is wrong; nothing where problems say it
    std::vector<Problem> problems; ///< of a SpecError
    std::string text; ///< the same in English, one line; of anything else its what()
};

/// Of the exception that is being handled or was kept.
LoadFailure failureFrom(const std::exception_ptr& error);

} // namespace contrastlab
