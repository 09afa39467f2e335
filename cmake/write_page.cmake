# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -D FILE=... -D PAGE=man -P write_page.cmake -- PROGRAM...: what PROGRAM --print PAGE says, in FILE.
set(program)
set(behind FALSE)
math(EXPR last "${CMAKE_ARGC} - 1")
foreach(i RANGE ${last})
    if(behind)
        list(APPEND program ${CMAKE_ARGV${i}})
    elseif(CMAKE_ARGV${i} STREQUAL "--")
        set(behind TRUE)
    endif()
endforeach()
# No display is asked for anything.
set(ENV{QT_QPA_PLATFORM} offscreen)
execute_process(COMMAND ${program} --print ${PAGE} OUTPUT_FILE ${FILE} ERROR_VARIABLE errors RESULT_VARIABLE status)
if(status)
    message(FATAL_ERROR "${program} --print ${PAGE}: ${status}\n${errors}")
endif()
