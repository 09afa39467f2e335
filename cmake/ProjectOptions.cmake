# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
# What every target of the project is compiled with, as one interface library.

if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
set(CMAKE_CXX_FLAGS_RELEASE "-O2")

find_program(CCACHE ccache)
if(CCACHE)
    # Precompiled headers are shared too (their macros and times left out of what is compared), and so are
    # objects between checkouts (paths below the checkout count as relative).
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_SLOPPINESS=pch_defines,time_macros
        CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
endif()

add_library(project_options INTERFACE)
target_compile_options(project_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
    -Wno-sign-conversion -Wno-missing-field-initializers)
if(CONTRASTLAB_WERROR)
    target_compile_options(project_options INTERFACE -Werror)
endif()
# GCC collects its garbage from 30 MB on, again and again; from 400 MB on, a tenth of the time is saved, and the
# largest compilation takes 1.1 in place of 1.0 GB.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options("SHELL:--param ggc-min-heapsize=400000" "SHELL:--param ggc-min-expand=100")
endif()
# Matrices cross library borders whose vector width differs, so one alignment holds for all; on the stack too, because
# Eigen assumes it there (its stableNorm() aborts otherwise). Eigen's own threads stay off: the engine cuts its work into
# fixed tiles itself.
target_compile_definitions(project_options INTERFACE EIGEN_MAX_ALIGN_BYTES=64 EIGEN_MAX_STATIC_ALIGN_BYTES=64
    EIGEN_DONT_PARALLELIZE)

# Several sources in one compilation, for whoever builds everything once: headers and templates cost more than
# sources. (A precompiled header before each such compilation takes 170 MB and 10 s to make and saves 1 to 3 s of 8 to
# 25: no gain, and the compiler cache reads it every time.) Where single files are edited (CONTRASTLAB_UNITY off) they
# are compiled alone, behind a precompiled header. MOC_ALONE, where there is a moc, writes what moc writes in a
# thirtieth of the time.
function(set_unity target)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ${CONTRASTLAB_UNITY} UNITY_BUILD_BATCH_SIZE 8
        AUTOMOC_EXECUTABLE ${MOC_ALONE})
    if(NOT CONTRASTLAB_UNITY)
        target_precompile_headers(${target} PRIVATE ${ARGN})
    endif()
endfunction()

# For code that waits for people, files, or the engine: a third less to compile than at -O2.
function(compile_lightly target)
    target_compile_options(${target} PRIVATE -O1)
endfunction()

if(CONTRASTLAB_SANITIZE)
    # -O1 after the -O2 above: half the time to build.
    add_compile_options(-O1 -fsanitize=${CONTRASTLAB_SANITIZE} -fno-omit-frame-pointer -g -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${CONTRASTLAB_SANITIZE})
endif()
