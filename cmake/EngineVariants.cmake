# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
# The engine as a shared library in up to three builds. The dynamic loader takes the widest that the processor
# can run from lib/glibc-hwcaps/<level>/, or else the plain one in lib/ (glibc 2.33 and later), so one program
# starts on every x86-64 and uses the full vector width where there is one.

# What neither takes part in a run's arithmetic nor gains from wider vectors. It is compiled once, for every x86-64,
# and linked into each build behind what is compiled for the level, so that of an inline function in both the level's
# own is taken.
set(ENGINE_ONCE base/digest base/json_error base/memory_left base/message base/newest_task base/problem base/spread base/thread_pool
    run/checkpoint_fit run/command_queue run/data_rows run/data_shelf run/drive run/memory_need run/model_rows run/objective_rows
    run/optimizer_rows run/precision run/parameters run/run run/run_recorder run/run_rows run/run_spec run/spec_settings run/suspects
    run/sweep run/sweep_axis run/sweep_runs run/sweep_table run/training_thread analysis/doctor analysis/duplicates analysis/symptom_reader analysis/training_diagnostics
    data/vocabulary objective/torch_losses)
list(TRANSFORM ENGINE_ONCE APPEND .cpp)

# GNU ld, gold, lld and mold know these; where the linker is another (macOS), the engine is one build, which needs none.
include(CheckLinkerFlag)
set(GNU_LIKE_FLAGS "-Wl,-Bsymbolic,--version-script=${CMAKE_SOURCE_DIR}/cmake/engine_symbols.map")
check_linker_flag(CXX ${GNU_LIKE_FLAGS} LINKER_IS_GNU_LIKE)

function(set_engine_options target)
    target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR}/core)
    target_link_libraries(${target} PUBLIC Eigen3::Eigen nlohmann_json::nlohmann_json Threads::Threads
        project_options)
    set_unity(${target} <Eigen/Core> <algorithm> <cmath> <functional> <memory> <span> <string> <vector>)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # GCC 12 takes the AVX-512 intrinsics' own don't-care values for uninitialised ones (its bug 105593).
        target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized -Wno-uninitialized)
    endif()
endfunction()

function(add_engine_build target level directory)
    add_library(${target} SHARED ${ENGINE_SOURCES} $<TARGET_OBJECTS:contrastlab-engine-once>)
    set_engine_options(${target})
    set_target_properties(${target} PROPERTIES
        OUTPUT_NAME contrastlab-engine
        LIBRARY_OUTPUT_DIRECTORY ${directory})
    # Eigen's inline functions keep out of the dynamic symbols: those of another library may be compiled for
    # a narrower processor.
    if(LINKER_IS_GNU_LIKE)
        target_link_options(${target} PRIVATE ${GNU_LIKE_FLAGS})
        set_target_properties(${target} PROPERTIES LINK_DEPENDS ${CMAKE_SOURCE_DIR}/cmake/engine_symbols.map)
    endif()
    if(level)
        target_compile_options(${target} PRIVATE -march=${level})
    endif()
    target_link_libraries(${target} PRIVATE PkgConfig::Utf8Proc)
endfunction()

# Takes its sources out of ENGINE_SOURCES.
macro(add_engine_once)
    list(REMOVE_ITEM ENGINE_SOURCES ${ENGINE_ONCE})
    add_library(contrastlab-engine-once OBJECT ${ENGINE_ONCE})
    set_engine_options(contrastlab-engine-once)
    compile_lightly(contrastlab-engine-once)
endmacro()

# The widest level that the processor here can run, as the dynamic loader would choose: "" for the plain one.
function(own_level result)
    set(${result} "" PARENT_SCOPE)
    execute_process(COMMAND /lib64/ld-linux-x86-64.so.2 --help OUTPUT_VARIABLE help ERROR_QUIET)
    foreach(level ${ENGINE_LEVELS})
        if(help MATCHES "${level} \\(supported")
            set(${result} ${level} PARENT_SCOPE)
        endif()
    endforeach()
endfunction()

function(add_engine)
    set(ENGINE_LEVELS)
    if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64" AND NOT CONTRASTLAB_SANITIZE)
        set(ENGINE_LEVELS x86-64-v3 x86-64-v4)
    endif()
    add_engine_once()
    if(NOT CONTRASTLAB_VARIANTS)
        # One build for this machine alone, with the arithmetic of the one that the loader would have taken.
        own_level(level)
        add_engine_build(contrastlab-engine "${level}" ${CMAKE_BINARY_DIR}/lib)
        return()
    endif()
    add_engine_build(contrastlab-engine "" ${CMAKE_BINARY_DIR}/lib)
    foreach(level ${ENGINE_LEVELS})
        add_engine_build(contrastlab-engine-${level} ${level} ${CMAKE_BINARY_DIR}/lib/glibc-hwcaps/${level})
        add_dependencies(contrastlab-engine contrastlab-engine-${level})
    endforeach()
endfunction()
