// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "media/load_failure.h"

namespace contrastlab {

LoadFailure failureFrom(const std::exception_ptr& error)
{
    try {
        std::rethrow_exception(error);
    } catch (const InputError& e) {
        return { e.file(), e.placeMessage(), e.message(), {}, e.what() };
    } catch (const SpecError& e) {
        return { {}, {}, {}, e.problems(), oneLine(e.what()) };
    } catch (const std::bad_alloc&) {
        return { {}, {},
            Message {
                sentences::fileUnreadable, { QT_TRANSLATE_NOOP("Message", "not enough memory") } },
            {}, "not enough memory" };
    } catch (const std::exception& e) {
        return { {}, {}, {}, {}, oneLine(e.what()) };
    }
}

} // namespace contrastlab
