# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Writes OUTPUT, which tells the commit of the checkout at SOURCE: run by every build (add_program_commit), and by itself
# as a script. The file changes only where the commit does, so what depends on it is built no oftener.

# "9156be1b7b8a", "9156be1b7b8a+changes", or "unknown" where SOURCE is no checkout of its own, as a tarball is.
function(commit_of source result)
    set(${result} unknown PARENT_SCOPE)
    execute_process(COMMAND git -C ${source} rev-parse --show-toplevel
        OUTPUT_VARIABLE top OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE status)
    if(NOT status EQUAL 0)
        return()
    endif()
    file(REAL_PATH "${source}" source)
    file(REAL_PATH "${top}" top)
    if(NOT top STREQUAL source)
        return()
    endif()
    execute_process(COMMAND git -C ${source} describe --always --exclude=* --abbrev=12 --dirty=+changes
        OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE status)
    if(status EQUAL 0 AND commit)
        set(${result} ${commit} PARENT_SCOPE)
    endif()
endfunction()

# A library with builtCommit() (app/built_commit.h).
function(add_program_commit target)
    set(written ${CMAKE_CURRENT_BINARY_DIR}/built_commit.cpp)
    add_custom_target(${target}-written BYPRODUCTS ${written}
        COMMAND ${CMAKE_COMMAND} -D SOURCE=${CMAKE_SOURCE_DIR} -D OUTPUT=${written}
            -P ${CMAKE_SOURCE_DIR}/cmake/ProgramCommit.cmake
        COMMENT "")
    add_library(${target} STATIC ${written})
    target_include_directories(${target} PRIVATE ${CMAKE_SOURCE_DIR})
    set_target_properties(${target} PROPERTIES AUTOUIC OFF AUTORCC OFF)
    add_dependencies(${target} ${target}-written)
endfunction()

if(CMAKE_SCRIPT_MODE_FILE)
    commit_of(${SOURCE} commit)
    file(CONFIGURE OUTPUT ${OUTPUT} CONTENT [[
#include "app/built_commit.h"

std::string_view contrastlab::builtCommit()
{
    return "@commit@";
}
]] @ONLY)
endif()
